//! What can be wrong with a question about sites.

use thiserror::Error;

/// Why sites cannot be chosen.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SiteSelectionError {
    /// There is nothing to serve.
    #[error("there is no demand: give at least one point with a weight above 0")]
    NoDemand,
    /// There is nothing to choose from.
    #[error("there are no candidates: give at least one")]
    NoCandidates,
    /// A weight is not a number from 0 upwards.
    #[error("the weight of demand point {point} is {weight}: give a number from 0 upwards")]
    Weight {
        /// Which point, from 1.
        point: usize,
        /// What was given.
        weight: f64,
    },
    /// A length is no length.
    #[error("{name} is {length_m} m: give a number of metres above 0")]
    Length {
        /// What it is for.
        name: &'static str,
        /// What was given, metres.
        length_m: f64,
    },
    /// Nothing may be chosen.
    #[error("no site is to be chosen: give a number from 1 upwards")]
    NoSites,
    /// A share is no share.
    #[error("the share to be reached is {0}: give a number above 0 and at most 1")]
    Share(f64),
    /// There is too much to choose from.
    #[error("there are more than {limit} candidates: take a coarser grid, or fewer places")]
    TooManyCandidates {
        /// How many are possible.
        limit: usize,
    },
    /// The lists would not fit into memory.
    #[error(
        "there would be more than {limit} pairs of a candidate and a demand point that it serves; \
         take a smaller radius, fewer candidates, or demand on a coarser grid"
    )]
    TooManyPairs {
        /// How many are possible.
        limit: usize,
    },
    /// A list speaks of what is not there.
    #[error("candidate {candidate} {problem}")]
    Candidate {
        /// Which, from 1.
        candidate: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// There is a point of demand that no candidate and no existing station can reach.
    #[error(
        "demand point {point} can be reached by no candidate and no existing station: \
         leave it out, or give a candidate for it"
    )]
    Unreachable {
        /// Which point, from 1.
        point: usize,
    },
    /// A matrix has no way where one is needed.
    #[error(
        "there is no way between candidate {candidate} and demand point {point}, which has no \
         existing station either: give one, or leave one of the two out"
    )]
    NoWay {
        /// Which candidate, from 1.
        candidate: usize,
        /// Which point, from 1.
        point: usize,
    },
}
