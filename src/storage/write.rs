//! What one change set comes to, decided in memory between reading and writing.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::domain::edit::{Change, ChangeSet};
use crate::domain::station::{Record, Station, StationCode};

use super::error::StoreError;
use super::rows;

/// A station as it was found, with the text of its facts.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) record: Record,
    pub(super) facts: String,
}

/// What is to be written for one change.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) record: Record,
    pub(super) facts: String,
}

/// What a change set comes to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The stations as they will be, in the order of the set, the unwritten ones too.
    pub(super) records: Vec<Record>,
    /// What must be written, by code.
    pub(super) written: Vec<Written>,
    /// Stations that were merged into another, or parted from the one that they were in: what
    /// was filed about them moves, in this order.
    pub(super) merged: Vec<(StationCode, Option<StationCode>)>,
}

/// Decides about every change of the set: `found` are those of its stations that are stored,
/// and `revision` is the one that they will be written as.
pub(super) fn decide(
    set: &ChangeSet,
    mut found: HashMap<StationCode, Found>,
    revision: u64,
    at: DateTime<Utc>,
) -> Result<Outcome, StoreError> {
    let mut seen = HashSet::with_capacity(set.changes.len());
    let mut outcome = Outcome::default();
    let known: HashSet<StationCode> =
        found.keys().chain(set.changes.iter().map(Change::code)).cloned().collect();
    for change in &set.changes {
        if !seen.insert(change.code()) {
            return Err(StoreError::WrittenTwice { code: change.code().clone() });
        }
        let facts = rows::facts_text(change.station())?;
        let was_in = found.get(change.code()).and_then(|f| f.record.station.merged_into.clone());
        let record = match (change, found.remove(change.code())) {
            (Change::Create(station), None) => first_version(station, revision, at),
            (Change::Create(station), Some(_)) => {
                return Err(StoreError::CodeTaken { code: station.code.clone() });
            }
            (Change::Update { station, .. }, None) => {
                return Err(StoreError::NoSuchStation { code: station.code.clone() });
            }
            (Change::Update { expected: Some(expected), .. }, Some(found))
                if *expected != found.record.version =>
            {
                let (expected, current) = (*expected, Box::new(found.record));
                return Err(StoreError::VersionMoved { expected, current });
            }
            (Change::Update { station, .. }, Some(found)) => {
                if facts == found.facts || *station == found.record.station {
                    outcome.records.push(found.record);
                    continue;
                }
                next_version(station, &found.record, revision, at)
            }
        };
        let is_in = &record.station.merged_into;
        if let Some(survivor) = is_in.as_ref().filter(|survivor| !known.contains(survivor)) {
            return Err(StoreError::NoSuchStation { code: survivor.clone() });
        }
        if was_in != *is_in {
            let code = &record.station.code;
            outcome.merged.extend(was_in.map(|_| (code.clone(), None)));
            outcome.merged.extend(is_in.clone().map(|survivor| (code.clone(), Some(survivor))));
        }
        outcome.records.push(record.clone());
        outcome.written.push(Written { record, facts });
    }
    outcome.written.sort_by(|a, b| a.record.station.code.cmp(&b.record.station.code));
    Ok(outcome)
}

fn first_version(station: &Station, revision: u64, at: DateTime<Utc>) -> Record {
    Record { station: station.clone(), version: 1, revision, created_at: at, updated_at: at }
}

fn next_version(station: &Station, found: &Record, revision: u64, at: DateTime<Utc>) -> Record {
    Record {
        station: station.clone(),
        version: found.version + 1,
        revision,
        created_at: found.created_at,
        updated_at: at,
    }
}
