//! A plane in metres around the district, on which areas are true.
//!
//! Lambert's azimuthal equal-area projection of the WGS-84 ellipsoid (Snyder, *Map Projections:
//! A Working Manual*, USGS 1395, 1987, pages 187–190; EPSG method 9820). Areas are exact
//! everywhere. Lengths are true at the centre, and wrong by less than 1.2 · 10⁻⁵ of themselves
//! within 30 km of it, 1.2 cm in a kilometre; the error grows with the square of the distance
//! from the centre to 4 · 10⁻⁵ at 100 km. A geodesic disc becomes an ellipse of the same area
//! whose axes differ by twice that, so that it is taken for a disc of the same radius.

use geo::Coord;

use crate::domain::coordinates::{WGS84_A_M, WGS84_F, Wgs84};

/// A point of the plane, metres east and north of its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanePoint {
    /// Metres east of the centre.
    pub x_m: f64,
    /// Metres north of the centre.
    pub y_m: f64,
}

impl PlanePoint {
    /// The distance of two points, metres.
    pub fn distance_m(self, other: Self) -> f64 {
        self.distance2_m2(other).sqrt()
    }

    pub(super) fn distance2_m2(self, other: Self) -> f64 {
        let (dx, dy) = (self.x_m - other.x_m, self.y_m - other.y_m);
        dx * dx + dy * dy
    }
}

/// The plane around one centre.
#[derive(Debug, Clone, Copy)]
pub struct Plane {
    /// Longitude of the centre, radians.
    lon0: f64,
    /// Sine and cosine of the centre's authalic latitude.
    sin_beta0: f64,
    cos_beta0: f64,
    /// Snyder's `q` at the pole.
    q_pole: f64,
    /// Radius of the sphere of the same surface, metres.
    radius_m: f64,
    /// Snyder's `D`: makes the scale true in every direction at the centre.
    d: f64,
}

/// First eccentricity squared.
const E2: f64 = WGS84_F * (2.0 - WGS84_F);

impl Plane {
    /// The plane around a centre, which is not a pole.
    pub fn around(centre: Wgs84) -> Self {
        let lat0 = centre.lat().to_radians();
        let q_pole = q(1.0);
        let sin_beta0 = (q(lat0.sin()) / q_pole).clamp(-1.0, 1.0);
        let cos_beta0 = (1.0 - sin_beta0 * sin_beta0).sqrt();
        let radius_m = WGS84_A_M * (q_pole / 2.0).sqrt();
        let m0 = lat0.cos() / (1.0 - E2 * lat0.sin().powi(2)).sqrt();
        let d = WGS84_A_M * m0 / (radius_m * cos_beta0);
        Self { lon0: centre.lon().to_radians(), sin_beta0, cos_beta0, q_pole, radius_m, d }
    }

    /// Where a position lies on the plane.
    pub fn project(&self, position: Wgs84) -> PlanePoint {
        let sin_beta = (q(position.lat().to_radians().sin()) / self.q_pole).clamp(-1.0, 1.0);
        let cos_beta = (1.0 - sin_beta * sin_beta).sqrt();
        let (sin_lon, cos_lon) = (position.lon().to_radians() - self.lon0).sin_cos();
        let cos_arc = self.sin_beta0 * sin_beta + self.cos_beta0 * cos_beta * cos_lon;
        let b = self.radius_m * (2.0 / (1.0 + cos_arc)).sqrt();
        PlanePoint {
            x_m: b * self.d * cos_beta * sin_lon,
            y_m: b / self.d * (self.cos_beta0 * sin_beta - self.sin_beta0 * cos_beta * cos_lon),
        }
    }

    /// The position of a point of the plane: WGS-84 degrees, x = longitude.
    pub fn unproject(&self, point: PlanePoint) -> Coord<f64> {
        let (x, y) = (point.x_m / self.d, point.y_m * self.d);
        let rho = x.hypot(y);
        if rho == 0.0 {
            let y = latitude(self.q_pole * self.sin_beta0).to_degrees();
            return Coord { x: self.lon0.to_degrees(), y };
        }
        let (sin_arc, cos_arc) =
            (2.0 * (rho / (2.0 * self.radius_m)).clamp(-1.0, 1.0).asin()).sin_cos();
        let sin_beta = cos_arc * self.sin_beta0 + y * sin_arc * self.cos_beta0 / rho;
        let east =
            (x * sin_arc).atan2(rho * self.cos_beta0 * cos_arc - y * self.sin_beta0 * sin_arc);
        let lon = (self.lon0 + east).to_degrees();
        let folded = (lon + 540.0).rem_euclid(360.0) - 180.0;
        Coord { x: folded, y: latitude(self.q_pole * sin_beta).to_degrees() }
    }
}

/// Snyder's `q` (3-12) of a sine of latitude.
fn q(sin_lat: f64) -> f64 {
    let e = E2.sqrt();
    (1.0 - E2) * (sin_lat / (1.0 - E2 * sin_lat * sin_lat) + (e * sin_lat).atanh() / e)
}

/// The latitude of a `q`, radians, by Newton's steps (3-16): three end far below a micrometre.
fn latitude(wanted: f64) -> f64 {
    let mut lat = (wanted / 2.0).clamp(-1.0, 1.0).asin();
    for _ in 0..4 {
        let (sin, cos) = lat.sin_cos();
        let slope = 2.0 * (1.0 - E2) * cos / (1.0 - E2 * sin * sin).powi(2);
        if slope.abs() < 1e-12 {
            break;
        }
        lat += (wanted - q(sin)) / slope;
    }
    lat
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Wgs84 {
        Wgs84::new(lon, lat).expect("valid")
    }

    #[test]
    fn the_published_example_of_the_projection_comes_out() {
        // EPSG Guidance Note 7-2, method 9820, ETRS89-extended / LAEA Europe, without the false
        // easting and northing. GRS 1980 differs from WGS 84 by less than the last decimal.
        let point = Plane::around(at(10.0, 52.0)).project(at(5.0, 50.0));
        assert!((point.x_m - (3_962_799.45 - 4_321_000.0)).abs() < 0.01, "{point:?}");
        assert!((point.y_m - (2_999_718.85 - 3_210_000.0)).abs() < 0.01, "{point:?}");
    }

    proptest! {
        #[test]
        fn lengths_are_right_to_the_stated_error_within_30_km(
            lat0 in -60.0f64..60.0, east in -0.2f64..0.2, north in -0.2f64..0.2,
            bearing in 0.0..std::f64::consts::TAU, length_m in 10.0f64..3000.0,
        ) {
            let plane = Plane::around(at(116.4, lat0));
            let from = at(116.4 + east, lat0 + north);
            let to = at(
                from.lon() + length_m * bearing.sin() / (111_320.0 * from.lat().to_radians().cos()),
                from.lat() + length_m * bearing.cos() / 111_320.0,
            );
            let geodesic_m = from.geodesic_m(to);
            let error = plane.project(from).distance_m(plane.project(to)) / geodesic_m - 1.0;
            prop_assert!(error.abs() < 1.2e-5, "{error}");
        }

        #[test]
        fn a_position_comes_back_from_the_plane(
            lat0 in -70.0f64..70.0, lon0 in -180.0f64..180.0,
            east in -2.0f64..2.0, north in -2.0f64..2.0,
        ) {
            let fold = |lon: f64| (lon + 540.0).rem_euclid(360.0) - 180.0;
            let plane = Plane::around(at(lon0, lat0));
            let position = at(fold(lon0 + east), lat0 + north);
            let back = plane.unproject(plane.project(position));
            prop_assert!(fold(back.x - position.lon()).abs() < 1e-11, "{back:?} {position:?}");
            prop_assert!((back.y - position.lat()).abs() < 1e-11, "{back:?} {position:?}");
        }
    }
}
