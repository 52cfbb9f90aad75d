//! What is counted, for Prometheus. Labels are route templates and status classes: never an
//! address as it was asked, a coordinate or a client.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::service::app::BuildFacts;

/// Bounds of the latency histogram, seconds. Most answers take microseconds.
const BOUNDS_S: [f64; 12] =
    [5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2.5e-4, 1e-3, 5e-3, 0.025, 0.1, 0.5, 2.0];

/// Everything that is counted.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    latency: Family<RouteLabels, Histogram, fn() -> Histogram>,
    pub(super) in_flight: Gauge,
    pub(super) connections: Gauge,
    pub(super) rate_limited: Counter,
    pub(super) refused_busy: Counter,
    revision: Gauge,
    rows: Gauge,
    build_s: Gauge<f64, AtomicU64>,
    store_up: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: &'static str,
}

/// The counters of one route, looked up once so that counting an answer takes no lock of a map.
#[derive(Debug, Clone)]
pub(super) struct RouteMetrics {
    by_class: [Counter; CLASSES.len()],
    latency: Histogram,
}

const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

impl Metrics {
    pub(super) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("yizhan"),
            requests: Family::default(),
            latency: Family::new_with_constructor(|| Histogram::new(BOUNDS_S)),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            rate_limited: Counter::default(),
            refused_busy: Counter::default(),
            revision: Gauge::default(),
            rows: Gauge::default(),
            build_s: Gauge::default(),
            store_up: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    /// The counters of a route, named by its template.
    pub(super) fn route(&self, route: &'static str) -> RouteMetrics {
        let by_class = CLASSES
            .map(|status| self.requests.get_or_create_owned(&RequestLabels { route, status }));
        let latency = self.latency.get_or_create_owned(&RouteLabels { route });
        RouteMetrics { by_class, latency }
    }

    pub(super) fn note_build(&self, facts: BuildFacts) {
        self.revision.set(i64::try_from(facts.revision).unwrap_or(i64::MAX));
        self.rows.set(i64::try_from(facts.stations).unwrap_or(i64::MAX));
        self.build_s.set(facts.took_s);
    }

    pub(super) fn note_store(&self, answers: bool) {
        self.store_up.set(i64::from(answers));
    }

    /// All of it in the OpenMetrics text format.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    fn register(&mut self) {
        let to = &mut self.registry;
        to.register("http_requests", "Answers by route and status class", self.requests.clone());
        to.register(
            "http_request_seconds",
            "Time from the request's head to the answer's, by route",
            self.latency.clone(),
        );
        to.register("http_in_flight", "Requests being answered", self.in_flight.clone());
        to.register("http_connections", "Open connections", self.connections.clone());
        to.register(
            "http_rate_limited",
            "Requests refused because their client asked too often",
            self.rate_limited.clone(),
        );
        to.register(
            "http_refused_busy",
            "Requests and connections refused because too many were open",
            self.refused_busy.clone(),
        );
        to.register("snapshot_revision", "Revision that is served", self.revision.clone());
        to.register("snapshot_stations", "Stations in the snapshot", self.rows.clone());
        to.register(
            "snapshot_build_seconds",
            "How long the newest snapshot took to build",
            self.build_s.clone(),
        );
        to.register("store_up", "Whether the store answered last time", self.store_up.clone());
    }
}

impl RouteMetrics {
    pub(super) fn note(&self, status: u16, took_s: f64) {
        let class = usize::from(status / 100).clamp(1, CLASSES.len()) - 1;
        self.by_class[class].inc();
        self.latency.observe(took_s);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_class_of_status() {
        let metrics = Metrics::new();
        let route = metrics.route("/api/v1/stations/{code}");
        route.note(200, 1e-5);
        route.note(404, 1e-5);
        route.note(404, 1e-5);
        let text = metrics.text();
        for line in [
            r#"yizhan_http_requests_total{route="/api/v1/stations/{code}",status="2xx"} 1"#,
            r#"yizhan_http_requests_total{route="/api/v1/stations/{code}",status="4xx"} 2"#,
            r#"yizhan_http_request_seconds_count{route="/api/v1/stations/{code}"} 3"#,
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
    }
}
