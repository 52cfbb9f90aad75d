//! `/healthz`, `/readyz`, `/metrics`, `/problems/{slug}`

use crate::harness::site::TestSite;

#[tokio::test]
async fn a_server_with_a_snapshot_is_ready() {
    let site = TestSite::new().await;
    assert_eq!(site.get("/healthz").await.status, 200);
    let ready = site.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.json()["revision"], 1);
    assert_eq!(ready.json()["stations"], 7);
    assert_eq!(ready.json()["store"], "reachable");
}

#[tokio::test]
async fn metrics_count_by_template_and_hold_nothing_of_an_address() {
    let site = TestSite::new().await;
    site.get("/api/v1/stations/nearest?lat=30.5512&lon=115.9512").await;
    site.get("/api/v1/stations/LZ-99").await;
    site.get("/secret/path?lat=30.5512").await;
    let text = String::from_utf8(site.get("/metrics").await.body).unwrap();
    for line in [
        r#"yizhan_http_requests_total{route="/api/v1/stations/nearest",status="2xx"} 1"#,
        r#"yizhan_http_requests_total{route="/api/v1/stations/{code}",status="4xx"} 1"#,
        r#"yizhan_http_requests_total{route="(none)",status="4xx"} 1"#,
        "yizhan_snapshot_revision 1",
        "yizhan_snapshot_stations 8",
        "yizhan_http_in_flight 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    for secret in ["30.55", "115.95", "LZ-99", "secret", "198.51"] {
        assert!(!text.contains(secret), "{secret} is in the metrics");
    }
}

#[tokio::test]
async fn every_type_of_problem_can_be_looked_up() {
    let site = TestSite::new().await;
    for kind in yizhan::http::error::PROBLEM_TYPES {
        let answer = site.get(&format!("/problems/{}", kind.slug)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["status"].as_u64()),
            (200, Some(kind.status.as_u16().into()))
        );
    }
    assert_eq!(site.get("/problems/none-such").await.status, 404);
}
