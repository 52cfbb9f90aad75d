//! What can go wrong with a tile.

use thiserror::Error;

/// A tile could not be written.
#[derive(Debug, Error)]
pub enum TileError {
    /// What the encoder says.
    #[error("the tile could not be encoded: {0}")]
    Encode(String),
}

impl From<mvt::Error> for TileError {
    fn from(error: mvt::Error) -> Self {
        Self::Encode(error.to_string())
    }
}
