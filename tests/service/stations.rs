//! Staff change stations: allowed or not, on the version that they have seen, told in the history.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use yizhan::clock::Clock as _;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::Via;
use yizhan::domain::filing::{Filing, ReceiptCode};
use yizhan::domain::role::{AccountId, Actor, Role, Through};
use yizhan::domain::station::{Record, StationCode};
use yizhan::domain::status::Status;
use yizhan::service::stations::close::{Days, close_station};
use yizhan::service::stations::create::create_station;
use yizhan::service::stations::edit::edit_station;
use yizhan::service::stations::history::station_history;
use yizhan::service::stations::merge::merge_duplicates;
use yizhan::service::stations::relocate::move_station;
use yizhan::service::stations::reopen::reopen_station;
use yizhan::service::stations::restore::restore_station;
use yizhan::service::stations::retire::retire_station;
use yizhan::service::stations::undo::undo_revision;
use yizhan::service::stations::{By, EditError, Target};
use yizhan::service::{App, ServiceError};

use crate::harness::site::TestSite;

fn code(text: &str) -> StationCode {
    text.parse().unwrap()
}

/// Somebody who keeps the area in the east, where LZ-1 to LZ-6 lie.
pub(crate) fn editor() -> Actor {
    Actor {
        account: AccountId(ulid::Ulid::from_parts(1, 7)),
        name: "小王".to_owned(),
        role: Role::Editor,
        areas: BTreeSet::from(["990001001".parse().unwrap()]),
        units: BTreeSet::new(),
        through: Through::Console,
    }
}

pub(crate) fn administrator() -> Actor {
    Actor { role: Role::DistrictAdministrator, areas: BTreeSet::new(), ..editor() }
}

fn by(actor: &Actor) -> By<'_> {
    By { actor, reason: "核实".to_owned() }
}

fn seen(text: &str, version: u64) -> Target {
    Target { code: code(text), seen: version }
}

fn facts(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

async fn record(app: &App, text: &str) -> Record {
    app.store.record(&code(text)).await.unwrap().unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> EditError {
    match result {
        Err(ServiceError::Edit(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn named_facts_change_and_all_others_stay() {
    let site = TestSite::new().await;
    let before = record(&site.app, "LZ-1").await;
    let given = facts(json!({
        "name": "湖心亭驿站", "seats": 14, "aliases": ["湖心亭", "亭子"], "phone": null,
        "microwave": "故障 2026-11-20 待修", "aed": false, "opening_hours": "周一至周五 8:30-17:30",
        "access": "推门", "floor_area_m2": "45.5㎡",
    }));
    let wang = editor();
    let edited = edit_station(&site.app, &by(&wang), &seen("LZ-1", 1), &given, None).await.unwrap();
    let after = edited.record.station;
    assert_eq!((edited.record.version, after.seats, after.phone), (2, Some(14), None));
    assert_eq!(after.aliases, ["湖心亭", "亭子"]);
    assert_eq!(after.hours.unwrap().as_str(), "Mo-Fr 08:30-17:30");
    assert_eq!((after.address, after.note), (before.station.address, before.station.note));
    let history = station_history(&site.app, &wang, &code("LZ-1")).await.unwrap();
    let changes: Vec<_> = history[0]
        .changes
        .iter()
        .map(|change| (change.field.key(), change.old.as_str(), change.new.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("name", "湖心驿站", "湖心亭驿站"),
            ("aliases", "湖心亭", "湖心亭|亭子"),
            ("opening_hours", "24/7", "Mo-Fr 08:30-17:30"),
            ("access", "open_door|card", "open_door"),
            ("floor_area_m2", "", "45.5"),
            ("seats", "12", "14"),
            ("aed", "yes", ""),
            ("microwave", "", "out_of_order 2026-11-20 待修"),
            ("phone", "12351", ""),
        ]
    );
    let origin = &history[0].origin;
    assert_eq!((origin.actor.as_str(), &origin.via), (wang.label().as_str(), &Via::Console));
    assert_eq!((origin.reason.as_str(), history[1].is_first), ("核实", true));
}

#[tokio::test]
async fn every_fact_that_cannot_be_taken_is_named_and_nothing_is_written() {
    let site = TestSite::new().await;
    for (given, fields) in [
        (json!({"seats": "many", "stars": 9}), vec!["seats", "stars"]),
        (json!({"name": ""}), vec!["name"]),
        (json!({"kind": null, "lat": null}), vec!["kind", "lat"]),
        (json!({"lon": 115.9}), vec!["lon"]),
        (json!({"lon": 30.5, "lat": 115.9}), vec!["lat"]),
        (json!({"code": "LZ-9"}), vec!["code"]),
        (json!({"merged_into": "LZ-2"}), vec!["merged_into"]),
        (json!({"Name": "x"}), vec!["Name"]),
        (json!({"area": "无此地"}), vec!["area"]),
        (json!({"unit": "U9"}), vec!["unit"]),
        (json!({"status": "open", "closed_reason": "装修"}), vec!["status"]),
        (json!({"closed_until": "2026-12-01"}), vec!["status"]),
        (json!({"opening_hours": "早九晚五"}), vec!["opening_hours"]),
    ] {
        let (actor, facts) = (administrator(), facts(given.clone()));
        let edited = edit_station(&site.app, &by(&actor), &seen("LZ-1", 1), &facts, None).await;
        match refusal(edited) {
            EditError::Facts(wrong) => {
                let mut found: Vec<_> = wrong.iter().map(|fact| fact.field.as_str()).collect();
                found.sort_unstable();
                assert_eq!(found, fields, "{given}: {wrong:?}");
                let said =
                    |said: &yizhan::domain::said::Said| !said.zh.is_empty() && !said.en.is_empty();
                assert!(wrong.iter().all(|fact| said(&fact.problem) && said(&fact.way_out)));
            }
            other => panic!("{given}: {other:?}"),
        }
    }
    assert_eq!(site.app.store.revision().await.unwrap(), 1);
}

#[tokio::test]
async fn of_two_editors_the_second_is_told_what_the_first_did() {
    let site = TestSite::new().await;
    let wang = administrator();
    let first = facts(json!({"seats": 20}));
    edit_station(&site.app, &by(&wang), &seen("LZ-1", 1), &first, None).await.unwrap();
    let second = facts(json!({"seats": 21, "stars": 4}));
    let late = edit_station(&site.app, &by(&wang), &seen("LZ-1", 1), &second, None).await;
    let EditError::Conflict(conflict) = refusal(late) else { panic!() };
    assert_eq!((conflict.seen, conflict.current.version), (1, 2));
    let told = |changes: &[yizhan::domain::edit::FieldChange]| -> Vec<String> {
        changes.iter().map(|c| format!("{} {}→{}", c.field, c.old, c.new)).collect()
    };
    assert_eq!(told(&conflict.theirs), ["seats 12→20"]);
    assert_eq!(told(&conflict.yours), ["seats 20→21", "stars →4"]);
    assert_eq!(record(&site.app, "LZ-1").await.station.seats, Some(20));
}

#[tokio::test]
async fn an_editor_changes_own_stations_only_and_gives_none_away() {
    let site = TestSite::new().await;
    let wang = editor();
    let seats = facts(json!({"seats": 9}));
    let elsewhere = edit_station(&site.app, &by(&wang), &seen("LZ-7", 1), &seats, None).await;
    assert!(matches!(refusal(elsewhere), EditError::Forbidden(_)));
    let given_away = facts(json!({"area": "990001002", "unit": "U2"}));
    let given_away = edit_station(&site.app, &by(&wang), &seen("LZ-1", 1), &given_away, None).await;
    assert!(matches!(refusal(given_away), EditError::Forbidden(_)));
    // The territory of the western area begins at the river.
    let west = Wgs84::new(115.85, 30.55).unwrap();
    let moved = move_station(&site.app, &by(&wang), &seen("LZ-1", 1), west).await;
    assert!(matches!(refusal(moved), EditError::Forbidden(_)));
    let planner = Actor { role: Role::Planner, ..editor() };
    let planned = edit_station(&site.app, &by(&planner), &seen("LZ-1", 1), &seats, None).await;
    assert!(matches!(refusal(planned), EditError::Forbidden(_)));
    assert_eq!(site.app.store.revision().await.unwrap(), 1);
}

#[tokio::test]
async fn a_station_is_created_with_a_code_of_its_series_or_with_its_own() {
    let site = TestSite::new().await;
    let wang = administrator();
    let new = json!({"name": "新驿站", "kind": "工会驿站", "lon": 115.955, "lat": 30.551});
    let first = create_station(&site.app, &by(&wang), &facts(new.clone())).await.unwrap();
    let given = first.record.station.code.to_string();
    assert!(given.ends_with("-001-0001"), "{given}");
    assert_eq!(first.record.station.area.as_str(), "990001001");
    let second = create_station(&site.app, &by(&wang), &facts(new.clone())).await.unwrap();
    assert!(second.record.station.code.as_str().ends_with("-001-0002"));
    let mut named = facts(new.clone());
    named.insert("code".to_owned(), json!("lz-1"));
    let taken = create_station(&site.app, &by(&wang), &named).await;
    assert!(matches!(refusal(taken), EditError::CodeTaken(_)));
    let mut nameless = facts(new);
    nameless.remove("name");
    let EditError::Facts(wrong) = refusal(create_station(&site.app, &by(&wang), &nameless).await)
    else {
        panic!()
    };
    assert_eq!(wrong[0].field, "name");
}

#[tokio::test]
async fn a_closed_station_reopens_by_itself_on_the_day_after() {
    let site = TestSite::new().await;
    let wang = editor();
    let days = Days { from: None, until: Some("2026-11-22".parse().unwrap()) };
    let past = Days { from: None, until: Some("2026-11-20".parse().unwrap()) };
    let refused = close_station(&site.app, &by(&wang), &seen("LZ-1", 1), past).await;
    assert!(matches!(refusal(refused), EditError::Facts(_)));
    close_station(&site.app, &by(&wang), &seen("LZ-1", 1), days).await.unwrap();
    for (now, status, state) in [
        ("2026-11-22T12:00:00+08:00", "temporarily_closed", "temporarily_closed"),
        ("2026-11-23T00:01:00+08:00", "open", "open"),
    ] {
        site.clock.set(now.parse().unwrap());
        site.app.republish().await.unwrap();
        let station = site.get("/api/v1/stations/LZ-1").await.json()["station"].clone();
        assert_eq!(
            (&station["status"], &station["open"]["state"]),
            (&json!(status), &json!(state))
        );
        assert_eq!(station["closed"].is_null(), status == "open");
    }
    let open_again = reopen_station(&site.app, &by(&wang), &seen("LZ-1", 2)).await.unwrap();
    assert_eq!((open_again.version, open_again.station.status), (3, Status::Open));
    let open = reopen_station(&site.app, &by(&wang), &seen("LZ-1", 3)).await;
    assert!(matches!(refusal(open), EditError::NotClosed(_)));
}

#[tokio::test]
async fn a_retired_station_is_restored_as_it_was() {
    let site = TestSite::new().await;
    let wang = editor();
    let before = record(&site.app, "LZ-1").await.station;
    retire_station(&site.app, &by(&wang), &seen("LZ-1", 1)).await.unwrap();
    let unknown = restore_station(&site.app, &by(&wang), &seen("LZ-1", 2), 7).await;
    assert!(matches!(refusal(unknown), EditError::UnknownVersion { version: 7, .. }));
    let restored = restore_station(&site.app, &by(&wang), &seen("LZ-1", 2), 1).await.unwrap();
    assert_eq!((restored.version, restored.station), (3, before));
    let history = station_history(&site.app, &wang, &code("LZ-1")).await.unwrap();
    assert_eq!(history[0].origin.via, Via::Restore { version: 1 });
}

#[tokio::test]
async fn what_riders_confirmed_goes_along_with_a_merged_station_and_comes_back() {
    let site = TestSite::new().await;
    let wang = editor();
    let filing = Filing {
        id: site.clock.new_id(),
        key: "key-of-a-test-1".parse().unwrap(),
        receipt: ReceiptCode::from_random(1),
        station: code("LZ-2"),
        seen_at: site.clock.now(),
        filed_at: site.clock.now(),
        digest: String::new(),
    };
    site.app.store.file_confirmation(&filing).await.unwrap();
    let whom = async || -> Vec<String> {
        let confirmed = site.app.store.confirmed().await.unwrap();
        confirmed.keys().map(ToString::to_string).collect()
    };
    let into = |text: &str| code(text);
    for refused in ["LZ-2", "LZ-8"] {
        let actor = administrator();
        let merged =
            merge_duplicates(&site.app, &by(&actor), &seen("LZ-2", 1), &into(refused)).await;
        assert!(matches!(refusal(merged), EditError::NoSurvivor { .. }), "{refused}");
    }
    let merged =
        merge_duplicates(&site.app, &by(&wang), &seen("LZ-2", 1), &into("LZ-1")).await.unwrap();
    assert_eq!(merged.station.status, Status::Retired);
    assert_eq!(merged.station.merged_into, Some(code("LZ-1")));
    assert_eq!(whom().await, ["LZ-1"]);
    undo_revision(&site.app, &by(&wang), merged.revision).await.unwrap();
    assert_eq!(whom().await, ["LZ-2"]);
    assert_eq!(record(&site.app, "LZ-2").await.station.status, Status::Open);
}

#[tokio::test]
async fn a_revision_is_undone_unless_its_stations_were_changed_since() {
    let site = TestSite::new().await;
    let wang = administrator();
    let new = json!({"name": "新驿站", "kind": "工会驿站", "lon": 115.955, "lat": 30.551});
    let created = create_station(&site.app, &by(&wang), &facts(new)).await.unwrap().record;
    let seats = facts(json!({"seats": 30}));
    let edited = edit_station(&site.app, &by(&wang), &seen("LZ-1", 1), &seats, None).await.unwrap();
    let seats = facts(json!({"seats": 31}));
    edit_station(&site.app, &by(&wang), &seen("LZ-1", 2), &seats, None).await.unwrap();
    let late = undo_revision(&site.app, &by(&wang), edited.record.revision).await;
    let EditError::ChangedSince { codes, .. } = refusal(late) else { panic!() };
    assert_eq!(codes, [code("LZ-1")]);
    let undone = undo_revision(&site.app, &by(&wang), created.revision).await.unwrap();
    assert_eq!(undone.records[0].station.status, Status::Retired, "nothing is deleted");
    let first = undo_revision(&site.app, &by(&wang), 1).await;
    assert!(matches!(refusal(first), EditError::NotUndoable(1)));
    let none = undo_revision(&site.app, &by(&wang), 99).await;
    assert!(matches!(refusal(none), EditError::UnknownRevision(99)));
    let planner = Actor { role: Role::Planner, ..administrator() };
    let not_allowed = undo_revision(&site.app, &by(&planner), undone.revision).await;
    assert!(matches!(refusal(not_allowed), EditError::Forbidden(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_is_in_every_riders_answer_within_a_second() {
    let site = TestSite::new().await;
    let following = tokio::spawn(std::sync::Arc::clone(&site.app).follow());
    let wang = editor();
    for version in 1..4 {
        let name = format!("改名 {version}");
        let given = facts(json!({ "name": name }));
        let since = Instant::now();
        edit_station(&site.app, &by(&wang), &seen("LZ-1", version), &given, None).await.unwrap();
        loop {
            let told = site.get("/api/v1/stations/LZ-1").await.json()["station"]["name"].clone();
            if told == json!(name) {
                break;
            }
            assert!(since.elapsed() < Duration::from_secs(1), "riders still see {told}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    following.abort();
}
