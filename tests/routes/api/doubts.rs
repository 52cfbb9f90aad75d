//! Several riders who find a station closed cast doubt on it (待核实).

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use yizhan::clock::Clock as _;
use yizhan::domain::edit::{ChangeSet, Origin, Settlement, Via};
use yizhan::domain::report::ReportState;
use yizhan::storage::{Audit, ReportFilter, ReportPage};

use crate::harness::site::{Answer, TestSite};

/// `needs_check` wherever it is told.
async fn told(site: &TestSite) -> Vec<Value> {
    let of = |answer: Answer, pointer: &str| answer.json().pointer(pointer).cloned().unwrap();
    vec![
        of(site.get("/api/v1/stations/LZ-1").await, "/station/needs_check"),
        of(site.get("/api/v1/stations?q=LZ-1").await, "/stations/0/needs_check"),
    ]
}

async fn report_closed(site: &TestSite, key: &str) {
    let body = json!({ "problem": "closed" });
    let filed = site.post("/api/v1/stations/LZ-1/reports", key, &body).await;
    assert_eq!(filed.status, 201);
}

async fn next_build(site: &TestSite) -> bool {
    let mut builds = site.app.builds();
    timeout(Duration::from_secs(2), builds.changed()).await.is_ok()
}

#[tokio::test]
async fn three_reports_of_a_day_flag_a_station_and_a_confirmation_takes_the_flag_away() {
    let site = TestSite::new().await;
    let following = tokio::spawn(Arc::clone(&site.app).follow());
    for key in ["rider-one", "rider-two"] {
        report_closed(&site, key).await;
    }
    assert!(!next_build(&site).await, "two may be mistaken");
    let (built, ()) = tokio::join!(next_build(&site), report_closed(&site, "rider-three"));
    assert!(built);
    assert_eq!(told(&site).await, [json!(true), json!(true)]);
    let page = site.get("/s/LZ-1").await.text();
    assert!(page.contains("待核实"), "{page}");
    let pack: Value = serde_json::from_slice(&site.app.pack().unwrap().json).unwrap();
    assert_eq!(pack["stations"]["needs_check"], json!([0]));

    site.clock.set("2026-11-21T20:00:00+08:00".parse().unwrap());
    let seen = site.post("/api/v1/stations/LZ-1/confirmations", "rider-four", &json!({})).await;
    assert_eq!(seen.status, 201);
    site.app.republish().await.unwrap();
    assert_eq!(told(&site).await, [json!(false), json!(false)]);
    following.abort();
}

#[tokio::test]
async fn a_decision_takes_the_flag_away_and_merging_alone_does_not() {
    let site = TestSite::new().await;
    for key in ["rider-one", "rider-two", "rider-three"] {
        report_closed(&site, key).await;
    }
    let page = ReportPage { before: None, limit: 9 };
    let reports = site.app.store.list_reports(&ReportFilter::default(), page).await.unwrap();
    let decide = async |number: usize, state: ReportState| {
        let settles = vec![Settlement::Report { id: reports[number].id, state }];
        let origin = Origin { actor: "wang".to_owned(), via: Via::Console, reason: String::new() };
        let audit = Audit { id: site.clock.new_id(), at: site.clock.now(), origin };
        let set = ChangeSet { settles, ..ChangeSet::default() };
        site.app.store.apply(&set, None, &audit).await.unwrap();
        site.app.republish().await.unwrap();
        told(&site).await[0].clone()
    };
    let merged = || ReportState::Merged { into: reports[0].id, reason: String::new() };
    assert_eq!(decide(1, merged()).await, json!(true));
    assert_eq!(decide(2, merged()).await, json!(true));
    let rejected = ReportState::Rejected { reason: "照常开放".to_owned() };
    assert_eq!(decide(0, rejected).await, json!(false));
}
