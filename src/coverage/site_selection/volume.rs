//! The volume algorithm (Barahona and Anbil 2000): prices that make a Lagrangian bound small.
//!
//! A step of the plain subgradient method follows the last answer only and swings from side to
//! side. This one follows a mean of the answers of late, which comes near to the solution of the
//! linear programme, and starts each step from the best prices so far.

use super::course::Course;

/// A bound that depends on prices, and is convex in them; whatever the prices, it holds.
pub(super) trait Dual {
    /// The bound at these prices; `slope` is filled with a subgradient.
    fn weigh(&mut self, prices: &[f64], slope: &mut [f64]) -> f64;

    /// The largest price that makes sense for an item; the smallest is 0.
    fn highest(&self, item: usize) -> f64;

    /// These prices have been weighed: their answer counts in the mean with this share.
    fn blend(&mut self, share: f64);

    /// The prices weighed last are the best so far.
    fn keep(&mut self);

    /// What weighing costs, in steps.
    fn steps(&self) -> usize;
}

/// When to stop looking for better prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) rounds: usize,
    /// Rounds after which the bound must have come nearer to the goal by this share.
    pub(super) check_every: usize,
    pub(super) progress: f64,
}

/// The best prices so far, and how the search for better ones stands.
#[derive(Debug, Clone)]
pub(super) struct Volume {
    pub(super) bound: f64,
    pub(super) prices: Vec<f64>,
    /// By item: the mean of the subgradients of late.
    pub(super) slope: Vec<f64>,
    step: f64,
    memory: f64,
    failures: u32,
}

impl Volume {
    /// Begins with these prices.
    pub(super) fn new(prices: Vec<f64>, dual: &mut impl Dual) -> Self {
        let mut slope = vec![0.0; prices.len()];
        let bound = dual.weigh(&prices, &mut slope);
        dual.blend(1.0);
        dual.keep();
        Self { bound, prices, slope, step: 0.1, memory: 0.1, failures: 0 }
    }

    /// Goes on as another search stood that is about some of the same items.
    pub(super) fn going_on_from(mut self, other: &Self, slope: Vec<f64>) -> Self {
        self.slope = slope;
        self.step = other.step.max(0.01);
        self.memory = other.memory.max(0.02);
        self
    }

    /// Looks for better prices until the bound is below `enough`, or patience or work ends.
    pub(super) fn improve(
        &mut self,
        dual: &mut impl Dual,
        enough: f64,
        patience: Patience,
        course: &mut Course<'_>,
    ) {
        let (mut prices, mut slope) = (self.prices.clone(), self.slope.clone());
        let mut checked = self.bound;
        for round in 1..=patience.rounds {
            if self.bound < enough || !course.goes_on() {
                return;
            }
            course.spend(dual.steps() + 8 * prices.len());
            if !self.walk(dual, enough, &mut prices) {
                return;
            }
            let bound = dual.weigh(&prices, &mut slope);
            self.learn(dual, bound, &mut prices, &slope);
            if round % patience.check_every == 0 {
                if checked - self.bound < patience.progress * lacking(self.bound, enough) {
                    if self.memory <= 0.003 || self.step <= 1e-4 {
                        return;
                    }
                    self.memory *= 0.5;
                }
                checked = self.bound;
            }
        }
    }

    /// Prices a step away from the best ones; false when there is nowhere to go.
    fn walk(&self, dual: &impl Dual, enough: f64, prices: &mut [f64]) -> bool {
        let mut norm = 0.0;
        for (item, slope) in self.slope.iter().enumerate() {
            let price = self.prices[item];
            let leads_out =
                *slope < 0.0 && price >= dual.highest(item) || *slope > 0.0 && price <= 0.0;
            if !leads_out {
                norm += slope * slope;
            }
        }
        if norm < 1e-12 {
            return false;
        }
        let step = self.step * 1.05 * lacking(self.bound, enough) / norm;
        for (item, price) in prices.iter_mut().enumerate() {
            let moved = self.prices[item] - step * self.slope[item];
            *price = moved.clamp(0.0, dual.highest(item));
        }
        true
    }

    /// Takes in what new prices have shown, and keeps them if they are better.
    fn learn(&mut self, dual: &mut impl Dual, bound: f64, prices: &mut Vec<f64>, slope: &[f64]) {
        let mut agreement = 0.0;
        for (mean, new) in self.slope.iter_mut().zip(slope) {
            agreement += new * *mean;
            *mean += self.memory * (new - *mean);
        }
        dual.blend(self.memory);
        if bound < self.bound {
            self.bound = bound;
            std::mem::swap(&mut self.prices, prices);
            dual.keep();
            self.failures = 0;
            if agreement > 0.0 {
                self.step = (self.step * 1.1).min(2.0);
            }
        } else {
            self.failures += 1;
            if self.failures >= 20 {
                self.step *= 0.66;
                self.failures = 0;
            }
        }
    }
}

/// How far the bound is from where it should be: at least something, or no step would be made.
fn lacking(bound: f64, enough: f64) -> f64 {
    (bound - enough).max(1e-9 * bound.abs()).max(f64::MIN_POSITIVE)
}
