//! `POST /api/v1/stations/{code}/confirmations`: a station is as it says (还在营业).

use super::filing::{filed, sent};
use super::schema::{ConfirmationRequest, Problem, ReceiptAnswer};
use crate::http::body::Members;
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::service::file_confirmation::file_confirmation;

/// The members of the body.
pub const KNOWN: &[&str] = &["seen_at"];

/// The longest body, bytes.
pub(in crate::http) const MAX_BODY_BYTES: usize = 4096;

/// Confirms that a station is as it says. Its `confirmed_on` becomes that day, within about an
/// hour. The body may be `{}`. All else as for reports.
#[utoipa::path(
    post,
    path = "/api/v1/stations/{code}/confirmations",
    tag = "reports",
    operation_id = "file_confirmation",
    params(
        ("code" = String, Path, description = "The station's code, in upper or lower case.", example = "LZ-1"),
        ("Idempotency-Key" = String, Header, description = "A new UUID for each filing, the same when it is sent again.", example = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
    ),
    request_body = ConfirmationRequest,
    responses(
        (status = 201, description = "It was filed.", body = ReceiptAnswer),
        (status = 200, description = "The same had been filed with this key before; this is its receipt.", body = ReceiptAnswer),
        (status = 400, description = "A member or the key is missing or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another origin writes.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No station has this code.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The station is retired.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not `application/json`.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The key was used for other content.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many filings; see `Retry-After`.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be saved at present; send it again.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { file(&errand).await })
}

async fn file(errand: &Errand) -> Result<Reply, HttpError> {
    let mut members = Members::read(&errand.body, KNOWN)?;
    let sent = sent(errand, &mut members)?;
    let app = &errand.site.app;
    filed(app, &file_confirmation(app, &sent).await?)
}
