//! Verification as staff read and do it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::EditedAnswer;

/// A page of the stations that are to be verified, the longest overdue first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DueAnswer {
    /// The stations.
    pub stations: Vec<DueStation>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
    /// How many there are on all pages together.
    pub matched: u64,
    /// Of these, how many are overdue today.
    pub overdue: u64,
}

/// A station that is to be verified.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DueStation {
    /// Its code.
    #[schema(example = "LZ-1")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its area.
    pub area: String,
    /// The code of its unit.
    pub unit: Option<String>,
    /// The day of the last verification.
    pub verified_on: Option<NaiveDate>,
    /// The day by whose end it is to be verified again.
    pub due_on: NaiveDate,
    /// How many days ago that was; negative while there is time.
    pub overdue_days: i64,
    /// The identifiers of the campaigns that have begun and ask for it.
    pub campaigns: Vec<String>,
}

/// What somebody tells of a visit.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    /// The code of the station.
    #[schema(example = "LZ-1")]
    pub station: String,
    /// Whether the station is `there`, or `not_there`: then `note` says what is there instead.
    #[schema(example = "there")]
    pub found: String,
    /// What is as the ledger says: `name`, `address`, `position`, `opening_hours`, `access`,
    /// `amenities`, `phone`. Of a station that is there, each stands here or is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["name", "address", "position", "access", "amenities", "phone"]))]
    pub confirmed: Option<Vec<String>>,
    /// What is not: facts by the ledger's keys, as `PATCH /admin/v1/stations/{code}` takes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, example = json!({"opening_hours": "24/7"}))]
    pub corrected: Option<Map<String, Value>>,
    /// Where the visitor stands, degrees in `datum`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 30.55)]
    pub lat: Option<f64>,
    /// See `lat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 115.95)]
    pub lon: Option<f64>,
    /// `wgs84`, `gcj02` or `bd09`; needed with a position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "wgs84")]
    pub datum: Option<String>,
    /// Within how many metres the phone believes to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 12.0)]
    pub accuracy_m: Option<f64>,
    /// In the visitor's words, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When, RFC 3339; now if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-11-21T19:50:00+08:00")]
    pub seen_at: Option<String>,
}

/// A visit.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckAnswer {
    /// Its identifier.
    pub id: String,
    /// The code of the station.
    pub station: String,
    /// Whose account.
    pub account: String,
    /// Their name.
    pub actor: String,
    /// When they were there.
    pub seen_at: DateTime<Utc>,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// `as_told`, `corrected` or `not_there`.
    #[schema(example = "as_told")]
    pub found: String,
    /// What was found to be as the ledger said.
    pub confirmed: Vec<String>,
    /// The keys of the facts that were corrected; the station's history has what they were.
    pub corrected: Vec<String>,
    /// Where the visitor stood.
    pub stood: Option<StoodAnswer>,
    /// In the visitor's words; may be empty.
    pub note: String,
}

/// Where a visitor stood, WGS-84.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoodAnswer {
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// Within how many metres the phone believed to be there.
    pub accuracy_m: Option<f64>,
    /// How far from the station's entrance, as the ledger had it then.
    pub distance_m: f64,
}

/// What filing a visit came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedAnswer {
    /// The visit.
    pub check: CheckAnswer,
    /// The station as it is now.
    pub edited: EditedAnswer,
}

/// A page of visits, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecksAnswer {
    /// The visits.
    pub checks: Vec<CheckAnswer>,
    /// Where the next page begins; null on the last one. A page may be short before that.
    pub next: Option<String>,
}

/// A round of verification that is to begin.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCampaignRequest {
    /// What it is called, 1 to 60 characters.
    #[schema(example = "2026 年第四季度核验")]
    pub name: String,
    /// Its first day; today if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub due_on: NaiveDate,
    /// Only stations of these areas, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub areas: Option<Vec<String>>,
    /// Only stations of these kinds: `union_station`, `worker_home`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<String>>,
}

/// What is changed about a round; what is not given stays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignRequest {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
}

/// Whose tasks these are from now on: either all that are open in an area, or some stations'.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRequest {
    /// The code of an area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "990001001")]
    pub area: Option<String>,
    /// The codes of stations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<Vec<String>>,
    /// The account; without it they are anybody's who may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// A round and how far it is, where the reader may read the ledger.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignAnswer {
    /// Its identifier.
    pub id: String,
    /// Its version, which is its `ETag`.
    pub version: u64,
    /// What it is called.
    pub name: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub due_on: NaiveDate,
    /// The areas that it was made for; all when empty.
    pub areas: Vec<String>,
    /// The kinds that it was made for; all when empty.
    pub kinds: Vec<String>,
    /// `planned`, `running`, `overdue` or `ended`.
    #[schema(example = "running")]
    pub state: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When somebody ended it.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many tasks it has.
    pub tasks: u64,
    /// How many of them are done.
    pub done: u64,
    /// The same by area.
    pub by_area: Vec<AreaProgress>,
    /// The same by whose they are.
    pub by_person: Vec<PersonProgress>,
}

/// How far a round is in one area.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaProgress {
    /// The area's code.
    pub area: String,
    /// How many tasks there are.
    pub tasks: u64,
    /// How many of them are done.
    pub done: u64,
}

/// How far somebody is with a round.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonProgress {
    /// The account; null for tasks that are anybody's.
    pub account: Option<String>,
    /// How many tasks there are.
    pub tasks: u64,
    /// How many of them are done.
    pub done: u64,
}

/// Every round, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignsAnswer {
    /// The rounds.
    pub campaigns: Vec<CampaignAnswer>,
}

/// A page of a round's tasks, by station.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TasksAnswer {
    /// The tasks.
    pub tasks: Vec<TaskAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// One station that a round asks for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskAnswer {
    /// The code of the station.
    pub station: String,
    /// Its name.
    pub name: String,
    /// The code of its area.
    pub area: String,
    /// Whose task it is; null while it is anybody's who may.
    pub account: Option<String>,
    /// The visit with which it was done.
    pub check: Option<String>,
    /// When.
    pub done_at: Option<DateTime<Utc>>,
}
