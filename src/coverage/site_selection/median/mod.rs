//! Serving: N sites from which the mean way of all demand is short (the p-median problem of Hakimi
//! 1964).
//!
//! 1. [`ways`]: who can be served from where, and at which cost.
//! 2. [`interchange`]: local search.
//! 3. [`relaxation`]: what no choice can beat.

mod interchange;
mod relaxation;
mod ways;

use super::answer::{Certificate, ServingAnswer};
use super::course::{Course, Dice, Effort, Progress, Watch};
use super::error::SiteSelectionError;
use super::question::{Ordered, Question};
use super::space::{Lookup, Position};
use super::volume::Patience;
use interchange::{Opened, greedy};
use relaxation::Relaxation;
use ways::{MOST_PAIRS, Ways};

/// A question of serving, for which only counts what it costs to serve whom from where: as the
/// crow flies, by a matrix, or by any network of streets.
#[derive(Debug, Clone)]
pub struct Median {
    ways: Ways,
}

/// A choice of sites that serve all cells.
#[derive(Debug, Clone, PartialEq)]
pub struct MedianChoice {
    /// The candidates' numbers, ascending.
    pub sites: Vec<usize>,
    /// What it costs to serve each cell from its cheapest site, all together.
    pub cost: f64,
    /// No such choice costs less.
    pub bound: f64,
    /// How good it is.
    pub certificate: Certificate,
}

impl Median {
    /// `without` by cell what it costs without any new site, infinite where there is none; `costs`
    /// by candidate the cells that it can serve, with the cost of each: weight times distance. A
    /// pair that costs more than the cell does without it may be left out.
    ///
    /// # Errors
    /// When there are no candidates, or a cell that has nothing without a new site cannot be
    /// served from each candidate.
    pub fn new(
        without: Vec<f64>,
        costs: Vec<Vec<(u32, f64)>>,
    ) -> Result<Self, SiteSelectionError> {
        if costs.is_empty() {
            return Err(SiteSelectionError::NoCandidates);
        }
        Ok(Self { ways: Ways::new(without, costs)? })
    }

    /// Chooses so many sites, or all when there are fewer, such that all cells together cost as
    /// little as possible.
    ///
    /// # Errors
    /// When none is to be chosen.
    pub fn cheapest(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<MedianChoice, SiteSelectionError> {
        if count == 0 {
            return Err(SiteSelectionError::NoSites);
        }
        let mut course = Course::new(effort, watch);
        let mut search = Search::new(&self.ways, count, effort.seed, &mut course);
        search.run(&mut course);
        let mut sites: Vec<usize> = search.sites.iter().map(|site| *site as usize).collect();
        sites.sort_unstable();
        let certificate = if search.is_proved() {
            Certificate::ProvedOptimal
        } else {
            Certificate::of_least(search.cost, search.bound)
        };
        let bound = search.bound.min(search.cost);
        Ok(MedianChoice { sites, cost: search.cost, bound, certificate })
    }
}

/// Costs that differ by less than this share of themselves are taken to be the same.
const SAME: f64 = 1e-9;

/// Rounds of prices between two local searches.
const ROUNDS: Patience = Patience { rounds: 100, check_every: 50, progress: 0.01 };

struct Search<'a> {
    ways: &'a Ways,
    count: usize,
    dice: Dice,
    is_open: Vec<bool>,
    sites: Vec<u32>,
    cost: f64,
    bound: f64,
}

impl<'a> Search<'a> {
    fn new(ways: &'a Ways, count: usize, seed: u64, course: &mut Course<'_>) -> Self {
        let count = count.min(ways.candidates());
        let sites = greedy(ways, count, course);
        let cost = Opened::new(ways, &sites).total();
        let is_open = vec![true; ways.candidates()];
        Self { ways, count, dice: Dice::new(seed), is_open, sites, cost, bound: 0.0 }
    }

    fn is_proved(&self) -> bool {
        self.bound >= self.cost * (1.0 - SAME)
    }

    fn run(&mut self, course: &mut Course<'_>) {
        self.climb(self.sites.clone(), course);
        let prices = self.first_prices();
        let mut relaxation = Relaxation::new(self.ways, &self.is_open, self.count, prices);
        let mut kicks = 1;
        while !self.is_proved() && course.goes_on() {
            let before = relaxation.bound();
            let enough = if self.ways.are_whole {
                self.cost - 0.999
            } else {
                self.cost * (1.0 - SAME)
            };
            let rules = (self.is_open.as_slice(), self.count);
            relaxation.improve(self.ways, rules, enough, ROUNDS, course);
            relaxation.close(self.cost, &mut self.is_open);
            self.bound_is(relaxation.bound(), course);
            // From what the prices take, and from the best choice with some sites moved.
            self.climb(relaxation.taken().to_vec(), course);
            let has_gained = relaxation.bound() - before > 0.01 * (self.cost - relaxation.bound());
            kicks = if has_gained { 1 } else { (2 * kicks).min(32) };
            for _ in 0..kicks {
                let start = self.kicked();
                self.climb(start, course);
            }
        }
    }

    /// Prices halfway between what cells cost from their first and from their next site.
    fn first_prices(&self) -> Vec<f64> {
        let opened = Opened::new(self.ways, &self.sites);
        (0..self.ways.cells()).map(|cell| opened.between(cell)).collect()
    }

    /// The best choice with a few sites moved.
    fn kicked(&mut self) -> Vec<u32> {
        let mut sites = self.sites.clone();
        let open: Vec<u32> =
            (0..self.is_open.len() as u32).filter(|at| self.is_open[*at as usize]).collect();
        let moves = 1 + self.dice.below(2 + sites.len() / 8);
        for _ in 0..moves {
            if open.is_empty() {
                break;
            }
            let new = open[self.dice.below(open.len())];
            if !sites.contains(&new) {
                let at = self.dice.below(sites.len());
                sites[at] = new;
            }
        }
        sites
    }

    fn climb(&mut self, mut start: Vec<u32>, course: &mut Course<'_>) {
        // Candidates may have been closed since, so that prices take fewer than there are sites.
        for site in &self.sites {
            if start.len() < self.count && !start.contains(site) {
                start.push(*site);
            }
        }
        let mut opened = Opened::new(self.ways, &start);
        course.spend(8 * self.ways.cells());
        opened.improve(&mut self.dice, course);
        let cost = opened.total();
        if cost < self.cost {
            self.cost = cost;
            self.sites = opened.sites().to_vec();
            self.tell(course);
        }
    }

    fn bound_is(&mut self, bound: f64, course: &mut Course<'_>) {
        // What rounding may have added to a whole number is far below this.
        let bound = if self.ways.are_whole { (bound - 1e-6).ceil() } else { bound };
        if bound > self.bound {
            self.bound = bound;
            self.tell(course);
        }
    }

    fn tell(&self, course: &mut Course<'_>) {
        let sites: Vec<usize> = self.sites.iter().map(|site| *site as usize).collect();
        course.tell(&Progress { objective: self.cost, bound: self.bound, sites: &sites });
        if self.cost - self.bound <= course.enough_gap * self.cost {
            course.break_off();
        }
    }
}

impl<P: Position> Question<P> {
    /// Chooses so many sites such that the mean way of the demand to its nearest station, new or
    /// existing, is as short as possible.
    ///
    /// The objective and the bound are metres: the mean way.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn least_mean(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<ServingAnswer, SiteSelectionError> {
        let ordered = self.ordered()?;
        let numbers = &ordered.numbers;
        let total: f64 = ordered.weights.iter().sum();
        let median = ordered.median()?;
        let choice = median.cheapest(count, effort, &mut |progress| {
            let (objective, bound) = (progress.objective / total, progress.bound / total);
            super::cover::told(numbers, &Progress { objective, bound, ..*progress }, watch)
        })?;
        let mean = |mean_m, _farthest_m| mean_m;
        Ok(ordered.serving(&choice.sites, mean, choice.bound / total, choice.certificate))
    }
}

impl<P: Position> Ordered<P> {
    fn median(&self) -> Result<Median, SiteSelectionError> {
        let existing = Lookup::new(&self.existing);
        let existing_m: Vec<f64> =
            self.demand.iter().map(|cell| existing.nearest_m(*cell)).collect();
        let farthest_m = existing_m.iter().copied().fold(0.0, f64::max);
        let demand = Lookup::new(&self.demand);
        let mut pairs = 0;
        let mut costs = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            let mut list = Vec::new();
            let mut take = |cell: u32, way_m: f64| {
                if way_m < existing_m[cell as usize] {
                    list.push((cell, way_m * self.weights[cell as usize]));
                }
            };
            if farthest_m.is_finite() {
                demand.about(*candidate, farthest_m, take);
            } else {
                for (cell, place) in self.demand.iter().enumerate() {
                    take(cell as u32, candidate.about_m(*place));
                }
            }
            pairs += list.len();
            if pairs > MOST_PAIRS {
                return Err(SiteSelectionError::TooManyPairs { limit: MOST_PAIRS });
            }
            costs.push(list);
        }
        let without = existing_m.iter().zip(&self.weights).map(|(m, weight)| m * weight);
        Median::new(without.collect(), costs)
    }
}
