//! Vector tiles, read back by the specification.

mod decode;
mod places;
mod style;

use std::collections::{BTreeMap, BTreeSet};

use geo::BoundingRect;
use yizhan::domain::coordinates::Datum;
use yizhan::domain::district::LocalMinute;
use yizhan::domain::opening_hours::OpenState;
use yizhan::index::Snapshot;
use yizhan::tiles::polygons::{self, Shape, Tag};
use yizhan::tiles::stations::{SINGLE_FROM, state_holds_until, tile};
use yizhan::tiles::{MAX_ZOOM, TileAddress};

use self::decode::{Feature, area2};
use crate::harness::ledger::{CITY, halves, now, records, snapshot, zone};
use crate::harness::shipped::shipped;
use crate::harness::site::TestSite;

fn minute() -> LocalMinute {
    zone().local_minute(now())
}

/// All features of a zoom over the world's part that holds stations, tile by tile.
fn all_of(snapshot: &Snapshot, z: u8, datum: Datum) -> Vec<Vec<Feature>> {
    let numbers = tiles_with(snapshot, z, datum);
    let features = numbers.into_iter().map(|(x, y)| {
        let address = TileAddress::new(z, x, y).unwrap().in_datum(datum);
        let layers = decode::tile(&tile(snapshot, address, minute()).unwrap());
        assert!(layers.iter().all(|layer| layer.name == "stations" && layer.extent == 4096));
        layers.into_iter().flat_map(|layer| layer.features).collect()
    });
    features.collect()
}

/// Where a place lies, counted in tiles, by the published formula of tile numbers. Degrees.
fn in_tiles((lon, lat): (f64, f64), z: u8) -> (f64, f64) {
    let n = f64::from(1_u32 << z);
    let lat = lat.to_radians();
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0;
    ((lon + 180.0) / 360.0 * n, y * n)
}

/// How far a point on a tile is from where it should be, counted in tiles; units of the tile.
fn units_away(feature: &Feature, (x, y): (f64, f64)) -> f64 {
    let (east, south) = feature.parts[0][0];
    (x.fract() * 4096.0 - east as f64).hypot(y.fract() * 4096.0 - south as f64)
}

/// The tiles in which stations lie, and their neighbours, on which those near an edge are shown as
/// well.
fn tiles_with(snapshot: &Snapshot, z: u8, datum: Datum) -> BTreeSet<(u32, u32)> {
    let about = |(x, y): (u32, u32)| {
        let span = |at: u32| at.saturating_sub(1)..=(at + 1).min((1 << z) - 1);
        span(x).flat_map(move |x| span(y).map(move |y| (x, y)))
    };
    let places = snapshot.rows().map(|(_, row)| in_tiles(datum.from_wgs84(row.position()), z));
    places.map(|(x, y)| (x as u32, y as u32)).flat_map(about).collect()
}

fn is_inside(feature: &Feature) -> bool {
    let (x, y) = feature.parts[0][0];
    (0..4096).contains(&x) && (0..4096).contains(&y)
}

#[test]
fn every_station_is_counted_once_at_every_zoom_by_kind_and_state() {
    let (_, snapshot) = shipped();
    let minute = minute();
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for (_, row) in snapshot.rows().filter(|(_, row)| row.is_listed()) {
        let openness = snapshot.openness(row, minute);
        let state = match openness.answer.state {
            _ if openness.closed_for_days => "temporarily_closed",
            OpenState::Open => "open",
            OpenState::Closed => "closed",
            OpenState::Unknown => "unknown",
        };
        for key in ["all", row.kind().key(), state] {
            *expected.entry(key.to_owned()).or_default() += 1;
        }
    }
    let zooms = [0, 3, 8, 10, 12, SINGLE_FROM, MAX_ZOOM].map(|z| (z, Datum::Wgs84));
    let shifted = [Datum::Gcj02, Datum::Bd09].map(|datum| [(12, datum), (SINGLE_FROM, datum)]);
    for (z, datum) in zooms.into_iter().chain(shifted.into_iter().flatten()) {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for feature in all_of(&snapshot, z, datum).into_iter().flatten().filter(is_inside) {
            let count = |key: &str| feature.tags.get(key).and_then(serde_json::Value::as_u64);
            let Some(all) = count("point_count") else {
                for key in [
                    "all",
                    feature.tags["kind"].as_str().unwrap(),
                    feature.tags["state"].as_str().unwrap(),
                ] {
                    *found.entry(key.to_owned()).or_default() += 1;
                }
                continue;
            };
            assert!(z < SINGLE_FROM && all > 1);
            *found.entry("all".to_owned()).or_default() += all;
            for key in
                ["union_station", "worker_home", "open", "closed", "unknown", "temporarily_closed"]
            {
                match count(key) {
                    Some(0) | None => {}
                    Some(count) => *found.entry(key.to_owned()).or_default() += count,
                }
            }
        }
        assert_eq!(found, expected, "zoom {z}, {datum}");
    }
}

#[test]
fn a_map_in_another_datum_has_its_stations_where_that_puts_them() {
    let (_, snapshot) = shipped();
    for datum in Datum::ALL {
        let listed = snapshot.rows().filter(|(_, row)| row.is_listed());
        for (id, row) in listed.step_by(23) {
            let (x, y) = in_tiles(datum.from_wgs84(row.position()), MAX_ZOOM);
            let address = TileAddress::new(MAX_ZOOM, x as u32, y as u32).unwrap();
            let tile = tile(&snapshot, address.in_datum(datum), minute()).unwrap();
            let layers = decode::tile(&tile);
            let mut features = layers.iter().flat_map(|layer| &layer.features);
            let code = snapshot.code(id);
            let found = features.find(|feature| feature.tags["code"] == code);
            let off = units_away(found.expect("it is on the tile"), (x, y));
            assert!(off < 1.0, "{code} in {datum} is {off} units away");
        }
    }
}

#[test]
fn what_is_near_an_edge_is_on_both_tiles_under_the_same_id() {
    let (_, snapshot) = shipped();
    for z in [9, 12, SINGLE_FROM] {
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        for features in all_of(&snapshot, z, Datum::Wgs84) {
            for feature in features {
                *seen.entry(feature.id).or_default() += 1;
            }
        }
        // At low zooms no cluster of this district happens to stand near an edge.
        assert!(z < 12 || seen.values().any(|times| *times > 1), "zoom {z}");
        assert!(seen.values().all(|times| *times <= 4), "zoom {z}");
    }
}

#[test]
fn a_tile_is_the_same_every_time_and_says_until_when_it_holds() {
    let snapshot = snapshot(&records(3000, CITY, 7), halves(CITY));
    let address = TileAddress::new(8, 210, 97).unwrap();
    let first = tile(&snapshot, address, minute()).unwrap();
    assert!(first.len() > 100);
    assert_eq!(tile(&snapshot, address, minute()).unwrap(), first);
    // The schedules of the harness: 14:30 is open until 14:40 there, and 14:35 opens another.
    let until = state_holds_until(&snapshot, minute());
    assert_eq!(until, minute().plus(5));
    assert_eq!(tile(&snapshot, address, minute().plus(4)).unwrap(), first);
    assert_ne!(tile(&snapshot, address, until).unwrap(), first);
}

#[test]
fn areas_are_cut_at_the_buffer_and_lose_no_ground_within_the_tile() {
    let (data, _) = shipped();
    let shapes: Vec<Shape> = data
        .areas
        .iter()
        .map(|area| Shape {
            id: area.code.to_string(),
            geometry: area.boundary.clone(),
            tags: vec![("name", Tag::Text(area.name.clone()))],
        })
        .collect();
    let bounds = shapes.iter().filter_map(|shape| shape.geometry.bounding_rect());
    let centre = bounds.into_iter().next().unwrap().center();
    let n = f64::from(1_u32 << 16);
    let lat = centre.y.to_radians();
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0;
    let (x, y) = ((((centre.x + 180.0) / 360.0) * n) as u32, (y * n) as u32);
    for z in [16, 12, 11, 8] {
        let address = TileAddress::new(z, x >> (16 - z), y >> (16 - z)).unwrap();
        let layers = decode::tile(&polygons::tile("areas", &shapes, address).unwrap());
        let features = &layers[0].features;
        assert_eq!(layers[0].name, "areas");
        for feature in features {
            assert_eq!(feature.kind, 3);
            for (x, y) in feature.parts.iter().flatten() {
                assert!((-128..=4224).contains(x) && (-128..=4224).contains(y), "{x} {y}");
            }
        }
        // The areas neither overlap nor leave holes here, so that their ground is their sum.
        let cut: i64 =
            features.iter().flat_map(|feature| &feature.parts).map(|ring| area2(ring)).sum();
        assert!(cut > 0);
        if z == 16 {
            let whole = 2 * (4096 + 256) * (4096 + 256);
            assert!((cut - whole).abs() < whole / 100, "{cut} {whole}");
        }
    }
    let far = TileAddress::new(12, 0, 0).unwrap();
    assert!(polygons::tile("areas", &shapes, far).unwrap().is_empty());
}

#[tokio::test]
async fn tiles_are_served_with_a_tag_and_described_for_maps() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    for (layer, address) in [
        ("stations", "0/0/0"),
        ("areas", "10/841/420"),
        ("coverage", "10/841/420"),
        ("places", "12/3367/1682"),
    ] {
        let described = site.get(&format!("/tiles/{layer}.json")).await.json();
        assert_eq!(described["tilejson"], "3.0.0");
        let template = described["tiles"][0].as_str().unwrap();
        assert_eq!(template, format!("https://yizhan.example/tiles/{layer}/{{z}}/{{x}}/{{y}}.mvt"));
        let answer = site.get(&format!("/tiles/{layer}/{address}.mvt")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/vnd.mapbox-vector-tile");
        let layers = decode::tile(&answer.body);
        assert_eq!(layers[0].name, described["vector_layers"][0]["id"].as_str().unwrap());
        let known = described["vector_layers"][0]["fields"].as_object().unwrap();
        for key in layers[0].features.iter().flat_map(|feature| feature.tags.keys()) {
            assert!(key == "id" || known.contains_key(key), "{key}");
        }
        let shifted = site.get(&format!("/tiles/{layer}.json?datum=gcj02")).await.json();
        assert_eq!(shifted["tiles"][0].as_str().unwrap(), format!("{template}?datum=gcj02"));
        let tag = answer.header("etag").to_owned();
        let again = site
            .get_with(&format!("/tiles/{layer}/{address}.mvt"), &[("if-none-match", &tag)])
            .await;
        assert_eq!(again.status, 304);
    }
    for address in
        ["stations/0/1/0.mvt", "stations/0/0/0", "roads/0/0/0.mvt", "stations/17/0/0.mvt"]
    {
        assert_eq!(site.get(&format!("/tiles/{address}")).await.status, 404, "{address}");
    }
    assert_eq!(site.get("/tiles/roads.json").await.status, 404);
    assert_eq!(site.get("/tiles/stations/0/0/0.mvt?x=1").await.status, 400);
}

#[tokio::test]
async fn a_kept_tile_changes_when_a_station_opens_or_closes() {
    let site = TestSite::new().await;
    let address = "/tiles/stations/0/0/0.mvt";
    let open = |answer: crate::harness::site::Answer| {
        let layers = decode::tile(&answer.body);
        layers[0].features[0].tags["open"].as_u64().unwrap()
    };
    // 19:50, and 20:01, when the night station has opened.
    let before = open(site.get(address).await);
    site.clock.set("2026-11-21T20:01:00+08:00".parse().unwrap());
    assert_eq!(open(site.get(address).await), before + 1);
}
