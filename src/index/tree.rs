//! An R-tree of stations, walked outwards from a point.
//!
//! Points are earth-centred coordinates, where the length of the chord orders as the geodesic
//! does; raw degrees would not. The tree's leaves are small runs of neighbouring stations
//! rather than single ones: a walk then keeps a handful of runs in its queue instead of every
//! station that it passes, which halves the time and the memory.

use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::row::RowId;

/// Stations in a leaf at most.
const LEAF: usize = 8;

/// Stations where they stand.
#[derive(Debug)]
pub(super) struct StationTree {
    /// Leaf by leaf.
    points: Box<[TreePoint]>,
    leaves: RTree<Leaf>,
}

/// A station where it stands: 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TreePoint {
    /// Earth-centred coordinates, metres.
    pub(super) ecef_m: [f64; 3],
    pub(super) row: RowId,
    /// Whether an amenity of it has hours of its own. It stands here, in what would be
    /// padding, so that a walk need not fetch the row of a station that passes in any case.
    pub(super) has_own_hours: bool,
}

/// A run of neighbouring stations.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    envelope: AABB<[f64; 3]>,
    start: u32,
    len: u32,
}

impl RTreeObject for Leaf {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl PointDistance for Leaf {
    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        self.envelope.distance_2(point)
    }
}

impl StationTree {
    pub(super) fn new(mut points: Vec<TreePoint>) -> Self {
        let mut leaves = Vec::with_capacity(points.len().div_ceil(LEAF / 2));
        cut(&mut points, 0, &mut leaves);
        Self { points: points.into_boxed_slice(), leaves: RTree::bulk_load(leaves) }
    }

    /// How many stations stand in it.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// Visits stations run by run, the nearest runs first, with the length of the chord,
    /// metres. `visit` says how far on the walk still makes sense, metres; it ends there.
    pub(super) fn walk_outwards(
        &self,
        from: &[f64; 3],
        within_m: f64,
        mut visit: impl FnMut(f64, &TreePoint) -> f64,
    ) {
        let mut stop_m = within_m;
        for (leaf, distance2) in self.leaves.nearest_neighbor_iter_with_distance_2(from) {
            if distance2 > stop_m * stop_m {
                return;
            }
            for point in self.points_of(leaf) {
                let chord2 = chord2(&point.ecef_m, from);
                if chord2 <= stop_m * stop_m {
                    stop_m = visit(chord2.sqrt(), point);
                }
            }
        }
    }

    /// The stations in a box of earth-centred coordinates, and perhaps some beside it.
    pub(super) fn about(&self, envelope: &AABB<[f64; 3]>) -> impl Iterator<Item = RowId> {
        let leaves = self.leaves.locate_in_envelope_intersecting(envelope);
        leaves.flat_map(|leaf| self.points_of(leaf)).map(|point| point.row)
    }

    fn points_of(&self, leaf: &Leaf) -> &[TreePoint] {
        &self.points[leaf.start as usize..(leaf.start + leaf.len) as usize]
    }
}

/// Cuts points into leaves: in halves across the longest side until they are small enough.
fn cut(points: &mut [TreePoint], start: u32, leaves: &mut Vec<Leaf>) {
    if points.is_empty() {
        return;
    }
    let envelope = AABB::from_points(points.iter().map(|point| &point.ecef_m));
    if points.len() <= LEAF {
        leaves.push(Leaf { envelope, start, len: points.len() as u32 });
        return;
    }
    let (lower, upper) = (envelope.lower(), envelope.upper());
    let side = |axis: &usize| upper[*axis] - lower[*axis];
    let axis = (0..3).max_by(|a, b| side(a).total_cmp(&side(b))).unwrap_or(0);
    // Whole leaves to the left, so that no leaf but the last is less than full.
    let middle = (points.len() / 2).next_multiple_of(LEAF).min(points.len() - 1);
    points.select_nth_unstable_by(middle, |a, b| a.ecef_m[axis].total_cmp(&b.ecef_m[axis]));
    let (left, right) = points.split_at_mut(middle);
    cut(left, start, leaves);
    cut(right, start + middle as u32, leaves);
}

/// The chord's length squared, square metres.
fn chord2(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    x * x + y * y + z * z
}
