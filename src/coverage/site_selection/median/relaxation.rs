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

/// Which choices count.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// How many sites there are.
    pub(super) count: usize,
    /// By candidate: whether it may be, or has to be, a site.
    pub(super) fates: Vec<Fate>,
}

/// What is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Chosen,
    Out,
}

impl Rules {
    pub(super) fn with(&self, fate: Fate) -> Vec<u32> {
        let all = 0..self.fates.len() as u32;
        all.filter(|candidate| self.fates[*candidate as usize] == fate).collect()
    }
}

/// Prices, and what they prove.
#[derive(Debug, Clone)]
pub(super) struct Relaxation {
    volume: Volume,
    best: Answer,
    /// By candidate: how often it was taken of late, 0 to 1.
    shares: Vec<f64>,
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
    rules: &'a Rules,
    best: &'a mut Answer,
    shares: &'a mut [f64],
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
        self.take_most();
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
        let doubt = sum * f64::EPSILON * (prices.len() + self.last.earned.len()) as f64;
        doubt - bound
    }

    fn highest(&self, cell: usize) -> f64 {
        self.ways.without[cell]
    }

    fn blend(&mut self, share: f64) {
        for old in self.shares.iter_mut() {
            *old -= share * *old;
        }
        for candidate in &self.last.taken {
            self.shares[*candidate as usize] += share;
        }
    }

    fn keep(&mut self) {
        self.best.earned.clone_from(&self.last.earned);
        self.best.taken.clone_from(&self.last.taken);
    }

    fn steps(&self) -> usize {
        2 * self.steps + 4 * self.last.earned.len()
    }
}

impl Scale<'_> {
    /// Takes the chosen ones, and of the open ones those that earn most.
    fn take_most(&mut self) {
        let earned = &self.last.earned;
        let most_first = |a: &u32, b: &u32| {
            earned[*b as usize].total_cmp(&earned[*a as usize]).then_with(|| a.cmp(b))
        };
        self.last.taken = self.rules.with(Fate::Chosen);
        self.order = self.rules.with(Fate::Open);
        let count = self.rules.count.saturating_sub(self.last.taken.len()).min(self.order.len());
        if count > 0 {
            self.order.select_nth_unstable_by(count - 1, most_first);
        }
        self.last.taken.extend_from_slice(&self.order[..count]);
    }
}

impl Relaxation {
    /// Begins with such prices.
    pub(super) fn new(ways: &Ways, rules: &Rules, prices: Vec<f64>) -> Self {
        let (mut best, mut shares) = (Answer::default(), vec![0.0; ways.candidates()]);
        let volume = Volume::new(prices, &mut scale(ways, rules, &mut best, &mut shares));
        Self { volume, best, shares }
    }

    /// The same prices under other rules.
    pub(super) fn under(&self, ways: &Ways, rules: &Rules) -> Self {
        let mut new = Self::new(ways, rules, self.volume.prices.clone());
        new.volume = new.volume.going_on_from(&self.volume, self.volume.slope.clone());
        new.shares.clone_from(&self.shares);
        new
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
        rules: &Rules,
        enough: f64,
        patience: Patience,
        course: &mut Course<'_>,
    ) {
        let mut scale = scale(ways, rules, &mut self.best, &mut self.shares);
        self.volume.improve(&mut scale, -enough, patience, course);
    }

    /// Notes what every choice that costs less than `enough` does with a candidate: with which,
    /// or without which, the bound is not below that.
    pub(super) fn decide(&self, enough: f64, rules: &mut Rules) {
        let earned = |candidate: u32| self.best.earned[candidate as usize];
        let mut is_taken = vec![false; rules.fates.len()];
        for candidate in &self.best.taken {
            is_taken[*candidate as usize] = true;
        }
        let open = rules.with(Fate::Open);
        let (taken, others): (Vec<u32>, Vec<u32>) =
            open.iter().partition(|candidate| is_taken[**candidate as usize]);
        let least = taken.iter().map(|at| earned(*at)).fold(f64::INFINITY, f64::min);
        let most = others.iter().map(|at| earned(*at)).fold(0.0, f64::max);
        for candidate in others {
            if self.bound() + least - earned(candidate) >= enough {
                rules.fates[candidate as usize] = Fate::Out;
            }
        }
        for candidate in taken {
            if self.bound() + earned(candidate) - most >= enough {
                rules.fates[candidate as usize] = Fate::Chosen;
            }
        }
    }

    /// The open candidate about which the programme is least sure.
    pub(super) fn least_sure(&self, rules: &Rules) -> Option<u32> {
        let most =
            self.best.earned.iter().fold(f64::MIN_POSITIVE, |most, earned| most.max(*earned));
        let doubt = |candidate: u32| {
            let share = self.shares[candidate as usize];
            share.min(1.0 - share) + 0.01 * self.best.earned[candidate as usize] / most
        };
        let open = rules.with(Fate::Open).into_iter();
        open.max_by(|a, b| doubt(*a).total_cmp(&doubt(*b)))
    }
}

fn scale<'a>(
    ways: &'a Ways,
    rules: &'a Rules,
    best: &'a mut Answer,
    shares: &'a mut [f64],
) -> Scale<'a> {
    let last = Answer { earned: vec![0.0; ways.candidates()], taken: Vec::new() };
    Scale { ways, rules, best, shares, last, order: Vec::new(), steps: ways.pairs() }
}
