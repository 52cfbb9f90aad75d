//! What the addresses of all the district's documents have in common: their versions.

use super::ledger_error::LedgerError;
use super::schema::{DocumentVersionAnswer, DocumentVersionsAnswer};
use super::station_json::origin_of;
use super::{AdminErrand, told};
use crate::domain::document::DocumentVersion;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::service::district::versions;

/// Every version of a document, newest first.
pub(super) async fn versions_of(
    errand: &AdminErrand,
    document: String,
) -> Result<Reply, HttpError> {
    let found = versions(&*errand.site.app.store, &document).await?;
    let versions = found.into_iter().map(version_answer).collect();
    told(&DocumentVersionsAnswer { document, versions })
}

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
