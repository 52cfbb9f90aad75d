//! Covering: N sites that reach as much demand as possible (the maximal covering location problem
//! of Church and ReVelle 1974), and the fewest sites that reach a share of it.
//!
//! 1. `instance`: who reaches whom as sparse lists. Cells that existing stations reach are
//!    gone, and cells that the same candidates reach are one.
//! 2. `selection`: a choice kept up to date, and the lazy greedy one.
//! 3. `anneal`: swaps.
//! 4. `relaxation`: what no choice can beat, and which candidates that decides.
//! 5. `search`: all of it together, with branching at the end.

mod anneal;
mod instance;
mod relaxation;
mod search;
mod selection;
mod units;

use super::answer::{Certificate, CoveringAnswer, CoveringSite, FewestAnswer};
use super::course::{Course, Effort, Progress, Watch};
use super::error::SiteSelectionError;
use super::sparse::Sparse;
use instance::{Fate, Instance, Rules};
use search::{Found, Goal, search};
use units::Units;

/// The most pairs of a candidate and a cell that it reaches: about 1.5 GB.
pub(super) const MOST_PAIRS: usize = 100_000_000;

/// A question of covering, for which only counts who reaches whom: as the crow flies, or by any
/// network of streets.
#[derive(Debug, Clone)]
pub struct Covering {
    instance: Instance,
    /// By cell and by candidate as given: to tell what each site adds.
    weights: Vec<f64>,
    is_covered: Vec<bool>,
    reached: Sparse,
    units: Units,
}

/// Whether everything can be covered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reachable {
    /// By these candidates.
    With(Vec<usize>),
    /// Proved: by no choice.
    Never,
    /// The work was done before it was known.
    Unknown,
}

impl Covering {
    /// `weights` by cell, whether each is covered `already`, and the cells that are `reached`
    /// from each candidate. Cells and candidates are numbered from 0.
    ///
    /// # Errors
    /// When there are no candidates, or too many pairs.
    pub fn new(
        weights: Vec<f64>,
        already: Vec<bool>,
        reached: Vec<Vec<u32>>,
    ) -> Result<Self, SiteSelectionError> {
        if reached.is_empty() {
            return Err(SiteSelectionError::NoCandidates);
        }
        if reached.iter().map(Vec::len).sum::<usize>() > MOST_PAIRS {
            return Err(SiteSelectionError::TooManyPairs { limit: MOST_PAIRS });
        }
        let reached = Sparse::from_lists(reached);
        let units = Units::of(&weights);
        let open = weights.iter().zip(&already);
        let candidates = reached.rows();
        let whole = Instance {
            names: (0..candidates as u32).collect(),
            cells_of: reached.clone(),
            weights: open.map(|(w, done)| if *done { 0.0 } else { units.whole(*w) }).collect(),
            rules: Rules::default(),
            count: 0,
            fixed: Vec::new(),
            base: 0.0,
        };
        let instance = whole.with_fates(&vec![Fate::Open; candidates]).instance;
        Ok(Self { instance, weights, is_covered: already, reached, units })
    }

    /// With at most so many sites of each group: `group_of` by candidate, `most` by group.
    ///
    /// # Errors
    /// When a candidate has no group, or one of which nothing is said.
    pub fn with_quotas(
        mut self,
        group_of: Vec<u32>,
        most: Vec<usize>,
    ) -> Result<Self, SiteSelectionError> {
        let problem = "has no group: give one for each";
        if group_of.len() != self.reached.rows() {
            return Err(SiteSelectionError::Candidate { candidate: group_of.len() + 1, problem });
        }
        if let Some(at) = group_of.iter().position(|group| *group as usize >= most.len()) {
            let problem = "is of a group without a quota: give one for each group";
            return Err(SiteSelectionError::Candidate { candidate: at + 1, problem });
        }
        self.instance.rules.group_of = group_of;
        let room = most.into_iter().map(|most| u32::try_from(most).unwrap_or(u32::MAX));
        self.instance.rules.room = room.collect();
        Ok(self)
    }

    /// With none of the candidates in `too_close` of a chosen one chosen; by candidate, and each
    /// way round.
    ///
    /// # Errors
    /// When there is not one list for each candidate.
    pub fn with_spacing(mut self, too_close: Vec<Vec<u32>>) -> Result<Self, SiteSelectionError> {
        if too_close.len() != self.reached.rows() {
            let problem = "has no list of those too close: give one for each";
            return Err(SiteSelectionError::Candidate { candidate: too_close.len() + 1, problem });
        }
        self.instance.rules.too_close = Sparse::from_lists(too_close);
        Ok(self)
    }

    /// Chooses at most so many sites that cover as much as possible.
    ///
    /// # Errors
    /// When none is to be chosen.
    pub fn most_covered(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<CoveringAnswer, SiteSelectionError> {
        if count == 0 {
            return Err(SiteSelectionError::NoSites);
        }
        let mut course = Course::new(effort, watch);
        let found = self.search(count, Goal::Most, effort.seed, &mut course);
        Ok(self.answer(&found))
    }

    /// Chooses the fewest sites that together with the existing stations cover this weight.
    pub fn fewest(&self, wanted: f64, effort: Effort, watch: &mut Watch<'_>) -> FewestAnswer {
        let wanted = self.units.whole_at_least(wanted - self.already()).max(0.0);
        let mut course = Course::new(effort, watch);
        let goal = Goal::AtLeast(wanted);
        let all = self.instance.candidates();
        let mut part = |count: usize| {
            let steps = course.steps_left().div_ceil(3);
            course.within(steps, |course| self.search(count, goal, effort.seed, course))
        };
        // What the greedy method takes for it is enough; then one less, and one less again. A
        // search ends as soon as it has found enough or proved that there is not.
        let mut best = search::greedy(&self.with_count(all), wanted);
        if best.covered < wanted {
            // Quotas and distances may have led it astray.
            let found = part(all);
            if found.covered < wanted {
                let at_least = if found.bound < wanted { all + 1 } else { 0 };
                let best = if found.covered > best.covered { found } else { best };
                return FewestAnswer { answer: self.answer(&best), is_reached: false, at_least };
            }
            best = found;
        }
        let mut count = best.sites.len();
        let mut at_least = 0;
        while count > 0 {
            count -= 1;
            let found = part(count);
            if found.covered >= wanted {
                count = found.sites.len();
                best = found;
            } else if found.bound < wanted {
                at_least = count + 1;
                break;
            }
        }
        FewestAnswer { answer: self.answer(&best), is_reached: true, at_least }
    }

    /// Whether so many sites can cover everything.
    pub(super) fn reaches_all(
        &self,
        count: usize,
        seed: u64,
        course: &mut Course<'_>,
    ) -> Reachable {
        let wanted = self.units.whole_at_least(self.total() - self.already());
        if self.instance.weights.iter().sum::<f64>() < wanted {
            return Reachable::Never;
        }
        let steps = course.steps_left().div_ceil(3);
        let found = course.within(steps, |course| {
            search(&self.with_count(count), Goal::AtLeast(wanted), seed, course, &mut |_, _| {})
        });
        if found.covered >= wanted {
            Reachable::With(found.sites.iter().map(|site| *site as usize).collect())
        } else if found.bound < wanted {
            Reachable::Never
        } else {
            Reachable::Unknown
        }
    }

    /// What the existing stations cover.
    pub fn already(&self) -> f64 {
        let covered = self.weights.iter().zip(&self.is_covered).filter(|(_, done)| **done);
        // The sum of nothing is a negative zero, which would be told as "-0".
        covered.fold(0.0, |sum, (weight, _)| sum + weight)
    }

    /// All demand.
    pub fn total(&self) -> f64 {
        self.weights.iter().sum()
    }

    fn with_count(&self, count: usize) -> Instance {
        Instance { count, ..self.instance.clone() }
    }

    fn search(&self, count: usize, goal: Goal, seed: u64, course: &mut Course<'_>) -> Found {
        let already = self.already();
        let mut sites = Vec::new();
        search(&self.with_count(count), goal, seed, course, &mut |course, found| {
            sites.clear();
            sites.extend(found.sites.iter().map(|site| *site as usize));
            course.tell(&Progress {
                objective: already + self.units.weight(found.covered),
                bound: already + self.units.weight_at_most(found.bound),
                sites: &sites,
            });
        })
    }

    /// The answer in the unit of the weights, its sites in the order of what they add.
    fn answer(&self, found: &Found) -> CoveringAnswer {
        let already = self.already();
        let mut is_covered = self.is_covered.clone();
        let mut left = found.sites.clone();
        left.sort_unstable();
        let mut sites: Vec<CoveringSite> = Vec::new();
        let mut gained = 0.0;
        while !left.is_empty() {
            let gain = |site: u32| -> f64 {
                let cells = self.reached.row(site as usize).iter();
                let new = cells.filter(|cell| !is_covered[**cell as usize]);
                new.map(|cell| self.weights[*cell as usize]).sum()
            };
            let gains = left.iter().map(|site| gain(*site)).enumerate();
            // Of equals the first.
            let best = gains.reduce(|best, next| if next.1 > best.1 { next } else { best });
            let Some((at, gain)) = best else { break };
            let site = left.remove(at) as usize;
            for cell in self.reached.row(site) {
                is_covered[*cell as usize] = true;
            }
            gained += gain;
            sites.push(CoveringSite { candidate: site, gain, covered: already + gained });
        }
        let bound = self.units.weight_at_most(found.bound).max(gained);
        let certificate = if found.covered >= found.bound {
            Certificate::ProvedOptimal
        } else {
            Certificate::of_most(gained, bound)
        };
        let bound = if certificate == Certificate::ProvedOptimal { gained } else { bound };
        CoveringAnswer { sites, total: self.total(), already, gained, bound, certificate }
    }
}
