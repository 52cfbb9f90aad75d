//! What staff do with riders' reports, one file a thing.

pub mod decide;
pub mod erase;
pub mod inbox;
mod suggestion;

pub use decide::ReportRefused;
pub use suggestion::Suggestion;
