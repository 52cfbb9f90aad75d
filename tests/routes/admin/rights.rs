//! Every address for staff, tried by everybody.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::{Action, Reach, Role, Scope};
use yizhan::http::admin::schema::AdminProblem;
use yizhan::http::admin_addresses;

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

/// The addresses of the analysis, which is about the district as a whole and holds no station's
/// private facts: who may read it in their own areas reads all of it.
const OF_THE_WHOLE: &[&str] =
    &["/admin/v1/demand", "/admin/v1/scenarios", "/admin/v1/site-selection"];

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

/// The addresses whose right depends on the place of a station, each tried below its own name in
/// an own and in another area.
const PLACED: &[(&str, &str)] = &[];

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
        PLACED.iter().map(|(method, path)| ((*method).to_owned(), *path)).collect();
    assert_eq!(placed, tried, "add the address to PLACED, and a test that tries it in both areas");
}
