//! The sample that the lists give.

use std::collections::BTreeSet;

use geo::{Contains, Point};
use yizhan::domain::station::{Provenance, Station, StationKind, Tag};
use yizhan::domain::status::Status;
use yizhan::sample::Sample;

use super::areas;
use super::shipped::{self, SAMPLE, text};
use crate::harness::amenity;

fn permille(of: &[Station], is: impl Fn(&Station) -> bool) -> usize {
    of.iter().filter(|station| is(station)).count() * 1000 / of.len()
}

fn hours_are(station: &Station, is: impl Fn(&str) -> bool) -> bool {
    station.hours.as_ref().is_some_and(|hours| is(hours.as_str()))
}

#[test]
fn the_same_seed_gives_the_same_sample_and_another_seed_another() {
    assert_eq!(*SAMPLE, shipped::sample(shipped::SEED));
    let other = shipped::sample(shipped::SEED + 1);
    assert_ne!(SAMPLE.stations, other.stations);
    assert_eq!((other.stations.len(), other.homes.len()), (2105, 61));
}

#[test]
fn there_are_2105_stations_and_61_homes_with_codes_names_and_sites_of_their_own() {
    let Sample { stations, homes } = &*SAMPLE;
    assert_eq!((stations.len(), homes.len()), (2105, 61));
    assert!(stations.iter().all(|s| s.kind == StationKind::UnionStation));
    assert!(homes.iter().all(|s| s.kind == StationKind::WorkerHome));
    let all: Vec<&Station> = stations.iter().chain(homes).collect();
    let codes: BTreeSet<&str> = all.iter().map(|s| s.code.as_str()).collect();
    let names: BTreeSet<&str> = all.iter().map(|s| s.name.as_str()).collect();
    let sites: BTreeSet<(u64, u64)> =
        all.iter().map(|s| (s.position.lon().to_bits(), s.position.lat().to_bits())).collect();
    assert_eq!([codes.len(), names.len(), sites.len()], [2166; 3]);
    for station in stations {
        let office = station.area.as_str().strip_prefix("110105").expect("an office here");
        assert!(station.code.as_str().starts_with(&format!("CY-{office}-")), "{}", station.code);
    }
    assert!(homes.iter().all(|home| home.code.as_str().starts_with("CY-H-")));
}

#[test]
fn every_station_lies_in_our_polygon_of_its_office_and_every_office_has_eight() {
    let Sample { stations, homes } = &*SAMPLE;
    for office in areas::read(&text("areas.geojson")) {
        let here = |s: &&Station| s.area.as_str() == office.code;
        assert!(stations.iter().filter(here).count() >= 8, "{}", office.name);
        for station in stations.iter().chain(homes).filter(here) {
            let at = Point::new(station.position.lon(), station.position.lat());
            assert!(office.boundary.contains(&at), "{} {}", station.code, station.name);
        }
    }
}

#[test]
fn every_row_says_that_it_is_synthetic_and_holds_nothing_of_a_person() {
    let Sample { stations, homes } = &*SAMPLE;
    for station in stations.iter().chain(homes) {
        assert_eq!(station.provenance, Provenance::Synthetic, "{}", station.code);
        assert_eq!((&station.phone, &station.manager), (&None, &None), "{}", station.code);
        assert_eq!(station.manager_phone, None, "{}", station.code);
        assert!(!station.address.is_empty() && !station.host.is_empty(), "{}", station.code);
        assert!(!station.name.contains('{') && !station.host.contains('{'), "{}", station.name);
        assert!(station.unit.is_some() && !station.access.is_empty(), "{}", station.code);
    }
}

#[test]
fn hours_of_all_kinds_are_met_in_about_the_shares_of_the_field() {
    let Sample { stations, .. } = &*SAMPLE;
    let share = |is: fn(&str) -> bool| permille(stations, |s| hours_are(s, is));
    let expect = [
        ("round the clock", share(|h| h == "24/7"), 58..=72),
        (
            "split",
            share(|h| h.contains(',') && !h.contains("24:00") && h.contains(":00,1")),
            30..=200,
        ),
        (
            "overnight",
            share(|h| h.contains("-02:00") || h.contains("-08:00") || h.contains("-06:00")),
            20..=120,
        ),
        ("weekdays only", share(|h| h.starts_with("Mo-Fr") && !h.contains("Sa")), 150..=400),
        ("closed on holidays", share(|h| h.contains("PH off")), 200..=550),
        ("seasonal", share(|h| h.contains("Apr-Oct") || h.contains("May")), 5..=40),
        ("one day is special", share(|h| h.contains("2026") || h.contains("2027")), 1..=15),
        ("unknown", permille(stations, |s| s.hours.is_none()), 12..=28),
    ];
    for (kind, share, range) in expect {
        assert!(range.contains(&share), "{kind}: {share} per mille, not in {range:?}");
    }
    let own = permille(stations, |s| s.amenities.values().any(|p| p.hours.is_some()));
    assert!((50..=400).contains(&own), "own hours of an amenity: {own} per mille");
}

#[test]
fn eighty_belong_to_the_programme_and_some_are_closed_for_a_time() {
    let Sample { stations, homes } = &*SAMPLE;
    let tagged: Vec<&Station> = stations.iter().filter(|s| !s.tags.is_empty()).collect();
    assert_eq!(tagged.len(), 80);
    for station in tagged {
        let new = station.tags.contains(&Tag::NewlyBuilt);
        assert_ne!(new, station.tags.contains(&Tag::Upgraded), "{}", station.code);
        let night = station.tags.contains(&Tag::RoundTheClock);
        assert!(!night || hours_are(station, |hours| hours == "24/7"), "{}", station.code);
    }
    let closed = stations.iter().filter(|s| matches!(s.status, Status::TemporarilyClosed { .. }));
    assert_eq!(closed.count(), 21);
    let mut all = stations.iter().chain(homes);
    assert!(all.all(|s| s.status.is_listed()), "none is planned or retired");
}

#[test]
fn amenities_fit_the_host() {
    let Sample { stations, .. } = &*SAMPLE;
    let has = |s: &Station, amenity| s.amenities.contains_key(&amenity);
    for station in stations {
        let bank = station.host.ends_with("支行");
        assert!(
            !bank || !has(station, amenity("shower")),
            "a bank with a shower: {}",
            station.code
        );
        let hot = has(station, amenity("hot_water"));
        assert!(!hot || has(station, amenity("drinking_water")), "{}", station.code);
        assert!(station.amenities.len() >= 2, "{}", station.code);
    }
    let provisions: Vec<_> = stations.iter().flat_map(|s| s.amenities.values()).collect();
    let broken = provisions.iter().filter(|p| p.out_of_order.is_some()).count();
    let share = broken * 1000 / provisions.len();
    assert!((10..=30).contains(&share), "{share} per mille out of order");
}

#[test]
fn the_published_names_stand_in_their_neighbourhoods() {
    let Sample { stations, homes } = &*SAMPLE;
    for (name, area) in [
        ("建外i家", "110105001"),
        ("双井驿空间", "110105016"),
        ("望京骑迹", "110105026"),
        ("朝阳工人文化宫工会驿站", "110105003"),
        ("朝阳工人文化宫职工之家", "110105003"),
    ] {
        let found = stations.iter().chain(homes).find(|s| s.name == name);
        assert_eq!(found.map(|s| s.area.as_str()), Some(area), "{name}");
    }
}
