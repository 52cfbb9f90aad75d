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
