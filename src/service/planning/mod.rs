//! What planners do: layers of demand, scenarios, and having new sites looked for.

mod grounds;
mod jobs;
mod layers;
mod order;
mod scenarios;

use thiserror::Error;

use crate::coverage::CoverageError;
use crate::domain::paper::Paper;
use crate::exchange::ExchangeError;
use crate::exchange::stations::Diagnostic;
use crate::storage::StoreError;

pub(super) use grounds::Grounds;
pub use grounds::{GroundName, LaidGround, district_bounds};
pub use jobs::{SiteJob, SiteJobs};
pub use layers::{LayerAbout, LayerFile, MAX_LAYER_BYTES};
pub use order::{CandidateSource, JobOrder, JobPhase, JobState, Objective, SiteAnswer};
pub use scenarios::{MAX_CHANGES, ScenarioAbout};

/// Why a planner did not get what was asked for. Nothing was written then.
#[derive(Debug, Error)]
pub enum PlanningError {
    /// The store.
    #[error(transparent)]
    Store(StoreError),
    /// A file of demand as a whole.
    #[error(transparent)]
    File(#[from] ExchangeError),
    /// Rows of a file of demand.
    #[error("{wrong} rows of the file are wrong")]
    Rows {
        /// How many.
        wrong: usize,
        /// The first of them.
        first: Box<Diagnostic>,
    },
    /// Everybody whom a layer counts is outside the district.
    #[error("the layer counts nobody in the district")]
    NobodyThere,
    /// A paper of that name is there already.
    #[error("the name is taken")]
    NameTaken,
    /// There is no such paper.
    #[error("there is no paper of that name")]
    UnknownPaper,
    /// Somebody else has written meanwhile.
    #[error("the paper was changed meanwhile")]
    Moved(Box<Paper>),
    /// The question, or a scenario, cannot be answered so.
    #[error(transparent)]
    Coverage(#[from] CoverageError),
    /// A scenario has too many changes.
    #[error("a scenario has at most {MAX_CHANGES} changes")]
    TooManyChanges,
    /// Too many searches wait already.
    #[error("too many searches wait already")]
    Busy,
    /// There is no such search, or it was long ago.
    #[error("there is no such search")]
    UnknownJob,
    /// Something that cannot be.
    #[error("{0}")]
    Broken(String),
}

impl From<StoreError> for PlanningError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::PaperMoved { current: None } => Self::UnknownPaper,
            StoreError::PaperMoved { current: Some(current) } => Self::Moved(current),
            error => Self::Store(error),
        }
    }
}
