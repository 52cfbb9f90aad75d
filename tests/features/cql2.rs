//! Filters in CQL2 against closures over the stations that ship. The closures know nothing of
//! filters: they look at the ledger's facts, and `geo` tells them how geometries lie.

use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use geo::{Contains, Intersects, Point, Polygon, polygon};
use yizhan::domain::access::Access;
use yizhan::domain::amenity::Amenity;
use yizhan::domain::opening_hours::HoursContext;
use yizhan::domain::station::{Builder, Record, Station, StationKind};
use yizhan::domain::status::Status;
use yizhan::features::filter::{Language, MAX_LEVELS, MAX_OPERATORS, Reading};
use yizhan::features::{Collection, Crs, Feature, Filter, FilterError, Page, areas, stations};
use yizhan::index::{Snapshot, SnapshotBuilder};
use yizhan::service::DistrictData;
use yizhan::service::data_folder::{self, DataFiles};

use crate::harness::amenity;
use crate::harness::ledger::zone;
use crate::harness::shipped::{read_folder, shipped_now};

struct Shipped {
    data: DistrictData,
    stations: Vec<Station>,
    snapshot: Snapshot,
}

/// The stations that ship, some of them made more various than the sample is.
fn shipped() -> Shipped {
    let mut files = DataFiles::new();
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), "", &mut files);
    let seed = data_folder::seed(&files).unwrap();
    let data = DistrictData::from_documents(&seed.documents).unwrap();
    let now = shipped_now();
    let hours = HoursContext::new(zone(), data.district.centre, Arc::clone(&data.calendar));
    let mut builder = SnapshotBuilder::new(
        Arc::clone(&data.areas),
        Arc::clone(&data.amenities),
        hours,
        zone().day(now),
    );
    let mut stations = seed.stations;
    stations.sort_by(|a, b| a.code.cmp(&b.code));
    for (number, station) in stations.iter_mut().enumerate() {
        match number % 40 {
            0 => station.verified_on = None,
            1 => station.seats = None,
            2 => station.name = format!("Café É {} 100%_驿站", station.name),
            3 => {
                station.status = Status::TemporarilyClosed {
                    reason: "装修".to_owned(),
                    from: None,
                    until: NaiveDate::from_ymd_opt(2026, 12, 1),
                }
            }
            4 => station.status = Status::Retired,
            5 => station.hours = None,
            _ => {}
        }
    }
    for station in &stations {
        let record = Record {
            station: station.clone(),
            version: 1,
            revision: 1,
            created_at: now,
            updated_at: now,
        };
        builder.push(&record);
    }
    let snapshot = builder.finish(1, now, Arc::clone(&data.places)).0;
    Shipped { data, stations, snapshot }
}

type Truth = fn(&Station) -> bool;

fn point(station: &Station) -> Point<f64> {
    Point::new(station.position.lon(), station.position.lat())
}

fn triangle() -> Polygon<f64> {
    polygon![(x: 116.40, y: 39.88), (x: 116.55, y: 39.90), (x: 116.46, y: 40.02)]
}

fn ring() -> Polygon<f64> {
    polygon!(
        exterior: [(x: 116.4, y: 39.85), (x: 116.6, y: 39.85), (x: 116.6, y: 40.05), (x: 116.4, y: 40.05)],
        interiors: [[(x: 116.45, y: 39.9), (x: 116.5, y: 39.9), (x: 116.5, y: 39.95), (x: 116.45, y: 39.95)]],
    )
}

fn within(station: &Station, west: f64, south: f64, east: f64, north: f64) -> bool {
    let (lon, lat) = (station.position.lon(), station.position.lat());
    (west..=east).contains(&lon) && (south..=north).contains(&lat)
}

fn has(station: &Station, amenity: Amenity) -> bool {
    station.amenities.contains_key(&amenity)
}

fn works(station: &Station, amenity: Amenity) -> bool {
    station.amenities.get(&amenity).is_some_and(|provision| provision.out_of_order.is_none())
}

fn verified(station: &Station, holds: impl Fn(NaiveDate) -> bool) -> bool {
    station.verified_on.is_some_and(holds)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TRIANGLE: &str = "POLYGON((116.40 39.88,116.55 39.90,116.46 40.02,116.40 39.88))";
const RING: &str = "POLYGON((116.4 39.85,116.6 39.85,116.6 40.05,116.4 40.05,116.4 39.85),(116.45 39.9,116.5 39.9,116.5 39.95,116.45 39.95,116.45 39.9))";

/// Filters with `{triangle}` and `{ring}` for two polygons, and what they mean.
const CASES: &[(&str, Truth)] = &[
    // Comparisons.
    ("code = 'CY-001-0034'", |s| s.code.as_str() == "CY-001-0034"),
    ("'CY-001-0034' = code", |s| s.code.as_str() == "CY-001-0034"),
    ("code <> 'CY-001-0034'", |s| s.code.as_str() != "CY-001-0034"),
    ("code > 'CY-020'", |s| s.code.as_str() > "CY-020"),
    ("seats >= 12", |s| s.seats.is_some_and(|n| n >= 12)),
    ("seats < 6", |s| s.seats.is_some_and(|n| n < 6)),
    ("NOT seats < 6", |s| s.seats.is_some_and(|n| n >= 6)),
    ("NOT (seats < 6)", |s| s.seats.is_some_and(|n| n >= 6)),
    ("seats BETWEEN 6 AND 12", |s| s.seats.is_some_and(|n| (6..=12).contains(&n))),
    ("seats NOT BETWEEN 6 AND 12", |s| s.seats.is_some_and(|n| !(6..=12).contains(&n))),
    ("seats IS NULL", |s| s.seats.is_none()),
    ("seats IS NOT NULL", |s| s.seats.is_some()),
    ("seats IN (4, 8, 20)", |s| s.seats.is_some_and(|n| [4, 8, 20].contains(&n))),
    ("seats NOT IN (4, 8, 20)", |s| s.seats.is_some_and(|n| ![4, 8, 20].contains(&n))),
    ("area = '110105001'", |s| s.area.as_str() == "110105001"),
    ("area IN ('110105001','110105002')", |s| {
        ["110105001", "110105002"].contains(&s.area.as_str())
    }),
    ("area_name = '建外街道'", |s| s.area.as_str() == "110105001"),
    ("builder = 'bank'", |s| s.builder == Some(Builder::Bank)),
    ("status = 'temporarily_closed'", |s| s.status.key() == "temporarily_closed"),
    ("round_the_clock", |s| s.hours.as_ref().is_some_and(|hours| hours.as_str() == "24/7")),
    ("round_the_clock = FALSE", |s| s.hours.as_ref().is_none_or(|hours| hours.as_str() != "24/7")),
    ("opening_hours IS NULL", |s| s.hours.is_none()),
    // Texts.
    ("name LIKE '%银行%'", |s| s.name.contains("银行")),
    ("name NOT LIKE '%银行%'", |s| !s.name.contains("银行")),
    ("name LIKE '_岛%'", |s| s.name.chars().nth(1) == Some('岛')),
    ("name LIKE '%100\\%\\_驿站'", |s| s.name.ends_with("100%_驿站")),
    ("CASEI(name) LIKE CASEI('café%')", |s| s.name.to_lowercase().starts_with("café")),
    ("ACCENTI(name) LIKE ACCENTI('Cafe E%')", |s| s.name.starts_with("Café É")),
    ("CASEI(ACCENTI(name)) LIKE 'cafe e%'", |s| s.name.starts_with("Café É")),
    ("CASEI(name) = CASEI('NOBODY')", |_| false),
    // Arithmetic, and one property beside another.
    ("seats * 2 + 1 > 20", |s| s.seats.is_some_and(|n| n * 2 + 1 > 20)),
    ("seats % 2 = 0", |s| s.seats.is_some_and(|n| n % 2 == 0)),
    ("seats div 5 = 2", |s| s.seats.is_some_and(|n| n / 5 == 2)),
    ("floor_area_m2 / seats > 2.5", |s| {
        s.floor_area_m2.zip(s.seats).is_some_and(|(area, n)| n > 0 && area / f64::from(n) > 2.5)
    }),
    ("floor_area_m2 > seats", |s| {
        s.floor_area_m2.zip(s.seats).is_some_and(|(area, n)| area > f64::from(n))
    }),
    ("seats / 0 > 1", |_| false),
    // Words.
    ("a_contains(amenities, ('toilet'))", |s| has(s, amenity("toilet"))),
    ("a_contains(working, ('toilet','aed'))", |s| {
        works(s, amenity("toilet")) && works(s, amenity("aed"))
    }),
    ("A_OVERLAPS(amenities, ('shower','aed'))", |s| {
        has(s, amenity("shower")) || has(s, amenity("aed"))
    }),
    ("a_containedBy(access, ('open_door','staffed'))", |s| {
        s.access.iter().all(|way| [Access::OpenDoor, Access::Staffed].contains(&way))
    }),
    ("a_equals(access, ('staffed','open_door'))", |s| {
        s.access == [Access::OpenDoor, Access::Staffed].into_iter().collect()
    }),
    ("a_overlaps(access, ('face','card'))", |s| {
        s.access.contains(Access::Face) || s.access.contains(Access::Card)
    }),
    ("a_contains(access, ('qr_code','face'))", |s| {
        s.access.contains(Access::QrCode) && s.access.contains(Access::Face)
    }),
    ("NOT a_contains(amenities, ('toilet'))", |s| !has(s, amenity("toilet"))),
    // Space.
    ("s_intersects(geometry, BBOX(116.44,39.9,116.5,39.95))", |s| {
        within(s, 116.44, 39.9, 116.5, 39.95)
    }),
    ("s_intersects(BBOX(116.44,39.9,116.5,39.95), geometry)", |s| {
        within(s, 116.44, 39.9, 116.5, 39.95)
    }),
    ("s_disjoint(geometry, BBOX(116.44,39.9,116.5,39.95))", |s| {
        !within(s, 116.44, 39.9, 116.5, 39.95)
    }),
    ("s_intersects(geometry, BBOX(170,-90,117,90))", |s| s.position.lon() <= 117.0),
    ("s_intersects(geometry, BBOX(116.5,-90,-170,90))", |s| s.position.lon() >= 116.5),
    ("s_intersects(geometry, {triangle})", |s| triangle().intersects(&point(s))),
    ("s_within(geometry, {triangle})", |s| triangle().contains(&point(s))),
    ("s_contains({triangle}, geometry)", |s| triangle().contains(&point(s))),
    ("NOT s_intersects(geometry, {triangle})", |s| !triangle().intersects(&point(s))),
    ("s_intersects(geometry, {ring})", |s| ring().intersects(&point(s))),
    ("s_within(geometry, {ring}) AND s_intersects(geometry, {triangle})", |s| {
        ring().contains(&point(s)) && triangle().intersects(&point(s))
    }),
    ("s_touches(geometry, {triangle})", |s| {
        triangle().intersects(&point(s)) && !triangle().contains(&point(s))
    }),
    ("s_equals(geometry, POINT(116.462122 39.909480))", |s| {
        point(s) == Point::new(116.462122, 39.909480)
    }),
    ("s_overlaps(geometry, {triangle}) OR s_crosses(geometry, {triangle})", |_| false),
    ("s_intersects(geometry, MULTIPOINT((116.462122 39.909480),(0 0)))", |s| {
        point(s) == Point::new(116.462122, 39.909480)
    }),
    // Time.
    ("verified_on > DATE('2026-01-01')", |s| verified(s, |on| on > day("2026-01-01"))),
    ("verified_on <= '2025-12-31'", |s| verified(s, |on| on <= day("2025-12-31"))),
    ("verified_on IS NULL", |s| s.verified_on.is_none()),
    ("T_AFTER(verified_on, DATE('2026-01-31'))", |s| verified(s, |on| on > day("2026-01-31"))),
    ("T_BEFORE(verified_on, DATE('2025-09-01'))", |s| verified(s, |on| on < day("2025-09-01"))),
    ("T_DURING(verified_on, INTERVAL('2025-09-01','2025-09-30'))", |s| {
        verified(s, |on| on > day("2025-09-01") && on < day("2025-09-30"))
    }),
    ("T_INTERSECTS(verified_on, INTERVAL('2025-09-01','2025-09-30'))", |s| {
        verified(s, |on| (on.year(), on.month()) == (2025, 9))
    }),
    ("T_INTERSECTS(verified_on, INTERVAL('2026-01-01T00:00:00+08:00','..'))", |s| {
        verified(s, |on| on >= day("2026-01-01"))
    }),
    ("T_EQUALS(verified_on, DATE('2025-09-10'))", |s| verified(s, |on| on == day("2025-09-10"))),
    ("T_DISJOINT(verified_on, INTERVAL('..','2025-12-31'))", |s| {
        verified(s, |on| on > day("2025-12-31"))
    }),
    ("T_AFTER(opened_on, verified_on)", |s| {
        s.opened_on.zip(s.verified_on).is_some_and(|(opened, verified)| opened > verified)
    }),
    ("updated_at >= TIMESTAMP('2026-11-21T11:50:00Z')", |_| true),
    // All together, in three values.
    ("area = '110105001' AND a_contains(working, ('microwave')) AND seats >= 10", |s| {
        s.area.as_str() == "110105001"
            && works(s, amenity("microwave"))
            && s.seats.is_some_and(|n| n >= 10)
    }),
    ("area = '110105001' OR seats > 30", |s| {
        s.area.as_str() == "110105001" || s.seats.is_some_and(|n| n > 30)
    }),
    ("NOT (area = '110105001' OR seats > 30)", |s| {
        s.area.as_str() != "110105001" && s.seats.is_some_and(|n| n <= 30)
    }),
    ("area = '110105001' AND area = '110105002'", |_| false),
    ("TRUE", |_| true),
    ("FALSE OR code = 'CY-001-0034'", |s| s.code.as_str() == "CY-001-0034"),
];

fn reading(language: Language, collection: Collection) -> Reading {
    Reading { language, crs: Crs::Crs84, collection, zone: zone() }
}

fn filter(text: &str, language: Language, collection: Collection) -> Result<Filter, FilterError> {
    let mut filter = Filter::default();
    filter.and_cql2(text, &reading(language, collection)).map(|()| filter)
}

const ALL: Page = Page { offset: 0, limit: usize::MAX };

fn codes(shipped: &Shipped, collection: Collection, filter: &Filter) -> Vec<String> {
    let found = stations::page(&shipped.snapshot, collection, filter, ALL);
    found.features.iter().map(|feature| feature.id().to_owned()).collect()
}

#[test]
fn every_filter_says_what_looking_at_every_station_says_in_text_and_in_json() {
    let shipped = shipped();
    assert!(CASES.len() >= 40);
    let mut some = 0;
    for (text, truth) in CASES {
        let text = text.replace("{triangle}", TRIANGLE).replace("{ring}", RING);
        let json = cql2::parse_text(&text).unwrap().to_json().unwrap();
        for (collection, kind) in [
            (Collection::Stations, StationKind::UnionStation),
            (Collection::Homes, StationKind::WorkerHome),
        ] {
            let listed = |station: &&Station| station.status.is_listed() && station.kind == kind;
            let expected = shipped.stations.iter().filter(listed).filter(|s| truth(s));
            let expected: Vec<String> = expected.map(|s| s.code.to_string()).collect();
            for (language, text) in [(Language::Text, &text), (Language::Json, &json)] {
                let filter = filter(text, language, collection)
                    .unwrap_or_else(|error| panic!("{text}: {error:?}"));
                assert_eq!(codes(&shipped, collection, &filter), expected, "{text}");
            }
            some += usize::from(!expected.is_empty());
        }
    }
    assert!(some > CASES.len(), "most of the filters let some pass: {some}");
}

#[test]
fn what_the_index_can_answer_is_not_looked_at_one_by_one() {
    let shipped = shipped();
    let triangle = format!("s_within(geometry, {TRIANGLE})");
    for (text, at_most) in [
        ("code = 'CY-001-0034'", 1),
        ("code IN ('CY-001-0034','CY-001-0035')", 2),
        ("area = '110105001' AND name LIKE '%银行%'", 200),
        ("a_contains(working, ('nursing_room')) AND seats > 3", 400),
        ("s_intersects(geometry, BBOX(116.46,39.9,116.47,39.91))", 60),
        (triangle.as_str(), 1600),
    ] {
        let filter = filter(text, Language::Text, Collection::Stations).unwrap();
        let found = stations::page(&shipped.snapshot, Collection::Stations, &filter, ALL);
        assert!(found.considered <= at_most, "{text}: {}", found.considered);
        assert!(found.matched > 0, "{text}");
    }
}

#[test]
fn a_geometry_of_another_reference_system_means_the_same_place() {
    let shipped = shipped();
    let expected: Vec<String> = {
        let filter = filter(
            "s_intersects(geometry, BBOX(116.44,39.9,116.5,39.95))",
            Language::Text,
            Collection::Stations,
        );
        codes(&shipped, Collection::Stations, &filter.unwrap())
    };
    for (crs, text) in [
        (Crs::Epsg4326, "s_intersects(geometry, BBOX(39.9,116.44,39.95,116.5))"),
        (
            Crs::Epsg4490,
            "s_intersects(geometry, POLYGON((39.9 116.44,39.95 116.44,39.95 116.5,39.9 116.5,39.9 116.44)))",
        ),
        // By PROJ 9: cs2cs OGC:CRS84 EPSG:3857.
        (
            Crs::Epsg3857,
            "s_intersects(geometry, BBOX(12962041.508,4851421.175,12968720.677,4858679.074))",
        ),
    ] {
        let mut filter = Filter::default();
        let reading = Reading { crs, ..reading(Language::Text, Collection::Stations) };
        filter.and_cql2(text, &reading).unwrap();
        assert_eq!(codes(&shipped, Collection::Stations, &filter), expected, "{text}");
    }
    assert!(expected.len() > 50);
}

#[test]
fn areas_lie_to_geometries_as_geo_says() {
    use geo::Relate;
    let shipped = shipped();
    let square: geo::Geometry<f64> = polygon![
        (x: 116.44, y: 39.9), (x: 116.5, y: 39.9), (x: 116.5, y: 39.95), (x: 116.44, y: 39.95),
    ]
    .into();
    let records = areas::records(&shipped.snapshot);
    type Relation = fn(&geo::relate::IntersectionMatrix) -> bool;
    let relations: [(&str, Relation); 4] = [
        ("s_intersects", |matrix| matrix.is_intersects()),
        ("s_overlaps", |matrix| matrix.is_overlaps()),
        ("s_within", |matrix| matrix.is_within()),
        ("s_disjoint", |matrix| matrix.is_disjoint()),
    ];
    for (name, relation) in relations {
        let text = format!(
            "{name}(geometry, POLYGON((116.44 39.9,116.5 39.9,116.5 39.95,116.44 39.95,116.44 39.9)))"
        );
        let filter = filter(&text, Language::Text, Collection::Areas).unwrap();
        let expected: Vec<&str> = records
            .iter()
            .filter(|record| relation(&record.geometry.relate(&square)))
            .map(|record| record.id.as_str())
            .collect();
        let found = ALL.of(records.clone(), &filter);
        let found: Vec<&str> = found.features.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(found, expected, "{name}");
        assert!(name == "s_within" || !expected.is_empty(), "{name}");
    }
    assert_eq!(records.len(), shipped.data.areas.len());
}

#[test]
fn a_wrong_filter_is_told_what_is_wrong_with_it() {
    let deep = format!("{}code = 'A'{}", "(".repeat(MAX_LEVELS + 1), ")".repeat(MAX_LEVELS + 1));
    let long = format!("code = '{}'", "x".repeat(5000));
    for (text, words) in [
        ("colour = 'red'", "unknown property"),
        ("geometry = 'red'", "unknown property"),
        ("code = 'A' AND", "not well-formed"),
        ("code = 'A'; DROP TABLE stations", "not well-formed"),
        ("", "not well-formed"),
        ("code = 3", "wrong kind"),
        ("seats = 'many'", "wrong kind"),
        ("amenities = 'toilet'", "wrong kind"),
        ("code LIKE name", "wrong kind"),
        ("code", "wrong kind"),
        ("3", "wrong kind"),
        ("seats + 1", "unknown operator"),
        ("shout(name) = 'A'", "unknown operator"),
        ("s_intersects(geometry)", "number of operands"),
        ("s_intersects(code, POINT(1 2))", "wrong kind"),
        ("s_intersects(geometry, 'here')", "wrong kind"),
        ("s_intersects(geometry, POINT(39.9 116.4))", "geometry"),
        ("s_intersects(geometry, POLYGON((0 0,1 1,0 1,1 0,0 0)))", "geometry"),
        ("s_intersects(geometry, BBOX(1,2,3))", "wrong kind"),
        ("s_intersects(geometry, BBOX(116,40,117,39))", "geometry"),
        ("verified_on > DATE('yesterday')", "time"),
        ("verified_on > TIMESTAMP('2026-01-01T00:00:00Z')", "wrong kind"),
        ("t_after(code, DATE('2026-01-01'))", "wrong kind"),
        ("a_contains(code, ('A'))", "wrong kind"),
        ("a_contains(amenities, (1, 2))", "wrong kind"),
        (deep.as_str(), "nested"),
        (long.as_str(), "longer"),
    ] {
        let error = filter(text, Language::Text, Collection::Stations).unwrap_err();
        assert!(error.to_string().contains(words), "{text}: {error}");
    }
    for json in [
        "{",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        r#"{"op":"=","args":{"property":"code"}}"#,
        r#"{"op":"=","args":[{"property":"code"}]}"#,
        r#"{"op":1,"args":[]}"#,
        r#"{"type":"Point"}"#,
        "null",
    ] {
        assert!(filter(json, Language::Json, Collection::Stations).is_err(), "{json}");
    }
}

/// The parser calls itself and tries parentheses in two ways: the bounds must keep both short.
#[test]
fn no_filter_within_the_bounds_takes_long_to_read() {
    let nested: String =
        (0..MAX_LEVELS - 1).fold("'a'".to_owned(), |inner, _| format!("({inner},'b')"));
    let worst = [
        format!("a_contains(amenities, {nested})"),
        format!("a_contains(amenities, {nested}"),
        format!("seats = {}1", "-".repeat(MAX_OPERATORS - 2)),
        format!("{}TRUE", "NOT ".repeat(MAX_OPERATORS - 2)),
        format!("seats = {}1", "1+".repeat(MAX_OPERATORS - 2)),
        vec!["code = 'A'"; MAX_OPERATORS / 2].join(" OR "),
        format!("seats = {}", vec!["1"; MAX_OPERATORS].join("=")),
        "code = code".repeat(MAX_OPERATORS),
        format!("{}{}{}", "casei(".repeat(MAX_LEVELS), "name", ")".repeat(MAX_LEVELS)),
    ];
    let start = std::time::Instant::now();
    for text in worst {
        let _ = filter(&text, Language::Text, Collection::Stations);
        assert!(start.elapsed().as_secs() < 20, "{text}");
    }
}
