//! Where people are who may need a station: what a planner's figures are weighted by.

use geo::MultiPolygon;

use super::coordinates::Wgs84;

/// A layer of demand: people, or whatever its file counts, where they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DemandLayer {
    /// What people call it.
    pub name: String,
    /// Whether the places are only roughly right.
    pub approximate: bool,
    /// Demand that stands at one place each: a building, a crossing, a cell of a grid.
    pub points: Vec<DemandPoint>,
    /// Demand that is spread evenly over a territory each.
    pub regions: Vec<DemandRegion>,
}

/// Demand at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandPoint {
    /// Where.
    pub position: Wgs84,
    /// How much: people, if the file counts people. Finite, 0 or more.
    pub weight: f64,
    /// What people call the place.
    pub name: Option<String>,
}

/// Demand spread evenly over a territory.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandRegion {
    /// The territory; WGS-84 degrees, x = longitude.
    pub boundary: MultiPolygon<f64>,
    /// How much in all of it. Finite, 0 or more.
    pub weight: f64,
    /// What people call it.
    pub name: Option<String>,
}
