//! Where things stand, and which of them are within reach of one another.
//!
//! On the earth distances are geodesics on the WGS-84 ellipsoid. Points are looked up by the
//! straight chord between them in earth-centred coordinates; where a chord is so near to the
//! radius that it cannot tell, Karney's geodesic decides, so that who is within reach is exact.

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use super::super::plane::PlanePoint;
use crate::domain::coordinates::Wgs84;

/// A place that has a distance to others of its kind.
pub trait Position: Copy + Sync {
    /// Where it is in space, metres: the chord between two such points is never longer than the
    /// distance between the places.
    fn in_space_m(self) -> [f64; 3];

    /// The distance, metres.
    fn distance_m(self, other: Self) -> f64;

    /// The distance over a chord, metres, and by how much it may be wrong.
    fn over_chord_m(chord_m: f64) -> (f64, f64);

    /// The distance as [`Self::over_chord_m`] gives it: quicker, and hardly less exact.
    fn about_m(self, other: Self) -> f64 {
        let chord2 = self.in_space_m().distance_2(&other.in_space_m());
        Self::over_chord_m(chord2.sqrt()).0
    }
}

impl Position for PlanePoint {
    fn in_space_m(self) -> [f64; 3] {
        [self.x_m, self.y_m, 0.0]
    }

    fn distance_m(self, other: Self) -> f64 {
        Self::distance_m(self, other)
    }

    fn over_chord_m(chord_m: f64) -> (f64, f64) {
        // The chord is the distance.
        (chord_m, 0.0)
    }
}

impl Position for Wgs84 {
    fn in_space_m(self) -> [f64; 3] {
        self.to_ecef_m()
    }

    fn distance_m(self, other: Self) -> f64 {
        self.geodesic_m(other)
    }

    fn over_chord_m(chord_m: f64) -> (f64, f64) {
        // The arc over the chord on the mean sphere (IUGG R1). The ellipsoid's curvature differs
        // from the sphere's by less than 1 %, and the arc from the chord by (chord / R)² / 24;
        // a chord through half the earth is only guessed, and always measured.
        const EARTH_M: f64 = 6_371_008.8;
        let half = (chord_m / (2.0 * EARTH_M)).min(1.0);
        let arc_m = 2.0 * EARTH_M * half.asin();
        (arc_m, 1e-6 + 0.03 * (arc_m - chord_m) + if half > 0.5 { 0.01 * arc_m } else { 0.0 })
    }
}

/// Places that are looked up by where they are.
pub(super) struct Lookup<'a, P> {
    places: &'a [P],
    tree: RTree<GeomWithData<[f64; 3], u32>>,
}

impl<'a, P: Position> Lookup<'a, P> {
    pub(super) fn new(places: &'a [P]) -> Self {
        let points = places.iter().enumerate();
        let points = points.map(|(at, place)| GeomWithData::new(place.in_space_m(), at as u32));
        Self { places, tree: RTree::bulk_load(points.collect()) }
    }

    /// Visits those at most this far, in no order; exact at the radius.
    pub(super) fn within(&self, from: P, radius_m: f64, mut visit: impl FnMut(u32)) {
        self.around(from, radius_m, |at, about_m, doubt_m| {
            let is_near = if (about_m - radius_m).abs() <= doubt_m {
                from.distance_m(self.places[at as usize]) <= radius_m
            } else {
                about_m < radius_m
            };
            if is_near {
                visit(at);
            }
        });
    }

    /// Visits those at most about this far, in no order, with what [`Position::about_m`] says.
    pub(super) fn about(&self, from: P, radius_m: f64, mut visit: impl FnMut(u32, f64)) {
        self.around(from, radius_m, |at, about_m, _doubt_m| {
            if about_m <= radius_m {
                visit(at, about_m);
            }
        });
    }

    fn around(&self, from: P, radius_m: f64, mut visit: impl FnMut(u32, f64, f64)) {
        let center = from.in_space_m();
        // A chord is never longer than its distance; the rest is for rounding.
        let chord_m = radius_m * (1.0 + 1e-12) + 1e-6;
        for found in self.tree.locate_within_distance(center, chord_m * chord_m) {
            let (about_m, doubt_m) = P::over_chord_m(found.distance_2(&center).sqrt());
            visit(found.data, about_m, doubt_m);
        }
    }

    /// The nearest.
    pub(super) fn nearest(&self, from: P) -> Option<usize> {
        let nearest = self.tree.nearest_neighbor(&from.in_space_m());
        nearest.map(|found| found.data as usize)
    }

    /// About the distance to the nearest, metres; infinite when there is none.
    pub(super) fn nearest_m(&self, from: P) -> f64 {
        let nearest = self.nearest(from);
        nearest.map_or(f64::INFINITY, |nearest| from.about_m(self.places[nearest]))
    }
}

#[cfg(test)]
mod tests {
    use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
    use proptest::prelude::*;

    use super::*;

    /// The place so far away in such a direction, and Karney's length of the way there.
    fn away(from: Wgs84, azimuth: f64, way_m: f64) -> (Wgs84, f64) {
        let earth = Geodesic::wgs84();
        let (lat, lon): (f64, f64) = earth.direct(from.lat(), from.lon(), azimuth, way_m);
        let lon = (lon + 180.0).rem_euclid(360.0) - 180.0;
        let exact_m: f64 = earth.inverse(from.lat(), from.lon(), lat, lon);
        (Wgs84::new(lon, lat).expect("a place"), exact_m)
    }

    proptest! {
        #[test]
        fn a_way_over_its_chord_is_right_to_what_is_said_and_to_a_millimetre_in_a_city(
            (lon, lat) in (-180.0..180.0_f64, -85.0..85.0_f64),
            azimuth in 0.0..360.0_f64,
            length in 0.0..6.8_f64,
        ) {
            let from = Wgs84::new(lon, lat).expect("a place");
            let (to, exact_m) = away(from, azimuth, 10_f64.powf(length));
            let chord2 = from.in_space_m().distance_2(&to.in_space_m());
            let (about_m, doubt_m) = Wgs84::over_chord_m(chord2.sqrt());
            prop_assert!((about_m - exact_m).abs() <= doubt_m, "{about_m} {exact_m} {doubt_m}");
            prop_assert!(exact_m > 30_000.0 || doubt_m < 1e-3, "{exact_m} {doubt_m}");
        }

        #[test]
        fn who_is_within_reach_is_decided_by_the_geodesic_to_a_tenth_of_a_millimetre(
            (lon, lat) in (-180.0..180.0_f64, -80.0..80.0_f64),
            azimuths in prop::collection::vec(0.0..360.0_f64, 1..20),
            radius_m in 1.0..50_000.0_f64,
            beside_m in prop::collection::vec(-0.001..0.001_f64, 20),
        ) {
            let from = Wgs84::new(lon, lat).expect("a place");
            let ways = azimuths.iter().zip(&beside_m);
            let ways = ways.map(|(azimuth, beside_m)| away(from, *azimuth, radius_m + beside_m));
            let (places, exact_m): (Vec<Wgs84>, Vec<f64>) = ways.unzip();
            let mut is_near = vec![false; places.len()];
            Lookup::new(&places).within(from, radius_m, |at| is_near[at as usize] = true);
            for (exact_m, is_near) in exact_m.iter().zip(&is_near) {
                prop_assert_eq!(*exact_m <= radius_m, *is_near, "{} {}", exact_m, radius_m);
            }
        }
    }

    #[test]
    fn exactly_at_the_radius_is_within_reach() {
        let place = |x_m, y_m| PlanePoint { x_m, y_m };
        let places = [place(480.0, 640.0), place(480.0, 640.001), place(-800.0, 0.0)];
        let mut near = Vec::new();
        Lookup::new(&places).within(place(0.0, 0.0), 800.0, |at| near.push(at));
        near.sort_unstable();
        assert_eq!(near, [0, 2]);
    }
}
