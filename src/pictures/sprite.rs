//! The sprite of the map style: signs of stations, as the web app's map draws them, and of
//! amenities, on one sheet, with an index that says where each stands.
//! <https://maplibre.org/maplibre-style-spec/sprite/>

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{PictureError, icon, ink, press};

/// The edge of a station's sign, pixels of a page.
const STATION_PX: usize = 30;
/// The edge of an amenity's.
const AMENITY_PX: usize = 24;
/// Signs in a row of the sheet.
const IN_A_ROW: usize = 8;

/// A sheet of signs.
#[derive(Debug, Clone)]
pub struct Sprite {
    svg: String,
    signs: Vec<Sign>,
}

#[derive(Debug, Clone)]
struct Sign {
    name: String,
    x: usize,
    y: usize,
    size: usize,
}

/// Outlines of stations on a field of 30 by 30.
#[derive(Debug, Default, Deserialize)]
struct Shapes {
    /// By kind.
    bodies: BTreeMap<String, String>,
    /// By state.
    signs: BTreeMap<String, String>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    // The web app reads the same file; a test reads it too, so that nothing is there to fail.
    serde_json::from_str(include_str!("../../web/src/ui/icons/stations.json")).unwrap_or_default()
});

impl Sprite {
    /// Signs in the colours of a page; what is open has the district's `colour`, which is `#` and
    /// six hexadecimal digits. Those of amenities are named by their icons: which amenity has which
    /// is data that may change.
    pub fn new(colour: &str) -> Self {
        let mut sheet = Sheet::default();
        for (kind, body) in &SHAPES.bodies {
            for (state, sign) in &SHAPES.signs {
                let (paint, is_full) = paint_of(state, colour);
                let drawn = station(body, sign, paint, is_full);
                sheet.put(format!("station/{kind}/{state}"), STATION_PX, drawn);
            }
        }
        for name in icon::of_amenities() {
            let edge = AMENITY_PX as f32;
            let at = icon::At { x: 3.0, y: 3.0, size: edge - 6.0 };
            let drawn = html! {
                circle cx=(edge / 2.0) cy=(edge / 2.0) r=(edge / 2.0 - 0.5) fill=(ink::PAPER)
                    stroke=(ink::LINE) {}
                (icon::amenity(name, at, ink::TEXT_2))
            };
            sheet.put(format!("amenity/{name}"), AMENITY_PX, drawn);
        }
        sheet.finished()
    }

    /// Where each sign stands on the sheet with so many pixels a pixel of a page, as JSON.
    pub fn index(&self, density: usize) -> String {
        let entry = |sign: &Sign| {
            let place = json!({
                "x": sign.x * density,
                "y": sign.y * density,
                "width": sign.size * density,
                "height": sign.size * density,
                "pixelRatio": density,
            });
            (sign.name.clone(), place)
        };
        Value::Object(self.signs.iter().map(entry).collect::<Map<_, _>>()).to_string()
    }

    /// The sheet as PNG, with so many pixels a pixel of a page.
    ///
    /// # Errors
    /// [`PictureError`]: a defect of the layout, or no memory.
    pub fn png(&self, density: usize) -> Result<Vec<u8>, PictureError> {
        press::png(&self.svg, density as f32)
    }
}

fn paint_of<'a>(state: &str, colour: &'a str) -> (&'a str, bool) {
    match state {
        "open" => (colour, true),
        "temporarily_closed" => (ink::SHUT, false),
        "unknown" => (ink::UNSURE, false),
        _ => (ink::TEXT_3, false),
    }
}

/// As `web/src/map/symbols.ts` draws it: what is open is full, and a rim of paper parts the sign
/// from whatever ground it is on.
fn station(body: &str, sign: &str, colour: &str, is_full: bool) -> Markup {
    let (fill, stroke) = if is_full { (colour, ink::PAPER) } else { (ink::PAPER, colour) };
    html! {
        path d=(body) fill="none" stroke=(ink::PAPER) stroke-width="5" {}
        path d=(body) fill=(fill) stroke=(colour) stroke-width="2.2" {}
        path d=(sign) fill="none" stroke=(stroke) stroke-width="2.6" {}
    }
}

/// Signs in rows, each as high as its largest.
#[derive(Default)]
struct Sheet {
    signs: Vec<Sign>,
    drawn: Vec<Markup>,
}

impl Sheet {
    fn put(&mut self, name: String, size: usize, drawn: Markup) {
        let number = self.signs.len();
        let (x, y) = (number % IN_A_ROW * STATION_PX, number / IN_A_ROW * STATION_PX);
        self.signs.push(Sign { name, x, y, size });
        self.drawn.push(drawn);
    }

    fn finished(self) -> Sprite {
        let (width, rows) = (IN_A_ROW * STATION_PX, self.signs.len().div_ceil(IN_A_ROW));
        let height = rows * STATION_PX;
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height)
                viewBox=(format!("0 0 {width} {height}")) {
                @for (sign, drawn) in self.signs.iter().zip(&self.drawn) {
                    // What leaves its field would stand in another sign.
                    svg x=(sign.x) y=(sign.y) width=(sign.size) height=(sign.size)
                        stroke-linecap="round" stroke-linejoin="round" { (drawn) }
                }
            }
        };
        Sprite { svg: svg.into_string(), signs: self.signs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sprite() -> Sprite {
        Sprite::new("#0b6e4f")
    }

    #[test]
    fn every_sign_stands_within_the_sheet_and_none_on_another() {
        for density in [1, 2] {
            let picture = image::load_from_memory(&sprite().png(density).unwrap()).unwrap();
            let index: Map<String, Value> = serde_json::from_str(&sprite().index(density)).unwrap();
            assert_eq!(index.len(), 2 * 4 + icon::of_amenities().count());
            let mut taken = std::collections::HashSet::new();
            for (name, place) in &index {
                let [x, y, width, height] = ["x", "y", "width", "height"]
                    .map(|key| u32::try_from(place[key].as_u64().unwrap()).unwrap());
                assert_eq!(place["pixelRatio"], density, "{name}");
                assert!(x + width <= picture.width() && y + height <= picture.height(), "{name}");
                let field = picture.crop_imm(x, y, width, height).to_rgba8();
                assert!(field.pixels().any(|pixel| pixel.0[3] == 255), "{name} is empty");
                let pixels = (x..x + width).flat_map(|x| (y..y + height).map(move |y| (x, y)));
                assert!(pixels.into_iter().all(|pixel| taken.insert(pixel)), "{name}");
            }
        }
    }

    #[test]
    fn no_two_states_of_a_station_look_the_same_without_colour() {
        let picture = image::load_from_memory(&sprite().png(1).unwrap()).unwrap().to_luma_alpha8();
        let index: Map<String, Value> = serde_json::from_str(&sprite().index(1)).unwrap();
        let stations = index.iter().filter(|(name, _)| name.starts_with("station/"));
        let mut seen: Vec<(&String, Vec<bool>)> = Vec::new();
        for (name, place) in stations {
            let [x, y] = ["x", "y"].map(|key| u32::try_from(place[key].as_u64().unwrap()).unwrap());
            let field = image::imageops::crop_imm(&picture, x, y, 30, 30).to_image();
            let is_dark = field.pixels().map(|pixel| pixel.0[1] > 128 && pixel.0[0] < 128);
            let shape: Vec<bool> = is_dark.collect();
            for (other, before) in &seen {
                let different = before.iter().zip(&shape).filter(|(a, b)| a != b).count();
                assert!(different > 15, "{name} and {other} differ by {different} pixels");
            }
            seen.push((name, shape));
        }
    }
}
