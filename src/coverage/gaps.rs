//! The regions that no open station reaches, office by office, and the people in them.
//!
//! A region that runs over a border is cut there: an office can close only its own gaps. For
//! drawing, the rims of discs are flattened to polygons of the same area that leave the circle by
//! no more than [`FLATTENED_M`]; figures of areas elsewhere are exact.

use geo::bool_ops::FillRule;
use geo::{
    Area as _, BooleanOps, BoundingRect, Contains, Coord, Distance, Euclidean, Intersects,
    LineString, MultiPolygon, Point, Polygon, Rect,
};

use super::ground::Ground;
use super::plane::PlanePoint;
use super::reach::Radius;
use super::share::{Split, best_of_spots, found_by_cells, nearest_open};
use super::spots::Spots;
use super::supply::{Question, Supply};
use super::territory::Shape;
use crate::domain::opening_hours::OpenState;

/// How far a flattened rim leaves its circle at most, metres.
pub const FLATTENED_M: f64 = 1.0;

/// What is smaller is a sliver of rounding, square metres.
pub(super) const SLIVER_M2: f64 = 1.0;

/// A region that no open station reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Where its office stands among the areas.
    pub office: usize,
    /// Its outline, WGS-84 degrees, x = longitude.
    pub polygon: Polygon<f64>,
    /// Its area, square metres.
    pub area_m2: f64,
    /// The people in it, by what they find; nobody of them is covered.
    pub people: Split,
    /// A point in the midst of its people, or of it where nobody lives: WGS-84 degrees.
    pub middle: Coord<f64>,
    /// The open station nearest to that point; `None` when none is open.
    pub nearest: Option<NearestStation>,
    /// How far the farthest of its people have to go to an open station, metres.
    pub farthest_m: Option<f64>,
}

/// A station and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct NearestStation {
    /// Its code.
    pub code: String,
    /// Metres.
    pub distance_m: f64,
}

/// The gaps, the most people first, then the largest.
pub fn gaps(ground: &Ground, supply: &Supply<'_>, question: &Question) -> Vec<Gap> {
    let picked = supply.picked(question);
    let points: Vec<_> = picked.sites.iter().map(|site| site.point).collect();
    let spots = Spots::new(&points, question.radius);
    let best = best_of_spots(&spots, &picked);
    let (open, nearest) = nearest_open(ground, &spots, &best);
    let found = found_by_cells(ground, &spots, &best, question);
    let mut regions = regions(ground, &spots, &open, question);
    for (at, cell) in ground.demand.cells.iter().enumerate() {
        if found[at] != Some(OpenState::Open)
            && let Some(region) = region_of(&mut regions, cell.office, cell.point)
        {
            region.take(cell.point, cell.weight, found[at], nearest[at].cost);
        }
    }
    let station_at = |spot: usize| {
        let here = picked.sites.iter().zip(&picked.states).zip(&spots.of);
        let mut here = here.filter(|((_, state), of)| **of == spot && **state == OpenState::Open);
        here.next().map(|((site, _), _)| site.code)
    };
    let open_points: Vec<PlanePoint> = open.iter().map(|spot| spots.point(*spot)).collect();
    let mut gaps: Vec<Gap> = regions
        .into_iter()
        .flatten()
        .map(|region| {
            let middle = region.middle();
            let by_distance = open_points
                .iter()
                .enumerate()
                .min_by(|a, b| a.1.distance2_m2(middle).total_cmp(&b.1.distance2_m2(middle)));
            let nearest = by_distance.and_then(|(at, point)| {
                let code = station_at(open[at])?.to_owned();
                Some(NearestStation { code, distance_m: point.distance_m(middle) })
            });
            region.into_gap(ground, middle, nearest)
        })
        .collect();
    gaps.sort_by(|a, b| {
        b.people
            .total()
            .total_cmp(&a.people.total())
            .then(b.area_m2.total_cmp(&a.area_m2))
            .then(a.office.cmp(&b.office))
    });
    gaps
}

/// A gap while its people are counted.
struct Region {
    office: usize,
    /// On the plane, metres.
    polygon: Polygon<f64>,
    bounds: Rect<f64>,
    area_m2: f64,
    people: Split,
    /// Its cells: where, and how many people.
    cells: Vec<(PlanePoint, f64)>,
    farthest_m: Option<f64>,
}

/// Office by office.
fn regions(
    ground: &Ground,
    spots: &Spots,
    open: &[usize],
    question: &Question,
) -> Vec<Vec<Region>> {
    let points: Vec<PlanePoint> = open.iter().map(|spot| spots.point(*spot)).collect();
    let offices = ground.territory.offices().iter().enumerate();
    offices
        .map(|(office, of)| {
            let left = uncovered(&of.shape, &points, question.radius);
            left.into_iter().filter_map(|polygon| Region::new(office, polygon)).collect()
        })
        .collect()
}

/// What of a territory no disc around these points covers, on the plane. Rims are flattened.
pub(super) fn uncovered(shape: &Shape, points: &[PlanePoint], radius: Radius) -> MultiPolygon<f64> {
    let radius_m = radius.metres();
    let outline = outline(radius_m);
    let near = shape.bounds.widened(radius_m + FLATTENED_M);
    let discs = points.iter().filter(|point| near.contains(**point)).map(|centre| {
        let at = |corner: &Coord<f64>| Coord { x: centre.x_m + corner.x, y: centre.y_m + corner.y };
        Polygon::new(LineString(outline.iter().map(at).collect()), Vec::new())
    });
    let discs = MultiPolygon(discs.collect());
    shape.polygon.difference_with_fill_rule(&discs, FillRule::NonZero)
}

/// The region of an office that a point lies in; the nearest one for a point that flattening has
/// put beside all of them.
fn region_of(regions: &mut [Vec<Region>], office: usize, point: PlanePoint) -> Option<&mut Region> {
    let point = Point::new(point.x_m, point.y_m);
    let regions = regions.get_mut(office)?;
    let inside = regions
        .iter()
        .position(|region| region.bounds.intersects(&point) && region.polygon.intersects(&point));
    let at = inside.or_else(|| {
        let distance_m = |region: &Region| Euclidean.distance(&region.polygon, &point);
        let by_distance = regions.iter().map(distance_m).enumerate();
        by_distance.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    });
    regions.get_mut(at?)
}

impl Region {
    fn new(office: usize, polygon: Polygon<f64>) -> Option<Self> {
        let (bounds, area_m2) = (polygon.bounding_rect()?, polygon.unsigned_area());
        (area_m2 >= SLIVER_M2).then(|| Self {
            office,
            polygon,
            bounds,
            area_m2,
            people: Split::default(),
            cells: Vec::new(),
            farthest_m: None,
        })
    }

    fn take(&mut self, point: PlanePoint, weight: f64, found: Option<OpenState>, cost_m: f64) {
        self.people.add(found, weight);
        if weight > 0.0 {
            self.cells.push((point, weight));
            if cost_m.is_finite() {
                self.farthest_m = Some(self.farthest_m.map_or(cost_m, |so_far| so_far.max(cost_m)));
            }
        }
    }

    /// The cell nearest to the mean of its people, so that it lies within whatever its form. A cell
    /// that the flattened rim leaves outside does not do.
    fn middle(&self) -> PlanePoint {
        let total: f64 = self.cells.iter().map(|(_, weight)| weight).sum();
        let sum = |of: fn(&PlanePoint) -> f64| {
            self.cells.iter().map(|(point, weight)| of(point) * weight).sum::<f64>() / total
        };
        let mean = PlanePoint { x_m: sum(|point| point.x_m), y_m: sum(|point| point.y_m) };
        let mut cells: Vec<PlanePoint> = self.cells.iter().map(|(point, _)| *point).collect();
        cells.sort_unstable_by(|a, b| a.distance2_m2(mean).total_cmp(&b.distance2_m2(mean)));
        let is_within = |cell: &PlanePoint| self.polygon.contains(&Point::new(cell.x_m, cell.y_m));
        let nearest = cells.into_iter().find(is_within);
        nearest.unwrap_or_else(|| {
            let inside = geo::InteriorPoint::interior_point(&self.polygon);
            let inside = inside.unwrap_or_else(|| Point(self.bounds.center()));
            PlanePoint { x_m: inside.x(), y_m: inside.y() }
        })
    }

    fn into_gap(self, ground: &Ground, middle: PlanePoint, nearest: Option<NearestStation>) -> Gap {
        let plane = ground.territory.plane();
        let polygon = geo::MapCoords::map_coords(&self.polygon, |at| {
            plane.unproject(PlanePoint { x_m: at.x, y_m: at.y })
        });
        Gap {
            office: self.office,
            polygon,
            area_m2: self.area_m2,
            people: self.people,
            middle: plane.unproject(middle),
            nearest,
            farthest_m: self.farthest_m,
        }
    }
}

/// The corners of a polygon of a disc's area that leaves its circle by no more than
/// [`FLATTENED_M`], around the origin, metres.
fn outline(radius_m: f64) -> Vec<Coord<f64>> {
    let of_corners = |corners: u32| {
        let angle = std::f64::consts::TAU / f64::from(corners);
        (angle, radius_m * (angle / angle.sin()).sqrt())
    };
    let mut corners = 16;
    let (angle, corner_m) = loop {
        let (angle, corner_m) = of_corners(corners);
        let leaves_m = (corner_m - radius_m).max(radius_m - corner_m * (angle / 2.0).cos());
        if leaves_m <= FLATTENED_M {
            break (angle, corner_m);
        }
        corners += 4;
    };
    (0..corners)
        .map(|corner| {
            let (sin, cos) = (f64::from(corner) * angle).sin_cos();
            Coord { x: corner_m * cos, y: corner_m * sin }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_disc_keeps_its_area_and_stays_near_its_rim() {
        for radius_m in [10.0, 300.0, 1000.0, 20_000.0] {
            let corners = outline(radius_m);
            let polygon = Polygon::new(LineString(corners.clone()), Vec::new());
            let area_m2 = std::f64::consts::PI * radius_m * radius_m;
            assert!((polygon.unsigned_area() / area_m2 - 1.0).abs() < 1e-12);
            let middle = (corners[0] + corners[1]) / 2.0;
            assert!(corners[0].x - radius_m <= FLATTENED_M);
            assert!(radius_m - middle.x.hypot(middle.y) <= FLATTENED_M);
        }
    }
}
