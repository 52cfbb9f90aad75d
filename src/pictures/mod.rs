//! Pictures for people: the card that chats show beside a link, the plaque for the door, maps.
//!
//! A picture is laid out as SVG ([`card`], [`plaque`]) of words that are ready, and the press
//! ([`press`]) makes PNG, PDF or SVG without fonts of it. It draws with the fonts that are
//! embedded and no others, so that the same words give the same bytes on every machine. Nothing
//! here knows the ledger, a language or the network. Of maps ([`map`]) the geometry is drawn by
//! another program (`crate::drawing`), and the press lays words and signs over it.

pub mod card;
mod error;
mod font;
mod icon;
mod ink;
mod lines;
pub mod map;
pub mod plaque;
pub mod press;
mod qr;
pub mod sprite;

pub use error::PictureError;

/// What a station's picture tells, in words that are ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What the site is called.
    pub site: String,
    /// The station's name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Where it is: address, area.
    pub place: String,
    /// When it is open, a line for days that are alike.
    pub hours: Vec<HoursLine>,
    /// What is there.
    pub offers: Vec<Offer>,
    /// What must be said before anything else, such as that the place is a sample.
    pub notice: Option<String>,
    /// The district's colour, `#` and six hexadecimal digits.
    pub colour: String,
}

/// Hours of days that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursLine {
    /// Which days; empty when the times need none.
    pub days: String,
    /// When.
    pub times: String,
}

/// One thing that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The name of its icon.
    pub icon: String,
    /// What it is called.
    pub label: String,
    /// The same in a second language, where there is room for one.
    pub second: String,
}
