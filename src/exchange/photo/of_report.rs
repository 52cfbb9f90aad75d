//! The photo that comes with a rider's report: one JPEG, as staff look at it.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};

use super::{invalid, made_of, scaled, size_of, within_bytes};
use crate::domain::photo::{InvalidPhoto, MAX_SIDE_PX, Photo};

/// Reads a JPEG, PNG or WebP and makes a photo of it. Takes some hundred milliseconds and up to
/// some hundred megabytes: not for a thread that answers requests, and not for many at once.
///
/// # Errors
/// Why it cannot be taken.
pub fn read_photo(bytes: &[u8]) -> Result<Photo, InvalidPhoto> {
    made_of(bytes, |picture| {
        let picture = scaled(&picture, MAX_SIDE_PX);
        let jpeg = within_bytes(|quality| jpeg_of(&picture, quality))?;
        Ok(Photo { jpeg, size: size_of(&picture) })
    })
}

fn jpeg_of(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, InvalidPhoto> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(invalid)?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};
    use proptest::prelude::*;

    use super::super::fixtures::{exif, file, holds, is_red, jpeg, noise, two_colours};
    use super::*;
    use crate::domain::photo::{MAX_GIVEN_BYTES, MAX_KEPT_BYTES, PhotoSize};

    #[test]
    fn a_photo_keeps_its_picture_and_loses_all_else() {
        let given = jpeg(&two_colours(80, 40), Some(exif(1)));
        assert!(holds(&given, b"secret") && holds(&given, b"Exif"));
        let photo = read_photo(&given).expect("a photo");
        assert!(!holds(&photo.jpeg, b"secret") && !holds(&photo.jpeg, b"Exif"));
        assert_eq!(photo.size, PhotoSize { width_px: 80, height_px: 40 });
        assert!(is_red(&photo.jpeg, 5, 20) && !is_red(&photo.jpeg, 75, 20));
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
            assert!(is_red(&photo.jpeg, red.0, red.1), "orientation {orientation}");
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
        let photo = read_photo(&jpeg(&noise(1600), None)).expect("a photo");
        assert!(photo.jpeg.len() <= MAX_KEPT_BYTES, "{}", photo.jpeg.len());
    }

    #[test]
    fn transparent_and_grey_pngs_are_photos_too() {
        for picture in [DynamicImage::new_rgba16(20, 10), DynamicImage::new_luma8(20, 10)] {
            assert!(read_photo(&file(&picture, ImageFormat::Png)).is_ok());
        }
    }

    #[test]
    fn a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked() {
        let bomb = file(&DynamicImage::new_luma8(5_000, 5_000), ImageFormat::Png);
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
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", InvalidPhoto::Heic),
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
            let mut bytes = if is_png { file(&picture.into(), ImageFormat::Png) } else { jpeg(&picture, Some(exif(6))) };
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
