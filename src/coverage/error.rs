//! What can be wrong with a question to this floor.

use thiserror::Error;

use super::reach::InvalidRadius;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CoverageError {
    /// The radius.
    #[error(transparent)]
    Radius(#[from] InvalidRadius),
    /// A scenario speaks of a station that is not there.
    #[error(
        "change {change} of the scenario: there is no station {code}; only listed stations and those that the scenario adds before can be changed"
    )]
    UnknownStation {
        /// Which change, from 1.
        change: usize,
        /// The code.
        code: String,
    },
    /// A scenario adds a station under a code that is taken.
    #[error(
        "change {change} of the scenario: {code} is there already; give the new station another code"
    )]
    CodeTaken {
        /// Which change, from 1.
        change: usize,
        /// The code.
        code: String,
    },
    /// A scenario places a station nowhere.
    #[error("change {change} of the scenario: {problem}; give degrees, WGS-84")]
    Position {
        /// Which change, from 1.
        change: usize,
        /// What is wrong.
        problem: String,
    },
}
