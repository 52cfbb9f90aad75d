//! A sheet of cells, whatever file it came from, and how much of it we read.

use chrono::NaiveDate;

use crate::exchange::ExchangeError;

/// Most bytes of a file that are read (64 MiB).
pub const MAX_BYTES: usize = 64 << 20;
/// Most rows of a file that are read.
pub const MAX_ROWS: usize = 300_000;
/// Most columns of a sheet that are read.
pub const MAX_COLUMNS: usize = 200;
/// Most cells of a file that are held in memory at once (about half a gigabyte).
const MAX_CELLS: usize = 16_000_000;

/// One sheet: the rows in which something stands, in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::exchange) struct Sheet {
    pub(in crate::exchange) name: Option<String>,
    pub(in crate::exchange) rows: Vec<SheetRow>,
}

/// One row in which something stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::exchange) struct SheetRow {
    /// As people count: from 1.
    pub(in crate::exchange) number: u32,
    pub(in crate::exchange) cells: Vec<Cell>,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::exchange) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Truth(bool),
    Day(NaiveDate),
    /// The spreadsheet shows an error such as `#REF!`.
    Broken(String),
}

impl SheetRow {
    pub(in crate::exchange) fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Sets a cell, and makes room for it.
    pub(super) fn put(&mut self, column: usize, cell: Cell) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
    }
}

impl Cell {
    /// A text as a cell: empty when nothing but white space stands in it.
    pub(super) fn of_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    pub(in crate::exchange) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// As text. Whole numbers have no decimals and never an exponent, so that a phone number
    /// or a code that a spreadsheet took for a number survives.
    pub(in crate::exchange) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Broken(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Truth(true) => "yes".to_owned(),
            Self::Truth(false) => "no".to_owned(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// Counts rows and cells while a file is read, and says when it is too much.
pub(in crate::exchange) struct Meter<'a> {
    pub(in crate::exchange) file: &'a str,
    most_columns: usize,
    rows: usize,
    cells: usize,
}

impl<'a> Meter<'a> {
    pub(in crate::exchange) fn new(file: &'a str) -> Self {
        Self { file, most_columns: MAX_COLUMNS, rows: 0, cells: 0 }
    }

    /// For a matrix, whose columns are as many as there are places.
    pub(in crate::exchange) fn of_matrix(file: &'a str) -> Self {
        Self { most_columns: MAX_CELLS, ..Self::new(file) }
    }

    /// One more row with so many cells.
    pub(in crate::exchange) fn row(&mut self, cells: usize) -> Result<(), ExchangeError> {
        self.rows += 1;
        self.cells += cells;
        self.columns(cells)?;
        if self.rows > MAX_ROWS {
            return Err(self.too_large("rows", MAX_ROWS));
        }
        if self.cells > MAX_CELLS {
            return Err(self.too_large("cells", MAX_CELLS));
        }
        Ok(())
    }

    /// A row that is so wide.
    pub(super) fn columns(&self, columns: usize) -> Result<(), ExchangeError> {
        if columns > self.most_columns {
            return Err(self.too_large("columns", self.most_columns));
        }
        Ok(())
    }

    pub(in crate::exchange) fn too_large(&self, what: &'static str, limit: usize) -> ExchangeError {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        ExchangeError::TooLarge { file: self.file.to_owned(), what, limit }
    }
}
