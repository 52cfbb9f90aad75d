//! Every address, on one page.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::routing::{MethodRouter, get, post};

use super::api::{
    amenities, areas, calendar, changes, confirmations, coverage, nearest, pack, places, receipts,
    reports, site, station, stations,
};
use super::errand::{self, Run, Way};
use super::error::HttpError;
use super::language::Language;
use super::metrics::RouteMetrics;
use super::reply::Reply;
use super::site::{Call, Site};
use super::{embedded, pages, status_pages};
use crate::clock::Stopwatch;

/// Answers one question. Every one is answered from memory, so that nothing is awaited.
type Answer = fn(&Call<'_>) -> Result<Reply, HttpError>;

/// The addresses that are answered from memory, and who answers at them.
const PAGES: &[(&str, Answer)] = &[
    // What riders and other programs ask.
    ("/api/v1/stations/nearest", nearest::answer),
    ("/api/v1/stations", stations::answer),
    ("/api/v1/stations/pack", pack::answer),
    ("/api/v1/stations/changes", changes::answer),
    ("/api/v1/stations/{code}", station::answer),
    ("/api/v1/areas", areas::answer),
    ("/api/v1/amenities", amenities::answer),
    ("/api/v1/places", places::answer),
    ("/api/v1/places/pack", places::pack),
    ("/api/v1/site", site::answer),
    ("/api/v1/calendar/{year}", calendar::answer),
    // What people open, and what browsers and search engines ask for beside it.
    ("/", pages::home::answer),
    ("/s/{code}", pages::station::answer),
    ("/assets/{*path}", embedded::asset),
    ("/sw.js", embedded::service_worker),
    ("/manifest.webmanifest", pages::manifest::answer),
    ("/icons/{file}", embedded::icon),
    ("/apple-touch-icon.png", embedded::icon),
    ("/favicon.svg", embedded::icon),
    ("/favicon.ico", embedded::icon),
    ("/robots.txt", pages::crawlers::robots),
    ("/sitemap.xml", pages::crawlers::sitemap),
    ("/sitemaps/{file}", pages::crawlers::part),
    // What the API says of itself.
    ("/openapi.json", status_pages::openapi),
    ("/problems/{slug}", status_pages::problem),
    ("/api", embedded::api_page),
    // The app's own pages, which it draws by itself.
    ("/search", pages::home::answer),
    ("/way", pages::home::answer),
    ("/settings", pages::home::answer),
    // What operators ask.
    ("/healthz", status_pages::healthz),
    ("/readyz", status_pages::readyz),
    ("/metrics", status_pages::metrics),
];

/// The addresses that are awaited. Behind most of them is the store: what the public sends, and
/// what becomes of it; they fail while the store is down.
const ERRANDS: &[(&str, Way, Run)] = &[
    (
        "/api/v1/stations/{code}/reports",
        Way::Write { max_body_bytes: reports::MAX_BODY_BYTES },
        reports::answer,
    ),
    (
        "/api/v1/stations/{code}/confirmations",
        Way::Write { max_body_bytes: confirmations::MAX_BODY_BYTES },
        confirmations::answer,
    ),
    ("/api/v1/receipts/{receipt}", Way::Read, receipts::answer),
    // What planners ask: made beside the threads that answer riders, and kept.
    ("/api/v1/coverage", Way::Read, coverage::figures::answer),
    ("/api/v1/coverage/hours", Way::Read, coverage::hours::answer),
    ("/api/v1/coverage/gaps", Way::Read, coverage::gaps::answer),
    ("/api/v1/coverage/closures", Way::Read, coverage::closures::answer),
];

/// The router of all addresses.
pub(super) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, answer) in PAGES {
        router = router.route(path, reads(path, *answer, &site));
    }
    for (path, way, run) in ERRANDS {
        router = router.route(path, awaits(path, *way, *run, &site));
    }
    let nowhere = site.metrics.route("(none)");
    router
        .fallback(move |request: Request| {
            let nowhere = nowhere.clone();
            async move { refused(HttpError::NoSuchPath, &request, &nowhere) }
        })
        .with_state(site)
}

/// An address that is only read: `GET` and `HEAD`.
fn reads(path: &'static str, answer: Answer, site: &Site) -> MethodRouter<Arc<Site>> {
    // One pointer: the router clones the handler for every request.
    let metrics = Arc::new(site.metrics.route(path));
    let refusals = Arc::clone(&metrics);
    let handler = move |State(site): State<Arc<Site>>, request: Request| {
        let response = answered(&site, answer, &request, &metrics);
        std::future::ready(response)
    };
    get(handler).fallback(move |request: Request| {
        let refusals = Arc::clone(&refusals);
        let error = HttpError::MethodNotAllowed { allow: Way::Read.allow() };
        async move { refused(error, &request, &refusals) }
    })
}

/// An address behind which the store is.
fn awaits(path: &'static str, way: Way, run: Run, site: &Site) -> MethodRouter<Arc<Site>> {
    let metrics = site.metrics.route(path);
    let refusals = metrics.clone();
    let handler = move |State(site): State<Arc<Site>>, request: Request| {
        errand::answered(site, way, run, request, metrics.clone())
    };
    let by_method = match way {
        Way::Read => get(handler),
        Way::Write { .. } => post(handler),
    };
    by_method.fallback(move |request: Request| {
        let refusals = refusals.clone();
        let error = HttpError::MethodNotAllowed { allow: way.allow() };
        async move { refused(error, &request, &refusals) }
    })
}

fn answered(
    site: &Site,
    answer: Answer,
    request: &Request,
    metrics: &RouteMetrics,
) -> Response<Body> {
    let stopwatch = Stopwatch::start();
    let headers = request.headers();
    let language = Language::preferred_by(headers);
    let call = Call { site, language, uri: request.uri(), headers };
    let response = match answer(&call) {
        Ok(reply) => reply.into_response(headers),
        Err(error) => {
            tracing::debug!(%error, "refused");
            error.into_response(language)
        }
    };
    metrics.note(response.status().as_u16(), stopwatch.elapsed_s());
    response
}

fn refused(error: HttpError, request: &Request, metrics: &RouteMetrics) -> Response<Body> {
    let response = error.into_response(Language::preferred_by(request.headers()));
    metrics.note(response.status().as_u16(), 0.0);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::openapi;

    #[test]
    fn every_address_of_the_api_is_described_and_nothing_else_is() {
        let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
        let mut described: Vec<&str> =
            description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
        let pages = PAGES.iter().map(|(path, _)| *path);
        let errands = ERRANDS.iter().map(|(path, ..)| *path);
        let mut served: Vec<&str> =
            pages.chain(errands).filter(|path| path.starts_with("/api/")).collect();
        described.sort_unstable();
        served.sort_unstable();
        assert_eq!(described, served);
    }

    #[test]
    fn every_parameter_that_is_read_is_described_and_nothing_else_is() {
        let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
        for (path, known) in [
            ("/api/v1/stations/nearest", nearest::KNOWN),
            ("/api/v1/stations", stations::KNOWN),
            ("/api/v1/stations/changes", changes::KNOWN),
            ("/api/v1/stations/{code}", station::KNOWN),
            ("/api/v1/areas", areas::KNOWN),
            ("/api/v1/places", places::KNOWN),
            ("/api/v1/coverage", coverage::figures::KNOWN),
            ("/api/v1/coverage/hours", coverage::hours::KNOWN),
            ("/api/v1/coverage/gaps", coverage::gaps::KNOWN),
            ("/api/v1/coverage/closures", coverage::closures::KNOWN),
        ] {
            let parameters = description["paths"][path]["get"]["parameters"].as_array().unwrap();
            let mut described: Vec<&str> = parameters
                .iter()
                .filter(|parameter| parameter["in"] == "query")
                .map(|parameter| parameter["name"].as_str().unwrap())
                .collect();
            let mut known = known.to_vec();
            described.sort_unstable();
            known.sort_unstable();
            assert_eq!(described, known, "{path}");
        }
    }

    #[test]
    fn every_errand_is_described_by_its_method_and_every_member_of_its_body_too() {
        let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
        for (path, way, _) in ERRANDS {
            let methods: Vec<&String> =
                description["paths"][path].as_object().unwrap().keys().collect();
            assert_eq!(methods, [if *way == Way::Read { "get" } else { "post" }], "{path}");
        }
        for (schema, known) in
            [("ReportRequest", reports::KNOWN), ("ConfirmationRequest", confirmations::KNOWN)]
        {
            let members = &description["components"]["schemas"][schema]["properties"];
            let described: Vec<&String> = members.as_object().unwrap().keys().collect();
            assert_eq!(described, known, "{schema}");
        }
    }
}
