//! Importing ledger files: first a plan that a person can look at, then the plan is applied,
//! all of it or nothing.

pub mod apply;
pub mod content;
pub mod look;
mod steps;
pub mod upload;

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Clock;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::edit::{Applied, Change, ChangeSet, FieldChange, Origin, Via};
use crate::domain::role::{Actor, Forbidden};
use crate::domain::station::{Record, Station, StationCode};
use crate::exchange::stations::{Diagnostic, Patch, ReadRow, Reading, Severity};
use crate::service::ServiceError;
use crate::storage::{Audit, Store, StoreError};
use steps::Steps;

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
    /// What stands in columns that nobody knows: header and text.
    pub passed_over: Vec<(String, String)>,
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
    /// The row is about a station that the actor may not write, or writes it as the actor may
    /// not.
    NotAllowed {
        /// Why not.
        forbidden: Forbidden,
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
    /// Rows that the actor may not apply.
    pub not_allowed: usize,
    /// Rows that are wrong.
    pub error: usize,
}

/// Reads what the store says of the stations in the files, and makes the plan of what `actor`
/// could apply.
///
/// # Errors
/// Whatever the store says.
pub async fn plan_import(
    store: &dyn Store,
    readings: Vec<Reading>,
    actor: &Actor,
    amenities: &AmenityCatalogue,
) -> Result<ImportPlan, StoreError> {
    let patches = || readings.iter().flat_map(|reading| &reading.rows);
    let asked: BTreeSet<StationCode> = patches()
        .flat_map(|row| [row.code.clone(), row.patch.as_ref().and_then(Patch::survivor)])
        .flatten()
        .collect();
    let mut current = BTreeMap::new();
    let revision = store
        .read_all(&mut |record: Record| {
            if asked.contains(&record.station.code) {
                current.insert(record.station.code.clone(), record);
            }
        })
        .await?;
    let mut seen = BTreeMap::new();
    for patch in patches().filter_map(|row| row.patch.as_ref()) {
        let record = current.get(&patch.code);
        if let (Some(version), Some(record)) = (patch.version, record)
            && version != record.version
            && let Some(station) = store.version(&patch.code, version).await?
        {
            seen.insert(patch.code.clone(), station);
        }
    }
    let ledger = Ledger { current: &current, seen: &seen, actor, amenities };
    Ok(ImportPlan { revision, ..plan(readings, &ledger) })
}

/// What rows are compared with.
pub struct Ledger<'a> {
    /// The stations that rows are about, as they are stored.
    pub current: &'a BTreeMap<StationCode, Record>,
    /// As they were when their rows were exported, if that is another version.
    pub seen: &'a BTreeMap<StationCode, Station>,
    /// Who would apply the plan.
    pub actor: &'a Actor,
    /// What amenities are called.
    pub amenities: &'a AmenityCatalogue,
}

/// The plan for what was read, over what is stored. Stations that no row is about stay as they
/// are, and so do facts that a file has no column for.
pub fn plan(readings: Vec<Reading>, ledger: &Ledger<'_>) -> ImportPlan {
    let files: Vec<_> = readings.iter().map(|reading| reading.file.clone()).collect();
    let mut plan = ImportPlan {
        files: files.join(", "),
        revision: 0,
        rows: Vec::new(),
        diagnostics: Vec::new(),
    };
    let created: BTreeSet<StationCode> =
        readings.iter().flat_map(|r| r.rows.iter().filter_map(|row| row.code.clone())).collect();
    let mut steps = Steps { ledger, in_files: &created, met: BTreeMap::new() };
    for reading in readings {
        plan.diagnostics.extend(reading.diagnostics);
        for row in reading.rows {
            let (step, problem) = steps.step(&reading.file, &row);
            plan.diagnostics.extend(problem.map(|problem| problem.diagnostic(&reading.file, &row)));
            let ReadRow { sheet, row, code, passed_over, .. } = row;
            let file = reading.file.clone();
            plan.rows.push(PlannedRow { file, sheet, row, code, passed_over, step });
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
                Step::NotAllowed { .. } => &mut counts.not_allowed,
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
        let Counts { error, conflict, not_allowed, .. } = counts;
        if wrong + error + conflict + not_allowed > 0 {
            let errors = wrong.saturating_sub(conflict + not_allowed).max(error);
            return Err(ServiceError::PlanRefused { errors, conflicts: conflict, not_allowed });
        }
        let changes = self.rows.iter().filter_map(|row| match &row.step {
            Step::Create(station) => Some(Change::Create(station.as_ref().clone())),
            Step::Update { expected, station, .. } => Some(Change::Update {
                expected: Some(*expected),
                station: station.as_ref().clone(),
            }),
            _ => None,
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
