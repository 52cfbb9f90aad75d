//! `/api/v1/receipts/{receipt}`: what became of something that was sent.

use super::filing::told;
use super::schema::{Problem, ReceiptAnswer};
use crate::domain::filing::ReceiptCode;
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::params::{self, Query};
use crate::http::reply::Reply;
use crate::http::write_error::WriteError;
use crate::service::receipt::read_receipt;

/// What became of a report or confirmation. The code is read as people type it: in lower case,
/// without hyphens, with O for 0. Nothing that the sender wrote is told.
#[utoipa::path(
    get,
    path = "/api/v1/receipts/{receipt}",
    tag = "reports",
    operation_id = "get_receipt",
    params(
        ("receipt" = String, Path, description = "The receipt's code.", example = "7K2M-Q9XD-4TBH"),
    ),
    responses(
        (status = 200, description = "What became of it.", body = ReceiptAnswer),
        (status = 400, description = "The address is broken.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such receipt.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be looked up at present; ask again.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { read(&errand).await })
}

async fn read(errand: &Errand) -> Result<Reply, HttpError> {
    Query::read(errand.uri.query(), &[])?;
    let segment = errand.uri.path().rsplit('/').next().unwrap_or("");
    let code: ReceiptCode =
        params::path_segment(segment)?.parse().map_err(|_| WriteError::UnknownReceipt)?;
    let app = &errand.site.app;
    let receipt = read_receipt(app, &code).await?.ok_or(WriteError::UnknownReceipt)?;
    told(app, &receipt)
}
