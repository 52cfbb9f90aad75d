//! Bytes that are said to be a photo, to pictures that may be kept.
//!
//! What was given is never kept: the picture is unpacked, turned upright, cropped, scaled and
//! written anew. So nothing of what the camera or an attacker wrote beside it (place, time,
//! device, other formats' content) can come through.

mod of_report;
mod of_station;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use crate::domain::photo::{
    InvalidPhoto, MAX_GIVEN_BYTES, MAX_GIVEN_PIXELS, MAX_KEPT_BYTES, PhotoSize,
};

pub use of_report::read_photo;
pub use of_station::{StationPictures, read_station_photo};

/// How good a kept file is, tried in turn until it is small enough.
const QUALITIES: [u8; 4] = [85, 70, 50, 25];

/// Memory that a decoder may take beside the picture itself, bytes.
const MAX_DECODER_BYTES: u64 = 256 * 1024 * 1024;

/// Unpacks a photo and hands it to `make`. A decoder that fails on what somebody made up for it
/// must not take the request with it.
fn made_of<T>(
    bytes: &[u8],
    make: impl FnOnce(DynamicImage) -> Result<T, InvalidPhoto>,
) -> Result<T, InvalidPhoto> {
    if bytes.len() > MAX_GIVEN_BYTES {
        return Err(InvalidPhoto::TooManyBytes);
    }
    catch_unwind(AssertUnwindSafe(|| make(unpacked(bytes)?)))
        .unwrap_or(Err(InvalidPhoto::Unreadable))
}

/// The picture as it is meant to be looked at.
fn unpacked(bytes: &[u8]) -> Result<DynamicImage, InvalidPhoto> {
    if is_heic(bytes) {
        return Err(InvalidPhoto::Heic);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| InvalidPhoto::Unreadable)?;
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(InvalidPhoto::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(invalid)?;
    // The size stands in the head of the file, before anything is unpacked.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_GIVEN_PIXELS {
        return Err(InvalidPhoto::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(invalid)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Whether a file says of itself (ISO 14496-12, `ftyp`) that it is HEIC or AVIF.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 9] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"];
    let brand = bytes.get(8..12).filter(|_| bytes.get(4..8) == Some(b"ftyp"));
    brand.is_some_and(|brand| BRANDS.iter().any(|known| brand == *known))
}

/// The picture in plain colours, scaled down, never up, to sides of at most `max_side_px`.
fn scaled(picture: &DynamicImage, max_side_px: u32) -> RgbImage {
    if picture.width().max(picture.height()) <= max_side_px {
        return picture.to_rgb8();
    }
    picture.resize(max_side_px, max_side_px, FilterType::Triangle).into_rgb8()
}

/// The best file that is small enough.
fn within_bytes(
    written: impl Fn(u8) -> Result<Vec<u8>, InvalidPhoto>,
) -> Result<Vec<u8>, InvalidPhoto> {
    for quality in QUALITIES {
        let file = written(quality)?;
        if file.len() <= MAX_KEPT_BYTES {
            return Ok(file);
        }
    }
    Err(InvalidPhoto::TooManyBytes)
}

fn size_of(picture: &RgbImage) -> PhotoSize {
    PhotoSize { width_px: picture.width(), height_px: picture.height() }
}

fn invalid(error: ImageError) -> InvalidPhoto {
    match error {
        ImageError::Limits(_) => InvalidPhoto::TooManyPixels,
        _ => InvalidPhoto::Unreadable,
    }
}

#[cfg(test)]
mod fixtures;
