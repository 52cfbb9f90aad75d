//! What stands before every address: limits, methods, headers that protect.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use yizhan::http::{ClientRules, Limits};

use crate::harness::site::TestSite;

#[tokio::test]
async fn what_cannot_be_answered_is_a_problem_too() {
    let site = TestSite::new().await;
    let long = format!("/api/v1/stations?q={}", "x".repeat(5000));
    for (request, status, slug) in [
        (Request::get("/nowhere"), 404, "no-such-path"),
        (Request::get("/assets/none.js"), 404, "no-such-path"),
        (Request::post("/api/v1/stations"), 405, "method-not-allowed"),
        (Request::delete("/api/v1/stations/LZ-1"), 405, "method-not-allowed"),
        (Request::get(long), 414, "uri-too-long"),
        (
            Request::post("/api/v1/stations").header("content-length", "209715200"),
            413,
            "body-too-large",
        ),
    ] {
        let answer = site.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.json()["type"], format!("/problems/{slug}"));
        assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn a_defect_and_an_answer_that_takes_too_long_are_problems_and_the_server_goes_on() {
    let broken = get(|| async { panic!("a defect") as () });
    let stuck = get(std::future::pending::<()>);
    let request_time = Duration::from_millis(50);
    let site = TestSite::with(Limits { request_time, ..Limits::default() }, ClientRules::default())
        .await
        .with_more(Router::new().route("/broken", broken).route("/stuck", stuck));
    for (address, status, slug) in [("/broken", 500, "internal"), ("/stuck", 408, "timed-out")] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.json()["type"], format!("/problems/{slug}"));
        assert!(!answer.text().contains("a defect"), "{}", answer.text());
    }
    assert_eq!(site.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_back_and_others_are_served() {
    let limits = Limits {
        per_client_s: NonZeroU32::new(1),
        burst: NonZeroU32::new(3).unwrap(),
        ..Limits::default()
    };
    let trusted_proxies = vec!["198.51.100.0/24".parse().unwrap()];
    let rules = ClientRules { trusted_proxies, ..ClientRules::default() };
    let site = TestSite::with(limits, rules).await;
    let as_client = |client: &'static str| [("x-forwarded-for", client)];
    for _ in 0..3 {
        assert_eq!(site.get_with("/healthz", &as_client("203.0.113.1")).await.status, 200);
    }
    let refused = site.get_with("/healthz", &as_client("6.6.6.6, 203.0.113.1")).await;
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(refused.json()["type"], "/problems/too-many-requests");
    assert_eq!(site.get_with("/healthz", &as_client("203.0.113.2")).await.status, 200);
    site.front.forget_idle_clients();
    assert_eq!(site.get_with("/healthz", &as_client("203.0.113.1")).await.status, 429);
}

#[tokio::test]
async fn more_requests_at_once_than_can_be_served_are_refused() {
    let site =
        TestSite::with(Limits { in_flight: 0, ..Limits::default() }, ClientRules::default()).await;
    let refused = site.get("/healthz").await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), "1");
}

#[tokio::test]
async fn any_page_may_read_and_none_may_write() {
    let site = TestSite::new().await;
    let answer = site.get_with("/api/v1/amenities", &[("origin", "https://example.org")]).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let preflight = Request::options("/api/v1/stations").header("origin", "https://example.org");
    let answer = site.ask(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
}

#[tokio::test]
async fn small_answers_are_sent_as_they_are_and_large_ones_compressed_once() {
    let site = TestSite::new().await;
    let accepts = [("accept-encoding", "gzip, br, zstd")];
    let small =
        site.get_with("/api/v1/stations/nearest?lat=30.55&lon=115.95&limit=1", &accepts).await;
    assert_eq!(small.header("content-encoding"), "");
    let large = site.get_with("/api/v1/stations", &accepts).await;
    assert_eq!(large.header("content-encoding"), "zstd");
    let plain = site.get("/api/v1/stations").await;
    assert_eq!(zstd::decode_all(&large.body[..]).unwrap(), plain.body);
    let described = site.get_with("/openapi.json", &accepts).await;
    assert_eq!(described.header("content-encoding"), "br");
}
