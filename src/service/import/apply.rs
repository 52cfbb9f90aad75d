//! Somebody applies a planned import, without the rows that they have left out.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};
use thiserror::Error;
use ulid::Ulid;

use super::content::{RowState, Summary};
use super::look::stored;
use crate::domain::edit::{Change, ChangeSet, Settlement, Via};
use crate::domain::filing::FilingKey;
use crate::domain::role::{Action, may};
use crate::domain::station::StationCode;
use crate::service::rights::may_write;
use crate::service::stations::{By, EditError, apply};
use crate::service::{App, ServiceError};
use crate::storage::{ImportState, RowChange, StoreError, StoredImport};

/// Which rows are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Without {
    /// By their numbers in the plan.
    pub rows: BTreeSet<u64>,
    /// All of these states.
    pub states: BTreeSet<RowState>,
}

/// What applying came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportApplied {
    /// The revision after it.
    pub revision: u64,
    /// Whether the same request had been done before, and nothing was done now.
    pub was_done_before: bool,
}

/// Why a planned import was not applied. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportRefused {
    /// There is nothing to apply, or not yet.
    #[error("the import is {0}: it can be applied when it is ready")]
    NotReady(&'static str),
    /// It was applied before, by another request.
    #[error("the import was applied as revision {0} before: upload the file again")]
    AppliedBefore(u64),
    /// The file as a whole is wrong.
    #[error("the file has errors that are not of single rows: correct them and upload it again")]
    FileWrong,
    /// Rows that cannot be applied and are not left out.
    #[error("{} rows are wrong, in conflict or not allowed: leave them out", .0.len())]
    RowsInTheWay(Vec<u64>),
    /// Stations were written by others since the plan was made.
    #[error("{} stations were changed since the plan was made: upload the file again", .0.len())]
    ChangedSince(Vec<StationCode>),
}

/// Writes what the rows would do that are not left out, all in one revision. The same request
/// again does nothing and tells what the first one came to.
///
/// # Errors
/// [`ImportRefused`], [`EditError::Forbidden`] when the rights have changed since,
/// [`ServiceError::KeyReused`] when the key came with another choice, or whatever the store says.
pub async fn apply_planned(
    app: &App,
    by: &By<'_>,
    id: Ulid,
    key: &FilingKey,
    without: &Without,
) -> Result<ImportApplied, ServiceError> {
    may(by.actor, Action::ImportLedger, None).map_err(EditError::from)?;
    let import = stored(app, by.actor, id).await?;
    let choice = choice(key, without);
    match import.state {
        ImportState::Ready => {}
        ImportState::Applied => return done_before(&import, key, &choice),
        other => return Err(ImportRefused::NotReady(other.key()).into()),
    }
    let summary: Summary = serde_json::from_str(&import.summary).unwrap_or_default();
    if summary.is_wrong() {
        return Err(ImportRefused::FileWrong.into());
    }
    let changes = kept(app.store.import_changes(id).await?, without)?;
    check(app, by, &changes).await?;
    let settles = vec![Settlement::Import { id, choice: choice.clone() }];
    let via = Via::Import { file: import.file, id: Some(id.to_string()) };
    match apply(app, by, via, ChangeSet { changes, settles, ..ChangeSet::default() }).await {
        Ok(applied) => Ok(ImportApplied { revision: applied.revision, was_done_before: false }),
        Err(StoreError::ImportSettled { .. }) => {
            done_before(&stored(app, by.actor, id).await?, key, &choice)
        }
        Err(StoreError::VersionMoved { current, .. }) => {
            Err(ImportRefused::ChangedSince(vec![current.station.code]).into())
        }
        Err(StoreError::CodeTaken { code }) => Err(ImportRefused::ChangedSince(vec![code]).into()),
        Err(error) => Err(error.into()),
    }
}

fn done_before(
    import: &StoredImport,
    key: &FilingKey,
    choice: &str,
) -> Result<ImportApplied, ServiceError> {
    if import.choice == *choice {
        return Ok(ImportApplied { revision: import.revision, was_done_before: true });
    }
    if import.choice.split(' ').next() == Some(key.as_str()) {
        return Err(ServiceError::KeyReused);
    }
    Err(ImportRefused::AppliedBefore(import.revision).into())
}

/// The changes of the rows that are not left out.
fn kept(rows: Vec<RowChange>, without: &Without) -> Result<Vec<Change>, ServiceError> {
    let mut changes = Vec::new();
    let mut in_the_way = Vec::new();
    for row in rows {
        let state = RowState::from_key(&row.state);
        let is_left_out = without.rows.contains(&row.number)
            || state.is_some_and(|state| without.states.contains(&state));
        if is_left_out {
            continue;
        }
        if state.is_none_or(RowState::is_in_the_way) {
            in_the_way.push(row.number);
        }
        changes.extend(row.change.map(|change| match change.expected {
            None => Change::Create(change.station),
            expected => Change::Update { expected, station: change.station },
        }));
    }
    if in_the_way.is_empty() {
        return Ok(changes);
    }
    Err(ImportRefused::RowsInTheWay(in_the_way).into())
}

/// That nobody has written the stations since, and that who applies may.
async fn check(app: &App, by: &By<'_>, changes: &[Change]) -> Result<(), ServiceError> {
    let codes: Vec<StationCode> = changes.iter().map(|change| change.code().clone()).collect();
    let current = app.store.records(&codes).await?;
    let current: BTreeMap<_, _> =
        current.into_iter().map(|record| (record.station.code.clone(), record)).collect();
    let mut moved = Vec::new();
    for change in changes {
        let before = current.get(change.code());
        let version = before.map(|record| record.version);
        let expected = match change {
            Change::Create(_) => None,
            Change::Update { expected, .. } => *expected,
        };
        if version != expected {
            moved.push(change.code().clone());
        }
        let station = before.map(|record| &record.station);
        may_write(by.actor, station, change.station()).map_err(EditError::from)?;
    }
    if moved.is_empty() { Ok(()) } else { Err(ImportRefused::ChangedSince(moved).into()) }
}

/// The key, and a hash over what is left out.
fn choice(key: &FilingKey, without: &Without) -> String {
    let rows: Vec<String> = without.rows.iter().map(u64::to_string).collect();
    let states: Vec<&str> = without.states.iter().map(|state| state.key()).collect();
    let hash = Sha256::digest(format!("{};{}", rows.join(","), states.join(",")));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {hash}", key.as_str())
}
