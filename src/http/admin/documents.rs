//! What the addresses of all the district's documents have in common: their versions.

use super::AdminErrand;
use super::ledger_error::LedgerError;
use super::schema::DocumentVersionAnswer;
use super::station_json::origin_of;
use crate::domain::document::DocumentVersion;
use crate::http::error::HttpError;

/// A version of a document, as an answer tells of it.
pub(super) fn version_answer(version: DocumentVersion) -> DocumentVersionAnswer {
    DocumentVersionAnswer {
        document: version.name,
        version: version.version,
        revision: version.revision,
        at: version.at,
        origin: origin_of(version.origin),
    }
}

/// The version that the last segment of the path names.
pub(super) fn version_at(errand: &AdminErrand) -> Result<u64, HttpError> {
    let given = errand.segment_from_end(0)?;
    given.parse().map_err(|_| LedgerError::UnknownDocumentVersion.into())
}
