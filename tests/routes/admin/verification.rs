//! `/admin/v1/due`, `/admin/v1/checks`, `/admin/v1/campaigns`: verification.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    CampaignAnswer, CampaignsAnswer, CheckedAnswer, ChecksAnswer, DueAnswer, HistoryAnswer,
    StationAnswer, TasksAnswer,
};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

const ALL: [&str; 7] =
    ["name", "address", "position", "opening_hours", "access", "amenities", "phone"];

async fn file(browser: &Browser<'_>, key: &str, version: u64, visit: Value) -> Answer {
    let tag = format!("\"{version}\"");
    let headers = [("if-match", tag.as_str()), ("idempotency-key", key)];
    browser.ask_with(Method::POST, "/admin/v1/checks", &visit, &headers).await
}

fn all_as_told(code: &str) -> Value {
    json!({ "station": code, "found": "there", "confirmed": ALL })
}

async fn station(browser: &Browser<'_>, code: &str) -> StationAnswer {
    browser.get(&format!("/admin/v1/stations/{code}")).await.read()
}

#[tokio::test]
async fn a_visit_that_finds_all_as_told_notes_the_day_and_leaves_updated_at_alone() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let before = station(&editor, "LZ-1").await;
    site.clock.set(site.clock.now() + chrono::TimeDelta::minutes(10));
    let mut visit = all_as_told("LZ-1");
    visit["lat"] = json!(30.5501);
    visit["lon"] = json!(115.95);
    visit["datum"] = json!("wgs84");
    visit["accuracy_m"] = json!(8.0);
    let filed = file(&editor, "visit-one", 1, visit.clone()).await;
    assert_eq!(filed.status, 201, "{}", filed.text());
    assert_eq!(filed.header("etag"), "\"2\"");
    let filed: CheckedAnswer = filed.read();
    assert_eq!(filed.check.found, "as_told");
    let stood = filed.check.stood.unwrap();
    assert!((stood.distance_m - 11.1).abs() < 0.2, "a ten-thousandth of a degree: {stood:?}");
    let after = station(&editor, "LZ-1").await;
    assert_eq!(after.facts["verified_on"], json!("2026-11-21"));
    assert_eq!((after.version, after.updated_at), (2, before.updated_at));
    let history: HistoryAnswer = editor.get("/admin/v1/stations/LZ-1/history").await.read();
    let newest = &history.versions[0];
    assert_eq!(newest.origin.via, "check");
    assert_eq!(newest.origin.check.as_ref(), Some(&filed.check.id));
    let fields: Vec<&str> = newest.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["verified_on"]);

    let again = file(&editor, "visit-one", 1, visit).await;
    assert_eq!(again.status, 200, "the same visit, sent again");
    let again: CheckedAnswer = again.read();
    assert_eq!((again.check.id, again.edited.station.version), (filed.check.id, 2));
    let other = file(&editor, "visit-one", 2, all_as_told("LZ-2")).await;
    assert_eq!((other.status.as_u16(), &*other.problem()), (422, "key-reused"));
    let checks: ChecksAnswer = editor.get("/admin/v1/checks?station=LZ-1").await.read();
    assert_eq!(checks.checks.len(), 1);
}

#[tokio::test]
async fn a_visit_corrects_what_it_finds_and_leaves_nothing_open() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let before = station(&editor, "LZ-1").await;
    site.clock.set(site.clock.now() + chrono::TimeDelta::minutes(10));
    let open = json!({
        "station": "LZ-1", "found": "there", "confirmed": ["name", "address"],
        "corrected": { "opening_hours": "Mo-Su 08:00-20:00", "microwave": "yes" },
    });
    let refused = file(&editor, "visit-two", 1, open.clone()).await;
    assert_eq!((refused.status.as_u16(), &*refused.problem()), (422, "wrong-facts"));
    let errors = refused.json()["errors"].as_array().unwrap().clone();
    let fields: Vec<&str> = errors.iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["position", "access", "phone"]);

    let mut whole = open;
    whole["confirmed"] = json!(["name", "address", "position", "access", "phone"]);
    let filed: CheckedAnswer = file(&editor, "visit-two", 1, whole.clone()).await.read();
    assert_eq!(filed.check.found, "corrected");
    let after = station(&editor, "LZ-1").await;
    assert_eq!(after.facts["opening_hours"], json!("Mo-Su 08:00-20:00"));
    assert!(after.updated_at > before.updated_at);
    for (corrected, field) in [
        (json!({ "opening_hours": "gibberish" }), "opening_hours"),
        (json!({ "opening_hours": "24/7", "verified_on": "2020-01-01" }), "verified_on"),
    ] {
        let mut visit = all_as_told("LZ-1");
        visit["corrected"] = corrected;
        let refused = file(&editor, "visit-three", 2, visit).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert_eq!(refused.json()["errors"][0]["field"], json!(field));
    }
    let late = file(&editor, "visit-four", 1, all_as_told("LZ-1")).await;
    assert_eq!((late.status.as_u16(), &*late.problem()), (412, "precondition-failed"));
}

#[tokio::test]
async fn a_visit_that_finds_nothing_says_so_and_verifies_nothing() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let gone = |note: &str| json!({ "station": "LZ-2", "found": "not_there", "note": note });
    let mute = file(&editor, "visit-gone", 1, gone(" ")).await;
    assert_eq!(
        (mute.status.as_u16(), mute.json()["errors"][0]["field"].clone()),
        (422, json!("note"))
    );
    let filed: CheckedAnswer = file(&editor, "visit-gone", 1, gone("改成便利店了")).await.read();
    assert_eq!((filed.check.found.as_str(), filed.edited.station.version), ("not_there", 1));
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let retired = file(&boss, "visit-retired", 1, all_as_told("LZ-8")).await;
    assert_eq!((retired.status.as_u16(), &*retired.problem()), (410, "retired-station"));
}

#[tokio::test]
async fn what_is_due_is_told_the_longest_overdue_first_page_by_page() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let all: DueAnswer = editor.get("/admin/v1/due").await.read();
    assert!(all.stations.iter().all(|due| due.area == "990001001"), "one's own");
    let days: Vec<_> = all.stations.iter().map(|due| due.due_on).collect();
    assert!(days.is_sorted());
    let first = all.stations.iter().find(|due| due.code == "LZ-1").unwrap();
    assert_eq!((first.due_on.to_string().as_str(), first.overdue_days), ("2027-02-01", -72));
    assert_eq!(all.matched as usize, all.stations.len());
    let mut seen = Vec::new();
    let mut uri = "/admin/v1/due?limit=2".to_owned();
    loop {
        let page: DueAnswer = editor.get(&uri).await.read();
        seen.extend(page.stations.into_iter().map(|due| due.code));
        let Some(next) = page.next else { break };
        uri = format!("/admin/v1/due?limit=2&cursor={next}");
    }
    assert_eq!(seen, all.stations.iter().map(|due| due.code.clone()).collect::<Vec<_>>());
    let overdue: DueAnswer = editor.get("/admin/v1/due?by=2026-11-20").await.read();
    assert!(overdue.stations.iter().all(|due| due.overdue_days > 0));
    assert_eq!(overdue.overdue, all.overdue);
    filed_today(&editor, "LZ-1").await;
    let one: DueAnswer = editor.get("/admin/v1/due?station=LZ-1").await.read();
    assert_eq!(one.stations[0].due_on.to_string(), "2027-02-21", "a quarter from today");
}

async fn filed_today(editor: &Browser<'_>, code: &str) {
    let filed = file(editor, &format!("today-{code}"), 1, all_as_told(code)).await;
    assert_eq!(filed.status, 201, "{}", filed.text());
}

async fn begun(boss: &Browser<'_>, body: Value) -> CampaignAnswer {
    let answer = boss.post("/admin/v1/campaigns", &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.read()
}

#[tokio::test]
async fn a_campaign_makes_tasks_that_visits_do_and_tells_its_progress_by_area_and_person() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let editor = site.staff("editor", Role::Editor).await;
    let body = json!({ "name": "第四季度核验", "due_on": "2026-12-31" });
    let campaign = begun(&boss, body.clone()).await;
    assert_eq!((campaign.state.as_str(), campaign.tasks, campaign.done), ("running", 7, 0));
    let areas: Vec<(&str, u64)> =
        campaign.by_area.iter().map(|here| (here.area.as_str(), here.tasks)).collect();
    assert_eq!(areas, [("990001001", 6), ("990001002", 1)], "not of the retired one");
    let uri = format!("/admin/v1/campaigns/{}", campaign.id);

    let share = json!({ "area": "990001001", "account": editor.account.id.to_string() });
    let given = boss.put(&format!("{uri}/assignments"), &share).await;
    assert_eq!(given.status, 200, "{}", given.text());
    let share = json!({ "stations": ["LZ-6"] });
    let given: CampaignAnswer = boss.put(&format!("{uri}/assignments"), &share).await.read();
    let people: Vec<(bool, u64)> =
        given.by_person.iter().map(|here| (here.account.is_some(), here.tasks)).collect();
    assert_eq!(people, [(false, 2), (true, 5)]);

    filed_today(&editor, "LZ-1").await;
    let list: CampaignsAnswer = editor.get("/admin/v1/campaigns").await.read();
    assert_eq!((list.campaigns[0].tasks, list.campaigns[0].done), (6, 1), "in one's own area");
    let done: TasksAnswer = editor.get(&format!("{uri}/tasks?state=done")).await.read();
    assert_eq!((done.tasks.len(), done.tasks[0].station.as_str()), (1, "LZ-1"));
    assert!(done.tasks[0].check.is_some() && done.tasks[0].done_at.is_some());
    let mine = format!("{uri}/tasks?account={}&state=open", editor.account.id);
    let mine: TasksAnswer = editor.get(&mine).await.read();
    assert_eq!(mine.tasks.len(), 4);
    let due: DueAnswer = editor.get("/admin/v1/due?station=LZ-2").await.read();
    assert_eq!(due.stations[0].campaigns, std::slice::from_ref(&campaign.id));

    let nobody = json!({ "area": "990001001", "account": "01JD8V5T6MZ0Q4W8YKX3N7R2PA" });
    let refused = boss.put(&format!("{uri}/assignments"), &nobody).await;
    assert_eq!((refused.status.as_u16(), &*refused.problem()), (404, "unknown-account"));
}

#[tokio::test]
async fn a_campaign_is_changed_at_the_version_that_was_seen_and_ended_once() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let body = json!({
        "name": "职工之家", "due_on": "2026-12-31", "starts_on": "2026-12-01",
        "kinds": ["worker_home"],
    });
    let campaign = begun(&boss, body).await;
    assert_eq!((campaign.state.as_str(), campaign.tasks), ("planned", 1));
    let uri = format!("/admin/v1/campaigns/{}", campaign.id);
    filed_today(&boss, "LZ-7").await;
    let early: CampaignAnswer = boss.get(&uri).await.read();
    assert_eq!(early.done, 0, "it had not begun");
    let change = async |tag: &str, body: Value| {
        boss.ask_with(Method::PATCH, &uri, &body, &[("if-match", tag)]).await
    };
    let changed: CampaignAnswer = change("\"1\"", json!({ "due_on": "2027-01-15" })).await.read();
    assert_eq!((changed.due_on.to_string().as_str(), changed.version), ("2027-01-15", 2));
    let late = change("\"1\"", json!({ "name": "别的" })).await;
    assert_eq!((late.status.as_u16(), late.json()["current"]["version"].clone()), (412, json!(2)));
    let wrong = change("\"2\"", json!({ "due_on": "2026-11-30" })).await;
    assert_eq!((wrong.status.as_u16(), &*wrong.problem()), (422, "wrong-facts"));
    assert_eq!(change("", json!({})).await.status, 400);
    let end = async |tag: &str| {
        boss.ask_with(Method::POST, &format!("{uri}/end"), &Value::Null, &[("if-match", tag)]).await
    };
    let ended: CampaignAnswer = end("\"2\"").await.read();
    assert_eq!(ended.state, "ended");
    let twice = end("\"3\"").await;
    assert_eq!((twice.status.as_u16(), &*twice.problem()), (409, "campaign-ended"));
    for (body, status) in [
        (json!({ "name": "x", "due_on": "2026-12-31", "areas": ["990001009"] }), 422),
        (json!({ "name": "", "due_on": "2026-12-31" }), 422),
        (json!({ "name": "x" }), 400),
        (json!({ "name": "x", "due_on": "2026-12-31", "kinds": ["home"] }), 400),
    ] {
        assert_eq!(boss.post("/admin/v1/campaigns", &body).await.status, status, "{body}");
    }
}
