//! FlatGeobuf: a table of points that programs read in part, by the index in the file.

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::Point;
use geozero::{ColumnValue, PropertyProcessor};

use super::ExchangeError;
use super::table::{Cell, CellKind, Table};

/// A table whose rows stand at these points: WGS-84 degrees, x = longitude, one a row.
///
/// # Errors
/// [`ExchangeError::Write`] when the writer fails.
pub fn write(table: &Table, points: &[Point<f64>]) -> Result<Vec<u8>, ExchangeError> {
    let options = FgbWriterOptions {
        crs: FgbCrs { code: 4326, ..FgbCrs::default() },
        detect_type: false,
        promote_to_multi: false,
        title: Some(&table.title),
        ..FgbWriterOptions::default()
    };
    let writer = FgbWriter::create_with_options("stations", GeometryType::Point, options);
    let mut writer = writer.map_err(|error| failed(&error))?;
    for column in &table.columns {
        let kind = match column.kind {
            CellKind::Text => ColumnType::String,
            CellKind::Number => ColumnType::Double,
            CellKind::Whole => ColumnType::Long,
            CellKind::Flag => ColumnType::Bool,
            CellKind::Instant => ColumnType::DateTime,
        };
        writer.add_column(&column.key, kind, |_, _| {});
    }
    for (row, point) in table.rows.iter().zip(points) {
        let added = writer.add_feature_geom(geo::Geometry::Point(*point), |feature| {
            for ((at, cell), column) in row.iter().enumerate().zip(&table.columns) {
                let value = match (cell, column.kind) {
                    (Cell::Empty, _) => continue,
                    (Cell::Number(number), CellKind::Whole) => ColumnValue::Long(*number as i64),
                    (Cell::Number(number), _) => ColumnValue::Double(*number),
                    (Cell::Flag(flag), _) => ColumnValue::Bool(*flag),
                    (Cell::Text(text), CellKind::Instant) => ColumnValue::DateTime(text),
                    (Cell::Text(text), _) => ColumnValue::String(text),
                };
                // Writing a property into memory cannot fail.
                let _ = feature.property(at, &column.key, &value);
            }
        });
        added.map_err(|error| failed(&error))?;
    }
    let mut out = Vec::new();
    writer.write(&mut out).map_err(|error| failed(&error))?;
    Ok(out)
}

fn failed(error: &dyn std::error::Error) -> ExchangeError {
    ExchangeError::Write { format: "flatgeobuf", problem: error.to_string() }
}
