//! Tables of any content, as CSV for programs and as a workbook for people.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::ExchangeError;
use super::stations::neutral;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of its sheet, at most 31 characters.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What stands in its cells.
    pub kind: CellKind,
}

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers.
    Whole,
    /// True or false.
    Flag,
    /// Instants, by RFC 3339.
    Instant,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A text; never a formula.
    Text(String),
}

/// As CSV under the keys: UTF-8, no byte order mark, no text that a spreadsheet program takes
/// for a formula.
///
/// # Errors
/// [`ExchangeError::Write`] when the writer fails.
pub fn csv(table: &Table) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.key)).map_err(failed)?;
    for row in &table.rows {
        let texts = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Text(text) => neutral(text.clone()),
        });
        writer.write_record(texts).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}

/// As a workbook under the labels.
///
/// # Errors
/// [`ExchangeError::Write`] when a sheet has no room for so much.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, ExchangeError> {
    workbook(table)
        .map_err(|error| ExchangeError::Write { format: "xlsx", problem: error.to_string() })
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(&table.title)?;
    for (column, at) in table.columns.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, column.label, &bold)?;
    }
    for (row, number) in table.rows.iter().zip(1_u32..) {
        for (cell, at) in row.iter().zip(0_u16..) {
            match cell {
                Cell::Empty => {}
                Cell::Number(figure) => {
                    sheet.write_number(number, at, *figure)?;
                }
                Cell::Flag(flag) => {
                    sheet.write_boolean(number, at, *flag)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(number, at, text)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
