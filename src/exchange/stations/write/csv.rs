//! CSV for programs, and what the data folder holds.

use super::{is_number, public_fields, text_in};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::Record;
use crate::exchange::ExchangeError;
use crate::exchange::stations::read::{NEUTRAL, starts_formula};

/// Writes public columns under their keys. No byte order mark: programs stumble over it. A
/// column `datum` stands behind the latitude when positions are not WGS-84.
pub(super) fn write(records: &[Record], datum: Datum) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fields: Vec<_> = public_fields().collect();
    let with_datum = |field: Field, own: String, datum_text: &str| {
        let behind = field == Field::Column(Column::Lat) && datum != Datum::Wgs84;
        [Some(own), behind.then(|| datum_text.to_owned())].into_iter().flatten()
    };
    let header =
        fields.iter().flat_map(|field| with_datum(*field, field.key().to_owned(), "datum"));
    writer.write_record(header).map_err(failed)?;
    for record in records {
        let row = fields.iter().flat_map(|field| {
            let text = text_in(*field, &record.station, datum);
            let text = if is_number(*field) { text } else { neutral(text) };
            with_datum(*field, text, datum.key())
        });
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}

/// A text that no spreadsheet program takes for a formula. Reading takes the mark away.
pub(in crate::exchange) fn neutral(text: String) -> String {
    if starts_formula(text.trim_start_matches(NEUTRAL)) { format!("{NEUTRAL}{text}") } else { text }
}
