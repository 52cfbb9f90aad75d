//! What is wrong with one cell, row, column or sheet of a station file.

use serde::{Deserialize, Serialize};

use crate::domain::said::Said;

/// One thing that a person should know of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file's name.
    pub file: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row as spreadsheets count, from 1; in GeoJSON the feature, from 1. `None` when the
    /// whole sheet or file is meant.
    pub row: Option<u32>,
    /// The column's header as it stands in the file, or the fact's Chinese name.
    pub column: Option<String>,
    /// What stands there; at most 80 characters of it.
    pub value: String,
    /// What is wrong.
    pub problem: Said,
    /// What to do.
    pub way_out: Said,
    /// How bad it is.
    pub severity: Severity,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably a mistake; the row is taken as it stands.
    Warning,
    /// The row cannot be taken, so that nothing of the file is.
    Error,
}

impl Severity {
    /// The word used in answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// The beginning of a value, to be shown.
pub(in crate::exchange) fn shown(value: &str) -> String {
    const SHOWN_CHARS: usize = 80;
    if value.chars().count() <= SHOWN_CHARS {
        return value.to_owned();
    }
    value.chars().take(SHOWN_CHARS - 1).chain(['…']).collect()
}
