//! The district's data: holidays and areas.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::OriginAnswer;

/// Every version of one of the district's documents, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentVersionsAnswer {
    /// The document, e.g. `holidays/2026.json`.
    pub document: String,
    /// The versions; none when there is no such document.
    pub versions: Vec<DocumentVersionAnswer>,
}

/// A version of one of the district's documents.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentVersionAnswer {
    /// The document.
    #[schema(example = "holidays/2026.json")]
    pub document: String,
    /// Which version of it, from 1.
    pub version: u64,
    /// The revision that wrote it.
    pub revision: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, through what and why.
    pub origin: OriginAnswer,
}

/// The years whose holidays are known.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayYearsAnswer {
    /// In their order.
    pub years: Vec<HolidayYearSummary>,
    /// The year whose notice is missing though it is time: the present one, or from October on
    /// the next one.
    pub missing: Option<i32>,
}

/// A year whose holidays are known.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayYearSummary {
    /// The year.
    #[schema(example = 2026)]
    pub year: i32,
    /// Its version, for `If-Match`.
    pub version: u64,
    /// The notice it was taken from.
    pub source: String,
    /// How many days off it lists.
    pub days_off: usize,
    /// How many make-up workdays it lists.
    pub workdays: usize,
    /// When it was written last.
    pub updated_at: DateTime<Utc>,
    /// Who has written it.
    pub author: String,
}

/// A year's notice of holidays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeAnswer {
    /// The year.
    #[schema(example = 2026)]
    pub year: i32,
    /// Its version, for `If-Match`; 0 when the year is not known.
    pub version: u64,
    /// The notice it was taken from; empty when the year is not known.
    pub source: String,
    /// The days that are not as their weekday says, in their order.
    pub days: Vec<NoticeDay>,
}

/// A day that is not as its weekday says.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeDay {
    /// The day.
    pub date: NaiveDate,
    /// The holiday that it belongs to.
    pub name: HolidayName,
    /// `off`, or `workday` for a make-up workday.
    #[schema(example = "off")]
    pub kind: String,
}

/// What a holiday is called.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayName {
    /// Chinese.
    #[schema(example = "元旦")]
    pub zh: String,
    /// English.
    #[schema(example = "New Year's Day")]
    pub en: String,
}

/// A notice that is to be kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRequest {
    /// The notice it is taken from.
    pub source: String,
    /// The days that are not as their weekday says.
    pub days: Vec<NoticeDay>,
    /// Why, for the audit log; may be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a notice would change. Nothing is written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticePlanAnswer {
    /// The version that is there now, for `If-Match`; 0 when the year is not known.
    pub version: u64,
    /// The year.
    pub year: i32,
    /// The notice it is taken from.
    pub source: String,
    /// The days as they would be.
    pub days: Vec<NoticeDay>,
    /// The days that would be something else than they are.
    pub changes: Vec<NoticeDayChange>,
}

/// A day that a notice changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeDayChange {
    /// The day.
    pub date: NaiveDate,
    /// What is listed for it now; null for an ordinary day.
    pub before: Option<NoticeDay>,
    /// What would be listed for it.
    pub after: Option<NoticeDay>,
}

/// The areas of the district as they are kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreasStateAnswer {
    /// The version of the territories, for `If-Match`.
    pub version: u64,
    /// When they were written last.
    pub updated_at: DateTime<Utc>,
    /// Who has written them.
    pub author: String,
    /// The areas, by code.
    pub areas: Vec<AreaLineAnswer>,
}

/// What new territories would change, or have changed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaPlanAnswer {
    /// The version that is there now, for `If-Match`.
    pub version: u64,
    /// Area by area, by code.
    pub areas: Vec<AreaLineAnswer>,
    /// The stations that change office, by code.
    pub moves: Vec<AreaMoveAnswer>,
    /// The codes of stations, not retired, that lie in none of the new territories.
    pub nowhere: Vec<String>,
    /// Those of them whose area would be gone: as long as there is one, nothing is written.
    pub homeless: Vec<String>,
    /// The codes of units that look after an area that would be gone.
    pub units: Vec<String>,
    /// The datum in which the positions seem to be, when it is not the one that was said.
    pub suspected_datum: Option<String>,
    /// The new territories as GeoJSON, WGS-84, for a map.
    #[schema(value_type = Object)]
    pub outlines: Value,
}

/// An area as it is and as it would be.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaLineAnswer {
    /// Its code.
    #[schema(example = "990001001")]
    pub code: String,
    /// What it is; null for a new one.
    pub before: Option<AreaFiguresAnswer>,
    /// What it would be; null for one that would be gone.
    pub after: Option<AreaFiguresAnswer>,
}

/// An area in figures.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaFiguresAnswer {
    /// Its name.
    pub name: String,
    /// How many people live there, if it is known.
    pub population: Option<u32>,
    /// Whether its boundary is only roughly right.
    pub approximate: bool,
    /// Its size, square metres.
    pub area_m2: f64,
    /// How many stations name it that are not retired.
    pub stations: usize,
}

/// A station that changes office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaMoveAnswer {
    /// The station.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the area that it names now.
    pub from: String,
    /// The code of the area that it goes to.
    pub to: String,
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
}
