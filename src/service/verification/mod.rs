//! Verification (核验): who must go where, and what they found. One file a thing that people do.

pub mod campaigns;
pub mod check;
pub mod due;

use thiserror::Error;

use crate::domain::verification::Campaign;

/// Why something about verification was not done. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerificationRefused {
    /// There is no such campaign.
    #[error("there is no such campaign")]
    UnknownCampaign,
    /// There is no such check.
    #[error("there is no such check")]
    UnknownCheck,
    /// Nobody can be given tasks who has no account, or one that is locked.
    #[error("there is no such account that could be given tasks")]
    UnknownPerson,
    /// The campaign asks for no station.
    #[error("the campaign asks for no station: choose other areas or kinds")]
    NoStation,
    /// The campaign was ended before.
    #[error("the campaign was ended")]
    Ended,
    /// Somebody else has changed the campaign.
    #[error("the campaign was changed meanwhile")]
    Moved(Box<Campaign>),
}
