//! CSV: for programs and the data folder, and for the staff.

use super::table::{Readers, Wording, columns, fields, neutral};
use super::{is_number, text_in};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::Record;
use crate::exchange::ExchangeError;

/// Writes public columns under their keys. No byte order mark: programs stumble over it. A
/// column `datum` stands behind the latitude when positions are not WGS-84.
pub(super) fn write(records: &[Record], wording: Wording<'_>) -> Result<Vec<u8>, ExchangeError> {
    let datum = wording.datum;
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fields = fields(records, Readers::Public, wording);
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

/// Writes the staff's ledger: every column under its Chinese header. The byte order mark lets
/// spreadsheet programs see that it is UTF-8.
pub(super) fn write_ledger(
    records: &[Record],
    wording: Wording<'_>,
) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let columns = columns(records, Readers::Staff, wording);
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record(columns.iter().map(|shown| shown.header(wording.amenities)))
        .map_err(failed)?;
    for record in records {
        let row = columns.iter().map(|shown| shown.text(record, wording));
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}
