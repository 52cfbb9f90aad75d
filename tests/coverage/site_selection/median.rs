//! A short mean way.

use proptest::prelude::*;
use yizhan::coverage::site_selection::{Certificate, Effort, Median, SiteSelectionError};

use super::instances::{EFFORT, choices, go_on, questions, stations, way_m};
use crate::harness::networks::floyd;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_mean_way_is_the_shortest_of_all_choices_and_is_proved_to_be(
        question in questions(),
        count in 1..5_usize,
    ) {
        let answer = question.least_mean(count, EFFORT, &mut go_on).unwrap();
        let total: f64 = question.demand.iter().map(|demand| demand.weight).sum();
        let mean_m = |choice: &[usize]| {
            let stations = stations(&question, choice);
            let ways = question.demand.iter().map(|demand| demand.weight * way_m(demand.at, &stations));
            ways.sum::<f64>() / total
        };
        let all = choices(question.candidates.len(), count);
        let best = all.map(|choice| mean_m(&choice)).fold(f64::INFINITY, f64::min);
        prop_assert!((answer.objective_m - best).abs() <= 1e-8 * best, "{:?} {}", answer, best);
        prop_assert_eq!(answer.certificate, Certificate::ProvedOptimal);
        let sites: Vec<usize> = answer.sites.iter().map(|site| site.candidate).collect();
        prop_assert!((mean_m(&sites) - answer.mean_m).abs() <= 1e-9 * best.max(1.0));
        let served: f64 = answer.sites.iter().map(|site| site.served).sum();
        prop_assert!(served <= total && (served == total || !question.existing.is_empty()));
    }

    #[test]
    fn whenever_the_work_ends_the_bound_holds(
        question in questions(),
        count in 1..5_usize,
        steps in 0..100_000_u64,
    ) {
        let answer =
            question.least_mean(count, Effort { steps, ..EFFORT }, &mut go_on).unwrap();
        let best = question.least_mean(count, EFFORT, &mut go_on).unwrap();
        prop_assert!(answer.bound_m <= best.objective_m * (1.0 + 1e-8));
        prop_assert!(answer.objective_m >= best.objective_m * (1.0 - 1e-8));
    }
}

/// Random roads as in the p-median instances of the OR-Library (Beasley 1985): so many nodes, each
/// of which can be a site, n²/50 roads of lengths 1 to 100; costs are the shortest ways.
fn road_costs(nodes: usize, seed: u64) -> Vec<Vec<(u32, f64)>> {
    let mut state = seed;
    let mut below = |end: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let mut roads = Vec::new();
    for node in 0..nodes {
        // A tree first, so that everybody can get everywhere.
        let other = below(node.max(1));
        roads.push((node, other, (below(100) + 1) as f64));
    }
    for _ in 0..nodes * nodes / 50 {
        let (from, to) = (below(nodes), below(nodes));
        roads.push((from, to, (below(100) + 1) as f64));
    }
    let list = |ways: Vec<f64>| (0..).zip(ways).collect();
    floyd(nodes, &roads).into_iter().map(list).collect()
}

#[test]
fn on_road_networks_the_choice_is_the_best_of_all_choices() {
    for seed in 0..6 {
        let costs = road_costs(24, seed);
        let median = Median::new(vec![f64::INFINITY; 24], costs.clone()).unwrap();
        let choice = median.cheapest(3, EFFORT, &mut go_on).unwrap();
        let cost = |sites: &[usize]| -> f64 {
            let cheapest = |cell: usize| {
                sites.iter().map(|site| costs[*site][cell].1).fold(f64::INFINITY, f64::min)
            };
            (0..24).map(cheapest).sum()
        };
        let mut best = f64::INFINITY;
        for a in 0..24 {
            for b in 0..a {
                for c in 0..b {
                    best = best.min(cost(&[a, b, c]));
                }
            }
        }
        assert_eq!((choice.cost, cost(&choice.sites)), (best, best), "seed {seed}");
        assert_eq!((choice.bound, choice.certificate), (best, Certificate::ProvedOptimal));
    }
}

#[test]
fn on_larger_road_networks_the_choice_is_within_a_thousandth_of_the_bound() {
    for (nodes, count) in [(100, 5), (100, 10), (100, 33)] {
        let median = Median::new(vec![f64::INFINITY; nodes], road_costs(nodes, 7)).unwrap();
        let effort = Effort { steps: 60_000_000, ..EFFORT };
        let choice = median.cheapest(count, effort, &mut go_on).unwrap();
        assert_eq!(choice.sites.len(), count);
        assert!(choice.bound <= choice.cost && choice.certificate.gap() <= 1e-3, "{choice:?}");
    }
}

#[test]
fn a_cell_that_somebody_cannot_serve_has_to_have_something_without_him() {
    let costs = vec![vec![(0, 1.0), (1, 5.0)], vec![(0, 2.0)]];
    let error = Median::new(vec![f64::INFINITY; 2], costs.clone()).unwrap_err();
    assert_eq!(error, SiteSelectionError::Unreachable { point: 2 });
    let median = Median::new(vec![f64::INFINITY, 4.0], costs).unwrap();
    let choice = median.cheapest(1, EFFORT, &mut go_on).unwrap();
    assert_eq!((choice.sites, choice.cost), (vec![0], 5.0));
}
