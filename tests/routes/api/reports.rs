//! `POST /api/v1/stations/{code}/reports`

use std::future::poll_fn;
use std::io::Cursor;
use std::num::NonZeroU32;
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures_util::stream;
use image::{DynamicImage, ImageFormat};
use proptest::prelude::*;
use serde_json::{Value, json};
use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::domain::report::{FiledReport, Problem};
use yizhan::domain::status::Status;
use yizhan::http::api::schema::{Problem as ProblemAnswer, ReceiptAnswer, ReportRequest};
use yizhan::http::{ClientRules, Limits};
use yizhan::storage::{Audit, ReportFilter, ReportPage};

use crate::harness::site::{TestSite, post};

const REPORTS: &str = "/api/v1/stations/lz-1/reports";
const KEY: &str = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f";

async fn listed(site: &TestSite) -> Vec<FiledReport> {
    let page = ReportPage { before: None, limit: 100 };
    site.app.store.list_reports(&ReportFilter::default(), page).await.unwrap()
}

fn picture(width: u32, height: u32) -> String {
    let mut png = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut png, ImageFormat::Png).unwrap();
    BASE64.encode(png.into_inner())
}

#[tokio::test]
async fn a_report_is_filed_and_its_receipt_tells_of_it() {
    let site = TestSite::new().await;
    let body = json!({
        "problem": "broken", "amenity": "hot_water", "text": " 水龙头\n坏了 ",
        "seen_at": "2026-11-21T18:00:00+08:00",
    });
    let _documented: ReportRequest = serde_json::from_value(body.clone()).unwrap();
    let answer = site.post(REPORTS, KEY, &body).await;
    assert_eq!(answer.status, 201);
    let receipt: ReceiptAnswer = answer.read();
    assert_eq!(answer.header("location"), format!("/api/v1/receipts/{}", receipt.receipt));
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let mut told = answer.json();
    told["receipt"] = Value::from("(code)");
    insta::assert_json_snapshot!(told, @r#"
    {
      "receipt": "(code)",
      "kind": "report",
      "station": "LZ-1",
      "problem": "broken",
      "state": "new",
      "reason": "",
      "filed_at": "2026-11-21T19:50:00+08:00"
    }
    "#);
    assert_eq!(site.get(answer.header("location")).await.json(), answer.json());
    let filed = listed(&site).await;
    assert_eq!(filed.len(), 1);
    assert_eq!(filed[0].report.text(), "水龙头 坏了");
    assert_eq!(
        filed[0].seen_at,
        "2026-11-21T18:00:00+08:00".parse::<chrono::DateTime<chrono::Utc>>().unwrap()
    );
}

#[tokio::test]
async fn the_same_again_gives_the_first_receipt_and_files_nothing() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "closed", "text": "门锁着", "photo": picture(40, 30) });
    let first = site.post(REPORTS, KEY, &body).await;
    for _ in 0..3 {
        let again = site.post(REPORTS, KEY, &body).await;
        assert_eq!(again.status, 200);
        assert_eq!(again.json(), first.json());
    }
    // The order of the members and spaces around the words change nothing.
    let same = json!({ "photo": picture(40, 30), "text": "门锁着 ", "problem": "closed" });
    assert_eq!(site.post(REPORTS, KEY, &same).await.json(), first.json());
    // Nor does what became of the station since.
    retire(&site, "LZ-1").await;
    assert_eq!(site.post(REPORTS, KEY, &body).await.json(), first.json());
    assert_eq!(listed(&site).await.len(), 1);
}

async fn retire(site: &TestSite, code: &str) {
    let mut station = site.app.store.record(&code.parse().unwrap()).await.unwrap().unwrap().station;
    station.status = Status::Retired;
    let set = ChangeSet::of(vec![Change::Update { expected: None, station }]);
    let origin = Origin { actor: "tests".to_owned(), via: Via::Api, reason: String::new() };
    let clock = &site.app.clock;
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    site.app.store.apply(&set, None, &audit).await.unwrap();
}

#[tokio::test]
async fn a_key_is_for_one_content() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "closed" });
    assert_eq!(site.post(REPORTS, KEY, &body).await.status, 201);
    for (uri, body) in [
        (REPORTS, json!({ "problem": "wrong_hours" })),
        (REPORTS, json!({ "problem": "closed", "text": "x" })),
        (REPORTS, json!({ "problem": "closed", "photo": picture(4, 4) })),
        (REPORTS, json!({ "problem": "closed", "seen_at": "2026-11-21T18:00:00+08:00" })),
        ("/api/v1/stations/LZ-2/reports", json!({ "problem": "closed" })),
        ("/api/v1/stations/LZ-1/confirmations", json!({})),
    ] {
        let answer = site.post(uri, KEY, &body).await;
        assert_eq!(answer.status, 422, "{uri} {body}");
        assert_eq!(answer.json()["type"], "/problems/key-reused");
    }
    assert_eq!(listed(&site).await.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_report_is_named_in_both_languages() {
    let site = TestSite::new().await;
    let empty = BASE64.encode(b"no picture");
    for (body, parameter, words) in [
        (json!({}), "problem", "missing"),
        (json!({ "problem": "close" }), "problem", "did you mean closed?"),
        (json!({ "problem": ["closed"] }), "problem", "not a text"),
        (
            json!({ "problem": "closed", "amenity": "aed" }),
            "amenity",
            "only when problem is broken",
        ),
        (json!({ "problem": "broken", "amenity": "tv" }), "amenity", "no 'tv'"),
        (
            json!({ "problem": "closed", "lat": 30.5, "lon": 115.9 }),
            "lat",
            "only when problem is moved",
        ),
        (json!({ "problem": "moved", "lat": 30.5 }), "lon", "missing"),
        (json!({ "problem": "moved", "lat": 115.9, "lon": 30.5 }), "lat", "swapped"),
        (json!({ "problem": "moved", "lat": "30.5", "lon": 115.9 }), "lat", "not a number"),
        (
            json!({ "problem": "moved", "lat": 30.5, "lon": 115.9, "datum": "mars" }),
            "datum",
            "wgs84",
        ),
        (json!({ "problem": "other" }), "text", "neither words nor a photo"),
        (json!({ "problem": "broken", "text": " " }), "text", "neither words nor a photo"),
        (json!({ "problem": "other", "text": "长".repeat(501) }), "text", "501 characters"),
        (json!({ "problem": "closed", "photo": "%%%" }), "photo", "cannot be read"),
        (json!({ "problem": "closed", "photo": empty }), "photo", "cannot be read"),
        (json!({ "problem": "closed", "photo": picture(4100, 4100) }), "photo", "too many pixels"),
        (json!({ "problem": "closed", "seen_at": "yesterday" }), "seen_at", "RFC 3339"),
        (
            json!({ "problem": "closed", "seen_at": "2026-10-01T08:00:00+08:00" }),
            "seen_at",
            "too long ago",
        ),
        (json!({ "problem": "closed", "txt": "x" }), "txt", "did you mean text?"),
    ] {
        for language in ["en", "zh-CN"] {
            let request = Request::post(REPORTS)
                .header("content-type", "application/json; charset=utf-8")
                .header("idempotency-key", KEY)
                .header("accept-language", language);
            let answer = site.ask(request.body(Body::from(body.to_string())).unwrap()).await;
            assert_eq!(answer.status, 400, "{parameter}: {words}");
            let problem: ProblemAnswer = answer.read();
            assert_eq!(problem.parameter.as_deref(), Some(parameter), "{}", problem.detail);
            if language == "en" {
                assert!(problem.detail.contains(words), "{words}: {}", problem.detail);
            } else {
                assert!(!problem.detail.is_ascii(), "{}", problem.detail);
            }
        }
    }
    assert!(listed(&site).await.is_empty());
}

/// A request, its body, and the problem that it gets: status, type, words.
type Refused<'a> = (request::Builder, &'a str, (u16, &'a str, &'a str));

async fn each_is_refused(cases: Vec<Refused<'_>>) {
    let site = TestSite::new().await;
    for (request, body, (status, slug, words)) in cases {
        let answer = site.ask(request.body(Body::from(body.to_owned())).unwrap()).await;
        assert_eq!(answer.status, status, "{slug} {words}");
        let problem: ProblemAnswer = answer.read();
        assert_eq!(problem.type_, format!("/problems/{slug}"));
        assert!(problem.detail.contains(words), "{}", problem.detail);
        if status == 405 {
            assert_eq!(answer.header("allow"), "POST, OPTIONS");
        }
    }
    assert!(listed(&site).await.is_empty());
}

const JSON: &str = r#"{"problem":"closed"}"#;

fn bare() -> request::Builder {
    Request::post(REPORTS).header("accept-language", "en")
}

#[tokio::test]
async fn a_head_that_lacks_something_is_refused_before_the_body_is_read() {
    let media = (415, "unsupported-media-type", "application/json");
    let foreign = (403, "foreign-origin", "pages of this site");
    let typed = || bare().header("content-type", "application/json");
    each_is_refused(vec![
        (typed(), JSON, (400, "missing-parameter", "Idempotency-Key")),
        (
            typed().header("idempotency-key", "short"),
            JSON,
            (400, "invalid-parameter", "Idempotency-Key"),
        ),
        (bare().header("idempotency-key", KEY), JSON, media),
        (bare().header("content-type", "text/plain"), JSON, media),
        (post(REPORTS, KEY).header("origin", "https://evil.example"), JSON, foreign),
        (post(REPORTS, KEY).header("sec-fetch-site", "cross-site"), JSON, foreign),
        (
            Request::get(REPORTS).header("accept-language", "en"),
            "",
            (405, "method-not-allowed", "POST"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_body_that_is_none_and_a_station_that_is_none_are_refused() {
    let too_long = "9".repeat(12 * 1024 * 1024 - 1);
    let large = (413, "body-too-large", "longer than");
    let head = |uri: &str| post(uri, KEY);
    each_is_refused(vec![
        (head(REPORTS), "", (400, "malformed-body", "JSON object")),
        (head(REPORTS), "[]", (400, "malformed-body", "JSON object")),
        (head(REPORTS).header("content-length", too_long.len()), &too_long, large),
        (head(REPORTS), &too_long, large),
        (head("/api/v1/stations/LZ-99/reports"), JSON, (404, "unknown-station", "LZ-99")),
        (head("/api/v1/stations/%E9%A9%BF/reports"), JSON, (404, "unknown-station", "驿")),
        (head("/api/v1/stations/LZ-8/reports"), JSON, (410, "retired-station", "LZ-8")),
    ])
    .await;
}

#[tokio::test]
async fn a_page_of_our_own_may_write_and_so_may_a_program() {
    let site = TestSite::new().await;
    for (key, name, value) in [
        ("from-a-program", "user-agent", "curl"),
        ("from-our-page", "sec-fetch-site", "same-origin"),
        ("from-an-old-browser", "origin", "http://lz.example"),
    ] {
        let request = post(REPORTS, key).header("host", "lz.example").header(name, value);
        let body = Body::from(r#"{"problem":"closed"}"#);
        assert_eq!(site.ask(request.body(body).unwrap()).await.status, 201, "{key}");
    }
}

#[tokio::test]
async fn a_photo_is_kept_scaled_and_as_jpeg() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "other", "photo": picture(3200, 100) });
    assert_eq!(site.post(REPORTS, KEY, &body).await.status, 201);
    let filed = listed(&site).await;
    let photo = site.app.store.photo(filed[0].id).await.unwrap().unwrap();
    assert_eq!(filed[0].photo, Some(photo.size));
    assert_eq!((photo.size.width_px, photo.size.height_px), (1600, 50));
    assert_eq!(image::guess_format(&photo.jpeg).unwrap(), ImageFormat::Jpeg);
    // Padding may be missing.
    let padded = picture(7, 7);
    let bare = json!({ "problem": "other", "photo": padded.trim_end_matches('=') });
    assert_eq!(site.post(REPORTS, "another-key", &bare).await.status, 201);
}

#[tokio::test]
async fn a_place_on_the_map_is_kept_in_our_datum() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "moved", "lat": 30.5512345678, "lon": 115.95, "datum": "wgs84" });
    assert_eq!(site.post(REPORTS, KEY, &body).await.status, 201);
    let shifted = json!({ "problem": "moved", "lat": 30.55, "lon": 115.95, "datum": "gcj02" });
    assert_eq!(site.post(REPORTS, "another-key", &shifted).await.status, 201);
    let filed = listed(&site).await;
    let at = |filed: &FiledReport| match filed.report.problem {
        Problem::Moved { to: Some(to) } => (to.lon(), to.lat()),
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&filed[1]), (115.95, 30.551_235));
    let (lon, lat) = at(&filed[0]);
    assert!((115.95 - lon) > 0.003 && (30.55 - lat).abs() > 0.001, "{lon} {lat}");
}

#[tokio::test]
async fn who_writes_too_often_is_told_when_to_come_back_and_may_still_ask() {
    let limits = Limits {
        writes_per_client_min: NonZeroU32::new(1),
        write_burst: NonZeroU32::new(2).unwrap(),
        ..Limits::default()
    };
    let site = TestSite::with(limits, ClientRules::default()).await;
    let body = json!({ "problem": "closed" });
    for key in ["first-key", "second-key"] {
        assert_eq!(site.post(REPORTS, key, &body).await.status, 201);
    }
    let refused = site.post(REPORTS, "third-key", &body).await;
    assert_eq!(refused.status, 429);
    let wait_s: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait_s), "{wait_s}");
    assert_eq!(refused.read::<ProblemAnswer>().retry_after_s, Some(wait_s));
    assert_eq!(site.get("/api/v1/stations/LZ-1").await.status, 200);
    assert_eq!(listed(&site).await.len(), 2);
}

#[tokio::test]
async fn while_the_store_is_down_nothing_is_acknowledged_and_questions_are_answered() {
    let site = TestSite::new().await;
    site.app.store.close().await;
    let answers = [
        site.post(REPORTS, KEY, &json!({ "problem": "closed" })).await,
        site.post("/api/v1/stations/LZ-1/confirmations", KEY, &json!({})).await,
        site.get("/api/v1/receipts/7K2M-Q9XD-4TBH").await,
    ];
    for answer in answers {
        assert_eq!(answer.status, 503);
        assert_eq!(answer.json()["type"], "/problems/store-away");
        assert_eq!(answer.header("retry-after"), "10");
    }
    assert_eq!(site.get("/api/v1/stations/LZ-1").await.status, 200);
}

#[tokio::test]
async fn a_client_that_goes_away_does_not_interrupt_its_write() {
    let site = TestSite::new().await;
    let request = post(REPORTS, KEY).body(Body::from(r#"{"problem":"closed"}"#)).unwrap();
    {
        // Looked at once and then dropped: a time-out, however short, lets the write end first.
        let mut asking = std::pin::pin!(site.ask(request));
        let first = poll_fn(|context| Poll::Ready(asking.as_mut().poll(context).is_ready())).await;
        assert!(!first, "it was answered at once: the test proves nothing");
    }
    for _ in 0..100 {
        if listed(&site).await.len() == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the report was lost half-way");
}

#[tokio::test]
async fn many_large_bodies_at_once_leave_room_for_small_ones() {
    let site = TestSite::new().await;
    let large = || {
        let never: stream::Pending<Result<Bytes, std::io::Error>> = stream::pending();
        post(REPORTS, KEY)
            .header("content-length", 10 * 1024 * 1024)
            .body(Body::from_stream(never))
            .unwrap()
    };
    let mut held = Vec::new();
    for _ in 0..9 {
        let mut asking = Box::pin(site.ask(large()));
        assert!(tokio::time::timeout(Duration::ZERO, &mut asking).await.is_err());
        held.push(asking);
    }
    let refused = site.ask(large()).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "1"));
    let small = post(REPORTS, KEY).header("content-length", 20);
    let answer = site.ask(small.body(Body::from(r#"{"problem":"closed"}"#)).unwrap()).await;
    assert_eq!(answer.status, 201);
    drop(held);
    assert!(
        tokio::time::timeout(Duration::ZERO, site.ask(large())).await.is_err(),
        "there is room again"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_report_makes_the_server_fail(
        problem in "(closed|moved|broken|wrong_hours|other|x)",
        name in "(amenity|text|photo|lat|lon|datum|seen_at|problem)",
        value in r#"("[a-zA-Z0-9+/=:.-]{0,30}"|-?[0-9]{1,4}(\.[0-9]{1,9})?|null|true|\[\]|\{\})"#,
        key in "[a-z0-9-]{0,70}",
    ) {
        static RUNTIME: std::sync::LazyLock<(tokio::runtime::Runtime, TestSite)> = std::sync::LazyLock::new(|| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let site = runtime.block_on(TestSite::new());
            (runtime, site)
        });
        let (runtime, site) = &*RUNTIME;
        let body = format!(r#"{{"problem":"{problem}","{name}":{value}}}"#);
        let request = post(REPORTS, &key).body(Body::from(body.clone())).unwrap();
        let answer = runtime.block_on(site.ask(request));
        prop_assert!([200, 201, 400, 422].contains(&answer.status.as_u16()), "{body}: {}", answer.status);
    }
}
