//! What is ordered of a search for new sites, and what is known of it while it goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PlanningError;
use crate::coverage::Question;
use crate::coverage::site_selection::{Certificate, CoveringAnswer, ServingAnswer};
use crate::coverage::siting::{CandidateSite, Candidates};
use crate::domain::area::AreaCode;
use crate::domain::paper::PaperName;

/// What is to be searched for.
#[derive(Debug, Clone)]
pub struct JobOrder {
    /// Which stations count, when, and how far people go.
    pub question: Question,
    /// The layer of demand; the usual one unless said.
    pub layer: Option<PaperName>,
    /// The scenario in place of today's stations.
    pub scenario: Option<PaperName>,
    /// Where a station could stand, or what could become more.
    pub candidates: CandidateSource,
    /// What is wanted.
    pub objective: Objective,
    /// The least distance of new sites from one another and from existing ones, metres.
    pub spacing_m: Option<f64>,
    /// The most sites by area; areas that are not named have no limit.
    pub quotas: BTreeMap<AreaCode, usize>,
    /// How much work, in seconds of a usual machine.
    pub effort_s: u64,
    /// The seed of chance.
    pub seed: u64,
}

/// Where candidates come from.
#[derive(Debug, Clone, PartialEq)]
pub enum CandidateSource {
    /// Given with the order.
    Given(Candidates),
    /// The points of a kept layer.
    Layer(PaperName),
}

/// What is wanted of the sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Objective {
    /// So many that newly cover the most people.
    Cover {
        /// How many.
        count: usize,
    },
    /// The fewest that bring the covered share of people to this.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// So many with the least mean way of all people.
    Median {
        /// How many.
        count: usize,
    },
    /// So many with the least way of who has the farthest to go.
    Center {
        /// How many.
        count: usize,
    },
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobPhase {
    /// It waits for its turn.
    Waiting,
    /// It goes on.
    Running,
    /// It came to its end.
    Done,
    /// It was ended before; the answer is the best one until then.
    Cancelled,
    /// It has no answer.
    Failed,
}

impl JobPhase {
    /// Whether nothing more comes.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

/// What is known of a job at a moment.
#[derive(Debug, Clone)]
pub struct JobState {
    /// How far it is.
    pub phase: JobPhase,
    /// The objective of the best answer so far: people covered, or metres.
    pub objective: Option<f64>,
    /// No answer is better than this.
    pub bound: Option<f64>,
    /// The places that can be chosen; empty until they are known.
    pub candidates: Arc<Vec<CandidateSite>>,
    /// The best answer so far: numbers of candidates.
    pub sites: Vec<usize>,
    /// The answer, when it is over.
    pub answer: Option<Arc<SiteAnswer>>,
    /// Why it failed.
    pub error: Option<Arc<PlanningError>>,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub enum SiteAnswer {
    /// Sites that cover.
    Covering {
        /// The sites.
        answer: CoveringAnswer,
        /// For the fewest sites: whether they reach the share, and proved how many it takes at
        /// least.
        fewest: Option<(bool, usize)>,
    },
    /// Sites that serve.
    Serving(ServingAnswer),
}

impl SiteAnswer {
    /// How good it is.
    pub fn certificate(&self) -> Certificate {
        match self {
            Self::Covering { answer, .. } => answer.certificate,
            Self::Serving(answer) => answer.certificate,
        }
    }
}

impl JobState {
    pub(super) fn waiting() -> Self {
        Self {
            phase: JobPhase::Waiting,
            objective: None,
            bound: None,
            candidates: Arc::default(),
            sites: Vec::new(),
            answer: None,
            error: None,
        }
    }
}
