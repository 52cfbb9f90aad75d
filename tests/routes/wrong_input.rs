//! Wrong questions: each gets a status, the name of the field and the way out, in both
//! languages, and nothing panics.

use proptest::prelude::*;
use yizhan::http::api::schema::Problem;

use crate::harness::site::TestSite;

const NEAREST: &str = "/api/v1/stations/nearest";
const LIST: &str = "/api/v1/stations";
const COVERAGE: &str = "/api/v1/coverage";

#[tokio::test]
async fn a_wrong_parameter_is_named_with_the_way_out() {
    let site = TestSite::new().await;
    let here = "lat=30.55&lon=115.95";
    for (uri, parameter, words) in [
        (format!("{NEAREST}?{here}&lng=115.9"), "lng", "did you mean lon"),
        (format!("{NEAREST}?{here}&foo=1"), "foo", "known are"),
        (format!("{NEAREST}?{here}&lat=30.6"), "lat", "more than once"),
        (format!("{NEAREST}?lon=115.95"), "lat", "missing"),
        (format!("{NEAREST}?lat=95&lon=115.95"), "lat", "outside -90 to 90"),
        (format!("{NEAREST}?lat=115.95&lon=30.55"), "lat", "swapped"),
        (format!("{NEAREST}?lat=NaN&lon=115.95"), "lat", "finite"),
        (format!("{NEAREST}?lat=30.55&lon=inf"), "lon", "finite"),
        (format!("{NEAREST}?lat=&lon=115.95"), "lat", "empty"),
        (format!("{NEAREST}?{here}&limit=1000000000"), "limit", "more than 50"),
        (format!("{NEAREST}?{here}&limit=99999999999999999999"), "limit", "1 to 50"),
        (format!("{NEAREST}?{here}&radius_m=-1"), "radius_m", "more than 0"),
        (format!("{NEAREST}?{here}&amenities=hot_water,tv"), "amenities", "no 'tv'"),
        (format!("{NEAREST}?{here}&mode=bike"), "mode", "ebike"),
        (format!("{NEAREST}?{here}&open=tomorrow"), "open", "RFC 3339"),
        (format!("{NEAREST}?{here}&open=2028-01-01T00:00:00Z"), "open", "outside the days"),
        (format!("{NEAREST}?{here}&open=1999-01-01T00:00:00Z"), "open", "outside the days"),
        (format!("{NEAREST}?{here}&area=nowhere"), "area", "/api/v1/areas"),
        (format!("{NEAREST}?{here}&datum=mars"), "datum", "wgs84"),
        (format!("{NEAREST}?{here}&area={}", "9".repeat(600)), "area", "longer than 512"),
        (format!("{NEAREST}?{here}&area=%E5%8"), "area", "percent-encoding"),
        (format!("{LIST}?bbox=116,31,115,30"), "bbox", "min_lon is greater"),
        (format!("{LIST}?bbox=115,31,116,30"), "bbox", "min_lat is greater"),
        (format!("{LIST}?bbox=30,115,31,116"), "bbox", "swapped"),
        (format!("{LIST}?bbox=115,30,190,31"), "bbox", "beyond"),
        (format!("{LIST}?bbox=115,30,116"), "bbox", "four"),
        (format!("{LIST}?cursor=00ff"), "cursor", "not a cursor"),
        (format!("{LIST}?cursor=634c5a2d3939"), "cursor", "not a cursor"),
        (format!("{LIST}?q=x&cursor=634c5a2d31"), "cursor", "not a cursor"),
        (format!("{LIST}?q="), "q", "empty"),
        (format!("{LIST}?q={}", "x".repeat(65)), "q", "too long"),
        (format!("{LIST}?open=arrival"), "open", "nearest"),
        ("/api/v1/stations/changes".to_owned(), "since", "missing"),
        ("/api/v1/stations/changes?since=-1".to_owned(), "since", "whole number"),
        ("/api/v1/stations/pack?datum=gcj02".to_owned(), "datum", "takes none"),
        ("/api/v1/places".to_owned(), "q", "missing"),
    ] {
        is_refused(&site, &uri, parameter, words).await;
    }
}

#[tokio::test]
async fn a_wrong_question_about_coverage_is_refused_likewise() {
    let site = TestSite::new().await;
    for (uri, parameter, words) in [
        (format!("{COVERAGE}?radius_m=0"), "radius_m", "more than 0"),
        (format!("{COVERAGE}?radius_m=20001"), "radius_m", "20 km"),
        (format!("{COVERAGE}?radius=500"), "radius", "did you mean radius_m"),
        (format!("{COVERAGE}?hour_of_week=168"), "hour_of_week", "168 hours"),
        (format!("{COVERAGE}?hour_of_week=-1"), "hour_of_week", "whole number"),
        (format!("{COVERAGE}?hour_of_week=3&open=now"), "hour_of_week", "together with open"),
        (format!("{COVERAGE}?open=arrival"), "open", "no arrival"),
        (format!("{COVERAGE}?amenities=tv"), "amenities", "no 'tv'"),
        (format!("{COVERAGE}?limit=5"), "limit", "known are"),
        (format!("{COVERAGE}/hours?open=now"), "open", "known are"),
        (format!("{COVERAGE}/hours?week=2027-11-21"), "week", "outside the days"),
        (format!("{COVERAGE}/hours?week=monday"), "week", "not a date"),
        (format!("{COVERAGE}/gaps?limit=0"), "limit", "less than 1"),
        (format!("{COVERAGE}/closures?limit=5001"), "limit", "more than 5000"),
    ] {
        is_refused(&site, &uri, parameter, words).await;
    }
}

/// In both languages.
async fn is_refused(site: &TestSite, uri: &str, parameter: &str, words: &str) {
    for language in ["en", "zh-CN"] {
        let answer = site.get_with(uri, &[("accept-language", language)]).await;
        assert_eq!(answer.status, 400, "{uri}");
        assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8");
        assert_eq!(answer.header("content-language"), language);
        let problem: Problem = answer.read();
        assert_eq!(problem.parameter.as_deref(), Some(parameter), "{uri}");
        if language == "en" {
            assert!(problem.detail.contains(words), "{uri}: {}", problem.detail);
        } else {
            assert!(!problem.detail.is_ascii(), "{uri}: {}", problem.detail);
        }
    }
}

#[tokio::test]
async fn a_plus_that_was_not_encoded_is_understood() {
    let site = TestSite::new().await;
    let uri = format!("{NEAREST}?lat=30.55&lon=115.95&open=2026-11-23T09:00:00+08:00");
    assert_eq!(site.get(&uri).await.status, 200);
}

#[tokio::test]
async fn a_problem_reads_well_in_both_languages() {
    let site = TestSite::new().await;
    let uri = format!("{NEAREST}?lat=115.95&lon=30.55");
    let zh = site.get(&uri).await.json();
    insta::assert_json_snapshot!(zh, @r#"
    {
      "type": "/problems/invalid-parameter",
      "title": "参数有误",
      "status": 400,
      "detail": "参数 lat 有误：纬度超出 -90 至 90，经纬度是否写反了？请交换两者。应为：纬度，十进制度，-90 至 90，例如 39.9219。",
      "parameter": "lat",
      "expected": "纬度，十进制度，-90 至 90，例如 39.9219"
    }
    "#);
    let en = site.get_with(&uri, &[("accept-language", "en")]).await.json();
    insta::assert_json_snapshot!(en, @r#"
    {
      "type": "/problems/invalid-parameter",
      "title": "Invalid parameter",
      "status": 400,
      "detail": "The parameter lat is wrong: the latitude is outside -90 to 90: are latitude and longitude swapped? Exchange them. Expected: latitude in decimal degrees, -90 to 90, e.g. 39.9219.",
      "parameter": "lat",
      "expected": "latitude in decimal degrees, -90 to 90, e.g. 39.9219"
    }
    "#);
    let unknown =
        site.get_with(&format!("{LIST}?amenity=aed"), &[("accept-language", "en")]).await.json();
    insta::assert_json_snapshot!(unknown, @r#"
    {
      "type": "/problems/unknown-parameter",
      "title": "Unknown parameter",
      "status": 400,
      "detail": "There is no parameter 'amenity' here: did you mean amenities?",
      "parameter": "amenity",
      "nearest": "amenities",
      "known": [
        "q",
        "bbox",
        "datum",
        "limit",
        "cursor",
        "open",
        "amenities",
        "kind",
        "access",
        "round_the_clock",
        "area"
      ]
    }
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_question_makes_the_server_fail(
        path in "(stations|stations/nearest|stations/on-the-way|stations/changes|stations/[A-Za-z0-9%.-]{0,6}|places|areas|calendar/[0-9%a-z]{0,5})",
        names in proptest::collection::vec("(lat|lon|from_lat|from_lon|to_lat|to_lon|limit|open|bbox|q|cursor|since|area|amenities|datum|radius_m)", 0..4),
        values in proptest::collection::vec("[a-z0-9%+.,:TZ-]{0,14}", 4),
    ) {
        static RUNTIME: std::sync::LazyLock<(tokio::runtime::Runtime, TestSite)> = std::sync::LazyLock::new(|| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let site = runtime.block_on(TestSite::new());
            (runtime, site)
        });
        let query: Vec<String> = names.iter().zip(&values).map(|(name, value)| format!("{name}={value}")).collect();
        let uri = format!("/api/v1/{path}?{}", query.join("&"));
        if uri.parse::<axum::http::Uri>().is_ok() {
            let (runtime, site) = &*RUNTIME;
            let answer = runtime.block_on(site.get(&uri));
            prop_assert!([200, 400, 404].contains(&answer.status.as_u16()), "{uri}: {}", answer.status);
        }
    }
}
