//! What can go wrong on the way to a picture.

use thiserror::Error;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The address is too long for a QR code.
    #[error("'{0}' is too long for a QR code: set a shorter --public-url")]
    QrCode(String),
    /// A layout of ours is no SVG.
    #[error("a layout is no SVG")]
    Svg(#[from] resvg::usvg::Error),
    /// A picture without a size, or too large for memory.
    #[error("a picture of {width} by {height} pixels cannot be made")]
    Size {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// What should be a tile of the base map is none.
    #[error("a tile of the base map cannot be read: {0}")]
    Tile(String),
    /// The pixels cannot be written as PNG.
    #[error("a PNG cannot be written: {0}")]
    Png(String),
    /// The pages cannot be written as PDF.
    #[error("a PDF cannot be written: {0}")]
    Pdf(String),
}
