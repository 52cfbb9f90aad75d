//! How long a search may go on, and who is told of it.
//!
//! This floor reads no clock. A search counts its own work instead, so that the same question
//! gets the same answer on every machine; who has less patience says stop when told of progress.

use std::ops::ControlFlow;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How much work a search may do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Elementary steps; a machine of 2024 does roughly 10⁹ a second.
    pub steps: u64,
    /// What chance is drawn from. The same seed gives the same answer.
    pub seed: u64,
    /// A gap with which one is content, 0 to 1: the search ends when a better answer could be
    /// better by this share at most.
    pub enough_gap: f64,
}

impl Default for Effort {
    /// A few seconds.
    fn default() -> Self {
        Self { steps: 4_000_000_000, seed: 1, enough_gap: 0.0 }
    }
}

/// The best answer at a moment of a search, and what no answer can beat.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The objective of the best answer so far.
    pub objective: f64,
    /// No answer is better than this.
    pub bound: f64,
    /// The best answer so far: numbers of candidates.
    pub sites: &'a [usize],
}

/// Is told of progress, and may break the search off; the best answer so far is kept.
pub type Watch<'a> = dyn FnMut(&Progress<'_>) -> ControlFlow<()> + 'a;

/// Counts the work of one search.
pub(super) struct Course<'a> {
    steps_left: u64,
    is_broken_off: bool,
    pub(super) enough_gap: f64,
    watch: &'a mut Watch<'a>,
}

impl<'a> Course<'a> {
    pub(super) fn new(effort: Effort, watch: &'a mut Watch<'a>) -> Self {
        Self {
            steps_left: effort.steps,
            is_broken_off: false,
            enough_gap: effort.enough_gap,
            watch,
        }
    }

    /// Whether there is work left to be done and nobody has said stop.
    pub(super) fn goes_on(&self) -> bool {
        self.steps_left > 0 && !self.is_broken_off
    }

    pub(super) fn spend(&mut self, steps: usize) {
        self.steps_left = self.steps_left.saturating_sub(steps as u64);
    }

    /// Does something with so many of the steps that are left at most.
    pub(super) fn within<T>(&mut self, steps: u64, work: impl FnOnce(&mut Self) -> T) -> T {
        let kept = self.steps_left.saturating_sub(steps);
        self.steps_left -= kept;
        let done = work(self);
        self.steps_left += kept;
        done
    }

    /// Ends the search: the answer is good enough.
    pub(super) fn break_off(&mut self) {
        self.is_broken_off = true;
    }

    pub(super) fn steps_left(&self) -> u64 {
        self.steps_left
    }

    /// Tells of progress.
    pub(super) fn tell(&mut self, progress: &Progress<'_>) {
        if (self.watch)(progress).is_break() {
            self.is_broken_off = true;
        }
    }
}

/// Chance from a seed.
#[derive(Debug, Clone)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// One of `0..end`, which has to be more than 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The upper half of the product: no division, and no bias that could be seen here.
        ((u64::from(self.0.next_u32()) * end as u64) >> 32) as usize
    }

    /// At least 0 and less than 1.
    pub(super) fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }
}
