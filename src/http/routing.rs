//! From a line of a table in `router.rs` to what axum calls: the methods of an address, the
//! metrics of each request, and the refusal of other methods.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response, header};
use axum::routing::{MethodFilter, MethodRouter, get, post};

use super::admin::{self, AdminRoute};
use super::errand::{self, Run, Way};
use super::error::HttpError;
use super::language::Language;
use super::metrics::RouteMetrics;
use super::reply::Reply;
use super::site::{Call, Site};
use crate::clock::Stopwatch;

/// Answers one question. Every one is answered from memory, so that nothing is awaited.
pub(super) type Answer = fn(&Call<'_>) -> Result<Reply, HttpError>;

/// Answers one question when the answer is kept in memory; `None` when it must be made.
pub(super) type AtHand = fn(&Call<'_>) -> Option<Reply>;

/// An address that is only read: `GET` and `HEAD`.
pub(super) fn reads(path: &'static str, answer: Answer, site: &Site) -> MethodRouter<Arc<Site>> {
    noted(path, Way::Read, site, |metrics| {
        get(move |State(site): State<Arc<Site>>, request: Request| {
            let response = answered(&site, answer, &request, &metrics);
            std::future::ready(response)
        })
    })
}

/// An address that is only read, and whose answers are made once and kept.
pub(super) fn keeps(
    path: &'static str,
    at_hand: AtHand,
    run: Run,
    site: &Site,
) -> MethodRouter<Arc<Site>> {
    noted(path, Way::Read, site, |metrics| {
        get(move |State(site): State<Arc<Site>>, request: Request| {
            let there = kept(&site, at_hand, &request, &metrics);
            let metrics = Arc::clone(&metrics);
            async move {
                match there {
                    Some(response) => response,
                    None => errand::answered(site, Way::Read, run, request, &metrics).await,
                }
            }
        })
    })
}

/// An address behind which the store is.
pub(super) fn awaits(
    path: &'static str,
    way: Way,
    run: Run,
    site: &Site,
) -> MethodRouter<Arc<Site>> {
    noted(path, way, site, |metrics| {
        let handler = move |State(site): State<Arc<Site>>, request: Request| {
            let metrics = Arc::clone(&metrics);
            async move { errand::answered(site, way, run, request, &metrics).await }
        };
        match way {
            Way::Read => get(handler),
            Way::Write { .. } => post(handler),
        }
    })
}

/// An address with its metrics, which refuses every other method.
fn noted(
    path: &'static str,
    way: Way,
    site: &Site,
    by_method: impl FnOnce(Arc<RouteMetrics>) -> MethodRouter<Arc<Site>>,
) -> MethodRouter<Arc<Site>> {
    // One pointer: the router clones the handler for every request.
    let metrics = Arc::new(site.metrics.route(path));
    by_method(Arc::clone(&metrics)).fallback(move |request: Request| {
        let metrics = Arc::clone(&metrics);
        let error = HttpError::MethodNotAllowed { allow: way.allow() };
        async move { refused(error, &request, &metrics) }
    })
}

/// An address for staff, with all its methods.
pub(super) fn for_staff(routes: &'static [AdminRoute], site: &Site) -> MethodRouter<Arc<Site>> {
    let metrics = site.metrics.route(routes[0].1);
    let mut by_method = MethodRouter::new();
    let mut allow = String::new();
    for (method, _, payload, door) in routes {
        let metrics = metrics.clone();
        let handler = move |State(site): State<Arc<Site>>, request: Request| {
            admin::answers(site, *payload, *door, request, metrics.clone())
        };
        // Every method of the table has a filter.
        if let Ok(filter) = MethodFilter::try_from(method.clone()) {
            by_method = by_method.on(filter, handler);
        }
        allow.push_str(if *method == Method::GET { "GET, HEAD" } else { method.as_str() });
        allow.push_str(", ");
    }
    allow.push_str("OPTIONS");
    by_method.fallback(move |request: Request| {
        let (allow, refusals) = (allow.clone(), metrics.clone());
        async move {
            if *request.method() == Method::OPTIONS {
                let reply = admin::done().with_header(header::ALLOW, &allow);
                return reply.into_response(request.headers());
            }
            let error = HttpError::MethodNotAllowed { allow: allow.into() };
            refused(error, &request, &refusals)
        }
    })
}

fn answered(
    site: &Site,
    answer: Answer,
    request: &Request,
    metrics: &RouteMetrics,
) -> Response<Body> {
    let stopwatch = Stopwatch::start();
    let call = Call::of(site, request.uri(), request.headers());
    told(answer(&call), &call, metrics, &stopwatch)
}

fn kept(
    site: &Site,
    at_hand: AtHand,
    request: &Request,
    metrics: &RouteMetrics,
) -> Option<Response<Body>> {
    let stopwatch = Stopwatch::start();
    let call = Call::of(site, request.uri(), request.headers());
    let reply = at_hand(&call)?;
    Some(told(Ok(reply), &call, metrics, &stopwatch))
}

fn told(
    answer: Result<Reply, HttpError>,
    call: &Call<'_>,
    metrics: &RouteMetrics,
    stopwatch: &Stopwatch,
) -> Response<Body> {
    let response = match answer {
        Ok(reply) => reply.into_response(call.headers),
        Err(error) => {
            tracing::debug!(%error, "refused");
            error.into_response(call.language)
        }
    };
    metrics.note(response.status().as_u16(), stopwatch.elapsed_s());
    response
}

pub(super) fn refused(
    error: HttpError,
    request: &Request,
    metrics: &RouteMetrics,
) -> Response<Body> {
    let response = error.into_response(Language::preferred_by(request.headers()));
    metrics.note(response.status().as_u16(), 0.0);
    response
}
