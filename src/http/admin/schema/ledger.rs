//! Stations as staff read and write them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::domain::edit::FieldChange;

/// A station with every fact of the ledger.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationAnswer {
    /// Its code, which never changes.
    #[schema(example = "LZ-1")]
    pub code: String,
    /// How many times it has been written; the `ETag` is this in quotes.
    #[schema(example = 3)]
    pub version: u64,
    /// The revision that wrote it last.
    pub revision: u64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When a fact of it last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether `facts` holds the private columns: not for stations of others.
    pub with_private: bool,
    /// The facts by the keys of the ledger's columns, null where there is nothing. Positions
    /// are in `datum`. Of the amenities those that are there have a key: `yes`, hours of their
    /// own, or `out_of_order` with a day and a reason.
    #[schema(value_type = Object, example = json!({"name": "湖心驿站", "seats": 12, "datum": "wgs84"}))]
    pub facts: Map<String, Value>,
    /// The photos, the one to show first first. They are changed at `/photos` of the station.
    pub photos: Vec<PhotoAnswer>,
}

/// A photo of a station.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoAnswer {
    /// Names its pictures, `/photos/KEY.webp` and `/photos/KEY-small.webp`.
    #[schema(example = "ba7816bf8f01cfea414140de5dae2223")]
    pub key: String,
    /// The width of the larger picture, pixels.
    pub width_px: u32,
    /// Its height, pixels.
    pub height_px: u32,
    /// What it shows; may be empty.
    pub caption: String,
    /// Who took it; may be empty.
    pub credit: String,
    /// The day on which it was taken.
    pub taken_on: Option<NaiveDate>,
}

/// The photos that a station is to have, in this order, each of which it has now.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangePhotosRequest {
    /// The photos.
    pub photos: Vec<ArrangedPhoto>,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A photo in its place.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangedPhoto {
    /// Which.
    #[schema(example = "ba7816bf8f01cfea414140de5dae2223")]
    pub key: String,
    /// What it shows, at most 100 characters.
    #[serde(default)]
    pub caption: String,
    /// Who took it, at most 40 characters.
    #[serde(default)]
    pub credit: String,
    /// The day on which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<NaiveDate>,
}

/// How a report's photo is to be shown.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakePhotoRequest {
    /// What is to be shown: left, top, width and height as fractions of the picture; all of it if
    /// not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "0.1,0,0.8,1")]
    pub crop: Option<String>,
    /// What it shows, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who took it, at most 40 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The day on which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<NaiveDate>,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A station after it was written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditedAnswer {
    /// The station as it is now.
    pub station: StationAnswer,
    /// What is probably a mistake, and was taken as it stands.
    pub warnings: Vec<FactProblem>,
}

/// What is wrong or strange with one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactProblem {
    /// Its key.
    #[schema(example = "opening_hours")]
    pub field: String,
    /// What was given; the beginning of it.
    pub value: String,
    /// What is wrong, in the language of `Accept-Language`.
    pub problem: String,
    /// What to do.
    pub way_out: String,
}

/// One fact that differs, as text with the keys of words; empty where there is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAnswer {
    /// Its key.
    #[schema(example = "seats")]
    pub field: String,
    /// What it was.
    #[schema(example = "12")]
    pub old: String,
    /// What it became.
    #[schema(example = "20")]
    pub new: String,
}

impl From<FieldChange> for ChangeAnswer {
    fn from(change: FieldChange) -> Self {
        let FieldChange { field, old, new } = change;
        Self { field: field.key().to_owned(), old, new }
    }
}

/// A page of stations by code.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterAnswer {
    /// How many there are on all pages together.
    pub matched: u64,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
    /// The stations of this page.
    pub stations: Vec<StationAnswer>,
}

/// Facts by the keys of the ledger's columns (a JSON merge patch): those that are given change,
/// null empties one. They are read by the rules of a ledger file. `datum` is the datum of `lon`
/// and `lat`; beside the facts stand `reason` and `report`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FactsRequest {
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The report that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The facts.
    #[serde(flatten)]
    pub facts: Map<String, Value>,
}

/// A closure of some days.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseRequest {
    /// Why; riders read it.
    #[schema(example = "装修")]
    pub reason: String,
    /// The first day closed; from now on if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day closed; until somebody reopens it if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Why something is done.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonRequest {
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An earlier version that is to come back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// Which.
    #[schema(example = 1)]
    pub version: u64,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Where a station is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveRequest {
    /// Latitude, decimal degrees.
    #[schema(minimum = -90, maximum = 90)]
    pub lat: f64,
    /// Longitude, decimal degrees.
    #[schema(minimum = -180, maximum = 180)]
    pub lon: f64,
    /// The datum of both: `wgs84`, `gcj02` or `bd09`. It must be said.
    #[schema(example = "gcj02")]
    pub datum: String,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Which station stands for this one from now on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// Its code.
    #[schema(example = "LZ-2")]
    pub into: String,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Every version of a station, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryAnswer {
    /// The versions.
    pub versions: Vec<VersionAnswer>,
}

/// What one revision did to one station.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionAnswer {
    /// The station.
    #[schema(example = "LZ-1")]
    pub code: String,
    /// Its version.
    pub version: u64,
    /// The revision.
    pub revision: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, through what and why.
    pub origin: OriginAnswer,
    /// The sheet of the imported file; null unless it came from one with sheets.
    pub sheet: Option<String>,
    /// The row of the imported file.
    pub row: Option<u32>,
    /// Whether it is the first one; then nothing is said to have changed.
    pub is_first: bool,
    /// The facts that changed.
    pub changes: Vec<ChangeAnswer>,
}

/// Who wrote something, through what and why.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OriginAnswer {
    /// The account, as `name@identifier`, `cli` or `system`.
    #[schema(example = "wang.li@01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub actor: String,
    /// `first_start`, `import`, `console`, `api`, `report`, `check`, `district`, `restore` or `undo`.
    #[schema(example = "console")]
    pub via: String,
    /// The file of an import.
    pub file: Option<String>,
    /// The import that was uploaded, if it came that way.
    pub import: Option<String>,
    /// The rider's report.
    pub report: Option<String>,
    /// The visit that corrected it.
    pub check: Option<String>,
    /// The version that was restored.
    pub restored_version: Option<u64>,
    /// The revision that was undone.
    pub undone_revision: Option<u64>,
    /// The district's data that was changed, e.g. `areas.geojson` or `holidays/2026.json`.
    pub document: Option<String>,
    /// The version of it that was written.
    pub document_version: Option<u64>,
    /// Why; may be empty.
    pub reason: String,
}
