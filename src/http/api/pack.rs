//! `/api/v1/stations/pack`: everything public that a phone needs to answer by itself, so that
//! it need not tell anybody where it is.

use std::sync::Arc;

use super::schema::{PackAnswer, Problem};
use crate::http::error::HttpError;
use crate::http::reply::{JSON, Reply};
use crate::http::site::Call;

/// All listed stations in one compact document: columns rather than rows, and every schedule
/// as the minutes at which it changes. It changes with the ledger and at midnight; ask with
/// `If-None-Match`.
#[utoipa::path(
    get,
    path = "/api/v1/stations/pack",
    tag = "stations",
    operation_id = "get_pack",
    responses(
        (status = 200, description = "The pack.", body = PackAnswer),
        (status = 304, description = "The pack that `If-None-Match` names still holds."),
        (status = 404, description = "There are too many stations for a pack.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    match &call.site.prepared().pack {
        Some(pack) => Ok(Reply::ready(Arc::clone(pack), JSON)),
        None => Err(HttpError::TooManyToPack),
    }
}
