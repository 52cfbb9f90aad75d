//! What is probably wrong in a ledger is found, and nothing else.

use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::domain::photo::PhotoSize;
use yizhan::domain::station::{Station, StationKind};
use yizhan::domain::station_photo::{PhotoKey, PhotoWords, StationPhoto};
use yizhan::domain::status::Status;
use yizhan::service::check::{CheckReport, Rule, check};

use crate::exchange::fixtures::areas;

/// A station of which all that a check asks for is known.
fn sound(code: &str, lon: f64, lat: f64) -> Station {
    let area = if lon < 116.5 { "1" } else { "2" };
    let position = Wgs84::new(lon, lat).unwrap();
    let name = format!("{code}工会驿站");
    let mut station = Station::new(
        code.parse().unwrap(),
        StationKind::UnionStation,
        name,
        area.parse().unwrap(),
        position,
    );
    station.hours = Some("24/7".parse().unwrap());
    station.amenities.insert(crate::harness::amenity("wifi"), Default::default());
    station.phone = Some("010-85551234".to_owned());
    station.verified_on = Some("2026-06-01".parse().unwrap());
    station.photos.push(StationPhoto {
        key: PhotoKey::of(b"a picture"),
        size: PhotoSize { width_px: 1600, height_px: 1200 },
        words: PhotoWords::default(),
    });
    station
}

/// Makes something wrong with a station.
type Spoil = fn(&mut Station);

fn checked(stations: &[Station]) -> CheckReport {
    check(stations, &areas(), "2026-11-21".parse().unwrap())
}

#[test]
fn each_rule_finds_what_it_is_for_and_nothing_else() {
    let cases: [(Rule, Spoil, &str); 10] = [
        (
            Rule::OutsideDistrict,
            |s| s.position = Wgs84::new(118.0, 40.0).unwrap(),
            "no area of the district",
        ),
        (Rule::WrongArea, |s| s.area = "2".parse().unwrap(), "it lies in 甲街道"),
        (Rule::UnknownArea, |s| s.area = "77".parse().unwrap(), "no area 77"),
        (Rule::MissingHours, |s| s.hours = None, "when it is open"),
        (Rule::MissingAmenities, |s| s.amenities.clear(), "what it offers"),
        (Rule::InvalidPhone, |s| s.phone = Some("1234".to_owned()), "1234"),
        (Rule::InvalidPhone, |s| s.manager_phone = Some("77".to_owned()), "it has no form"),
        (
            Rule::StaleVerification,
            |s| s.verified_on = Some("2026-05-20".parse().unwrap()),
            "185 days ago",
        ),
        (Rule::StaleVerification, |s| s.verified_on = None, "ever verified"),
        (Rule::PhotoLess, |s| s.photos.clear(), "it has no photo"),
    ];
    assert_eq!(checked(&[sound("A-1", 116.2, 40.0)]).findings, []);
    for (rule, spoil, words) in cases {
        let mut station = sound("A-1", 116.2, 40.0);
        spoil(&mut station);
        let report = checked(&[station.clone()]);
        let rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [rule], "{:#?}", report.findings);
        assert!(report.findings[0].problem.en.contains(words), "{:?}", report.findings[0]);
        assert_eq!(report.counts[&rule], 1);
        station.status = Status::Retired;
        assert_eq!(checked(&[station]).findings, [], "a retired station is left in peace");
    }
}

#[test]
fn the_distance_to_the_named_area_is_told() {
    let mut station = sound("A-1", 116.49, 40.0);
    station.area = "2".parse().unwrap();
    let problem = &checked(&[station]).findings[0].problem.en;
    assert!(problem.contains("854 m from 乙地区"), "{problem}");
}

#[test]
fn a_duplicate_is_near_of_one_kind_and_has_much_the_same_name() {
    let pair = |metres: f64, change: fn(&mut Station)| {
        let first = sound("A-1", 116.2, 40.0);
        let mut second = sound("A-2", 116.2, 40.0 + metres / 111_035.0);
        second.name = "Ａ－１户外劳动者驿站".to_owned();
        change(&mut second);
        let report = checked(&[second, first]);
        report.findings.into_iter().map(|finding| (finding.rule, finding.code)).collect::<Vec<_>>()
    };
    assert_eq!(pair(29.0, |_| ()), [(Rule::Duplicate, "A-2".parse().unwrap())]);
    assert_eq!(pair(31.0, |_| ()), []);
    assert_eq!(pair(5.0, |s| s.name = "别处工会驿站".to_owned()), []);
    assert_eq!(pair(5.0, |s| s.kind = StationKind::WorkerHome), []);
}

#[test]
fn stations_in_another_datum_are_found_by_their_unit() {
    let mut stations = Vec::new();
    for at in 0..300u32 {
        let lat = 39.6 + 0.0027 * f64::from(at);
        let lon = 116.4995 - 0.0003 * f64::from(at % 20);
        let mut station = sound(&format!("A-{at}"), lon, lat);
        if at % 4 == 0 {
            let (lon, lat) = Datum::Gcj02.from_wgs84(station.position);
            station.position = Wgs84::new(lon, lat).unwrap().rounded();
            station.unit = Some("U1".to_owned());
        }
        stations.push(station);
    }
    let report = checked(&stations);
    assert!(report.counts[&Rule::SuspectDatum] >= 50, "{:?}", report.counts);
    let suspect = report.findings.iter().filter(|f| f.rule == Rule::SuspectDatum);
    for finding in suspect {
        let number: u32 = finding.code.as_str()[2..].parse().unwrap();
        assert_eq!(number % 4, 0, "{finding:?}");
        assert!(finding.way_out.en.contains("gcj02"));
    }
}
