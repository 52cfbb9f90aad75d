//! What can go wrong on the way from a drawing to its pixels.

use thiserror::Error;

use super::Flaw;

/// Why there are no pixels.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DrawingError {
    /// The program that draws is not installed, or cannot be started.
    #[error("the program that draws maps cannot be started: {0}")]
    NoProgram(String),
    /// It runs, but finds nothing to draw with.
    #[error("there is neither a graphics adapter nor Vulkan in software")]
    NoAdapter,
    /// It ended, or said something that is no answer.
    #[error("the program that draws maps failed: {0}")]
    Failed(String),
    /// It did not answer in time, and was ended.
    #[error("the program that draws maps did not answer in time")]
    TimedOut,
    /// As many drawings wait as may.
    #[error("too many drawings wait")]
    Busy,
    /// The drawing is out of bounds.
    #[error("a drawing cannot be drawn: {0}")]
    Flaw(#[from] Flaw),
}
