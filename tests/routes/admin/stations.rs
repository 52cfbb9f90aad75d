//! `/admin/v1/stations`: the ledger, station by station.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AdminProblem, EditedAnswer, HistoryAnswer, RegisterAnswer, StationAnswer,
};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

/// Changes a station at a version.
async fn patch(browser: &Browser<'_>, uri: &str, version: u64, body: &Value) -> Answer {
    let tag = format!("\"{version}\"");
    browser.ask_with(Method::PATCH, uri, body, &[("if-match", &tag)]).await
}

/// Does something to a station at a version.
async fn act(browser: &Browser<'_>, uri: &str, version: u64, body: &Value) -> Answer {
    let tag = format!("\"{version}\"");
    browser.ask_with(Method::POST, uri, body, &[("if-match", &tag)]).await
}

#[tokio::test]
async fn a_station_is_read_with_its_version_and_with_private_columns_in_own_areas() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let own = editor.get("/admin/v1/stations/lz-1?datum=gcj02").await;
    assert_eq!((own.status.as_u16(), own.header("etag")), (200, "\"1\""));
    assert_eq!(own.header("cache-control"), "private, no-store");
    let own: StationAnswer = own.read();
    assert!(own.with_private);
    for (key, value) in [
        ("manager", json!("张三")),
        ("aliases", json!(["湖心亭"])),
        ("access", json!(["open_door", "card"])),
        ("seats", json!(12)),
        ("floor_area_m2", Value::Null),
        ("drinking_water", json!("yes")),
        ("opening_hours", json!("24/7")),
        ("datum", json!("gcj02")),
    ] {
        assert_eq!(own.facts[key], value, "{key}");
    }
    assert_ne!(own.facts["lon"], json!(115.95));
    let other: StationAnswer = editor.get("/admin/v1/stations/LZ-7").await.read();
    assert!(!other.with_private && !other.facts.contains_key("manager"));
    assert!(!other.facts.contains_key("note") && other.facts["name"] == "山西职工之家");
    let unknown = editor.get("/admin/v1/stations/LZ-99").await;
    assert_eq!((unknown.status.as_u16(), unknown.problem().as_str()), (404, "unknown-station"));
}

#[tokio::test]
async fn the_register_is_filtered_and_paged_and_holds_what_riders_are_not_told_of() {
    let site = TestSite::new().await;
    let auditor = site.staff("auditor", Role::Auditor).await;
    let codes = async |query: &str| -> Vec<String> {
        let answer = auditor.get(&format!("/admin/v1/stations?{query}")).await;
        let page: RegisterAnswer = answer.read();
        page.stations.into_iter().map(|station| station.code).collect()
    };
    for (query, expected) in [
        ("status=retired", vec!["LZ-8"]),
        ("status=temporarily_closed", vec!["LZ-6"]),
        ("unit=U2", vec!["LZ-7", "LZ-8"]),
        ("area=990001002&kind=worker_home", vec!["LZ-7"]),
        ("q=%E6%97%A7%E9%A9%BF%E7%AB%99", vec!["LZ-8"]),
        ("q=huxinyizhan", vec!["LZ-1"]),
        ("amenities=aed", vec!["LZ-1"]),
        ("open=now&area=990001001", vec!["LZ-1"]),
        ("bbox=115.84,30.54,115.86,30.56", vec!["LZ-7", "LZ-8"]),
        ("status=planned", vec![]),
    ] {
        assert_eq!(codes(query).await, expected, "{query}");
    }
    let mut all = Vec::new();
    let mut uri = "/admin/v1/stations?limit=3".to_owned();
    loop {
        let page: RegisterAnswer = auditor.get(&uri).await.read();
        assert_eq!(page.matched, 8);
        all.extend(page.stations.into_iter().map(|station| station.code));
        match page.next {
            Some(next) => uri = format!("/admin/v1/stations?limit=3&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(all, ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6", "LZ-7", "LZ-8"]);
    let wrong = auditor.get("/admin/v1/stations?open=arrival").await;
    assert_eq!((wrong.status.as_u16(), wrong.problem().as_str()), (400, "invalid-parameter"));
}

#[tokio::test]
async fn a_change_needs_the_version_and_is_told_in_the_history() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let uri = "/admin/v1/stations/LZ-1";
    let body = json!({ "seats": 20, "phone": null, "reason": "来电核实" });
    let blind = editor.ask(Method::PATCH, uri, &body).await;
    assert_eq!((blind.status.as_u16(), blind.problem().as_str()), (428, "precondition-required"));
    let done = patch(&editor, uri, 1, &body).await;
    assert_eq!((done.status.as_u16(), done.header("etag")), (200, "\"2\""));
    let done: EditedAnswer = done.read();
    assert_eq!(
        (&done.station.facts["seats"], &done.station.facts["phone"]),
        (&json!(20), &Value::Null)
    );
    assert!(done.warnings.is_empty());

    let late = patch(&editor, uri, 1, &json!({ "seats": 21, "stars": 5 })).await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (412, "precondition-failed"));
    let problem: AdminProblem = late.read();
    assert_eq!(problem.current.unwrap()["facts"]["seats"], 20);
    let told = |changes: Vec<yizhan::http::admin::schema::ChangeAnswer>| -> Vec<String> {
        changes.iter().map(|c| format!("{} {}→{}", c.field, c.old, c.new)).collect()
    };
    assert_eq!(told(problem.theirs.unwrap()), ["seats 12→20", "phone 12351→"]);
    assert_eq!(told(problem.yours.unwrap()), ["seats 20→21", "stars →5"]);

    let history: HistoryAnswer = editor.get(&format!("{uri}/history")).await.read();
    let newest = &history.versions[0];
    assert_eq!((newest.version, newest.origin.via.as_str()), (2, "console"));
    assert_eq!(newest.origin.reason, "来电核实");
    assert!(newest.origin.actor.starts_with("editor@"));
    assert_eq!(history.versions[1].origin.via, "first_start");
}

#[tokio::test]
async fn wrong_facts_are_all_named_in_the_language_of_the_reader() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let body = json!({ "seats": "many", "opening_hours": "早出晚归", "colour": "red" });
    let uri = "/admin/v1/stations/LZ-1";
    let wrong = patch(&editor, uri, 1, &body).await;
    assert_eq!((wrong.status.as_u16(), wrong.problem().as_str()), (422, "wrong-facts"));
    let problem: AdminProblem = wrong.read();
    let errors = problem.errors.unwrap();
    let mut fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["colour", "opening_hours", "seats"]);
    let seats = errors.iter().find(|error| error.field == "seats").unwrap();
    assert_eq!(seats.way_out, "write the figure alone, e.g. 45.5");
    let headers = [("if-match", "\"1\""), ("accept-language", "zh-CN")];
    let in_chinese = editor.ask_with(Method::PATCH, uri, &body, &headers[..1]).await;
    assert_eq!(in_chinese.status.as_u16(), 422);
    for body in [json!([1]), json!("x")] {
        let malformed = patch(&editor, uri, 1, &body).await;
        assert_eq!(malformed.problem(), "malformed-body", "{body}");
    }
    let odd = patch(&editor, uri, 1, &json!({ "opening_hours": "08:30-5:30" })).await;
    let odd: EditedAnswer = odd.read();
    assert_eq!(odd.warnings[0].field, "opening_hours", "taken, and said to be strange");
}

#[tokio::test]
async fn a_station_is_added_closed_reopened_moved_merged_retired_and_restored() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let new = json!({ "name": "新驿站", "kind": "union_station", "lon": 115.955, "lat": 30.551 });
    let added = boss.post("/admin/v1/stations", &new).await;
    assert_eq!((added.status.as_u16(), added.header("etag")), (201, "\"1\""));
    let uri = added.header("location").to_owned();
    let added: EditedAnswer = added.read();
    assert_eq!(uri, format!("/admin/v1/stations/{}", added.station.code));

    let steps = [
        (
            "close",
            json!({ "reason": "装修", "until": "2026-12-01" }),
            "status",
            "temporarily_closed",
        ),
        ("reopen", json!({}), "status", "open"),
        ("move", json!({ "lat": 30.55, "lon": 115.85, "datum": "wgs84" }), "area", "990001002"),
        ("retire", json!({ "reason": "搬走" }), "status", "retired"),
        ("restore", json!({ "version": 1 }), "area", "990001001"),
        ("merge", json!({ "into": "LZ-1" }), "merged_into", "LZ-1"),
    ];
    for (version, (action, body, key, value)) in (1..).zip(&steps) {
        let done = act(&boss, &format!("{uri}/{action}"), version, body).await;
        assert_eq!(done.status.as_u16(), 200, "{action}: {}", done.text());
        let done: EditedAnswer = done.read();
        assert_eq!(done.station.facts[*key], *value, "{action}");
        let blind = boss.post(&format!("{uri}/{action}"), body).await;
        assert_eq!(blind.status.as_u16(), 428, "{action}");
        let late = act(&boss, &format!("{uri}/{action}"), version, body).await;
        assert_eq!(late.status.as_u16(), 412, "{action}");
    }
    for (action, body, status, problem) in [
        ("reopen", json!({}), 409, "not-closed"),
        ("merge", json!({ "into": "LZ-8" }), 409, "cannot-merge"),
        ("merge", json!({ "into": "LZ-99" }), 404, "unknown-station"),
        ("restore", json!({ "version": 99 }), 404, "unknown-version"),
        ("restore", json!({}), 400, "missing-parameter"),
        ("close", json!({ "reason": "x", "until": "2026-01-01" }), 422, "wrong-facts"),
        ("close", json!({ "reason": "x", "until": "soon" }), 400, "invalid-parameter"),
        ("move", json!({ "lat": 30.55, "lon": 115.85 }), 400, "missing-parameter"),
        ("move", json!({ "lat": 130.0, "lon": 30.0, "datum": "wgs84" }), 400, "invalid-parameter"),
    ] {
        let refused = act(&boss, &format!("{uri}/{action}"), 7, &body).await;
        assert_eq!((refused.status.as_u16(), &*refused.problem()), (status, problem), "{body}");
    }
    let taken =
        json!({ "code": "LZ-1", "name": "x", "kind": "union_station", "lon": 115.9, "lat": 30.5 });
    let taken = boss.post("/admin/v1/stations", &taken).await;
    assert_eq!((taken.status.as_u16(), &*taken.problem()), (409, "code-taken"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_editors_with_one_version_exactly_one_writes() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let race = (0..8).map(|seats| {
        let editor = editor.clone();
        async move {
            let body = json!({ "seats": 100 + seats });
            patch(&editor, "/admin/v1/stations/LZ-1", 1, &body).await.status.as_u16()
        }
    });
    let mut statuses = futures_util::future::join_all(race).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    let now: StationAnswer = editor.get("/admin/v1/stations/LZ-1").await.read();
    assert_eq!(now.version, 2);
}
