//! Following the store: a new revision and a new day make a new snapshot, and the old one is
//! served while the store is down.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::storage::Audit;

use crate::harness::site::TestSite;

#[tokio::test]
async fn what_anybody_writes_to_the_store_is_published() {
    let site = TestSite::new().await;
    let mut builds = site.app.builds();
    let following = tokio::spawn(Arc::clone(&site.app).follow());
    let code = "LZ-1".parse().unwrap();
    let mut station = site.app.store.record(&code).await.unwrap().unwrap().station;
    station.name = "新名驿站".to_owned();
    let changes = vec![Change::Update { expected: None, station }];
    let origin = Origin { actor: "another".to_owned(), via: Via::Api, reason: String::new() };
    let clock = &site.app.clock;
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    site.app.store.apply(&ChangeSet::of(changes), None, &audit).await.unwrap();

    timeout(Duration::from_secs(5), builds.changed()).await.unwrap().unwrap();
    assert_eq!(builds.borrow().revision, 2);
    let answer = site.get("/api/v1/stations/LZ-1").await;
    assert_eq!(answer.json()["station"]["name"], "新名驿站");
    following.abort();
}

#[tokio::test]
async fn at_midnight_the_schedules_are_compiled_for_the_new_day() {
    let site = TestSite::new().await;
    let before = site.app.published.load().first_day();
    site.clock.set("2026-11-22T00:00:01+08:00".parse().unwrap());
    let mut builds = site.app.builds();
    let following = tokio::spawn(Arc::clone(&site.app).follow());
    timeout(Duration::from_secs(15), builds.changed()).await.unwrap().unwrap();
    assert_eq!(site.app.published.load().first_day(), before.succ_opt().unwrap());
    assert_eq!(builds.borrow_and_update().revision, 1);
    // And only once for the day.
    assert!(timeout(Duration::from_secs(6), builds.changed()).await.is_err());
    following.abort();
}

#[tokio::test]
async fn while_the_store_is_down_the_last_snapshot_is_served_and_the_server_stays_ready() {
    let site = TestSite::new().await;
    site.app.store.close().await;
    let following = tokio::spawn(Arc::clone(&site.app).follow());
    for _ in 0..100 {
        if !site.app.store_answers() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let ready = site.get("/readyz").await;
    assert_eq!((ready.status.as_u16(), &ready.json()["store"]), (200, &"unreachable".into()));
    assert_eq!(site.get("/api/v1/stations/LZ-1").await.status, 200);
    let metrics = String::from_utf8(site.get("/metrics").await.body).unwrap();
    assert!(metrics.contains("yizhan_store_up 0"));
    following.abort();
}
