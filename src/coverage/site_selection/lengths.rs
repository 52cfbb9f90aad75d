//! How far everybody is from everywhere: what a search asks that needs no more than that.

use super::question::Ordered;
use super::space::{Lookup, Position};

/// Ways between candidates and cells, in any unit.
pub(super) trait Lengths {
    fn candidates(&self) -> usize;

    fn cells(&self) -> usize;

    /// From a cell to the nearest existing station; infinite when there is none.
    fn already(&self, cell: usize) -> f64;

    /// From a candidate to a cell.
    fn between(&self, candidate: usize, cell: usize) -> f64;

    /// The candidate nearest to a cell.
    fn nearest(&self, cell: usize) -> Option<usize>;

    /// Visits the cells at most this far from a candidate, in no order, with how far they are.
    fn within(&self, candidate: usize, most: f64, visit: impl FnMut(u32, f64));

    /// Candidate by candidate, the cells at most this far from it.
    fn reached(&self, most: f64) -> Vec<Vec<u32>> {
        let of = |candidate| {
            let mut cells = Vec::new();
            self.within(candidate, most, |cell, _way| cells.push(cell));
            cells
        };
        (0..self.candidates()).map(of).collect()
    }
}

/// Ways as the crow flies, metres.
pub(super) struct Places<'a, P> {
    ordered: &'a Ordered<P>,
    demand: Lookup<'a, P>,
    candidates: Lookup<'a, P>,
    already_m: Vec<f64>,
}

impl<'a, P: Position> Places<'a, P> {
    pub(super) fn new(ordered: &'a Ordered<P>) -> Self {
        let existing = Lookup::new(&ordered.existing);
        Self {
            ordered,
            demand: Lookup::new(&ordered.demand),
            candidates: Lookup::new(&ordered.candidates),
            already_m: ordered.demand.iter().map(|cell| existing.nearest_m(*cell)).collect(),
        }
    }
}

impl<P: Position> Lengths for Places<'_, P> {
    fn candidates(&self) -> usize {
        self.ordered.candidates.len()
    }

    fn cells(&self) -> usize {
        self.ordered.demand.len()
    }

    fn already(&self, cell: usize) -> f64 {
        self.already_m[cell]
    }

    fn between(&self, candidate: usize, cell: usize) -> f64 {
        self.ordered.candidates[candidate].about_m(self.ordered.demand[cell])
    }

    fn nearest(&self, cell: usize) -> Option<usize> {
        self.candidates.nearest(self.ordered.demand[cell])
    }

    fn within(&self, candidate: usize, most: f64, visit: impl FnMut(u32, f64)) {
        self.demand.about(self.ordered.candidates[candidate], most, visit);
    }
}
