//! What browsers and search engines ask for beside the pages: `/manifest.webmanifest`,
//! `/robots.txt`, `/sitemap.xml`, `/sw.js`, icons

use std::path::Path;

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_app_is_called_and_coloured_by_the_district() {
    let site = TestSite::new().await;
    let answer = site.get("/manifest.webmanifest").await;
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    let manifest = answer.json();
    assert_eq!(manifest["name"], "芦镇工会驿站");
    assert_eq!(manifest["theme_color"], site.app.district.colours.theme.as_str());
    assert_eq!((&manifest["start_url"], &manifest["display"]), (&"/".into(), &"standalone".into()));
    let english = site.get_with("/manifest.webmanifest", &[("accept-language", "en")]).await;
    assert_eq!(english.json()["name"], "Union service stations of Reedham");
}

#[tokio::test]
async fn every_icon_that_is_named_is_there_and_has_the_size_that_is_said() {
    let site = TestSite::new().await;
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/public");
    for icon in site.get("/manifest.webmanifest").await.json()["icons"].as_array().unwrap() {
        let path = icon["src"].as_str().unwrap().trim_start_matches('/').to_owned();
        let png = std::fs::read(public.join(&path)).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{path}");
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!(icon["sizes"], format!("{}x{}", number(16), number(20)), "{path}");
    }
}

#[tokio::test]
async fn crawlers_are_led_to_the_pages_of_all_listed_stations() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let robots = site.get("/robots.txt").await.text();
    assert!(robots.contains("Sitemap: https://yizhan.example/sitemap.xml"), "{robots}");
    let sitemap = site.get("/sitemap.xml").await;
    assert_eq!(sitemap.header("content-type"), "application/xml; charset=utf-8");
    let sitemap = sitemap.text();
    for path in ["", "s/LZ-1", "s/LZ-7"] {
        let entry = format!("<loc>https://yizhan.example/{path}</loc>");
        assert!(sitemap.contains(&entry), "{entry} is not in\n{sitemap}");
    }
    assert_eq!(sitemap.matches("<loc>").count(), 8);
    assert!(!sitemap.contains("LZ-8"), "a retired station is in\n{sitemap}");
    assert_eq!(site.get("/sitemaps/0.xml").await.text(), sitemap);
    for path in
        ["/sitemaps/1.xml", "/sitemaps/x.xml", "/sitemaps/0", "/sitemaps/99999999999999999999.xml"]
    {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
}

/// The web app may not have been built yet; then there is nothing to look at here.
#[tokio::test]
async fn files_of_the_web_app_are_asked_for_again_only_if_their_names_stay_the_same() {
    let site = TestSite::new().await;
    for (path, content_type) in [
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/icons/512.png", "image/png"),
        ("/apple-touch-icon.png", "image/png"),
        ("/favicon.svg", "image/svg+xml"),
        ("/favicon.ico", "image/x-icon"),
    ] {
        let answer = site.get(path).await;
        if answer.status == 404 {
            continue;
        }
        assert_eq!(answer.header("content-type"), content_type, "{path}");
        assert_eq!(answer.header("cache-control"), "public, no-cache", "{path}");
    }
    let worker = site.get("/sw.js").await;
    if worker.status == 200 {
        assert_eq!(worker.header("service-worker-allowed"), "/");
        assert!(!worker.text().contains("rapidoc") && !worker.text().contains("api.html"));
    }
    assert_eq!(site.get("/icons/none.png").await.status, 404);
    assert_eq!(site.get("/icons/..%2Fapi.html").await.status, 404);
}

/// Likewise.
#[tokio::test]
async fn the_pages_of_staff_are_found_at_each_of_their_addresses_and_by_no_search_engine() {
    let site = TestSite::new().await;
    for (path, script) in [
        ("/staff", "staff"),
        ("/staff/stations/LZ-1", "staff"),
        ("/staff/check", "check"),
        ("/staff/check/LZ-1", "check"),
        ("/staff/check/%E8%8A%A6", "check"),
    ] {
        let answer = site.get(path).await;
        if answer.status == 404 {
            continue;
        }
        assert_eq!(answer.header("x-robots-tag"), "noindex", "{path}");
        let html = answer.text();
        assert!(html.contains(&format!("/assets/{script}-")), "{path} is another page:\n{html}");
    }
}
