//! Signs that lie above a map: pins, the scale, who made the ground.

use maud::{Markup, html};

use super::names::Taken;
use super::view::{At, View};
use super::{Map, Pin, Sign, paint};
use crate::pictures::font::{FAMILY, Weight, width_em};
use crate::pictures::icon;
use crate::pictures::ink;
use crate::pictures::lines::cut;

/// The height of a pin, pixels of the layout, by its sign.
fn height_px(sign: Sign) -> f64 {
    if sign == Sign::Mark { 54.0 } else { 40.0 }
}

/// How large a station's sign is, pixels of the layout: small where there are thousands.
pub(super) fn dot_radius_px(zoom: f64) -> f64 {
    match zoom {
        zoom if zoom < 10.5 => 1.7,
        zoom if zoom < 12.0 => 2.4,
        zoom if zoom < 13.5 => 3.4,
        zoom if zoom < 15.0 => 5.0,
        _ => 6.0,
    }
}

/// A house as large as a disc of this radius, as the web app has it (`web/src/map/symbols.ts`).
pub(super) fn house([x, y]: At, radius: f64) -> Vec<At> {
    const OUTLINE: [At; 5] =
        [[0.0, -1.05], [1.05, -0.23], [1.05, 1.0], [-1.05, 1.0], [-1.05, -0.23]];
    OUTLINE.iter().map(|[dx, dy]| [x + dx * radius, y + dy * radius]).collect()
}

/// The middle of the largest of some rings and its area, by the shoelace formula.
pub(super) fn middle_of(rings: &[Vec<At>]) -> Option<(At, f64)> {
    let middle = |ring: &Vec<At>| {
        let next = ring.iter().cycle().skip(1);
        let mut sums = [0.0; 3];
        for (a, b) in ring.iter().zip(next) {
            let cross = a[0] * b[1] - b[0] * a[1];
            sums =
                [sums[0] + cross, sums[1] + (a[0] + b[0]) * cross, sums[2] + (a[1] + b[1]) * cross];
        }
        let [twice, x, y] = sums;
        (twice.abs() > 1e-9).then(|| ([x / (3.0 * twice), y / (3.0 * twice)], twice.abs() / 2.0))
    };
    rings.iter().filter_map(middle).max_by(|one, other| one.1.total_cmp(&other.1))
}

/// The signs of one map.
#[derive(Debug)]
pub(super) struct Marks {
    pins: Vec<(At, Sign)>,
    dots: Vec<At>,
    dot_radius_px: f64,
    /// Its length in pixels of the layout, and what it says.
    scale: Option<(f64, String)>,
    credit: Option<String>,
    sheet: [f64; 2],
}

/// The height of the line with scale and credit, pixels of the layout.
const FOOT_PX: f64 = 16.0;
const FOOT_SIZE: f64 = 10.0;

impl Marks {
    pub(super) fn of(map: &Map<'_>) -> Self {
        let view = map.view;
        let at = |pin: &Pin| (view.at(pin.position.lon(), pin.position.lat()), pin.sign);
        let sheet = [f64::from(view.width_px), f64::from(view.height_px)];
        let room_em = ((sheet[0] - 110.0) / FOOT_SIZE) as f32;
        let credit = map.credit.as_ref().map(|text| cut(text, Weight::Regular, room_em.max(8.0)));
        let dots = map.dots.iter().map(|dot| view.at(dot.position.lon(), dot.position.lat()));
        Self {
            pins: map.pins.iter().map(at).collect(),
            dots: dots.collect(),
            dot_radius_px: dot_radius_px(view.zoom),
            scale: (view.width_px >= 200).then(|| scale(&view)),
            credit,
            sheet,
        }
    }

    /// Where no name may stand.
    pub(super) fn taken(&self) -> Vec<Taken> {
        let pin = |(at, sign): &(At, Sign)| {
            let half = height_px(*sign) / 2.0;
            Taken::about([at[0], at[1] - half], half * 0.7, half)
        };
        let foot = [self.sheet[0] / 2.0, self.sheet[1] - FOOT_PX / 2.0];
        let foot = Taken::about(foot, self.sheet[0], FOOT_PX / 2.0 + 2.0);
        // Small signs may be written over: where they are many there would be no names at all.
        let radius = self.dot_radius_px;
        let dots = self.dots.iter().filter(|_| radius >= 5.0);
        let dots = dots.map(|at| Taken::about(*at, radius, radius));
        self.pins.iter().map(pin).chain([foot]).chain(dots).collect()
    }

    /// The whole of what lies over the map, as SVG.
    pub(super) fn overlay(&self, names: Markup, [width, height]: [u32; 2]) -> String {
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) }
                width=(width) height=(height) font-family=(FAMILY) {
                (names)
                (self.svg())
            }
        };
        svg.into_string()
    }

    /// Pins, scale and credit.
    pub(super) fn svg(&self) -> Markup {
        html! {
            // The first one is on top.
            @for (at, sign) in self.pins.iter().rev() { (pin(*at, *sign)) }
            (self.scale_bar())
            @if let Some(credit) = &self.credit {
                @let width = f64::from(width_em(credit, Weight::Regular)) * FOOT_SIZE + 10.0;
                @let [right, bottom] = self.sheet;
                rect x=(right - width) y=(bottom - FOOT_PX) width=(width) height=(FOOT_PX)
                    fill=(ink::PAPER) fill-opacity="0.8" {}
                text x=(right - 5.0) y=(bottom - 4.5) font-size=(FOOT_SIZE) text-anchor="end"
                    fill=(ink::TEXT_2) { (credit) }
            }
        }
    }

    fn scale_bar(&self) -> Markup {
        let Some((length, text)) = &self.scale else { return html! {} };
        let (left, bottom) = (10.0, self.sheet[1] - 6.0);
        let path = format!("M{left} {}v5h{length:.1}v-5", bottom - 5.0);
        html! {
            path d=(path) fill="none" stroke=(ink::PAPER) stroke-width="4" {}
            path d=(path) fill="none" stroke=(ink::TEXT_2) stroke-width="1.4" {}
            text x=(left + 4.0) y=(bottom - 3.5) font-size=(FOOT_SIZE) fill=(ink::TEXT_2)
                stroke=(ink::PAPER) stroke-width="2.4" paint-order="stroke" { (text) }
        }
    }
}

/// A length of 1, 2 or 5 times a power of ten that is 50 to 125 pixels long.
fn scale(view: &View) -> (f64, String) {
    let metres_per_px = view.metres_per_px();
    let longest_m = 125.0 * metres_per_px;
    let power = 10_f64.powf(longest_m.log10().floor());
    let metres = [5.0, 2.0, 1.0].map(|times| times * power);
    let metres = metres.into_iter().find(|metres| *metres <= longest_m).unwrap_or(power);
    let text =
        if metres >= 1000.0 { format!("{} km", metres / 1000.0) } else { format!("{metres} m") };
    (metres / metres_per_px, text)
}

/// A pin, its point at a place.
fn pin([x, y]: At, sign: Sign) -> Markup {
    let height = height_px(sign);
    let accent = hex(paint::ACCENT);
    if sign == Sign::Mark {
        // The mark's point is at 256, 464 of 512.
        let scale = height / 400.0;
        let size = 512.0 * scale;
        let at = icon::At {
            x: (x - size / 2.0) as f32,
            y: (y - 464.0 * scale) as f32,
            size: size as f32,
        };
        return html! {
            (icon::mark_rim(at, ink::PAPER))
            (icon::mark(at, &accent, ink::PAPER))
        };
    }
    let place = format!("translate({:.1} {:.1}) scale({:.4})", x, y, height / 41.0);
    html! {
        g transform=(place) {
            path d="M0 0C-8 -12 -14 -18 -14 -27a14 14 0 1 1 28 0c0 9-6 15-14 27z" fill=(accent)
                stroke=(ink::PAPER) stroke-width="2.4" stroke-linejoin="round" {}
            @match sign {
                Sign::Number(number) => {
                    text y="-21.4" font-size=(if number < 10 { 16.0 } else { 13.5 }) font-weight="700"
                        text-anchor="middle" fill=(ink::PAPER) { (number) }
                }
                _ => circle cy="-27" r="5.4" fill=(ink::PAPER) {}
            }
        }
    }
}

fn hex(colour: crate::drawing::Colour) -> String {
    let [red, green, blue] = colour.0;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::coordinates::Wgs84;

    #[test]
    fn the_scale_is_a_round_length_that_fits() {
        for zoom in 0..=20 {
            let centre = Wgs84::new(116.5, 39.9).unwrap();
            let view =
                View { centre, zoom: f64::from(zoom), width_px: 600, height_px: 400, density: 1 };
            let (length, text) = scale(&view);
            assert!((50.0..=125.0).contains(&length), "{zoom}: {length}");
            let (number, unit) = text.split_once(' ').unwrap();
            let metres = number.parse::<f64>().unwrap() * if unit == "km" { 1000.0 } else { 1.0 };
            assert!((length * view.metres_per_px() - metres).abs() < 1e-6 * metres, "{text}");
        }
    }

    #[test]
    fn the_middle_is_that_of_the_largest_ring() {
        let square = |low: f64, edge: f64| {
            vec![[low, low], [low + edge, low], [low + edge, low + edge], [low, low + edge]]
        };
        let (middle, area) = middle_of(&[square(0.0, 1.0), square(10.0, 4.0)]).unwrap();
        assert_eq!((middle, area), ([12.0, 12.0], 16.0));
        assert_eq!(middle_of(&[]), None);
    }
}
