//! What no choice can beat: the Lagrangian bound of Galvão and ReVelle (1996), made small by the
//! volume algorithm of Barahona and Anbil (2000).
//!
//! A cell counts when a site covers it. Take that rule away and pay a price λ for it instead, 0 ≤
//! λ ≤ weight: then every cell gives its weight less its price, and every site its cells' prices.
//! The best choice is now simply the sites with the most, and for any prices whatever it is worth
//! at least as much as the best choice under the rule. Good prices make the bound tight; wrong
//! ones, or rounding, can only make it loose. The least bound is that of the linear programme.

use super::super::course::Course;
use super::instance::{Fate, Instance, Smaller};

/// Prices, the bound that they prove, and how the search for better ones stands.
#[derive(Debug, Clone)]
pub(super) struct Relaxation {
    /// No choice in the instance covers more.
    pub(super) bound: f64,
    /// By cell: the prices that prove it.
    prices: Vec<f64>,
    /// By candidate: the sum of its cells' prices.
    pub(super) profits: Vec<f64>,
    /// The candidates with the most, as many as may be chosen.
    pub(super) taken: Vec<u32>,
    /// By candidate: how often it was taken of late, 0 to 1: about its value in the programme.
    pub(super) shares: Vec<f64>,
    /// By cell: how often it was covered and counted of late; the difference is the direction.
    excess: Vec<f64>,
    step: f64,
    memory: f64,
    failures: u32,
}

/// When to stop looking for better prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) rounds: usize,
    /// Rounds after which the bound must have come nearer to the best choice by this share.
    pub(super) check_every: usize,
    pub(super) progress: f64,
}

/// What one set of prices gives.
struct Trial {
    prices: Vec<f64>,
    profits: Vec<f64>,
    taken: Vec<u32>,
    order: Vec<u32>,
    times: Vec<f64>,
    bound: f64,
}

impl Trial {
    fn new(instance: &Instance, prices: Vec<f64>) -> Self {
        Self {
            prices,
            profits: vec![0.0; instance.candidates()],
            taken: Vec::new(),
            order: Vec::new(),
            times: vec![0.0; instance.cells()],
            bound: f64::INFINITY,
        }
    }

    fn weigh(&mut self, instance: &Instance) {
        let mut bound = instance.base;
        for (weight, price) in instance.weights.iter().zip(&self.prices) {
            bound += weight - price;
        }
        for (candidate, profit) in self.profits.iter_mut().enumerate() {
            let cells = instance.cells_of.row(candidate).iter();
            *profit = cells.map(|cell| self.prices[*cell as usize]).sum();
        }
        take_most(instance, &self.profits, &mut self.order, &mut self.taken);
        self.times.fill(0.0);
        for candidate in &self.taken {
            bound += self.profits[*candidate as usize];
            for cell in instance.cells_of.row(*candidate as usize) {
                self.times[*cell as usize] += 1.0;
            }
        }
        self.bound = bound + doubt(instance);
    }

    /// How often a cell is covered more than it counts: the subgradient.
    fn excess(&self, instance: &Instance, cell: usize) -> f64 {
        let counts = f64::from(u8::from(self.prices[cell] < instance.weights[cell]));
        self.times[cell] - counts
    }
}

/// What rounding can take from a bound at most: each of its sums has fewer terms than the
/// instance has items, and none of its partial sums is larger than all weights a few times over.
fn doubt(instance: &Instance) -> f64 {
    let total: f64 = instance.base + instance.weights.iter().sum::<f64>();
    total * f64::EPSILON * (instance.cells() + instance.candidates()) as f64
}

/// The candidates with the most profit: as many as may be chosen, and of no group more than there
/// is room for. Groups make a matroid, so that taking the most first is exact.
fn take_most(instance: &Instance, profits: &[f64], order: &mut Vec<u32>, taken: &mut Vec<u32>) {
    let most_first = |a: &u32, b: &u32| {
        profits[*b as usize].total_cmp(&profits[*a as usize]).then_with(|| a.cmp(b))
    };
    let count = instance.count.min(instance.candidates());
    taken.clear();
    if count == 0 {
        return;
    }
    order.clear();
    order.extend(0..instance.candidates() as u32);
    if instance.rules.group_of.is_empty() {
        order.select_nth_unstable_by(count - 1, most_first);
        taken.extend_from_slice(&order[..count]);
        return;
    }
    order.sort_unstable_by(most_first);
    let mut room = instance.rules.room.clone();
    for candidate in order.iter() {
        let room = &mut room[instance.rules.group_of[*candidate as usize] as usize];
        if taken.len() < count && *room > 0 {
            *room -= 1;
            taken.push(*candidate);
        }
    }
}

impl Relaxation {
    /// Begins with prices made of a choice: what nobody covers is paid in full, what several
    /// cover hardly.
    pub(super) fn of_choice(instance: &Instance, choice: &[u32]) -> Self {
        let mut times = vec![0.0_f64; instance.cells()];
        for candidate in choice {
            for cell in instance.cells_of.row(*candidate as usize) {
                times[*cell as usize] += 1.0;
            }
        }
        let price = |(weight, times): (&f64, &f64)| {
            if *times == 0.0 { *weight } else { 0.5 * weight / times }
        };
        Self::of_prices(instance, instance.weights.iter().zip(&times).map(price).collect())
    }

    fn of_prices(instance: &Instance, prices: Vec<f64>) -> Self {
        let mut trial = Trial::new(instance, prices);
        trial.weigh(instance);
        let mut shares = vec![0.0; instance.candidates()];
        for candidate in &trial.taken {
            shares[*candidate as usize] = 1.0;
        }
        let excess = (0..instance.cells()).map(|cell| trial.excess(instance, cell)).collect();
        Self {
            bound: trial.bound,
            prices: trial.prices,
            profits: trial.profits,
            taken: trial.taken,
            shares,
            excess,
            step: 0.1,
            memory: 0.1,
            failures: 0,
        }
    }

    /// The same prices in a smaller instance.
    pub(super) fn carried_over(&self, smaller: &Smaller) -> Self {
        let instance = &smaller.instance;
        let mut prices = vec![0.0; instance.cells()];
        let mut excess = vec![0.0; instance.cells()];
        for (cell, now) in smaller.cell_now.iter().enumerate() {
            if let Some(now) = now {
                prices[*now as usize] += self.prices[cell];
                excess[*now as usize] = self.excess[cell];
            }
        }
        for (price, weight) in prices.iter_mut().zip(&instance.weights) {
            *price = price.min(*weight);
        }
        let mut carried = Self::of_prices(instance, prices);
        let old = |candidate: &u32| self.shares[*candidate as usize];
        carried.shares = smaller.kept.iter().map(old).collect();
        carried.excess = excess;
        carried.step = self.step.max(0.01);
        carried.memory = self.memory.max(0.02);
        carried
    }

    /// Looks for better prices until the bound is below `enough`, or patience or work ends.
    pub(super) fn improve(
        &mut self,
        instance: &Instance,
        enough: f64,
        patience: Patience,
        course: &mut Course<'_>,
    ) {
        let mut trial = Trial::new(instance, self.prices.clone());
        let mut checked = self.bound;
        for round in 1..=patience.rounds {
            if self.bound < enough || !course.goes_on() {
                return;
            }
            course.spend(instance.cells_of.items() + 8 * instance.cells() + 4 * instance.candidates());
            if !self.walk(instance, enough, &mut trial.prices) {
                return;
            }
            trial.weigh(instance);
            self.learn(instance, &mut trial);
            if round % patience.check_every == 0 {
                let gained = checked - self.bound;
                let lacking = (self.bound - enough).max(1.0);
                if gained < patience.progress * lacking {
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
    fn walk(&self, instance: &Instance, enough: f64, prices: &mut [f64]) -> bool {
        let leads_out = |cell: usize, excess: f64| {
            let (price, weight) = (self.prices[cell], instance.weights[cell]);
            excess < 0.0 && price >= weight || excess > 0.0 && price <= 0.0
        };
        let mut norm = 0.0;
        for (cell, excess) in self.excess.iter().enumerate() {
            if !leads_out(cell, *excess) {
                norm += excess * excess;
            }
        }
        if norm < 1e-12 {
            return false;
        }
        let step = self.step * 1.05 * (self.bound - enough).max(1.0) / norm;
        for (cell, price) in prices.iter_mut().enumerate() {
            let moved = self.prices[cell] - step * self.excess[cell];
            *price = moved.clamp(0.0, instance.weights[cell]);
        }
        true
    }

    /// Takes in what a trial has shown, and its prices if they are better.
    fn learn(&mut self, instance: &Instance, trial: &mut Trial) {
        let mut agrees = 0.0;
        for cell in 0..instance.cells() {
            let new = trial.excess(instance, cell);
            let old = &mut self.excess[cell];
            agrees += new * *old;
            *old += self.memory * (new - *old);
        }
        for share in &mut self.shares {
            *share -= self.memory * *share;
        }
        for candidate in &trial.taken {
            self.shares[*candidate as usize] += self.memory;
        }
        if trial.bound < self.bound {
            self.bound = trial.bound;
            std::mem::swap(&mut self.prices, &mut trial.prices);
            std::mem::swap(&mut self.profits, &mut trial.profits);
            std::mem::swap(&mut self.taken, &mut trial.taken);
            self.failures = 0;
            if agrees > 0.0 {
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

    /// What has to be done with each candidate in any choice that covers at least `wanted`: a
    /// candidate with which, or without which, the bound falls below that is out, or chosen.
    pub(super) fn fates(&self, instance: &Instance, wanted: f64) -> Vec<Fate> {
        let mut fates = vec![Fate::Open; instance.candidates()];
        let is_full = self.taken.len() == instance.count;
        let profit = |candidate: &u32| self.profits[*candidate as usize];
        let least = if is_full {
            self.taken.iter().map(profit).fold(f64::INFINITY, f64::min)
        } else {
            0.0
        };
        for candidate in &self.taken {
            fates[*candidate as usize] = Fate::Chosen;
        }
        // The best that could come instead of a taken one: of its own group, or of one with room.
        let mut room = instance.rules.room.clone();
        for candidate in &self.taken {
            if let Some(group) = instance.rules.group(*candidate as usize) {
                room[group] = room[group].saturating_sub(1);
            }
        }
        let mut best_of = vec![0.0_f64; room.len()];
        let mut best_free = 0.0_f64;
        for (candidate, fate) in fates.iter_mut().enumerate() {
            if *fate == Fate::Chosen {
                continue;
            }
            let profit = self.profits[candidate];
            match instance.rules.group(candidate) {
                Some(group) if room[group] == 0 => best_of[group] = best_of[group].max(profit),
                _free => best_free = best_free.max(profit),
            }
            if self.bound - least + profit < wanted {
                *fate = Fate::Out;
            }
        }
        for candidate in &self.taken {
            let own = instance.rules.group(*candidate as usize).map_or(0.0, |group| best_of[group]);
            let instead = best_free.max(own);
            if self.bound - profit(candidate) + instead >= wanted {
                fates[*candidate as usize] = Fate::Open;
            }
        }
        fates
    }
}
