//! Station files out.

mod csv;
mod geojson;
mod table;
mod xlsx;

use super::format::OutputFormat;
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::{Record, Station};
use crate::exchange::ExchangeError;
use table::Readers;
pub use table::Wording;
pub(in crate::exchange) use table::neutral;

/// Writes stations as a file. Every format says the datum of its positions when it is not WGS-84.
/// There is a column for each amenity that is offered, and for each that was retired when one of
/// the stations has it.
///
/// Only the formats of the ledger hold private columns; see [`OutputFormat::is_ledger`].
///
/// # Errors
/// [`ExchangeError::Write`] when the format has no room, e.g. for more rows than a sheet has.
pub fn write_stations(
    format: OutputFormat,
    records: &[Record],
    wording: Wording<'_>,
) -> Result<Vec<u8>, ExchangeError> {
    match format {
        OutputFormat::Csv => csv::write(records, wording),
        OutputFormat::GeoJson => geojson::write(records, Readers::Public, wording),
        OutputFormat::Xlsx => xlsx::write(records, Readers::Public, wording),
        OutputFormat::Ledger => xlsx::write(records, Readers::Staff, wording),
        OutputFormat::LedgerCsv => csv::write_ledger(records, wording),
        OutputFormat::LedgerGeoJson => geojson::write(records, Readers::Staff, wording),
    }
}

/// `(lon, lat)` as text. Six decimals are what we store (0.1 m); a shifted position has two
/// more, so that shifting it back and rounding gives the stored one again.
fn degrees(station: &Station, datum: Datum) -> (String, String) {
    let (lon, lat) = datum.from_wgs84(station.position);
    match datum {
        Datum::Wgs84 => (format!("{lon:.6}"), format!("{lat:.6}")),
        Datum::Gcj02 | Datum::Bd09 => (format!("{lon:.8}"), format!("{lat:.8}")),
    }
}

/// A fact as text, the position in the asked datum.
fn text_in(field: Field, station: &Station, datum: Datum) -> String {
    match field {
        Field::Column(Column::Lon) => degrees(station, datum).0,
        Field::Column(Column::Lat) => degrees(station, datum).1,
        other => other.text(station),
    }
}

/// Whether a fact is a number, never a text.
fn is_number(field: Field) -> bool {
    let numbers = [Column::Lon, Column::Lat, Column::FloorArea, Column::Seats, Column::Stars]
        .map(Field::Column);
    numbers.contains(&field)
}
