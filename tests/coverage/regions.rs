//! Gaps, closures and loads agree with the figures.

use geo::{Area as _, Contains, Point};
use proptest::prelude::*;
use yizhan::coverage::closures::losses;
use yizhan::coverage::gaps::gaps;
use yizhan::coverage::load::loads;
use yizhan::coverage::scenario::ScenarioChange;
use yizhan::coverage::share::coverage;
use yizhan::coverage::{Scenario, Supply};

use super::towns::{Town, now, station};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_gaps_hold_all_the_people_and_the_area_that_are_not_covered(
        stations in 0usize..50, seed in any::<u64>(), radius_m in 150.0f64..1200.0,
    ) {
        let town = Town::random(stations, seed);
        let question = now(radius_m);
        let figures = coverage(&town.ground, &town.supply(), &question);
        let gaps = gaps(&town.ground, &town.supply(), &question);
        for (office, figures) in figures.offices.iter().enumerate() {
            let own = || gaps.iter().filter(|gap| gap.office == office);
            let people: f64 = own().map(|gap| gap.people.total()).sum();
            let closed: f64 = own().map(|gap| gap.people.closed).sum();
            let area_m2: f64 = own().map(|gap| gap.area_m2).sum();
            prop_assert!((people - figures.people.uncovered()).abs() < 1e-6);
            prop_assert!((closed - figures.people.closed).abs() < 1e-6);
            prop_assert!((area_m2 - figures.area_m2.uncovered()).abs() < 1e-3 * figures.area_m2.total());
        }
        for gap in &gaps {
            prop_assert_eq!(gap.people.covered, 0.0);
            prop_assert!(gap.polygon.unsigned_area() > 0.0);
            prop_assert!(gap.polygon.contains(&Point(gap.middle)) || gap.area_m2 < 20_000.0);
            if let (Some(nearest), Some(farthest_m)) = (&gap.nearest, gap.farthest_m) {
                prop_assert!(farthest_m >= radius_m && nearest.distance_m >= radius_m - 2.0);
            }
        }
        prop_assert!(gaps.windows(2).all(|two| two[0].people.total() >= two[1].people.total()));
    }

    #[test]
    fn a_loss_is_the_difference_that_closing_the_station_makes(
        stations in 1usize..25, seed in any::<u64>(), radius_m in 150.0f64..1200.0,
    ) {
        let town = Town::random(stations, seed);
        let supply = town.supply();
        let question = now(radius_m);
        let today = coverage(&town.ground, &supply, &question).district;
        let losses = losses(&town.ground, &supply, &question);
        prop_assert_eq!(losses.len(), today.stations.open);
        for loss in losses {
            let change = ScenarioChange::Close { code: loss.code.to_owned() };
            let scenario = Scenario { name: String::new(), changes: vec![change] };
            let prepared = scenario.prepare(&town.snapshot);
            let left = Supply::under(&scenario, &prepared, &town.snapshot, &town.ground.territory).unwrap();
            let left = coverage(&town.ground, &left, &question).district;
            prop_assert!((today.people.covered - left.people.covered - loss.people).abs() < 1e-6);
            prop_assert!((today.area_m2.covered - left.area_m2.covered - loss.area_m2).abs() < 0.02);
            prop_assert!(left.people.covered <= today.people.covered + 1e-9);
        }
    }

    #[test]
    fn everybody_has_a_nearest_station(stations in 1usize..50, seed in any::<u64>()) {
        let town = Town::random(stations, seed);
        let question = now(500.0);
        let loads = loads(&town.ground, &town.supply(), &question);
        let people: f64 = loads.iter().map(|load| load.people).sum();
        prop_assert!(loads.is_empty() || (people - 40_000.0).abs() < 1e-6, "{}", people);
        prop_assert!(loads.iter().all(|load| load.mean_m <= load.farthest_m + 1e-9));
    }
}

#[test]
fn two_stations_at_one_place_cover_for_one_another_and_share_the_people() {
    let town = Town::of(&[
        station("A-1", 116.42, 39.93, Some("24/7")),
        station("A-2", 116.42, 39.93, Some("24/7")),
        station("A-3", 116.45, 39.93, Some("24/7")),
        station("A-4", 116.45, 39.95, Some("18:00-08:00")),
    ]);
    let losses = losses(&town.ground, &town.supply(), &now(500.0));
    let codes: Vec<_> = losses.iter().map(|loss| (loss.code, loss.is_redundant())).collect();
    assert_eq!(codes, [("A-3", false), ("A-1", true), ("A-2", true)]);
    let loads = loads(&town.ground, &town.supply(), &now(500.0));
    let of = |code| loads.iter().find(|load| load.code == code).unwrap().people;
    assert!(of("A-1") == of("A-2") && of("A-1") > 0.0);
    assert_eq!(loads.len(), 3, "what is closed has no load");
}
