//! `/basemap.pmtiles`, and what `/api/v1/site` and the pages' policy say of a base map.

use std::fs;
use std::path::PathBuf;

use axum::body::Body;
use axum::http::Request;
use tempfile::TempDir;
use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::http::api::schema::{BasemapAnswer, SiteAnswer};
use yizhan::http::{Basemap, Credit};

use crate::harness::pmtiles::Archive;
use crate::harness::site::TestSite;

const ADDRESS: &str = "/basemap.pmtiles";

/// A file in a folder that lives as long as the test.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.pmtiles");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn credit(attribution: &str) -> Credit {
    Credit {
        attribution: Some(attribution.to_owned()),
        review_number: Some("GS(2024)0650".to_owned()),
    }
}

#[tokio::test]
async fn a_map_reads_the_ranges_of_the_file_that_it_needs() {
    let bytes = Archive::default().bytes();
    let (_folder, path) = file(&bytes);
    let basemap = Basemap::pmtiles(&path, Credit::default()).unwrap();
    let site = TestSite::new().await.with_basemap(basemap);
    let size = bytes.len();
    for (range, status, first, last) in [
        ("bytes=0-126", 206, 0, 126),
        ("bytes=127-", 206, 127, size - 1),
        ("bytes=-100", 206, size - 100, size - 1),
        ("bytes=299000-99999999", 206, 299_000, size - 1),
    ] {
        // Compressed ranges would be ranges of something else.
        let asked = [("range", range), ("accept-encoding", "gzip, br, zstd")];
        let answer = site.get_with(ADDRESS, &asked).await;
        assert_eq!(answer.status, status, "{range}");
        assert_eq!(answer.header("content-range"), format!("bytes {first}-{last}/{size}"));
        assert_eq!(answer.header("content-encoding"), "");
        assert!(answer.body == bytes[first..=last], "{range}");
    }
    let beyond = site.get_with(ADDRESS, &[("range", "bytes=9999999-")]).await;
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("content-range"), format!("bytes */{size}"));
    let whole = site.get(ADDRESS).await;
    assert_eq!((whole.status.as_u16(), whole.header("accept-ranges")), (200, "bytes"));
    assert!(whole.body == bytes);
}

#[tokio::test]
async fn the_size_is_told_without_the_file_and_writing_is_refused() {
    let (_folder, path) = file(&Archive::default().bytes());
    let basemap = Basemap::pmtiles(&path, Credit::default()).unwrap();
    let site = TestSite::new().await.with_basemap(basemap);
    let head = site.ask(Request::head(ADDRESS).body(Body::empty()).unwrap()).await;
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-length"), fs::metadata(&path).unwrap().len().to_string());
    assert!(head.body.is_empty());
    let post = site.ask(Request::post(ADDRESS).body(Body::empty()).unwrap()).await;
    assert_eq!(post.status, 405);
    assert_eq!(post.json()["type"], "/problems/method-not-allowed");
    let metrics = String::from_utf8(site.get("/metrics").await.body).unwrap();
    let counted = r#"yizhan_http_requests_total{route="/basemap.pmtiles",status="2xx"} 1"#;
    assert!(metrics.contains(counted), "{metrics}");
}

#[tokio::test]
async fn who_holds_parts_of_a_replaced_file_gets_the_new_one_whole() {
    let (_folder, path) = file(&Archive::default().bytes());
    let basemap = Basemap::pmtiles(&path, Credit::default()).unwrap();
    let site = TestSite::new().await.with_basemap(basemap);
    let tag = site.get_with(ADDRESS, &[("range", "bytes=0-9")]).await.header("etag").to_owned();
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    let asked = [("range", "bytes=0-9"), ("if-range", tag.as_str())];
    assert_eq!(site.get_with(ADDRESS, &asked).await.status, 206);
    assert_eq!(site.get_with(ADDRESS, &[("if-none-match", &tag)]).await.status, 304);

    let other = Archive { tiles: vec![7; 1000], ..Archive::default() }.bytes();
    fs::write(&path, &other).unwrap();
    let answer = site.get_with(ADDRESS, &asked).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body == other);

    fs::remove_file(&path).unwrap();
    assert_eq!(site.get(ADDRESS).await.json()["type"], "/problems/no-such-path");
}

#[test]
fn a_file_that_browsers_cannot_draw_is_told_of_at_the_start() {
    let good = Archive::default().bytes();
    let cut = &good[..good.len() - 1];
    let spoilt = |archive: Archive| archive.bytes();
    for (bytes, told) in [
        (Vec::new(), "is no PMTiles archive"),
        (b"PK\x03\x04 and so on".to_vec(), "is no PMTiles archive"),
        (spoilt(Archive { magic: b"PMTiles\x02", ..Archive::default() }), "is no PMTiles archive"),
        (cut.to_vec(), "is cut short"),
        (spoilt(Archive { tile_type: 2, ..Archive::default() }), "holds no vector tiles"),
        (spoilt(Archive { tile_compression: 4, ..Archive::default() }), "else than gzip"),
        (
            spoilt(Archive { layers: &["earth", "water"], ..Archive::default() }),
            "Protomaps basemap schema",
        ),
    ] {
        let (_folder, path) = file(&bytes);
        let error = Basemap::pmtiles(&path, Credit::default()).unwrap_err().to_string();
        assert!(error.contains(told) && error.contains("map.pmtiles"), "{error}");
    }
    let nowhere = PathBuf::from("/nowhere/map.pmtiles");
    let error = Basemap::pmtiles(&nowhere, Credit::default()).unwrap_err().to_string();
    assert!(error.contains("cannot be read"), "{error}");
}

#[test]
fn a_file_knows_what_ground_it_has() {
    let (_folder, path) = file(&Archive::default().bytes());
    let basemap = Basemap::pmtiles(&path, Credit::default()).unwrap();
    for (lon, lat, is_there) in [(115.9, 30.5, true), (114.9, 30.5, false), (115.9, 31.5, false)] {
        assert_eq!(basemap.covers(Wgs84::new(lon, lat).unwrap()), is_there, "{lon} {lat}");
    }
}

#[tokio::test]
async fn pages_are_told_of_the_base_map_and_may_ask_its_hosts_and_no_others() {
    let bare = TestSite::new().await;
    assert!(matches!(
        bare.get("/api/v1/site").await.read::<SiteAnswer>().basemap,
        BasemapAnswer::None
    ));
    assert_eq!(bare.get(ADDRESS).await.status, 404);

    let (_folder, path) = file(&Archive::default().bytes());
    let own = Basemap::pmtiles(&path, Credit::default()).unwrap();
    let own = TestSite::new().await.with_basemap(own);
    let BasemapAnswer::Pmtiles { url, datum, attribution, review_number } =
        own.get("/api/v1/site").await.read::<SiteAnswer>().basemap
    else {
        panic!("no PMTiles");
    };
    assert_eq!((url.as_str(), datum), (ADDRESS, Datum::Wgs84));
    assert_eq!((attribution.as_str(), review_number), ("© OpenStreetMap", None));

    let layers = ["https://t{0-1}.tiles.example/v?x={x}&y={y}&l={z}&tk=KEY".to_owned()];
    let foreign = Basemap::tiles(&layers, Datum::Gcj02, 17, credit("© 天地图")).unwrap();
    let foreign = TestSite::new().await.with_basemap(foreign);
    let answer = foreign.get("/api/v1/site").await;
    let BasemapAnswer::Xyz { layers, datum, max_zoom, attribution, review_number } =
        answer.read::<SiteAnswer>().basemap
    else {
        panic!("no tiles");
    };
    assert_eq!(layers[0][1], "https://t1.tiles.example/v?x={x}&y={y}&l={z}&tk=KEY");
    assert_eq!((datum, max_zoom, attribution.as_str()), (Datum::Gcj02, 17, "© 天地图"));
    assert_eq!(review_number.as_deref(), Some("GS(2024)0650"));
    let again = foreign.get_with("/api/v1/site", &[("if-none-match", answer.header("etag"))]).await;
    assert_eq!(again.status, 304);

    for (site, hosts) in
        [(&bare, ""), (&own, ""), (&foreign, " https://t0.tiles.example https://t1.tiles.example")]
    {
        let page = site.get("/").await;
        let policy = page.header("content-security-policy");
        let directives: Vec<&str> = policy.split("; ").collect();
        assert!(directives.contains(&format!("connect-src 'self'{hosts}").as_str()), "{policy}");
        assert!(
            directives.contains(&format!("img-src 'self' data: blob:{hosts}").as_str()),
            "{policy}"
        );
        let named = policy.matches("https://").count();
        assert_eq!(named, hosts.matches("https://").count() * 2, "{policy}");
    }
}
