//! GeoJSON: each feature is a row, each property a column.

use std::collections::HashMap;

use serde_json::Value;

use super::sheet::{Cell, Meter, Sheet, SheetRow};
use crate::exchange::ExchangeError;

/// Reads a FeatureCollection of points. The position is in the properties `lon` and `lat`, or
/// else in the geometry. Row numbers count features from 1.
pub(super) fn read(bytes: &[u8], meter: &mut Meter<'_>) -> Result<Vec<Sheet>, ExchangeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wrong = |problem: String| {
        ExchangeError::file(meter.file, problem, "give a GeoJSON FeatureCollection of points")
    };
    let whole: Value = serde_json::from_slice(bytes)
        .map_err(|error| wrong(format!("it cannot be read as JSON: {error}")))?;
    let features = match (whole.get("type").and_then(Value::as_str), whole.get("features")) {
        (Some("FeatureCollection"), Some(Value::Array(features))) => features,
        (kind, _) => {
            return Err(wrong(format!("it is {}, no collection", kind.unwrap_or("untyped"))));
        }
    };
    let mut table = Columns::default();
    let (lon, lat) = (table.of("lon"), table.of("lat"));
    let mut rows = Vec::new();
    for (feature, number) in features.iter().zip(1..) {
        let mut row = SheetRow { number, cells: Vec::new() };
        if let Some(Value::Object(properties)) = feature.get("properties") {
            for (key, value) in properties {
                let column = table.of(key);
                meter.columns(column + 1)?;
                row.put(column, to_cell(value));
            }
        }
        if row.cell(lon).is_empty() && row.cell(lat).is_empty() {
            let [x, y] = point(feature.get("geometry"));
            row.put(lon, x);
            row.put(lat, y);
        }
        meter.row(row.cells.len())?;
        rows.push(row);
    }
    rows.insert(0, SheetRow { number: 0, cells: table.header() });
    Ok(vec![Sheet { name: None, rows }])
}

#[derive(Default)]
struct Columns {
    places: HashMap<String, usize>,
    names: Vec<String>,
}

impl Columns {
    fn of(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        self.places.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    fn header(self) -> Vec<Cell> {
        self.names.into_iter().map(Cell::Text).collect()
    }
}

fn point(geometry: Option<&Value>) -> [Cell; 2] {
    let is_point = geometry.and_then(|g| g.get("type")).and_then(Value::as_str) == Some("Point");
    let coordinates = geometry.and_then(|g| g.get("coordinates")).and_then(Value::as_array);
    match coordinates.map(Vec::as_slice) {
        Some([lon, lat, ..]) if is_point => [to_cell(lon), to_cell(lat)],
        _ => [Cell::Empty, Cell::Empty],
    }
}

pub(super) fn to_cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(truth) => Cell::Truth(*truth),
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Value::String(text) => Cell::of_text(text),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            Cell::of_text(&items.join(crate::domain::field::LIST_SEPARATOR))
        }
        nested => Cell::Text(nested.to_string()),
    }
}
