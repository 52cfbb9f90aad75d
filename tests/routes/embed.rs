//! `/embed` and `/developers`: for other people's pages and programs.

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_list_for_other_pages_may_stand_in_any_frame_and_do_nothing_else() {
    let site = TestSite::new().await;
    let answer = site.get("/embed?area=990001001&amenities=hot_water").await;
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"));
    assert!(!policy.contains("script-src") && !answer.text().contains("<script"));
    let text = answer.text();
    for code in ["LZ-1", "LZ-2", "LZ-4", "LZ-6"] {
        assert!(text.contains(&format!("href=\"/s/{code}\"")), "{code}");
    }
    assert!(!text.contains("/s/LZ-3") && !text.contains("/s/LZ-7"));
    assert_eq!(site.get("/embed?colour=red").await.status, 400);
    // No other page may be framed.
    assert!(
        site.get("/").await.header("content-security-policy").contains("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn the_script_and_the_page_for_developers_name_this_server() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let script = site.get("/embed.js").await;
    assert!(script.header("content-type").starts_with("text/javascript"));
    let page = site.get_with("/developers", &[("accept-language", "en")]).await.text();
    for words in [
        "OAPIF:https://yizhan.example/ogc",
        "https://yizhan.example/style.json",
        "https://yizhan.example/feeds/stations.fgb",
        "https://yizhan.example/embed.js",
        "QGIS",
        "From Web",
        "<iframe src=\"/embed?area=990001001&amp;limit=5\"",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
