//! Somebody retires a station that is gone for good. Nothing is deleted.

use super::write::change;
use super::{By, Target};
use crate::domain::station::{Record, Station};
use crate::domain::status::Status;
use crate::service::{App, ServiceError};

/// Retires a station.
///
/// # Errors
/// [`super::EditError`], or whatever the store says.
pub async fn retire_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
) -> Result<Record, ServiceError> {
    change(app, by, target, by.via(), |station| {
        Ok(Station { status: Status::Retired, ..station.clone() })
    })
    .await
}
