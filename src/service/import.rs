//! Importing ledger files: first a plan that a person can look at, then the plan is applied,
//! all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Clock;
use crate::domain::edit::{Applied, Change, ChangeSet, FieldChange, Origin, Via, differences};
use crate::domain::station::{Record, Station, StationCode};
use crate::exchange::stations::{Diagnostic, Patch, ReadRow, Reading, Severity};
use crate::service::ServiceError;
use crate::storage::{Audit, Store, StoreError};

/// What importing some files would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// The files' names, separated by commas.
    pub files: String,
    /// The store's revision that the plan was made from.
    pub revision: u64,
    /// Every row, in the order of the files.
    pub rows: Vec<PlannedRow>,
    /// What is wrong or strange in the files and with the plan.
    pub diagnostics: Vec<Diagnostic>,
}

/// What one row would do.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedRow {
    /// The file's name.
    pub file: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row as spreadsheets count, from 1.
    pub row: u32,
    /// The station's code, if the row says one.
    pub code: Option<StationCode>,
    /// What happens.
    pub step: Step,
}

/// What happens to one station.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// It is new.
    Create(Box<Station>),
    /// Some of its facts change.
    Update {
        /// The version that the plan was made from.
        expected: u64,
        /// All its facts, as they will be.
        station: Box<Station>,
        /// The facts that change.
        changes: Vec<FieldChange>,
    },
    /// The store says the same already.
    Unchanged,
    /// The row was exported before somebody else changed the station, and says other facts.
    Conflict {
        /// The version that the row was exported from.
        seen: u64,
        /// The version in the store.
        current: u64,
        /// What the row would change, also back.
        changes: Vec<FieldChange>,
    },
    /// The row is wrong; a diagnostic tells why.
    Error,
}

/// How many rows would do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Stations that are new.
    pub create: usize,
    /// Stations that change.
    pub update: usize,
    /// Rows that say what the store says.
    pub unchanged: usize,
    /// Rows that conflict with newer changes.
    pub conflict: usize,
    /// Rows that are wrong.
    pub error: usize,
}

/// Reads what the store says of the stations in the files, and makes the plan.
///
/// # Errors
/// Whatever the store says.
pub async fn plan_import(
    store: &dyn Store,
    readings: Vec<Reading>,
) -> Result<ImportPlan, StoreError> {
    let asked: BTreeSet<StationCode> = readings
        .iter()
        .flat_map(|reading| reading.rows.iter().filter_map(|row| row.code.clone()))
        .collect();
    let mut current = BTreeMap::new();
    let revision = store
        .read_all(&mut |record: Record| {
            if asked.contains(&record.station.code) {
                current.insert(record.station.code.clone(), record);
            }
        })
        .await?;
    Ok(ImportPlan { revision, ..plan(readings, &current) })
}

/// The plan for what was read, over what is stored. Stations that no row is about stay as they
/// are, and so do facts that a file has no column for.
pub fn plan(readings: Vec<Reading>, current: &BTreeMap<StationCode, Record>) -> ImportPlan {
    let files: Vec<_> = readings.iter().map(|reading| reading.file.as_str()).collect();
    let mut plan = ImportPlan {
        files: files.join(", "),
        revision: 0,
        rows: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut seen = BTreeMap::new();
    for reading in readings {
        plan.diagnostics.extend(reading.diagnostics);
        for row in reading.rows {
            let (step, problem) = step(&reading.file, &row, current, &mut seen);
            plan.diagnostics.extend(problem.map(|problem| problem.diagnostic(&reading.file, &row)));
            let ReadRow { sheet, row, code, .. } = row;
            plan.rows.push(PlannedRow { file: reading.file.clone(), sheet, row, code, step });
        }
    }
    plan
}

impl ImportPlan {
    /// How many rows would do what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row.step {
                Step::Create(_) => &mut counts.create,
                Step::Update { .. } => &mut counts.update,
                Step::Unchanged => &mut counts.unchanged,
                Step::Conflict { .. } => &mut counts.conflict,
                Step::Error => &mut counts.error,
            } += 1;
        }
        counts
    }

    /// What applying the plan writes.
    ///
    /// # Errors
    /// [`ServiceError::PlanRefused`] when a row is wrong or conflicts: then nothing is written.
    pub fn change_set(&self) -> Result<ChangeSet, ServiceError> {
        let wrong = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let (wrong, counts) = (wrong.count(), self.counts());
        if wrong > 0 || counts.error > 0 || counts.conflict > 0 {
            let errors = wrong.saturating_sub(counts.conflict).max(counts.error);
            return Err(ServiceError::PlanRefused { errors, conflicts: counts.conflict });
        }
        let changes = self.rows.iter().filter_map(|row| match &row.step {
            Step::Create(station) => Some(Change::Create(station.as_ref().clone())),
            Step::Update { expected, station, .. } => Some(Change::Update {
                expected: Some(*expected),
                station: station.as_ref().clone(),
            }),
            Step::Unchanged | Step::Conflict { .. } | Step::Error => None,
        });
        Ok(ChangeSet::of(changes.collect()))
    }
}

/// Applies a plan in one transaction. A plan that changes nothing writes nothing: `None`.
///
/// # Errors
/// [`ServiceError::PlanRefused`], or whatever the store says, for example that somebody has
/// changed one of the stations since the plan was made.
pub async fn apply_import(
    store: &dyn Store,
    clock: &dyn Clock,
    plan: &ImportPlan,
    actor: &str,
    reason: &str,
) -> Result<Option<Applied>, ServiceError> {
    let set = plan.change_set()?;
    if set.is_empty() {
        return Ok(None);
    }
    let via = Via::Import { file: plan.files.clone(), id: None };
    let origin = Origin { actor: actor.to_owned(), via, reason: reason.to_owned() };
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    Ok(Some(store.apply(&set, None, &audit).await?))
}

/// Why a row that could be read cannot be taken.
struct Problem {
    column: &'static str,
    value: String,
    problem: String,
    way_out: &'static str,
}

impl Problem {
    fn diagnostic(self, file: &str, row: &ReadRow) -> Diagnostic {
        Diagnostic {
            file: file.to_owned(),
            sheet: row.sheet.clone(),
            row: Some(row.row),
            column: Some(self.column.to_owned()),
            value: self.value,
            problem: self.problem,
            way_out: self.way_out.to_owned(),
            severity: Severity::Error,
        }
    }
}

fn step(
    file: &str,
    row: &ReadRow,
    current: &BTreeMap<StationCode, Record>,
    seen: &mut BTreeMap<StationCode, String>,
) -> (Step, Option<Problem>) {
    if let Some(code) = &row.code {
        let here = format!("row {} of {file}", row.row);
        if let Some(before) = seen.insert(code.clone(), here) {
            let problem = Problem {
                column: "编码",
                value: code.to_string(),
                problem: format!("{before} is about the same station"),
                way_out: "keep one of the two rows",
            };
            return (Step::Error, Some(problem));
        }
    }
    match &row.patch {
        None => (Step::Error, None),
        Some(patch) => match current.get(&patch.code) {
            None => create(patch),
            Some(record) => update(patch, record),
        },
    }
}

fn create(patch: &Patch) -> (Step, Option<Problem>) {
    match patch.new_station() {
        Ok(station) => (Step::Create(Box::new(station)), None),
        Err(incomplete) => {
            let problem = Problem {
                column: incomplete.field.zh(),
                value: String::new(),
                problem: incomplete.to_string(),
                way_out: "fill it in, or correct the code if the station is in the ledger already",
            };
            (Step::Error, Some(problem))
        }
    }
}

fn update(patch: &Patch, record: &Record) -> (Step, Option<Problem>) {
    let station = patch.applied_to(&record.station);
    let changes = differences(&record.station, &station);
    if changes.is_empty() {
        return (Step::Unchanged, None);
    }
    let current = record.version;
    match patch.version {
        Some(seen) if seen != current => {
            let names: Vec<_> = changes.iter().map(|change| change.field.zh()).collect();
            let problem = Problem {
                column: "版本",
                value: seen.to_string(),
                problem: format!(
                    "the row was exported at version {seen}, but the station is at version \
                     {current} and differs in {}",
                    names.join("、")
                ),
                way_out: "export the ledger again and make the change there",
            };
            (Step::Conflict { seen, current, changes }, Some(problem))
        }
        _ => (Step::Update { expected: current, station: Box::new(station), changes }, None),
    }
}
