//! What every address for staff asks before it answers: whose request it is, and that it comes
//! from a page of ours or from a program.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::{Limits, admin_addresses};

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

const LINK: &str = "/admin/v1/account/second-factor/key";

#[tokio::test]
async fn nobody_gets_past_the_door_without_a_session_or_a_token() {
    let site = TestSite::new().await;
    let token = format!("Bearer yizhan_{}", "A".repeat(43));
    let cookie = format!("yizhan-session={}", "A".repeat(43));
    for (method, path, _) in admin_addresses() {
        if path.starts_with("/admin/v1/setup")
            || (method == Method::POST && path.ends_with("/session"))
        {
            continue;
        }
        for (name, value) in [
            ("accept", "*/*"),
            ("authorization", token.as_str()),
            ("authorization", "Bearer x"),
            ("authorization", "Basic d2FuZzp3YW5n"),
            ("cookie", cookie.as_str()),
            ("cookie", "yizhan-session=; yizhan-session=x"),
        ] {
            let request = Request::builder().method(method.clone()).uri(path).header(name, value);
            let answer = site.ask(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 401, "{method} {path} {value}");
            assert_eq!(answer.problem(), "not-signed-in");
        }
    }
}

/// What is answered to a write of this browser with other headers than ours.
async fn write(browser: &Browser<'_>, headers: &[(&str, &str)]) -> (u16, String) {
    let mut request = Request::post(LINK).header("cookie", &browser.cookies);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = browser.site.ask(request.body(Body::empty()).unwrap()).await;
    let problem = if answer.status == 200 { String::new() } else { answer.problem() };
    (answer.status.as_u16(), problem)
}

#[tokio::test]
async fn a_write_of_another_sites_page_is_refused_though_the_browser_sends_the_cookie() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::Editor).await;
    let li = site.staff("li", Role::Editor).await;
    let csrf = ("x-csrf-token", wang.csrf.as_str());
    assert_eq!(write(&wang, &[csrf, ("sec-fetch-site", "same-origin")]).await.0, 200);
    for (headers, problem) in [
        (vec![], "csrf-token"),
        (vec![("x-csrf-token", "")], "csrf-token"),
        (vec![("x-csrf-token", li.csrf.as_str())], "csrf-token"),
        (vec![csrf, ("sec-fetch-site", "cross-site")], "foreign-origin"),
        (vec![csrf, ("sec-fetch-site", "same-site")], "foreign-origin"),
        (
            vec![csrf, ("origin", "https://evil.example"), ("host", "yizhan.example")],
            "foreign-origin",
        ),
        (vec![csrf, ("origin", "null")], "foreign-origin"),
    ] {
        assert_eq!(write(&wang, &headers).await, (403, problem.to_owned()), "{headers:?}");
    }
    // Reading needs no CSRF token, and no page of another origin may read the answer.
    let headers = [("cookie", wang.cookies.as_str()), ("origin", "https://evil.example")];
    let read = site.get_with("/admin/v1/session", &headers).await;
    assert_eq!(read.status, 200);
    assert_eq!(read.header("access-control-allow-origin"), "");
    let preflight = Request::options(LINK).header("origin", "https://evil.example");
    let preflight = site.ask(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(preflight.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_form_cannot_send_what_we_read() {
    let site = TestSite::new().await;
    let wang = site.staff("wang", Role::DistrictAdministrator).await;
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let request = Request::post("/admin/v1/accounts")
            .header("cookie", &wang.cookies)
            .header("x-csrf-token", &wang.csrf)
            .header("content-type", media_type);
        let answer = site.ask(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.problem(), "unsupported-media-type", "{media_type}");
    }
    let long = json!({ "name": "x".repeat(20_000) });
    let answer = wang.post("/admin/v1/accounts", &long).await;
    assert_eq!(answer.problem(), "body-too-large");
}

#[tokio::test]
async fn who_is_signed_in_writes_as_often_as_the_work_needs_and_who_is_not_does_not() {
    let limits = Limits { per_client_s: None, ..Limits::default() };
    let burst = limits.write_burst.get();
    let site = TestSite::with(limits, Default::default()).await;
    let wang = site.staff("wang", Role::Editor).await;
    for _ in 0..2 * burst {
        assert_eq!(wang.post(LINK, &Value::Null).await.status, 200);
    }
    let mut refused = 0;
    for _ in 0..2 * burst {
        let body = json!({ "token": "x" });
        let answer = site.post("/admin/v1/setup/link", "unused-key", &body).await;
        refused += u32::from(answer.problem() == "too-many-requests");
    }
    assert!(refused >= burst, "{refused}");
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_there_are() {
    let site = TestSite::new().await;
    for (path, allow) in [
        ("/admin/v1/session", "POST, GET, HEAD, DELETE, OPTIONS"),
        ("/admin/v1/accounts/01JD8V5T6MZ0Q4W8YKX3N7R2PA", "GET, HEAD, PUT, OPTIONS"),
        ("/admin/v1/setup", "POST, OPTIONS"),
    ] {
        let answer = site.ask(Request::patch(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, allow), "{path}");
        let answer = site.ask(Request::options(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (204, allow), "{path}");
    }
}
