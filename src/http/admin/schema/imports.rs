//! Ledger files that are looked at before they are applied.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ChangeAnswer;

/// Planned imports, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportsAnswer {
    /// The imports.
    pub imports: Vec<ImportAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// A planned import.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportAnswer {
    /// Its identifier.
    #[schema(example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub id: String,
    /// Who uploaded it.
    pub actor: String,
    /// The file's name.
    #[schema(example = "台账.xlsx")]
    pub file: String,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// `planning`, `ready`, `failed`, `applied`, `expired`, or `interrupted`: upload it again.
    #[schema(example = "ready")]
    pub state: String,
    /// Rows that are planned.
    pub done: u64,
    /// Rows of the file; 0 as long as nobody knows.
    pub total: u64,
    /// How many rows are `new`, `changed`, `unchanged`, `conflict`, `wrong`, `not_allowed`.
    pub counts: BTreeMap<String, u64>,
    /// What is wrong or strange with the file, its sheets and its columns.
    pub remarks: Vec<RemarkAnswer>,
    /// Why there is no plan.
    pub failure: Option<String>,
    /// The revision that it was applied as.
    pub revision: Option<u64>,
}

/// A planned import with some of its rows.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportRowsAnswer {
    /// The import.
    pub import: ImportAnswer,
    /// The rows of this page.
    pub rows: Vec<RowAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// What one row would do.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowAnswer {
    /// Its number in the plan, from 1: what `without` names.
    pub number: u64,
    /// `new`, `changed`, `unchanged`, `conflict`, `wrong` or `not_allowed`.
    #[schema(example = "changed")]
    pub state: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row as spreadsheets count.
    pub row: u32,
    /// The station's code, if it can be read.
    pub code: Option<String>,
    /// The station's name, if it is known.
    pub name: Option<String>,
    /// The facts that would change.
    pub changes: Vec<ChangeAnswer>,
    /// What is wrong or strange in the row.
    pub problems: Vec<RemarkAnswer>,
    /// What stands in columns that nobody knows, by their headers.
    pub passed_over: Vec<PassedOver>,
    /// The version that the row was exported from, when others have edited the station since.
    pub seen: Option<u64>,
}

/// A cell in a column that nobody knows.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassedOver {
    /// The header.
    #[schema(example = "网格员")]
    pub header: String,
    /// What stands there.
    pub text: String,
}

/// What is wrong or strange.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemarkAnswer {
    /// `error`, `warning` or `note`.
    #[schema(example = "error")]
    pub severity: String,
    /// The sheet, where one is meant.
    pub sheet: Option<String>,
    /// The row, where one is meant.
    pub row: Option<u32>,
    /// The column's header, where one is meant.
    pub column: Option<String>,
    /// What stands there; the beginning of it.
    pub value: String,
    /// What is wrong, in the language of `Accept-Language`.
    pub problem: String,
    /// What to do.
    pub way_out: String,
}

/// Which rows are left out, and why the rest is applied.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyRequest {
    /// Numbers of rows, and words of states for all rows of a state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>, example = json!([12, 40, "wrong", "conflict"]))]
    pub without: Option<Vec<serde_json::Value>>,
    /// Why, for the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenAnswer {
    /// The revision after it.
    pub revision: u64,
    /// Whether the same request had been done before, and nothing was done now.
    pub was_done_before: bool,
}
