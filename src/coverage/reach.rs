//! Who can reach what, and at which cost. The seam between "as the crow flies" and a network of
//! streets: what is asked of coverage knows only [`Reach`].

use thiserror::Error;

use super::demand::Demand;
use super::grid::PointGrid;
use super::plane::PlanePoint;

/// Says which cells of demand can reach which places, and at which cost.
pub trait Reach: Sync {
    /// Visits every cell that can reach a place at this cost at most, with its cost.
    fn cells_within(&self, place: PlanePoint, cost: f64, visit: &mut dyn FnMut(usize, f64));

    /// For every cell the place that it reaches at the least cost, of equals the first one;
    /// [`Cheapest::NOWHERE`] where it reaches none.
    fn cheapest(&self, places: &[PlanePoint]) -> Vec<Cheapest>;
}

/// The place that a cell reaches at the least cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cheapest {
    /// Where it stands among the places; [`u32::MAX`] for none.
    pub place: u32,
    /// The cost; infinite for none.
    pub cost: f64,
}

impl Cheapest {
    /// No place can be reached.
    pub const NOWHERE: Self = Self { place: u32::MAX, cost: f64::INFINITY };
}

/// As the crow flies; costs are metres on the plane, which are the geodesic's to 1.2 · 10⁻⁵ (see
/// [`Plane`](super::plane::Plane)).
#[derive(Debug, Clone, Copy)]
pub struct StraightLine<'a>(pub &'a Demand);

impl Reach for StraightLine<'_> {
    fn cells_within(&self, place: PlanePoint, cost: f64, visit: &mut dyn FnMut(usize, f64)) {
        self.0.grid.within(place, cost, |cell, distance2_m2| {
            visit(cell as usize, distance2_m2.sqrt());
        });
    }

    fn cheapest(&self, places: &[PlanePoint]) -> Vec<Cheapest> {
        const BUCKET_M: f64 = 250.0;
        let grid = PointGrid::new(places, BUCKET_M);
        match grid.nearest_to(&self.0.grid) {
            None => vec![Cheapest::NOWHERE; self.0.cells.len()],
            Some(nearest) => {
                nearest.into_iter().map(|(place, cost)| Cheapest { place, cost }).collect()
            }
        }
    }
}

/// How far people are thought to go, metres: more than 0, at most 20 km.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Radius(f64);

/// A number of metres that is no radius.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("{0} m is no radius: give more than 0 and at most {max} m", max = Radius::MAX_M)]
pub struct InvalidRadius(pub f64);

impl Radius {
    /// The largest, metres.
    pub const MAX_M: f64 = 20_000.0;

    /// What the national campaign asks for (双15工程): a station within 1 km, or 15 minutes' walk.
    pub const NATIONAL: Self = Self(1000.0);

    /// What is usually looked at: two ambitious ones and the national one.
    pub const USUAL: [Self; 3] = [Self(300.0), Self(500.0), Self::NATIONAL];

    /// A radius of so many metres.
    ///
    /// # Errors
    /// [`InvalidRadius`] for what is not more than 0 or more than 20 km.
    pub fn new(radius_m: f64) -> Result<Self, InvalidRadius> {
        let is_valid = radius_m > 0.0 && radius_m <= Self::MAX_M;
        if is_valid { Ok(Self(radius_m)) } else { Err(InvalidRadius(radius_m)) }
    }

    /// In metres.
    pub fn metres(self) -> f64 {
        self.0
    }

    /// Whether it is the one that the national campaign asks for.
    pub fn is_national(self) -> bool {
        self == Self::NATIONAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radius_is_a_length_that_people_go() {
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 20_000.1] {
            assert!(Radius::new(wrong).is_err(), "{wrong}");
        }
        assert!(Radius::new(1000.0).expect("valid").is_national());
        assert_eq!(Radius::USUAL.map(Radius::metres), [300.0, 500.0, 1000.0]);
    }
}
