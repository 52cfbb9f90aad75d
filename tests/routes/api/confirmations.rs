//! `POST /api/v1/stations/{code}/confirmations`

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use yizhan::http::api::schema::{ConfirmationRequest, ReceiptAnswer, StationDetail};

use crate::harness::site::{Answer, TestSite};

const CONFIRMATIONS: &str = "/api/v1/stations/LZ-1/confirmations";

#[tokio::test]
async fn a_confirmation_is_filed_once_and_accepted_at_once() {
    let site = TestSite::new().await;
    let body = json!({ "seen_at": "2026-11-21T18:00:00+08:00" });
    let _documented: ConfirmationRequest = serde_json::from_value(body.clone()).unwrap();
    let first = site.post(CONFIRMATIONS, "a-tap-of-mine", &body).await;
    assert_eq!(first.status, 201);
    let receipt: ReceiptAnswer = first.read();
    assert_eq!(
        (receipt.kind.as_str(), receipt.state.as_str(), receipt.problem),
        ("confirmation", "accepted", None)
    );
    let again = site.post(CONFIRMATIONS, "a-tap-of-mine", &body).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    assert_eq!(site.app.store.confirmed().await.unwrap()[&"LZ-1".parse().unwrap()].count, 1);
}

#[tokio::test]
async fn a_confirmation_takes_no_words_and_no_future() {
    let site = TestSite::new().await;
    let answer = site.post(CONFIRMATIONS, "a-tap-of-mine", &json!({ "text": "x" })).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["parameter"]), (400, &Value::from("text")));
    let tomorrow = json!({ "seen_at": "2026-11-22T18:00:00+08:00" });
    assert_eq!(site.post(CONFIRMATIONS, "a-tap-of-mine", &tomorrow).await.status, 201);
    let confirmed = site.app.store.confirmed().await.unwrap();
    assert_eq!(confirmed[&"LZ-1".parse().unwrap()].last_at, site.app.clock.now());
}

/// `confirmed_on` wherever it is told.
async fn told(site: &TestSite) -> Vec<Value> {
    let of = |answer: Answer, pointer: &str| answer.json().pointer(pointer).cloned().unwrap();
    let nearest = site.get("/api/v1/stations/nearest?lat=30.55&lon=115.95&limit=1").await;
    vec![
        of(site.get("/api/v1/stations/LZ-1").await, "/station/confirmed_on"),
        of(site.get("/api/v1/stations?q=LZ-1").await, "/stations/0/confirmed_on"),
        of(nearest, "/stations/0/confirmed_on"),
    ]
}

#[tokio::test]
async fn within_an_hour_every_answer_tells_the_day_of_the_last_confirmation() {
    let site = TestSite::new().await;
    let following = tokio::spawn(Arc::clone(&site.app).follow());
    let mut builds = site.app.builds();
    let pack = site.get("/api/v1/stations/pack").await;
    assert_eq!(pack.json()["stations"]["confirmed_on"], json!([]));
    // Half past midnight there is still the day before in UTC.
    let body = json!({ "seen_at": "2026-11-21T00:30:00+08:00" });
    assert_eq!(site.post(CONFIRMATIONS, "a-tap-of-mine", &body).await.status, 201);
    assert_eq!(told(&site).await, vec![Value::Null; 3]);

    site.clock.set("2026-11-21T20:50:01+08:00".parse().unwrap());
    timeout(Duration::from_secs(15), builds.changed()).await.unwrap().unwrap();
    assert_eq!(told(&site).await, vec![Value::from("2026-11-21"); 3]);
    assert_eq!(builds.borrow_and_update().revision, 1, "the ledger is the same");
    let detail: StationDetail = site.get("/api/v1/stations/LZ-1").await.read();
    assert_eq!(detail.station.confirmed_on.unwrap().to_string(), "2026-11-21");

    // Another one on the same day is no news.
    assert_eq!(site.post(CONFIRMATIONS, "another-tap", &json!({})).await.status, 201);
    site.clock.set("2026-11-21T21:50:02+08:00".parse().unwrap());
    assert!(timeout(Duration::from_secs(6), builds.changed()).await.is_err());
    following.abort();
}
