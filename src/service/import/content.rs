//! What is kept and shown of a planned import: of the whole file, and of each row.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{ImportPlan, PlannedRow, Step};
use crate::domain::field::Field;
use crate::domain::said::Said;
use crate::domain::station::Station;
use crate::exchange::stations::{Diagnostic, Severity};
use crate::storage::{PlanRow, PlannedChange};

/// What one row would do, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowState {
    /// It adds a station.
    New,
    /// It changes facts.
    Changed,
    /// The ledger says the same, or the row was left alone since its export.
    Unchanged,
    /// Somebody has edited the station since the export.
    Conflict,
    /// Something in it cannot be taken.
    Wrong,
    /// It is not for this account to do.
    NotAllowed,
}

impl RowState {
    /// Every one, in the order in which they are shown.
    pub const ALL: &'static [Self] =
        &[Self::New, Self::Changed, Self::Unchanged, Self::Conflict, Self::Wrong, Self::NotAllowed];

    /// The word used in requests, answers and the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Conflict => "conflict",
            Self::Wrong => "wrong",
            Self::NotAllowed => "not_allowed",
        }
    }

    /// The state with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.key() == key)
    }

    /// Whether such a row keeps the plan from being applied unless it is left out.
    pub fn is_in_the_way(self) -> bool {
        matches!(self, Self::Conflict | Self::Wrong | Self::NotAllowed)
    }
}

/// What is to be said of the whole file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many rows would do what, by the word of their state.
    pub counts: BTreeMap<String, u64>,
    /// What is wrong or strange with the file, its sheets and its columns.
    pub remarks: Vec<Diagnostic>,
    /// Why there is no plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Said>,
}

impl Summary {
    /// Whether the file as a whole is wrong, so that none of its rows can be taken.
    pub fn is_wrong(&self) -> bool {
        self.remarks.iter().any(|remark| remark.severity == Severity::Error)
    }
}

/// One row, as it is kept and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowContent {
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row as spreadsheets count, from 1.
    pub row: u32,
    /// The station's code, if it can be read.
    pub code: Option<String>,
    /// The station's name, if it is known.
    pub name: Option<String>,
    /// The facts that would change. For a new station, those that it would have.
    pub changes: Vec<Changed>,
    /// What is wrong or strange in the row.
    pub problems: Vec<RowProblem>,
    /// What stands in columns that nobody knows: header and text.
    pub passed_over: Vec<(String, String)>,
    /// The version that the row was exported from, if that is not the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
}

/// A fact that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Its key.
    pub field: String,
    /// What it is; empty when there is nothing.
    pub old: String,
    /// What it would become.
    pub new: String,
}

/// What is wrong or strange in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The column's header.
    pub column: Option<String>,
    /// What stands there.
    pub value: String,
    /// What is wrong.
    pub problem: Said,
    /// What to do.
    pub way_out: Said,
    /// How bad it is.
    pub severity: Severity,
}

/// A plan of one file as it is kept.
pub(super) fn kept(plan: ImportPlan) -> (Summary, Vec<PlanRow>) {
    let mut summary = Summary::default();
    let mut problems: HashMap<(Option<String>, u32), Vec<RowProblem>> = HashMap::new();
    let places: std::collections::HashSet<(Option<&str>, u32)> =
        plan.rows.iter().map(|row| (row.sheet.as_deref(), row.row)).collect();
    for found in plan.diagnostics {
        match found.row.filter(|row| places.contains(&(found.sheet.as_deref(), *row))) {
            Some(row) => {
                let at = problems.entry((found.sheet.clone(), row)).or_default();
                at.push(RowProblem::of(found));
            }
            None => summary.remarks.push(found),
        }
    }
    let mut rows = Vec::with_capacity(plan.rows.len());
    for row in plan.rows {
        let problems = problems.remove(&(row.sheet.clone(), row.row)).unwrap_or_default();
        let row = kept_row(row, problems);
        *summary.counts.entry(row.state.to_owned()).or_default() += 1;
        rows.push(row);
    }
    (summary, rows)
}

fn kept_row(row: PlannedRow, problems: Vec<RowProblem>) -> PlanRow {
    let mut content = RowContent {
        sheet: row.sheet.clone(),
        row: row.row,
        code: row.code.as_ref().map(ToString::to_string),
        name: None,
        changes: Vec::new(),
        problems,
        passed_over: row.passed_over,
        seen: None,
    };
    let (state, change) = match row.step {
        Step::Create(station) => {
            content.name = Some(station.name.clone());
            content.changes = facts_of(&station);
            (RowState::New, Some(PlannedChange { expected: None, station: *station }))
        }
        Step::Update { expected, station, changes } => {
            content.name = Some(station.name.clone());
            content.changes = changes.into_iter().map(Changed::of).collect();
            (RowState::Changed, Some(PlannedChange { expected: Some(expected), station: *station }))
        }
        Step::Unchanged => (RowState::Unchanged, None),
        Step::Conflict { seen, changes, .. } => {
            content.seen = Some(seen);
            content.changes = changes.into_iter().map(Changed::of).collect();
            (RowState::Conflict, None)
        }
        Step::NotAllowed { .. } => (RowState::NotAllowed, None),
        Step::Error => (RowState::Wrong, None),
    };
    PlanRow {
        state: state.key(),
        code: row.code,
        sheet: row.sheet.unwrap_or_default(),
        sheet_row: row.row,
        // What a row says can always be written as JSON.
        content: serde_json::to_string(&content).unwrap_or_default(),
        change,
    }
}

fn facts_of(station: &Station) -> Vec<Changed> {
    let facts = Field::all(station.amenities.keys().copied());
    facts
        .map(|field| (field, field.text(station)))
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, new)| Changed { field: field.key().to_owned(), old: String::new(), new })
        .collect()
}

impl Changed {
    fn of(change: crate::domain::edit::FieldChange) -> Self {
        Self { field: change.field.key().to_owned(), old: change.old, new: change.new }
    }
}

impl RowProblem {
    fn of(found: Diagnostic) -> Self {
        let Diagnostic { column, value, problem, way_out, severity, .. } = found;
        Self { column, value, problem, way_out, severity }
    }
}
