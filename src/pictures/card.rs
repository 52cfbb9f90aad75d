//! The card that chats and feeds show beside a link to a station (Open Graph), 1200 by 630.

use maud::{Markup, html};

use super::font::{FAMILY, Weight, width_em};
use super::icon::{self, At};
use super::lines::{Room, cut, fit};
use super::{Facts, HoursLine, Offer, PictureError, ink, qr};

/// Its width, pixels.
pub const WIDTH: u32 = 1200;
/// Its height, pixels.
pub const HEIGHT: u32 = 630;
/// Width and height of its map, pixels.
pub const MAP: [u32; 2] = [WIDTH - PANEL as u32, HEIGHT];
/// Where on the map the station is, pixels: what lies over the map leaves this part free.
pub const STATION_ON_MAP: [f64; 2] = [(WIDTH - PANEL as u32) as f64 / 2.0, 190.0];

const LEFT: f32 = 64.0;
/// How far texts may go.
const RIGHT: f32 = 772.0;
/// Where the panel begins, on which the way to the page is shown.
const PANEL: f32 = 820.0;

/// What stands on a card besides the station's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The station.
    pub facts: Facts,
    /// The full address of the station's page, for a QR code: pictures are passed on without the
    /// link that they came with.
    pub link: Option<String>,
    /// A map of where it is, [`MAP`] pixels large, as the address of a picture.
    pub map: Option<String>,
    /// What the code is good for, in two lines.
    pub invitation: [String; 2],
}

/// The card as SVG.
///
/// # Errors
/// [`PictureError::QrCode`] when the link is too long.
pub fn svg(card: &Card) -> Result<String, PictureError> {
    let facts = &card.facts;
    let mut y = 188.0;
    let (name, after) = name(facts, y);
    y = after;
    let (place, after) = place(facts, y);
    y = after + 32.0;
    let (hours, after) = hours(facts, y);
    y = after + 34.0;
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) }
            width=(WIDTH) height=(HEIGHT) font-family=(FAMILY) {
            rect width=(WIDTH) height=(HEIGHT) fill=(ink::PAPER) {}
            (head(facts))
            (name) (place) (hours)
            (offers(facts, y))
            (foot(facts))
            (panel(card)?)
        }
    };
    Ok(drawn.into_string())
}

fn head(facts: &Facts) -> Markup {
    let colour = facts.colour.as_str();
    let site = cut(&facts.site, Weight::Regular, (RIGHT - LEFT - 60.0) / 28.0);
    html! {
        rect x=(LEFT) y="56" width="48" height="48" rx="11" fill=(colour) {}
        (icon::mark(At { x: LEFT, y: 56.0, size: 48.0 }, ink::PAPER, colour))
        text x=(LEFT + 62.0) y="90" font-size="28" fill=(ink::TEXT_2) { (site) }
        rect x=(LEFT) y="124" width="72" height="5" rx="2.5" fill=(ink::RED) {}
    }
}

fn name(facts: &Facts, top: f32) -> (Markup, f32) {
    const ROOM: Room = Room { width: RIGHT - LEFT, lines: 2, sizes: &[68.0, 60.0, 52.0, 44.0] };
    let name = fit(&facts.name, Weight::Bold, ROOM);
    // A long name is smaller, and begins a little higher.
    let top = top + name.size * 0.25;
    let step = name.size * 1.2;
    let markup = lines(&name.lines, top, step, name.size, Weight::Bold, ink::TEXT);
    (markup, top + step * name.lines.len().saturating_sub(1) as f32)
}

fn place(facts: &Facts, after: f32) -> (Markup, f32) {
    let at = after + 50.0;
    let text = cut(&facts.place, Weight::Regular, (RIGHT - LEFT - 40.0) / 27.0);
    if text.is_empty() {
        return (html! {}, after);
    }
    let markup = html! {
        (icon::stroke(icon::PLACE, At { x: LEFT - 3.0, y: at - 25.0, size: 32.0 }, ink::TEXT_3))
        text x=(LEFT + 40.0) y=(at) font-size="27" fill=(ink::TEXT_2) { (text) }
    };
    (markup, at)
}

/// How many lines of hours there is room for.
const HOURS_LINES: usize = 3;

fn hours(facts: &Facts, after: f32) -> (Markup, f32) {
    const SIZE: f32 = 31.0;
    const STEP: f32 = 42.0;
    let told: &[HoursLine] = &facts.hours[..facts.hours.len().min(HOURS_LINES)];
    let widest = told.iter().map(|line| width_em(&line.days, Weight::Bold)).fold(0.0, f32::max);
    let times_x = LEFT + 40.0 + if widest > 0.0 { widest * SIZE + 22.0 } else { 0.0 };
    let first = after + 34.0;
    let at = |line: usize| first + STEP * line as f32;
    let markup = html! {
        (icon::stroke(icon::CLOCK, At { x: LEFT - 3.0, y: first - 28.0, size: 34.0 }, &facts.colour))
        @for (number, line) in told.iter().enumerate() {
            text x=(LEFT + 40.0) y=(at(number)) font-size=(SIZE) font-weight="700" fill=(facts.colour) {
                (line.days)
            }
            text x=(times_x) y=(at(number)) font-size=(SIZE) font-weight="700" fill=(ink::TEXT) {
                (cut(&line.times, Weight::Bold, (RIGHT - times_x) / SIZE))
            }
        }
    };
    (markup, at(told.len().saturating_sub(1)))
}

/// Offers as chips in rows, as many as fit above the foot; the last chip tells how many more.
fn offers(facts: &Facts, top: f32) -> Markup {
    const HEIGHT: f32 = 46.0;
    const STEP: f32 = 56.0;
    const BOTTOM: f32 = 548.0;
    let rows = (((BOTTOM - top) / STEP).floor().max(1.0)) as usize;
    let (chips, more) = chips(&facts.offers, rows.min(3));
    html! {
        @for chip in &chips {
            @let y = top + STEP * chip.row as f32;
            rect x=(chip.x) y=(y) width=(chip.width) height=(HEIGHT) rx="12" fill=(ink::GROUND) {}
            (icon::amenity(&chip.offer.icon, At { x: chip.x + 10.0, y: y + 8.0, size: 30.0 }, &facts.colour))
            text x=(chip.x + 48.0) y=(y + 32.0) font-size=(CHIP_SIZE) fill=(ink::TEXT) { (chip.offer.label) }
        }
        @if let Some((x, row, text)) = more {
            text x=(x + 4.0) y=(top + STEP * row as f32 + 32.0) font-size=(CHIP_SIZE) fill=(ink::TEXT_3) { (text) }
        }
    }
}

const CHIP_SIZE: f32 = 24.0;

struct Chip<'a> {
    offer: &'a Offer,
    x: f32,
    row: usize,
    width: f32,
}

/// The chips that fit, and where it is told how many do not.
fn chips(offers: &[Offer], rows: usize) -> (Vec<Chip<'_>>, Option<(f32, usize, String)>) {
    const GAP: f32 = 10.0;
    /// Room for `+12` at the end of the last row.
    const MORE: f32 = 56.0;
    let mut chips: Vec<Chip<'_>> = Vec::new();
    let (mut x, mut row) = (LEFT, 0);
    for (number, offer) in offers.iter().enumerate() {
        let width = 62.0 + width_em(&offer.label, Weight::Regular) * CHIP_SIZE;
        let is_last = number + 1 == offers.len();
        let end = |row: usize| if row + 1 == rows && !is_last { RIGHT - MORE } else { RIGHT };
        if x > LEFT && x + width > end(row) {
            if row + 1 == rows {
                return (chips, Some((x, row, format!("+{}", offers.len() - number))));
            }
            (x, row) = (LEFT, row + 1);
        }
        chips.push(Chip { offer, x, row, width });
        x += width + GAP;
    }
    (chips, None)
}

fn foot(facts: &Facts) -> Markup {
    html! {
        text x=(LEFT) y="590" font-size="26" font-weight="700" fill=(ink::TEXT_3) { (facts.code) }
        @if let Some(notice) = &facts.notice {
            @let code_em = width_em(&facts.code, Weight::Bold);
            @let x = LEFT + code_em * 26.0 + 24.0;
            @let text = cut(notice, Weight::Regular, (RIGHT - x - 28.0) / 22.0);
            rect x=(x) y="562" width=(width_em(&text, Weight::Regular) * 22.0 + 28.0) height="38" rx="10"
                fill=(ink::RED_SOFT) {}
            text x=(x + 14.0) y="589" font-size="22" fill=(ink::RED) { (text) }
        }
    }
}

/// The district's colour with the way to the page on it, or with the mark.
fn panel(card: &Card) -> Result<Markup, PictureError> {
    const SIZE: f32 = 276.0;
    let colour = card.facts.colour.as_str();
    let width = WIDTH as f32 - PANEL;
    let middle = PANEL + width / 2.0;
    if let Some(map) = &card.map {
        return mapped(card, map);
    }
    let mark =
        |y: f32, size: f32| icon::mark(At { x: middle - size / 2.0, y, size }, ink::PAPER, colour);
    let content = match &card.link {
        None => mark(165.0, 300.0),
        Some(link) => {
            let at = At { x: middle - SIZE / 2.0, y: 180.0, size: SIZE };
            html! {
                (mark(48.0, 108.0))
                rect x=(at.x - 10.0) y=(at.y - 10.0) width=(SIZE + 20.0) height=(SIZE + 20.0) rx="18"
                    fill=(ink::PAPER) {}
                (qr::code(link, at)?)
                text x=(middle) y="522" font-size="28" font-weight="700" text-anchor="middle" fill=(ink::PAPER) {
                    (cut(&card.invitation[0], Weight::Bold, (width - 24.0) / 28.0))
                }
                text x=(middle) y="562" font-size="23" text-anchor="middle" fill=(ink::PAPER) {
                    (cut(&card.invitation[1], Weight::Regular, (width - 24.0) / 23.0))
                }
            }
        }
    };
    Ok(html! {
        rect x=(PANEL) width=(width) height=(HEIGHT) fill=(colour) {}
        circle cx=(middle) cy="315" r="250" fill=(ink::PAPER) fill-opacity="0.07" {}
        (content)
    })
}

/// A map, and the way to the page on it.
fn mapped(card: &Card, map: &str) -> Result<Markup, PictureError> {
    const SIZE: f32 = 196.0;
    const TOP: f32 = 296.0;
    let colour = card.facts.colour.as_str();
    let middle = PANEL + MAP[0] as f32 / 2.0;
    let left = middle - SIZE / 2.0;
    let words = |text: &str, size: f32| cut(text, Weight::Bold, 284.0 / size);
    Ok(html! {
        image x=(PANEL) width=(MAP[0]) height=(MAP[1]) href=(map) {}
        rect x=(PANEL) width="1" height=(HEIGHT) fill=(ink::LINE) {}
        @if let Some(link) = &card.link {
            rect x=(middle - 150.0) y=(TOP) width="300" height="300" rx="20" fill=(ink::PAPER)
                stroke=(ink::LINE) {}
            (qr::code(link, At { x: left, y: TOP + 10.0, size: SIZE })?)
            text x=(middle) y=(TOP + 240.0) font-size="26" font-weight="700" text-anchor="middle"
                fill=(colour) { (words(&card.invitation[0], 26.0)) }
            text x=(middle) y=(TOP + 275.0) font-size="21" text-anchor="middle" fill=(ink::TEXT_2) {
                (words(&card.invitation[1], 21.0))
            }
        }
    })
}

fn lines(lines: &[String], top: f32, step: f32, size: f32, weight: Weight, colour: &str) -> Markup {
    html! {
        @for (number, line) in lines.iter().enumerate() {
            text x=(LEFT) y=(top + step * number as f32) font-size=(size) font-weight=(weight.svg())
                fill=(colour) { (line) }
        }
    }
}
