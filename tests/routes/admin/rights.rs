//! Every address for staff, tried by everybody.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::{Action, Reach, Role, Scope};
use yizhan::http::admin::schema::AdminProblem;
use yizhan::http::admin_addresses;

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

/// The addresses of the analysis and of the district's data, which are about the district as a whole
/// and hold no station's private facts: who may read it in their own areas reads all of it.
const OF_THE_WHOLE: &[&str] = &[
    "/admin/v1/demand",
    "/admin/v1/scenarios",
    "/admin/v1/site-selection",
    "/admin/v1/holidays",
    "/admin/v1/areas",
    "/admin/v1/amenities",
];

/// A path of the table with something in its gaps that is not there.
fn filled(path: &str) -> String {
    let absent = "01JD8V5T6MZ0Q4W8YKX3N7R2PA";
    path.split('/')
        .map(|segment| if segment.starts_with('{') { absent } else { segment })
        .collect::<Vec<_>>()
        .join("/")
}

/// Whether an answer says that one may not, and why.
fn forbidden(answer: &Answer) -> Option<AdminProblem> {
    (answer.status == 403 && answer.problem() == "forbidden").then(|| answer.read())
}

/// What an address answers about a station of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elsewhere {
    /// It refuses. Every such address is tried below.
    Refused,
    /// It leaves out what is not the reader's. The tests of these addresses tell what.
    Narrowed,
    /// It tells what is the same for everybody: the words of the district.
    Common,
}

use Elsewhere::{Common, Narrowed, Refused};

/// The addresses whose right depends on the place of a station.
const PLACED: &[(&str, &str, Elsewhere)] = &[
    ("GET", "/admin/v1/units", Common),
    ("GET", "/admin/v1/hours", Common),
    ("GET", "/admin/v1/stations", Narrowed),
    ("POST", "/admin/v1/stations", Refused),
    ("GET", "/admin/v1/stations/{code}", Narrowed),
    ("PATCH", "/admin/v1/stations/{code}", Refused),
    ("GET", "/admin/v1/stations/{code}/history", Refused),
    ("POST", "/admin/v1/stations/{code}/close", Refused),
    ("POST", "/admin/v1/stations/{code}/reopen", Refused),
    ("POST", "/admin/v1/stations/{code}/move", Refused),
    ("POST", "/admin/v1/stations/{code}/retire", Refused),
    ("POST", "/admin/v1/stations/{code}/restore", Refused),
    ("POST", "/admin/v1/stations/{code}/merge", Refused),
    ("GET", "/admin/v1/plaques", Narrowed),
    ("POST", "/admin/v1/stations/{code}/photos", Refused),
    ("PUT", "/admin/v1/stations/{code}/photos", Refused),
    ("GET", "/admin/v1/photos/{file}", Common),
    ("GET", "/admin/v1/export", Narrowed),
    ("GET", "/admin/v1/imports", Narrowed),
    ("POST", "/admin/v1/imports", Narrowed),
    ("GET", "/admin/v1/imports/{id}", Narrowed),
    ("POST", "/admin/v1/imports/{id}/apply", Narrowed),
    ("GET", "/admin/v1/reports", Narrowed),
    ("GET", "/admin/v1/reports/{id}", Refused),
    ("GET", "/admin/v1/reports/{id}/photo", Refused),
    ("POST", "/admin/v1/reports/{id}/photo", Refused),
    ("POST", "/admin/v1/reports/{id}/open", Refused),
    ("POST", "/admin/v1/reports/{id}/accept", Refused),
    ("POST", "/admin/v1/reports/{id}/reject", Refused),
    ("POST", "/admin/v1/reports/{id}/merge", Refused),
    ("GET", "/admin/v1/due", Narrowed),
    ("GET", "/admin/v1/checks", Narrowed),
    ("POST", "/admin/v1/checks", Refused),
    ("GET", "/admin/v1/checks/{id}", Refused),
    ("GET", "/admin/v1/campaigns", Narrowed),
    ("GET", "/admin/v1/campaigns/{id}", Narrowed),
    ("GET", "/admin/v1/campaigns/{id}/tasks", Narrowed),
    ("GET", "/admin/v1/board/quality", Narrowed),
    ("GET", "/admin/v1/board/quality/findings", Narrowed),
    ("GET", "/admin/v1/board/units", Narrowed),
    ("GET", "/admin/v1/revisions/{number}", Narrowed),
    ("POST", "/admin/v1/revisions/{number}/undo", Refused),
];

/// A station of an area, and what there is about it.
struct Spot {
    code: &'static str,
    report: String,
    check: String,
    revision: u64,
    lon: f64,
}

/// Something has been reported about the station, and somebody has edited it.
async fn spot(boss: &Browser<'_>, code: &'static str, lon: f64) -> Spot {
    let uri = format!("/admin/v1/stations/{code}");
    let tag = [("if-match", "\"1\"")];
    let edited = boss.ask_with(Method::PATCH, &uri, &json!({ "seats": 77 }), &tag).await;
    let revision = edited.json()["station"]["revision"].as_u64().unwrap();
    let body = json!({ "problem": "wrong_hours" });
    let filed = boss
        .site
        .post(&format!("/api/v1/stations/{code}/reports"), &format!("rider-of-{code}"), &body)
        .await;
    assert_eq!(filed.status, 201);
    let inbox = boss.get(&format!("/admin/v1/reports?station={code}")).await.json();
    let report = inbox["reports"][0]["id"].as_str().unwrap().to_owned();
    let check = check(boss, code, "\"2\"", "boss-was-here").await;
    assert_eq!(check.status, 201, "{}", check.text());
    let check = check.json()["check"]["id"].as_str().unwrap().to_owned();
    Spot { code, report, check, revision, lon }
}

/// Says that all is as the ledger tells.
async fn check(browser: &Browser<'_>, code: &str, tag: &str, key: &str) -> Answer {
    let key = format!("{key}-{code}");
    let headers = [("if-match", tag), ("idempotency-key", key.as_str())];
    browser.ask_with(Method::POST, "/admin/v1/checks", &visit(code), &headers).await
}

fn visit(code: &str) -> Value {
    let confirmed =
        ["name", "address", "position", "opening_hours", "access", "amenities", "phone"];
    json!({ "station": code, "found": "there", "confirmed": confirmed })
}

/// Asks at an address about a spot.
async fn tried(browser: &Browser<'_>, method: &str, path: &str, spot: &Spot) -> Answer {
    let Spot { code, report, check, revision, lon } = spot;
    let id = if path.contains("/checks/") { check } else { report };
    let uri =
        path.replace("{code}", code).replace("{id}", id).replace("{number}", &revision.to_string());
    let body = match path.rsplit('/').next().unwrap() {
        "stations" => json!({ "name": "新", "kind": "union_station", "lon": lon, "lat": 30.55 }),
        "{code}" => json!({ "seats": 5 }),
        "move" => json!({ "lat": 30.5501, "lon": lon, "datum": "wgs84" }),
        "restore" => json!({ "version": 1 }),
        "merge" if path.contains("stations") => json!({ "into": "LZ-2" }),
        "merge" => json!({ "into": "01JD8V5T6MZ0Q4W8YKX3N7R2PA" }),
        "photos" => json!({ "photos": [] }),
        "checks" => visit(code),
        "close" | "reject" => json!({ "reason": "装修" }),
        _ => json!({}),
    };
    let body = if method == "GET" { Value::Null } else { body };
    let record = browser.get(&format!("/admin/v1/stations/{code}")).await;
    let tag = record.header("etag").to_owned();
    let key = format!("{}-{code}", browser.account.person.name);
    let headers = [("if-match", tag.as_str()), ("idempotency-key", key.as_str())];
    browser.ask_with(method.parse().unwrap(), &uri, &body, &headers).await
}

#[tokio::test]
async fn an_editor_is_refused_in_another_area_and_not_in_an_own_one() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let own = spot(&boss, "LZ-1", 115.95).await;
    let other = spot(&boss, "LZ-7", 115.85).await;
    let editor = site.staff("editor", Role::Editor).await;
    for (method, path, _) in PLACED.iter().filter(|(.., elsewhere)| *elsewhere == Refused) {
        let there = tried(&editor, method, path, &other).await;
        let problem = forbidden(&there);
        let what = format!("{method} {path}: {}", there.text());
        assert_eq!(
            problem.and_then(|problem| problem.reason).as_deref(),
            Some("not_own"),
            "{what}"
        );
        let here = tried(&editor, method, path, &own).await;
        assert!(here.status != 403 && here.status != 428, "{method} {path}: {}", here.text());
    }
}

#[tokio::test]
async fn every_role_gets_as_far_as_the_table_of_rights_says_at_every_address() {
    let site = TestSite::new().await;
    // Whoever is tried must not be the last administrator.
    site.account("another", Role::DistrictAdministrator).await;
    for role in Role::ALL {
        let account = site.account(role.key(), *role).await;
        let mut browser: Browser<'_> = site.signed_in(&account).await;
        for (method, path, action) in admin_addresses() {
            if !browser.is_in().await {
                browser = site.signed_in(&account).await;
            }
            let reads = method == Method::GET;
            let body = if reads { Value::Null } else { json!({}) };
            let answer = browser.ask(method.clone(), &filled(path), &body).await;
            let may = action.is_none_or(|action| role.reach(action) != Reach::Nowhere);
            let what = format!("{method} {path} by {role:?}: {}", answer.status);
            match forbidden(&answer) {
                None => assert!(may, "{what}"),
                Some(problem) => {
                    assert!(!may, "{what}");
                    assert_eq!(problem.reason.as_deref(), Some("role"), "{what}");
                    assert_eq!(problem.role.as_deref(), Some(role.key()), "{what}");
                    let action = action.map(|action| action.key());
                    assert_eq!(problem.action.as_deref(), action, "{what}");
                }
            }
            assert_ne!(answer.status, 500, "{what}");
            assert!(!may || answer.status != 401 || action.is_none(), "{what}");
        }
    }
}

#[tokio::test]
async fn a_token_gets_as_far_as_its_scopes_at_every_address() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    for scope in Scope::ALL {
        let wanted = json!({
            "name": scope.key(), "scopes": [scope.key()], "expires_at": "2027-01-01T00:00:00Z",
        });
        let made = boss.post("/admin/v1/account/tokens", &wanted).await.json();
        let token = made["secret"].as_str().unwrap();
        for (method, path, action) in admin_addresses() {
            let Some(action) = action else { continue };
            let answer = site.with_token(method.clone(), &filled(path), token).await;
            let what = format!("{method} {path} with {scope:?}: {}", answer.status);
            match forbidden(&answer) {
                None => assert_eq!(action.scope(), Some(*scope), "{what}"),
                Some(problem) => {
                    assert_ne!(action.scope(), Some(*scope), "{what}");
                    assert_eq!(problem.reason.as_deref(), Some("scope"), "{what}");
                    assert_eq!(problem.scope.as_deref(), action.scope().map(Scope::key), "{what}");
                }
            }
        }
    }
}

#[test]
fn an_address_whose_right_depends_on_the_place_is_tried_in_an_own_and_in_another_area() {
    let has_own_reach =
        |action: Action| Role::ALL.iter().any(|role| role.reach(action) == Reach::Own);
    let placed: Vec<(String, &str)> = admin_addresses()
        .filter(|(_, _, action)| action.is_some_and(has_own_reach))
        .filter(|(_, path, _)| !OF_THE_WHOLE.iter().any(|whole| path.starts_with(whole)))
        .map(|(method, path, _)| (method.to_string(), path))
        .collect();
    let tried: Vec<(String, &str)> =
        PLACED.iter().map(|(method, path, _)| ((*method).to_owned(), *path)).collect();
    assert_eq!(placed, tried, "add the address to PLACED, and a test that tries it in both areas");
}
