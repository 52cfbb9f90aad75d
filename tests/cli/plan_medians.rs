//! Medians of networks as the OR-Library makes them (Beasley, "A note on solving large p-median
//! problems", 1985): connected, with a fiftieth of the square of the nodes as edges, each from
//! 1 to 100 long.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rand::RngExt;
use serde_json::Value;

use super::plan_sites::said;
use crate::harness::ledger;
use crate::harness::networks::floyd;

fn network(nodes: usize, seed: u64) -> Vec<(usize, usize, f64)> {
    let mut rng = ledger::rng(seed);
    let mut edges: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for node in 1..nodes {
        edges.insert((rng.random_range(0..node), node), rng.random_range(1..=100));
    }
    while edges.len() < nodes * nodes / 50 {
        let (a, b) = (rng.random_range(0..nodes), rng.random_range(0..nodes));
        if a < b {
            edges.entry((a, b)).or_insert_with(|| rng.random_range(1..=100));
        }
    }
    edges.into_iter().map(|((a, b), length)| (a, b, f64::from(length))).collect()
}

/// What a random choice costs once no exchange of a site for another node makes it better (Teitz
/// and Bart).
fn exchanged(ways: &[Vec<f64>], sites: usize, seed: u64) -> f64 {
    let mut rng = ledger::rng(seed);
    let nodes = ways.len();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < sites {
        let node = rng.random_range(0..nodes);
        if !chosen.contains(&node) {
            chosen.push(node);
        }
    }
    let mut best = cost(ways, &chosen);
    loop {
        let before = best;
        for at in 0..sites {
            for node in 0..nodes {
                let old = std::mem::replace(&mut chosen[at], node);
                let now = cost(ways, &chosen);
                if now < best {
                    best = now;
                } else {
                    chosen[at] = old;
                }
            }
        }
        if best == before {
            return best;
        }
    }
}

/// The ways of all nodes to the nearest of the chosen ones, added up.
fn cost(ways: &[Vec<f64>], chosen: &[usize]) -> f64 {
    let nearest = |from: &Vec<f64>| chosen.iter().map(|&to| from[to]).fold(f64::INFINITY, f64::min);
    ways.iter().map(nearest).sum()
}

#[test]
fn medians_are_proved_within_a_thousandth_and_cost_what_is_said() {
    for (nodes, sites, exchanges) in [(100, 5, 3), (100, 33, 0), (200, 10, 0), (300, 30, 0)] {
        let edges = network(nodes, nodes as u64 + sites);
        let mut file = format!("{nodes} {} {sites}\n", edges.len());
        for (a, b, length) in &edges {
            writeln!(file, "{} {} {length}", a + 1, b + 1).unwrap();
        }
        let line = "--edges network.txt --objective median --json";
        let said = said(&[("network.txt", &file)], line);
        let answer: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{}", said.err));
        let (found, bound) = (answer["found"].as_f64().unwrap(), answer["bound"].as_f64().unwrap());
        let about = format!("{sites} of {nodes}: found {found}, bound {bound}");
        assert!(found - bound <= 0.001 * bound, "{about}");

        let ways = floyd(nodes, &edges);
        let node = |site: &Value| site["name"].as_str().unwrap().parse::<usize>().unwrap() - 1;
        let chosen: Vec<usize> = answer["sites"].as_array().unwrap().iter().map(node).collect();
        assert_eq!(chosen.len() as u64, sites, "{about}");
        assert_eq!(cost(&ways, &chosen), found, "{about}");
        for seed in 0..exchanges {
            let other = exchanged(&ways, sites as usize, seed);
            assert!(bound <= other, "{about}, but {other} can be had");
        }
    }
}
