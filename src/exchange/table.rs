//! Tables of any content, as CSV and as a workbook. No cell starts a formula.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::ExchangeError;
use super::stations::neutral;

/// Characters.
const COLUMN_WIDTH: f64 = 14.0;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of its sheet, at most 31 characters.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Lines below the rows of a workbook.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs.
    pub key: Cow<'static, str>,
    /// Its name for people.
    pub label: Cow<'static, str>,
    /// What stands in its cells.
    pub kind: CellKind,
}

impl Column {
    /// A column with one name for both.
    pub fn named(name: impl Into<Cow<'static, str>>, kind: CellKind) -> Self {
        let key = name.into();
        Self { label: key.clone(), key, kind }
    }
}

/// Who reads a table as CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvFor {
    /// Programs: under the keys.
    Programs,
    /// Spreadsheet programs of people: under the labels, with the byte order mark without which
    /// they take UTF-8 for another encoding.
    Spreadsheets,
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

/// As CSV in UTF-8, without the notes.
///
/// # Errors
/// [`ExchangeError::Write`] when the writer fails.
pub fn csv(table: &Table, reader: CsvFor) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let (before, name): (&str, fn(&Column) -> &str) = match reader {
        CsvFor::Programs => ("", |column| &column.key),
        CsvFor::Spreadsheets => ("\u{feff}", |column| &column.label),
    };
    let mut writer = csv::Writer::from_writer(before.as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(name)).map_err(failed)?;
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

/// As a workbook under the labels, whose header and first column stay in sight.
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
        sheet.write_string_with_format(0, at, column.label.as_ref(), &bold)?;
        sheet.set_column_width(at, COLUMN_WIDTH)?;
    }
    let mut number = 1_u32;
    for row in &table.rows {
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
        number += 1;
    }
    for (note, below) in table.notes.iter().zip(number + 1..) {
        sheet.write_string(below, 0, note)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    workbook.save_to_buffer()
}
