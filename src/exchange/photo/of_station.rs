//! A photo of a station: two pictures in WebP, as riders look at them.

use image::{DynamicImage, RgbImage};

use super::{made_of, scaled, size_of, within_bytes};
use crate::domain::photo::{InvalidPhoto, PhotoSize};
use crate::domain::station_photo::{Crop, LARGE_SIDE_PX, PhotoKey, SMALL_SIDE_PX};

/// The pictures of a photo.
#[derive(Clone, PartialEq, Eq)]
pub struct StationPictures {
    /// Names them.
    pub key: PhotoKey,
    /// The size of the large one.
    pub size: PhotoSize,
    /// At most [`LARGE_SIDE_PX`] wide and high.
    pub large: Vec<u8>,
    /// At most [`SMALL_SIDE_PX`] wide and high.
    pub small: Vec<u8>,
}

impl std::fmt::Debug for StationPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StationPictures").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Reads a JPEG, PNG or WebP and makes the pictures of what the crop leaves of it. Takes as long
/// and as much memory as [`super::read_photo`].
///
/// # Errors
/// Why it cannot be taken.
pub fn read_station_photo(bytes: &[u8], crop: Crop) -> Result<StationPictures, InvalidPhoto> {
    made_of(bytes, |picture| {
        let large = scaled(&cropped(picture, crop), LARGE_SIDE_PX);
        let size = size_of(&large);
        let large_file = within_bytes(|quality| webp_of(&large, quality))?;
        let small = scaled(&DynamicImage::from(large), SMALL_SIDE_PX);
        let small_file = within_bytes(|quality| webp_of(&small, quality))?;
        let key = PhotoKey::of(&large_file);
        Ok(StationPictures { key, size, large: large_file, small: small_file })
    })
}

fn cropped(picture: DynamicImage, crop: Crop) -> DynamicImage {
    if crop == Crop::WHOLE {
        return picture;
    }
    let all = PhotoSize { width_px: picture.width(), height_px: picture.height() };
    let part = crop.of(all);
    picture.crop_imm(part.left, part.top, part.size.width_px, part.size.height_px)
}

fn webp_of(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, InvalidPhoto> {
    let encoder = webp::Encoder::from_rgb(picture, picture.width(), picture.height());
    let file = encoder.encode_simple(false, f32::from(quality));
    Ok(file.map_err(|_| InvalidPhoto::Unreadable)?.to_vec())
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb};

    use super::super::fixtures::{exif, file, holds, is_red, jpeg, noise, two_colours};
    use super::*;
    use crate::domain::photo::MAX_KEPT_BYTES;

    fn size_in(file: &[u8]) -> (u32, u32) {
        assert!(file.starts_with(b"RIFF") && file[8..].starts_with(b"WEBPVP8 "), "lossy WebP");
        let picture = image::load_from_memory(file).expect("a picture");
        (picture.width(), picture.height())
    }

    #[test]
    fn a_photo_becomes_two_pictures_without_what_the_camera_noted() {
        let given = jpeg(&two_colours(3200, 1200), Some(exif(1)));
        assert!(holds(&given, b"secret"));
        let made = read_station_photo(&given, Crop::WHOLE).expect("a photo");
        assert_eq!(made.size, PhotoSize { width_px: 1600, height_px: 600 });
        assert_eq!((size_in(&made.large), size_in(&made.small)), ((1600, 600), (400, 150)));
        for file in [&made.large, &made.small] {
            assert!(!holds(file, b"secret") && !holds(file, b"EXIF") && !holds(file, b"Exif"));
            assert!(is_red(file, 20, 100) && !is_red(file, 390, 100) || file == &made.large);
        }
        assert_eq!(made.key, PhotoKey::of(&made.large));
    }

    #[test]
    fn a_crop_is_of_the_picture_as_it_is_looked_at() {
        // Turned by a quarter, the red half lies on top.
        let given = jpeg(&two_colours(80, 40), Some(exif(6)));
        for (crop, size, red) in [
            ((0.0, 0.0, 1.0, 0.5), (40, 40), true),
            ((0.0, 0.5, 1.0, 0.5), (40, 40), false),
            ((0.25, 0.0, 0.5, 0.25), (20, 20), true),
        ] {
            let rectangle = Crop::new(crop.0, crop.1, crop.2, crop.3).expect("a crop");
            let made = read_station_photo(&given, rectangle).expect("a photo");
            assert_eq!(size_in(&made.large), size, "{crop:?}");
            assert_eq!(is_red(&made.large, 10, 10), red, "{crop:?}");
        }
    }

    #[test]
    fn every_format_of_phones_and_of_the_web_is_read_and_small_ones_are_not_blown_up() {
        let picture = DynamicImage::from(two_colours(64, 48));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let made = read_station_photo(&file(&picture, format), Crop::WHOLE).expect("a photo");
            assert_eq!((size_in(&made.large), size_in(&made.small)), ((64, 48), (64, 48)));
        }
    }

    #[test]
    fn the_same_photo_has_the_same_key_and_another_crop_has_another() {
        let given = jpeg(&two_colours(200, 100), None);
        let key = |crop| read_station_photo(&given, crop).expect("a photo").key;
        assert_eq!(key(Crop::WHOLE), key(Crop::WHOLE));
        assert_ne!(key(Crop::WHOLE), key(Crop::new(0.0, 0.0, 0.5, 1.0).expect("a crop")));
    }

    #[test]
    fn a_picture_that_compresses_badly_is_kept_within_its_bytes() {
        let made = read_station_photo(&jpeg(&noise(1600), None), Crop::WHOLE).expect("a photo");
        assert!(made.large.len() <= MAX_KEPT_BYTES, "{}", made.large.len());
    }

    #[test]
    fn a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked() {
        let bomb = DynamicImage::new_luma8(5_000, 5_000);
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let bomb = file(&DynamicImage::from(bomb.to_rgb8()), format);
            assert!(bomb.len() < 500_000, "{}", bomb.len());
            assert_eq!(read_station_photo(&bomb, Crop::WHOLE), Err(InvalidPhoto::TooManyPixels));
        }
    }

    #[test]
    fn a_thin_picture_keeps_a_pixel_of_its_short_side() {
        let thin = RgbImage::from_pixel(3000, 1, Rgb([9, 9, 9]));
        let made = read_station_photo(&jpeg(&thin, None), Crop::WHOLE).expect("a photo");
        assert_eq!((size_in(&made.large), size_in(&made.small)), ((1600, 1), (400, 1)));
    }
}
