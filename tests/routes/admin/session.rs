//! `/admin/v1/session` and `/admin/v1/sessions`

use axum::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{AdminProblem, SessionAnswer, SessionsAnswer};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::{PASSWORD, cookies_of};

/// The clock, so many minutes later.
fn wait(site: &TestSite, minutes: i64) {
    site.clock.set(site.clock.now() + TimeDelta::minutes(minutes));
}

fn set_cookies(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all("set-cookie").iter();
    all.map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn who_signs_in_learns_who_they_are_and_what_they_may() {
    let site = TestSite::new().await;
    site.account("wang.li", Role::Editor).await;
    // As people type it.
    let answer = site.sign_in(" Wang.Li ", PASSWORD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let who: SessionAnswer = answer.read();
    assert_eq!((who.account.name.as_str(), who.through.as_str()), ("wang.li", "console"));
    let reach = |action: &str| {
        let found = who.rights.iter().find(|right| right.action == action);
        found.map(|right| right.reach.as_str())
    };
    assert_eq!(reach("edit_station"), Some("own"));
    assert_eq!(reach("manage_own_account"), Some("everywhere"));
    assert_eq!(reach("manage_people"), None);
    let cookies = cookies_of(&answer);
    let again = site.get_with("/admin/v1/session", &[("cookie", &cookies)]).await;
    assert_eq!(again.json(), answer.json(), "with the same CSRF token");
}

#[tokio::test]
async fn cookies_are_for_our_own_pages_only() {
    let site = TestSite::new().await;
    site.account("wang", Role::Editor).await;
    for (site, secure, prefix) in
        [(site.clone(), "", ""), (site.seen_at("https://yizhan.example"), "; Secure", "__Host-")]
    {
        let answer = site.sign_in("wang", PASSWORD).await;
        let cookies = set_cookies(&answer);
        assert_eq!(cookies.len(), 2);
        for (cookie, name, max_age_s) in
            [(&cookies[0], "yizhan-session", 43_200), (&cookies[1], "yizhan-device", 7_776_000)]
        {
            let (pair, attributes) = cookie.split_once("; ").unwrap();
            let (given, value) = pair.split_once('=').unwrap();
            assert_eq!((given, value.len()), (format!("{prefix}{name}").as_str(), 43));
            let expected =
                format!("Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}");
            assert_eq!(attributes, expected);
        }
        let taken = site.get_with("/admin/v1/session", &[("cookie", &cookies_of(&answer))]).await;
        assert_eq!(taken.status, 200);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let site = TestSite::new().await;
    site.account("wang", Role::Editor).await;
    let wrong = site.sign_in("wang", "wrong horse battery staple").await;
    assert_eq!((wrong.status.as_u16(), wrong.problem().as_str()), (401, "wrong-name-or-password"));
    assert!(wrong.header("www-authenticate").starts_with("Bearer"));
    assert!(set_cookies(&wrong).is_empty());
    for (name, password) in
        [("nobody", PASSWORD), ("no such name", PASSWORD), ("", ""), ("wang", &"x".repeat(9_000))]
    {
        let answer = site.sign_in(name, password).await;
        assert_eq!((answer.status, &answer.body), (wrong.status, &wrong.body), "{name}");
    }
    let chinese = json!({ "name": "wang", "password": "x" });
    let answer = site.sign_in_with(&chinese, &[("accept-language", "zh-CN")]).await;
    let _: AdminProblem = answer.read();
}

#[tokio::test]
async fn a_session_is_new_at_every_sign_in_and_the_old_one_of_the_browser_ends() {
    let site = TestSite::new().await;
    let first = site.staff("wang", Role::Editor).await;
    let body = json!({ "name": "wang", "password": PASSWORD });
    let second = site.sign_in_with(&body, &[("cookie", &first.cookies)]).await;
    assert_ne!(cookies_of(&second), first.cookies);
    assert!(!first.is_in().await);
    assert_eq!(
        site.get_with("/admin/v1/session", &[("cookie", &cookies_of(&second))]).await.status,
        200
    );
    // A cookie that somebody has planted is never taken over.
    let planted = format!("yizhan-session={0}; yizhan-device={0}", "A".repeat(43));
    let third = site.sign_in_with(&body, &[("cookie", &planted)]).await;
    assert!(!cookies_of(&third).contains(&"A".repeat(43)));
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_with_it() {
    let site = TestSite::new().await;
    let idle = site.staff("wang", Role::Editor).await;
    wait(&site, 29);
    assert!(idle.is_in().await);
    wait(&site, 29);
    assert!(idle.is_in().await, "it was used");
    wait(&site, 30);
    assert!(!idle.is_in().await);
    let busy = site.signed_in(&idle.account).await;
    for _ in 0..(12 * 60 / 20 - 1) {
        wait(&site, 20);
        assert!(busy.is_in().await);
    }
    wait(&site, 20);
    let over = busy.get("/admin/v1/session").await;
    assert_eq!((over.status.as_u16(), over.problem().as_str()), (401, "not-signed-in"));
}

#[tokio::test]
async fn one_signs_out_here_or_everywhere() {
    let site = TestSite::new().await;
    let here = site.staff("wang", Role::Auditor).await;
    let there = site.signed_in(&here.account).await;
    let sessions: SessionsAnswer = here.get("/admin/v1/sessions").await.read();
    assert_eq!(sessions.sessions.iter().filter(|session| session.is_this).count(), 1);
    let told = |session: &yizhan::http::admin::schema::OpenSession| {
        (session.client.clone(), session.agent.clone())
    };
    let expected = ("198.51.100.0/24".to_owned(), "a browser".to_owned());
    assert_eq!(sessions.sessions.iter().map(told).collect::<Vec<_>>(), vec![expected; 2]);

    let out = here.delete("/admin/v1/session").await;
    assert_eq!((out.status.as_u16(), out.body.len()), (204, 0));
    assert!(set_cookies(&out)[0].starts_with("yizhan-session=; "), "{:?}", set_cookies(&out));
    assert!(set_cookies(&out)[0].contains("Max-Age=0"));
    assert!(!here.is_in().await && there.is_in().await);

    let here = site.signed_in(&here.account).await;
    let other = site.staff("li", Role::Editor).await;
    assert_eq!(here.delete("/admin/v1/sessions").await.status, 204);
    assert!(!here.is_in().await && !there.is_in().await && other.is_in().await);
}

#[tokio::test]
async fn who_guesses_waits_and_who_is_known_does_not_wait_for_them() {
    let site = TestSite::new().await;
    let known = site.staff("wang", Role::Editor).await;
    let guess = async |n: usize| {
        let body = json!({ "name": "wang", "password": format!("guess number {n}") });
        site.sign_in_with(&body, &[]).await
    };
    for n in 0..6 {
        assert_eq!(guess(n).await.status, 401, "{n}");
    }
    let refused = guess(6).await;
    assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (429, "too-many-tries"));
    assert_eq!(refused.header("retry-after"), "2");
    assert_eq!(refused.json()["retry_after_s"], 2);
    // Even the right one is not looked at from there, and an unknown name waits as well.
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 429);
    for n in 0..6 {
        assert_eq!(site.sign_in("nobody", &format!("guess number {n}")).await.status, 401);
    }
    assert_eq!(site.sign_in("nobody", PASSWORD).await.status, 429);

    // The person's own browser is let in at once, and after the wait everybody is.
    let body = json!({ "name": "wang", "password": PASSWORD });
    let own = site.sign_in_with(&body, &[("cookie", &known.cookies)]).await;
    assert_eq!(own.status, 200);
    site.clock.set(site.clock.now() + TimeDelta::seconds(2));
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 200);
    // Having signed in, one starts anew.
    assert_eq!(guess(7).await.status, 401);
}

#[tokio::test]
async fn guessing_from_many_networks_slows_them_down_and_not_the_person() {
    let rules = yizhan::http::ClientRules {
        trusted_proxies: vec!["198.51.100.0/24".parse().unwrap()],
        ..Default::default()
    };
    let limits = yizhan::http::Limits {
        per_client_s: None,
        writes_per_client_min: None,
        ..Default::default()
    };
    let site = TestSite::with(limits, rules).await;
    let known = site.staff("wang", Role::Editor).await;
    let body = json!({ "name": "wang", "password": "guess" });
    let from = async |n: usize| {
        let network = format!("203.0.{n}.1");
        site.sign_in_with(&body, &[("x-forwarded-for", &network)]).await.status.as_u16()
    };
    for n in 0..21 {
        assert_eq!(from(n).await, 401, "{n}");
    }
    assert_eq!(from(21).await, 429);
    let body = json!({ "name": "wang", "password": PASSWORD });
    let elsewhere = [("x-forwarded-for", "192.0.2.9")];
    assert_eq!(site.sign_in_with(&body, &elsewhere).await.status, 429, "an unknown browser waits");
    let own = [("x-forwarded-for", "192.0.2.9"), ("cookie", known.cookies.as_str())];
    assert_eq!(site.sign_in_with(&body, &own).await.status, 200, "a known one does not");
    // Nobody is ever kept out for longer than a minute by strangers.
    for n in 22..60 {
        site.clock.set(site.clock.now() + TimeDelta::seconds(61));
        from(n).await;
    }
    site.clock.set(site.clock.now() + TimeDelta::seconds(61));
    assert_eq!(site.sign_in_with(&body, &elsewhere).await.status, 200);
}

#[tokio::test]
async fn a_locked_account_lets_nobody_in_and_says_so_only_to_its_owner() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wang = site.staff("wang", Role::Editor).await;
    let body = json!({ "display_name": "wang", "role": "editor", "state": "locked" });
    let address = format!("/admin/v1/accounts/{}", wang.account.id);
    let tag = format!("\"{}\"", wang.account.version);
    let locked = boss.ask_with(Method::PUT, &address, &body, &[("if-match", &tag)]).await;
    assert_eq!(locked.status, 200, "{}", locked.text());
    assert!(!wang.is_in().await);
    assert_eq!(site.sign_in("wang", PASSWORD).await.problem(), "account-locked");
    assert_eq!(site.sign_in("wang", "another").await.problem(), "wrong-name-or-password");
}

#[tokio::test]
async fn a_body_that_is_none_is_refused_with_what_is_wrong() {
    let site = TestSite::new().await;
    for (body, status, named) in [
        (json!({ "name": "wang" }), 400, "password"),
        (json!({ "password": PASSWORD }), 400, "name"),
        (json!({ "name": "wang", "password": PASSWORD, "pin": 1 }), 400, "pin"),
        (json!({ "name": 7, "password": PASSWORD }), 400, "name"),
        (Value::Null, 400, ""),
    ] {
        let answer = site.sign_in_with(&body, &[]).await;
        assert_eq!(answer.status, status, "{body}");
        let problem: AdminProblem = answer.read();
        assert_eq!(problem.parameter.unwrap_or_default(), named, "{body}");
    }
}
