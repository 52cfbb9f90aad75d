//! `/admin/v1/audit` and `/admin/v1/revisions`: what was written, and undoing it.

use axum::http::Method;
use serde_json::json;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{AuditAnswer, RevisionAnswer};

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

async fn edited(browser: &Browser<'_>, code: &str, version: u64, seats: u32) {
    let tag = format!("\"{version}\"");
    let uri = format!("/admin/v1/stations/{code}");
    let body = json!({ "seats": seats, "reason": "=盘点" });
    let done = browser.ask_with(Method::PATCH, &uri, &body, &[("if-match", &tag)]).await;
    assert_eq!(done.status, 200, "{}", done.text());
}

#[tokio::test]
async fn the_audit_log_is_searched_by_who_what_when_and_through_what() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let editor = site.staff("editor", Role::Editor).await;
    edited(&editor, "LZ-1", 1, 20).await;
    site.clock.set("2026-11-21T20:00:00+08:00".parse().unwrap());
    edited(&boss, "LZ-7", 1, 21).await;
    edited(&editor, "LZ-1", 2, 22).await;
    let undone = boss.post("/admin/v1/revisions/4/undo", &json!({})).await;
    assert_eq!(undone.status, 200);
    let auditor = site.staff("auditor", Role::Auditor).await;
    let found = async |query: &str| -> Vec<u64> {
        let answer = auditor.get(&format!("/admin/v1/audit?{query}")).await;
        let answer: AuditAnswer = answer.read();
        answer.entries.iter().map(|entry| entry.revision).collect()
    };
    let editors_id = editor.account.id.to_string();
    for (query, revisions) in [
        ("", vec![5, 4, 3, 2, 1]),
        ("actor=EDITOR", vec![4, 2]),
        (&format!("actor={editors_id}"), vec![4, 2]),
        ("actor=%25", vec![]),
        ("actor=console", vec![]),
        ("code=lz-7", vec![3, 1]),
        ("via=undo", vec![5]),
        ("via=first_start", vec![1]),
        ("via=console&code=LZ-1", vec![4, 2]),
        ("from=2026-11-21T20:00:00%2B08:00", vec![5, 4, 3]),
        ("to=2026-11-21T20:00:00%2B08:00", vec![2, 1]),
    ] {
        assert_eq!(found(query).await, revisions, "{query}");
    }
    let page: AuditAnswer = auditor.get("/admin/v1/audit?limit=2").await.read();
    let next = page.next.unwrap();
    assert_eq!(found(&format!("limit=3&cursor={next}")).await, [3, 2, 1]);
    let entry = &page.entries[0];
    assert_eq!((entry.origin.undone_revision, entry.stations, entry.hash.len()), (Some(4), 1, 64));
    assert_eq!(auditor.get("/admin/v1/audit?via=magic").await.status, 400);
    assert_eq!(editor.get("/admin/v1/audit").await.status, 403);
    let check = site.app.store.verify_audit().await.unwrap();
    assert!(check.is_intact(), "{check:?}");
}

#[tokio::test]
async fn the_audit_log_goes_out_as_a_table_one_line_a_fact() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    edited(&boss, "LZ-1", 1, 20).await;
    let file = boss.get("/admin/v1/audit/export?via=console").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let text = file.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "revision,at,actor,via,from,reason,code,version,field,old,new");
    let actor = format!("boss@{}", boss.account.id);
    let line = format!("2,2026-11-21T19:50:00+08:00,{actor},console,,'=盘点,LZ-1,2,seats,12,20");
    assert_eq!(lines[1..], [line]);
    let first = boss.get("/admin/v1/audit/export?via=first_start").await.text();
    assert_eq!(first.lines().count(), 9, "one line a station that was created");
}

#[tokio::test]
async fn a_revision_tells_what_it_wrote_as_far_as_one_may_read() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let first: RevisionAnswer = editor.get("/admin/v1/revisions/1").await.read();
    let codes: Vec<_> = first.stations.iter().map(|station| station.code.as_str()).collect();
    assert_eq!(codes, ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6"]);
    edited(&editor, "LZ-2", 1, 60).await;
    let second: RevisionAnswer = editor.get("/admin/v1/revisions/2").await.read();
    assert_eq!(second.stations[0].changes[0].new, "60");
    for (uri, status, problem) in [
        ("/admin/v1/revisions/99", 404, "unknown-revision"),
        ("/admin/v1/revisions/x", 404, "unknown-revision"),
    ] {
        let refused = editor.get(uri).await;
        assert_eq!((refused.status.as_u16(), &*refused.problem()), (status, problem));
    }
    let first = editor.post("/admin/v1/revisions/1/undo", &json!({})).await;
    assert_eq!((first.status.as_u16(), &*first.problem()), (409, "not-undoable"));
}
