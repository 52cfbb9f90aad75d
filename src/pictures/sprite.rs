//! The sprite of the map style: signs of stations, as the web app's map draws them, of amenities and
//! of places, on one sheet, with an index that says where each stands.
//! <https://maplibre.org/maplibre-style-spec/sprite/>
//!
//! The sheet is put together with the program (`build.rs`), from the outlines of the web app, Maki and
//! Temaki. Only the district's colour comes later, because it is data.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{PictureError, ink, press};

/// The sheet, with [`ink::THEME`] where the district's colour is.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/sprite.svg"));
/// Where each sign stands on it.
const INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/sprite.json"));

/// A sheet of signs.
#[derive(Debug, Clone)]
pub struct Sprite {
    svg: String,
}

/// Where a sign stands, pixels of a page.
#[derive(Debug, Deserialize)]
struct Place {
    x: usize,
    y: usize,
    size: usize,
}

impl Sprite {
    /// Signs in the colours of a page; what is open has the district's `colour`, which is `#` and
    /// six hexadecimal digits.
    pub fn new(colour: &str) -> Self {
        Self { svg: SHEET.replace(ink::THEME, colour) }
    }

    /// Where each sign stands on the sheet with so many pixels a pixel of a page, as JSON.
    pub fn index(density: usize) -> String {
        // It was written by a serializer; a test reads it.
        let places: BTreeMap<String, Place> = serde_json::from_str(INDEX).unwrap_or_default();
        let entry = |(name, place): (String, Place)| {
            let entry = json!({
                "x": place.x * density,
                "y": place.y * density,
                "width": place.size * density,
                "height": place.size * density,
                "pixelRatio": density,
            });
            (name, entry)
        };
        Value::Object(places.into_iter().map(entry).collect::<Map<_, _>>()).to_string()
    }

    /// The sheet as PNG, with so many pixels a pixel of a page.
    ///
    /// # Errors
    /// [`PictureError`]: a defect of the layout, or no memory.
    pub fn png(&self, density: usize) -> Result<Vec<u8>, PictureError> {
        press::png(&self.svg, density as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::PlaceKind;

    #[test]
    fn every_kind_of_place_has_a_sign() {
        let index: Map<String, Value> = serde_json::from_str(&Sprite::index(1)).unwrap();
        for kind in PlaceKind::ALL {
            assert!(index.contains_key(&format!("place/{}", kind.key())), "{kind:?}");
        }
    }

    fn sprite() -> Sprite {
        Sprite::new("#0b6e4f")
    }

    #[test]
    fn every_sign_stands_within_the_sheet_and_none_on_another() {
        let amenities = include_str!("../../web/src/ui/icons/amenities.json");
        let amenities: Map<String, Value> = serde_json::from_str(amenities).unwrap();
        for density in [1, 2] {
            let picture = image::load_from_memory(&sprite().png(density).unwrap()).unwrap();
            let index: Map<String, Value> = serde_json::from_str(&Sprite::index(density)).unwrap();
            assert_eq!(index.len(), 2 * 4 + amenities.len() + PlaceKind::ALL.len());
            let mut taken = std::collections::HashSet::new();
            for (name, place) in &index {
                let [x, y, width, height] = ["x", "y", "width", "height"]
                    .map(|key| u32::try_from(place[key].as_u64().unwrap()).unwrap());
                assert_eq!(place["pixelRatio"], density, "{name}");
                assert!(x + width <= picture.width() && y + height <= picture.height(), "{name}");
                let field = picture.crop_imm(x, y, width, height).to_rgba8();
                assert!(field.pixels().any(|pixel| pixel.0[3] == 255), "{name} is empty");
                let pixels = (x..x + width).flat_map(|x| (y..y + height).map(move |y| (x, y)));
                assert!(pixels.into_iter().all(|pixel| taken.insert(pixel)), "{name}");
            }
        }
    }

    #[test]
    fn no_two_states_of_a_station_look_the_same_without_colour() {
        let picture = image::load_from_memory(&sprite().png(1).unwrap()).unwrap().to_luma_alpha8();
        let index: Map<String, Value> = serde_json::from_str(&Sprite::index(1)).unwrap();
        let stations = index.iter().filter(|(name, _)| name.starts_with("station/"));
        let mut seen: Vec<(&String, Vec<bool>)> = Vec::new();
        for (name, place) in stations {
            let [x, y] = ["x", "y"].map(|key| u32::try_from(place[key].as_u64().unwrap()).unwrap());
            let field = image::imageops::crop_imm(&picture, x, y, 30, 30).to_image();
            let is_dark = field.pixels().map(|pixel| pixel.0[1] > 128 && pixel.0[0] < 128);
            let shape: Vec<bool> = is_dark.collect();
            for (other, before) in &seen {
                let different = before.iter().zip(&shape).filter(|(a, b)| a != b).count();
                assert!(different > 15, "{name} and {other} differ by {different} pixels");
            }
            seen.push((name, shape));
        }
    }
}
