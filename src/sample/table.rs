//! A sample as a table: the ledger's columns that are public, one row a station.

use crate::domain::amenity::Amenity;
use crate::domain::field::Field;
use crate::domain::station::Station;

/// Comma-separated values in UTF-8 with a header of column keys, lines ending in LF. Positions
/// are WGS-84. There is a column for each of the amenities.
pub fn to_csv(stations: &[Station], amenities: &[Amenity]) -> Result<Vec<u8>, csv::Error> {
    let fields: Vec<Field> = Field::public(amenities.iter().copied()).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields.iter().map(|field| field.key()))?;
    for station in stations {
        writer.write_record(fields.iter().map(|field| field.text(station)))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}
