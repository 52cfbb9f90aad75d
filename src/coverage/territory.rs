//! The district on the plane: its offices as polygons in metres, ready to be asked which of them
//! a point lies in and which of their edges a circle meets.
//!
//! An edge is straight in degrees, as GeoJSON says, and so a little bent on the plane. Long ones
//! are cut until the bend is below a centimetre; neighbours cut a common edge at the same points.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::plane::{Plane, PlanePoint};
use crate::domain::area::{AreaCode, Areas};
use crate::domain::coordinates::Wgs84;

/// The longest edge that is left as it is, degrees; about 550 m.
const LONGEST_EDGE_DEG: f64 = 0.005;

/// Height of the slabs in which a shape keeps its edges, metres.
const SLAB_M: f64 = 200.0;

/// The district on the plane.
#[derive(Debug, Clone)]
pub struct Territory {
    pub(super) plane: Plane,
    /// In the order of the areas.
    pub(super) offices: Vec<Office>,
}

/// One office on the plane.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its official code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// How many people live there.
    pub population: Option<u32>,
    /// Its territory.
    pub shape: Shape,
}

/// A territory on the plane. It may have holes and several parts.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Metres; outer rings run counter-clockwise, holes clockwise.
    pub(super) polygon: MultiPolygon<f64>,
    /// Of all rings, with the territory to the left.
    pub(super) edges: Vec<Edge>,
    pub(super) bounds: Bounds,
    area_m2: f64,
    slabs: Vec<Vec<u32>>,
}

/// An edge of a territory, which lies to its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: PlanePoint,
    pub(super) to: PlanePoint,
}

/// A rectangle on the plane, metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) west_m: f64,
    pub(super) south_m: f64,
    pub(super) east_m: f64,
    pub(super) north_m: f64,
}

impl Territory {
    /// The areas of a district on the plane around its centre.
    pub fn new(areas: &Areas, centre: Wgs84) -> Self {
        let plane = Plane::around(centre);
        let offices = areas.iter().map(|area| Office {
            code: area.code.clone(),
            name: area.name.clone(),
            population: area.population,
            shape: Shape::new(&area.boundary, &plane),
        });
        Self { offices: offices.collect(), plane }
    }

    /// The plane that it lies on.
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The offices, in the order of the district's areas.
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// Where in the list of offices the first one stands that holds this point.
    pub fn office_at(&self, point: PlanePoint) -> Option<usize> {
        self.offices.iter().position(|office| office.shape.contains(point))
    }

    /// A rectangle around all of it.
    pub(super) fn bounds(&self) -> Bounds {
        self.offices.iter().fold(Bounds::EMPTY, |all, office| all.with(&office.shape.bounds))
    }
}

impl Shape {
    /// A territory given in WGS-84 degrees, x = longitude, on a plane.
    pub fn new(boundary: &MultiPolygon<f64>, plane: &Plane) -> Self {
        let projected = boundary.iter().map(|polygon| {
            let ring = |ring: &LineString<f64>| on_plane(ring, plane);
            Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
        });
        Self::on_plane(&MultiPolygon(projected.collect()))
    }

    /// A territory given in metres on the plane.
    pub(super) fn on_plane(polygon: &MultiPolygon<f64>) -> Self {
        let polygon = geo::Orient::orient(polygon, geo::orient::Direction::Default);
        let rings = polygon
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        let edges: Vec<Edge> = rings
            .flat_map(LineString::lines)
            .filter(|line| line.start != line.end)
            .map(|line| Edge { from: point(line.start), to: point(line.end) })
            .collect();
        let bounds = edges.iter().fold(Bounds::EMPTY, |all, edge| all.with(&edge.bounds()));
        let area_m2 = edges.iter().map(|edge| edge.area_m2(0.0, 1.0)).sum();
        let mut shape = Self { polygon, edges, bounds, area_m2, slabs: Vec::new() };
        shape.slabs = shape.slabs();
        shape
    }

    /// Its outline on the plane, metres.
    pub fn polygon(&self) -> &MultiPolygon<f64> {
        &self.polygon
    }

    /// Its area, square metres: that of the WGS-84 ellipsoid.
    pub fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// Whether a point lies in it.
    pub fn contains(&self, point: PlanePoint) -> bool {
        if !self.bounds.contains(point) {
            return false;
        }
        let Some(slab) = self.slabs.get(self.slab(point.y_m)) else { return false };
        let crossings = slab.iter().filter(|edge| {
            let Edge { from, to } = self.edges[**edge as usize];
            (from.y_m > point.y_m) != (to.y_m > point.y_m) && {
                let share = (point.y_m - from.y_m) / (to.y_m - from.y_m);
                point.x_m < from.x_m + share * (to.x_m - from.x_m)
            }
        });
        crossings.count() % 2 == 1
    }

    /// Visits the edges that come near a rectangle; one may be visited more than once.
    pub(super) fn edges_about(&self, about: &Bounds, mut visit: impl FnMut(&Edge)) {
        if !self.bounds.meets(about) {
            return;
        }
        let last = self.slab(about.north_m).min(self.slabs.len().saturating_sub(1));
        for slab in self.slabs.get(self.slab(about.south_m)..=last).unwrap_or_default() {
            for edge in slab {
                let edge = &self.edges[*edge as usize];
                if edge.bounds().meets(about) {
                    visit(edge);
                }
            }
        }
    }

    fn slabs(&self) -> Vec<Vec<u32>> {
        if self.edges.is_empty() {
            return Vec::new();
        }
        let mut slabs = vec![Vec::new(); self.slab(self.bounds.north_m) + 1];
        for (edge, id) in self.edges.iter().zip(0u32..) {
            let bounds = edge.bounds();
            for slab in &mut slabs[self.slab(bounds.south_m)..=self.slab(bounds.north_m)] {
                slab.push(id);
            }
        }
        slabs
    }

    fn slab(&self, y_m: f64) -> usize {
        // A negative number becomes 0.
        ((y_m - self.bounds.south_m) / SLAB_M) as usize
    }
}

impl Edge {
    /// What the part of it from one share of its length to another adds to the area to its left,
    /// by Green's theorem: half the integral of x dy − y dx, square metres.
    pub(super) fn area_m2(&self, from: f64, to: f64) -> f64 {
        let (a, b) = (self.at(from), self.at(to));
        (a.x_m * b.y_m - a.y_m * b.x_m) / 2.0
    }

    /// The point at a share of its length.
    pub(super) fn at(&self, share: f64) -> PlanePoint {
        PlanePoint {
            x_m: self.from.x_m + share * (self.to.x_m - self.from.x_m),
            y_m: self.from.y_m + share * (self.to.y_m - self.from.y_m),
        }
    }

    fn bounds(&self) -> Bounds {
        Bounds {
            west_m: self.from.x_m.min(self.to.x_m),
            south_m: self.from.y_m.min(self.to.y_m),
            east_m: self.from.x_m.max(self.to.x_m),
            north_m: self.from.y_m.max(self.to.y_m),
        }
    }
}

impl Bounds {
    const EMPTY: Self = Self {
        west_m: f64::INFINITY,
        south_m: f64::INFINITY,
        east_m: f64::NEG_INFINITY,
        north_m: f64::NEG_INFINITY,
    };

    /// The square around a disc.
    pub(super) fn around(centre: PlanePoint, radius_m: f64) -> Self {
        Self {
            west_m: centre.x_m - radius_m,
            south_m: centre.y_m - radius_m,
            east_m: centre.x_m + radius_m,
            north_m: centre.y_m + radius_m,
        }
    }

    /// So much wider on every side.
    pub(super) fn widened(self, by_m: f64) -> Self {
        Self {
            west_m: self.west_m - by_m,
            south_m: self.south_m - by_m,
            east_m: self.east_m + by_m,
            north_m: self.north_m + by_m,
        }
    }

    pub(super) fn contains(&self, point: PlanePoint) -> bool {
        (self.west_m..=self.east_m).contains(&point.x_m)
            && (self.south_m..=self.north_m).contains(&point.y_m)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.west_m <= other.east_m
            && other.west_m <= self.east_m
            && self.south_m <= other.north_m
            && other.south_m <= self.north_m
    }

    fn with(self, other: &Self) -> Self {
        Self {
            west_m: self.west_m.min(other.west_m),
            south_m: self.south_m.min(other.south_m),
            east_m: self.east_m.max(other.east_m),
            north_m: self.north_m.max(other.north_m),
        }
    }
}

/// A ring in metres, its long edges cut.
fn on_plane(ring: &LineString<f64>, plane: &Plane) -> LineString<f64> {
    let mut points = Vec::with_capacity(ring.0.len());
    for line in ring.lines() {
        let (from, to) = (line.start, line.end);
        let length_deg = (to.x - from.x).hypot(to.y - from.y);
        let parts = (length_deg / LONGEST_EDGE_DEG).ceil().clamp(1.0, 1e6) as u32;
        // From the same end whichever way one goes, so that neighbours get the same points.
        let is_forward = (from.x, from.y) <= (to.x, to.y);
        let (low, high) = if is_forward { (from, to) } else { (to, from) };
        points.extend(projected(from, plane));
        points.extend((1..parts).filter_map(|part| {
            let step = if is_forward { part } else { parts - part };
            projected(low + (high - low) * (f64::from(step) / f64::from(parts)), plane)
        }));
    }
    LineString(points)
}

/// Where degrees lie on the plane. Boundaries hold only positions that are somewhere.
fn projected(degrees: Coord<f64>, plane: &Plane) -> Option<Coord<f64>> {
    let point = plane.project(Wgs84::new(degrees.x, degrees.y).ok()?);
    Some(Coord { x: point.x_m, y: point.y_m })
}

fn point(at: Coord<f64>) -> PlanePoint {
    PlanePoint { x_m: at.x, y_m: at.y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;
    use geographiclib_rs::{Geodesic, PolygonArea, Winding};

    fn ring_with_hole() -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon!(
            exterior: [(x: 116.0, y: 39.8), (x: 116.2, y: 39.8), (x: 116.2, y: 40.0), (x: 116.0, y: 40.0)],
            interiors: [[(x: 116.05, y: 39.85), (x: 116.1, y: 39.85), (x: 116.1, y: 39.9), (x: 116.05, y: 39.9)]],
        )])
    }

    #[test]
    fn the_area_of_a_shape_is_that_of_the_ellipsoid() {
        let plane = Plane::around(Wgs84::new(116.3, 39.9).expect("valid"));
        let shape = Shape::new(&ring_with_hole(), &plane);
        let geodesic = Geodesic::wgs84();
        let area = |west: f64, south: f64, side: f64| {
            let mut polygon = PolygonArea::new(&geodesic, Winding::CounterClockwise);
            // Karney's edges are geodesics and ours are straight in degrees: many short ones.
            for (dx, dy, from_x, from_y) in [
                (1.0, 0.0, 0.0, 0.0),
                (0.0, 1.0, 1.0, 0.0),
                (-1.0, 0.0, 1.0, 1.0),
                (0.0, -1.0, 0.0, 1.0),
            ] {
                for step in 0..1000 {
                    let share = f64::from(step) / 1000.0;
                    polygon.add_point(
                        south + side * (from_y + share * dy),
                        west + side * (from_x + share * dx),
                    );
                }
            }
            polygon.compute(true).1
        };
        let expected = area(116.0, 39.8, 0.2) - area(116.05, 39.85, 0.05);
        let error = shape.area_m2() / expected - 1.0;
        assert!(error.abs() < 1e-8, "{error}");
    }

    #[test]
    fn a_point_in_a_hole_is_outside_and_neighbours_cut_a_common_edge_alike() {
        let plane = Plane::around(Wgs84::new(116.3, 39.9).expect("valid"));
        let shape = Shape::new(&ring_with_hole(), &plane);
        let contains =
            |lon, lat| shape.contains(plane.project(Wgs84::new(lon, lat).expect("valid")));
        assert!(contains(116.01, 39.81));
        assert!(!contains(116.07, 39.87));
        assert!(!contains(116.3, 39.87));
        let ring = ring_with_hole().0[0].exterior().clone();
        let mut reversed = ring.clone();
        reversed.0.reverse();
        let mut back = on_plane(&reversed, &plane).0;
        back.reverse();
        // Both lack their last point, which is the first.
        let forth = on_plane(&ring, &plane).0;
        assert_eq!(forth[1..], back[..back.len() - 1]);
    }
}
