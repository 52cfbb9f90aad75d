//! The coordinate reference systems in which geometries are asked for and answered.
//!
//! CGCS2000 (EPSG:4490) and WGS-84 agree within centimetres, less than the six decimals of a
//! position. EPSG:4326 and 4490 have the latitude first.

use geo::{Coord, Geometry, MapCoords};

use crate::domain::coordinates::WGS84_A_M;

/// A reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// WGS-84, longitude and latitude in degrees.
    #[default]
    Crs84,
    /// WGS-84, latitude and longitude in degrees.
    Epsg4326,
    /// CGCS2000, latitude and longitude in degrees.
    Epsg4490,
    /// Web Mercator: easting and northing in metres on a sphere.
    Epsg3857,
}

impl Crs {
    /// All of them; the first is that in which everything is stored.
    pub const ALL: [Self; 4] = [Self::Crs84, Self::Epsg4326, Self::Epsg4490, Self::Epsg3857];

    /// Its address.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg4490 => "http://www.opengis.net/def/crs/EPSG/0/4490",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// The names of its two axes, in their order.
    pub fn axes(self) -> [&'static str; 2] {
        match self {
            Self::Crs84 => ["lon", "lat"],
            Self::Epsg4326 | Self::Epsg4490 => ["lat", "lon"],
            Self::Epsg3857 => ["x", "y"],
        }
    }

    /// How many decimals of a coordinate are told: a decimetre or less.
    pub fn decimals(self) -> usize {
        if self == Self::Epsg3857 { 2 } else { 6 }
    }

    /// The two coordinates, in their order, of a point in WGS-84 degrees, x = longitude.
    ///
    /// Formula: Popular Visualisation Pseudo-Mercator (EPSG method 1024). The poles, which it
    /// does not have, are cut off at the latitude at which the map is square.
    pub fn from_wgs84(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 | Self::Epsg4490 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => {
                let lat = at.y.clamp(-MERCATOR_LAT, MERCATOR_LAT).to_radians();
                Coord { x: at.x.to_radians() * WGS84_A_M, y: lat.tan().asinh() * WGS84_A_M }
            }
        }
    }

    /// The point in WGS-84 degrees, x = longitude, of two coordinates in their order.
    pub fn to_wgs84(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Crs84 => at,
            Self::Epsg4326 | Self::Epsg4490 => Coord { x: at.y, y: at.x },
            Self::Epsg3857 => Coord {
                x: (at.x / WGS84_A_M).to_degrees(),
                y: (at.y / WGS84_A_M).sinh().atan().to_degrees(),
            },
        }
    }

    /// A geometry of this system as one in WGS-84 degrees, x = longitude.
    pub fn geometry_to_wgs84(self, geometry: &Geometry<f64>) -> Geometry<f64> {
        geometry.map_coords(|at| self.to_wgs84(at))
    }
}

/// The latitude at which the map of Web Mercator is square, degrees.
const MERCATOR_LAT: f64 = 85.051_128_779_806_59;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_in_their_order_and_every_point_comes_back() {
        let at = Coord { x: 116.46, y: 39.92 };
        let near = |a: Coord<f64>, b: Coord<f64>, by: f64| {
            assert!((a.x - b.x).abs() < by && (a.y - b.y).abs() < by, "{a:?} {b:?}");
        };
        near(Crs::Epsg4326.from_wgs84(at), Coord { x: 39.92, y: 116.46 }, 1e-12);
        near(Crs::Epsg4490.from_wgs84(at), Coord { x: 39.92, y: 116.46 }, 1e-12);
        // By PROJ 9: echo 116.46 39.92 | cs2cs -d 3 OGC:CRS84 EPSG:3857.
        near(Crs::Epsg3857.from_wgs84(at), Coord { x: 12_964_267.898, y: 4_854_323.699 }, 0.01);
        for crs in Crs::ALL {
            near(crs.to_wgs84(crs.from_wgs84(at)), at, 1e-9);
        }
    }
}
