//! `/`

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_first_page_is_called_by_the_district_in_the_readers_language() {
    let site = TestSite::new().await;
    for (accepts, language, title) in [
        ("zh-CN,zh;q=0.9", "zh-CN", "<title>找最近的驿站 · 芦镇工会驿站</title>"),
        ("en", "en", "<title>Find the nearest station · Union service stations of Reedham</title>"),
    ] {
        let answer = site.get_with("/", &[("accept-language", accepts)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("content-language"), language);
        let page = answer.text();
        assert!(page.contains(title), "{title} is not in\n{page}");
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{page}");
        assert_eq!(page.matches("<title>").count(), 1);
    }
}

#[tokio::test]
async fn it_is_not_sent_again_to_somebody_who_has_it() {
    let site = TestSite::new().await;
    let first = site.get("/").await;
    assert_eq!(first.header("cache-control"), "public, no-cache");
    let again = site.get_with("/", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let english = [("if-none-match", first.header("etag")), ("accept-language", "en")];
    assert_eq!(site.get_with("/", &english).await.status, 200);
}

#[tokio::test]
async fn a_page_names_the_address_that_the_operator_gave_whatever_host_was_asked() {
    let asked = [("host", "evil.example")];
    let told = TestSite::new().await.seen_at("https://yizhan.example");
    let page = told.get_with("/", &asked).await.text();
    assert!(page.contains(r#"<link rel="canonical" href="https://yizhan.example/">"#), "{page}");
    assert!(!page.contains("evil.example"));
    let again = told.get_with("/", &asked).await;
    assert_eq!(again.text(), page);

    let untold = TestSite::new().await;
    let page = untold.get_with("/", &[("host", "desk:8080")]).await.text();
    assert!(page.contains(r#"<link rel="canonical" href="http://desk:8080/">"#), "{page}");
    let page = untold.get_with("/", &[("host", "\"><script>")]).await.text();
    assert!(page.contains(r#"<link rel="canonical" href="/">"#), "{page}");
}

#[tokio::test]
async fn a_page_may_run_and_ask_nothing_but_its_own_server() {
    let site = TestSite::new().await;
    for path in ["/", "/s/LZ-1", "/s/LZ-8", "/s/none"] {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with(
                "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'"
            ),
            "{path}"
        );
        assert!(!policy.contains("http"), "{policy}");
        assert!(answer.header("permissions-policy").contains("geolocation=(self)"), "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        // A script that runs would need a nonce: only data may stand in the page.
        for script in answer.text().split("<script").skip(1) {
            let is_data = script.starts_with(r#" type="application/ld+json">"#);
            assert!(is_data || script.contains("src=\"/assets/"), "{path}: <script{script}");
        }
    }
}
