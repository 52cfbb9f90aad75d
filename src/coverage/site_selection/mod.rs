//! Where the next stations should stand.
mod answer;
mod center;
mod course;
mod cover;
mod covering;
mod error;
mod lengths;
mod matrix;
mod median;
mod question;
mod serve;
mod space;
mod sparse;
mod volume;

pub use answer::{
    Certificate, CoveringAnswer, CoveringSite, FewestAnswer, ServingAnswer, ServingSite,
};
pub use course::{Effort, Progress, Watch};
pub use cover::CoveringRules;
pub use covering::Covering;
pub use error::SiteSelectionError;
pub use matrix::Matrix;
pub use median::{Median, MedianChoice};
pub use question::{Candidate, DemandPoint, Question};
pub use space::Position;
