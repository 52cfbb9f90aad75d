//! An R-tree of stations, walked outwards from a point.
//!
//! Points are earth-centred coordinates, where the length of the chord orders as the geodesic
//! does; raw degrees would not. The tree's leaves are small runs of neighbouring stations
//! rather than single ones, which halves the time and the memory. A walk goes depth first,
//! the nearest child first, and leaves out what is farther than it still needs: half the time
//! of a queue of everything seen, which is how `rstar` itself walks outwards. Before it the cells
//! around are looked at (see [`super::grid`]), after which most questions need no walk.

use rstar::{AABB, ParentNode, RStarInsertionStrategy, RTree, RTreeNode, RTreeObject, RTreeParams};

use super::grid::Grid;
use super::row::RowId;

/// Stations in a leaf at most.
const LEAF: usize = 8;

/// Stations where they stand.
#[derive(Debug)]
pub(super) struct StationTree {
    /// In the order of the grid's cells.
    points: Box<[TreePoint]>,
    grid: Grid,
    leaves: RTree<Leaf, Fanout>,
    /// Where the points of the leaves are, leaf by leaf.
    in_leaves: Box<[u32]>,
}

/// Twelve children a node: measured the quickest of 8, 12 and 16, at 2,166 and at 200,000.
#[derive(Debug)]
struct Fanout;

impl RTreeParams for Fanout {
    const MIN_SIZE: usize = 6;
    const MAX_SIZE: usize = 12;
    const REINSERTION_COUNT: usize = 2;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// A station where it stands: 32 bytes, all that a walk reads of a station that passes in any case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TreePoint {
    /// Earth-centred coordinates, metres.
    pub(super) ecef_m: [f64; 3],
    pub(super) row: RowId,
    /// The lowest bit: whether an amenity of it has hours of its own. The others: where its text
    /// begins among the facts.
    text_and_own_hours: u32,
}

impl TreePoint {
    pub(super) fn new(ecef_m: [f64; 3], row: RowId, has_own_hours: bool) -> Self {
        Self { ecef_m, row, text_and_own_hours: has_own_hours.into() }
    }

    /// Whether an amenity of it has hours of its own.
    pub(super) fn has_own_hours(&self) -> bool {
        self.text_and_own_hours & 1 == 1
    }

    /// Tells where its text begins.
    pub(super) fn put_text(&mut self, text: u32) {
        self.text_and_own_hours = text << 1 | self.text_and_own_hours & 1;
    }

    /// Where its text begins among the facts, so that this is fetched beside its row and not after
    /// it. A hint: among more than 2 GB of texts it is another place.
    pub(super) fn text_hint(&self) -> u32 {
        self.text_and_own_hours >> 1
    }
}

/// A box of earth-centred coordinates, metres. Boxes only say what need not be looked at, so that
/// half the digits do, rounded outwards: what a walk reads is mostly boxes.
type Box3 = AABB<[f32; 3]>;

/// A run of neighbouring stations.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    envelope: Box3,
    start: u32,
    len: u32,
}

impl RTreeObject for Leaf {
    type Envelope = Box3;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl StationTree {
    pub(super) fn new(points: &[TreePoint]) -> Self {
        let (grid, points) = Grid::new(points);
        let mut placed: Vec<Placed> =
            (0..).zip(&points).map(|(at, point)| Placed { ecef_m: point.ecef_m, at }).collect();
        let mut leaves = Vec::with_capacity(points.len().div_ceil(LEAF / 2));
        cut(&mut placed, 0, &mut leaves);
        let in_leaves = placed.iter().map(|placed| placed.at).collect();
        Self { points, grid, leaves: RTree::bulk_load_with_params(leaves), in_leaves }
    }

    /// How many stations stand in it.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// Its points, neighbours next to one another.
    pub(super) fn points(&self) -> &[TreePoint] {
        &self.points
    }

    /// The same, to be told where their texts begin.
    pub(super) fn points_mut(&mut self) -> &mut [TreePoint] {
        &mut self.points
    }

    /// Visits stations, roughly the nearest first, with the length of the chord, metres, and
    /// leaves out none that is within reach. `visit` says how far that is from then on, metres, which
    /// is no more than before.
    pub(super) fn walk_outwards(
        &self,
        from: &[f64; 3],
        within_m: f64,
        mut visit: impl FnMut(f64, &TreePoint) -> f64,
    ) {
        let mut visit = |chord2: f64, point: &TreePoint| {
            let reach_m = visit(chord2.sqrt(), point);
            reach_m * reach_m
        };
        let mut reach2 = within_m * within_m;
        let seen = self.grid.look_around(&self.points, from, &mut reach2, |point, reach2| {
            let chord2 = chord2(&point.ecef_m, from);
            if chord2 <= reach2 { visit(chord2, point) } else { reach2 }
        });
        let Some(seen) = seen else { return };
        self.walk(&FromOne(from), reach2, |chord2, point| {
            if !seen.holds(&point.ecef_m) {
                reach2 = visit(chord2, point);
            }
            reach2
        });
    }

    /// Visits stations, roughly those on the way first, with the chords from one point to the
    /// station and on to another added up, metres, and leaves out none whose sum is within
    /// reach. `visit` says how far that is from then on, metres.
    pub(super) fn walk_between(
        &self,
        ends: &[[f64; 3]; 2],
        visit: impl FnMut(f64, &TreePoint) -> f64,
    ) {
        self.walk(&BetweenTwo(ends), f64::INFINITY, visit);
    }

    /// Depth first, the nearest child first, leaving out what is beyond `reach`.
    fn walk<F: Farness>(
        &self,
        farness: &F,
        mut reach: f64,
        mut visit: impl FnMut(f64, &TreePoint) -> f64,
    ) {
        let mut ahead = Vec::with_capacity(64);
        push_nearest_last(self.leaves.root(), farness, reach, &mut ahead);
        while let Some((nearest, node)) = ahead.pop() {
            if nearest > reach {
                continue;
            }
            match node {
                RTreeNode::Parent(parent) => push_nearest_last(parent, farness, reach, &mut ahead),
                RTreeNode::Leaf(leaf) => {
                    for point in self.points_of(leaf) {
                        let far = farness.of_point(&point.ecef_m);
                        if far <= reach {
                            reach = visit(far, point);
                        }
                    }
                }
            }
        }
    }

    /// The stations in a box of earth-centred coordinates, and perhaps some beside it.
    pub(super) fn about(&self, envelope: &AABB<[f64; 3]>) -> impl Iterator<Item = RowId> {
        let leaves = self.leaves.locate_in_envelope_intersecting(&outwards(envelope));
        leaves.flat_map(|leaf| self.points_of(leaf)).map(|point| point.row)
    }

    /// Every station in it, neighbours next to one another.
    pub(super) fn rows(&self) -> impl Iterator<Item = RowId> {
        self.points.iter().map(|point| point.row)
    }

    fn points_of(&self, leaf: &Leaf) -> impl Iterator<Item = &TreePoint> {
        let places = &self.in_leaves[leaf.start as usize..(leaf.start + leaf.len) as usize];
        places.iter().map(|at| &self.points[*at as usize])
    }
}

/// How far something is from what is asked about, in a measure of one's own.
trait Farness {
    /// Of a point.
    fn of_point(&self, point: &[f64; 3]) -> f64;
    /// Of the nearest that a box can hold, or less.
    fn of_box(&self, envelope: &Box3) -> f64;
}

/// The square of the distance from a point, square metres.
struct FromOne<'a>(&'a [f64; 3]);

impl Farness for FromOne<'_> {
    fn of_point(&self, point: &[f64; 3]) -> f64 {
        chord2(point, self.0)
    }

    fn of_box(&self, envelope: &Box3) -> f64 {
        distance2(envelope, self.0)
    }
}

/// The distances from two points added up, metres.
struct BetweenTwo<'a>(&'a [[f64; 3]; 2]);

impl Farness for BetweenTwo<'_> {
    fn of_point(&self, point: &[f64; 3]) -> f64 {
        self.0.iter().map(|end| chord2(point, end).sqrt()).sum()
    }

    fn of_box(&self, envelope: &Box3) -> f64 {
        self.0.iter().map(|end| distance2(envelope, end).sqrt()).sum()
    }
}

/// Puts the children of a node that are within reach on the stack, the nearest on top and the
/// others in any order: once the nearest has been looked at, most of them are out of reach.
fn push_nearest_last<'a>(
    parent: &'a ParentNode<Leaf>,
    farness: &impl Farness,
    reach: f64,
    ahead: &mut Vec<(f64, &'a RTreeNode<Leaf>)>,
) {
    let mut top: Option<(f64, &RTreeNode<Leaf>)> = None;
    for child in parent.children() {
        let nearest = match child {
            RTreeNode::Parent(node) => farness.of_box(&node.envelope()),
            RTreeNode::Leaf(leaf) => farness.of_box(&leaf.envelope),
        };
        if nearest > reach {
            continue;
        }
        match top {
            Some(nearer) if nearer.0 <= nearest => ahead.push((nearest, child)),
            _ => ahead.extend(top.replace((nearest, child))),
        }
    }
    ahead.extend(top);
}

/// The distance of a box squared, square metres; 0 within it.
fn distance2(envelope: &Box3, from: &[f64; 3]) -> f64 {
    let (lower, upper) = (envelope.lower(), envelope.upper());
    let outside = |axis: usize| {
        let (lower, upper) = (f64::from(lower[axis]), f64::from(upper[axis]));
        larger(larger(lower - from[axis], from[axis] - upper), 0.0)
    };
    let [x, y, z] = [outside(0), outside(1), outside(2)];
    x * x + y * y + z * z
}

/// The larger of two numbers. `f64::max` looks for what is not a number as well, and a walk asks
/// for it so often that this shows.
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// A point and where it is among those of its tree.
struct Placed {
    ecef_m: [f64; 3],
    at: u32,
}

/// The box around some points. A tree takes it at every level, and this is several times as quick as
/// to let it grow point by point.
fn envelope_of(points: &[Placed]) -> AABB<[f64; 3]> {
    let (mut lower, mut upper) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for Placed { ecef_m, .. } in points {
        for axis in 0..3 {
            lower[axis] = lower[axis].min(ecef_m[axis]);
            upper[axis] = upper[axis].max(ecef_m[axis]);
        }
    }
    AABB::from_corners(lower, upper)
}

/// The box rounded so that it holds all that it held.
fn outwards(envelope: &AABB<[f64; 3]>) -> Box3 {
    AABB::from_corners(
        envelope.lower().map(|metres| (metres as f32).next_down()),
        envelope.upper().map(|metres| (metres as f32).next_up()),
    )
}

/// Cuts points into leaves: in halves across the longest side until they are small enough.
fn cut(points: &mut [Placed], start: u32, leaves: &mut Vec<Leaf>) {
    if points.is_empty() {
        return;
    }
    let envelope = envelope_of(points);
    if points.len() <= LEAF {
        leaves.push(Leaf { envelope: outwards(&envelope), start, len: points.len() as u32 });
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
