//! Which part of the earth a map shows, and where on it a position lies: Web Mercator (EPSG:3857),
//! as all web maps have it, so that a zoom means the same as in the web app.

use crate::domain::coordinates::{WGS84_A_M, Wgs84};

/// The edge of a tile, pixels of the layout: at zoom 0 the whole earth, at each further zoom half.
const TILE_PX: f64 = 512.0;
/// The latitude at which the square of Web Mercator ends, degrees.
const EDGE_LAT: f64 = 85.051_128;

/// The largest zoom.
pub const MAX_ZOOM: f64 = 20.0;

/// A place on the map: pixels of the layout from its left edge and from its upper one.
pub(super) type At = [f64; 2];

/// A rectangle of the earth on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// What is in the middle.
    pub centre: Wgs84,
    /// How near, 0 to [`MAX_ZOOM`].
    pub zoom: f64,
    /// Pixels of the layout.
    pub width_px: u32,
    /// Pixels of the layout.
    pub height_px: u32,
    /// Pixels of the picture to one of the layout.
    pub density: u32,
}

/// The address of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileAt {
    /// Zoom.
    pub z: u8,
    /// From the west.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

/// A position as fractions of the square of Web Mercator, from its north-western corner.
fn fractions(lon: f64, lat: f64) -> [f64; 2] {
    let lat = lat.clamp(-EDGE_LAT, EDGE_LAT).to_radians();
    let north = (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln();
    [lon / 360.0 + 0.5, 0.5 - north / std::f64::consts::TAU]
}

impl View {
    /// The view that shows all these positions with an edge of `margin_px` around them, as near as
    /// that and `nearest_zoom` let it; `None` for no positions.
    pub fn around(
        positions: impl IntoIterator<Item = Wgs84>,
        [width_px, height_px]: [u32; 2],
        margin_px: f64,
        nearest_zoom: f64,
    ) -> Option<Self> {
        let mut bounds: Option<[f64; 4]> = None;
        for position in positions {
            let [x, y] = fractions(position.lon(), position.lat());
            let [x0, y0, x1, y1] = bounds.unwrap_or([x, y, x, y]);
            bounds = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
        }
        let [x0, y0, x1, y1] = bounds?;
        let room = |edge: u32| (f64::from(edge) - 2.0 * margin_px).max(1.0);
        let fits = |edge: u32, span: f64| (room(edge) / (span.max(1e-12) * TILE_PX)).log2();
        let zoom = fits(width_px, x1 - x0).min(fits(height_px, y1 - y0));
        let zoom = zoom.clamp(0.0, nearest_zoom);
        let centre = unprojected([(x0 + x1) / 2.0, (y0 + y1) / 2.0])?;
        Some(Self { centre, zoom, width_px, height_px, density: 1 })
    }

    /// The same, moved so that its middle lies elsewhere on the sheet.
    #[must_use]
    pub fn with_centre_at(self, at: [f64; 2]) -> Self {
        let [x, y] = fractions(self.centre.lon(), self.centre.lat());
        let earth_px = self.earth_px();
        let aside =
            [f64::from(self.width_px) / 2.0 - at[0], f64::from(self.height_px) / 2.0 - at[1]];
        let centre = unprojected([x + aside[0] / earth_px, y + aside[1] / earth_px]);
        Self { centre: centre.unwrap_or(self.centre), ..self }
    }

    /// Where a position lies. Degrees, WGS-84.
    pub(super) fn at(&self, lon: f64, lat: f64) -> At {
        let ([x, y], [middle_x, middle_y]) =
            (fractions(lon, lat), fractions(self.centre.lon(), self.centre.lat()));
        let earth_px = self.earth_px();
        [
            (x - middle_x) * earth_px + f64::from(self.width_px) / 2.0,
            (y - middle_y) * earth_px + f64::from(self.height_px) / 2.0,
        ]
    }

    /// West, south, east and north of the sheet and of `margin_px` around it, degrees.
    pub fn bounds(&self, margin_px: f64) -> [f64; 4] {
        let [x, y] = fractions(self.centre.lon(), self.centre.lat());
        let half = |edge: u32| (f64::from(edge) / 2.0 + margin_px) / self.earth_px();
        let (half_x, half_y) = (half(self.width_px), half(self.height_px));
        [
            ((x - half_x) * 360.0 - 180.0).max(-180.0),
            latitude((y + half_y).min(1.0)),
            ((x + half_x) * 360.0 - 180.0).min(180.0),
            latitude((y - half_y).max(0.0)),
        ]
    }

    /// The tiles that cover the sheet, of the zoom below its own or of the largest that there is.
    pub fn tiles(&self, max_zoom: u8) -> Vec<TileAt> {
        let z = (self.zoom.floor() as u8).min(max_zoom);
        let count = f64::from(z).exp2();
        let [west, south, east, north] = self.bounds(0.0);
        let ([left, top], [right, bottom]) = (fractions(west, north), fractions(east, south));
        let number = |fraction: f64| (fraction * count).floor().clamp(0.0, count - 1.0) as u32;
        let rows = number(top)..=number(bottom);
        let row = |y| (number(left)..=number(right)).map(move |x| TileAt { z, x, y });
        rows.flat_map(row).collect()
    }

    /// Where the north-western corner of a tile lies, and its edge: pixels of the layout.
    pub(super) fn tile_place(&self, tile: TileAt) -> (At, f64) {
        let count = f64::from(tile.z).exp2();
        let earth_px = self.earth_px();
        let [x, y] = fractions(self.centre.lon(), self.centre.lat());
        let corner = [
            (f64::from(tile.x) / count - x) * earth_px + f64::from(self.width_px) / 2.0,
            (f64::from(tile.y) / count - y) * earth_px + f64::from(self.height_px) / 2.0,
        ];
        (corner, earth_px / count)
    }

    /// How many metres a pixel of the layout is in the middle of the map.
    pub(super) fn metres_per_px(&self) -> f64 {
        let around_m = std::f64::consts::TAU * WGS84_A_M;
        around_m * self.centre.lat().to_radians().cos() / self.earth_px()
    }

    fn earth_px(&self) -> f64 {
        TILE_PX * self.zoom.exp2()
    }
}

/// The latitude of a fraction of the square from the north, degrees.
fn latitude(fraction: f64) -> f64 {
    let north = (0.5 - fraction) * std::f64::consts::TAU;
    north.sinh().atan().to_degrees()
}

fn unprojected([x, y]: [f64; 2]) -> Option<Wgs84> {
    Wgs84::new(((x - 0.5) * 360.0).clamp(-180.0, 180.0), latitude(y.clamp(0.0, 1.0))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(zoom: f64) -> View {
        let centre = Wgs84::new(116.5, 39.9).unwrap();
        View { centre, zoom, width_px: 600, height_px: 400, density: 1 }
    }

    #[test]
    fn positions_lie_where_the_formulas_of_tiles_put_them() {
        // By the formulas of https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames.
        let tiles = View { width_px: 1, height_px: 1, ..view(12.0) }.tiles(15);
        assert_eq!(tiles, [TileAt { z: 12, x: 3373, y: 1552 }]);
        let [x, y] = view(14.3).at(116.5, 39.9);
        assert!((x - 300.0).abs() < 1e-6 && (y - 200.0).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn the_bounds_are_the_corners_and_what_lies_on_them() {
        for zoom in [2.0, 9.5, 15.0, 20.0] {
            let view = view(zoom);
            let [west, south, east, north] = view.bounds(0.0);
            let near = |at: At, expected: At| {
                let off = (at[0] - expected[0]).abs().max((at[1] - expected[1]).abs());
                assert!(off < 1e-3, "{zoom}: {at:?} is not {expected:?}");
            };
            near(view.at(west, north), [0.0, 0.0]);
            near(view.at(east, south), [600.0, 400.0]);
        }
    }

    #[test]
    fn tiles_cover_the_sheet_and_are_no_larger_than_there_are() {
        let view = view(16.7);
        let tiles = view.tiles(15);
        assert!(tiles.iter().all(|tile| tile.z == 15));
        let covered = |[x, y]: At| {
            tiles.iter().any(|tile| {
                let ([left, top], edge) = view.tile_place(*tile);
                (left..left + edge).contains(&x) && (top..top + edge).contains(&y)
            })
        };
        assert!([[0.0, 0.0], [599.9, 0.0], [0.0, 399.9], [599.9, 399.9]].into_iter().all(covered));
    }

    #[test]
    fn a_view_around_positions_shows_all_of_them_and_no_more_than_it_must() {
        let [one, other] = [(116.3, 39.7), (116.6, 40.1)].map(|(x, y)| Wgs84::new(x, y).unwrap());
        let view = View::around([one, other], [600, 400], 20.0, 16.0).unwrap();
        let ([left, bottom], [right, top]) = (view.at(116.3, 39.7), view.at(116.6, 40.1));
        assert!((top - 20.0).abs() < 0.01 && (bottom - 380.0).abs() < 0.01, "{top} {bottom}");
        assert!(left > 20.0 && right < 580.0, "{left} {right}");
        assert_eq!(View::around([one], [600, 400], 20.0, 16.0).unwrap().zoom, 16.0);
        assert_eq!(View::around([], [600, 400], 20.0, 16.0), None);
    }

    #[test]
    fn a_pixel_is_as_long_as_the_scale_says() {
        // At the equator a pixel of zoom 0 is 1/512 of 40,075,016.686 m.
        let equator = View { centre: Wgs84::new(0.0, 0.0).unwrap(), ..view(0.0) };
        assert!((equator.metres_per_px() - 40_075_016.686 / 512.0).abs() < 1e-3);
        let moved = view(15.0).with_centre_at([100.0, 50.0]);
        let [x, y] = moved.at(116.5, 39.9);
        assert!((x - 100.0).abs() < 1e-6 && (y - 50.0).abs() < 1e-6, "{x} {y}");
    }
}
