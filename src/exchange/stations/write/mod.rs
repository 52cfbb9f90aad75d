//! Station files out.

mod csv;
mod geojson;
mod xlsx;

pub(in crate::exchange) use csv::neutral;

use super::format::OutputFormat;
use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::{Record, Station};
use crate::exchange::ExchangeError;

/// Writes stations as a file. Positions are given in `datum`; every format says so when it is
/// not WGS-84. `areas` and `units` turn codes into the names that people read in the formats
/// for people.
///
/// Only [`OutputFormat::Ledger`] holds private columns.
///
/// # Errors
/// [`ExchangeError::Write`] when the format has no room, e.g. for more rows than a sheet has.
pub fn write_stations(
    format: OutputFormat,
    records: &[Record],
    datum: Datum,
    areas: &Areas,
    units: &[Unit],
) -> Result<Vec<u8>, ExchangeError> {
    match format {
        OutputFormat::Csv => csv::write(records, datum),
        OutputFormat::GeoJson => geojson::write(records, datum),
        OutputFormat::Xlsx => xlsx::write(records, datum, xlsx::Readers::Public, areas, units),
        OutputFormat::Ledger => xlsx::write(records, datum, xlsx::Readers::Staff, areas, units),
    }
}

fn public_fields() -> impl Iterator<Item = Field> {
    Field::all().filter(|field| !field.is_private())
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
