//! Which tile, and where its units lie.

use thiserror::Error;

use super::{BUFFER, EXTENT, MAX_ZOOM};
use crate::domain::coordinates::Wgs84;
use crate::index::list::Bbox;

/// A tile of Web Mercator, y from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileAddress {
    pub(super) z: u8,
    pub(super) x: u32,
    pub(super) y: u32,
}

/// Numbers that name no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("there is no such tile: z is 0 to {MAX_ZOOM}, x and y are 0 to 2^z - 1")]
pub struct InvalidAddress;

impl TileAddress {
    /// The tile of these numbers.
    ///
    /// # Errors
    /// [`InvalidAddress`] when there is none.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, InvalidAddress> {
        let is_tile = z <= MAX_ZOOM && x < 1 << z && y < 1 << z;
        if is_tile { Ok(Self { z, x, y }) } else { Err(InvalidAddress) }
    }

    /// Where a position lies in units of the tile, x to the east, y to the south.
    pub(super) fn units(self, lon: f64, lat: f64) -> (f64, f64) {
        let (x, y) = world(lon, lat);
        let tiles = f64::from(1_u32 << self.z);
        let extent = f64::from(EXTENT);
        ((x * tiles - f64::from(self.x)) * extent, (y * tiles - f64::from(self.y)) * extent)
    }

    /// The rectangle of the tile with a margin around it, in units of the tile: WGS-84 degrees.
    pub(super) fn bbox(self, margin: f64) -> Bbox {
        let tiles = f64::from(1_u32 << self.z);
        let margin = margin / f64::from(EXTENT);
        let lon = |x: f64| (x / tiles).clamp(0.0, 1.0) * 360.0 - 180.0;
        let lat = |y: f64| {
            let y = (y / tiles).clamp(0.0, 1.0);
            (std::f64::consts::PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()
        };
        Bbox {
            west: lon(f64::from(self.x) - margin),
            south: lat(f64::from(self.y) + 1.0 + margin),
            east: lon(f64::from(self.x) + 1.0 + margin),
            north: lat(f64::from(self.y) - margin),
        }
    }

    /// Whether units lie in the tile or its buffer.
    pub(super) fn holds(self, (x, y): (f64, f64)) -> bool {
        let within = -BUFFER..=f64::from(EXTENT) + BUFFER;
        within.contains(&x) && within.contains(&y)
    }
}

/// Where a position lies on the square map of the world, 0 to 1, y from the north.
pub(super) fn world(lon: f64, lat: f64) -> (f64, f64) {
    // Beyond it the square map has nothing.
    let lat = lat.clamp(-85.051_128, 85.051_128).to_radians();
    (lon / 360.0 + 0.5, 0.5 - lat.tan().asinh() / std::f64::consts::TAU)
}

/// The same of a position.
pub(super) fn world_of(position: Wgs84) -> (f64, f64) {
    world(position.lon(), position.lat())
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
    fn numbers_beyond_the_world_name_no_tile() {
        for (z, x, y) in [(0, 1, 0), (3, 8, 0), (3, 0, 8), (17, 0, 0), (255, 0, 0)] {
            assert_eq!(TileAddress::new(z, x, y), Err(InvalidAddress), "{z}/{x}/{y}");
        }
    }
}
