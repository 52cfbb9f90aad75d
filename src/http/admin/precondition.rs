//! `ETag` and `If-Match`: a change says which version it has seen, so that nobody overwrites
//! what somebody else has just written.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use super::AdminError;
use crate::http::error::{HttpError, Said};
use crate::http::params::invalid;
use crate::http::reply::Reply;

/// The version that the client has seen.
///
/// # Errors
/// [`AdminError::PreconditionRequired`] without `If-Match`.
pub(in crate::http) fn expected_version(headers: &HeaderMap) -> Result<u64, HttpError> {
    let given = headers.get(header::IF_MATCH).ok_or(AdminError::PreconditionRequired)?;
    let tag = given.to_str().unwrap_or("").trim();
    let version = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    version.and_then(|version| version.parse().ok()).ok_or_else(|| {
        let expected =
            Said::fixed("读取时得到的 ETag，例如 \"3\"", "the ETag that was read, e.g. \"3\"");
        invalid("If-Match", expected, "不是本站给出的 ETag", "it is no ETag of ours")
    })
}

/// The reply with the version that it tells.
pub(in crate::http) fn tagged(reply: Reply, version: u64) -> Reply {
    reply.with_header(header::ETAG, &format!("\"{version}\""))
}

/// Somebody else has written meanwhile; this is what is there now.
pub(in crate::http) fn moved(current: Value) -> HttpError {
    AdminError::PreconditionFailed { current: Box::new(current) }.into()
}
