//! The public API, `/api/v1`: one file an address, each with its parameters, its answer, its
//! documentation and its wrong cases together.

pub mod amenities;
pub mod areas;
pub mod calendar;
pub mod changes;
pub mod civil;
pub mod confirmations;
mod cursor;
mod filing;
mod filter;
pub mod nearest;
mod open_json;
pub mod pack;
pub mod places;
pub mod receipts;
pub mod reports;
pub mod schema;
pub mod site;
pub mod station;
mod station_json;
pub mod stations;
pub mod words;

pub(super) use open_json::Minute;

pub use filter::{ACCESS, AMENITIES, KINDS, MODES};

use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::http::Language;

/// An amenity's label.
pub(super) fn amenity_label(amenity: Amenity, language: Language) -> &'static str {
    language.pick(amenity.zh(), amenity.en())
}

/// The ways in, as people read them.
pub(super) fn accessible(ways: &[Access], language: Language) -> String {
    let labels: Vec<&str> = ways.iter().map(|way| language.pick(way.zh(), way.en())).collect();
    labels.join(" / ")
}
