//! `/photos/{file}`: the pictures of the photos that stations have.

use std::sync::Arc;

use axum::http::header;
use bytes::Bytes;

use super::api::schema::Problem;
use super::compress::Encoded;
use super::errand::{Errand, Running};
use super::error::HttpError;
use super::params::{self, Query};
use super::reply::{Cache, Reply};
use crate::service::photos::shown_picture;

const WEBP: &str = "image/webp";

/// One picture of a photo that a station has now, in WebP. What an address shows never changes,
/// so that it may be kept for ever; the addresses stand in the answer about the station.
#[utoipa::path(
    get,
    path = "/photos/{file}",
    tag = "stations",
    operation_id = "get_photo",
    params(("file" = String, Path, description = "`KEY.webp`, at most 1600 pixels wide and high, or `KEY-small.webp`, at most 400.", example = "ba7816bf8f01cfea414140de5dae2223.webp")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/webp"),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "The address is broken, or has a parameter.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No station has such a photo.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be answered at present; ask again.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) fn answer(errand: Errand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let name = params::path_segment(errand.call().last_segment())?;
        let file = name.parse().map_err(|_| HttpError::NoSuchPath)?;
        let found = shown_picture(&errand.site.app, file).await?.ok_or(HttpError::NoSuchPath)?;
        Ok(picture(found).cached(Cache::Immutable))
    })
}

/// A picture that can do nothing but be looked at, whatever is in it.
pub(super) fn picture(bytes: Bytes) -> Reply {
    let reply = Reply::ready(Arc::new(Encoded::incompressible(bytes)), WEBP);
    reply.with_header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
}
