//! Somebody reads what became of a station: who changed what, when, why, and from where.

use chrono::{DateTime, Utc};

use super::EditError;
use crate::domain::edit::{FieldChange, LoggedChange, Origin, Via, differences};
use crate::domain::role::{Action, Actor, may};
use crate::domain::station::StationCode;
use crate::service::rights::place;
use crate::service::{App, ServiceError};

/// One version of one station.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The station.
    pub code: StationCode,
    /// Its version.
    pub version: u64,
    /// The revision that wrote it.
    pub revision: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, through what and why.
    pub origin: Origin,
    /// From which row of an import: the sheet, empty where there are none, and the row.
    pub row: Option<(String, u32)>,
    /// Whether it is the first one.
    pub is_first: bool,
    /// The facts that differ from the version before; none for the first one.
    pub changes: Vec<FieldChange>,
}

/// Every version of a station, newest first.
///
/// # Errors
/// [`EditError::Forbidden`], or whatever the store says.
pub async fn station_history(
    app: &App,
    actor: &Actor,
    code: &StationCode,
) -> Result<Vec<Version>, ServiceError> {
    let record = app.store.record(code).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(code.clone()))?;
    may(actor, Action::ReadLedger, Some(place(&record.station))).map_err(EditError::from)?;
    let places = app.store.import_places(code).await?;
    let changes = app.store.history(code).await?;
    let versions = changes.into_iter().rev().map(|change| {
        let import = match &change.origin.via {
            Via::Import { id: Some(id), .. } => id.parse().ok(),
            _ => None,
        };
        let row = import.and_then(|id| places.get(&id).cloned());
        Version { row, ..Version::of(change) }
    });
    Ok(versions.collect())
}

impl Version {
    /// What a logged change tells.
    pub(in crate::service) fn of(change: LoggedChange) -> Self {
        let LoggedChange { revision, code, version, at, before, after, origin } = change;
        let changes = before.as_ref().map(|before| differences(before, &after));
        Self {
            code,
            version,
            revision,
            at,
            origin,
            row: None,
            is_first: before.is_none(),
            changes: changes.unwrap_or_default(),
        }
    }
}
