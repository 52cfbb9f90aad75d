//! The lines that discs and offices draw: every rim of a disc and every edge of an office, cut
//! where another disc or office begins, each piece with the discs that hold it.
//!
//! Areas follow from these pieces alone, by Green's theorem, whatever is asked of them: the union
//! of all discs, of some, or what only one of them covers (see `union_area`). Nothing is
//! flattened. Where a rim lies is decided at the middle of a piece, never by counting crossings,
//! so that a disc that touches a corner, an edge or another disc can at worst misplace a piece of
//! no length.

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

impl Disc {
    fn order(&self, other: &Self) -> Ordering {
        let by = |a: f64, b: f64| a.total_cmp(&b);
        by(self.centre.x_m, other.centre.x_m)
            .then(by(self.centre.y_m, other.centre.y_m))
            .then(by(self.radius_m, other.radius_m))
    }
}

/// Discs, each of them once, in an order that does not depend on that in which they were given.
#[derive(Debug, Clone)]
pub(super) struct Discs {
    pub(super) discs: Vec<Disc>,
    grid: PointGrid,
    largest_m: f64,
}

/// A piece of a rim or an edge that lies in one office and is held by the same discs everywhere.
pub(super) struct Piece<'a> {
    /// Where its office stands in the territory.
    pub(super) office: usize,
    /// The disc whose rim it is; `None` for an edge of the office.
    pub(super) rim_of: Option<usize>,
    /// The discs that it lies in, apart from that one.
    pub(super) held_by: &'a [u32],
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

impl Piece<'_> {
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

/// Visits every piece that lies in an office.
pub(super) fn trace(territory: &Territory, discs: &Discs, mut visit: impl FnMut(&Piece<'_>)) {
    let mut walk = Walk::default();
    for (id, disc) in discs.discs.iter().enumerate() {
        walk.lay_out_rim(territory, disc);
        if walk.spans.is_empty() {
            continue;
        }
        walk.mark_rim(discs, id);
        walk.pieces(|office, from, to, held_by| {
            let line = Line::Rim(disc);
            visit(&Piece { office, rim_of: Some(id), held_by, line, from, to });
        });
    }
    for (number, office) in territory.offices.iter().enumerate() {
        for edge in &office.shape.edges {
            walk.spans.clear();
            walk.spans.push(Span { from: 0.0, to: 1.0, office: number });
            walk.mark_edge(discs, edge);
            walk.pieces(|office, from, to, held_by| {
                let line = Line::Edge(edge);
                visit(&Piece { office, rim_of: None, held_by, line, from, to });
            });
        }
    }
}

/// A stretch of a line in one office. Where offices overlap there are several.
#[derive(Clone, Copy)]
struct Span {
    from: f64,
    to: f64,
    office: usize,
}

/// Where a disc begins or ends to hold a line.
#[derive(Clone, Copy)]
struct Mark {
    at: f64,
    disc: u32,
    kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MarkKind {
    Begins,
    Ends,
}

/// What is needed along one line, kept for the next one.
#[derive(Default)]
struct Walk {
    cuts: Vec<f64>,
    nearby: Vec<usize>,
    spans: Vec<Span>,
    marks: Vec<Mark>,
    /// Those that hold all of it, and then those that hold the present stretch.
    held_by: Vec<u32>,
}

/// Edges are taken to be so much longer at both ends, in shares of their length: a rim through a
/// corner must meet one of the two edges, whatever rounding says.
const SLACK: f64 = 1e-9;

impl Walk {
    /// Finds in which office each stretch of a rim lies.
    fn lay_out_rim(&mut self, territory: &Territory, disc: &Disc) {
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
        let ends = self.cuts.iter().copied().chain([PI]);
        let mut from = -PI;
        for to in ends {
            if to > from {
                let (sin, cos) = ((from + to) / 2.0).sin_cos();
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

    /// Marks where other discs hold the rim of one.
    fn mark_rim(&mut self, discs: &Discs, id: usize) {
        self.marks.clear();
        self.held_by.clear();
        let Disc { centre, radius_m } = discs.discs[id];
        discs.grid.within(centre, radius_m + discs.largest_m, |other, distance2_m2| {
            if other as usize == id {
                return;
            }
            let Disc { centre: there, radius_m: its_m } = discs.discs[other as usize];
            let distance_m = distance2_m2.sqrt();
            if distance_m >= radius_m + its_m || distance_m <= radius_m - its_m {
                return;
            }
            if distance_m <= its_m - radius_m {
                self.held_by.push(other);
                return;
            }
            let cosine = (distance2_m2 + radius_m * radius_m - its_m * its_m)
                / (2.0 * distance_m * radius_m);
            let (towards, half) = (angle(centre, there), cosine.clamp(-1.0, 1.0).acos());
            self.mark_angles(other, towards - half, towards + half);
        });
    }

    /// Marks a stretch of a rim that may run over the angle at which the walk begins and ends.
    fn mark_angles(&mut self, disc: u32, from: f64, to: f64) {
        if from < -PI {
            self.mark(disc, from + TAU, PI);
            self.mark(disc, -PI, to);
        } else if to > PI {
            self.mark(disc, from, PI);
            self.mark(disc, -PI, to - TAU);
        } else {
            self.mark(disc, from, to);
        }
    }

    /// Marks where discs hold an edge.
    fn mark_edge(&mut self, discs: &Discs, edge: &Edge) {
        self.marks.clear();
        self.held_by.clear();
        let half_m = edge.from.distance_m(edge.to) / 2.0;
        discs.grid.within(edge.at(0.5), half_m + discs.largest_m, |id, _| {
            if let Some([from, to]) = crossings(edge, &discs.discs[id as usize]) {
                let (from, to) = (from.max(0.0), to.min(1.0));
                if from < to {
                    self.mark(id, from, to);
                }
            }
        });
    }

    fn mark(&mut self, disc: u32, from: f64, to: f64) {
        self.marks.push(Mark { at: from, disc, kind: MarkKind::Begins });
        self.marks.push(Mark { at: to, disc, kind: MarkKind::Ends });
    }

    /// Visits the stretches between spans' ends and marks: office, from, to, held by.
    fn pieces(&mut self, mut visit: impl FnMut(usize, f64, f64, &[u32])) {
        let Some(first) = self.spans.first() else { return };
        let end = self.spans.iter().map(|span| span.to).fold(first.to, f64::max);
        self.marks.sort_unstable_by(|a, b| a.at.total_cmp(&b.at).then(a.kind.cmp(&b.kind)));
        let mut spans = self.spans.as_slice();
        let mut from = f64::NEG_INFINITY;
        let last = Mark { at: end, disc: u32::MAX, kind: MarkKind::Ends };
        for mark in self.marks.iter().chain([&last]) {
            let to = mark.at;
            if to > from {
                while spans.first().is_some_and(|span| span.to <= from) {
                    spans = &spans[1..];
                }
                for span in spans.iter().take_while(|span| span.from < to) {
                    let (from, to) = (span.from.max(from), span.to.min(to));
                    if from < to {
                        visit(span.office, from, to, &self.held_by);
                    }
                }
                from = to;
            }
            match mark.kind {
                MarkKind::Begins => self.held_by.push(mark.disc),
                MarkKind::Ends => {
                    if let Some(at) = self.held_by.iter().position(|disc| *disc == mark.disc) {
                        self.held_by.swap_remove(at);
                    }
                }
            }
        }
    }
}

/// Where the line through an edge enters and leaves a disc, in shares of the edge's length;
/// `None` when it passes by or only touches.
fn crossings(edge: &Edge, disc: &Disc) -> Option<[f64; 2]> {
    let (dx, dy) = (edge.to.x_m - edge.from.x_m, edge.to.y_m - edge.from.y_m);
    let (x, y) = (edge.from.x_m - disc.centre.x_m, edge.from.y_m - disc.centre.y_m);
    let length2 = dx * dx + dy * dy;
    let across = x * dy - y * dx;
    // The half chord squared, times the length squared: no cancellation of large terms.
    let inside = disc.radius_m * disc.radius_m * length2 - across * across;
    if inside <= 0.0 {
        return None;
    }
    let (middle, half) = (-(x * dx + y * dy) / length2, inside.sqrt() / length2);
    Some([middle - half, middle + half])
}

/// The direction from one point to another, radians from east, −π to π.
fn angle(from: PlanePoint, to: PlanePoint) -> f64 {
    (to.y_m - from.y_m).atan2(to.x_m - from.x_m)
}
