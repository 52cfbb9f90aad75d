//! The lines that discs and offices draw: rims of discs and edges of offices, cut where another
//! disc or office begins.
//!
//! Areas follow from these pieces alone, by Green's theorem, whatever is asked of them: the union
//! of all discs, of some, or what only one of them covers (see `union_area`). Nothing is
//! flattened. In which office a rim lies is decided at the middle of a piece, never by counting
//! crossings, so that a disc that touches a corner, an edge or another disc can at worst misplace
//! a piece of no length.
//!
//! Along each line the discs are asked nearest first, and only as long as a stretch is left of
//! which something is still to be told: in a dense district four or five of a hundred decide.

use std::cmp::Ordering;
use std::f64::consts::{PI, TAU};

use super::grid::PointGrid;
use super::plane::PlanePoint;
use super::territory::{Bounds, Edge, Territory};

/// A disc on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Disc {
    /// Its middle.
    pub(super) centre: PlanePoint,
    /// Metres, more than 0.
    pub(super) radius_m: f64,
}

/// Discs, each of them once, in an order that does not depend on that in which they were given.
#[derive(Debug, Clone)]
pub(super) struct Discs {
    pub(super) discs: Vec<Disc>,
    grid: PointGrid,
    largest_m: f64,
}

/// What somebody wants to know of every point of every line: a state that each disc changes that
/// holds the point, until nothing is left to be told of it.
pub(super) trait Watch {
    /// What is to be told.
    type State: Copy + PartialEq;

    /// What is to be told of a disc's rim if no other disc holds it.
    fn of_rim(&self, disc: usize) -> Self::State;

    /// What is to be told of an office's edge if no disc holds it.
    fn of_edge(&self) -> Self::State;

    /// What is left where one more disc holds it; `None` for nothing.
    fn held_by(&self, state: Self::State, disc: usize) -> Option<Self::State>;
}

/// A piece of a rim or an edge that lies in one office and of which one thing is told.
pub(super) struct Piece<'a, S> {
    /// Where its office stands in the territory.
    pub(super) office: usize,
    /// The disc whose rim it is; `None` for an edge of the office.
    pub(super) rim_of: Option<usize>,
    /// What is told of it.
    pub(super) state: S,
    line: Line<'a>,
    from: f64,
    to: f64,
}

/// What a piece is a piece of.
#[derive(Clone, Copy)]
enum Line<'a> {
    /// From one angle to another, radians, counter-clockwise.
    Rim(&'a Disc),
    /// From one share of its length to another.
    Edge(&'a Edge),
}

impl<S> Piece<'_, S> {
    /// What it adds to the area to its left: half the integral of x dy − y dx, square metres.
    pub(super) fn area_m2(&self) -> f64 {
        match self.line {
            Line::Edge(edge) => edge.area_m2(self.from, self.to),
            Line::Rim(Disc { centre, radius_m }) => {
                let (sin_to, cos_to) = self.to.sin_cos();
                let (sin_from, cos_from) = self.from.sin_cos();
                let bow = radius_m * (self.to - self.from);
                let east = centre.x_m * (sin_to - sin_from);
                let north = centre.y_m * (cos_to - cos_from);
                radius_m * (bow + east - north) / 2.0
            }
        }
    }
}

impl Disc {
    fn order(&self, other: &Self) -> Ordering {
        let by = |a: f64, b: f64| a.total_cmp(&b);
        by(self.centre.x_m, other.centre.x_m)
            .then(by(self.centre.y_m, other.centre.y_m))
            .then(by(self.radius_m, other.radius_m))
    }
}

impl Discs {
    /// Finite discs; those that are the same are one.
    pub(super) fn new(given: impl IntoIterator<Item = Disc>) -> Self {
        let mut discs: Vec<Disc> = given.into_iter().collect();
        discs.sort_unstable_by(Disc::order);
        discs.dedup_by(|a, b| a.order(b).is_eq());
        let largest_m = discs.iter().map(|disc| disc.radius_m).fold(0.0, f64::max);
        let centres: Vec<PlanePoint> = discs.iter().map(|disc| disc.centre).collect();
        Self { grid: PointGrid::new(&centres, largest_m.max(1.0)), discs, largest_m }
    }

    /// Where one of them stands.
    pub(super) fn position_of(&self, disc: &Disc) -> usize {
        self.discs.partition_point(|other| other.order(disc).is_lt())
    }

    /// How many different ones there are.
    pub(super) fn len(&self) -> usize {
        self.discs.len()
    }
}

/// Visits every piece that lies in an office and of which something is left to be told.
pub(super) fn trace<W: Watch>(
    territory: &Territory,
    discs: &Discs,
    watch: &W,
    mut visit: impl FnMut(&Piece<'_, W::State>),
) {
    let mut walk = Walk { watch, discs, near: Vec::new(), left: Vec::new(), spare: Vec::new() };
    let mut layout = Layout::default();
    for (id, disc) in discs.discs.iter().enumerate() {
        walk.along_rim(id);
        if walk.left.is_empty() {
            continue;
        }
        layout.lay_out(territory, disc);
        for Stretch { from, to, state } in &walk.left {
            for span in layout.spans.iter().filter(|span| span.from < *to && span.to > *from) {
                let (from, to) = (span.from.max(*from), span.to.min(*to));
                let (office, line) = (span.office, Line::Rim(disc));
                visit(&Piece { office, rim_of: Some(id), state: *state, line, from, to });
            }
        }
    }
    for (office, of) in territory.offices.iter().enumerate() {
        for edge in &of.shape.edges {
            walk.along_edge(edge);
            for Stretch { from, to, state } in walk.left.iter().copied() {
                visit(&Piece { office, rim_of: None, state, line: Line::Edge(edge), from, to });
            }
        }
    }
}

/// A stretch of a line of which one thing is told so far.
#[derive(Clone, Copy)]
struct Stretch<S> {
    from: f64,
    to: f64,
    state: S,
}

/// A walk along one line after the other.
struct Walk<'a, W: Watch> {
    watch: &'a W,
    discs: &'a Discs,
    /// The discs that may hold the line and the squares of their distances, nearest first.
    near: Vec<(f64, u32)>,
    /// What is left to be told.
    left: Vec<Stretch<W::State>>,
    spare: Vec<Stretch<W::State>>,
}

impl<W: Watch> Walk<'_, W> {
    fn along_rim(&mut self, id: usize) {
        let Disc { centre, radius_m } = self.discs.discs[id];
        self.start(-PI, PI, self.watch.of_rim(id));
        self.look_around(centre, radius_m);
        for at in 0..self.near.len() {
            let (distance2_m2, other) = self.near[at];
            if other as usize == id {
                continue;
            }
            let Disc { centre: there, radius_m: its_m } = self.discs.discs[other as usize];
            let distance_m = distance2_m2.sqrt();
            if distance_m >= radius_m + its_m || distance_m <= radius_m - its_m {
                continue;
            }
            if distance_m <= its_m - radius_m {
                self.hold(other, -PI, PI);
            } else {
                let cosine = (distance2_m2 + radius_m * radius_m - its_m * its_m)
                    / (2.0 * distance_m * radius_m);
                let (towards, half) = (angle(centre, there), cosine.clamp(-1.0, 1.0).acos());
                self.hold_angles(other, towards - half, towards + half);
            }
            if self.left.is_empty() {
                return;
            }
        }
    }

    fn along_edge(&mut self, edge: &Edge) {
        self.start(0.0, 1.0, self.watch.of_edge());
        self.look_around(edge.at(0.5), edge.from.distance_m(edge.to) / 2.0);
        for at in 0..self.near.len() {
            let id = self.near[at].1;
            if let Some([from, to]) = crossings(edge, &self.discs.discs[id as usize]) {
                self.hold(id, from, to);
            }
            if self.left.is_empty() {
                return;
            }
        }
    }

    fn start(&mut self, from: f64, to: f64, state: W::State) {
        self.left.clear();
        self.left.push(Stretch { from, to, state });
    }

    /// Finds the discs that come within so many metres of a point.
    fn look_around(&mut self, point: PlanePoint, within_m: f64) {
        self.near.clear();
        self.discs.grid.within(point, within_m + self.discs.largest_m, |id, distance2_m2| {
            self.near.push((distance2_m2, id));
        });
        self.near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    }

    /// A disc holds a stretch of a rim, which may run over the angle at which walks begin.
    fn hold_angles(&mut self, disc: u32, from: f64, to: f64) {
        if from < -PI {
            self.hold(disc, from + TAU, PI);
            self.hold(disc, -PI, to);
        } else if to > PI {
            self.hold(disc, from, PI);
            self.hold(disc, -PI, to - TAU);
        } else {
            self.hold(disc, from, to);
        }
    }

    /// A disc holds a stretch.
    fn hold(&mut self, disc: u32, from: f64, to: f64) {
        self.spare.clear();
        for stretch in &self.left {
            let (start, end) = (stretch.from.max(from), stretch.to.min(to));
            if start >= end {
                self.spare.push(*stretch);
                continue;
            }
            let state = self.watch.held_by(stretch.state, disc as usize);
            if state == Some(stretch.state) {
                self.spare.push(*stretch);
                continue;
            }
            if stretch.from < start {
                self.spare.push(Stretch { to: start, ..*stretch });
            }
            self.spare.extend(state.map(|state| Stretch { from: start, to: end, state }));
            if end < stretch.to {
                self.spare.push(Stretch { from: end, ..*stretch });
            }
        }
        std::mem::swap(&mut self.left, &mut self.spare);
    }
}

/// In which office each stretch of a rim lies.
#[derive(Default)]
struct Layout {
    cuts: Vec<f64>,
    nearby: Vec<usize>,
    spans: Vec<Span>,
}

/// A stretch of a rim in one office. Where offices overlap there are several.
struct Span {
    from: f64,
    to: f64,
    office: usize,
}

/// Edges are taken to be so much longer at both ends, in shares of their length: a rim through a
/// corner must meet one of the two edges, whatever rounding says.
const SLACK: f64 = 1e-9;

impl Layout {
    fn lay_out(&mut self, territory: &Territory, disc: &Disc) {
        self.cuts.clear();
        self.nearby.clear();
        self.spans.clear();
        let bounds = Bounds::around(disc.centre, disc.radius_m);
        for (number, office) in territory.offices.iter().enumerate() {
            if office.shape.bounds.meets(&bounds) {
                self.nearby.push(number);
                office.shape.edges_about(&bounds, |edge| {
                    for share in crossings(edge, disc).into_iter().flatten() {
                        if (-SLACK..=1.0 + SLACK).contains(&share) {
                            self.cuts.push(angle(disc.centre, edge.at(share)));
                        }
                    }
                });
            }
        }
        self.cuts.sort_unstable_by(f64::total_cmp);
        self.cuts.push(PI);
        let mut from = -PI;
        for to in self.cuts.drain(..) {
            if to > from {
                let (sin, cos) = f64::midpoint(from, to).sin_cos();
                let middle = PlanePoint {
                    x_m: disc.centre.x_m + disc.radius_m * cos,
                    y_m: disc.centre.y_m + disc.radius_m * sin,
                };
                for &office in &self.nearby {
                    if territory.offices[office].shape.contains(middle) {
                        self.spans.push(Span { from, to, office });
                    }
                }
            }
            from = to;
        }
    }
}

/// Where the line through an edge enters and leaves a disc, in shares of the edge's length;
/// `None` when it passes by. Where it touches, or nearly, is told as well: there a rim is cut, so
/// that its office is never asked of a point on the border.
fn crossings(edge: &Edge, disc: &Disc) -> Option<[f64; 2]> {
    let (dx, dy) = (edge.to.x_m - edge.from.x_m, edge.to.y_m - edge.from.y_m);
    let (x, y) = (edge.from.x_m - disc.centre.x_m, edge.from.y_m - disc.centre.y_m);
    let length2 = dx * dx + dy * dy;
    let across = x * dy - y * dx;
    // The half chord squared, times the length squared: no cancellation of large terms.
    let inside = disc.radius_m * disc.radius_m * length2 - across * across;
    if inside < -SLACK * disc.radius_m * disc.radius_m * length2 {
        return None;
    }
    let (middle, half) = (-(x * dx + y * dy) / length2, inside.max(0.0).sqrt() / length2);
    Some([middle - half, middle + half])
}

/// The direction from one point to another, radians from east, −π to π.
fn angle(from: PlanePoint, to: PlanePoint) -> f64 {
    (to.y_m - from.y_m).atan2(to.x_m - from.x_m)
}
