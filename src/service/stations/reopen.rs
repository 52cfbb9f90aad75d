//! Somebody opens a station again, or for the first time.

use super::write::change;
use super::{By, EditError, Target};
use crate::domain::station::{Record, Station};
use crate::domain::status::Status;
use crate::service::{App, ServiceError};

/// Opens a station that is closed for a while or only planned.
///
/// # Errors
/// [`EditError`], or whatever the store says.
pub async fn reopen_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
) -> Result<Record, ServiceError> {
    change(app, by, target, by.via(), |station| match station.status {
        Status::TemporarilyClosed { .. } | Status::Planned => {
            Ok(Station { status: Status::Open, ..station.clone() })
        }
        Status::Open | Status::Retired => Err(EditError::NotClosed(station.code.clone())),
    })
    .await
}
