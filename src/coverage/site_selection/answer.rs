//! What is answered, and how far it can be trusted.

/// How good an answer is, proved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Certificate {
    /// There is no better one.
    ProvedOptimal,
    /// The best possible one is better by this share of itself at most, 0 to 1.
    Within(f64),
}

impl Certificate {
    /// Of what was found and what cannot be beaten, when more is better.
    pub(super) fn of_most(found: f64, bound: f64) -> Self {
        if found >= bound { Self::ProvedOptimal } else { Self::Within(1.0 - found / bound) }
    }

    /// Of what was found and what cannot be beaten, when less is better.
    pub(super) fn of_least(found: f64, bound: f64) -> Self {
        if found <= bound { Self::ProvedOptimal } else { Self::Within(1.0 - bound / found) }
    }

    /// The gap: the share by which a better answer could be better at most, 0 when it is proved.
    pub fn gap(self) -> f64 {
        match self {
            Self::ProvedOptimal => 0.0,
            Self::Within(share) => share,
        }
    }
}

/// Sites that cover demand.
#[derive(Debug, Clone, PartialEq)]
pub struct CoveringAnswer {
    /// The sites, the one that adds most first: as many as asked for, or fewer when no further
    /// one would add anything or may be chosen.
    pub sites: Vec<CoveringSite>,
    /// All demand, in the unit of the weights.
    pub total: f64,
    /// What the existing stations cover of it.
    pub already: f64,
    /// What the sites cover besides.
    pub gained: f64,
    /// No such choice of sites can gain more.
    pub bound: f64,
    /// How good it is: of what is gained, not of what is covered in any case.
    pub certificate: Certificate,
}

/// One of the sites that cover demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoveringSite {
    /// The candidate's number in the question, from 0.
    pub candidate: usize,
    /// What it covers that neither the existing stations nor the sites before it do.
    pub gain: f64,
    /// What is covered with it and those before it, and the existing stations.
    pub covered: f64,
}

/// The fewest sites with which a share of the demand is covered.
#[derive(Debug, Clone, PartialEq)]
pub struct FewestAnswer {
    /// The sites; when the share was not reached, those that cover most.
    pub answer: CoveringAnswer,
    /// Whether they cover the share.
    pub is_reached: bool,
    /// Proved: with fewer sites than this it cannot be done. More than there are candidates when
    /// it cannot be done at all.
    pub at_least: usize,
}

impl FewestAnswer {
    /// Whether it is proved that there is no answer with fewer sites, or none at all.
    pub fn is_proved(&self) -> bool {
        !self.is_reached || self.at_least >= self.answer.sites.len()
    }
}

/// Sites that serve all demand, each from its nearest station.
#[derive(Debug, Clone, PartialEq)]
pub struct ServingAnswer {
    /// The sites, the one that most demand is nearest to first.
    pub sites: Vec<ServingSite>,
    /// What was to be small: for the median the mean way of the demand, for the centre the
    /// farthest way of all, metres.
    pub objective_m: f64,
    /// No such choice of sites has a smaller one, metres.
    pub bound_m: f64,
    /// How good it is.
    pub certificate: Certificate,
    /// All demand, in the unit of the weights.
    pub total: f64,
    /// The mean way of the demand to its nearest station, metres.
    pub mean_m: f64,
    /// The farthest way of all, metres.
    pub farthest_m: f64,
}

/// One of the sites that serve all demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServingSite {
    /// The candidate's number in the question, from 0.
    pub candidate: usize,
    /// The demand to which no station is nearer, in the unit of the weights.
    pub served: f64,
}
