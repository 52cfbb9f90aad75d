//! Somebody undoes a whole revision: one edit, or an import of thousands of rows.

use std::collections::BTreeMap;

use super::write::apply;
use super::{By, EditError};
use crate::domain::edit::{Applied, Change, ChangeSet, LoggedChange, Via};
use crate::domain::role::{Action, may};
use crate::domain::station::{Station, StationCode};
use crate::domain::status::Status;
use crate::service::rights::place;
use crate::service::{App, ServiceError};
use crate::storage::StoreError;

/// Makes every station that a revision wrote what it was before, as one new revision. Stations
/// that it created are retired: nothing is deleted.
///
/// # Errors
/// [`EditError::ChangedSince`] names the stations that were written again since; then nothing is
/// undone. Otherwise whatever else [`EditError`] or the store says.
pub async fn undo_revision(app: &App, by: &By<'_>, revision: u64) -> Result<Applied, ServiceError> {
    let changes = app.store.changes_of(revision, None, u32::MAX).await?;
    let is_first = changes.first().is_some_and(|first| first.origin.via == Via::FirstStart);
    if !is_first && !app.store.documents_of(revision).await?.is_empty() {
        return Err(EditError::WroteDistrict(revision).into());
    }
    let Some(first) = changes.first() else {
        return Err(EditError::UnknownRevision(revision).into());
    };
    if first.origin.via == Via::FirstStart {
        return Err(EditError::NotUndoable(revision).into());
    }
    for station in changes.iter().flat_map(|change| change.before.iter().chain([&change.after])) {
        may(by.actor, Action::UndoChange, Some(place(station))).map_err(EditError::from)?;
    }
    let codes: Vec<StationCode> = changes.iter().map(|change| change.code.clone()).collect();
    let current = app.store.records(&codes).await?;
    let versions: BTreeMap<_, _> =
        current.iter().map(|record| (&record.station.code, record.version)).collect();
    let moved = changes.iter().filter(|change| versions.get(&change.code) != Some(&change.version));
    let codes: Vec<StationCode> = moved.map(|change| change.code.clone()).collect();
    if !codes.is_empty() {
        return Err(EditError::ChangedSince { revision, codes }.into());
    }
    let set = ChangeSet::of(changes.into_iter().map(undone).collect());
    match apply(app, by, Via::Undo { revision }, set).await {
        Err(StoreError::VersionMoved { current, .. }) => {
            let codes = vec![current.station.code];
            Err(EditError::ChangedSince { revision, codes }.into())
        }
        other => Ok(other?),
    }
}

fn undone(change: LoggedChange) -> Change {
    let LoggedChange { before, after, version, .. } = change;
    let station = before.unwrap_or(Station { status: Status::Retired, ..after });
    Change::Update { expected: Some(version), station }
}
