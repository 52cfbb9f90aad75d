//! `/admin/v1/setup`

use chrono::TimeDelta;
use serde_json::{Value, json};
use yizhan::clock::Clock as _;
use yizhan::domain::role::{Actor, Role};
use yizhan::http::admin::schema::{AccountAnswer, AdminProblem, SetupLinkHolder};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::PASSWORD;

const SETUP: &str = "/admin/v1/setup";

async fn set_up(site: &TestSite, body: &Value) -> Answer {
    site.post(SETUP, "unused-key", body).await
}

async fn look(site: &TestSite, token: &str) -> Answer {
    site.post("/admin/v1/setup/link", "unused-key", &json!({ "token": token })).await
}

async fn first_link(site: &TestSite) -> String {
    site.app.registry().first_link().await.unwrap().expect("there is no account").text()
}

#[tokio::test]
async fn the_first_administrator_chooses_name_and_password_once() {
    let site = TestSite::new().await;
    let (token, spare) = (first_link(&site).await, first_link(&site).await);
    let holder: SetupLinkHolder = look(&site, &token).await.read();
    assert_eq!((holder.name, holder.display_name), (None, None));
    assert_eq!(holder.expires_at, site.clock.now() + TimeDelta::hours(24));

    // What is wrong is said, and the link holds on.
    for (name, password, parameter) in [
        ("", PASSWORD, "name"),
        ("wang li", PASSWORD, "name"),
        ("wang", "password1234", "password"),
        ("wang", "short", "password"),
    ] {
        let body =
            json!({ "token": token, "name": name, "password": password, "display_name": "王" });
        let answer = set_up(&site, &body).await;
        assert_eq!(answer.status, 400, "{name} {password}: {}", answer.text());
        let problem: AdminProblem = answer.read();
        assert_eq!(problem.parameter.as_deref(), Some(parameter), "{name} {password}");
    }
    let body = json!({ "token": token, "name": "Wang", "password": PASSWORD });
    let made: AccountAnswer = set_up(&site, &body).await.read();
    assert_eq!((made.name.as_str(), made.display_name.as_str()), ("wang", "Wang"));
    assert_eq!(made.role, "district_administrator");
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 200);

    for token in [&token, &spare] {
        let body = json!({ "token": token, "name": "li", "password": PASSWORD });
        assert_eq!(set_up(&site, &body).await.problem(), "link-spent");
        assert_eq!(look(&site, token).await.status, 410);
    }
    assert_eq!(site.app.registry().first_link().await.unwrap(), None);
}

#[tokio::test]
async fn a_link_ends_in_time_and_nobody_guesses_one() {
    let site = TestSite::new().await;
    let token = first_link(&site).await;
    site.clock.set(site.clock.now() + TimeDelta::hours(24));
    let unknown = "A".repeat(43);
    for token in [&token, &unknown, "", "驿站"] {
        let body = json!({ "token": token, "name": "wang", "password": PASSWORD });
        let answer = set_up(&site, &body).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (410, "link-spent"));
        assert_eq!(look(&site, token).await.problem(), "link-spent");
    }
}

#[tokio::test]
async fn whoever_forgot_the_password_sets_a_new_one_and_is_signed_out_everywhere() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::Editor).await;
    let registry = site.app.registry();
    let actor = Actor::command_line();
    let (first, _) = registry.new_setup_link(&actor, wang.account.id).await.unwrap();
    let (second, _) = registry.new_setup_link(&actor, wang.account.id).await.unwrap();
    let holder: SetupLinkHolder = look(&site, &first.text()).await.read();
    assert_eq!(holder.name.as_deref(), Some("wang"));

    assert!(wang.is_in().await, "a link alone changes nothing");
    let new = "four words of no kin";
    // A name is not looked at: the account has one.
    let body = json!({ "token": first.text(), "password": new, "name": "boss" });
    let changed: AccountAnswer = set_up(&site, &body).await.read();
    assert_eq!((changed.name.as_str(), changed.role.as_str()), ("wang", "editor"));
    assert!(!wang.is_in().await);
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 401);
    assert_eq!(site.sign_in("wang", new).await.status, 200);
    let again = json!({ "token": second.text(), "password": PASSWORD });
    assert_eq!(set_up(&site, &again).await.problem(), "link-spent", "older links end with it");
}
