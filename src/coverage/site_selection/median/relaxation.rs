//! What no choice can beat: the Lagrangian bound of Cornuéjols, Fisher and Nemhauser (1977).
//!
//! Take away the rule that each cell is served exactly once and pay each cell a price instead. A
//! site then serves the cells that cost it less than their price, and the best choice is simply
//! the sites that earn most by it. Whatever the prices, all prices less these earnings is at
//! most the cost of the best choice under the rule. A price above what the cell costs without any
//! new site makes no sense.

use super::super::course::Course;
use super::super::volume::{Dual, Patience, Volume};
use super::ways::Ways;

/// Prices, and what they prove.
pub(super) struct Relaxation {
    volume: Volume,
    best: Answer,
}

/// The best choice at some prices.
#[derive(Debug, Clone, Default)]
struct Answer {
    /// By candidate: what it earns.
    earned: Vec<f64>,
    taken: Vec<u32>,
}

struct Scale<'a> {
    ways: &'a Ways,
    /// By candidate: false when no better choice has it.
    is_open: &'a [bool],
    count: usize,
    best: &'a mut Answer,
    last: Answer,
    order: Vec<u32>,
    steps: usize,
}

impl Dual for Scale<'_> {
    /// The volume algorithm makes its bound small: it is handed the bound's negative.
    fn weigh(&mut self, prices: &[f64], slope: &mut [f64]) -> f64 {
        self.last.earned.fill(0.0);
        self.steps = 0;
        for (cell, price) in prices.iter().enumerate() {
            for (candidate, cost) in self.ways.to(cell) {
                if cost >= price {
                    break;
                }
                self.last.earned[*candidate as usize] += price - cost;
                self.steps += 1;
            }
        }
        let earned = &self.last.earned;
        let most_first = |a: &u32, b: &u32| {
            earned[*b as usize].total_cmp(&earned[*a as usize]).then_with(|| a.cmp(b))
        };
        self.order.clear();
        self.order.extend((0..earned.len() as u32).filter(|at| self.is_open[*at as usize]));
        let count = self.count.min(self.order.len());
        if count > 0 {
            self.order.select_nth_unstable_by(count - 1, most_first);
        }
        self.last.taken.clear();
        self.last.taken.extend_from_slice(&self.order[..count]);
        slope.fill(-1.0);
        let mut bound: f64 = prices.iter().sum();
        for candidate in &self.last.taken {
            bound -= self.last.earned[*candidate as usize];
            for (cell, cost) in self.ways.from(*candidate as usize) {
                if *cost < prices[*cell as usize] {
                    slope[*cell as usize] += 1.0;
                }
            }
        }
        let sum: f64 = prices.iter().sum();
        let doubt = sum * f64::EPSILON * (prices.len() + earned.len()) as f64;
        doubt - bound
    }

    fn highest(&self, cell: usize) -> f64 {
        self.ways.without[cell]
    }

    fn blend(&mut self, _share: f64) {}

    fn keep(&mut self) {
        self.best.earned.clone_from(&self.last.earned);
        self.best.taken.clone_from(&self.last.taken);
    }

    fn steps(&self) -> usize {
        2 * self.steps + 4 * self.last.earned.len()
    }
}

impl Relaxation {
    /// Begins with prices between what cells cost from their first and from their next site.
    pub(super) fn new(ways: &Ways, is_open: &[bool], count: usize, prices: Vec<f64>) -> Self {
        let mut best = Answer::default();
        let volume = Volume::new(prices, &mut scale(ways, is_open, count, &mut best));
        Self { volume, best }
    }

    /// No choice costs less.
    pub(super) fn bound(&self) -> f64 {
        -self.volume.bound
    }

    /// The candidates that earn most at the best prices.
    pub(super) fn taken(&self) -> &[u32] {
        &self.best.taken
    }

    /// Looks for better prices until the bound is above `enough`, or patience or work ends.
    pub(super) fn improve(
        &mut self,
        ways: &Ways,
        (is_open, count): (&[bool], usize),
        enough: f64,
        patience: Patience,
        course: &mut Course<'_>,
    ) {
        let mut scale = scale(ways, is_open, count, &mut self.best);
        self.volume.improve(&mut scale, -enough, patience, course);
    }

    /// Closes the candidates that no choice has that costs less than `known`.
    pub(super) fn close(&self, known: f64, is_open: &mut [bool]) {
        let earned = |candidate: usize| self.best.earned[candidate];
        let taken = self.best.taken.iter().map(|candidate| earned(*candidate as usize));
        let least = taken.fold(f64::INFINITY, f64::min);
        for (candidate, is_open) in is_open.iter_mut().enumerate() {
            let is_taken = self.best.taken.contains(&(candidate as u32));
            if !is_taken && self.bound() + least - earned(candidate) >= known {
                *is_open = false;
            }
        }
    }
}

fn scale<'a>(
    ways: &'a Ways,
    is_open: &'a [bool],
    count: usize,
    best: &'a mut Answer,
) -> Scale<'a> {
    let last = Answer { earned: vec![0.0; ways.candidates()], taken: Vec::new() };
    Scale { ways, is_open, count, best, last, order: Vec::new(), steps: ways.pairs() }
}
