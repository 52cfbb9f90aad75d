//! Ways that a file says, over networks as those of the OR-Library's p-median problems.

use yizhan::coverage::site_selection::{Certificate, Effort, Matrix, SiteSelectionError};
use yizhan::travel::Network;

use super::instances::{EFFORT, choices, go_on};
use crate::harness::networks::floyd;

const NODES: usize = 12;

/// A ring, and as many roads across it at random, all of lengths 1 to 100.
fn roads(nodes: usize, seed: u64) -> Vec<(usize, usize, f64)> {
    let mut state = seed;
    let mut below = |end: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let mut roads = Vec::new();
    for node in 0..nodes {
        roads.push((node, (node + 1) % nodes, (below(100) + 1) as f64));
        roads.push((below(nodes), below(nodes), (below(100) + 1) as f64));
    }
    roads
}

#[test]
fn the_ways_of_a_network_are_those_of_floyd() {
    for seed in 0..20 {
        let roads = roads(40, seed);
        let ways = floyd(40, &roads);
        let network = Network::new(40, roads);
        for (node, ways) in ways.iter().enumerate() {
            assert_eq!(&network.ways_from(node), ways, "seed {seed}");
        }
    }
}

#[test]
fn each_objective_is_the_best_of_all_choices_and_is_proved_to_be() {
    for (seed, count, station) in
        [(0, 1, None), (1, 2, None), (2, 3, None), (3, 2, Some(4)), (4, 3, Some(0))]
    {
        let ways = floyd(NODES, &roads(NODES, seed));
        let weights: Vec<f64> = (0..NODES).map(|at| ((at + 5) % 4) as f64).collect();
        let already: Vec<f64> = (0..NODES)
            .map(|at| station.map_or(f64::INFINITY, |station: usize| ways[station][at]))
            .collect();
        let matrix = Matrix::new(weights.clone(), already.clone(), NODES, |at| ways[at].clone());
        let matrix = matrix.unwrap();
        let way = |choice: &[usize], cell: usize| {
            choice.iter().map(|site| ways[*site][cell]).fold(already[cell], f64::min)
        };
        let cells = || (0..NODES).filter(|cell| weights[*cell] > 0.0);
        let sum =
            |choice: &[usize]| cells().map(|cell| weights[cell] * way(choice, cell)).sum::<f64>();
        let farthest = |choice: &[usize]| cells().map(|cell| way(choice, cell)).fold(0.0, f64::max);
        let least = |worth: &dyn Fn(&[usize]) -> f64| {
            let all = choices(NODES, count).map(|choice| worth(&choice));
            all.fold(f64::INFINITY, f64::min)
        };
        let proved = Certificate::ProvedOptimal;

        let median = matrix.least_sum(count, EFFORT, &mut go_on).unwrap();
        let sites: Vec<usize> = median.sites.iter().map(|site| site.candidate).collect();
        assert_eq!((median.objective_m, sum(&sites)), (least(&sum), least(&sum)), "seed {seed}");
        assert_eq!((median.bound_m, median.certificate), (least(&sum), proved));
        assert!((median.mean_m * median.total - median.objective_m).abs() < 1e-9);

        let center = matrix.least_farthest(count, EFFORT, &mut go_on).unwrap();
        let sites: Vec<usize> = center.sites.iter().map(|site| site.candidate).collect();
        assert_eq!((center.objective_m, farthest(&sites)), (least(&farthest), least(&farthest)));
        assert_eq!((center.bound_m, center.certificate), (least(&farthest), proved));

        let missed = |choice: &[usize]| {
            let far = cells().filter(|cell| way(choice, *cell) > 40.0);
            far.map(|cell| weights[cell]).sum::<f64>()
        };
        let covered = matrix.most_covered(40.0, count, EFFORT, &mut go_on).unwrap();
        let total: f64 = weights.iter().sum();
        assert_eq!(covered.already + covered.gained, total - least(&missed), "seed {seed}");
        assert_eq!(covered.certificate, proved);
        let fewest = matrix.fewest(40.0, 1.0, EFFORT, &mut go_on).unwrap();
        assert!(fewest.is_reached && fewest.answer.sites.len() == fewest.at_least);
    }
}

#[test]
fn a_site_for_everybody_leaves_nobody_a_way_to_go() {
    let ways = [[0.0, 3.0, 0.0], [0.0, 0.0, 9.0]];
    let matrix = Matrix::new(vec![1.0; 3], vec![f64::INFINITY; 3], 2, |at| ways[at].to_vec());
    let center = matrix.unwrap().least_farthest(2, EFFORT, &mut go_on).unwrap();
    assert_eq!((center.objective_m, center.bound_m), (0.0, 0.0));
}

#[test]
fn on_larger_networks_the_sum_is_within_a_thousandth_of_the_bound() {
    for (nodes, count) in [(100, 5), (100, 10), (100, 33)] {
        let network = Network::new(nodes, roads(nodes, 7));
        let endless = vec![f64::INFINITY; nodes];
        let matrix = Matrix::new(vec![1.0; nodes], endless, nodes, |at| network.ways_from(at));
        let effort = Effort { steps: 60_000_000, ..EFFORT };
        let answer = matrix.unwrap().least_sum(count, effort, &mut go_on).unwrap();
        assert_eq!(answer.sites.len(), count);
        assert!(answer.bound_m <= answer.objective_m, "{answer:?}");
        assert!(answer.certificate.gap() <= 1e-3, "{answer:?}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_by_name() {
    let endless = || vec![f64::INFINITY; 2];
    let ways = [[0.0, f64::INFINITY], [f64::INFINITY, 0.0]];
    let matrix = |weights, already| Matrix::new(weights, already, 2, |at| ways[at].to_vec());
    let no_way = SiteSelectionError::NoWay { candidate: 1, point: 2 };
    let parted = matrix(vec![1.0; 2], endless()).unwrap();
    assert_eq!(parted.least_sum(1, EFFORT, &mut go_on).unwrap_err(), no_way);
    assert_eq!(parted.least_farthest(1, EFFORT, &mut go_on).unwrap_err(), no_way);
    // Coverage needs no way, and neither does who has a station or is nobody.
    assert_eq!(parted.most_covered(1.0, 1, EFFORT, &mut go_on).unwrap().gained, 1.0);
    let served = matrix(vec![1.0; 2], vec![3.0, 4.0]).unwrap();
    assert_eq!(served.least_sum(1, EFFORT, &mut go_on).unwrap().objective_m, 3.0);
    let nobody = matrix(vec![1.0, 0.0], endless()).unwrap();
    assert_eq!(
        nobody.least_farthest(1, EFFORT, &mut go_on).unwrap_err(),
        SiteSelectionError::NoWay { candidate: 2, point: 1 }
    );
    assert_eq!(matrix(vec![0.0; 2], endless()).unwrap_err(), SiteSelectionError::NoDemand);
    let huge = Matrix::new(vec![1.0; 5000], vec![0.0; 5000], 5000, |_| panic!("too much"));
    assert!(matches!(huge, Err(SiteSelectionError::TooManyPairs { .. })));
}
