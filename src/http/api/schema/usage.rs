//! Demand seen in use.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a phone tells, and nothing else.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SightingRequest {
    /// A random name that the phone changes every week.
    #[schema(pattern = "^[0-9a-f]{32}$", example = "4f1c0c5ad0b94dfcb0a1f0a2f7e3a911")]
    pub id: String,
    /// Where: an H3 index of resolution 9, snapped on the phone.
    #[schema(pattern = "^[0-9a-f]{15}$", example = "8931aa41d23ffff")]
    pub cell: String,
    /// When: hours since Monday midnight of the district's time.
    #[schema(minimum = 0, maximum = 167, example = 123)]
    pub hour_of_week: u8,
    /// Whether a station that is open on arrival and has what was asked for was found within a
    /// kilometre.
    pub found: bool,
}

/// What is kept of demand seen in use.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsageWeeks {
    /// By which rules.
    pub rules: UsageRules,
    /// The newest first.
    pub weeks: Vec<UsageWeek>,
}

/// The rules by which it is kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsageRules {
    /// Of the cells that phones tell of.
    #[schema(example = 9)]
    pub resolution: u8,
    /// How many cells one name may tell of in a week.
    #[schema(example = 4)]
    pub cells_an_id: usize,
    /// How many names a figure stands for at least.
    #[schema(example = 10)]
    pub fewest_ids: usize,
    /// Figures are multiples of this.
    #[schema(example = 5)]
    pub rounded_to: u64,
    /// Within how many metres something counts as found.
    #[schema(example = 1000.0)]
    pub found_within_m: f64,
}

/// A week.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsageWeek {
    /// Its Monday.
    #[schema(example = "2026-11-16")]
    pub week_of: NaiveDate,
    /// The cells in which enough asked.
    pub cells: Vec<UsageWeekCell>,
    /// Of the whole district; hours in which too few asked are left out.
    pub hours: Vec<UsageWeekHour>,
}

/// A cell in which enough asked.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsageWeekCell {
    /// Its H3 index.
    #[schema(example = "8931aa41d23ffff")]
    pub cell: String,
    /// 9, or 8 for what is told of together because too few asked in each finer cell.
    #[schema(example = 9)]
    pub resolution: u8,
    /// Longitude of its middle, WGS-84 degrees.
    #[schema(example = 116.4435)]
    pub lon: f64,
    /// Latitude of its middle, WGS-84 degrees.
    #[schema(example = 39.9219)]
    pub lat: f64,
    /// In how many hours somebody asked, added up over all who did.
    #[schema(example = 45)]
    pub asked: u64,
    /// In how many of them nothing was found.
    #[schema(example = 10)]
    pub unmet: u64,
}

/// An hour of the week in which enough asked.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsageWeekHour {
    /// Hours since Monday midnight.
    #[schema(example = 123)]
    pub hour_of_week: u8,
    /// How many asked.
    #[schema(example = 45)]
    pub asked: u64,
    /// How many of them found nothing.
    #[schema(example = 10)]
    pub unmet: u64,
}
