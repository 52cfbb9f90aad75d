//! The boards: how good the ledger is, and how well each unit keeps its part of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is probably wrong in the ledger, in numbers.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QualityAnswer {
    /// The day of the counts.
    pub day: NaiveDate,
    /// How many stations were looked at: all that are not retired.
    pub stations: u64,
    /// By rule, the gravest first.
    pub rules: Vec<RuleCount>,
    /// By area.
    pub areas: Vec<AreaQuality>,
    /// A year whose public holidays are not known though it is time to load them: the present
    /// one, or from October on the next.
    #[schema(example = 2027)]
    pub missing_calendar: Option<i32>,
    /// By day, oldest first; days on which the server did not run are missing.
    pub trend: Vec<QualityDay>,
}

/// What one rule finds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleCount {
    /// The rule: `outside_district`, `wrong_area`, `unknown_area`, `suspect_datum`, `duplicate`,
    /// `missing_hours`, `missing_amenities`, `invalid_phone`, `stale_verification`.
    #[schema(example = "missing_hours")]
    pub rule: String,
    /// How much it finds.
    pub findings: u64,
    /// About how many stations.
    pub stations: u64,
}

/// What all rules find in one area.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaQuality {
    /// The area's code.
    pub area: String,
    /// How many stations were looked at.
    pub stations: u64,
    /// How much was found.
    pub findings: u64,
}

/// What was found on one day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QualityDay {
    /// The day.
    pub day: NaiveDate,
    /// Findings by rule.
    pub findings: BTreeMap<String, u64>,
}

/// A page of what is to be done, by rule and code.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkAnswer {
    /// The findings.
    pub findings: Vec<FindingAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
    /// How many there are on all pages together.
    pub matched: u64,
}

/// One thing that is probably wrong.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingAnswer {
    /// The rule that found it.
    pub rule: String,
    /// The code of the station.
    pub station: String,
    /// Its name.
    pub name: String,
    /// The code of its area.
    pub area: String,
    /// The code of its unit.
    pub unit: Option<String>,
    /// The key of the fact.
    pub field: String,
    /// What is wrong, in the language of `Accept-Language`.
    pub problem: String,
    /// What to do.
    pub way_out: String,
}

/// How well each unit keeps its records.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsBoardAnswer {
    /// The quarters of the trend, oldest first; the last is the one that was asked for.
    #[schema(example = json!(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]))]
    pub quarters: Vec<String>,
    /// How the score is made, in the language of `Accept-Language`.
    pub formula: String,
    /// The units in the district's order; stations without one come last.
    pub units: Vec<UnitMarks>,
}

/// How well one unit does.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitMarks {
    /// Its code; null for stations without a unit.
    pub unit: Option<String>,
    /// Its name.
    pub name: String,
    /// Its marks, one for each of the quarters.
    pub marks: Vec<MarksAnswer>,
}

/// The marks of one unit in one quarter. Shares are 0 to 1, and null when there is nothing that
/// they could be shares of.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksAnswer {
    /// Stations that are neither retired nor planned, at the end of the quarter or today.
    pub stations: u64,
    /// The mean share of basic facts that are filled in.
    pub completeness: Option<f64>,
    /// The share of stations that are not overdue for verification.
    pub freshness: Option<f64>,
    /// Tasks of rounds of verification that end in the quarter.
    pub tasks: u64,
    /// The share of them that is done.
    pub verification: Option<f64>,
    /// Reports that were received in the quarter.
    pub reports: u64,
    /// How many of them are decided.
    pub decided: u64,
    /// The median time from report to decision, hours.
    pub median_hours: Option<f64>,
    /// The share of reports that were decided within 3 days.
    pub handling: Option<f64>,
    /// Of 100.
    pub score: Option<f64>,
}
