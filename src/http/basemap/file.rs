//! The file of a base map at its address: whole, or the ranges of bytes that a map reads.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::routing::get;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::clock::Stopwatch;
use crate::http::errand::Way;
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::metrics::Metrics;

/// Where the file is served.
pub(super) const ADDRESS: &str = "/basemap.pmtiles";

/// Phones keep what they have read for a day. A file that is replaced has another tag, and a
/// map that meets it reads its directory again.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=86400");

pub(super) fn router(path: &Path, metrics: &Metrics) -> Router {
    let file = ServeFile::new(path);
    let metrics = metrics.route(ADDRESS);
    let refusals = metrics.clone();
    let read = move |request: Request| {
        let (file, metrics) = (file.clone(), metrics.clone());
        let (head, _no_body) = request.into_parts();
        async move {
            let stopwatch = Stopwatch::start();
            let response = answer(file, head.method, head.headers).await;
            metrics.note(response.status().as_u16(), stopwatch.elapsed_s());
            response
        }
    };
    let refuse = move |request: Request| {
        let error = HttpError::MethodNotAllowed { allow: Way::Read.allow() };
        let response = error.into_response(Language::preferred_by(request.headers()));
        refusals.note(response.status().as_u16(), 0.0);
        std::future::ready(response)
    };
    Router::new().route(ADDRESS, get(read).fallback(refuse))
}

async fn answer(file: ServeFile, method: Method, headers: HeaderMap) -> Response<Body> {
    let language = Language::preferred_by(&headers);
    let mut response = served(file.clone(), &method, headers.clone()).await;
    let is_part = response.status() == StatusCode::PARTIAL_CONTENT;
    if is_part && is_of_another_file(&headers, response.headers()) {
        let mut whole = headers;
        whole.remove(header::RANGE);
        response = served(file, &method, whole).await;
    }
    if response.status() == StatusCode::NOT_FOUND {
        tracing::error!("the file of the base map is not there any more");
        return HttpError::NoSuchPath.into_response(language);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    response
}

async fn served(file: ServeFile, method: &Method, headers: HeaderMap) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method.clone();
    *request.headers_mut() = headers;
    match file.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

/// Whether the client holds parts of a file that has been replaced since (`If-Range`): it must
/// be given the new one whole. The library does not look at that header.
fn is_of_another_file(request: &HeaderMap, response: &HeaderMap) -> bool {
    request.get(header::IF_RANGE).is_some_and(|held| {
        let current = [header::ETAG, header::LAST_MODIFIED].map(|name| response.get(name));
        !current.contains(&Some(held))
    })
}
