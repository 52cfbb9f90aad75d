//! A photo that somebody sent, as it is kept: small, upright, and without what the camera wrote
//! into it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest side of a kept photo, pixels.
pub const MAX_SIDE_PX: u32 = 1600;
/// The largest kept photo, bytes.
pub const MAX_KEPT_BYTES: usize = 2 * 1024 * 1024;
/// The largest photo that is taken in, bytes.
pub const MAX_GIVEN_BYTES: usize = 8 * 1024 * 1024;
/// The most pixels of a photo that is taken in. What is unpacked must fit into memory, however
/// small the file is.
pub const MAX_GIVEN_PIXELS: u64 = 16_000_000;

/// A photo in JPEG, at most [`MAX_SIDE_PX`] wide and high.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Its size.
    pub size: PhotoSize,
}

/// How large a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoSize {
    /// Pixels from left to right.
    pub width_px: u32,
    /// Pixels from top to bottom.
    pub height_px: u32,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Photo")
            .field("size", &self.size)
            .field("bytes", &self.jpeg.len())
            .finish_non_exhaustive()
    }
}

/// Why a photo cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidPhoto {
    /// The file is too large.
    #[error("the photo has more than {MAX_GIVEN_BYTES} bytes: scale it down")]
    TooManyBytes,
    /// The picture is too large.
    #[error("the photo has more than {MAX_GIVEN_PIXELS} pixels: scale it down")]
    TooManyPixels,
    /// It is no picture, or one that breaks off, or of another format.
    #[error("the photo cannot be read: send a JPEG, PNG or WebP")]
    Unreadable,
    /// It is in the format of some phones and cameras that needs a licence to be read.
    #[error("the photo is in HEIC or AVIF: save it as JPEG, or set the camera to most compatible")]
    Heic,
}
