//! `/admin/v1/reports`: what riders report, and what becomes of it.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    HistoryAnswer, InboxAnswer, ReportAnswer, StaffReport, StationAnswer,
};

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

/// Files a report as a rider; gives the receipt.
async fn file(site: &TestSite, code: &str, key: &str, body: Value) -> String {
    let filed = site.post(&format!("/api/v1/stations/{code}/reports"), key, &body).await;
    assert_eq!(filed.status, 201, "{}", filed.text());
    filed.json()["receipt"].as_str().unwrap().to_owned()
}

async fn inbox(browser: &Browser<'_>, query: &str) -> InboxAnswer {
    browser.get(&format!("/admin/v1/reports{query}")).await.read()
}

async fn outcome(site: &TestSite, receipt: &str) -> (String, String) {
    let told = site.get(&format!("/api/v1/receipts/{receipt}")).await.json();
    let text = |key: &str| told[key].as_str().unwrap().to_owned();
    (text("state"), text("reason"))
}

#[tokio::test]
async fn the_inbox_is_that_of_ones_areas_and_counts_what_nobody_has_opened() {
    let site = TestSite::new().await;
    for (code, key) in [("LZ-1", "rider-one"), ("LZ-2", "rider-two"), ("LZ-7", "rider-three")] {
        file(&site, code, key, json!({ "problem": "closed" })).await;
    }
    let editor = site.staff("editor", Role::Editor).await;
    let own = inbox(&editor, "").await;
    let stations: Vec<_> = own.reports.iter().map(|report| report.station.as_str()).collect();
    assert_eq!(stations, ["LZ-2", "LZ-1"]);
    let waiting = |answer: &InboxAnswer| -> Vec<(String, u64, u64)> {
        answer.waiting.iter().map(|w| (w.area.clone(), w.waiting, w.unread)).collect()
    };
    assert_eq!(waiting(&own), [("990001001".to_owned(), 2, 2)]);
    let open = format!("/admin/v1/reports/{}/open", own.reports[0].id);
    assert_eq!(editor.post(&open, &Value::Null).await.status, 204);
    assert_eq!(waiting(&inbox(&editor, "").await), [("990001001".to_owned(), 2, 1)]);
    let auditor = site.staff("auditor", Role::Auditor).await;
    assert_eq!(waiting(&inbox(&auditor, "").await).len(), 2);
    for (query, expected) in [
        ("?area=990001002", vec!["LZ-7"]),
        ("?station=LZ-1", vec!["LZ-1"]),
        ("?problem=moved", vec![]),
        ("?state=accepted", vec![]),
        ("?state=new&limit=2", vec!["LZ-7", "LZ-2"]),
    ] {
        let page = inbox(&auditor, query).await;
        let found: Vec<_> = page.reports.iter().map(|report| report.station.as_str()).collect();
        assert_eq!(found, expected, "{query}");
        if let Some(next) = page.next {
            let rest = inbox(&auditor, &format!("{query}&cursor={next}")).await;
            assert_eq!((rest.reports[0].station.as_str(), rest.next), ("LZ-1", None));
        }
    }
    let planner = site.staff("planner", Role::Planner).await;
    assert_eq!(planner.get("/admin/v1/reports").await.status, 403);
}

#[tokio::test]
async fn an_accepted_report_becomes_an_edit_and_its_sender_reads_the_outcome() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "broken", "amenity": "hot_water", "text": "水龙头坏了" });
    let receipt = file(&site, "LZ-1", "rider-one", body).await;
    let editor = site.staff("editor", Role::Editor).await;
    let id = inbox(&editor, "").await.reports[0].id.clone();
    let uri = format!("/admin/v1/reports/{id}");
    let report: ReportAnswer = editor.get(&uri).await.read();
    assert_eq!(report.suggestion.look_at, ["hot_water"]);
    let facts = json!({ "hot_water": "out_of_order 2026-11-21 水龙头坏了" });
    assert_eq!(Value::Object(report.suggestion.facts.clone()), facts);
    assert_eq!((report.report.state.as_str(), report.station.version), ("new", 1));
    assert_eq!(editor.get(&format!("{uri}/photo")).await.status, 404);

    let accept = json!({ "reason": "已报修", "edit": report.suggestion.facts });
    let blind = editor.post(&format!("{uri}/accept"), &accept).await;
    assert_eq!(blind.status, 428);
    let late = [("if-match", "\"7\"")];
    let late = editor.ask_with(Method::POST, &format!("{uri}/accept"), &accept, &late).await;
    assert_eq!(late.status, 412);
    assert_eq!(outcome(&site, &receipt).await.0, "new", "neither of the two happened");
    let tag = [("if-match", "\"1\"")];
    let done = editor.ask_with(Method::POST, &format!("{uri}/accept"), &accept, &tag).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let done: ReportAnswer = done.read();
    assert_eq!((done.report.state.as_str(), done.edited.unwrap().station.version), ("accepted", 2));
    assert!(done.report.decided_by.unwrap().starts_with("editor@"));
    assert_eq!(outcome(&site, &receipt).await, ("accepted".to_owned(), "已报修".to_owned()));
    let history: HistoryAnswer = editor.get("/admin/v1/stations/LZ-1/history").await.read();
    let origin = &history.versions[0].origin;
    assert_eq!((origin.via.as_str(), origin.report.as_ref()), ("report", Some(&id)));
    let twice = editor.post(&format!("{uri}/reject"), &json!({ "reason": "x" })).await;
    assert_eq!((twice.status.as_u16(), &*twice.problem()), (409, "report-decided"));
}

#[tokio::test]
async fn an_accepted_report_without_an_edit_leads_to_one() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "moved", "lat": 30.551, "lon": 115.957, "text": "搬到对面" });
    file(&site, "LZ-1", "rider-one", body).await;
    let editor = site.staff("editor", Role::Editor).await;
    let id = inbox(&editor, "").await.reports[0].id.clone();
    let accept = format!("/admin/v1/reports/{id}/accept");
    let accepted: ReportAnswer = editor.post(&accept, &json!({})).await.read();
    assert_eq!((accepted.report.lat, accepted.report.lon), (Some(30.551), Some(115.957)));
    assert!(accepted.edited.is_none());
    let mut edit = Value::Object(accepted.suggestion.facts);
    assert_eq!(edit, json!({ "lon": 115.957, "lat": 30.551 }));
    edit["report"] = json!(id);
    let tag = [("if-match", "\"1\"")];
    let done = editor.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &edit, &tag).await;
    assert_eq!(done.status, 200, "{}", done.text());
    edit["report"] = json!("01JD8V5T6MZ0Q4W8YKX3N7R2PA");
    let tag = [("if-match", "\"2\"")];
    let unknown = editor.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &edit, &tag).await;
    assert_eq!((unknown.status.as_u16(), &*unknown.problem()), (404, "unknown-report"));
    let station: StationAnswer = editor.get("/admin/v1/stations/LZ-1").await.read();
    assert_eq!((station.version, &station.facts["lon"]), (2, &json!(115.957)));
}

#[tokio::test]
async fn a_report_is_rejected_with_a_reason_or_merged_into_another_of_the_same_station() {
    let site = TestSite::new().await;
    let closed = || json!({ "problem": "closed" });
    let first = file(&site, "LZ-1", "rider-one", closed()).await;
    let second = file(&site, "LZ-1", "rider-two", closed()).await;
    file(&site, "LZ-2", "rider-three", closed()).await;
    let editor = site.staff("editor", Role::Editor).await;
    let reports = inbox(&editor, "").await.reports;
    let [elsewhere, two, one] = [&reports[0].id, &reports[1].id, &reports[2].id];
    let act = async |id: &str, action: &str, body: Value| {
        editor.post(&format!("/admin/v1/reports/{id}/{action}"), &body).await
    };
    for into in [two.as_str(), elsewhere.as_str(), "01JD8V5T6MZ0Q4W8YKX3N7R2PA"] {
        let refused = act(two, "merge", json!({ "into": into })).await;
        assert_eq!((refused.status.as_u16(), &*refused.problem()), (409, "cannot-merge"), "{into}");
    }
    let merged: StaffReport = act(two, "merge", json!({ "into": one })).await.read();
    assert_eq!(merged.merged_into.as_ref(), Some(one));
    let mute = act(one, "reject", json!({ "reason": "  " })).await;
    assert_eq!((mute.status.as_u16(), &*mute.problem()), (422, "wrong-facts"));
    let rejected: StaffReport = act(one, "reject", json!({ "reason": "当天停电" })).await.read();
    assert_eq!(rejected.state, "rejected");
    assert_eq!(outcome(&site, &first).await, ("rejected".to_owned(), "当天停电".to_owned()));
    assert_eq!(outcome(&site, &second).await.0, "merged");
    assert_eq!(site.app.store.revision().await.unwrap(), 1, "the ledger stays as it is");
}

#[tokio::test]
async fn a_riders_words_are_shown_as_they_were_written() {
    let site = TestSite::new().await;
    let text = "  没人，灯也坏了（周日）！\n电话：13800138000  ";
    file(&site, "LZ-1", "rider-one", json!({ "problem": "other", "text": text })).await;
    let editor = site.staff("editor", Role::Editor).await;
    let shown = &inbox(&editor, "").await.reports[0];
    assert_eq!(shown.text, "没人，灯也坏了（周日）！ 电话：13800138000");
}

#[tokio::test]
async fn of_a_report_that_is_erased_the_inbox_shows_that_there_was_one() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "moved", "lat": 30.551, "lon": 115.957, "text": "我是张三" });
    let receipt = file(&site, "LZ-1", "rider-one", body).await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let editor = site.staff("editor", Role::Editor).await;
    let id = inbox(&editor, "").await.reports[0].id.clone();
    let uri = format!("/admin/v1/reports/{id}/erasure");
    assert_eq!(editor.post(&uri, &json!({})).await.status, 403);
    let left: StaffReport = boss.post(&uri, &json!({ "reason": "本人要求" })).await.read();
    assert_eq!((left.text.as_str(), left.lat, left.problem.as_str()), ("", None, "moved"));
    assert!(left.erased_at.is_some());
    let again: StaffReport = boss.post(&uri, &json!({ "reason": "再次" })).await.read();
    assert_eq!(again.erased_at, left.erased_at);
    assert_eq!(outcome(&site, &receipt).await.0, "new");
    let events = boss.get("/admin/v1/account-events").await.json();
    assert_eq!(events["events"][0]["act"], "report_erased");
    let details = json!([format!("report: {id}"), "reason: 本人要求"]);
    assert_eq!(events["events"][0]["details"], details);
    let reject = format!("/admin/v1/reports/{id}/reject");
    assert_eq!(editor.post(&reject, &json!({ "reason": "已抹除" })).await.status, 200);
}
