//! `/admin/v1/accounts`

use axum::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AccountAnswer, AccountsAnswer, AdminProblem, NewAccountAnswer, SetupLinkAnswer,
};

use super::own_account::with_factor;
use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::{Browser, OTHER_AREA, OWN_AREA, PASSWORD};

const ACCOUNTS: &str = "/admin/v1/accounts";

async fn put(browser: &Browser<'_>, id: &str, tag: &str, body: &Value) -> Answer {
    let address = format!("{ACCOUNTS}/{id}");
    browser.ask_with(Method::PUT, &address, body, &[("if-match", tag)]).await
}

#[tokio::test]
async fn who_gets_an_account_sets_the_password_with_a_link() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let body = json!({
        "name": "Wang.Li", "display_name": " 王丽 ", "role": "editor",
        "areas": [OWN_AREA], "units": ["U2"],
    });
    let made = boss.post(ACCOUNTS, &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.header("etag"), "\"1\"");
    let answer: NewAccountAnswer = made.read();
    let account = answer.account;
    assert_eq!(made.header("location"), format!("{ACCOUNTS}/{}", account.id));
    assert_eq!((account.name.as_str(), account.display_name.as_str()), ("wang.li", "王丽"));
    assert_eq!((account.areas, account.units), (vec![OWN_AREA.to_owned()], vec!["U2".to_owned()]));
    assert!(!account.has_password && account.state == "active");
    assert_eq!(site.sign_in("wang.li", "").await.status, 401, "no password is not an empty one");

    let link = answer.setup_link;
    assert_eq!(link.expires_at, site.clock.now() + TimeDelta::hours(72));
    let (_, token) = link.link.split_once("/staff#setup=").unwrap();
    let body = json!({ "token": token, "password": PASSWORD });
    assert_eq!(site.post("/admin/v1/setup", "unused-key", &body).await.status, 200);
    assert_eq!(site.sign_in("wang.li", PASSWORD).await.status, 200);

    let all: AccountsAnswer = boss.get(ACCOUNTS).await.read();
    let names: Vec<&str> = all.accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["boss", "wang.li"]);
    assert!(all.accounts[1].has_password);
}

#[tokio::test]
async fn what_is_wrong_with_an_account_is_named() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let right = json!({ "name": "wang", "display_name": "王丽", "role": "editor" });
    for (member, value, status, said) in [
        ("name", json!("w"), 400, "name"),
        ("name", json!("boss"), 409, ""),
        ("name", json!("BOSS"), 409, ""),
        ("display_name", json!("  "), 400, "display_name"),
        ("display_name", json!("王".repeat(41)), 400, "display_name"),
        ("role", json!("king"), 400, "role"),
        ("role", Value::Null, 400, "role"),
        ("areas", json!(["990001009"]), 400, "areas"),
        ("areas", json!(["湖东"]), 400, "areas"),
        ("areas", json!(OWN_AREA), 400, "areas"),
        ("areas", json!(vec![OWN_AREA; 501]), 400, "areas"),
        ("units", json!(["U9"]), 400, "units"),
        ("units", json!([1]), 400, "units"),
        ("state", json!("asleep"), 400, "state"),
        ("password", json!(PASSWORD), 400, "password"),
    ] {
        let mut body = right.clone();
        body[member] = value.clone();
        let answer = boss.post(ACCOUNTS, &body).await;
        assert_eq!(answer.status, status, "{member} {value}: {}", answer.text());
        let problem: AdminProblem = answer.read();
        assert_eq!(problem.parameter.unwrap_or_default(), said, "{member} {value}");
    }
    assert_eq!(boss.get(ACCOUNTS).await.read::<AccountsAnswer>().accounts.len(), 1);
}

#[tokio::test]
async fn of_two_administrators_who_change_an_account_the_second_sees_what_the_first_did() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wang = site.account("wang", Role::Editor).await;
    let id = wang.id.to_string();
    let address = format!("{ACCOUNTS}/{id}");
    let read = boss.get(&address).await;
    let tag = read.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", read.read::<AccountAnswer>().version));

    let body = json!({ "display_name": "王", "role": "planner" });
    let missing = boss.put(&address, &body).await;
    assert_eq!(
        (missing.status.as_u16(), missing.problem().as_str()),
        (428, "precondition-required")
    );
    let nonsense = put(&boss, &id, "*", &body).await;
    assert_eq!(nonsense.json()["parameter"], "If-Match");

    let changed = put(&boss, &id, &tag, &body).await;
    let account: AccountAnswer = changed.read();
    assert_eq!(changed.header("etag"), format!("\"{}\"", account.version));
    assert_eq!((account.role.as_str(), account.areas.len()), ("planner", 0));

    let second = put(&boss, &id, &tag, &json!({ "display_name": "王", "role": "auditor" })).await;
    assert_eq!((second.status.as_u16(), second.problem().as_str()), (412, "precondition-failed"));
    let problem: AdminProblem = second.read();
    let current: AccountAnswer = serde_json::from_value(problem.current.unwrap()).unwrap();
    assert_eq!((current.role.as_str(), current.version), ("planner", account.version));
}

#[tokio::test]
async fn other_rights_end_the_sessions_and_another_name_does_not() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let mut wang = site.staff("wang", Role::Editor).await;
    let mut version = wang.account.version;
    for (role, areas, shown, stays_in) in [
        ("editor", vec![OWN_AREA], "王丽", true),
        ("editor", vec![OWN_AREA, OTHER_AREA], "王丽", false),
        ("auditor", vec![OWN_AREA, OTHER_AREA], "王丽", false),
    ] {
        let body = json!({ "display_name": shown, "role": role, "areas": areas });
        let (id, tag) = (wang.account.id.to_string(), format!("\"{version}\""));
        version = put(&boss, &id, &tag, &body).await.read::<AccountAnswer>().version;
        assert_eq!(wang.is_in().await, stays_in, "{role} {areas:?}");
        wang = site.signed_in(&wang.account).await;
    }
    // The same again is no change.
    let body =
        json!({ "display_name": "王丽", "role": "auditor", "areas": [OTHER_AREA, OWN_AREA] });
    let same = put(&boss, &wang.account.id.to_string(), &format!("\"{version}\""), &body).await;
    assert_eq!(same.read::<AccountAnswer>().version, version);
    assert!(wang.is_in().await);
}

#[tokio::test]
async fn the_last_administrator_can_neither_go_nor_be_locked() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let tag = format!("\"{}\"", boss.account.version);
    for body in [
        json!({ "display_name": "boss", "role": "editor" }),
        json!({ "display_name": "boss", "role": "district_administrator", "state": "locked" }),
    ] {
        let refused = put(&boss, &boss.account.id.to_string(), &tag, &body).await;
        assert_eq!(refused.status, 409);
        assert_eq!(refused.problem(), "last-administrator");
    }
    assert!(boss.is_in().await);
}

#[tokio::test]
async fn an_administrator_signs_somebody_out_makes_links_and_takes_a_lost_phone_off() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wang = site.staff("wang", Role::Editor).await;
    let id = wang.account.id;
    let address = |rest: &str| format!("{ACCOUNTS}/{id}/{rest}");
    let link = boss.post(&address("setup-link"), &Value::Null).await;
    assert_eq!(link.status, 201);
    let link: SetupLinkAnswer = link.read();
    assert!(link.link.contains("/staff#setup="), "{}", link.link);
    assert!(wang.is_in().await);
    assert_eq!(boss.delete(&address("sessions")).await.status, 204);
    assert!(!wang.is_in().await);

    let wang = site.signed_in(&wang.account).await;
    with_factor(&wang).await;
    assert_eq!(site.sign_in("wang", PASSWORD).await.problem(), "code-needed");
    let reset: AccountAnswer = boss.delete(&address("second-factor")).await.read();
    assert!(!reset.has_second_factor && !wang.is_in().await);
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 200, "the password is enough again");
    let absent = "/admin/v1/accounts/01JD8V5T6MZ0Q4W8YKX3N7R2PA";
    for (method, path) in [
        (Method::GET, absent.to_owned()),
        (Method::GET, "/admin/v1/accounts/wang".to_owned()),
        (Method::POST, format!("{absent}/setup-link")),
        (Method::DELETE, format!("{absent}/sessions")),
        (Method::DELETE, format!("{absent}/second-factor")),
        (Method::GET, format!("{absent}/tokens")),
    ] {
        let answer = boss.ask(method, &path, &Value::Null).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (404, "unknown-account"));
    }
}

#[tokio::test]
async fn of_an_erased_account_only_a_stub_is_left_that_nobody_enters_with() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wang = site.staff("wang", Role::Editor).await;
    let tag = [("if-match", "\"1\"")];
    let edit = json!({ "seats": 7 });
    let edited = wang.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &edit, &tag).await;
    assert_eq!(edited.status, 200);
    let uri = format!("{ACCOUNTS}/{}/erasure", wang.account.id);
    let body = json!({ "reason": "本人要求" });
    assert_eq!(boss.post(&uri, &body).await.status, 428);
    let own = format!("{ACCOUNTS}/{}/erasure", boss.account.id);
    let tag = format!("\"{}\"", boss.account.version);
    let refused = boss.ask_with(Method::POST, &own, &body, &[("if-match", &tag)]).await;
    assert_eq!((refused.status.as_u16(), &*refused.problem()), (409, "own-account"));
    let tag = format!("\"{}\"", wang.account.version);
    assert_eq!(wang.ask_with(Method::POST, &uri, &body, &[("if-match", &tag)]).await.status, 403);

    let erased = boss.ask_with(Method::POST, &uri, &body, &[("if-match", &tag)]).await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    let stub: AccountAnswer = erased.read();
    assert_eq!((stub.state.as_str(), stub.areas.len()), ("erased", 0));
    assert!(!wang.is_in().await);
    assert_eq!(site.sign_in("wang", PASSWORD).await.problem(), "wrong-name-or-password");
    for told in ["/admin/v1/audit", "/admin/v1/account-events", ACCOUNTS] {
        let told = boss.get(told).await.text();
        assert!(!told.contains("wang") && told.contains(&stub.name), "{told}");
    }
    let history = boss.get("/admin/v1/stations/LZ-1/history").await.json();
    let actor = history["versions"][0]["origin"]["actor"].as_str().unwrap();
    assert_eq!(actor, format!("{}@{}", stub.name, stub.id));
    // Nothing brings it back to life.
    let tag = format!("\"{}\"", stub.version);
    let alive = json!({ "display_name": "王丽", "role": "editor", "state": "active" });
    for answer in [
        put(&boss, &stub.id, &tag, &alive).await,
        boss.post(&format!("{ACCOUNTS}/{}/setup-link", stub.id), &Value::Null).await,
        boss.ask_with(Method::POST, &uri, &body, &[("if-match", &tag)]).await,
    ] {
        assert_eq!(answer.problem(), "unknown-account");
    }
    // Whoever comes next may have the name.
    let next = json!({ "name": "wang", "display_name": "王", "role": "editor" });
    assert_eq!(boss.post(ACCOUNTS, &next).await.status, 201);
}
