//! A table for people as a file: CSV for programs and old spreadsheets, XLSX for the rest. No
//! cell starts a formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::ExchangeError;
use super::stations::neutral;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

/// A table with the names of its columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What the sheet is called.
    pub name: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<SheetCell>>,
    /// Lines below the table.
    pub notes: Vec<String>,
}

/// As CSV in UTF-8, with a byte order mark for spreadsheet programs. Notes are left out.
///
/// # Errors
/// [`ExchangeError::Write`].
pub fn write_csv(sheet: &Sheet) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&sheet.header).map_err(failed)?;
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            SheetCell::Text(text) => neutral(text.clone()),
            SheetCell::Number(number) => number.to_string(),
            SheetCell::Empty => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}

/// As an Excel workbook with a frozen header.
///
/// # Errors
/// [`ExchangeError::Write`].
pub fn write_xlsx(sheet: &Sheet) -> Result<Vec<u8>, ExchangeError> {
    build(sheet)
        .map_err(|error| ExchangeError::Write { format: "xlsx", problem: error.to_string() })
}

fn build(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let mut workbook = Workbook::new();
    let written = workbook.add_worksheet().set_name(&sheet.name)?;
    for (name, at) in sheet.header.iter().zip(0u16..) {
        written.write_string_with_format(0, at, name, &bold)?;
        written.set_column_width(at, 14.0)?;
    }
    let mut below = 1u32;
    for row in &sheet.rows {
        for (cell, at) in row.iter().zip(0u16..) {
            match cell {
                SheetCell::Text(text) => written.write_string(below, at, text)?,
                SheetCell::Number(number) => written.write_number(below, at, *number)?,
                SheetCell::Empty => continue,
            };
        }
        below += 1;
    }
    for (note, row) in sheet.notes.iter().zip(below + 1..) {
        written.write_string(row, 0, note)?;
    }
    written.set_freeze_panes(1, 1)?;
    workbook.save_to_buffer()
}
