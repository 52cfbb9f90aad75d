//! What the log tells, and what it must not.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::json;
use tracing_subscriber::EnvFilter;
use yizhan::domain::role::Role;

use crate::harness::site::TestSite;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_of_many_requests_holds_no_coordinate_no_query_and_no_client() {
    let captured = Captured::default();
    let writer = captured.clone();
    // For all threads: a log that is set for one future only loses the lines of callsites that
    // other threads have found to be switched off.
    let subscriber = tracing_subscriber::fmt()
        .json()
        .without_time()
        .with_env_filter(EnvFilter::new("warn,yizhan=trace,axum=trace,hyper=trace"))
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let site = TestSite::new().await;
    for step in 0..50 {
        let lat = latitude(step);
        for uri in [
            format!("/api/v1/stations/nearest?lat={lat}&lon=115.943217"),
            format!("/api/v1/stations/nearest?lat=115.943217&lon={lat}"),
            format!("/api/v1/stations/nearest?lat={lat}&lng=115.943217"),
            format!("/api/v1/stations?bbox=115.943217,{lat},116,31"),
            format!("/api/v1/stations?q=secretquery{step}"),
            format!("/nowhere/{lat}"),
        ] {
            site.get_with(&uri, &[("x-forwarded-for", "203.0.113.77")]).await;
        }
        let moved = json!({ "problem": "moved", "lat": lat.parse::<f64>().unwrap(), "lon": 115.943_217,
            "text": format!("secretquery{step}") });
        let wrong =
            json!({ "problem": "moved", "lat": 115.943_217, "lon": lat.parse::<f64>().unwrap() });
        for (kind, body) in [("right", moved), ("wrong", wrong)] {
            let key = format!("secretkey-{kind}-{step}");
            site.post("/api/v1/stations/LZ-1/reports", &key, &body).await;
        }
    }
    staff_come_in(&site).await;
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    let answered = log.matches("\"answered\"").count();
    assert!(answered >= 300, "{answered} lines: the log was not captured");
    let latitudes = (0..50).map(latitude);
    let others = [
        "115.9432",
        "secretquery",
        "secretkey",
        "lat=",
        "198.51.100.7",
        "203.0.113.77",
        "secretname",
        "secretpassword",
        "287082",
        "argon2id",
        "yizhan_",
    ];
    for secret in others.into_iter().map(str::to_owned).chain(latitudes) {
        let line = log.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "{secret} stands in the log: {line:?}");
    }
}

/// Some are let in and some are not; what they say is nobody else's.
async fn staff_come_in(site: &TestSite) {
    let wang = site.staff("secretname", Role::Editor).await;
    for body in [
        json!({ "name": "secretname", "password": "secretpassword", "code": "287082" }),
        json!({ "name": "secretname2", "password": "secretpassword" }),
        json!({ "name": "secretname", "password": ["secretpassword"] }),
    ] {
        site.sign_in_with(&body, &[("x-forwarded-for", "203.0.113.77")]).await;
    }
    let token = json!({ "name": "x", "scopes": ["reports"], "expires_at": "2027-01-01T00:00:00Z" });
    let token = wang.post("/admin/v1/account/tokens", &token).await.json();
    site.with_token(Method::GET, "/admin/v1/session", token["secret"].as_str().unwrap()).await;
}

fn latitude(step: usize) -> String {
    format!("30.5{:04}", 137 + step * 191)
}
