//! The audit log as a file: one line a fact that changed.

use super::ExchangeError;
use super::stations::neutral;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// The revision.
    pub revision: u64,
    /// When, civil time with offset.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Through what, in a word.
    pub via: &'static str,
    /// Which file, report, version or revision; may be empty.
    pub from: String,
    /// Why; may be empty.
    pub reason: String,
    /// The station; empty when the revision wrote none.
    pub code: String,
    /// Its version after it.
    pub version: Option<u64>,
    /// The key of the fact; empty when the station was created.
    pub field: String,
    /// What it was.
    pub old: String,
    /// What it became.
    pub new: String,
}

/// Writes lines as CSV in UTF-8, with a byte order mark for spreadsheet programs. No cell starts
/// a formula.
///
/// # Errors
/// [`ExchangeError::Write`].
pub fn write_audit(lines: &[AuditLine]) -> Result<Vec<u8>, ExchangeError> {
    let failed =
        |error: csv::Error| ExchangeError::Write { format: "csv", problem: error.to_string() };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record([
            "revision", "at", "actor", "via", "from", "reason", "code", "version", "field", "old",
            "new",
        ])
        .map_err(failed)?;
    for line in lines {
        let version = line.version.map_or_else(String::new, |version| version.to_string());
        let texts = [
            &line.at,
            &line.actor,
            line.via,
            &line.from,
            &line.reason,
            &line.code,
            &version,
            &line.field,
            &line.old,
            &line.new,
        ];
        let revision = line.revision.to_string();
        let cells = texts.into_iter().map(|text: &str| neutral(text.to_owned()));
        writer.write_record([revision].into_iter().chain(cells)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}
