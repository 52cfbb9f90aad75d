//! Bytes that are said to be a photo, to a photo that may be kept.
//!
//! What was given is never kept: the picture is unpacked, turned upright, scaled and written
//! anew. So nothing of what the camera or an attacker wrote beside it (place, time, device,
//! other formats' content) can come through.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    RgbImage,
};

use crate::domain::photo::{
    InvalidPhoto, MAX_GIVEN_BYTES, MAX_GIVEN_PIXELS, MAX_KEPT_BYTES, MAX_SIDE_PX, Photo, PhotoSize,
};

/// How good the kept file is, tried in turn until it is small enough.
const QUALITIES: [u8; 4] = [85, 70, 50, 25];

/// Memory that a decoder may take beside the picture itself, bytes.
const MAX_DECODER_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a JPEG or PNG and makes a photo of it. Takes some hundred milliseconds and up to some
/// hundred megabytes: not for a thread that answers requests, and not for many at once.
///
/// # Errors
/// Why it cannot be taken.
pub fn read_photo(bytes: &[u8]) -> Result<Photo, InvalidPhoto> {
    if bytes.len() > MAX_GIVEN_BYTES {
        return Err(InvalidPhoto::TooManyBytes);
    }
    // A decoder that fails on what somebody made up for it must not take the request with it.
    catch_unwind(AssertUnwindSafe(|| written(&scaled(unpacked(bytes)?))))
        .unwrap_or(Err(InvalidPhoto::Unreadable))
}

/// The picture as it is meant to be looked at.
fn unpacked(bytes: &[u8]) -> Result<DynamicImage, InvalidPhoto> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| InvalidPhoto::Unreadable)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
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

/// The picture in its size, in plain colours.
fn scaled(picture: DynamicImage) -> RgbImage {
    let is_small = picture.width().max(picture.height()) <= MAX_SIDE_PX;
    let picture = if is_small {
        picture
    } else {
        picture.resize(MAX_SIDE_PX, MAX_SIDE_PX, FilterType::Triangle)
    };
    picture.into_rgb8()
}

fn written(picture: &RgbImage) -> Result<Photo, InvalidPhoto> {
    let size = PhotoSize { width_px: picture.width(), height_px: picture.height() };
    for quality in QUALITIES {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality)
            .encode(picture, size.width_px, size.height_px, ExtendedColorType::Rgb8)
            .map_err(invalid)?;
        if jpeg.len() <= MAX_KEPT_BYTES {
            return Ok(Photo { jpeg, size });
        }
    }
    Err(InvalidPhoto::TooManyBytes)
}

fn invalid(error: ImageError) -> InvalidPhoto {
    match error {
        ImageError::Limits(_) => InvalidPhoto::TooManyPixels,
        _ => InvalidPhoto::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, Rgb};
    use proptest::prelude::*;

    /// Left half red, right half blue.
    fn two_colours(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
        })
    }

    fn jpeg(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).expect("EXIF can be written");
        }
        encoder
            .write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8)
            .expect("a JPEG");
        bytes
    }

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    }

    /// A little-endian EXIF block that says how the picture is turned, and a secret.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        block.extend(b"GPSLatitude 39.92 secret");
        block
    }

    fn is_red(photo: &Photo, x: u32, y: u32) -> bool {
        let picture = image::load_from_memory(&photo.jpeg).expect("a picture").into_rgb8();
        let Rgb([red, _, blue]) = *picture.get_pixel(x, y);
        red > blue
    }

    #[test]
    fn a_photo_keeps_its_picture_and_loses_all_else() {
        let given = jpeg(&two_colours(80, 40), Some(exif(1)));
        let holds = |bytes: &[u8], secret: &[u8]| bytes.windows(secret.len()).any(|w| w == secret);
        assert!(holds(&given, b"secret") && holds(&given, b"Exif"));
        let photo = read_photo(&given).expect("a photo");
        assert!(!holds(&photo.jpeg, b"secret") && !holds(&photo.jpeg, b"Exif"));
        assert_eq!(photo.size, PhotoSize { width_px: 80, height_px: 40 });
        assert!(is_red(&photo, 5, 20) && !is_red(&photo, 75, 20));
    }

    #[test]
    fn a_photo_is_turned_as_its_exif_says() {
        // Where the red half is: left, right, left, right, top, top, bottom, bottom.
        for (orientation, width, red) in [
            (1, 80, (5, 20)),
            (2, 80, (75, 20)),
            (3, 80, (75, 20)),
            (4, 80, (5, 20)),
            (5, 40, (20, 5)),
            (6, 40, (20, 5)),
            (7, 40, (20, 75)),
            (8, 40, (20, 75)),
        ] {
            let photo =
                read_photo(&jpeg(&two_colours(80, 40), Some(exif(orientation)))).expect("a photo");
            assert_eq!(photo.size.width_px, width, "orientation {orientation}");
            assert!(is_red(&photo, red.0, red.1), "orientation {orientation}");
        }
    }

    #[test]
    fn a_large_photo_is_scaled_and_a_small_one_is_not() {
        for (given, kept) in
            [((3200, 1200), (1600, 600)), ((900, 3600), (400, 1600)), ((64, 48), (64, 48))]
        {
            let photo = read_photo(&jpeg(&two_colours(given.0, given.1), None)).expect("a photo");
            assert_eq!((photo.size.width_px, photo.size.height_px), kept, "{given:?}");
            assert!(photo.jpeg.len() <= MAX_KEPT_BYTES);
        }
    }

    #[test]
    fn a_picture_that_compresses_badly_is_kept_within_its_bytes() {
        let mut state = 1_u32;
        let noise = RgbImage::from_fn(1600, 1600, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = state.to_be_bytes();
            Rgb([a, b, c])
        });
        let photo = read_photo(&jpeg(&noise, None)).expect("a photo");
        assert!(photo.jpeg.len() <= MAX_KEPT_BYTES, "{}", photo.jpeg.len());
    }

    #[test]
    fn transparent_and_grey_pngs_are_photos_too() {
        for picture in [DynamicImage::new_rgba16(20, 10), DynamicImage::new_luma8(20, 10)] {
            assert!(read_photo(&png(&picture)).is_ok());
        }
    }

    #[test]
    fn a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked() {
        let bomb = png(&DynamicImage::new_luma8(5_000, 5_000));
        assert!(bomb.len() < 200_000, "{}", bomb.len());
        assert_eq!(read_photo(&bomb), Err(InvalidPhoto::TooManyPixels));
        // A head that only claims so.
        let mut claims = jpeg(&two_colours(16, 16), None);
        let at = claims.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame");
        claims[at + 5..at + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert_eq!(read_photo(&claims), Err(InvalidPhoto::TooManyPixels));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        let good = jpeg(&two_colours(32, 32), None);
        let gif =
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        for (bytes, error) in [
            (&b""[..], InvalidPhoto::Unreadable),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", InvalidPhoto::Unreadable),
            (gif, InvalidPhoto::Unreadable),
            (&good[..20], InvalidPhoto::Unreadable),
            (&vec![0xff; MAX_GIVEN_BYTES + 1], InvalidPhoto::TooManyBytes),
        ] {
            assert_eq!(read_photo(bytes), Err(error));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_bytes_make_the_reader_panic_and_what_comes_out_is_within_bounds(
            is_png: bool,
            changes in proptest::collection::vec((0_usize..2000, any::<u8>()), 0..12),
            cut in 0_usize..3000,
        ) {
            let picture = two_colours(48, 32);
            let mut bytes = if is_png { png(&picture.into()) } else { jpeg(&picture, Some(exif(6))) };
            for (at, byte) in changes {
                let length = bytes.len();
                bytes[at % length] = byte;
            }
            bytes.truncate(cut.max(8));
            if let Ok(photo) = read_photo(&bytes) {
                prop_assert!(photo.size.width_px.max(photo.size.height_px) <= MAX_SIDE_PX);
                prop_assert!(photo.jpeg.len() <= MAX_KEPT_BYTES);
                prop_assert!(photo.jpeg.starts_with(&[0xff, 0xd8, 0xff]));
            }
        }
    }
}
