//! The least distance within which so many sites serve all demand (the p-centre problem).
//!
//! The answer is one of the distances between a candidate and a demand point. Whether a distance
//! is enough is a question of covering: can so many sites cover everything within it? Each such
//! question halves what is left between a distance that is enough and one that is not.

use super::answer::{Certificate, ServingAnswer};
use super::course::{Course, Effort, Progress, Watch};
use super::covering::{Covering, MOST_PAIRS, Reachable};
use super::error::SiteSelectionError;
use super::lengths::{Lengths, Places};
use super::question::Question;
use super::space::Position;

impl<P: Position> Question<P> {
    /// Chooses at most so many sites such that the demand point that is farthest from its nearest
    /// station, new or existing, is as near as possible. Weights do not count, but for 0.
    ///
    /// The objective and the bound are metres.
    ///
    /// # Errors
    /// When the question cannot be asked so; see [`SiteSelectionError`].
    pub fn least_farthest(
        &self,
        count: usize,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<ServingAnswer, SiteSelectionError> {
        let ordered = self.ordered()?;
        let places = Places::new(&ordered);
        let (numbers, watch) = (&ordered.numbers, watch);
        let found = least_farthest(&places, count, effort, &mut |progress| {
            super::cover::told(numbers, progress, watch)
        })?;
        let farthest = |_mean_m, farthest_m| farthest_m;
        Ok(ordered.serving(&found.sites, farthest, found.bound, found.certificate))
    }
}

/// A choice of sites from which nobody is far.
pub(super) struct Found {
    pub(super) sites: Vec<usize>,
    /// No choice has a shorter farthest way.
    pub(super) bound: f64,
    pub(super) certificate: Certificate,
}

/// Searches among ways of any kind.
pub(super) fn least_farthest(
    lengths: &impl Lengths,
    count: usize,
    effort: Effort,
    watch: &mut Watch<'_>,
) -> Result<Found, SiteSelectionError> {
    if count == 0 {
        return Err(SiteSelectionError::NoSites);
    }
    let mut center = Center::new(lengths, count);
    center.search(effort.seed, &mut Course::new(effort, watch))?;
    let (found, bound) = (center.enough_m, center.bound_m.min(center.enough_m));
    let certificate = Certificate::of_least(found, bound);
    Ok(Found { sites: center.sites, bound, certificate })
}

/// The search: what is known to be enough, and what is known not to be.
struct Center<'a, L> {
    lengths: &'a L,
    /// By cell: the distance to the nearest existing station.
    existing_m: Vec<f64>,
    count: usize,
    /// The best choice so far, and the farthest that anybody has to go with it.
    sites: Vec<usize>,
    enough_m: f64,
    /// Proved: no choice is better than this.
    bound_m: f64,
}

impl<'a, L: Lengths> Center<'a, L> {
    fn new(lengths: &'a L, count: usize) -> Self {
        let existing_m: Vec<f64> = (0..lengths.cells()).map(|cell| lengths.already(cell)).collect();
        // Nobody can be nearer to a station than to the nearest candidate.
        let at_best = existing_m.iter().enumerate().map(|(cell, existing_m)| {
            let nearest = lengths.nearest(cell);
            nearest.map_or(*existing_m, |site| existing_m.min(lengths.between(site, cell)))
        });
        let bound_m = at_best.fold(0.0, f64::max);
        let mut center =
            Self { lengths, existing_m, count, sites: Vec::new(), enough_m: 0.0, bound_m };
        center.sites = center.far_apart();
        center.enough_m = center.farthest_m(&center.sites);
        center
    }

    /// A first choice: always the candidate nearest to whoever is farthest (Gonzalez 1985).
    fn far_apart(&self) -> Vec<usize> {
        let mut nearest_m = self.existing_m.clone();
        let mut sites = Vec::new();
        while sites.len() < self.count {
            let cells = nearest_m.iter().enumerate();
            let Some((cell, _m)) = cells.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))
            else {
                break;
            };
            let Some(site) = self.lengths.nearest(cell) else { break };
            if sites.contains(&site) {
                break;
            }
            sites.push(site);
            self.come_nearer(site, &mut nearest_m);
        }
        sites
    }

    fn come_nearer(&self, site: usize, nearest_m: &mut [f64]) {
        for (cell, nearest_m) in nearest_m.iter_mut().enumerate() {
            *nearest_m = nearest_m.min(self.lengths.between(site, cell));
        }
    }

    fn farthest_m(&self, sites: &[usize]) -> f64 {
        let mut nearest_m = self.existing_m.clone();
        for site in sites {
            self.come_nearer(*site, &mut nearest_m);
        }
        nearest_m.into_iter().fold(0.0, f64::max)
    }

    fn search(&mut self, seed: u64, course: &mut Course<'_>) -> Result<(), SiteSelectionError> {
        // What could not be decided counts as not enough, but proves nothing. No way at all may be
        // enough: everybody may stand where a station can.
        let (mut too_little_m, mut is_proved) = (-1.0_f64, true);
        while course.goes_on() {
            let Some((next_m, least_m)) = self.between(too_little_m, self.enough_m)? else { break };
            if is_proved {
                self.bound_m = self.bound_m.max(least_m);
            }
            self.tell(course);
            if next_m < self.bound_m {
                too_little_m = next_m;
                continue;
            }
            match self.choice_within(next_m, seed, course)? {
                Reachable::With(sites) => {
                    self.enough_m = self.farthest_m(&sites).min(next_m);
                    self.sites = sites;
                }
                Reachable::Never => too_little_m = next_m,
                Reachable::Unknown => {
                    too_little_m = next_m;
                    is_proved = false;
                }
            }
        }
        if is_proved && self.between(too_little_m, self.enough_m)?.is_none() {
            self.bound_m = self.enough_m;
        }
        self.tell(course);
        Ok(())
    }

    /// A distance to be tried next, above one and below another, and the least of those between;
    /// `None` when there is none.
    fn between(
        &self,
        above_m: f64,
        below_m: f64,
    ) -> Result<Option<(f64, f64)>, SiteSelectionError> {
        let mut lengths_m = Vec::new();
        for candidate in 0..self.lengths.candidates() {
            self.lengths.within(candidate, below_m, |_cell, length_m| {
                if length_m > above_m && length_m < below_m {
                    lengths_m.push(length_m);
                }
            });
            if lengths_m.len() > MOST_PAIRS {
                return Err(SiteSelectionError::TooManyPairs { limit: MOST_PAIRS });
            }
        }
        let existing_m = self.existing_m.iter().copied();
        lengths_m.extend(existing_m.filter(|length_m| *length_m > above_m && *length_m < below_m));
        if lengths_m.is_empty() {
            return Ok(None);
        }
        let least_m = lengths_m.iter().copied().fold(f64::INFINITY, f64::min);
        let middle = lengths_m.len() / 2;
        let (_, next_m, _) = lengths_m.select_nth_unstable_by(middle, f64::total_cmp);
        Ok(Some((*next_m, least_m)))
    }

    /// Whether so many sites serve everybody within this distance.
    fn choice_within(
        &self,
        length_m: f64,
        seed: u64,
        course: &mut Course<'_>,
    ) -> Result<Reachable, SiteSelectionError> {
        let already = self.existing_m.iter().map(|m| *m <= length_m).collect();
        let ones = vec![1.0; self.lengths.cells()];
        let covering = Covering::new(ones, already, self.lengths.reached(length_m))?;
        Ok(covering.reaches_all(self.count, seed, course))
    }

    fn tell(&self, course: &mut Course<'_>) {
        let bound = self.bound_m.min(self.enough_m);
        course.tell(&Progress { objective: self.enough_m, bound, sites: &self.sites });
    }
}
