//! A question about sites, as people ask it, and the order in which it is worked on.

use super::error::SiteSelectionError;
use super::space::Position;

/// Somebody to be served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemandPoint<P> {
    /// Where.
    pub at: P,
    /// How much, 0 or more: people, usually.
    pub weight: f64,
}

/// A place at which a station could stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<P> {
    /// Where.
    pub at: P,
    /// The group to which it belongs, for quotas: a number from 0.
    pub group: usize,
}

/// Who is to be served, where a station could stand, and where one stands already.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<P> {
    /// Who is to be served.
    pub demand: Vec<DemandPoint<P>>,
    /// Where a station could stand.
    pub candidates: Vec<Candidate<P>>,
    /// Where one stands already.
    pub existing: Vec<P>,
}

/// A question in an order of its own: by place, and not by the order of a file. Chance and ties
/// are thus the same however the question was written down.
pub(super) struct Ordered<P> {
    pub(super) demand: Vec<P>,
    pub(super) weights: Vec<f64>,
    pub(super) candidates: Vec<P>,
    pub(super) groups: Vec<u32>,
    /// The numbers of the candidates in the question.
    pub(super) numbers: Vec<usize>,
    pub(super) existing: Vec<P>,
}

impl<P: Position> Question<P> {
    /// # Errors
    /// When there is nothing to serve or to choose from, or a weight is none.
    pub(super) fn ordered(&self) -> Result<Ordered<P>, SiteSelectionError> {
        for (at, point) in self.demand.iter().enumerate() {
            if !(point.weight >= 0.0 && point.weight.is_finite()) {
                return Err(SiteSelectionError::Weight { point: at + 1, weight: point.weight });
            }
        }
        if self.candidates.is_empty() {
            return Err(SiteSelectionError::NoCandidates);
        }
        let mut demand: Vec<usize> =
            (0..self.demand.len()).filter(|at| self.demand[*at].weight > 0.0).collect();
        if demand.is_empty() {
            return Err(SiteSelectionError::NoDemand);
        }
        let point = |at: &usize| &self.demand[*at];
        demand.sort_by(|a, b| {
            by_place(point(a).at, point(b).at)
                .then_with(|| point(a).weight.total_cmp(&point(b).weight))
        });
        let candidate = |at: &usize| &self.candidates[*at];
        let mut numbers: Vec<usize> = (0..self.candidates.len()).collect();
        numbers.sort_by(|a, b| {
            by_place(candidate(a).at, candidate(b).at)
                .then_with(|| candidate(a).group.cmp(&candidate(b).group))
        });
        Ok(Ordered {
            weights: demand.iter().map(|at| point(at).weight).collect(),
            demand: demand.iter().map(|at| point(at).at).collect(),
            candidates: numbers.iter().map(|at| candidate(at).at).collect(),
            groups: numbers.iter().map(|at| candidate(at).group as u32).collect(),
            numbers,
            existing: self.existing.clone(),
        })
    }
}

fn by_place<P: Position>(a: P, b: P) -> std::cmp::Ordering {
    let (a, b) = (a.in_space_m(), b.in_space_m());
    let axes = a.iter().zip(&b).map(|(a, b)| a.total_cmp(b));
    axes.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
}

/// A length in metres that was asked for.
pub(super) fn check_length(name: &'static str, length_m: f64) -> Result<(), SiteSelectionError> {
    if length_m > 0.0 && length_m.is_finite() {
        Ok(())
    } else {
        Err(SiteSelectionError::Length { name, length_m })
    }
}
