//! Where the next stations should stand.
mod answer;
mod course;
mod cover;
pub mod covering;
mod error;
mod question;
mod space;
mod sparse;

pub use answer::{Certificate, CoveringAnswer, CoveringSite, FewestAnswer};
pub use course::{Effort, Progress, Watch};
pub use cover::CoveringRules;
pub use covering::Covering;
pub use error::SiteSelectionError;
pub use question::{Candidate, DemandPoint, Question};
pub use space::{Planar, Position};
