//! Requests that await something: the store, with what the public sends and what becomes of it,
//! or a thread beside those that answer. Riders' questions about stations never come here.

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Response, Uri, header};
use bytes::Bytes;

use super::error::HttpError;
use super::language::Language;
use super::metrics::RouteMetrics;
use super::reply::Reply;
use super::site::{Call, Site};
use super::write_error::WriteError;
use crate::clock::Stopwatch;

/// One such request, read to its end.
pub(super) struct Errand {
    pub(super) site: Arc<Site>,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Errand {
    /// The same as one that is answered from memory.
    pub(super) fn call(&self) -> Call<'_> {
        Call::of(&self.site, &self.uri, &self.headers)
    }
}

/// Does what a request asks for.
pub(super) type Run = fn(Errand) -> Running;

/// The answer that is being made.
pub(super) type Running = Pin<Box<dyn Future<Output = Result<Reply, HttpError>> + Send>>;

/// By which method an address is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `GET` and `HEAD`, without a body.
    Read,
    /// `POST`, with a JSON body.
    Write {
        /// The longest body, bytes.
        max_body_bytes: usize,
    },
}

impl Way {
    /// The value of `Allow`.
    pub(super) fn allow(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Read => "GET, HEAD, OPTIONS",
            Self::Write { .. } => "POST, OPTIONS",
        })
    }
}

/// Memory for the bodies of all writes that are under way, KiB. A body takes a place for its
/// announced length before it is read, so that many large ones cannot fill the memory and the
/// small ones still find room.
pub(super) const BODIES_KIB: usize = 96 * 1024;

/// Reads a request, does what it asks for and writes the answer.
pub(super) async fn answered(
    site: Arc<Site>,
    way: Way,
    run: Run,
    request: Request,
    metrics: &RouteMetrics,
) -> Response<Body> {
    let stopwatch = Stopwatch::start();
    let (head, body) = request.into_parts();
    let language = Language::preferred_by(&head.headers);
    let done = async {
        let (body, _room) = match way {
            Way::Read => (Bytes::new(), None),
            Way::Write { max_body_bytes } => {
                is_json(&head.headers)?;
                let (body, room) = read_body(&site, &head.headers, body, max_body_bytes).await?;
                (body, Some(room))
            }
        };
        let (site, headers) = (Arc::clone(&site), head.headers.clone());
        let errand = Errand { site, uri: head.uri, headers, body };
        // In a task of its own: a client that goes away, or a time-out, must not interrupt a
        // write between its commit and its end.
        match tokio::spawn(run(errand)).await {
            Ok(answer) => answer,
            Err(_panic) => Err(HttpError::Internal),
        }
    };
    let response = match done.await {
        Ok(reply) => reply.into_response(&head.headers),
        Err(error) => {
            tracing::debug!(%error, "refused");
            error.into_response(language)
        }
    };
    metrics.note(response.status().as_u16(), stopwatch.elapsed_s());
    response
}

/// Whether the body is said to be JSON. A form of another page could send any other type without
/// asking us first.
pub(super) fn is_json(headers: &HeaderMap) -> Result<(), WriteError> {
    let media_type = text(headers, &header::CONTENT_TYPE).split(';').next().unwrap_or("");
    // A merge patch (RFC 7396) is JSON by another name.
    let is_json = ["application/json", "application/merge-patch+json"]
        .iter()
        .any(|json| media_type.trim().eq_ignore_ascii_case(json));
    if is_json { Ok(()) } else { Err(WriteError::NotJson) }
}

/// The body, and the room that it takes, which is given back when that is dropped. A body that
/// does not announce its length may be as long as any.
pub(super) async fn read_body<'a>(
    site: &'a Site,
    headers: &HeaderMap,
    body: Body,
    max_bytes: usize,
) -> Result<(Bytes, tokio::sync::SemaphorePermit<'a>), HttpError> {
    let too_large = HttpError::BodyTooLarge { max_bytes: max_bytes as u64 };
    let announced = text(headers, &header::CONTENT_LENGTH).parse().ok();
    let bytes: usize = announced.unwrap_or(max_bytes);
    if bytes > max_bytes {
        return Err(too_large);
    }
    let kib = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
    let room = site.room_for_bodies.try_acquire_many(kib).map_err(|_full| HttpError::Overloaded)?;
    // Whatever else interrupts it, the client is gone then and reads no answer.
    let body = to_bytes(body, max_bytes).await.map_err(|_| too_large)?;
    Ok((body, room))
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}
