//! `/api/v1/wechat/signature`, and what `/api/v1/site` and the pages' policy say of WeChat.

use std::fs;
use std::path::PathBuf;

use sha1::{Digest as _, Sha1};
use tempfile::TempDir;
use yizhan::http::api::schema::{SiteAnswer, WeChatSignatureAnswer};
use yizhan::service::wechat::WeChat;

use crate::harness::site::{Answer, TestSite};

const ADDRESS: &str = "/api/v1/wechat/signature";
const PAGE: &str = "https%3A%2F%2Fyizhan.example%2Fs%2FLZ-1%3Ffrom%3Dsinglemessage";

/// A server with an account at WeChat, and the file of its tickets, which lives as long as the
/// test.
async fn set_up() -> (TestSite, TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ticket");
    let wechat = WeChat::new("wx1234567890abcdef", &file).unwrap();
    let site = TestSite::new().await.with_wechat("https://yizhan.example", wechat);
    (site, folder, file)
}

async fn sign(site: &TestSite, url: &str) -> Answer {
    site.get_with(&format!("{ADDRESS}?url={url}"), &[("accept-language", "en")]).await
}

#[tokio::test]
async fn a_page_of_ours_is_signed_with_the_ticket_of_the_moment() {
    let (site, _folder, file) = set_up().await;
    for ticket in ["first-ticket", "second_ticket"] {
        fs::write(&file, format!("{ticket}\n")).unwrap();
        let answer = sign(&site, PAGE).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let signed: WeChatSignatureAnswer = answer.read();
        assert_eq!(signed.app_id, "wx1234567890abcdef");
        assert_eq!(signed.timestamp_s, 1_795_261_800);
        let text = format!(
            "jsapi_ticket={ticket}&noncestr={}&timestamp=1795261800&url=https://yizhan.example/s/LZ-1?from=singlemessage",
            signed.nonce
        );
        let sum: String = Sha1::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(signed.signature, sum);
    }
}

#[tokio::test]
async fn nothing_but_a_page_of_ours_is_signed() {
    let (site, _folder, file) = set_up().await;
    fs::write(&file, "ticket").unwrap();
    for (query, kind, told) in [
        ("", "missing-parameter", "url is missing"),
        ("?url=", "invalid-parameter", "begins with https://yizhan.example"),
        ("?url=https://evil.example/", "invalid-parameter", "begins with https://yizhan.example"),
        ("?url=https://yizhan.example.evil.example/", "invalid-parameter", "it is no page"),
        ("?url=http://yizhan.example/", "invalid-parameter", "it is no page"),
        ("?url=https://yizhan.example/%23near", "invalid-parameter", "has no #"),
        ("?page=https://yizhan.example/", "unknown-parameter", "page"),
    ] {
        let asked = format!("{ADDRESS}{query}");
        let answer = site.get_with(&asked, &[("accept-language", "en")]).await;
        let problem = answer.json();
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(told), "{query}: {problem}");
    }
}

#[tokio::test]
async fn without_an_account_or_a_ticket_the_answer_says_what_to_do() {
    let bare = TestSite::new().await;
    let answer = sign(&bare, PAGE).await;
    assert_eq!((answer.status.as_u16(), answer.json()["type"].as_str().unwrap()), {
        (404, "/problems/wechat-not-set-up")
    });
    assert!(answer.text().contains("--wechat-app-id"));

    let (site, _folder, file) = set_up().await;
    for content in [None, Some("{\"errcode\":40001}")] {
        if let Some(content) = content {
            fs::write(&file, content).unwrap();
        }
        let answer = sign(&site, PAGE).await;
        assert_eq!(answer.status, 503);
        assert_eq!(answer.json()["type"], "/problems/wechat-ticket-away");
        assert!(!answer.text().contains("ticket\"") && !answer.text().contains("40001"));
    }
}

#[tokio::test]
async fn pages_may_load_wechats_library_only_where_the_operator_has_an_account() {
    let bare = TestSite::new().await;
    let (site, ..) = set_up().await;
    for (site, has_wechat, scripts) in [
        (&bare, false, "script-src 'self'"),
        (&site, true, "script-src 'self' https://res.wx.qq.com"),
    ] {
        let told: SiteAnswer = site.get("/api/v1/site").await.read();
        assert_eq!(told.has_wechat, has_wechat);
        let page = site.get("/").await;
        let policy = page.header("content-security-policy");
        assert!(policy.split("; ").any(|directive| directive == scripts), "{policy}");
        assert_eq!(policy.matches("https://").count(), usize::from(has_wechat), "{policy}");
    }
}
