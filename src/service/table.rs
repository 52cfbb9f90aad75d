//! Answers as files of rows and columns.

use geo::Point;

use super::ServiceError;
use crate::exchange;
use crate::exchange::table::CsvFor;

pub use crate::exchange::table::{Cell, CellKind, Column, Table};

/// A table as CSV for programs.
///
/// # Errors
/// What [`exchange::table::csv`] says.
pub fn csv(table: &Table) -> Result<Vec<u8>, ServiceError> {
    Ok(exchange::table::csv(table, CsvFor::Programs)?)
}

/// A table as a workbook.
///
/// # Errors
/// What [`exchange::table::xlsx`] says.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, ServiceError> {
    Ok(exchange::table::xlsx(table)?)
}

/// A table as FlatGeobuf, its rows at these points: WGS-84 degrees, x = longitude.
///
/// # Errors
/// What [`exchange::flatgeobuf::write`] says.
pub fn flatgeobuf(table: &Table, points: &[Point<f64>]) -> Result<Vec<u8>, ServiceError> {
    Ok(exchange::flatgeobuf::write(table, points)?)
}
