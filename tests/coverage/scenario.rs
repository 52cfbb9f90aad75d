//! What if.

use yizhan::coverage::scenario::{Comparison, Proposal, ScenarioChange};
use yizhan::coverage::share::coverage;
use yizhan::coverage::{Coverage, CoverageError, Question, Scenario, Supply};
use yizhan::domain::amenity::Amenity;
use yizhan::domain::station::StationKind;
use yizhan::index::filter::Filter;

use super::towns::{Town, now, station};
use crate::harness::{amenities, amenity};

fn town() -> Town {
    Town::of(&[
        station("A-1", 116.41, 39.93, Some("08:00-20:00")),
        station("A-2", 116.45, 39.93, Some("18:00-08:00")),
    ])
}

fn compared(
    town: &Town,
    changes: Vec<ScenarioChange>,
    question: &Question,
) -> Result<Comparison, CoverageError> {
    let scenario = Scenario { name: "试".to_owned(), changes };
    // As it would be kept.
    let json = serde_json::to_string(&scenario).unwrap();
    let scenario: Scenario = serde_json::from_str(&json).unwrap();
    let prepared = scenario.prepare(&town.snapshot);
    let then = Supply::under(&scenario, &prepared, &town.snapshot, &town.ground.territory)?;
    Ok(Comparison {
        today: coverage(&town.ground, &town.supply(), question),
        then: coverage(&town.ground, &then, question),
    })
}

fn new_station(code: &str, lon: f64) -> ScenarioChange {
    ScenarioChange::Add(Proposal {
        code: code.to_owned(),
        lon,
        lat: 39.95,
        kind: StationKind::UnionStation,
        hours: None,
        amenities: vec![amenity("hot_water")],
        access: Vec::new(),
    })
}

/// An office and how many discs it gains.
type Discs = (usize, f64);

fn code(code: &str) -> String {
    code.to_owned()
}

#[test]
fn each_change_moves_the_figures_of_the_office_that_it_is_in() {
    let disc_m2 = std::f64::consts::PI * 500.0 * 500.0;
    let hours = "24/7".parse().unwrap();
    // What is changed; the offices whose covered area changes, in discs.
    let cases: [(Vec<ScenarioChange>, &[Discs]); 7] = [
        (vec![], &[]),
        (vec![new_station("N-1", 116.45)], &[(1, 1.0)]),
        (vec![ScenarioChange::Close { code: code("A-1") }], &[(0, -1.0)]),
        (vec![ScenarioChange::Close { code: code("A-2") }], &[]),
        (vec![ScenarioChange::ChangeHours { code: code("A-2"), hours }], &[(1, 1.0)]),
        (
            vec![ScenarioChange::Move { code: code("A-1"), lon: 116.45, lat: 39.91 }],
            &[(0, -1.0), (1, 1.0)],
        ),
        (
            vec![
                new_station("N-1", 116.45),
                ScenarioChange::Move { code: code("N-1"), lon: 116.41, lat: 39.95 },
            ],
            &[(0, 1.0)],
        ),
    ];
    for (changes, expected) in cases {
        let found = compared(&town(), changes.clone(), &now(500.0)).unwrap().gains();
        let mut found: Vec<_> =
            found.iter().map(|gain| (gain.office, gain.area_m2 / disc_m2)).collect();
        found.sort_by_key(|(office, _)| *office);
        assert_eq!(found.len(), expected.len(), "{changes:?}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.0, expected.0, "{changes:?}");
            assert!((found.1 - expected.1).abs() < 1e-9, "{changes:?}: {found:?}");
        }
    }
}

#[test]
fn a_station_that_moves_is_counted_where_it_has_come_to() {
    let change = ScenarioChange::Move { code: code("A-1"), lon: 116.45, lat: 39.91 };
    let found = compared(&town(), vec![change], &now(500.0)).unwrap();
    let counts =
        |coverage: &Coverage| [0, 1].map(|office: usize| coverage.offices[office].stations.open);
    assert_eq!((counts(&found.today), counts(&found.then)), ([1, 0], [0, 1]));
}

#[test]
fn amenities_come_and_go_and_later_changes_see_earlier_ones() {
    let filter = Filter { amenities: amenities(&["hot_water"]), ..Filter::default() };
    let question = Question { filter, ..now(500.0) };
    let change =
        |code: &str, add: &[Amenity], remove: &[Amenity]| ScenarioChange::ChangeAmenities {
            code: code.to_owned(),
            add: add.to_vec(),
            remove: remove.to_vec(),
        };
    let open = |changes| compared(&town(), changes, &question).unwrap().then.district.stations.open;
    assert_eq!(open(vec![]), 0);
    assert_eq!(open(vec![change("A-1", &[amenity("hot_water")], &[])]), 1);
    assert_eq!(
        open(vec![new_station("N-1", 116.45), change("A-1", &[amenity("hot_water")], &[])]),
        2
    );
    assert_eq!(
        open(vec![new_station("N-1", 116.45), change("N-1", &[], &[amenity("hot_water")])]),
        0
    );
    assert_eq!(
        open(vec![new_station("N-1", 116.45), ScenarioChange::Close { code: code("N-1") }]),
        0
    );
}

#[test]
fn a_scenario_that_does_not_fit_says_which_change_is_wrong() {
    let close = |code: &str| ScenarioChange::Close { code: code.to_owned() };
    for (changes, words) in [
        (vec![close("A-9")], "change 1 of the scenario: there is no station A-9"),
        (vec![close("A-1"), close("A-1")], "change 2 of the scenario: there is no station A-1"),
        (vec![new_station("A-1", 116.45)], "change 1 of the scenario: A-1 is there already"),
        (vec![new_station("N-1", 216.45)], "change 1 of the scenario: lon 216.45 is outside"),
        (
            vec![close("A-1"), ScenarioChange::Move { code: code("A-2"), lon: 0.0, lat: 91.0 }],
            "change 2 of the scenario: lat 91 is outside",
        ),
    ] {
        let error = compared(&town(), changes, &now(500.0)).unwrap_err().to_string();
        assert!(error.starts_with(words), "{error}");
    }
}
