//! The plaque for the door, A4 or A5, to be printed. What one reads from two metres is large:
//! name, hours, what is there; the code under it leads to what holds today.

use maud::{Markup, html};

use super::font::{FAMILY, Weight, width_em};
use super::icon::{self, At};
use super::lines::{Room, cut, fit};
use super::press::Paper;
use super::{Facts, PictureError, ink, qr};

/// A sheet of paper on which it is printed. It is laid out on A4; A5 is the same, smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sheet {
    /// 210 by 297 mm.
    A4,
    /// 148 by 210 mm.
    A5,
}

impl Sheet {
    /// Its size.
    pub fn paper(self) -> Paper {
        match self {
            Self::A4 => Paper { width_mm: 210.0, height_mm: 297.0 },
            Self::A5 => Paper { width_mm: 148.0, height_mm: 210.0 },
        }
    }
}

/// What stands on a plaque besides the station's facts. Pairs are a text and the same in a second
/// language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaque {
    /// The station.
    pub facts: Facts,
    /// What sort of place it is.
    pub kind: [String; 2],
    /// The title above the hours.
    pub hours_title: [String; 2],
    /// The title above what is there.
    pub offers_title: [String; 2],
    /// The full address of the station's page, for the QR code.
    pub link: String,
    /// A map of what is around it, [`MAP_MM`] large, as the address of a picture.
    pub map: Option<String>,
    /// What the QR code is good for.
    pub invitation: [String; 2],
    /// More of that.
    pub promise: String,
    /// What the code of the station is called.
    pub code_title: String,
    /// Whom to call.
    pub hotline: Option<String>,
    /// Who answers for it.
    pub publisher: Option<String>,
}

/// Width and height of its map, millimetres on A4.
pub const MAP_MM: [f32; 2] = [46.0, 60.0];

/// Where texts begin, in millimetres on A4 as everything here.
const LEFT: f32 = 14.0;
const WIDTH: f32 = 182.0;
const RIGHT: f32 = LEFT + WIDTH;
/// Where the part with the QR code begins.
const FOOT: f32 = 221.0;

/// The plaque as SVG, as large as its sheet.
///
/// # Errors
/// [`PictureError::QrCode`] when the link is too long.
pub fn svg(plaque: &Plaque, sheet: Sheet) -> Result<String, PictureError> {
    let facts = &plaque.facts;
    let Paper { width_mm, height_mm } = sheet.paper();
    let (name, y) = name(facts);
    let (hours, y) = hours(plaque, y + 13.0);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"
            width={ (width_mm) "mm" } height={ (height_mm) "mm" } font-family=(FAMILY) {
            rect width="210" height="297" fill=(ink::PAPER) {}
            (head(plaque))
            (name) (hours)
            (offers(plaque, y + 14.0))
            (foot(plaque)?)
        }
    };
    Ok(drawn.into_string())
}

fn head(plaque: &Plaque) -> Markup {
    let colour = plaque.facts.colour.as_str();
    let [kind, second] = &plaque.kind;
    html! {
        rect x=(LEFT) y="13" width=(WIDTH) height="37" rx="5" fill=(colour) {}
        (icon::mark(At { x: LEFT + 5.0, y: 16.0, size: 31.0 }, ink::PAPER, colour))
        text x="54" y="35.5" font-size="17" font-weight="700" letter-spacing="1" fill=(ink::PAPER) { (kind) }
        text x="54.6" y="44" font-size="5.4" letter-spacing="0.4" fill=(ink::PAPER) { (second) }
        @match &plaque.facts.notice {
            Some(notice) => {
                rect x=(LEFT) y="53" width=(WIDTH) height="8.4" rx="1.6" fill=(ink::RED) {}
                text x="105" y="59.2" font-size="5.6" text-anchor="middle" font-weight="700" fill=(ink::PAPER) {
                    (cut(notice, Weight::Bold, (WIDTH - 6.0) / 5.6))
                }
            }
            None => { rect x=(LEFT) y="53" width=(WIDTH) height="1.6" rx="0.8" fill=(ink::RED) {} }
        }
    }
}

fn name(facts: &Facts) -> (Markup, f32) {
    const ROOM: Room = Room { width: WIDTH, lines: 2, sizes: &[24.0, 20.0, 17.0, 14.0] };
    let name = fit(&facts.name, Weight::Bold, ROOM);
    let step = name.size * 1.18;
    let top = if facts.notice.is_some() { 66.0 } else { 60.0 } + name.size;
    let last = top + step * name.lines.len().saturating_sub(1) as f32;
    let place = cut(&facts.place, Weight::Regular, WIDTH / 6.4);
    let markup = html! {
        @for (number, line) in name.lines.iter().enumerate() {
            text x=(LEFT) y=(top + step * number as f32) font-size=(name.size) font-weight="700"
                fill=(ink::TEXT) { (line) }
        }
        text x=(LEFT) y=(last + 11.5) font-size="6.4" fill=(ink::TEXT_2) { (place) }
    };
    (markup, last + 11.5)
}

/// A title of a part in two languages, on a line that parts it from what is above.
fn title(text: &[String; 2], y: f32) -> Markup {
    let [text, second] = text;
    let second_x = LEFT + width_em(text, Weight::Regular) * 5.2 + 3.0;
    html! {
        rect x=(LEFT) y=(y - 7.5) width=(WIDTH) height="0.35" fill=(ink::LINE) {}
        text x=(LEFT) y=(y) font-size="5.2" fill=(ink::TEXT_3) { (text) }
        text x=(second_x) y=(y) font-size="4.2" fill=(ink::TEXT_3) { (second) }
    }
}

/// How many lines of hours there is room for.
const HOURS_LINES: usize = 4;

fn hours(plaque: &Plaque, top: f32) -> (Markup, f32) {
    let lines = &plaque.facts.hours[..plaque.facts.hours.len().min(HOURS_LINES)];
    let em = |text: &str| width_em(text, Weight::Bold);
    let days_em = lines.iter().map(|line| em(&line.days)).fold(0.0, f32::max);
    let gap_em = if days_em > 0.0 { 0.7 } else { 0.0 };
    let times_em = lines.iter().map(|line| em(&line.times)).fold(0.0, f32::max);
    let best: f32 = if lines.len() <= 2 { 11.5 } else { 9.5 };
    let size = best.min(WIDTH / (days_em + gap_em + times_em)).max(6.0);
    let times_x = LEFT + (days_em + gap_em) * size;
    let first = top + 4.0 + size;
    let step = size * 1.32;
    // What fits to the last bit must not be cut off by how it was rounded.
    let room_em = (RIGHT - times_x) / size + 0.05;
    let markup = html! {
        (title(&plaque.hours_title, top))
        @for (number, line) in lines.iter().enumerate() {
            @let y = first + step * number as f32;
            text x=(LEFT) y=(y) font-size=(size) font-weight="700" fill=(plaque.facts.colour) { (line.days) }
            text x=(times_x) y=(y) font-size=(size) font-weight="700" fill=(ink::TEXT) {
                (cut(&line.times, Weight::Bold, room_em))
            }
        }
    };
    (markup, first + step * lines.len().saturating_sub(1) as f32)
}

/// What is there, as a grid that is as coarse as its room allows.
fn offers(plaque: &Plaque, top: f32) -> Markup {
    let offers = &plaque.facts.offers;
    if offers.is_empty() {
        return html! {};
    }
    let first = top + 4.5;
    let room = FOOT - 4.0 - first;
    let rows = |columns: usize| offers.len().div_ceil(columns);
    let fits = |columns: &usize| rows(*columns) as f32 * cell(*columns).1 <= room;
    let columns = (5..=9).find(fits).unwrap_or(9);
    let (width, height) = cell(columns);
    let shown = (((room / height) as usize).max(1) * columns).min(offers.len());
    let sign = width * 0.4;
    let label = (width * 0.155).min(5.4);
    html! {
        (title(&plaque.offers_title, top))
        @if shown < offers.len() {
            text x=(RIGHT) y=(top) font-size="5.2" text-anchor="end" fill=(ink::TEXT_3) {
                "+" (offers.len() - shown)
            }
        }
        @for (number, offer) in offers[..shown].iter().enumerate() {
            @let x = LEFT + width * (number % columns) as f32;
            @let y = first + height * (number / columns) as f32;
            @let middle = x + width / 2.0;
            rect x=(middle - sign * 0.72) y=(y) width=(sign * 1.44) height=(sign * 1.2) rx=(sign * 0.24)
                fill=(ink::GROUND) {}
            (icon::amenity(&offer.icon, At { x: middle - sign / 2.0, y: y + sign * 0.1, size: sign }, &plaque.facts.colour))
            text x=(middle) y=(y + sign * 1.2 + label * 1.15) font-size=(label) text-anchor="middle" fill=(ink::TEXT) {
                (cut(&offer.label, Weight::Regular, width / label))
            }
            text x=(middle) y=(y + sign * 1.2 + label * 1.95) font-size=(label * 0.58) text-anchor="middle" fill=(ink::TEXT_3) {
                (cut(&offer.second, Weight::Regular, width / (label * 0.58)))
            }
        }
    }
}

/// Width and height of a cell of the grid.
fn cell(columns: usize) -> (f32, f32) {
    let width = WIDTH / columns as f32;
    (width, width * 0.48 + (width * 0.155).min(5.4) * 2.7)
}

fn foot(plaque: &Plaque) -> Result<Markup, PictureError> {
    const SIZE: f32 = 60.0;
    const TEXT: f32 = LEFT + SIZE + 6.0;
    let [map_width, map_height] = MAP_MM;
    let map_x = RIGHT - map_width;
    let right = if plaque.map.is_some() { map_x - 4.0 } else { RIGHT };
    let code = qr::code(&plaque.link, At { x: LEFT, y: FOOT + 3.0, size: SIZE })?;
    let facts = &plaque.facts;
    let [invitation, second] = &plaque.invitation;
    let invitation = fit(
        invitation,
        Weight::Bold,
        Room { width: right - TEXT, lines: 1, sizes: &[11.0, 9.0, 7.5] },
    );
    // Beside a map there is less room: texts take a second line.
    let wide = Room { width: right - TEXT, lines: 2, sizes: &[6.0, 5.4] };
    let promise = fit(&plaque.promise, Weight::Regular, wide);
    let small = Room { width: right - TEXT, lines: 2, sizes: &[4.2, 3.6] };
    let second = fit(second, Weight::Regular, small);
    let after = 24.0 + 6.5 * promise.lines.len().saturating_sub(1) as f32;
    let line = |text: &str, size: f32| cut(text, Weight::Regular, (right - TEXT) / size);
    let code_x = TEXT + width_em(&plaque.code_title, Weight::Regular) * 5.6 + 2.5;
    let code_size = ((right - code_x) / width_em(&facts.code, Weight::Bold)).min(9.0);
    let calls = [plaque.hotline.as_deref(), plaque.publisher.as_deref()];
    Ok(html! {
        rect x=(LEFT) y=(FOOT) width=(WIDTH) height="0.35" fill=(ink::LINE) {}
        (code)
        @if let Some(map) = &plaque.map {
            image x=(map_x) y=(FOOT + 3.0) width=(map_width) height=(map_height) href=(map) {}
            rect x=(map_x) y=(FOOT + 3.0) width=(map_width) height=(map_height) fill="none"
                stroke=(ink::LINE) stroke-width="0.35" {}
        }
        @for text in &invitation.lines {
            text x=(TEXT) y=(FOOT + 15.0) font-size=(invitation.size) font-weight="700" fill=(facts.colour) { (text) }
        }
        @for (number, text) in promise.lines.iter().enumerate() {
            text x=(TEXT) y=(FOOT + 24.0 + 6.5 * number as f32) font-size=(promise.size)
                fill=(ink::TEXT_2) { (text) }
        }
        @for (number, text) in second.lines.iter().enumerate() {
            text x=(TEXT) y=(FOOT + after + 6.0 + 4.6 * number as f32) font-size=(second.size)
                fill=(ink::TEXT_3) { (text) }
        }
        text x=(TEXT) y=(FOOT + 50.0) font-size="5.6" fill=(ink::TEXT_3) { (plaque.code_title) }
        text x=(code_x) y=(FOOT + 50.0) font-size=(code_size) font-weight="700" fill=(ink::TEXT) { (facts.code) }
        @for (number, text) in calls.into_iter().flatten().enumerate() {
            text x=(TEXT) y=(FOOT + 57.0 + 6.2 * number as f32) font-size="5.2" fill=(ink::TEXT_2) { (line(text, 5.2)) }
        }
        text x=(LEFT) y="288.5" font-size="3.4" fill=(ink::TEXT_3) { (cut(&plaque.link, Weight::Regular, WIDTH / 3.4)) }
    })
}
