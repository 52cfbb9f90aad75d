//! Small questions, and their answers by trying every choice.

use std::ops::ControlFlow;

use proptest::prelude::*;
use yizhan::coverage::plane::PlanePoint;
use yizhan::coverage::site_selection::{Candidate, DemandPoint, Effort, Progress, Question};

/// Enough for small questions, and little enough for a debug build.
pub(super) const EFFORT: Effort = Effort { steps: 20_000_000, seed: 1, enough_gap: 0.0 };

/// Never says stop.
pub(super) fn go_on(_: &Progress<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(super) fn point((x, y): (u16, u16)) -> PlanePoint {
    PlanePoint { x_m: f64::from(x), y_m: f64::from(y) }
}

fn places(most: usize) -> impl Strategy<Value = Vec<(u16, u16)>> {
    prop::collection::vec((0..100_u16, 0..100_u16), 1..most)
}

/// Places of a square of 100 metres, three groups of candidates, whole weights.
pub(super) fn questions() -> impl Strategy<Value = Question<PlanePoint>> {
    let demand = prop::collection::vec(((0..100_u16, 0..100_u16), 1..20_u32), 1..30);
    let existing = prop_oneof![Just(Vec::new()), places(3)];
    (demand, places(10), existing).prop_map(|(demand, candidates, existing)| {
        let demand_point = |(at, weight)| DemandPoint { at: point(at), weight: f64::from(weight) };
        let candidate = |(number, at)| Candidate { at: point(at), group: number % 3 };
        Question {
            demand: demand.into_iter().map(demand_point).collect(),
            candidates: candidates.into_iter().enumerate().map(candidate).collect(),
            existing: existing.into_iter().map(point).collect(),
        }
    })
}

/// All choices of so many of the candidates, and of fewer.
pub(super) fn choices(candidates: usize, most: usize) -> impl Iterator<Item = Vec<usize>> {
    let members =
        move |set: u32| (0..candidates).filter(move |at| set >> at & 1 == 1).collect::<Vec<_>>();
    (0..1_u32 << candidates).filter(move |set| set.count_ones() as usize <= most).map(members)
}

/// The stations that there are with a choice.
pub(super) fn stations(question: &Question<PlanePoint>, choice: &[usize]) -> Vec<PlanePoint> {
    let new = choice.iter().map(|site| question.candidates[*site].at);
    question.existing.iter().copied().chain(new).collect()
}

/// How far a place is from the nearest of some stations.
pub(super) fn way_m(place: PlanePoint, stations: &[PlanePoint]) -> f64 {
    stations.iter().map(|station| station.distance_m(place)).fold(f64::INFINITY, f64::min)
}
