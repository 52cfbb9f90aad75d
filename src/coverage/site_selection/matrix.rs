//! A question for which all ways are known, whatever they are: over a network of streets, in
//! minutes, in money.

use super::answer::{Certificate, CoveringAnswer, FewestAnswer, ServingAnswer, ServingSite};
use super::center::least_farthest;
use super::course::{Effort, Watch};
use super::covering::Covering;
use super::error::SiteSelectionError;
use super::lengths::Lengths;
use super::median::{MOST_PAIRS, Median};
use super::question::check_length;

/// Demand, and how far it is from each candidate. Lengths are of any unit, and so are the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    weights: Vec<f64>,
    already: Vec<f64>,
    ways: Vec<Vec<f64>>,
}

impl Matrix {
    /// `weights` by demand point how much there is, `already` how far it is to the nearest
    /// existing station, infinite when there is none; `ways_from` gives for each of so many
    /// candidates how far it is to each demand point, infinite where there is no way.
    ///
    /// # Errors
    /// When there are no candidates, no demand or too many pairs, or a weight is none.
    pub fn new(
        weights: Vec<f64>,
        already: Vec<f64>,
        candidates: usize,
        ways_from: impl FnMut(usize) -> Vec<f64>,
    ) -> Result<Self, SiteSelectionError> {
        for (at, weight) in weights.iter().enumerate() {
            if !(*weight >= 0.0 && weight.is_finite()) {
                return Err(SiteSelectionError::Weight { point: at + 1, weight: *weight });
            }
        }
        if candidates == 0 {
            return Err(SiteSelectionError::NoCandidates);
        }
        if weights.iter().all(|weight| *weight == 0.0) {
            return Err(SiteSelectionError::NoDemand);
        }
        if candidates.saturating_mul(weights.len()) > MOST_PAIRS {
            return Err(SiteSelectionError::TooManyPairs { limit: MOST_PAIRS });
        }
        Ok(Self { weights, already, ways: (0..candidates).map(ways_from).collect() })
    }

    /// Chooses at most so many sites that cover as much demand as possible within a length.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn most_covered(
        &self,
        radius: f64,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<CoveringAnswer, SiteSelectionError> {
        self.covering(radius)?.most_covered(count, effort, watch)
    }

    /// Chooses the fewest sites with which this share of all demand is covered, 0 to 1.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn fewest(
        &self,
        radius: f64,
        share: f64,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<FewestAnswer, SiteSelectionError> {
        if !(share > 0.0 && share <= 1.0) {
            return Err(SiteSelectionError::Share(share));
        }
        let covering = self.covering(radius)?;
        Ok(covering.fewest(share * covering.total(), effort, watch))
    }

    /// Chooses so many sites such that the ways of all demand to its nearest station, new or
    /// existing, are as short as possible together. Objective and bound are the sum of weight
    /// times length, as in the literature of the p-median problem.
    ///
    /// # Errors
    /// When a way is missing, or the question cannot be asked so; see [`SiteSelectionError`].
    pub fn least_sum(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<ServingAnswer, SiteSelectionError> {
        self.check_ways()?;
        let cost = |(cell, way): (usize, &f64)| (cell as u32, self.weights[cell] * way);
        let costs = self.ways.iter().map(|ways| {
            let there = ways.iter().enumerate().filter(|(_, way)| way.is_finite());
            there.map(cost).collect()
        });
        let without = self.already.iter().zip(&self.weights);
        // Demand of nothing costs nothing, however far it is.
        let without = without.map(|(way, weight)| if *weight > 0.0 { way * weight } else { 0.0 });
        let median = Median::new(without.collect(), costs.collect())?;
        let choice = median.cheapest(count, effort, watch)?;
        let answer = self.serving(&choice.sites, choice.bound, choice.certificate);
        Ok(ServingAnswer { objective_m: choice.cost, ..answer })
    }

    /// Chooses at most so many sites such that the demand point that is farthest from its nearest
    /// station, new or existing, is as near as possible. Weights do not count, but for 0.
    ///
    /// # Errors
    /// When a way is missing, or the question cannot be asked so; see [`SiteSelectionError`].
    pub fn least_farthest(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<ServingAnswer, SiteSelectionError> {
        self.check_ways()?;
        let found = least_farthest(self, count, effort, watch)?;
        let answer = self.serving(&found.sites, found.bound, found.certificate);
        Ok(ServingAnswer { objective_m: answer.farthest_m, ..answer })
    }

    fn covering(&self, radius: f64) -> Result<Covering, SiteSelectionError> {
        check_length("the radius", radius)?;
        let already = self.already.iter().map(|way| *way <= radius).collect();
        Covering::new(self.weights.clone(), already, self.reached(radius))
    }

    /// Whoever has no station yet has to be served by whatever is chosen.
    fn check_ways(&self) -> Result<(), SiteSelectionError> {
        for (candidate, ways) in self.ways.iter().enumerate() {
            let missing = |cell: &usize| ways[*cell].is_infinite() && self.counts(*cell);
            let cells = 0..self.weights.len();
            if let Some(cell) = cells.filter(missing).find(|cell| self.already[*cell].is_infinite())
            {
                return Err(SiteSelectionError::NoWay {
                    candidate: candidate + 1,
                    point: cell + 1,
                });
            }
        }
        Ok(())
    }

    fn counts(&self, cell: usize) -> bool {
        self.weights[cell] > 0.0
    }

    /// What a choice means to those who are served by it.
    fn serving(&self, sites: &[usize], bound: f64, certificate: Certificate) -> ServingAnswer {
        let mut served: Vec<ServingSite> =
            sites.iter().map(|site| ServingSite { candidate: *site, served: 0.0 }).collect();
        let (mut total, mut sum, mut farthest) = (0.0, 0.0, 0.0_f64);
        for (cell, weight) in self.weights.iter().enumerate().filter(|(cell, _)| self.counts(*cell))
        {
            let (mut way, mut server) = (self.already[cell], None);
            for site in &mut served {
                let new = self.between(site.candidate, cell);
                if new < way {
                    (way, server) = (new, Some(site));
                }
            }
            if let Some(server) = server {
                server.served += weight;
            }
            total += weight;
            sum += weight * way;
            farthest = farthest.max(way);
        }
        served.sort_by(|a, b| b.served.total_cmp(&a.served).then(a.candidate.cmp(&b.candidate)));
        ServingAnswer {
            sites: served,
            objective_m: sum,
            bound_m: bound,
            certificate,
            total,
            mean_m: sum / total,
            farthest_m: farthest,
        }
    }
}

impl Lengths for Matrix {
    fn candidates(&self) -> usize {
        self.ways.len()
    }

    fn cells(&self) -> usize {
        self.weights.len()
    }

    fn already(&self, cell: usize) -> f64 {
        if self.counts(cell) { self.already[cell] } else { 0.0 }
    }

    fn between(&self, candidate: usize, cell: usize) -> f64 {
        self.ways[candidate][cell]
    }

    fn nearest(&self, cell: usize) -> Option<usize> {
        let candidates = 0..self.ways.len();
        candidates.min_by(|a, b| self.ways[*a][cell].total_cmp(&self.ways[*b][cell]))
    }

    fn within(&self, candidate: usize, most: f64, mut visit: impl FnMut(u32, f64)) {
        for (cell, way) in self.ways[candidate].iter().enumerate() {
            if *way <= most && self.counts(cell) {
                visit(cell as u32, *way);
            }
        }
    }
}
