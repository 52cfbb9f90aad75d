//! How geometries lie to one another: the relations of OGC Simple Features, exactly (by DE-9IM
//! and robust predicates), on the plane of degrees.

use geo::coordinate_position::CoordPos;
use geo::{
    Coord, CoordinatePosition, Geometry, Intersects, MultiPolygon, Point, Polygon, Rect, Relate,
    Validation,
};

use super::bounds;
use crate::domain::coordinates::Wgs84;
use crate::features::{Crs, Feature, FilterError};
use crate::index::list::Bbox;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Intersects,
    Disjoint,
    Equals,
    Touches,
    Crosses,
    Within,
    Contains,
    Overlaps,
}

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// The feature's own geometry.
    Own,
    /// One that the filter gives.
    Shape(Shape),
}

/// A geometry that the filter gives: WGS-84 degrees, x = longitude.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub(super) geometry: Geometry<f64>,
    /// The rectangle around it; it may cross the antimeridian.
    pub(super) bbox: Option<Bbox>,
    bounds: Option<Rect<f64>>,
}

impl Shape {
    /// Of a geometry in some reference system.
    pub(super) fn new(geometry: &Geometry<f64>, crs: Crs) -> Result<Self, FilterError> {
        let geometry = crs.geometry_to_wgs84(geometry);
        let geometry = match geometry {
            Geometry::Rect(rect) => Geometry::Polygon(rect.to_polygon()),
            other => other,
        };
        // Numbers that are none must not come to the rules of validity, nor what is beyond earth.
        use geo::CoordsIter;
        for at in geometry.coords_iter() {
            check(at)?;
        }
        geometry
            .check_validation()
            .map_err(|problem| FilterError::Geometry { problem: problem.to_string() })?;
        let bounds = bounds(&geometry);
        let bbox = bounds.map(|bounds| Bbox {
            west: bounds.min().x,
            south: bounds.min().y,
            east: bounds.max().x,
            north: bounds.max().y,
        });
        Ok(Self { geometry, bbox, bounds })
    }

    /// Of a rectangle: the smaller two and the larger two coordinates, in the order of the axes.
    pub(super) fn of_bbox([a, b, c, d]: [f64; 4], crs: Crs) -> Result<Self, FilterError> {
        let (lower, upper) = (Coord { x: a, y: b }, Coord { x: c, y: d });
        let (lower, upper) = (crs.to_wgs84(lower), crs.to_wgs84(upper));
        check(lower)?;
        check(upper)?;
        if lower.y > upper.y {
            let problem = "the northern edge is south of the southern one".to_owned();
            return Err(FilterError::Geometry { problem });
        }
        let part = |west: f64, east: f64| Rect::new((west, lower.y), (east, upper.y)).to_polygon();
        let geometry = if lower.x <= upper.x {
            flat(Rect::new(lower, upper))
        } else {
            let parts = [part(lower.x, 180.0), part(-180.0, upper.x)];
            Geometry::MultiPolygon(MultiPolygon(parts.to_vec()))
        };
        let bbox = Bbox { west: lower.x, south: lower.y, east: upper.x, north: upper.y };
        let bounds = bounds(&geometry);
        Ok(Self { geometry, bbox: Some(bbox), bounds })
    }
}

/// A rectangle, or the line or point that it is when a side of it has no length.
fn flat(rect: Rect<f64>) -> Geometry<f64> {
    match (rect.width() == 0.0, rect.height() == 0.0) {
        (true, true) => Geometry::Point(Point(rect.min())),
        (false, false) => Geometry::Polygon(rect.to_polygon()),
        _ => Geometry::LineString(vec![rect.min(), rect.max()].into()),
    }
}

fn check(at: Coord<f64>) -> Result<(), FilterError> {
    let wrong = |error: crate::domain::coordinates::CoordinateError| FilterError::Geometry {
        problem: error.to_string(),
    };
    Wgs84::new(at.x, at.y).map(|_| ()).map_err(wrong)
}

impl Relation {
    /// The relation of this name in CQL2.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "s_intersects" => Self::Intersects,
            "s_disjoint" => Self::Disjoint,
            "s_equals" => Self::Equals,
            "s_touches" => Self::Touches,
            "s_crosses" => Self::Crosses,
            "s_within" => Self::Within,
            "s_contains" => Self::Contains,
            "s_overlaps" => Self::Overlaps,
            _ => return None,
        })
    }

    /// The same, seen from the other geometry.
    fn mirrored(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            same => same,
        }
    }

    /// Whether geometries of which this holds have a point in common.
    pub(super) fn needs_contact(self) -> bool {
        self != Self::Disjoint
    }

    pub(super) fn holds(self, left: &Place, right: &Place, feature: &dyn Feature) -> bool {
        match (left, right) {
            (Place::Own, Place::Own) => self.of(feature.geometry(), feature.geometry()),
            (Place::Own, Place::Shape(shape)) => self.with_shape(feature.geometry(), shape),
            (Place::Shape(shape), Place::Own) => {
                self.mirrored().with_shape(feature.geometry(), shape)
            }
            (Place::Shape(left), Place::Shape(right)) => self.of(&left.geometry, &right.geometry),
        }
    }

    fn with_shape(self, own: &Geometry<f64>, shape: &Shape) -> bool {
        let apart = match (bounds(own), shape.bounds) {
            (Some(own), Some(shape)) => !own.intersects(&shape),
            _ => true,
        };
        if apart {
            return self == Self::Disjoint;
        }
        match (own, &shape.geometry) {
            (Geometry::Point(point), Geometry::Polygon(polygon)) => self.of_point(*point, polygon),
            (Geometry::Point(point), Geometry::MultiPolygon(polygons)) => {
                self.of_point(*point, polygons)
            }
            (own, shape) => self.of(own, shape),
        }
    }

    /// How a point lies to what has an inside, without building a graph of it.
    fn of_point(self, point: Point<f64>, shape: &impl HasInside) -> bool {
        let position = shape.coordinate_position(&point.0);
        match self {
            Self::Intersects => position != CoordPos::Outside,
            Self::Disjoint => position == CoordPos::Outside,
            Self::Within => position == CoordPos::Inside,
            Self::Touches => position == CoordPos::OnBoundary,
            Self::Equals | Self::Crosses | Self::Contains | Self::Overlaps => false,
        }
    }

    fn of(self, left: &Geometry<f64>, right: &Geometry<f64>) -> bool {
        let matrix = left.relate(right);
        match self {
            Self::Intersects => matrix.is_intersects(),
            Self::Disjoint => matrix.is_disjoint(),
            Self::Equals => matrix.is_equal_topo(),
            Self::Touches => matrix.is_touches(),
            Self::Crosses => matrix.is_crosses(),
            Self::Within => matrix.is_within(),
            Self::Contains => matrix.is_contains(),
            Self::Overlaps => matrix.is_overlaps(),
        }
    }
}

trait HasInside: CoordinatePosition<Scalar = f64> {}

impl HasInside for Polygon<f64> {}
impl HasInside for MultiPolygon<f64> {}
