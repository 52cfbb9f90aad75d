//! What every edit has in common: it is allowed, it is made of the version that the editor has
//! seen, it is told in the audit log, and it is in the next snapshot.

use super::error::{Conflict, EditError};
use crate::domain::edit::{Applied, Change, ChangeSet, Origin, Settlement, Via, differences};
use crate::domain::role::{Action, Actor, Through, may};
use crate::domain::station::{Record, Station, StationCode};
use crate::exchange::stations::WrongFact;
use crate::service::rights::{may_write, place};
use crate::service::{App, ServiceError};
use crate::storage::{Audit, StoreError};

/// Who edits, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// Why, in words for people; may be empty.
    pub reason: String,
}

/// Which station, as its editor has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The station.
    pub code: StationCode,
    /// The version that the editor has seen.
    pub seen: u64,
}

/// A station after an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// As it is stored now.
    pub record: Record,
    /// What is probably a mistake, and was taken as it stands.
    pub warnings: Vec<WrongFact>,
}

impl By<'_> {
    /// Through what the actor acts.
    pub(in crate::service) fn via(&self) -> Via {
        match self.actor.through {
            Through::Console => Via::Console,
            Through::Api { .. } | Through::CommandLine => Via::Api,
        }
    }
}

/// Writes what `alter` makes of a station.
pub(super) async fn change(
    app: &App,
    by: &By<'_>,
    target: &Target,
    via: Via,
    alter: impl Fn(&Station) -> Result<Station, EditError>,
) -> Result<Record, ServiceError> {
    change_settling(app, by, target, EditSettling { via, settles: Vec::new() }, alter).await
}

/// From what an edit is made, and what it settles in the same transaction.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::service) struct EditSettling {
    pub(in crate::service) via: Via,
    pub(in crate::service) settles: Vec<Settlement>,
}

/// The same, and settles something in the same transaction.
pub(in crate::service) async fn change_settling(
    app: &App,
    by: &By<'_>,
    target: &Target,
    settling: EditSettling,
    alter: impl Fn(&Station) -> Result<Station, EditError>,
) -> Result<Record, ServiceError> {
    let EditSettling { via, settles } = settling;
    let record = app.store.record(&target.code).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(target.code.clone()))?;
    // Who may not even read it learns nothing of its versions.
    may(by.actor, Action::ReadLedger, Some(place(&record.station))).map_err(EditError::from)?;
    if record.version != target.seen {
        return Err(conflict(app, target.seen, record, alter).await);
    }
    let after = alter(&record.station)?;
    may_write(by.actor, Some(&record.station), &after).map_err(EditError::from)?;
    let update = Change::Update { expected: Some(target.seen), station: after };
    match apply(app, by, via, ChangeSet { changes: vec![update], settles, ..ChangeSet::default() })
        .await
    {
        Ok(applied) => Ok(applied.records.into_iter().next().unwrap_or(record)),
        Err(StoreError::VersionMoved { current, .. }) => {
            Err(conflict(app, target.seen, *current, alter).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes a set on behalf of somebody. The snapshot follows by itself.
pub(in crate::service) async fn apply(
    app: &App,
    by: &By<'_>,
    via: Via,
    set: ChangeSet,
) -> Result<Applied, StoreError> {
    let origin = Origin { actor: by.actor.label(), via, reason: by.reason.clone() };
    let audit = Audit { id: app.clock.new_id(), at: app.clock.now(), origin };
    let decides = set.settles.iter().any(|settles| matches!(settles, Settlement::Report { .. }));
    let applied = app.store.apply(&set, None, &audit).await?;
    if decides {
        app.look_at_reports();
    }
    Ok(applied)
}

async fn conflict(
    app: &App,
    seen: u64,
    current: Record,
    alter: impl Fn(&Station) -> Result<Station, EditError>,
) -> ServiceError {
    let base = match app.store.version(&current.station.code, seen).await {
        Ok(base) => base,
        Err(error) => return error.into(),
    };
    let theirs = base.map_or_else(Vec::new, |base| differences(&base, &current.station));
    let wanted = alter(&current.station);
    let yours = wanted.map_or_else(|_| Vec::new(), |after| differences(&current.station, &after));
    EditError::Conflict(Box::new(Conflict { seen, current, theirs, yours })).into()
}
