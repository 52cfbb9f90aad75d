//! Why a person did not get what they asked for.

use thiserror::Error;

use crate::domain::holiday_calendar::CalendarError;
use crate::domain::photo::InvalidPhoto;
use crate::domain::station::StationCode;
use crate::exchange::ExchangeError;
use crate::exchange::stations::Diagnostic;
use crate::storage::{PicturesError, StoreError};

use super::district::DistrictRefused;
use super::filing::FILING_DAYS;
use super::import::apply::ImportRefused;
use super::people::PeopleError;
use super::reports::ReportRefused;
use super::stations::EditError;
use super::verification::VerificationRefused;

/// Why a use case failed. Nothing was written then.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The plan of an import has rows that cannot be taken.
    #[error(
        "nothing was imported: {errors} rows or columns are wrong, {conflicts} rows conflict with \
         newer changes and {not_allowed} are about stations of others; correct them in the file \
         and import it again"
    )]
    PlanRefused {
        /// How many things are wrong.
        errors: usize,
        /// How many rows conflict.
        conflicts: usize,
        /// How many rows the actor may not apply.
        not_allowed: usize,
    },
    /// A file of the data folder is not there.
    #[error("the data folder has no {0}: see data/README.md for the files that it needs")]
    MissingFile(String),
    /// A row of the data folder's stations cannot be taken.
    #[error(
        "{file}, row {row}, column {column}: {problem}; {way_out}",
        file = .0.file,
        row = .0.row.unwrap_or(0),
        column = .0.column.as_deref().unwrap_or("?"),
        problem = .0.problem.en,
        way_out = .0.way_out.en
    )]
    WrongRow(Box<Diagnostic>),
    /// A station of the data folder lacks a fact.
    #[error("{file}, row {row}: {problem}")]
    IncompleteRow {
        /// The file.
        file: String,
        /// The row, from 1.
        row: u32,
        /// What is missing.
        problem: String,
    },
    /// Two notices of holidays contradict one another.
    #[error("holidays: {0}")]
    Holidays(#[from] CalendarError),
    /// Somebody was not let in, or an account not changed.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// Nobody knows the station that something was sent about.
    #[error("there is no station {0}")]
    UnknownStation(StationCode),
    /// The station that something was sent about is gone for good.
    #[error("station {0} is retired")]
    RetiredStation(StationCode),
    /// A photo cannot be taken.
    #[error(transparent)]
    Photo(#[from] InvalidPhoto),
    /// The photos' store.
    #[error(transparent)]
    Pictures(#[from] PicturesError),
    /// No photo came with a report.
    #[error("no photo came with the report")]
    NoPhoto,
    /// A report has neither words nor a photo nor a kind that says what is wrong.
    #[error("the report says nothing: write what is wrong or add a photo")]
    SaysNothing,
    /// Something was seen too long ago.
    #[error("it was seen more than {FILING_DAYS} days ago: look again")]
    SeenTooLongAgo,
    /// A station cannot be edited as it was asked.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A planned import cannot be applied.
    #[error(transparent)]
    Import(#[from] ImportRefused),
    /// No import has this identifier, or it is somebody else's.
    #[error("there is no import {0}")]
    UnknownImport(String),
    /// A report cannot be decided so.
    #[error(transparent)]
    Report(#[from] ReportRefused),
    /// No report has this identifier.
    #[error("there is no report {0}")]
    UnknownReport(String),
    /// Something about verification cannot be done.
    #[error(transparent)]
    Verification(#[from] VerificationRefused),
    /// The district's data cannot be changed so.
    #[error(transparent)]
    District(#[from] DistrictRefused),
    /// No code could be found for a new station.
    #[error("no code could be found for the new station: give it one")]
    NoCode,
    /// Something else was sent with the same key.
    #[error("something else was sent with this key: make a new key for each filing")]
    KeyReused,
}
