//! Somebody brings an earlier version of a station back.

use super::write::change;
use super::{By, EditError, Target};
use crate::domain::edit::Via;
use crate::domain::station::Record;
use crate::service::{App, ServiceError};

/// Makes a station what it was at an earlier version, as a new version.
///
/// # Errors
/// [`EditError`], or whatever the store says.
pub async fn restore_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
    version: u64,
) -> Result<Record, ServiceError> {
    let code = &target.code;
    if app.store.record(code).await?.is_none() {
        return Err(ServiceError::UnknownStation(code.clone()));
    }
    let earlier = app.store.version(code, version).await?;
    let unknown = || EditError::UnknownVersion { code: code.clone(), version };
    let earlier = earlier.ok_or_else(unknown)?;
    change(app, by, target, Via::Restore { version }, |_| Ok(earlier.clone())).await
}
