//! Whose request it is, whether they may, and what they sent; then the answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Response, header};
use bytes::Bytes;

use super::{AdminErrand, AdminError, Door, OpenErrand, Payload, cookies};
use crate::clock::Stopwatch;
use crate::domain::pass::PassSecret;
use crate::domain::role::{Action, may};
use crate::http::client::Client;
use crate::http::errand::{Running, is_json, read_body};
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::metrics::RouteMetrics;
use crate::http::reply::Reply;
use crate::http::site::Site;
use crate::service::people::Entered;

/// The header in which a page of ours says that it is one.
const CSRF: &str = "x-csrf-token";

/// The answer to a request at one address for staff.
pub(in crate::http) async fn answers(
    site: Arc<Site>,
    payload: Payload,
    door: Door,
    request: Request,
    metrics: RouteMetrics,
) -> Response<Body> {
    let stopwatch = Stopwatch::start();
    let headers = request.headers().clone();
    let response = match answer(site, payload, door, request).await {
        Ok(reply) => reply.into_response(&headers),
        Err(error) => {
            tracing::debug!(%error, "refused");
            error.into_response(Language::preferred_by(&headers))
        }
    };
    metrics.note(response.status().as_u16(), stopwatch.elapsed_s());
    response
}

async fn answer(
    site: Arc<Site>,
    payload: Payload,
    door: Door,
    request: Request,
) -> Result<Reply, HttpError> {
    let (head, body) = request.into_parts();
    let (uri, headers) = (head.uri, head.headers);
    let running: Running = match door {
        Door::Open(run) => {
            let client = head.extensions.get::<Client>().copied().ok_or(HttpError::Internal)?;
            let (body, _room) = read(&site, payload, &headers, body).await?;
            run(OpenErrand { site: Arc::clone(&site), client, headers, body })
        }
        Door::SignedIn(run) | Door::For(_, run) => {
            let entered = entered(&site, &head.method, &headers).await?;
            if let Door::For(action, _) = door {
                may(&entered.actor, action, None).map_err(AdminError::Forbidden)?;
            }
            let (body, _room) = read(&site, payload, &headers, body).await?;
            let (site, actor) = (Arc::clone(&site), entered.actor.clone());
            run(AdminErrand { site, actor, entered, uri, headers, body })
        }
    };
    // In a task of its own: a client that goes away, or a time-out, must not interrupt a write
    // between its commit and its end.
    tokio::spawn(running).await.unwrap_or(Err(HttpError::Internal))
}

/// Lets somebody read at a public address what only staff may.
pub(in crate::http) async fn let_in(
    site: &Site,
    headers: &HeaderMap,
    action: Action,
) -> Result<(), HttpError> {
    let entered = entered(site, &Method::GET, headers).await?;
    Ok(may(&entered.actor, action, None).map_err(AdminError::Forbidden)?)
}

/// Who asks: by a token if one is given, else by the session's cookie. A browser sends the
/// cookie by itself, whoever's page asks it to; so a write must also say what only our own pages
/// can read.
async fn entered(site: &Site, method: &Method, headers: &HeaderMap) -> Result<Entered, HttpError> {
    let registry = site.app.registry();
    if let Some(given) = headers.get(header::AUTHORIZATION) {
        let token = given.to_str().ok().and_then(bearer).and_then(PassSecret::from_token_text);
        let token = token.ok_or(AdminError::NotSignedIn)?;
        return Ok(registry.enter_with_token(&token).await?);
    }
    let session = cookies::session(site, headers).ok_or(AdminError::NotSignedIn)?;
    let entered = registry.enter_with_session(&session).await?;
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let said = headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or("");
    if reads || session.csrf_is(said) { Ok(entered) } else { Err(AdminError::Csrf.into()) }
}

/// The token of `Bearer TOKEN`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn read<'a>(
    site: &'a Site,
    payload: Payload,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Bytes, Option<tokio::sync::SemaphorePermit<'a>>), HttpError> {
    let max_bytes = match payload {
        Payload::Nothing => return Ok((Bytes::new(), None)),
        Payload::Json { max_bytes } => {
            is_json(headers)?;
            max_bytes
        }
        // The type of a file says little: its name and what is in it tell what it is.
        Payload::File { max_bytes } => max_bytes,
    };
    let (body, room) = read_body(site, headers, body, max_bytes).await?;
    Ok((body, Some(room)))
}
