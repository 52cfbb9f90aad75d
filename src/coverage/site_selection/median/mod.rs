//! Serving: N sites from which the mean way of all demand is short (the p-median problem of Hakimi
//! 1964).
//!
//! 1. `ways`: who can be served from where, and at which cost.
//! 2. `interchange`: local search.
//! 3. `relaxation`: what no choice can beat.
//! 4. `search`: all of it together, with branching.

mod interchange;
mod relaxation;
mod search;
mod ways;

use super::answer::{Certificate, ServingAnswer};
use super::course::{Course, Effort, Progress, Watch};
use super::error::SiteSelectionError;
use super::question::{Ordered, Question};
use super::space::{Lookup, Position};
use search::search;
pub(super) use ways::MOST_PAIRS;
use ways::Ways;

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
    pub fn new(without: Vec<f64>, costs: Vec<Vec<(u32, f64)>>) -> Result<Self, SiteSelectionError> {
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
        let found = search(&self.ways, count, effort.seed, &mut course);
        let mut sites: Vec<usize> = found.sites.iter().map(|site| *site as usize).collect();
        sites.sort_unstable();
        let certificate = Certificate::of_least(found.cost, found.bound);
        Ok(MedianChoice { sites, cost: found.cost, bound: found.bound, certificate })
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
