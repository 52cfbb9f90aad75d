//! Local search by the fast interchange (Whitaker 1983, Resende and Werneck 2007): a site goes and
//! another comes as long as that makes the whole cheaper.

use super::super::course::{Course, Dice};
use super::ways::Ways;

/// No site: what a cell has without any new one.
const NONE: u32 = u32::MAX;

/// Open sites, and which of them serves each cell.
#[derive(Clone)]
pub(super) struct Opened<'a> {
    ways: &'a Ways,
    /// By candidate: where it stands among the sites.
    place: Vec<Option<u32>>,
    sites: Vec<u32>,
    /// By cell: the cheapest site, its cost, and that of the next one.
    first: Vec<u32>,
    cost: Vec<f64>,
    next_cost: Vec<f64>,
    /// By site: what its cells would cost more from their next ones.
    loss: Vec<f64>,
}

impl<'a> Opened<'a> {
    pub(super) fn new(ways: &'a Ways, sites: &[u32]) -> Self {
        let mut place = vec![None; ways.candidates()];
        for (at, site) in sites.iter().enumerate() {
            place[*site as usize] = Some(at as u32);
        }
        let cells = ways.cells();
        let mut opened = Self {
            ways,
            place,
            sites: sites.to_vec(),
            first: vec![NONE; cells],
            cost: vec![0.0; cells],
            next_cost: vec![0.0; cells],
            loss: vec![0.0; sites.len()],
        };
        for cell in 0..cells {
            opened.look_up(cell);
        }
        opened
    }

    pub(super) fn sites(&self) -> &[u32] {
        &self.sites
    }

    pub(super) fn has(&self, candidate: usize) -> bool {
        self.place[candidate].is_some()
    }

    /// What all cells cost together; summed anew, so that it does not depend on the way here.
    pub(super) fn total(&self) -> f64 {
        self.cost.iter().sum()
    }

    /// Halfway between what a cell costs from its first site and from its next.
    pub(super) fn between(&self, cell: usize) -> f64 {
        0.5 * (self.cost[cell] + self.next_cost[cell])
    }

    /// Finds who serves a cell, and notes what it would lose.
    fn look_up(&mut self, cell: usize) {
        let open = self.ways.to(cell).iter().filter(|(site, _)| self.has(*site as usize));
        let mut open = open.copied();
        let without = self.ways.without[cell];
        let (first, cost) = open.next().unwrap_or((NONE, without));
        let (_, next_cost) = open.next().unwrap_or((NONE, without));
        (self.first[cell], self.cost[cell], self.next_cost[cell]) = (first, cost, next_cost);
        self.count_loss(cell, 1.0);
    }

    fn count_loss(&mut self, cell: usize, sign: f64) {
        let first = self.first[cell];
        if first != NONE
            && let Some(at) = self.place[first as usize]
        {
            self.loss[at as usize] += sign * (self.next_cost[cell] - self.cost[cell]);
        }
    }

    /// The best site to go when a candidate comes, and what that saves; negative when it costs.
    /// `relief` is filled with what the candidate takes off each site's loss.
    fn best_swap(&self, candidate: usize, relief: &mut [f64]) -> Option<(usize, f64)> {
        relief.fill(0.0);
        let mut gain = 0.0;
        for (cell, cost) in self.ways.from(candidate) {
            let cell = *cell as usize;
            if *cost >= self.next_cost[cell] {
                continue;
            }
            let now = self.cost[cell];
            gain += (now - cost).max(0.0);
            if let Some(at) = self.site_of(cell) {
                relief[at] += self.next_cost[cell] - cost.max(now);
            }
        }
        let saved = self.loss.iter().zip(relief).map(|(loss, relief)| gain - (loss - *relief));
        saved.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    fn site_of(&self, cell: usize) -> Option<usize> {
        let first = self.first[cell];
        if first == NONE { None } else { self.place[first as usize].map(|at| at as usize) }
    }

    /// Puts a candidate in the place of a site.
    pub(super) fn swap(&mut self, at: usize, candidate: usize) {
        let old = self.sites[at];
        let (ways, mut touched) = (self.ways, Vec::new());
        for (cell, cost) in ways.from(old as usize) {
            if *cost <= self.next_cost[*cell as usize] {
                touched.push(*cell as usize);
            }
        }
        for (cell, cost) in ways.from(candidate) {
            if *cost < self.next_cost[*cell as usize] {
                touched.push(*cell as usize);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for cell in &touched {
            self.count_loss(*cell, -1.0);
        }
        self.place[old as usize] = None;
        self.place[candidate] = Some(at as u32);
        self.sites[at] = candidate as u32;
        self.loss[at] = 0.0;
        for cell in touched {
            self.look_up(cell);
        }
    }

    /// Swaps until no swap saves anything, or the work is done.
    pub(super) fn improve(&mut self, dice: &mut Dice, course: &mut Course<'_>) {
        let candidates = self.ways.candidates();
        let mut relief = vec![0.0; self.sites.len()];
        let (mut candidate, mut idle) = (dice.below(candidates), 0);
        while idle < candidates && course.goes_on() {
            candidate = (candidate + 1) % candidates;
            idle += 1;
            if self.has(candidate) {
                continue;
            }
            course.spend(2 * self.ways.from(candidate).len() + self.sites.len());
            let Some((at, saved)) = self.best_swap(candidate, &mut relief) else { return };
            // More than what rounding makes of nothing.
            if saved > 1e-10 * self.cost_scale() {
                self.swap(at, candidate);
                idle = 0;
            }
        }
    }

    fn cost_scale(&self) -> f64 {
        self.loss.iter().fold(1e-3, |most, loss| most.max(*loss))
    }
}

/// A first choice: always the candidate that saves most.
pub(super) fn greedy(ways: &Ways, count: usize, course: &mut Course<'_>) -> Vec<u32> {
    let mut cost = ways.without.clone();
    let mut is_open = vec![false; ways.candidates()];
    let mut sites = Vec::new();
    for _ in 0..count.min(ways.candidates()) {
        course.spend(ways.pairs());
        let saves = |candidate: usize| -> f64 {
            let cells = ways.from(candidate).iter();
            cells.map(|(cell, new)| (cost[*cell as usize] - new).max(0.0)).sum()
        };
        let closed = (0..ways.candidates()).filter(|candidate| !is_open[*candidate]);
        let saved = closed.map(|candidate| (candidate, saves(candidate)));
        let best = saved.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let Some((candidate, _)) = best else { break };
        is_open[candidate] = true;
        sites.push(candidate as u32);
        for (cell, new) in ways.from(candidate) {
            let cost = &mut cost[*cell as usize];
            *cost = cost.min(*new);
        }
    }
    sites
}
