//! A flat piece of the earth around one latitude, in metres: good to a few per mille over a
//! district, and computed with the four operations and square roots only, which are the same
//! on every machine.

use crate::domain::coordinates::{CoordinateError, Wgs84};

/// Metres in one degree of latitude near the middle latitudes.
const DEGREE_LAT_M: f64 = 111_040.0;
/// Metres in one degree of longitude on the equator.
const DEGREE_EQUATOR_M: f64 = 111_320.0;

/// A point of the plane: metres east and north of the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) east_m: f64,
    pub(super) north_m: f64,
}

impl Spot {
    /// The spot so far to the east and north.
    pub(super) fn moved(self, east_m: f64, north_m: f64) -> Self {
        Self { east_m: self.east_m + east_m, north_m: self.north_m + north_m }
    }

    /// The distance between two spots, metres.
    pub(super) fn distance_m(self, other: Self) -> f64 {
        let (dx, dy) = (self.east_m - other.east_m, self.north_m - other.north_m);
        (dx * dx + dy * dy).sqrt()
    }
}

/// The plane that touches the earth at an origin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    origin: Wgs84,
    degree_lon_m: f64,
}

impl Plane {
    /// The plane around an origin.
    pub(super) fn at(origin: Wgs84) -> Self {
        Self { origin, degree_lon_m: DEGREE_EQUATOR_M * cosine(origin.lat()) }
    }

    /// Where a position lies on the plane.
    pub(super) fn spot(&self, position: Wgs84) -> Spot {
        self.spot_of_degrees(position.lon(), position.lat())
    }

    /// Where WGS-84 degrees lie on the plane.
    pub(super) fn spot_of_degrees(&self, lon: f64, lat: f64) -> Spot {
        Spot {
            east_m: (lon - self.origin.lon()) * self.degree_lon_m,
            north_m: (lat - self.origin.lat()) * DEGREE_LAT_M,
        }
    }

    /// The position of a spot, rounded to six decimals.
    pub(super) fn position(&self, spot: Spot) -> Result<Wgs84, CoordinateError> {
        let lon = self.origin.lon() + spot.east_m / self.degree_lon_m;
        let lat = self.origin.lat() + spot.north_m / DEGREE_LAT_M;
        Wgs84::new(lon, lat).map(Wgs84::rounded)
    }
}

/// The cosine of an angle in degrees by its series: the library's may differ in the last bit
/// from one platform to the next.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let square = x * x;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..=12_u32 {
        term *= -square / f64::from((2 * n - 1) * (2 * n));
        sum += term;
    }
    sum
}

/// A line with corners.
#[derive(Debug, Clone)]
pub(super) struct Course(pub(super) Vec<Spot>);

/// The nearest point of a course.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foot {
    pub(super) spot: Spot,
    pub(super) distance_m: f64,
    /// How far from the course's beginning, metres along it.
    pub(super) along_m: f64,
    /// Whether the asked spot lies to the left of the course's direction.
    pub(super) on_the_left: bool,
}

impl Course {
    /// The point of the course nearest to a spot; `None` for a course without length.
    pub(super) fn foot(&self, from: Spot) -> Option<Foot> {
        let mut best: Option<Foot> = None;
        let mut before_m = 0.0;
        for (a, b) in self.0.iter().zip(self.0.iter().skip(1)) {
            let (dx, dy) = (b.east_m - a.east_m, b.north_m - a.north_m);
            let length_m = a.distance_m(*b);
            if length_m <= 0.0 {
                continue;
            }
            let (px, py) = (from.east_m - a.east_m, from.north_m - a.north_m);
            let share = ((px * dx + py * dy) / (length_m * length_m)).clamp(0.0, 1.0);
            let spot = a.moved(dx * share, dy * share);
            let distance_m = spot.distance_m(from);
            if best.is_none_or(|best| distance_m < best.distance_m) {
                let along_m = before_m + share * length_m;
                best = Some(Foot { spot, distance_m, along_m, on_the_left: dx * py > dy * px });
            }
            before_m += length_m;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plane_is_right_to_a_few_per_mille_and_goes_back() {
        let origin = Wgs84::new(116.48, 39.95).expect("position");
        let plane = Plane::at(origin);
        for (lon, lat) in [(116.35, 39.82), (116.62, 40.05), (116.48, 39.95), (116.4444, 39.9122)] {
            let position = Wgs84::new(lon, lat).expect("position");
            let spot = plane.spot(position);
            assert_eq!(plane.position(spot).expect("position"), position);
            let flat_m = spot.distance_m(plane.spot(origin));
            assert!((flat_m - origin.geodesic_m(position)).abs() <= 0.003 * flat_m);
        }
    }

    #[test]
    fn the_foot_of_a_spot_is_on_the_nearest_leg() {
        let at = |east_m, north_m| Spot { east_m, north_m };
        let course = Course(vec![at(0.0, 0.0), at(100.0, 0.0), at(100.0, 100.0)]);
        let foot = course.foot(at(80.0, 70.0)).expect("a course");
        assert_eq!((foot.spot, foot.distance_m, foot.along_m), (at(100.0, 70.0), 20.0, 170.0));
        assert!(foot.on_the_left);
        assert!(course.foot(at(50.0, -10.0)).is_some_and(|foot| !foot.on_the_left));
        assert!(Course(vec![at(0.0, 0.0)]).foot(at(1.0, 1.0)).is_none());
    }
}
