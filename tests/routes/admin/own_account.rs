//! `/admin/v1/account`

use chrono::TimeDelta;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{AccountAnswer, TotpKeyAnswer};
use yizhan::service::people::Sealing;
use yizhan::service::{App, DistrictData};

use crate::harness::site::TestSite;
use crate::harness::staff::{Browser, PASSWORD};

const FACTOR: &str = "/admin/v1/account/second-factor";
const NEW: &str = "four words of no kin";

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_the_sessions_elsewhere() {
    let site = TestSite::new().await;
    let here = site.staff("wang", Role::Planner).await;
    let there = site.signed_in(&here.account).await;
    let change = async |old: &str, new: &str| {
        let body = json!({ "old_password": old, "password": new });
        here.put("/admin/v1/account/password", &body).await
    };
    let wrong = change("no idea at all", NEW).await;
    assert_eq!((wrong.status.as_u16(), wrong.problem().as_str()), (403, "wrong-password"));
    assert_eq!(change(PASSWORD, "wangwangwang").await.json()["parameter"], "password");
    assert!(there.is_in().await);

    let changed = change(PASSWORD, NEW).await;
    let _: AccountAnswer = changed.read();
    assert!(here.is_in().await && !there.is_in().await);
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 401);
    assert_eq!(site.sign_in("wang", NEW).await.status, 200);
}

#[tokio::test]
async fn a_stolen_session_cannot_be_used_to_guess_the_password() {
    let site = TestSite::new().await;
    let thief = site.staff("wang", Role::Editor).await;
    let mut answers = Vec::new();
    for n in 0..7 {
        let body = json!({ "password": format!("guess number {n}") });
        answers.push(thief.post(&format!("{FACTOR}/removal"), &body).await.status.as_u16());
    }
    assert_eq!(answers, [403, 403, 403, 403, 403, 403, 429]);
}

/// What the app on the phone shows now for this key. The library that makes the codes here is
/// the one that reads them; its codes are checked by the vectors of RFC 6238 where keys are read.
fn shown(site: &TestSite, key: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap();
    totp.generate(u64::try_from(site.clock.now().timestamp()).unwrap()).to_string()
}

/// Gives the account a second factor, and tells its key.
pub(super) async fn with_factor(browser: &Browser<'_>) -> String {
    let made: TotpKeyAnswer = browser.post(&format!("{FACTOR}/key"), &Value::Null).await.read();
    assert_eq!(made.key.len(), 32);
    let address = format!("otpauth://totp/Yizhan:wang?secret={}&issuer=Yizhan", made.key);
    assert_eq!(made.address, address);
    let code = shown(browser.site, &made.key);
    let body = json!({ "password": PASSWORD, "key": made.key, "code": code });
    let set = browser.put(FACTOR, &body).await;
    assert!(set.read::<AccountAnswer>().has_second_factor);
    made.key
}

fn half_a_minute_later(site: &TestSite) {
    site.clock.set(site.clock.now() + TimeDelta::seconds(30));
}

#[tokio::test]
async fn with_a_second_factor_a_code_is_needed_and_each_is_taken_once() {
    let site = TestSite::new().await;
    let here = site.staff("wang", Role::DistrictAdministrator).await;
    let there = site.signed_in(&here.account).await;
    let key = with_factor(&here).await;
    assert!(here.is_in().await && !there.is_in().await);

    let sign_in = async |code: Option<String>| {
        let body = json!({ "name": "wang", "password": PASSWORD, "code": code });
        let answer = site.sign_in_with(&body, &[("cookie", &here.cookies)]).await;
        if answer.status == 200 { "in".to_owned() } else { answer.problem() }
    };
    assert_eq!(sign_in(None).await, "code-needed");
    assert_eq!(sign_in(Some("000000".to_owned())).await, "wrong-code");
    let used = shown(&site, &key);
    assert_eq!(sign_in(Some(used)).await, "wrong-code", "it was used to set the factor");
    half_a_minute_later(&site);
    let code = shown(&site, &key);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    assert_eq!(sign_in(Some(spaced)).await, "in");
    assert_eq!(sign_in(Some(code)).await, "wrong-code", "a code is taken once");
    let body = json!({ "name": "wang", "password": "wrong", "code": shown(&site, &key) });
    assert_eq!(site.sign_in_with(&body, &[]).await.problem(), "wrong-name-or-password");
}

#[tokio::test]
async fn a_second_factor_is_set_by_who_has_the_password_and_the_key() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::Editor).await;
    let made: TotpKeyAnswer = wang.post(&format!("{FACTOR}/key"), &Value::Null).await.read();
    let code = shown(&site, &made.key);
    for (password, key, code, status, said) in [
        ("wrong", made.key.as_str(), code.as_str(), 403, "wrong-password"),
        (PASSWORD, &made.key, "000000", 403, "wrong-code"),
        (PASSWORD, "GEZDGNBV", &code, 400, "invalid-parameter"),
        (PASSWORD, "1!", &code, 400, "invalid-parameter"),
    ] {
        let body = json!({ "password": password, "key": key, "code": code });
        let answer = wang.put(FACTOR, &body).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (status, said));
    }
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 200, "none was set");
    with_factor(&wang).await;
    let wrong = wang.post(&format!("{FACTOR}/removal"), &json!({ "password": "wrong" })).await;
    assert_eq!(wrong.problem(), "wrong-password");
    let removed = wang.post(&format!("{FACTOR}/removal"), &json!({ "password": PASSWORD })).await;
    assert!(!removed.read::<AccountAnswer>().has_second_factor);
    assert_eq!(site.sign_in("wang", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_sealed_second_factor_lets_in_with_its_key_file_only() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::DistrictAdministrator).await;
    let key = with_factor(&wang).await;
    let kept = async || site.app.store.factor_keys().await.unwrap()[0].1.clone();
    assert_eq!(kept().await, key, "kept readable as long as there is no key file");
    half_a_minute_later(&site);
    let body = json!({ "name": "wang", "password": PASSWORD, "code": shown(&site, &key) });

    let store = std::sync::Arc::clone(&site.app.store);
    let next = async |seal: Option<&str>| {
        let (store, clock) = (std::sync::Arc::clone(&store), std::sync::Arc::clone(&site.clock));
        let app = App::start(store, clock, DistrictData::clone(&site.app.data())).await.unwrap();
        if let Some(byte) = seal {
            app.seal_with(Sealing::with_key(&format!("{}=", byte.repeat(43))).unwrap());
        }
        app
    };
    let app = next(Some("A")).await;
    assert_eq!(app.registry().seal_what_is_not().await.unwrap(), 1);
    assert_eq!(app.registry().seal_what_is_not().await.unwrap(), 0, "once");
    assert!(kept().await.starts_with("x1.") && !kept().await.contains(&key));
    let asked = async |app: std::sync::Arc<App>| {
        let server = TestSite {
            app,
            clock: std::sync::Arc::clone(&site.clock),
            front: std::sync::Arc::clone(&site.front),
        };
        server.with_new_front().sign_in_with(&body, &[]).await.status.as_u16()
    };
    assert!(next(Some("I")).await.registry().seal_what_is_not().await.is_err(), "another key");
    assert_eq!(asked(next(None).await).await, 503, "no key");
    assert_eq!(asked(app).await, 200);
}
