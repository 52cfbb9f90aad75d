//! A photo of a station (照片): two pictures, named by their content, and the words beside them.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::photo::PhotoSize;
use super::text::one_line;

/// The most photos of one station.
pub const MAX_PHOTOS: usize = 12;
/// The longest side of the picture for pages that show one photo, pixels.
pub const LARGE_SIDE_PX: u32 = 1600;
/// The longest side of the picture for lists of photos, pixels.
pub const SMALL_SIDE_PX: u32 = 400;
/// The longest caption, characters.
pub const MAX_CAPTION_CHARS: usize = 100;
/// The longest credit, characters.
pub const MAX_CREDIT_CHARS: usize = 40;

/// Names a photo by its content: the first 128 bits of the SHA-256 of its large picture. No two
/// photos of a district share one by chance, and what stands behind a key never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhotoKey(u128);

impl PhotoKey {
    /// The key of a photo with this large picture.
    pub fn of(large: &[u8]) -> Self {
        let digest = Sha256::digest(large);
        Self(digest.iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte)))
    }
}

/// A text that names no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a photo's key has 32 hexadecimal digits in lower case")]
pub struct InvalidPhotoKey;

impl fmt::Display for PhotoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for PhotoKey {
    type Err = InvalidPhotoKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 32 || !text.bytes().all(is_digit) {
            return Err(InvalidPhotoKey);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| InvalidPhotoKey)
    }
}

impl TryFrom<String> for PhotoKey {
    type Error = InvalidPhotoKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PhotoKey> for String {
    fn from(key: PhotoKey) -> Self {
        key.to_string()
    }
}

/// Which of a photo's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// At most [`LARGE_SIDE_PX`] wide and high.
    Large,
    /// At most [`SMALL_SIDE_PX`] wide and high.
    Small,
}

/// The file of one picture: `KEY.webp` or `KEY-small.webp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureFile {
    /// Of which photo.
    pub key: PhotoKey,
    /// Which picture of it.
    pub picture: Picture,
}

impl fmt::Display for PictureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = match self.picture {
            Picture::Large => "",
            Picture::Small => "-small",
        };
        write!(f, "{}{size}.webp", self.key)
    }
}

impl FromStr for PictureFile {
    type Err = InvalidPhotoKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let stem = text.strip_suffix(".webp").ok_or(InvalidPhotoKey)?;
        let (key, picture) = match stem.strip_suffix("-small") {
            Some(key) => (key, Picture::Small),
            None => (stem, Picture::Large),
        };
        Ok(Self { key: key.parse()?, picture })
    }
}

/// One photo among a station's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationPhoto {
    /// Its pictures.
    pub key: PhotoKey,
    /// The size of the large one.
    #[serde(flatten)]
    pub size: PhotoSize,
    /// What is said of it.
    #[serde(flatten)]
    pub words: PhotoWords,
}

impl StationPhoto {
    /// The file of one of its pictures.
    pub fn file(&self, picture: Picture) -> PictureFile {
        PictureFile { key: self.key, picture }
    }
}

/// As the change log tells it: the key, then what is said of it.
impl fmt::Display for StationPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PhotoWords { caption, credit, taken_on } = &self.words;
        let day = taken_on.map_or_else(String::new, |day| day.to_string());
        write!(f, "{}", self.key)?;
        let said = [caption, credit, &day].into_iter().filter(|words| !words.is_empty());
        said.enumerate()
            .try_for_each(|(at, words)| write!(f, "{}{words}", if at == 0 { " " } else { " · " }))
    }
}

/// What is said of a photo.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PhotoWords {
    /// What it shows; also read out to those who do not see it. May be empty.
    #[serde(default)]
    pub caption: String,
    /// Who took it; may be empty.
    #[serde(default)]
    pub credit: String,
    /// The day on which it was taken.
    #[serde(default)]
    pub taken_on: Option<NaiveDate>,
}

/// Words that are too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the {member} has more than {max_chars} characters: shorten it")]
pub struct WordsTooLong {
    /// `caption` or `credit`.
    pub member: &'static str,
    /// The most that there may be.
    pub max_chars: usize,
}

impl PhotoWords {
    /// Words on one line each.
    ///
    /// # Errors
    /// [`WordsTooLong`].
    pub fn new(
        caption: &str,
        credit: &str,
        taken_on: Option<NaiveDate>,
    ) -> Result<Self, WordsTooLong> {
        let within = |text: &str, member, max_chars| {
            let text = one_line(text);
            if text.chars().count() > max_chars {
                return Err(WordsTooLong { member, max_chars });
            }
            Ok(text)
        };
        Ok(Self {
            caption: within(caption, "caption", MAX_CAPTION_CHARS)?,
            credit: within(credit, "credit", MAX_CREDIT_CHARS)?,
            taken_on,
        })
    }
}

/// A rectangle of a picture, in fractions of the picture's width and height as it is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crop {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A rectangle in pixels, within its picture and not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CropPx {
    /// From the picture's left edge.
    pub left: u32,
    /// From the picture's upper edge.
    pub top: u32,
    /// How large it is.
    pub size: PhotoSize,
}

impl Crop {
    /// All of the picture.
    pub const WHOLE: Self = Self { left: 0.0, top: 0.0, width: 1.0, height: 1.0 };

    /// The rectangle from `left`, `top`, `width` wide and `height` high; `None` when it is empty
    /// or not within the picture. What sticks out by a rounding error is cut off.
    pub fn new(left: f64, top: f64, width: f64, height: f64) -> Option<Self> {
        const ROUNDING: f64 = 1e-6;
        let starts = |start: f64| (0.0..1.0).contains(&start);
        let fits = |start: f64, length: f64| length > 0.0 && start + length <= 1.0 + ROUNDING;
        let is_within = starts(left) && starts(top) && fits(left, width) && fits(top, height);
        is_within.then_some(Self { left, top, width, height })
    }

    /// The rectangle in a picture of this size.
    pub fn of(self, picture: PhotoSize) -> CropPx {
        let (left, width_px) = pixels(self.left, self.width, picture.width_px);
        let (top, height_px) = pixels(self.top, self.height, picture.height_px);
        CropPx { left, top, size: PhotoSize { width_px, height_px } }
    }
}

/// Where a stretch begins on a side of so many pixels, and how long it is: one pixel at least.
fn pixels(start: f64, length: f64, side: u32) -> (u32, u32) {
    let side_px = f64::from(side);
    // Within 0 and `side`, because the fractions are within 0 and 1.
    let first = ((start * side_px).round() as u32).min(side.saturating_sub(1));
    let end = (((start + length) * side_px).round() as u32).clamp(first + 1, side.max(first + 1));
    (first, end - first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_the_beginning_of_the_digest_that_was_published_for_its_content() {
        // FIPS 180-4, the example of one block: "abc".
        assert_eq!(PhotoKey::of(b"abc").to_string(), "ba7816bf8f01cfea414140de5dae2223");
        // And a digest that begins with a zero keeps its 32 digits.
        assert_eq!(PhotoKey(7).to_string().len(), 32);
    }

    #[test]
    fn a_file_names_a_photo_and_one_of_its_pictures_and_nothing_else() {
        let key = PhotoKey::of(b"abc");
        for picture in [Picture::Large, Picture::Small] {
            let file = PictureFile { key, picture };
            assert_eq!(file.to_string().parse(), Ok(file));
        }
        let digits = key.to_string();
        for text in [
            "",
            ".webp",
            &digits,
            &format!("{digits}.png"),
            &format!("{digits}-small-small.webp"),
            &format!("../{digits}.webp"),
            &format!("+{}.webp", &digits[1..]),
            &format!("{}.webp", digits.to_uppercase()),
            &format!("{}.webp", &digits[1..]),
        ] {
            assert_eq!(text.parse::<PictureFile>(), Err(InvalidPhotoKey), "{text}");
        }
    }

    #[test]
    fn words_are_kept_on_one_line_as_they_were_written_and_within_bounds() {
        let words = PhotoWords::new(" 门口，\n朝南 ", "王丽", None).expect("words");
        assert_eq!((words.caption.as_str(), words.credit.as_str()), ("门口， 朝南", "王丽"));
        let long = "长".repeat(MAX_CAPTION_CHARS);
        assert!(PhotoWords::new(&long, "", None).is_ok());
        let refused = PhotoWords::new(&format!("{long}长"), "", None).expect_err("too long");
        assert_eq!((refused.member, refused.max_chars), ("caption", MAX_CAPTION_CHARS));
        let refused = PhotoWords::new("", &"长".repeat(MAX_CREDIT_CHARS + 1), None);
        assert_eq!(refused.expect_err("too long").member, "credit");
    }

    #[test]
    fn a_crop_lies_within_its_picture() {
        for (left, top, width, height, is_one) in [
            (0.0, 0.0, 1.0, 1.0, true),
            (0.25, 0.5, 0.5, 0.5, true),
            (0.7, 0.0, 0.3, 1.0, true),
            (0.7, 0.0, 0.31, 1.0, false),
            (-0.1, 0.0, 0.5, 0.5, false),
            (1.0, 0.0, 0.1, 0.5, false),
            (0.0, 0.0, 0.0, 0.5, false),
            (0.0, 0.0, f64::NAN, 0.5, false),
            (f64::INFINITY, 0.0, 0.5, 0.5, false),
        ] {
            let crop = Crop::new(left, top, width, height);
            assert_eq!(crop.is_some(), is_one, "{left} {top} {width} {height}");
        }
    }

    proptest! {
        #[test]
        fn a_crop_of_any_picture_is_within_it_and_not_empty(
            left in 0.0..1.0, top in 0.0..1.0, width in 0.0..1.0, height in 0.0..1.0,
            width_px in 1_u32..20_000, height_px in 1_u32..20_000,
        ) {
            let Some(crop) = Crop::new(left, top, width, height) else { return Ok(()) };
            let found = crop.of(PhotoSize { width_px, height_px });
            prop_assert!(found.size.width_px > 0 && found.size.height_px > 0);
            prop_assert!(found.left + found.size.width_px <= width_px);
            prop_assert!(found.top + found.size.height_px <= height_px);
        }
    }
}
