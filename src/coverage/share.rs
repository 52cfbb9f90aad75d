//! How much of the district and of each office is covered, and how far people have to go.

use super::columns::Columns;
use super::ground::Ground;
use super::plane::PlanePoint;
use super::reach::{Cheapest, Radius, Reach};
use super::spots::Spots;
use super::supply::{Picked, Question, Supply};
use super::territory::Territory;
use super::union_area::covered_m2;
use crate::domain::opening_hours::OpenState;

/// Figures of a district.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// All of it: the sum of its offices.
    pub district: Figures,
    /// In the order of the areas.
    pub offices: Vec<Figures>,
}

/// Figures of one territory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Its people, by what they find.
    pub people: Split,
    /// Its area, square metres, by what people there find. Exact: nothing is flattened.
    pub area_m2: Split,
    /// The stations in it that count.
    pub stations: StationCounts,
    /// How far its people have to go to an open station; `None` without people or without one.
    pub distances: Option<Distances>,
}

/// An amount, by what people find within reach.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Split {
    /// An open station.
    pub covered: f64,
    /// None that is surely open, but one of which nobody knows whether it is.
    pub hours_unknown: f64,
    /// Only stations that are closed.
    pub closed: f64,
    /// No station.
    pub no_station: f64,
}

/// How many stations count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StationCounts {
    /// Open.
    pub open: usize,
    /// Of unknown hours.
    pub hours_unknown: usize,
    /// Closed.
    pub closed: usize,
}

/// How far people have to go to the nearest open station, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distances {
    /// Half of them not farther than this.
    pub p50_m: f64,
    /// 90 % of them not farther than this.
    pub p90_m: f64,
    /// 95 % of them not farther than this.
    pub p95_m: f64,
    /// 99 % of them not farther than this.
    pub p99_m: f64,
    /// The mean of the 5 % who have the farthest to go.
    pub worst_5_percent_mean_m: f64,
}

/// The figures that a question asks for.
pub fn coverage(ground: &Ground, supply: &Supply<'_>, question: &Question) -> Coverage {
    let picked = supply.picked(question);
    let points: Vec<_> = picked.sites.iter().map(|site| site.point).collect();
    let spots = Spots::new(&points, question.radius);
    let best = best_of_spots(&spots, &picked);
    let areas = area_splits(ground, &spots, &best);
    let people = people_splits(ground, &spots, &best, question);
    let distances = distances(ground, &spots, &best);
    let counts = station_counts(ground, &picked);
    let offices: Vec<Figures> = areas
        .into_iter()
        .zip(people)
        .zip(counts.iter().zip(distances.offices))
        .map(|((area_m2, people), (stations, distances))| Figures {
            people,
            area_m2,
            stations: *stations,
            distances,
        })
        .collect();
    let district = Figures {
        people: offices.iter().fold(Split::default(), |sum, office| sum.plus(&office.people)),
        area_m2: offices.iter().fold(Split::default(), |sum, office| sum.plus(&office.area_m2)),
        stations: counts.iter().fold(StationCounts::default(), |sum, office| sum.plus(office)),
        distances: distances.district,
    };
    Coverage { district, offices }
}

/// The area of each office within a radius of some points, square metres.
pub fn covered_areas_m2(territory: &Territory, points: &[PlanePoint], radius: Radius) -> Vec<f64> {
    let spots = Spots::new(points, radius);
    let mut sets = Columns::new(spots.len(), 1);
    (0..spots.len()).for_each(|spot| sets.set(spot, 0));
    covered_m2(territory, &spots.discs, &sets)
}

impl Split {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.covered + self.hours_unknown + self.closed + self.no_station
    }

    /// What is not covered.
    pub fn uncovered(&self) -> f64 {
        self.hours_unknown + self.closed + self.no_station
    }

    /// The covered share, 0 to 1; `None` of nothing.
    pub fn covered_share(&self) -> Option<f64> {
        let total = self.total();
        (total > 0.0).then(|| self.covered / total)
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            covered: self.covered + other.covered,
            hours_unknown: self.hours_unknown + other.hours_unknown,
            closed: self.closed + other.closed,
            no_station: self.no_station + other.no_station,
        }
    }

    /// Of three amounts that grow: what is open, what may be, what is there at all.
    pub(super) fn of_nested(open: f64, maybe: f64, any: f64, total: f64) -> Self {
        // Rounding must not make a nothing of square metres into less than nothing.
        let positive = |amount: f64| amount.max(0.0);
        Self {
            covered: positive(open.min(total)),
            hours_unknown: positive(maybe - open),
            closed: positive(any - maybe),
            no_station: positive(total - any),
        }
    }

    pub(super) fn add(&mut self, found: Option<OpenState>, amount: f64) {
        *match found {
            Some(OpenState::Open) => &mut self.covered,
            Some(OpenState::Unknown) => &mut self.hours_unknown,
            Some(OpenState::Closed) => &mut self.closed,
            None => &mut self.no_station,
        } += amount;
    }
}

impl StationCounts {
    fn plus(&self, other: &Self) -> Self {
        Self {
            open: self.open + other.open,
            hours_unknown: self.hours_unknown + other.hours_unknown,
            closed: self.closed + other.closed,
        }
    }
}

impl Figures {
    /// Open stations for ten thousand people; `None` where there are none.
    pub fn stations_per_10_000_people(&self) -> Option<f64> {
        let people = self.people.total();
        (people > 0.0).then(|| self.stations.open as f64 / people * 1e4)
    }
}

/// The best state of the stations at each spot.
pub(super) fn best_of_spots(spots: &Spots, picked: &Picked<'_, '_>) -> Vec<OpenState> {
    let mut best = vec![OpenState::Closed; spots.len()];
    for (spot, state) in spots.of.iter().zip(&picked.states) {
        best[*spot] = best[*spot].min(*state);
    }
    best
}

/// The best state that each cell finds within reach; `None` for no station.
pub(super) fn found_by_cells(
    ground: &Ground,
    spots: &Spots,
    best: &[OpenState],
    question: &Question,
) -> Vec<Option<OpenState>> {
    let mut found: Vec<Option<OpenState>> = vec![None; ground.demand.cells.len()];
    let reach = ground.reach();
    for (spot, state) in best.iter().enumerate() {
        reach.cells_within(spots.point(spot), question.radius.metres(), &mut |cell, _| {
            found[cell] = Some(found[cell].map_or(*state, |better| better.min(*state)));
        });
    }
    found
}

fn area_splits(ground: &Ground, spots: &Spots, best: &[OpenState]) -> Vec<Split> {
    let mut sets = Columns::new(spots.len(), 3);
    for (spot, state) in best.iter().enumerate() {
        sets.set(spot, 2);
        if *state != OpenState::Closed {
            sets.set(spot, 1);
        }
        if *state == OpenState::Open {
            sets.set(spot, 0);
        }
    }
    let areas = covered_m2(&ground.territory, &spots.discs, &sets);
    let offices = ground.territory.offices().iter().zip(areas.chunks_exact(3));
    offices
        .map(|(office, areas)| {
            Split::of_nested(areas[0], areas[1], areas[2], office.shape.area_m2())
        })
        .collect()
}

fn people_splits(
    ground: &Ground,
    spots: &Spots,
    best: &[OpenState],
    question: &Question,
) -> Vec<Split> {
    let mut splits = vec![Split::default(); ground.territory.offices().len()];
    let found = found_by_cells(ground, spots, best, question);
    for (cell, found) in ground.demand.cells.iter().zip(found) {
        splits[cell.office].add(found, cell.weight);
    }
    splits
}

fn station_counts(ground: &Ground, picked: &Picked<'_, '_>) -> Vec<StationCounts> {
    let mut counts = vec![StationCounts::default(); ground.territory.offices().len()];
    for (site, state) in picked.sites.iter().zip(&picked.states) {
        if let Some(counts) = site.office().and_then(|office| counts.get_mut(office)) {
            *match state {
                OpenState::Open => &mut counts.open,
                OpenState::Unknown => &mut counts.hours_unknown,
                OpenState::Closed => &mut counts.closed,
            } += 1;
        }
    }
    counts
}

struct AllDistances {
    district: Option<Distances>,
    offices: Vec<Option<Distances>>,
}

/// The spots with a station that is open, and the nearest of them for every cell.
pub(super) fn nearest_open(
    ground: &Ground,
    spots: &Spots,
    best: &[OpenState],
) -> (Vec<usize>, Vec<Cheapest>) {
    let open: Vec<usize> = (0..spots.len()).filter(|spot| best[*spot] == OpenState::Open).collect();
    let points: Vec<_> = open.iter().map(|spot| spots.point(*spot)).collect();
    let cheapest = ground.reach().cheapest(&points);
    (open, cheapest)
}

fn distances(ground: &Ground, spots: &Spots, best: &[OpenState]) -> AllDistances {
    let offices = ground.territory.offices().len();
    let (open, nearest) = nearest_open(ground, spots, best);
    if open.is_empty() {
        return AllDistances { district: None, offices: vec![None; offices] };
    }
    let cells = &ground.demand.cells;
    // Distances are positive, so that their bits are in the same order; whole numbers sort faster.
    let mut order: Vec<(u64, u32)> = nearest
        .iter()
        .zip(0u32..)
        .filter(|(_, cell)| cells[*cell as usize].weight > 0.0)
        .map(|(nearest, cell)| (nearest.cost.to_bits(), cell))
        .collect();
    order.sort_unstable();
    let mut district = Vec::with_capacity(order.len());
    let mut by_office: Vec<Vec<(f64, f64)>> = vec![Vec::new(); offices];
    for (distance_bits, cell) in order {
        let cell = cells[cell as usize];
        let found = (f64::from_bits(distance_bits), cell.weight);
        district.push(found);
        by_office[cell.office].push(found);
    }
    AllDistances {
        district: Distances::of(&district),
        offices: by_office.iter().map(|sorted| Distances::of(sorted)).collect(),
    }
}

impl Distances {
    /// Of distances in metres with weights, in the order of the distances.
    fn of(sorted: &[(f64, f64)]) -> Option<Self> {
        let total: f64 = sorted.iter().map(|(_, weight)| weight).sum();
        let last = sorted.last()?.0;
        let mut seen = 0.0;
        let mut at = sorted.iter().map(|(distance_m, weight)| {
            seen += weight;
            (*distance_m, seen)
        });
        let mut reached = (0.0, 0.0);
        let mut quantile = |share: f64| {
            // A hair less, so that rounding of the sum does not skip a distance.
            let wanted = share * total * (1.0 - 1e-12);
            while reached.1 < wanted {
                let Some(next) = at.next() else { return last };
                reached = next;
            }
            reached.0
        };
        let [p50_m, p90_m, p95_m, p99_m] = [0.5, 0.9, 0.95, 0.99].map(&mut quantile);
        let worst_5_percent_mean_m = mean_of_farthest(sorted, 0.05 * total);
        Some(Self { p50_m, p90_m, p95_m, p99_m, worst_5_percent_mean_m })
    }
}

/// The mean distance of so much weight that is the farthest away.
fn mean_of_farthest(sorted: &[(f64, f64)], wanted: f64) -> f64 {
    let (mut left, mut sum) = (wanted, 0.0);
    for (distance_m, weight) in sorted.iter().rev() {
        let taken = weight.min(left);
        sum += distance_m * taken;
        left -= taken;
        if left <= 0.0 {
            break;
        }
    }
    sum / wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_weighted_and_the_worst_twentieth_is_cut_exactly() {
        // 90 people at 100 m, 6 at 200 m, 4 at 1000 m.
        let found = Distances::of(&[(100.0, 90.0), (200.0, 6.0), (1000.0, 4.0)]).expect("people");
        assert_eq!(
            [found.p50_m, found.p90_m, found.p95_m, found.p99_m],
            [100.0, 100.0, 200.0, 1000.0]
        );
        // Four at 1000 m and one at 200 m.
        assert!((found.worst_5_percent_mean_m - 840.0).abs() < 1e-9);
        assert_eq!(Distances::of(&[]), None);
    }
}
