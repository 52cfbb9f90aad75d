//! Somebody moves a station's pin.

use super::write::change;
use super::{By, Target};
use crate::domain::coordinates::Wgs84;
use crate::domain::station::{Record, Station};
use crate::service::{App, ServiceError};

/// Moves a station. When the new place lies in the territory of another area than the old place,
/// the station goes to that area; both areas must allow it.
///
/// # Errors
/// [`super::EditError`], or whatever the store says.
pub async fn move_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
    to: Wgs84,
) -> Result<Record, ServiceError> {
    let position = to.rounded();
    let data = app.data();
    let territory = |at| data.areas.at(at).map(|area| area.code.clone());
    change(app, by, target, by.via(), |station| {
        let (was_in, is_in) = (territory(station.position), territory(position));
        let area = is_in.filter(|is_in| was_in.as_ref() != Some(is_in));
        let area = area.unwrap_or_else(|| station.area.clone());
        Ok(Station { position, area, ..station.clone() })
    })
    .await
}
