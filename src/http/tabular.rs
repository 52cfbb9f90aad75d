//! Features as tables: a column for each property, and for what is a point its coordinates.

use geo::Geometry;

use super::ogc::position;
use crate::features::{Collection, Crs, Feature, Kind, Value};
use crate::service::table::{Cell, CellKind, Column, Table};

/// The table of features of a collection. `title` is the name of its sheet.
pub(super) fn table(
    title: String,
    collection: Collection,
    crs: Crs,
    features: &[&dyn Feature],
) -> Table {
    let properties = collection.properties();
    let mut columns: Vec<Column> = properties
        .iter()
        .map(|property| Column {
            key: property.name.into(),
            label: property.zh.into(),
            kind: cell_kind(property.kind),
        })
        .collect();
    if collection.station_kind().is_some() {
        columns.extend(crs.axes().map(|axis| Column::named(axis, CellKind::Number)));
    }
    let rows = features.iter().map(|feature| {
        let mut row: Vec<Cell> = (0..properties.len()).map(|at| cell(&feature.value(at))).collect();
        if let Geometry::Point(point) = feature.geometry() {
            row.extend(position(point.0, crs).map(Cell::Number));
        }
        row
    });
    Table { title, columns, rows: rows.collect(), notes: Vec::new() }
}

/// A value as people read it.
pub(super) fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Instant(at) => at.to_rfc3339(),
        Value::Words(words) => words.join(", "),
    }
}

fn cell_kind(kind: Kind) -> CellKind {
    match kind {
        Kind::Number => CellKind::Number,
        Kind::Whole => CellKind::Whole,
        Kind::Flag => CellKind::Flag,
        Kind::Instant => CellKind::Instant,
        Kind::Text | Kind::Day | Kind::Words => CellKind::Text,
    }
}

fn cell(value: &Value<'_>) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => Cell::Number(*number),
        Value::Flag(flag) => Cell::Flag(*flag),
        Value::Words(words) => Cell::Text(words.join("|")),
        other => Cell::Text(shown(other)),
    }
}
