//! Riders' reports as staff read and decide them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{EditedAnswer, StationAnswer};

/// A page of the inbox, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InboxAnswer {
    /// What waits, area by area, where the reader may read reports.
    pub waiting: Vec<WaitingAnswer>,
    /// The reports.
    pub reports: Vec<StaffReport>,
    /// Where the next page begins; null on the last one. A page may be short before that.
    pub next: Option<String>,
}

/// What waits in one area.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitingAnswer {
    /// The area's code.
    #[schema(example = "990001001")]
    pub area: String,
    /// Reports that nobody has decided.
    pub waiting: u64,
    /// Of these, those that nobody has opened.
    pub unread: u64,
    /// When the oldest of them reached us.
    pub oldest_at: DateTime<Utc>,
}

/// A report.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffReport {
    /// Its identifier.
    #[schema(example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub id: String,
    /// The station's code.
    #[schema(example = "LZ-1")]
    pub station: String,
    /// The station's name.
    pub station_name: String,
    /// The code of its area.
    pub area: String,
    /// The station that the sender named, if that was merged into this one since.
    pub named: Option<String>,
    /// `closed`, `moved`, `broken`, `wrong_hours` or `other`.
    #[schema(example = "broken")]
    pub problem: String,
    /// What is broken.
    pub amenity: Option<String>,
    /// Where it has moved, WGS-84 degrees.
    pub lat: Option<f64>,
    /// See `lat`.
    pub lon: Option<f64>,
    /// In the sender's words; may be empty.
    pub text: String,
    /// Whether a photo came with it, at `/admin/v1/reports/{id}/photo`.
    pub has_photo: bool,
    /// When the sender saw it.
    pub seen_at: DateTime<Utc>,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// When staff first looked at it.
    pub opened_at: Option<DateTime<Utc>>,
    /// `new`, `accepted`, `rejected` or `merged`.
    #[schema(example = "new")]
    pub state: String,
    /// What the sender is told; may be empty.
    pub reason: String,
    /// The report that is dealt with instead.
    pub merged_into: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// When what it said was erased on request.
    pub erased_at: Option<DateTime<Utc>>,
}

/// A report and what to do about it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportAnswer {
    /// The report.
    pub report: StaffReport,
    /// The station as it is now.
    pub station: StationAnswer,
    /// The edit that the report asks for, to be looked at and completed.
    pub suggestion: SuggestionAnswer,
    /// What was written together with the decision.
    pub edited: Option<EditedAnswer>,
}

/// An edit to begin with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuggestionAnswer {
    /// Facts by the ledger's keys, as `PATCH /admin/v1/stations/{code}` takes them; may be empty.
    #[schema(value_type = Object, example = json!({"microwave": "out_of_order 2026-11-20 待修"}))]
    pub facts: Map<String, Value>,
    /// The keys of facts that need a person's eye.
    pub look_at: Vec<String>,
}

/// A report is right.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRequest {
    /// What the sender is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "已更正，谢谢")]
    pub reason: Option<String>,
    /// Facts that are written in the same step; `If-Match` is needed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub edit: Option<Map<String, Value>>,
}

/// The ledger is right.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectRequest {
    /// What the sender is told.
    #[schema(example = "当天停电，已恢复")]
    pub reason: String,
}

/// Another report says the same.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeReportsRequest {
    /// The other report.
    pub into: String,
    /// What the sender is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
