//! Exporting the ledger as a file.

use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::station::Record;
use crate::exchange::stations::{OutputFormat, write_stations};
use crate::service::ServiceError;
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
