//! What no choice can beat: the Lagrangian bound of Galvão and ReVelle (1996).
//!
//! A cell counts when a site covers it. Take that rule away and pay a price for it instead, from 0
//! to the cell's weight: then every cell gives its weight less its price, and every site its
//! cells' prices. The best choice is now simply the sites with the most, and for any prices it is
//! worth at least as much as the best choice under the rule. Good prices make the bound tight;
//! wrong ones can only make it loose. The least bound is that of the linear programme.

use super::super::course::Course;
use super::super::volume::{Dual, Patience, Volume};
use super::instance::{Fate, Instance, Smaller};

/// Prices, and what they prove.
#[derive(Debug, Clone)]
pub(super) struct Relaxation {
    volume: Volume,
    /// No choice in the instance covers more.
    pub(super) bound: f64,
    answer: Answer,
    /// By candidate: how often it was taken of late, 0 to 1: about its value in the programme.
    shares: Vec<f64>,
}

/// The best choice at some prices.
#[derive(Debug, Clone, Default)]
struct Answer {
    /// By candidate: the sum of its cells' prices.
    profits: Vec<f64>,
    /// The candidates with the most, as many as may be chosen.
    taken: Vec<u32>,
}

/// Weighs prices.
struct Scale<'a> {
    instance: &'a Instance,
    best: &'a mut Answer,
    shares: &'a mut [f64],
    last: Answer,
    order: Vec<u32>,
}

impl<'a> Scale<'a> {
    fn new(instance: &'a Instance, best: &'a mut Answer, shares: &'a mut [f64]) -> Self {
        let last = Answer { profits: vec![0.0; instance.candidates()], taken: Vec::new() };
        Self { instance, best, shares, last, order: Vec::new() }
    }
}

impl Dual for Scale<'_> {
    fn weigh(&mut self, prices: &[f64], slope: &mut [f64]) -> f64 {
        let instance = self.instance;
        for (candidate, profit) in self.last.profits.iter_mut().enumerate() {
            let cells = instance.cells_of.row(candidate).iter();
            *profit = cells.map(|cell| prices[*cell as usize]).sum();
        }
        take_most(instance, &self.last.profits, &mut self.order, &mut self.last.taken);
        // Cells give what they are worth above their price, and are then counted once.
        let mut bound = instance.base;
        for (cell, slope) in slope.iter_mut().enumerate() {
            let (weight, price) = (instance.weights[cell], prices[cell]);
            bound += weight - price;
            *slope = if price < weight { -1.0 } else { 0.0 };
        }
        for candidate in &self.last.taken {
            bound += self.last.profits[*candidate as usize];
            for cell in instance.cells_of.row(*candidate as usize) {
                slope[*cell as usize] += 1.0;
            }
        }
        bound + doubt(instance)
    }

    fn highest(&self, cell: usize) -> f64 {
        self.instance.weights[cell]
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
        self.best.profits.clone_from(&self.last.profits);
        self.best.taken.clone_from(&self.last.taken);
    }

    fn steps(&self) -> usize {
        self.instance.cells_of.items() + 4 * self.instance.candidates()
    }
}

/// What rounding can take from a bound at most: each of its sums has fewer terms than the
/// instance has cells and candidates, and none of them is larger than all weights.
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
        let (mut answer, mut shares) = (Answer::default(), vec![0.0; instance.candidates()]);
        let volume = Volume::new(prices, &mut Scale::new(instance, &mut answer, &mut shares));
        Self { bound: volume.bound, volume, answer, shares }
    }

    /// The same prices in a smaller instance.
    pub(super) fn carried_over(&self, smaller: &Smaller) -> Self {
        let instance = &smaller.instance;
        let mut prices = vec![0.0; instance.cells()];
        let mut slope = vec![0.0; instance.cells()];
        for (cell, now) in smaller.cell_now.iter().enumerate() {
            if let Some(now) = now {
                prices[*now as usize] += self.volume.prices[cell];
                slope[*now as usize] = self.volume.slope[cell];
            }
        }
        for (price, weight) in prices.iter_mut().zip(&instance.weights) {
            *price = price.min(*weight);
        }
        let mut carried = Self::of_prices(instance, prices);
        let share = |candidate: &u32| self.shares[*candidate as usize];
        carried.shares = smaller.kept.iter().map(share).collect();
        carried.volume = carried.volume.going_on_from(&self.volume, slope);
        carried.bound = carried.bound.min(self.bound);
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
        let mut scale = Scale::new(instance, &mut self.answer, &mut self.shares);
        self.volume.improve(&mut scale, enough, patience, course);
        self.bound = self.bound.min(self.volume.bound);
    }

    /// The candidates that are taken at the best prices.
    pub(super) fn taken(&self) -> &[u32] {
        &self.answer.taken
    }

    /// By candidate: what it gives at the best prices.
    pub(super) fn profits(&self) -> &[f64] {
        &self.answer.profits
    }

    /// How unsure the programme is about a candidate, 0 to 0.5.
    pub(super) fn doubt(&self, candidate: usize) -> f64 {
        let share = self.shares[candidate];
        share.min(1.0 - share).max(0.0)
    }

    /// What has to be done with each candidate in any choice that covers at least `wanted`: a
    /// candidate with which, or without which, the bound falls below that is out, or chosen.
    pub(super) fn fates(&self, instance: &Instance, wanted: f64) -> Vec<Fate> {
        let (taken, bound) = (self.taken(), self.volume.bound);
        let profit = |candidate: u32| self.profits()[candidate as usize];
        let mut fates = vec![Fate::Open; instance.candidates()];
        for candidate in taken {
            fates[*candidate as usize] = Fate::Chosen;
        }
        // Whoever comes in drives out at least the one with the least, if all places are taken.
        let least = taken.iter().map(|candidate| profit(*candidate)).fold(f64::INFINITY, f64::min);
        let least = if taken.len() == instance.count { least } else { 0.0 };
        let instead = Instead::new(self, instance, &fates);
        for (candidate, fate) in fates.iter_mut().enumerate() {
            let own = profit(candidate as u32);
            *fate = match *fate {
                Fate::Chosen if bound - own + instead.of(instance, candidate) < wanted => {
                    Fate::Chosen
                }
                Fate::Open if bound - least + own < wanted => Fate::Out,
                _undecided => Fate::Open,
            };
        }
        fates
    }
}

/// The most that could come instead of a taken candidate: one of its own group, or of a group with
/// room.
struct Instead {
    best_of: Vec<f64>,
    best_free: f64,
}

impl Instead {
    fn new(relaxation: &Relaxation, instance: &Instance, fates: &[Fate]) -> Self {
        let mut room = instance.rules.room.clone();
        for candidate in relaxation.taken() {
            if let Some(group) = instance.rules.group(*candidate as usize) {
                room[group] = room[group].saturating_sub(1);
            }
        }
        let mut best = Self { best_of: vec![0.0; room.len()], best_free: 0.0 };
        for (candidate, profit) in relaxation.profits().iter().enumerate() {
            if fates[candidate] == Fate::Chosen {
                continue;
            }
            let most = match instance.rules.group(candidate) {
                Some(group) if room[group] == 0 => &mut best.best_of[group],
                _free => &mut best.best_free,
            };
            *most = most.max(*profit);
        }
        best
    }

    fn of(&self, instance: &Instance, candidate: usize) -> f64 {
        let own = instance.rules.group(candidate).map_or(0.0, |group| self.best_of[group]);
        self.best_free.max(own)
    }
}
