//! What can be wrong with a question to this floor.

use thiserror::Error;

use super::reach::InvalidRadius;
use super::site_selection::SiteSelectionError;
use crate::domain::amenity::Amenity;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CoverageError {
    /// The radius.
    #[error(transparent)]
    Radius(#[from] InvalidRadius),
    /// Sites cannot be chosen so.
    #[error(transparent)]
    Sites(#[from] SiteSelectionError),
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
    /// A scenario speaks of an amenity that is in no catalogue.
    #[error(
        "change {change} of the scenario: there is no amenity '{amenity}'; all are at /api/v1/amenities"
    )]
    UnknownAmenity {
        /// Which change, from 1.
        change: usize,
        /// Its key.
        amenity: Amenity,
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
