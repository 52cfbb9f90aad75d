//! Exporting the ledger as a file.

use tokio::task::spawn_blocking;

use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::role::Actor;
use crate::domain::station::Record;
use crate::exchange::stations::{OutputFormat, write_stations};
use crate::index::list::Register;
use crate::service::import::upload::LedgerFormat;
use crate::service::stations::list::stations_to_export;
use crate::service::{App, ServiceError};
use crate::storage::Store;

/// Writes the stations as a file, by code. The formats for the public hold the stations that
/// riders are told of; the ledger holds every one.
///
/// # Errors
/// Whatever the store says, or that the format has no room.
pub async fn export(
    store: &dyn Store,
    format: OutputFormat,
    datum: Datum,
    areas: &Areas,
    units: &[Unit],
) -> Result<Vec<u8>, ServiceError> {
    let mut records = Vec::new();
    store
        .read_all(&mut |record: Record| {
            if format.is_ledger() || record.station.status.is_listed() {
                records.push(record);
            }
        })
        .await?;
    Ok(write_stations(format, &records, datum, areas, units)?)
}

/// A file for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// What its name ends with, without the dot.
    pub ending: &'static str,
}

/// The ledger of the stations that pass and that the actor may take out, as a file.
///
/// # Errors
/// [`super::stations::EditError::Forbidden`], or whatever the store says.
pub async fn export_ledger(
    app: &App,
    actor: &Actor,
    question: &Register<'_>,
    format: LedgerFormat,
    datum: Datum,
) -> Result<ExportedFile, ServiceError> {
    let records = stations_to_export(app, actor, question).await?;
    let data = app.data.clone();
    let format = OutputFormat::ledger(format);
    // A large workbook takes seconds, beside the threads that answer.
    let written =
        spawn_blocking(move || write_stations(format, &records, datum, &data.areas, &data.units));
    let bytes = match written.await {
        Ok(bytes) => bytes?,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    };
    Ok(ExportedFile { bytes, media_type: format.media_type(), ending: format.ending() })
}
