//! What holds of all figures.

use proptest::prelude::*;
use yizhan::coverage::share::coverage;
use yizhan::coverage::{Figures, Question, Split, When};
use yizhan::domain::amenity::{OutOfOrder, Provision};
use yizhan::domain::status::Status;
use yizhan::index::filter::Filter;

use super::towns::{Town, any_time, now, station};
use crate::harness::ledger;
use crate::harness::{amenities, amenity};

/// A degree of longitude in the town, metres.
const LON_M: f64 = 85_500.0;

#[test]
fn no_station_closed_and_of_unknown_hours_are_three_things() {
    // Three stations more than two radii from one another, at 14:30.
    let town = Town::of(&[
        station("A-1", 116.41, 39.91, Some("08:00-20:00")),
        station("A-2", 116.43, 39.93, Some("18:00-08:00")),
        station("A-3", 116.45, 39.95, None),
    ]);
    let disc_m2 = std::f64::consts::PI * 500.0 * 500.0;
    let found = coverage(&town.ground, &town.supply(), &now(500.0)).district;
    let areas = found.area_m2;
    for area in [areas.covered, areas.closed, areas.hours_unknown] {
        assert!((area / disc_m2 - 1.0).abs() < 1e-9, "{areas:?}");
    }
    assert!(areas.no_station > 25e6);
    let people = found.people;
    for people in [people.covered, people.closed, people.hours_unknown] {
        assert!((300.0..1500.0).contains(&people), "{people:?}");
    }
    assert_eq!(
        (found.stations.open, found.stations.closed, found.stations.hours_unknown),
        (1, 1, 1)
    );
    let whenever = coverage(&town.ground, &town.supply(), &any_time(500.0)).district;
    assert!((whenever.area_m2.covered / disc_m2 - 3.0).abs() < 1e-9);
    assert_eq!(whenever.stations.open, 3);
}

#[test]
fn the_best_station_within_reach_decides_what_people_find() {
    // All three at one place.
    let hours = [Some("18:00-08:00"), None, Some("08:00-20:00")];
    let records: Vec<_> = hours
        .iter()
        .zip(["A-1", "A-2", "A-3"])
        .map(|(hours, code)| station(code, 116.42, 39.92, *hours))
        .collect();
    let state = |count: usize| {
        let town = Town::of(&records[..count]);
        coverage(&town.ground, &town.supply(), &now(300.0)).district.people
    };
    let [closed, unknown, open] = [1, 2, 3].map(state);
    assert!(closed.closed > 0.0 && closed.covered + closed.hours_unknown == 0.0);
    assert!(unknown.hours_unknown == closed.closed && unknown.covered + unknown.closed == 0.0);
    assert!(open.covered == closed.closed && open.hours_unknown + open.closed == 0.0);
}

#[test]
fn an_amenity_that_is_broken_or_shut_does_not_count() {
    let mut record = station("A-1", 116.42, 39.92, Some("24/7"));
    let mut shower = Provision { hours: Some("18:00-21:00".parse().unwrap()), out_of_order: None };
    let asked = |provision: &Provision, record: &mut yizhan::domain::station::Record| {
        record.station.amenities.insert(amenity("shower"), provision.clone());
        let town = Town::of(std::slice::from_ref(record));
        let filter = Filter { amenities: amenities(&["shower"]), ..Filter::default() };
        let figures = coverage(&town.ground, &town.supply(), &Question { filter, ..now(300.0) });
        figures.district.stations
    };
    let shut = asked(&shower, &mut record);
    assert_eq!((shut.open, shut.closed), (0, 1));
    shower.hours = None;
    assert_eq!(asked(&shower, &mut record).open, 1);
    shower.out_of_order = Some(OutOfOrder::default());
    let broken = asked(&shower, &mut record);
    assert_eq!((broken.open, broken.closed, broken.hours_unknown), (0, 0, 0));
}

#[test]
fn a_station_that_is_closed_for_days_is_closed_and_a_retired_one_is_none() {
    let mut record = station("A-1", 116.42, 39.92, Some("24/7"));
    let counts = |record: &yizhan::domain::station::Record| {
        let town = Town::of(std::slice::from_ref(record));
        coverage(&town.ground, &town.supply(), &now(300.0)).district.stations
    };
    let until = Some("2026-12-01".parse().unwrap());
    record.station.status = Status::TemporarilyClosed { reason: String::new(), from: None, until };
    assert_eq!((counts(&record).open, counts(&record).closed), (0, 1));
    record.station.status = Status::Retired;
    assert_eq!((counts(&record).open, counts(&record).closed), (0, 0));
}

#[test]
fn distances_are_those_of_people_to_the_nearest_open_door() {
    // The only open station stands on the western edge: people live up to 5.1 km east of it.
    let town = Town::of(&[
        station("A-1", 116.40, 39.93, Some("24/7")),
        station("A-2", 116.44, 39.93, Some("18:00-08:00")),
    ]);
    let found = coverage(&town.ground, &town.supply(), &now(500.0));
    let all = found.district.distances.unwrap();
    let corner_m = (0.06 * LON_M).hypot(0.03 * 111_030.0);
    assert!(all.p50_m < all.p90_m && all.p90_m < all.p95_m && all.p95_m < all.p99_m);
    assert!(
        all.p99_m < all.worst_5_percent_mean_m + 500.0 && all.worst_5_percent_mean_m < corner_m
    );
    assert!(all.worst_5_percent_mean_m > all.p95_m);
    let [west, east] = [0, 1].map(|office: usize| found.offices[office].distances.unwrap());
    assert!(west.p99_m < east.p99_m);
    // Nobody can go to a station that is shut.
    let town = Town::of(&[station("A-2", 116.44, 39.93, Some("18:00-08:00"))]);
    assert_eq!(coverage(&town.ground, &town.supply(), &now(500.0)).district.distances, None);
}

fn sum(parts: &[Figures], of: fn(&Figures) -> f64) -> f64 {
    parts.iter().map(of).sum()
}

fn is_split(split: &Split, total: f64) -> bool {
    let parts = [split.covered, split.hours_unknown, split.closed, split.no_station];
    parts.iter().all(|part| *part >= 0.0) && (split.total() - total).abs() < 1e-6 * total
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_district_is_the_sum_of_its_offices_and_nobody_is_lost(
        stations in 0usize..60, seed in any::<u64>(), radius_m in 50.0f64..1500.0,
    ) {
        let town = Town::random(stations, seed);
        let found = coverage(&town.ground, &town.supply(), &now(radius_m));
        let offices = town.ground.territory.offices();
        for (office, (figures, people)) in offices.iter().zip(found.offices.iter().zip([30_000.0, 10_000.0])) {
            prop_assert!(is_split(&figures.people, people), "{:?}", figures.people);
            prop_assert!(is_split(&figures.area_m2, office.shape.area_m2()), "{:?}", figures.area_m2);
        }
        let district = &found.district;
        prop_assert!((sum(&found.offices, |office| office.people.covered) - district.people.covered).abs() < 1e-6);
        prop_assert!((sum(&found.offices, |office| office.area_m2.closed) - district.area_m2.closed).abs() < 1e-3);
        prop_assert_eq!(found.offices.iter().map(|office| office.stations.open).sum::<usize>(), district.stations.open);
        // The people live evenly, so that their share is nearly that of the area: a cell on the edge
        // of what is covered counts as a whole or not at all.
        for figures in &found.offices {
            let [people, area] = [figures.people, figures.area_m2].map(|split| split.covered_share().unwrap());
            prop_assert!((people - area).abs() < 0.02, "{} {}", people, area);
        }
    }

    #[test]
    fn more_radius_never_covers_less(
        stations in 0usize..60, seed in any::<u64>(), radius_m in 50.0f64..1500.0, more_m in 0.0f64..300.0,
    ) {
        let town = Town::random(stations, seed);
        let near = coverage(&town.ground, &town.supply(), &now(radius_m));
        let far = coverage(&town.ground, &town.supply(), &now(radius_m + more_m));
        for (near, far) in near.offices.iter().zip(&far.offices) {
            prop_assert!(far.people.covered >= near.people.covered - 1e-6);
            prop_assert!(far.area_m2.covered >= near.area_m2.covered - 1e-3);
            prop_assert!(far.people.no_station <= near.people.no_station + 1e-6);
            prop_assert_eq!(far.distances, near.distances);
        }
    }

    #[test]
    fn filters_commute_and_never_cover_more(stations in 0usize..60, seed in any::<u64>(), radius_m in 50.0f64..900.0) {
        let town = Town::random(stations, seed);
        let ask = |keys: &[&str]| {
            let filter = Filter { amenities: amenities(keys), ..Filter::default() };
            coverage(&town.ground, &town.supply(), &Question { filter, ..now(radius_m) })
        };
        let one = ask(&["hot_water"]);
        let both = ask(&["hot_water", "drinking_water"]);
        prop_assert_eq!(&both, &ask(&["drinking_water", "hot_water"]));
        prop_assert!(both.district.people.covered <= one.district.people.covered);
        prop_assert!(both.district.area_m2.covered <= one.district.area_m2.covered + 1e-3);
        // Open at some time is less than there at all.
        let whenever = coverage(&town.ground, &town.supply(), &any_time(radius_m)).district;
        prop_assert!(coverage(&town.ground, &town.supply(), &now(radius_m)).district.people.covered <= whenever.people.covered);
    }

    #[test]
    fn the_order_of_the_stations_plays_no_part(stations in 0usize..60, seed in any::<u64>()) {
        let records = ledger::records(stations, super::towns::TOWN, seed);
        let mut renamed = records.clone();
        for (record, number) in renamed.iter_mut().zip((0..stations).rev()) {
            record.station.code = format!("T-{number:07}").parse().unwrap();
        }
        renamed.reverse();
        let [first, second] = [records, renamed].map(|records| {
            let town = Town::of(&records);
            coverage(&town.ground, &town.supply(), &Question { when: When::AnyTime, ..now(400.0) })
        });
        prop_assert_eq!(first, second);
    }
}
