//! What can be wrong with a whole file.

use thiserror::Error;

/// Why a file cannot be read or written as a whole. What is wrong with one row of a station
/// file is a diagnostic instead, so that all rows are heard.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExchangeError {
    /// A fact in a file of the data folder is missing or wrong.
    #[error("{file}, {place}, field '{field}': {problem}; {way_out}")]
    Fact {
        /// The file's name.
        file: String,
        /// The line, feature or entry, in words.
        place: String,
        /// The field.
        field: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        way_out: String,
    },
    /// The file is not what it is taken for.
    #[error("{file}: {problem}; {way_out}")]
    File {
        /// The file's name.
        file: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        way_out: String,
    },
    /// The file has more than we read.
    #[error("{file} has more than {limit} {what}; split it into several files")]
    TooLarge {
        /// The file's name.
        file: String,
        /// What there is too much of, with its unit.
        what: &'static str,
        /// The largest number that is read.
        limit: u64,
    },
    /// A file could not be made.
    #[error("the {format} file could not be written: {problem}")]
    Write {
        /// The format.
        format: &'static str,
        /// What went wrong.
        problem: String,
    },
}

impl ExchangeError {
    pub(crate) fn file(file: &str, problem: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::File { file: file.to_owned(), problem: problem.into(), way_out: way_out.into() }
    }
}
