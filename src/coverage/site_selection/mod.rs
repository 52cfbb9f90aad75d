//! Where the next stations should stand.

mod course;
pub mod covering;
mod sparse;
pub use course::{Effort, Progress, Watch};
