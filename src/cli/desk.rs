//! What a command that works on the ledger is handed, and how it ends.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use comfy_table::{ContentArrangement, Table, presets};
use thiserror::Error;

use crate::clock::Clock;
use crate::exchange::ExchangeError;
use crate::exchange::stations::{Diagnostic, MAX_BYTES, WrongFact};
use crate::service::stations::EditError;
use crate::service::{DistrictData, ServiceError};
use crate::storage::{Store, StoreError};

/// What a command that works on the ledger is handed.
pub struct Desk<'a> {
    /// The ledger.
    pub store: Arc<dyn Store>,
    /// What is known of the district besides its stations.
    pub data: &'a DistrictData,
    /// Tells the time.
    pub clock: &'a dyn Clock,
    /// Where answers go; usually the standard output.
    pub out: &'a mut (dyn Write + Send),
    /// Where remarks go; usually the standard error.
    pub err: &'a mut (dyn Write + Send),
}

/// How a command ended that could be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All is well: exit code 0.
    Fine,
    /// Something is wrong with the data: exit code 1.
    Problems,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fine => Self::SUCCESS,
            Verdict::Problems => Self::from(1),
        }
    }
}

/// Why a command could not be carried out: exit code 1. Wrong use (exit code 2) is said by
/// clap before a command runs.
#[derive(Debug, Error)]
pub enum DeskError {
    /// The use case.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// A file.
    #[error("{path}: {error}; {way_out}")]
    File {
        /// Its path, as it was given.
        path: String,
        /// What the system said.
        error: io::Error,
        /// What to do.
        way_out: &'static str,
    },
    /// The standard output or error.
    #[error("the answer could not be written: {0}; send it to a file or another program")]
    Output(#[from] io::Error),
}

/// A file that somebody named: its name without folders, and what is in it.
///
/// # Errors
/// [`DeskError::File`] when it cannot be read, [`ExchangeError::TooLarge`] before it is.
pub(super) fn read_file(path: &Path) -> Result<(String, Vec<u8>), DeskError> {
    let failed = |error| DeskError::File {
        path: path.display().to_string(),
        error,
        way_out: "check the path and that you may read it",
    };
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    if std::fs::metadata(path).map_err(failed)?.len() > limit {
        let too_large = ExchangeError::TooLarge { file: name, what: "bytes", limit };
        return Err(ServiceError::from(too_large).into());
    }
    Ok((name, std::fs::read(path).map_err(failed)?))
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// An empty table for the terminal.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header.iter().copied());
    table
}

/// The most rows of a table that people read.
pub(super) const SHOWN_ROWS: usize = 100;

/// The gravest first, then in the order of the files.
pub(super) fn diagnostics_table(diagnostics: &[Diagnostic]) -> Table {
    let mut table = table(&["", "file", "sheet", "row", "column", "value", "problem", "way out"]);
    let mut ordered: Vec<_> = diagnostics.iter().collect();
    ordered.sort_by_key(|found| std::cmp::Reverse(found.severity));
    for found in ordered.into_iter().take(SHOWN_ROWS) {
        table.add_row([
            found.severity.key().to_owned(),
            found.file.clone(),
            found.sheet.clone().unwrap_or_default(),
            found.row.map_or_else(String::new, |row| row.to_string()),
            found.column.clone().unwrap_or_default(),
            found.value.clone(),
            found.problem.en.to_string(),
            found.way_out.en.to_string(),
        ]);
    }
    table
}

/// How a load ended. Facts that are wrong are no error of the command: what is wrong is listed.
pub(super) fn judged(
    loaded: Result<Verdict, DeskError>,
    desk: &mut Desk<'_>,
) -> Result<Verdict, DeskError> {
    match loaded {
        Err(DeskError::Service(ServiceError::Edit(EditError::Facts(wrong)))) => {
            tell_wrong(&wrong, desk)?;
            Ok(Verdict::Problems)
        }
        other => other,
    }
}

/// Everything that is wrong with what somebody brought.
fn tell_wrong(wrong: &[WrongFact], desk: &mut Desk<'_>) -> Result<(), DeskError> {
    let mut faults = table(&["where", "value", "problem", "way out"]);
    for fact in wrong {
        let (problem, way_out) = (fact.problem.en.to_string(), fact.way_out.en.to_string());
        faults.add_row([fact.field.clone(), fact.value.clone(), problem, way_out]);
    }
    writeln!(desk.err, "{faults}")?;
    Ok(writeln!(desk.err, "nothing was written: correct the file and load it again")?)
}
