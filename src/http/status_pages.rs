//! What operators and programs ask about the server itself.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use serde_json::json;

use super::compress::Encoded;
use super::error::{HttpError, PROBLEM_TYPES};
use super::openapi;
use super::reply::{Cache, JSON, Reply};
use super::site::Call;

/// `/healthz`: the process answers.
pub(super) fn healthz(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::text("ok\n".to_owned()).cached(Cache::Never))
}

/// `/readyz`: questions can be answered. The store is told of but not waited for, because
/// questions are answered while it is down.
pub(super) fn readyz(call: &Call<'_>) -> Result<Reply, HttpError> {
    if call.site.is_stopping() {
        return Err(HttpError::Stopping);
    }
    let snapshot = call.snapshot();
    let state = json!({
        "status": "ready",
        "revision": snapshot.revision(),
        "stations": snapshot.listed(),
        "built_at": snapshot.built_at(),
        "store": if call.app().store_answers() { "reachable" } else { "unreachable" },
    });
    Ok(Reply::json(state.to_string().into_bytes()).cached(Cache::Never))
}

/// `/metrics`, for Prometheus.
pub(super) fn metrics(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.site.metrics.note_store(call.app().store_answers());
    let mut reply = Reply::text(call.site.metrics.text()).cached(Cache::Never);
    reply.content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(reply)
}

/// `/openapi.json`.
pub(super) fn openapi(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::ready(Arc::clone(&OPENAPI), JSON))
}

/// `/admin/openapi.json`.
pub(super) fn admin_openapi(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::ready(Arc::clone(&ADMIN_OPENAPI), JSON))
}

/// Compresses the descriptions before anybody asks for them.
pub(super) fn compress_ahead() {
    LazyLock::force(&OPENAPI);
    LazyLock::force(&ADMIN_OPENAPI);
}

static ADMIN_OPENAPI: LazyLock<Arc<Encoded>> =
    LazyLock::new(|| Arc::new(Encoded::new(Bytes::from(openapi::admin_document()))));

static OPENAPI: LazyLock<Arc<Encoded>> =
    LazyLock::new(|| Arc::new(Encoded::new(Bytes::from(openapi::document()))));

/// `/problems/{slug}`: what a type of problem means.
pub(super) fn problem(call: &Call<'_>) -> Result<Reply, HttpError> {
    let slug = call.last_segment();
    let kind = PROBLEM_TYPES.iter().find(|kind| kind.slug == slug).ok_or(HttpError::NoSuchPath)?;
    let body = json!({
        "type": format!("/problems/{slug}"),
        "title": call.language.pick(kind.zh, kind.en),
        "status": kind.status.as_u16(),
    });
    Ok(Reply::json(body.to_string().into_bytes()).in_language(call.language))
}
