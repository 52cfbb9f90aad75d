//! Demand as cells: weighted points of the district, whatever the layer was made of.
//!
//! What a layer spreads over territories is put on the points of a regular grid of the plane, so
//! that the same layer always becomes the same cells. Each point of the grid within a territory
//! gets the same share, so that a territory's cells add up to what the layer says of it.

use super::grid::PointGrid;
use super::plane::PlanePoint;
use super::territory::{Shape, Territory};
use crate::domain::demand::DemandLayer;

/// Distance of the grid's points, metres. At 100 m a covered share of an office is right to
/// about a tenth of a percent.
pub const SPACING_M: f64 = 100.0;

/// The most cells a layer becomes; a coarser grid is taken for what is larger.
pub const MAX_CELLS: usize = 1_000_000;

/// Weighted cells of one district.
#[derive(Debug, Clone)]
pub struct Demand {
    /// What people call the layer; empty for that of the areas' populations.
    pub name: String,
    /// Whether the places are only roughly right.
    pub is_approximate: bool,
    /// What the layer says of places outside the district, and is left out.
    pub outside: f64,
    /// In an order that does not depend on that of the layer.
    pub(super) cells: Vec<Cell>,
    pub(super) grid: PointGrid,
    /// By office.
    pub(super) totals: Vec<f64>,
}

/// Demand at one point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Where.
    pub point: PlanePoint,
    /// How much: people, if the layer counts people.
    pub weight: f64,
    /// Where its office stands in the territory.
    pub office: usize,
}

impl Demand {
    /// The populations of the areas, spread evenly over their territories. An area of which
    /// nobody has said the population has none.
    pub fn of_populations(territory: &Territory) -> Self {
        let mut cells = Vec::new();
        let spacing_m = spacing_m(territory.offices.iter().map(|office| &office.shape));
        for (number, office) in territory.offices.iter().enumerate() {
            let weight = f64::from(office.population.unwrap_or(0));
            spread(&office.shape, weight, spacing_m, |point, weight| {
                cells.push(Cell { point, weight, office: number });
            });
        }
        Self::new(String::new(), true, territory, cells, 0.0)
    }

    /// A layer's demand within the district.
    pub fn of_layer(territory: &Territory, layer: &DemandLayer) -> Self {
        let (mut cells, mut outside) = (Vec::new(), 0.0);
        let mut put = |point, weight| match territory.office_at(point) {
            Some(office) => cells.push(Cell { point, weight, office }),
            None => outside += weight,
        };
        for given in &layer.points {
            put(territory.plane.project(given.position), given.weight);
        }
        let shapes: Vec<Shape> = layer
            .regions
            .iter()
            .map(|region| Shape::new(&region.boundary, &territory.plane))
            .collect();
        let spacing_m = spacing_m(shapes.iter());
        for (region, shape) in layer.regions.iter().zip(&shapes) {
            spread(shape, region.weight, spacing_m, &mut put);
        }
        Self::new(layer.name.clone(), layer.approximate, territory, cells, outside)
    }

    /// How much there is in all.
    pub fn total(&self) -> f64 {
        self.totals.iter().sum()
    }

    /// The cells.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    fn new(
        name: String,
        is_approximate: bool,
        territory: &Territory,
        mut cells: Vec<Cell>,
        outside: f64,
    ) -> Self {
        let key = |cell: &Cell| [cell.point.y_m, cell.point.x_m, cell.weight];
        cells.sort_unstable_by(|a, b| {
            let keys = key(a).into_iter().zip(key(b));
            keys.map(|(a, b)| a.total_cmp(&b))
                .find(|order| order.is_ne())
                .unwrap_or(a.office.cmp(&b.office))
        });
        let mut totals = vec![0.0; territory.offices.len()];
        for cell in &cells {
            totals[cell.office] += cell.weight;
        }
        let points: Vec<PlanePoint> = cells.iter().map(|cell| cell.point).collect();
        let grid = PointGrid::new(&points, 2.5 * SPACING_M);
        Self { name, is_approximate, outside, cells, grid, totals }
    }
}

/// The usual distance of the grid's points, or what gives no more cells than we hold, metres.
fn spacing_m<'a>(shapes: impl Iterator<Item = &'a Shape>) -> f64 {
    let area_m2: f64 = shapes.map(Shape::area_m2).sum();
    SPACING_M.max((area_m2 / MAX_CELLS as f64).sqrt())
}

/// Puts equal shares on the points of the grid within a shape; on one point of a shape that is so
/// small that none lies in it.
fn spread(shape: &Shape, weight: f64, spacing_m: f64, mut put: impl FnMut(PlanePoint, f64)) {
    let bounds = shape.bounds;
    let steps = |from: f64, to: f64| {
        let (first, last) = ((from / spacing_m).floor() as i64, (to / spacing_m).ceil() as i64);
        (first..=last).map(move |step| (step as f64 + 0.5) * spacing_m)
    };
    let mut points = Vec::new();
    if bounds.west_m <= bounds.east_m {
        for y_m in steps(bounds.south_m, bounds.north_m) {
            let row = steps(bounds.west_m, bounds.east_m).map(|x_m| PlanePoint { x_m, y_m });
            points.extend(row.filter(|point| shape.contains(*point)));
        }
    }
    if points.is_empty() {
        let inside = geo::InteriorPoint::interior_point(&shape.polygon);
        points.extend(inside.map(|inside| PlanePoint { x_m: inside.x(), y_m: inside.y() }));
    }
    let share = weight / points.len() as f64;
    for point in points {
        put(point, share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::fixtures::{at, square, territory};
    use crate::domain::demand::{DemandPoint, DemandRegion};

    #[test]
    fn populations_are_spread_evenly_and_add_up() {
        let territory = territory();
        let demand = Demand::of_populations(&territory);
        assert_eq!((demand.totals[0].round(), demand.totals[1].round()), (40_000.0, 10_000.0));
        assert!(demand.is_approximate);
        // 8.55 by 11.1 km in the west: one cell a hectare.
        let west = demand.cells.iter().filter(|cell| cell.office == 0);
        let hectares = territory.offices[0].shape.area_m2() / 1e4;
        assert!((west.count() as f64 / hectares - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_layer_keeps_its_weight_and_says_what_lies_outside() {
        let point = |lon, lat, weight| DemandPoint { position: at(lon, lat), weight, name: None };
        let layer = DemandLayer {
            name: "riders".to_owned(),
            approximate: false,
            points: vec![point(116.05, 39.95, 3.0), point(117.0, 39.9, 5.0)],
            // A tenth of it lies beyond the district's southern edge; one is smaller than a cell.
            regions: vec![
                DemandRegion { boundary: square(116.02, 39.895, 0.05), weight: 100.0, name: None },
                DemandRegion { boundary: square(116.15, 39.95, 0.0001), weight: 2.0, name: None },
            ],
        };
        let demand = Demand::of_layer(&territory(), &layer);
        assert!((demand.total() + demand.outside - 110.0).abs() < 1e-9);
        assert!((demand.outside - 15.0).abs() < 0.5, "{}", demand.outside);
        assert!((demand.totals[1] - 2.0).abs() < 1e-9);
        let mut turned = layer.clone();
        turned.points.reverse();
        turned.regions.reverse();
        assert_eq!(Demand::of_layer(&territory(), &turned).cells, demand.cells);
    }
}
