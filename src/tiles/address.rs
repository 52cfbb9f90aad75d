//! Which tile, and where its units lie.

use thiserror::Error;

use super::{BUFFER, EXTENT, MAX_ZOOM};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::index::list::Bbox;

/// How far, in degrees, no datum puts a place away from where WGS-84 has it.
const SHIFT_DEG: f64 = 0.03;

/// A tile of Web Mercator, y from the north, of a map that is drawn in a datum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileAddress {
    pub(super) z: u8,
    pub(super) x: u32,
    pub(super) y: u32,
    datum: Datum,
}

/// Numbers that name no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("there is no such tile: z is 0 to {MAX_ZOOM}, x and y are 0 to 2^z - 1")]
pub struct InvalidAddress;

impl TileAddress {
    /// The tile of these numbers, of a map in WGS-84.
    ///
    /// # Errors
    /// [`InvalidAddress`] when there is none.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, InvalidAddress> {
        let is_tile = z <= MAX_ZOOM && x < 1 << z && y < 1 << z;
        if is_tile { Ok(Self { z, x, y, datum: Datum::Wgs84 }) } else { Err(InvalidAddress) }
    }

    /// The same tile of a map that is drawn in a datum.
    pub fn in_datum(self, datum: Datum) -> Self {
        Self { datum, ..self }
    }

    /// Where a position lies on the square map of the world, 0 to 1, y from the north. WGS-84
    /// degrees.
    pub(super) fn world(self, lon: f64, lat: f64) -> (f64, f64) {
        // The map is drawn in its datum; what is no position has no other one either.
        let drawn = Wgs84::new(lon, lat).map(|position| self.datum.from_wgs84(position));
        let (lon, lat) = drawn.unwrap_or((lon, lat));
        // Beyond it the square map has nothing.
        let lat = lat.clamp(-85.051_128, 85.051_128).to_radians();
        (lon / 360.0 + 0.5, 0.5 - lat.tan().asinh() / std::f64::consts::TAU)
    }

    /// Where a position lies in units of the tile, x to the east, y to the south. WGS-84 degrees.
    pub(super) fn units(self, lon: f64, lat: f64) -> (f64, f64) {
        let (x, y) = self.world(lon, lat);
        let tiles = f64::from(1_u32 << self.z);
        let extent = f64::from(EXTENT);
        ((x * tiles - f64::from(self.x)) * extent, (y * tiles - f64::from(self.y)) * extent)
    }

    /// A rectangle that holds all that lies in the tile or in a margin around it, in units of the
    /// tile; and, on a map in another datum than WGS-84, some more. WGS-84 degrees.
    pub(super) fn bbox(self, margin: f64) -> Bbox {
        let tiles = f64::from(1_u32 << self.z);
        let margin = margin / f64::from(EXTENT);
        let lon = |x: f64| (x / tiles).clamp(0.0, 1.0) * 360.0 - 180.0;
        let lat = |y: f64| {
            let y = (y / tiles).clamp(0.0, 1.0);
            (std::f64::consts::PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()
        };
        let shift_deg = if self.datum == Datum::Wgs84 { 0.0 } else { SHIFT_DEG };
        Bbox {
            west: (lon(f64::from(self.x) - margin) - shift_deg).max(-180.0),
            south: lat(f64::from(self.y) + 1.0 + margin) - shift_deg,
            east: (lon(f64::from(self.x) + 1.0 + margin) + shift_deg).min(180.0),
            north: lat(f64::from(self.y) - margin) + shift_deg,
        }
    }

    /// Whether units lie in the tile or its buffer.
    pub(super) fn holds(self, (x, y): (f64, f64)) -> bool {
        let within = -BUFFER..=f64::from(EXTENT) + BUFFER;
        within.contains(&x) && within.contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_where_the_published_formula_puts_them() {
        // OpenStreetMap's wiki, "Slippy map tilenames": zoom 18 of 35.6590699 N 139.7006793 E is
        // 232798/103246; at zoom 16 a quarter of each.
        let tile = TileAddress::new(16, 232_798 >> 2, 103_246 >> 2).unwrap();
        let (x, y) = tile.units(139.700_679_3, 35.659_069_9);
        assert!((0.0..4096.0).contains(&x) && (0.0..4096.0).contains(&y), "{x} {y}");
        let bbox = tile.bbox(0.0);
        assert!(bbox.contains(Wgs84::new(139.700_679_3, 35.659_069_9).unwrap()));
        assert!(bbox.east - bbox.west < 0.006);
    }

    #[test]
    fn no_datum_puts_a_place_farther_away_than_is_looked() {
        for (lon, lat) in (73..=135).flat_map(|lon| (18..=53).map(move |lat| (lon, lat))) {
            let here = Wgs84::new(f64::from(lon), f64::from(lat)).unwrap();
            for datum in Datum::ALL {
                let (x, y) = datum.from_wgs84(here);
                let shift_deg = (x - here.lon()).abs().max((y - here.lat()).abs());
                assert!(shift_deg < SHIFT_DEG / 1.5, "{datum} at {lon} {lat}: {shift_deg}");
            }
        }
    }

    #[test]
    fn numbers_beyond_the_world_name_no_tile() {
        for (z, x, y) in [(0, 1, 0), (3, 8, 0), (3, 0, 8), (17, 0, 0), (255, 0, 0)] {
            assert_eq!(TileAddress::new(z, x, y), Err(InvalidAddress), "{z}/{x}/{y}");
        }
    }
}
