//! `/admin/v1/account/tokens` and `/admin/v1/accounts/{id}/tokens`

use axum::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{NewTokenAnswer, SessionAnswer, TokensAnswer};

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

const TOKENS: &str = "/admin/v1/account/tokens";
const WHO: &str = "/admin/v1/session";

async fn made(browser: &Browser<'_>, scopes: &[&str]) -> NewTokenAnswer {
    let body =
        json!({ "name": "夜间导出", "scopes": scopes, "expires_at": "2026-12-21T00:00:00+08:00" });
    let answer = browser.post(TOKENS, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.read()
}

#[tokio::test]
async fn a_token_is_shown_once_and_lets_a_program_in_as_its_owner() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::Editor).await;
    let new = made(&wang, &["ledger:read", "audit"]).await;
    assert_eq!((new.secret.len(), &new.secret[..13]), (50, new.token.prefix.as_str()));
    assert_eq!(new.token.scopes, ["ledger:read", "audit"]);

    let who: SessionAnswer = site.with_token(Method::GET, WHO, &new.secret).await.read();
    assert_eq!((who.account.name.as_str(), who.through.as_str()), ("wang", "api"));
    assert_eq!((who.csrf, who.ends_at), (None, new.token.expires_at));
    // What both the owner and the scopes allow: an editor reads no audit log.
    let rights: Vec<&str> = who.rights.iter().map(|right| right.action.as_str()).collect();
    assert_eq!(rights, ["read_ledger", "export_ledger"]);

    let listed = wang.get(TOKENS).await;
    assert!(!listed.text().contains(&new.secret[13..]), "it is told once");
    let listed: TokensAnswer = listed.read();
    assert_eq!(listed.tokens.len(), 1);
    assert_eq!(listed.tokens[0].used_at, Some(site.clock.now()));
}

#[tokio::test]
async fn a_token_ends_when_it_expires_is_revoked_or_its_owner_is_locked() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wang = site.staff("wang", Role::Editor).await;
    let is_in = async |token: &NewTokenAnswer| {
        site.with_token(Method::GET, WHO, &token.secret).await.status == 200
    };
    let (own, others, lock) = (
        made(&wang, &["reports"]).await,
        made(&wang, &["reports"]).await,
        made(&wang, &["reports"]).await,
    );
    assert!(is_in(&own).await && is_in(&others).await && is_in(&lock).await);

    let address = format!("{TOKENS}/{}", own.token.id);
    assert_eq!(wang.delete(&address).await.status, 204);
    assert!(!is_in(&own).await);
    assert_eq!(wang.delete(&address).await.problem(), "unknown-token");
    let of_wang = format!("/admin/v1/accounts/{}/tokens", wang.account.id);
    assert_eq!(boss.get(&of_wang).await.read::<TokensAnswer>().tokens.len(), 3);
    assert_eq!(
        boss.delete(&format!("{TOKENS}/{}", others.token.id)).await.problem(),
        "unknown-token"
    );
    assert_eq!(boss.delete(&format!("{of_wang}/{}", others.token.id)).await.status, 204);
    assert!(!is_in(&others).await);

    let body = json!({ "display_name": "wang", "role": "editor", "state": "locked" });
    let tag = format!("\"{}\"", wang.account.version);
    let account = format!("/admin/v1/accounts/{}", wang.account.id);
    boss.ask_with(Method::PUT, &account, &body, &[("if-match", &tag)]).await;
    assert!(!is_in(&lock).await);

    let mine = made(&boss, &["audit"]).await;
    site.clock.set("2026-12-21T00:00:00+08:00".parse().unwrap());
    assert!(!is_in(&mine).await);
}

#[tokio::test]
async fn a_token_makes_no_token_and_changes_no_password() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let all =
        ["ledger:read", "ledger:write", "reports", "verification", "analysis", "district", "audit"];
    let token = made(&boss, &all).await;
    for (method, path) in [
        (Method::POST, TOKENS),
        (Method::GET, TOKENS),
        (Method::PUT, "/admin/v1/account/password"),
        (Method::PUT, "/admin/v1/account/second-factor"),
        (Method::GET, "/admin/v1/sessions"),
        (Method::POST, "/admin/v1/accounts"),
    ] {
        let answer = site.with_token(method, path, &token.secret).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (403, "forbidden"),
            "{path}"
        );
    }
    // A token is no session: signing out does not end it.
    assert_eq!(site.with_token(Method::DELETE, WHO, &token.secret).await.status, 204);
    assert_eq!(site.with_token(Method::GET, WHO, &token.secret).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_named() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::Editor).await;
    let in_a_year = (site.clock.now() + TimeDelta::days(366)).to_rfc3339();
    let later = (site.clock.now() + TimeDelta::days(367)).to_rfc3339();
    let right = json!({ "name": "x", "scopes": ["reports"], "expires_at": in_a_year });
    assert_eq!(wang.post(TOKENS, &right).await.status, 201);
    for (member, value) in [
        ("name", json!("")),
        ("name", json!("x".repeat(61))),
        ("scopes", json!([])),
        ("scopes", json!(["everything"])),
        ("scopes", json!("reports")),
        ("expires_at", json!("2026-11-21T19:50:00+08:00")),
        ("expires_at", json!(later)),
        ("expires_at", json!("2027")),
        ("expires_at", json!(null)),
    ] {
        let mut body = right.clone();
        body[member] = value.clone();
        let answer = wang.post(TOKENS, &body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["parameter"]),
            (400, &member.into()),
            "{value}"
        );
    }
}
