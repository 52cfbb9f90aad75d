//! The hours of a week.

use proptest::prelude::*;
use yizhan::coverage::hours::hours;
use yizhan::coverage::share::coverage;
use yizhan::coverage::week::HOURS;
use yizhan::coverage::{Question, Week, When};
use yizhan::index::filter::Filter;

use super::towns::{Town, any_time};
use crate::harness::amenities;
use crate::harness::ledger;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn every_hour_of_a_week_is_as_asked_alone(
        stations in 0usize..50, seed in any::<u64>(), at in prop::collection::vec(0..HOURS, 6),
        radius_m in 100.0f64..900.0, wants_water in any::<bool>(),
    ) {
        let town = Town::random(stations, seed);
        let amenities = amenities(if wants_water { &["hot_water"] } else { &[] });
        let filter = Filter { amenities, ..Filter::default() };
        let question = Question { filter, ..any_time(radius_m) };
        let today = ledger::zone().day(ledger::now());
        for week in [Week::typical(today), Week::of(today)] {
            let all = hours(&town.ground, &town.supply(), &question.filter, week, question.radius);
            prop_assert_eq!(all.district.len(), HOURS);
            for hour in &at {
                let alone = Question { when: When::Hour(week, *hour), ..question.clone() };
                let alone = coverage(&town.ground, &town.supply(), &alone);
                for (all, alone) in all.offices.iter().map(|office| office[*hour]).zip(&alone.offices) {
                    prop_assert!((all.people.covered - alone.people.covered).abs() < 1e-6);
                    prop_assert!((all.people.closed - alone.people.closed).abs() < 1e-6);
                    prop_assert!((all.area_m2.covered - alone.area_m2.covered).abs() < 1e-3);
                    prop_assert!((all.area_m2.hours_unknown - alone.area_m2.hours_unknown).abs() < 1e-3);
                }
            }
        }
    }
}

#[test]
fn an_hour_is_as_the_minute_with_which_it_begins() {
    let town = Town::random(60, 7);
    let week = Week::of(ledger::zone().day(ledger::now()));
    let question = any_time(500.0);
    let all = hours(&town.ground, &town.supply(), &question.filter, week, question.radius);
    // Saturday and Sunday are days for which the schedules are compiled.
    for hour in [5 * 24 + 8, 5 * 24 + 14, 5 * 24 + 15, 6 * 24 + 2] {
        let at = Question { when: When::At(week.minute(hour)), ..question.clone() };
        let at = coverage(&town.ground, &town.supply(), &at).district;
        assert!((at.people.covered - all.district[hour].people.covered).abs() < 1e-6, "{hour}");
        assert!((at.people.hours_unknown - all.district[hour].people.hours_unknown).abs() < 1e-6);
        assert!((at.area_m2.closed - all.district[hour].area_m2.closed).abs() < 1e-3, "{hour}");
    }
}
