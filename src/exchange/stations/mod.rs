//! Station files: CSV, XLSX and GeoJSON in, the same and the staff's ledger (台账) out.
//!
//! Reading goes in three steps. The bytes become sheets of cells (`read/csv.rs`,
//! `read/xlsx.rs`, `read/geojson.rs`); the header row says which column is which fact
//! (`read/header.rs`); each row becomes a [`Patch`], the facts that the row states, or an
//! error row with its diagnostics. Nothing is guessed silently.

mod diagnostic;
mod format;
mod patch;
mod read;
mod suspicion;
mod write;

pub(super) use diagnostic::shown;
pub use diagnostic::{Diagnostic, Severity};
pub use format::{Format, OutputFormat, UnknownFormat};
pub use patch::{Fact, Incomplete, Patch, StatusWords};
pub use read::{
    MAX_BYTES, MAX_COLUMNS, MAX_ROWS, ReadFacts, ReadOptions, ReadRow, Reading, STATUS, WrongFact,
    column_called, fold_hours, read_facts, read_stations, tells_of_closure_only,
};
pub(super) use read::{Meter, SheetRow, read_csv};
pub use suspicion::{Extent, Located, Suspicion, suspect_datum};
pub(super) use write::neutral;
pub use write::{Wording, write_stations};
