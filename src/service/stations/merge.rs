//! Somebody has found that two stations are the same place.

use super::write::change;
use super::{By, EditError, Target};
use crate::domain::role::{Action, may};
use crate::domain::station::{Record, Station, StationCode};
use crate::domain::status::Status;
use crate::service::rights::place;
use crate::service::{App, ServiceError};

/// Retires the target as a duplicate of `into`, which stands for it from now on: what riders
/// reported and confirmed goes there, and old links lead there.
///
/// # Errors
/// [`EditError`], or whatever the store says.
pub async fn merge_duplicates(
    app: &App,
    by: &By<'_>,
    target: &Target,
    into: &StationCode,
) -> Result<Record, ServiceError> {
    let survivor = app.store.record(into).await?;
    let survivor = survivor.ok_or_else(|| ServiceError::UnknownStation(into.clone()))?.station;
    may(by.actor, Action::MergeStations, Some(place(&survivor))).map_err(EditError::from)?;
    if survivor.code == target.code || survivor.status == Status::Retired {
        let (code, into) = (target.code.clone(), into.clone());
        return Err(EditError::NoSurvivor { code, into }.into());
    }
    change(app, by, target, by.via(), |station| {
        let merged_into = Some(into.clone());
        Ok(Station { status: Status::Retired, merged_into, ..station.clone() })
    })
    .await
}
