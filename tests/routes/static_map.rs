//! `/static-map.png`, `/api/v1/coverage/map.png`, and the maps on cards and plaques

use std::num::NonZeroU32;
use std::path::PathBuf;

use resvg::tiny_skia::Pixmap;
use yizhan::domain::role::Role;
use yizhan::drawing::renderer::{Patience, Renderer};
use yizhan::http::{Basemap, ClientRules, Credit, Limits};

use crate::drawing;
use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::OWN_AREA;

const MAP: &str = "/static-map.png";
const GAPS: &str = "/api/v1/coverage/map.png";
const HOST: [(&str, &str); 1] = [("host", "yizhan.example")];

/// A server that can draw maps; `None` where there is nothing to draw with.
async fn drawing_site() -> Option<TestSite> {
    let renderer = drawing::real().await?;
    Some(TestSite::new().await.with_map_renderer(renderer))
}

fn pixels(answer: &Answer) -> Pixmap {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header("content-type"), "image/png");
    Pixmap::decode_png(&answer.body).unwrap()
}

/// How many pixels have a colour.
fn count(picture: &Pixmap, colour: [u8; 3]) -> usize {
    let has = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| {
        [pixel.red(), pixel.green(), pixel.blue()] == colour
    };
    picture.pixels().iter().filter(has).count()
}

const ACCENT: [u8; 3] = [0x0b, 0x6e, 0x4f];

#[tokio::test]
async fn a_map_has_the_size_that_was_asked_for_and_shows_stations_and_pins() {
    let Some(site) = drawing_site().await else { return };
    for (query, width, height, least_green) in [
        ("", 640, 400, 1),
        ("?size=300x200", 300, 200, 1),
        ("?size=300x200@2x", 600, 400, 1),
        ("?station=lz-2", 640, 400, 400),
        ("?markers=116.01,30.51", 640, 400, 300),
        ("?markers=116.01,30.51|116.02,30.52&size=64x64", 64, 64, 100),
        ("?center=0,0&zoom=20", 640, 400, 0),
        ("?center=-180,90&zoom=0&size=1280x1280@2x", 2560, 2560, 0),
        ("?station=LZ-2&zoom=20", 640, 400, 400),
    ] {
        let picture = pixels(&site.get(&format!("{MAP}{query}")).await);
        assert_eq!((picture.width(), picture.height()), (width, height), "{query}");
        let green = count(&picture, ACCENT);
        assert!(green >= least_green, "{query}: {green} pixels of the stations' colour");
        assert!(least_green > 0 || green < 40, "{query}: {green}");
    }
}

#[tokio::test]
async fn the_same_question_is_the_same_picture_and_is_not_sent_twice() {
    let (Some(one), Some(other)) = (drawing_site().await, drawing_site().await) else { return };
    for path in ["/static-map.png?station=LZ-2", GAPS, "/s/LZ-2/card.png", "/s/LZ-2/plaque.pdf"] {
        let first = one.get_with(path, &HOST).await;
        assert_eq!(first.status, 200, "{path}: {}", String::from_utf8_lossy(&first.body));
        let second = other.get_with(path, &HOST).await;
        assert!(first.body == second.body, "{path}");
        assert_eq!(first.header("etag"), second.header("etag"), "{path}");
        assert_eq!(first.header("cache-control"), "public, no-cache");
        let has = [HOST[0], ("if-none-match", first.header("etag"))];
        assert_eq!(one.get_with(path, &has).await.status, 304, "{path}");
        let english = [HOST[0], ("accept-language", "en")];
        let english = one.get_with(path, &english).await;
        assert_eq!(english.header("etag") == first.header("etag"), path.ends_with("pdf"), "{path}");
    }
}

#[tokio::test]
async fn a_position_of_another_datum_is_put_where_it_is() {
    let Some(site) = drawing_site().await else { return };
    let tag = async |query: &str| {
        let answer = site.get(&format!("{MAP}{query}")).await;
        pixels(&answer);
        answer.header("etag").to_owned()
    };
    let here = tag("?center=116.01,30.51").await;
    assert_ne!(here, tag("?center=116.01,30.51&datum=gcj02").await);
    assert_eq!(here, tag("?center=116.01,30.51&datum=wgs84&zoom=15").await);
}

#[tokio::test]
async fn what_cannot_be_shown_is_told_by_the_name_of_its_parameter() {
    let nowhere = Renderer::new(PathBuf::from("/nowhere/renderer"), Patience::default());
    let site = TestSite::new().await.with_map_renderer(nowhere);
    let many = vec!["116,30"; 51].join("|");
    for (query, status, problem, words) in [
        ("center=116", 400, "invalid-parameter", "longitude,latitude"),
        ("center=30.5,116.0", 400, "invalid-parameter", "swapped"),
        ("center=NaN,30", 400, "invalid-parameter", "outside"),
        ("center=1,2,3", 400, "invalid-parameter", "longitude,latitude"),
        ("zoom=21", 400, "invalid-parameter", "from 0 to 20"),
        ("zoom=inf", 400, "invalid-parameter", "from 0 to 20"),
        ("size=63x200", 400, "invalid-parameter", "64 to 1280"),
        ("size=1281x200", 400, "invalid-parameter", "64 to 1280"),
        ("size=640X400", 400, "invalid-parameter", "WIDTHxHEIGHT"),
        ("size=640x400@3x", 400, "invalid-parameter", "WIDTHxHEIGHT"),
        ("markers=", 400, "invalid-parameter", "longitude,latitude"),
        (&format!("markers={many}"), 400, "invalid-parameter", "more than 50"),
        ("centre=116,30", 400, "unknown-parameter", "center"),
        ("station=LZ-99", 404, "unknown-station", "LZ-99"),
        ("station=LZ-8", 410, "retired-station", "LZ-8"),
        ("station=LZ-2", 503, "no-map", "make map-renderer"),
    ] {
        let answer = site.get_with(&format!("{MAP}?{query}"), &[("accept-language", "en")]).await;
        assert_eq!(answer.status.as_u16(), status, "{query}: {}", answer.text());
        assert_eq!(answer.problem(), problem, "{query}");
        assert!(answer.text().contains(words), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn without_a_program_that_draws_there_are_cards_and_plaques_without_maps() {
    let bare = TestSite::new().await;
    let nowhere = Renderer::new(PathBuf::from("/nowhere/renderer"), Patience::default());
    let broken = TestSite::new().await.with_map_renderer(nowhere);
    for path in ["/s/LZ-2/card.png", "/s/LZ-2/plaque.pdf", "/s/LZ-2/plaque.svg"] {
        let (without, with) =
            (bare.get_with(path, &HOST).await, broken.get_with(path, &HOST).await);
        assert_eq!((without.status.as_u16(), with.status.as_u16()), (200, 200), "{path}");
        assert!(without.body == with.body, "{path}");
        assert_eq!(without.header("etag"), with.header("etag"), "{path}");
    }
    let none = bare.get(MAP).await;
    assert_eq!((none.status.as_u16(), none.problem()), (503, "no-map".to_owned()));
    assert_eq!(bare.get(GAPS).await.problem(), "no-map");
}

#[tokio::test]
async fn a_card_and_a_plaque_have_a_map_with_the_station_on_it() {
    let Some(site) = drawing_site().await else { return };
    let bare = TestSite::new().await;
    let card = site.get_with("/s/LZ-2/card.png", &HOST).await;
    let without = bare.get_with("/s/LZ-2/card.png", &HOST).await;
    assert_ne!(card.header("etag"), without.header("etag"));
    let (card, without) = (pixels(&card), pixels(&without));
    // The texts are the same; the panel is another.
    let part = |picture: &Pixmap, columns: std::ops::Range<usize>| {
        let rows = picture.pixels().chunks(1200);
        rows.flat_map(|row| row[columns.clone()].to_vec()).collect::<Vec<_>>()
    };
    assert!(part(&card, 0..810) == part(&without, 0..810));
    // The pin stands where the layout leaves it room.
    let pin = card.pixels()[(190 - 40) * 1200 + 820 + 190 - 12];
    assert_eq!([pin.red(), pin.green(), pin.blue()], ACCENT);
    let plaque = site.get_with("/s/LZ-2/plaque.svg", &HOST).await.text();
    assert!(plaque.contains("data:image/png;base64,"), "a plaque has its map inside it");
}

/// The widths of the pictures in a PDF, pixels.
fn pictures_in(pdf: &[u8]) -> Vec<i64> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let named = |stream: &lopdf::Stream, key: &[u8], name: &[u8]| {
        stream.dict.get(key).and_then(lopdf::Object::as_name).is_ok_and(|found| found == name)
    };
    // What is grey says how much of another picture shows through.
    let is_picture = |stream: &&lopdf::Stream| {
        named(stream, b"Subtype", b"Image") && !named(stream, b"ColorSpace", b"DeviceGray")
    };
    let width = |stream: &lopdf::Stream| stream.dict.get(b"Width").unwrap().as_i64().unwrap();
    streams.filter(is_picture).map(width).collect()
}

#[tokio::test]
async fn the_plaques_of_an_area_have_their_maps_where_maps_are_drawn() {
    let address = format!("/admin/v1/plaques?area={OWN_AREA}");
    let seen = async || TestSite::new().await.seen_at("https://yizhan.example");
    let print = async |site: TestSite| {
        let answer = site.staff("boss", Role::DistrictAdministrator).await.get(&address).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.body
    };
    let bare = print(seen().await).await;
    assert_eq!(pictures_in(&bare), [0_i64; 0]);
    let nowhere = Renderer::new(PathBuf::from("/nowhere/renderer"), Patience::default());
    assert!(print(seen().await.with_map_renderer(nowhere)).await == bare);
    let Some(renderer) = drawing::real().await else { return };
    let site = seen().await.with_map_renderer(renderer);
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    // What a busy machine has no time for the first time is there the next.
    let mut maps = Vec::new();
    for _ in 0..40 {
        maps = pictures_in(&boss.get(&address).await.body);
        if maps.len() == 6 {
            break;
        }
    }
    // Six stations, 46 mm at five pixels a millimetre, two of the picture to each.
    assert_eq!(maps, [460; 6]);
}

#[tokio::test]
async fn gaps_are_on_the_map_of_the_question_that_was_asked() {
    let Some(site) = drawing_site().await else { return };
    let reddish = |picture: &Pixmap| {
        let is_red = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| {
            pixel.red() > pixel.green().saturating_add(20) && pixel.green() < 220
        };
        picture.pixels().iter().filter(is_red).count()
    };
    let near = pixels(&site.get(&format!("{GAPS}?radius_m=100")).await);
    let far = pixels(&site.get(&format!("{GAPS}?radius_m=20000")).await);
    assert!(reddish(&near) > 10_000, "{}", reddish(&near));
    assert_eq!(reddish(&far), 0);
}

#[tokio::test]
async fn a_map_counts_as_twenty_requests() {
    let limits = Limits {
        per_client_s: NonZeroU32::new(1),
        burst: NonZeroU32::new(45).unwrap(),
        ..Limits::default()
    };
    let site = TestSite::with(limits, ClientRules::default()).await;
    for _ in 0..2 {
        assert_eq!(site.get(MAP).await.problem(), "no-map");
    }
    let third = site.get(MAP).await;
    assert_eq!((third.status.as_u16(), third.problem()), (429, "too-many-requests".to_owned()));
    assert!(third.header("retry-after").parse::<u64>().unwrap() > 1);
    assert_eq!(site.get("/healthz").await.status, 200, "there is still room for small ones");
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "who runs the tests must see what was not tested")]
async fn the_ground_is_that_of_the_base_map_with_its_maker() {
    let file = std::env::var("YIZHAN_SHARED_DATA").unwrap_or_else(|_| "../shared/data".to_owned());
    let file = PathBuf::from(file).join("chaoyang/basemap.pmtiles");
    let Some(renderer) = drawing::real().await else { return };
    if !file.is_file() {
        eprintln!("skipped: no base map at {}", file.display());
        return;
    }
    let credit = Credit { attribution: Some("© Maker".to_owned()), review_number: None };
    let basemap = Basemap::pmtiles(&file, credit).unwrap();
    let site = TestSite::shipped("2026-11-21T19:50:00+08:00").await;
    let site = site.with_basemap(basemap).with_map_renderer(renderer);
    let query = "center=116.4605,39.9087&zoom=15&size=640x400";
    let picture = pixels(&site.get(&format!("{MAP}?{query}")).await);
    let road = count(&picture, [0xff, 0xff, 0xff]);
    let building = count(&picture, [0xe9, 0xed, 0xeb]);
    assert!(road > 10_000 && building > 4_000, "{road} of roads, {building} of buildings");
}
