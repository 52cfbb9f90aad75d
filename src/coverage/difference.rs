//! What a scenario changes on the map: the regions that it newly covers, and those that it gives
//! up, office by office.

use geo::{Area as _, BooleanOps, MultiPolygon, Polygon};

use super::gaps::{SLIVER_M2, uncovered};
use super::ground::Ground;
use super::plane::PlanePoint;
use super::supply::{Question, Supply};

/// A region that a scenario changes.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedRegion {
    /// Where its office stands among the areas.
    pub office: usize,
    /// What becomes of it.
    pub change: RegionChange,
    /// Its outline, WGS-84 degrees, x = longitude.
    pub polygon: Polygon<f64>,
    /// Its area, square metres.
    pub area_m2: f64,
}

/// What becomes of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionChange {
    /// It is covered only with the scenario.
    Gained,
    /// It is covered only without.
    Lost,
}

/// The regions that differ, the largest first. Rims are flattened as those of gaps are.
pub fn difference(
    ground: &Ground,
    today: &Supply<'_>,
    then: &Supply<'_>,
    question: &Question,
) -> Vec<ChangedRegion> {
    let open = |supply: &Supply<'_>| -> Vec<PlanePoint> {
        supply.picked(question).open().iter().map(|site| site.point).collect()
    };
    let (before, after) = (open(today), open(then));
    let (gone, new) = (left_of(&before, &after), left_of(&after, &before));
    let mut regions = Vec::new();
    for (number, office) in ground.territory.offices().iter().enumerate() {
        let near = office.shape.bounds.widened(question.radius.metres());
        if !gone.iter().chain(&new).any(|point| near.contains(*point)) {
            continue;
        }
        let uncovered_before = uncovered(&office.shape, &before, question.radius);
        let uncovered_after = uncovered(&office.shape, &after, question.radius);
        let gained = uncovered_before.difference(&uncovered_after);
        let lost = uncovered_after.difference(&uncovered_before);
        for (change, found) in [(RegionChange::Gained, gained), (RegionChange::Lost, lost)] {
            regions.extend(told(ground, number, change, found));
        }
    }
    regions.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then(a.office.cmp(&b.office)));
    regions
}

fn told(
    ground: &Ground,
    office: usize,
    change: RegionChange,
    found: MultiPolygon<f64>,
) -> impl Iterator<Item = ChangedRegion> {
    let plane = *ground.territory.plane();
    let large = found.into_iter().filter(|polygon| polygon.unsigned_area() >= SLIVER_M2);
    large.map(move |polygon| ChangedRegion {
        office,
        change,
        area_m2: polygon.unsigned_area(),
        polygon: geo::MapCoords::map_coords(&polygon, |at| {
            plane.unproject(PlanePoint { x_m: at.x, y_m: at.y })
        }),
    })
}

/// The points of one list that are not in the other; a place that stands there twice counts twice.
fn left_of(these: &[PlanePoint], those: &[PlanePoint]) -> Vec<PlanePoint> {
    let key = |point: &PlanePoint| (point.x_m.to_bits(), point.y_m.to_bits());
    let known: std::collections::HashSet<_> = those.iter().map(key).collect();
    these.iter().filter(|point| !known.contains(&key(point))).copied().collect()
}
