//! Where stations stand, each place once: two at one address are one disc.

use super::arcs::{Disc, Discs};
use super::plane::PlanePoint;
use super::reach::Radius;

/// The discs around some stations.
pub(super) struct Spots {
    pub(super) discs: Discs,
    /// The spot of each station.
    pub(super) of: Vec<usize>,
    /// How many stations stand at each spot.
    pub(super) stations: Vec<u32>,
}

impl Spots {
    pub(super) fn new(points: &[PlanePoint], radius: Radius) -> Self {
        let radius_m = radius.metres();
        let disc = |point: &PlanePoint| Disc { centre: *point, radius_m };
        let discs = Discs::new(points.iter().map(disc));
        let of: Vec<usize> = points.iter().map(|point| discs.position_of(&disc(point))).collect();
        let mut stations = vec![0; discs.len()];
        for spot in &of {
            stations[*spot] += 1;
        }
        Self { discs, of, stations }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.discs.len()
    }

    /// Where one is.
    pub(super) fn point(&self, spot: usize) -> PlanePoint {
        self.discs.discs[spot].centre
    }
}
