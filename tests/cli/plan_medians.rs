//! Medians of networks as the OR-Library makes them (Beasley, "A note on solving large p-median
//! problems", 1985): connected, with a fiftieth of the square of the nodes as edges, each from
//! 1 to 100 long.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rand::RngExt;
use serde_json::Value;

use super::plan_sites::said;
use crate::harness::ledger;

/// The length of each edge.
type Edges = BTreeMap<(usize, usize), u32>;

fn network(nodes: usize, seed: u64) -> Edges {
    let mut rng = ledger::rng(seed);
    let mut edges = Edges::new();
    for node in 1..nodes {
        edges.insert((rng.random_range(0..node), node), rng.random_range(1..=100));
    }
    while edges.len() < nodes * nodes / 50 {
        let (a, b) = (rng.random_range(0..nodes), rng.random_range(0..nodes));
        if a < b {
            edges.entry((a, b)).or_insert_with(|| rng.random_range(1..=100));
        }
    }
    edges
}

/// Every way between two nodes (Floyd and Warshall).
fn ways(edges: &Edges, nodes: usize) -> Vec<Vec<u32>> {
    let mut ways = vec![vec![u32::MAX / 2; nodes]; nodes];
    for (&(a, b), &length) in edges {
        (ways[a][b], ways[b][a]) = (length, length);
    }
    for middle in 0..nodes {
        ways[middle][middle] = 0;
        let onwards = ways[middle].clone();
        for from in &mut ways {
            let first = from[middle];
            for (way, second) in from.iter_mut().zip(&onwards) {
                *way = (*way).min(first + second);
            }
        }
    }
    ways
}

/// What a random choice costs once no exchange of a site for another node makes it better (Teitz
/// and Bart).
fn exchanged(ways: &[Vec<u32>], sites: usize, seed: u64) -> u32 {
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
fn cost(ways: &[Vec<u32>], chosen: &[usize]) -> u32 {
    let nearest = |from: &Vec<u32>| chosen.iter().map(|&to| from[to]).min().unwrap();
    ways.iter().map(nearest).sum()
}

#[test]
fn medians_are_proved_within_a_thousandth_and_cost_what_is_said() {
    for (nodes, sites, exchanges) in [(100, 5, 3), (100, 33, 0), (200, 10, 0), (300, 30, 0)] {
        let edges = network(nodes, nodes as u64 + sites);
        let mut file = format!("{nodes} {} {sites}\n", edges.len());
        for ((a, b), length) in &edges {
            writeln!(file, "{} {} {length}", a + 1, b + 1).unwrap();
        }
        let line = "--edges network.txt --objective median --json";
        let said = said(&[("network.txt", &file)], line);
        let answer: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{}", said.err));
        let (found, bound) = (answer["found"].as_f64().unwrap(), answer["bound"].as_f64().unwrap());
        let about = format!("{sites} of {nodes}: found {found}, bound {bound}");
        assert!(found - bound <= 0.001 * bound, "{about}");

        let ways = ways(&edges, nodes);
        let node = |site: &Value| site["name"].as_str().unwrap().parse::<usize>().unwrap() - 1;
        let chosen: Vec<usize> = answer["sites"].as_array().unwrap().iter().map(node).collect();
        assert_eq!(chosen.len() as u64, sites, "{about}");
        assert_eq!(f64::from(cost(&ways, &chosen)), found, "{about}");
        for seed in 0..exchanges {
            let other = f64::from(exchanged(&ways, sites as usize, seed));
            assert!(bound <= other, "{about}, but {other} can be had");
        }
    }
}
