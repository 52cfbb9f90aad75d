//! The district's data besides its stations (基础数据): documents by name, each with its versions.

use chrono::{DateTime, Utc};

use super::edit::Origin;

/// The offices and their territories.
pub const AREAS: &str = "areas.geojson";

/// The catalogue of what stations may offer.
pub const AMENITIES: &str = "amenities.json";

/// The folder of the notices of holidays, one document a year.
pub const HOLIDAYS: &str = "holidays/";

/// The document with a year's notice of holidays.
pub fn holidays_of(year: i32) -> String {
    format!("{HOLIDAYS}{year}.json")
}

/// A version of a document, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentVersion {
    /// The document, e.g. `areas.geojson` or `holidays/2026.json`.
    pub name: String,
    /// Which version of it, from 1.
    pub version: u64,
    /// The revision of the ledger that wrote it.
    pub revision: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who wrote it, through what and why.
    pub origin: Origin,
}

/// A document as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// Its name.
    pub name: String,
    /// The version that the writer has seen; 0 when there was none.
    pub expected: u64,
    /// What is to be in it.
    pub content: String,
}
