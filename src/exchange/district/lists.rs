//! `units.csv` and `places.csv`.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;
use serde::de::value::{Error as WordError, StrDeserializer};

use super::{Spot, utf8};
use crate::domain::area::{AreaCode, Unit};
use crate::domain::coordinates::Wgs84;
use crate::domain::field::LIST_SEPARATOR;
use crate::domain::place::{Place, PlaceKind};
use crate::exchange::ExchangeError;

/// Reads `units.csv`: `code,name,kind,area_code`, where `area_code` may be empty. Other
/// columns are passed over.
///
/// # Errors
/// [`ExchangeError::File`] when a column is missing or a line is broken,
/// [`ExchangeError::Fact`] for an empty, wrong or repeated value.
pub fn read_units(file: &str, bytes: &[u8]) -> Result<Vec<Unit>, ExchangeError> {
    let mut codes = BTreeSet::new();
    rows(file, bytes, &["code", "name", "kind", "area_code"], |row| {
        let unit = Unit {
            code: row.filled("code")?.to_owned(),
            name: row.filled("name")?.to_owned(),
            kind: row.filled("kind")?.to_owned(),
            area: row.area("area_code")?,
        };
        if !codes.insert(unit.code.clone()) {
            let problem = format!("'{}' stands in the file twice", unit.code);
            return Err(row.spot.wrong("code", problem, "give each unit a code of its own"));
        }
        Ok(unit)
    })
}

/// Reads `places.csv`: `id,name,aliases,kind,lon,lat,area_code`, where aliases are separated
/// by `|`, positions are WGS-84 degrees, and `area_code` may be empty. Other columns are
/// passed over.
///
/// # Errors
/// [`ExchangeError::File`] when a column is missing or a line is broken,
/// [`ExchangeError::Fact`] for an empty, wrong or repeated value.
pub fn read_places(file: &str, bytes: &[u8]) -> Result<Vec<Place>, ExchangeError> {
    let mut ids = BTreeSet::new();
    let columns = ["id", "name", "aliases", "kind", "lon", "lat", "area_code"];
    rows(file, bytes, &columns, |row| {
        let (lon, lat) = (row.degrees("lon")?, row.degrees("lat")?);
        let place = Place {
            id: row.filled("id")?.to_owned(),
            name: row.filled("name")?.to_owned(),
            aliases: row
                .text("aliases")
                .split(LIST_SEPARATOR)
                .map(str::trim)
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect(),
            kind: row.place_kind("kind")?,
            position: Wgs84::new(lon, lat)
                .map_err(|error| row.spot.wrong(error.field(), error, "give degrees, WGS-84"))?,
            area: row.area("area_code")?,
        };
        if !ids.insert(place.id.clone()) {
            let problem = format!("'{}' stands in the file twice", place.id);
            return Err(row.spot.wrong("id", problem, "give each place an id of its own"));
        }
        Ok(place)
    })
}

/// Reads every line of a CSV text by the names of its columns.
fn rows<T>(
    file: &str,
    bytes: &[u8],
    columns: &[&'static str],
    mut read: impl FnMut(&Row<'_>) -> Result<T, ExchangeError>,
) -> Result<Vec<T>, ExchangeError> {
    let text = utf8(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        ExchangeError::file(file, error.to_string(), "give every line as many fields as the first")
    };
    let header = reader.headers().map_err(broken)?.clone();
    let mut at = HashMap::new();
    for &column in columns {
        let index = header.iter().position(|name| name == column).ok_or_else(|| {
            let way_out = format!("the first line must name {}", columns.join(","));
            ExchangeError::file(file, format!("there is no column '{column}'"), way_out)
        })?;
        at.insert(column, index);
    }
    let mut all = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let spot = Spot { file, place: format!("line {line}") };
        all.push(read(&Row { spot, at: &at, record })?);
    }
    Ok(all)
}

struct Row<'a> {
    spot: Spot<'a>,
    at: &'a HashMap<&'static str, usize>,
    record: csv::StringRecord,
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        self.at.get(column).and_then(|index| self.record.get(*index)).unwrap_or("")
    }

    fn filled(&self, column: &str) -> Result<&str, ExchangeError> {
        let text = self.text(column);
        if text.is_empty() {
            return Err(self.spot.wrong(column, "it is empty", "fill it in"));
        }
        Ok(text)
    }

    fn degrees(&self, column: &str) -> Result<f64, ExchangeError> {
        let text = self.filled(column)?;
        text.parse().map_err(|_not_a_number| {
            let problem = format!("'{text}' is no number");
            self.spot.wrong(column, problem, "give degrees, e.g. 116.443512")
        })
    }

    fn area(&self, column: &str) -> Result<Option<AreaCode>, ExchangeError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let code = text.parse().map_err(|error| {
            self.spot.wrong(column, error, "give the code in areas.geojson, or leave it empty")
        })?;
        Ok(Some(code))
    }

    fn place_kind(&self, column: &str) -> Result<PlaceKind, ExchangeError> {
        let word = StrDeserializer::<WordError>::new(self.filled(column)?);
        PlaceKind::deserialize(word)
            .map_err(|error| self.spot.wrong(column, error, "use one of these words"))
    }
}
