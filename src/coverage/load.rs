//! The people for whom each station is the nearest open one, its Voronoi cell: how many would
//! come if all went to the nearest.

use super::ground::Ground;
use super::share::{best_of_spots, nearest_open};
use super::spots::Spots;
use super::supply::{Question, Supply};
use crate::domain::opening_hours::OpenState;

/// The people for whom one station is the nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load<'a> {
    /// The station's code.
    pub code: &'a str,
    /// How many they are. Stations that stand at one place share them.
    pub people: f64,
    /// How far they have to go on average, metres; 0 when there are none.
    pub mean_m: f64,
    /// How far the farthest of them has to go, metres; 0 when there are none.
    pub farthest_m: f64,
}

/// The load of each open station, the largest first, then by code. The question's radius plays no
/// part.
pub fn loads<'a>(ground: &Ground, supply: &Supply<'a>, question: &Question) -> Vec<Load<'a>> {
    #[derive(Clone, Copy, Default)]
    struct Sums {
        people: f64,
        people_m: f64,
        farthest_m: f64,
        stations: f64,
    }
    let picked = supply.picked(question);
    let points: Vec<_> = picked.sites.iter().map(|site| site.point).collect();
    let spots = Spots::new(&points, question.radius);
    let best = best_of_spots(&spots, &picked);
    let (open, nearest) = nearest_open(ground, &spots, &best);
    let mut sums = vec![Sums::default(); spots.len()];
    let cells = ground.demand.cells.iter().zip(nearest);
    for (cell, nearest) in cells.filter(|(cell, _)| cell.weight > 0.0) {
        let Some(spot) = open.get(nearest.place as usize) else { continue };
        let sum = &mut sums[*spot];
        sum.people += cell.weight;
        sum.people_m += cell.weight * nearest.cost;
        sum.farthest_m = sum.farthest_m.max(nearest.cost);
    }
    let sites = picked.sites.iter().zip(&picked.states).zip(&spots.of);
    let open_sites = sites.filter(|((_, state), _)| **state == OpenState::Open);
    for (_, spot) in open_sites.clone() {
        sums[*spot].stations += 1.0;
    }
    let mut loads: Vec<Load<'a>> = open_sites
        .map(|((site, _), spot)| {
            let sum = sums[*spot];
            let mean_m = if sum.people > 0.0 { sum.people_m / sum.people } else { 0.0 };
            let people = sum.people / sum.stations;
            Load { code: site.code, people, mean_m, farthest_m: sum.farthest_m }
        })
        .collect();
    loads.sort_by(|a, b| b.people.total_cmp(&a.people).then(a.code.cmp(b.code)));
    loads
}
