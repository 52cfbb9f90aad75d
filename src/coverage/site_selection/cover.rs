//! Covering as the crow flies: from places to who reaches whom, and back to the numbers of the
//! question.

use super::answer::{CoveringAnswer, FewestAnswer};
use super::course::{Effort, Progress, Watch};
use super::covering::{Covering, MOST_PAIRS};
use super::error::SiteSelectionError;
use super::question::{Ordered, Question, check_length};
use super::space::{Lookup, Position};

/// Who counts as covered, and what may be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct CoveringRules {
    /// Demand at most this far from a station is covered, metres.
    pub radius_m: f64,
    /// New stations stand at least this far from one another and from existing ones, metres.
    pub spacing_m: Option<f64>,
    /// By group of candidates: how many of it may be chosen at most. Empty for no quotas.
    pub quotas: Vec<usize>,
}

impl CoveringRules {
    /// A radius in metres, and no other rules.
    pub fn within(radius_m: f64) -> Self {
        Self { radius_m, spacing_m: None, quotas: Vec::new() }
    }
}

impl<P: Position> Question<P> {
    /// Chooses at most so many sites that cover as much demand as possible.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn most_covered(
        &self,
        rules: &CoveringRules,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<CoveringAnswer, SiteSelectionError> {
        let ordered = self.ordered()?;
        let numbers = &ordered.numbers;
        let covering = ordered.covering(rules)?;
        let mut answer =
            covering.most_covered(count, effort, &mut |progress| told(numbers, progress, watch))?;
        renumber(&mut answer, numbers);
        Ok(answer)
    }

    /// Chooses the fewest sites with which this share of all demand is covered, 0 to 1.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn fewest(
        &self,
        rules: &CoveringRules,
        share: f64,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<FewestAnswer, SiteSelectionError> {
        if !(share > 0.0 && share <= 1.0) {
            return Err(SiteSelectionError::Share(share));
        }
        let ordered = self.ordered()?;
        let numbers = &ordered.numbers;
        let covering = ordered.covering(rules)?;
        let wanted = share * covering.total();
        let mut fewest =
            covering.fewest(wanted, effort, &mut |progress| told(numbers, progress, watch));
        renumber(&mut fewest.answer, numbers);
        Ok(fewest)
    }
}

impl<P: Position> Ordered<P> {
    fn covering(&self, rules: &CoveringRules) -> Result<Covering, SiteSelectionError> {
        check_length("the radius", rules.radius_m)?;
        let lookup = Lookup::new(&self.demand);
        let mut already = vec![false; self.demand.len()];
        for station in &self.existing {
            lookup.within(*station, rules.radius_m, |cell| already[cell as usize] = true);
        }
        let mut pairs = 0;
        let mut reached = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            let mut cells = Vec::new();
            lookup.within(*candidate, rules.radius_m, |cell| cells.push(cell));
            pairs += cells.len();
            if pairs > MOST_PAIRS {
                return Err(SiteSelectionError::TooManyPairs { limit: MOST_PAIRS });
            }
            reached.push(cells);
        }
        let mut too_close = None;
        if let Some(spacing_m) = rules.spacing_m {
            check_length("the least distance", spacing_m)?;
            too_close = Some(self.too_close(spacing_m, &mut reached));
        }
        let mut covering = Covering::new(self.weights.clone(), already, reached)?;
        if let Some(too_close) = too_close {
            covering = covering.with_spacing(too_close)?;
        }
        if !rules.quotas.is_empty() {
            covering = covering.with_quotas(self.groups.clone(), rules.quotas.clone())?;
        }
        Ok(covering)
    }

    /// By candidate those that are nearer than the least distance. A candidate that is too near to
    /// an existing station is left nobody to reach, and so is never chosen.
    fn too_close(&self, spacing_m: f64, reached: &mut [Vec<u32>]) -> Vec<Vec<u32>> {
        let (stations, candidates) = (Lookup::new(&self.existing), Lookup::new(&self.candidates));
        let mut too_close = Vec::with_capacity(self.candidates.len());
        for (number, candidate) in self.candidates.iter().enumerate() {
            // Exactly at the least distance is far enough.
            let is_close = |other: P| candidate.distance_m(other) < spacing_m;
            stations.within(*candidate, spacing_m, |station| {
                if is_close(self.existing[station as usize]) {
                    reached[number].clear();
                }
            });
            let mut others = Vec::new();
            candidates.within(*candidate, spacing_m, |other| {
                if other as usize != number && is_close(self.candidates[other as usize]) {
                    others.push(other);
                }
            });
            too_close.push(others);
        }
        too_close
    }
}

fn renumber(answer: &mut CoveringAnswer, numbers: &[usize]) {
    for site in &mut answer.sites {
        site.candidate = numbers[site.candidate];
    }
}

/// Tells of progress in the numbers of the question.
pub(super) fn told(
    numbers: &[usize],
    progress: &Progress<'_>,
    watch: &mut Watch<'_>,
) -> std::ops::ControlFlow<()> {
    let sites: Vec<usize> = progress.sites.iter().map(|site| numbers[*site]).collect();
    watch(&Progress { sites: &sites, ..*progress })
}
