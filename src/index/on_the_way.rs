//! The stations that cost the least extra way between two points, in exact geodesic order.

use super::filter::{Asked, Filter};
use super::row::RowId;
use super::snapshot::Snapshot;
use crate::domain::coordinates::Wgs84;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Where it begins.
    pub from: Wgs84,
    /// Where it ends.
    pub to: Wgs84,
    /// How many answers at most.
    pub limit: usize,
    /// What they must have. "On arrival" is when one gets there from where the journey begins.
    pub filter: Filter,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// The station.
    pub row: RowId,
    /// Length of the geodesic from the beginning to its door, metres.
    pub there_m: f64,
    /// Length of the geodesic from its door to the end, metres.
    pub onward_m: f64,
}

impl Stop {
    fn whole_m(&self) -> f64 {
        self.there_m + self.onward_m
    }
}

/// By how much the rounding of earth-centred coordinates can make two chords longer than their
/// geodesics, metres.
const ROUNDING_M: f64 = 1e-6;

impl Snapshot {
    /// The listed stations that pass, in the order of the way there and on added up, ties by
    /// code.
    ///
    /// No chord is longer than its geodesic, so that the walk of the tree, which adds up chords,
    /// leaves out nothing; what it meets is measured by Karney's geodesic.
    pub fn on_the_way(&self, journey: &Journey, asked: &Asked) -> Vec<Stop> {
        let Some(choice) = self.facets().smallest_for(&journey.filter) else { return Vec::new() };
        if journey.limit == 0 {
            return Vec::new();
        }
        let ends = [journey.from.to_ecef_m(), journey.to.to_ecef_m()];
        let mut stops: Vec<Stop> = Vec::with_capacity(journey.limit + 1);
        choice.tree.walk_between(&ends, |_, point| {
            let row = self.row(point.row);
            if journey.filter.passes_always(row) {
                let there_m = journey.from.geodesic_m(row.position);
                let minute = asked.minute(journey.filter.open, there_m);
                if journey.filter.passes_at(self, row, minute) {
                    let onward_m = row.position.geodesic_m(journey.to);
                    insert(&mut stops, Stop { row: point.row, there_m, onward_m });
                    stops.truncate(journey.limit);
                }
            }
            let is_full = stops.len() == journey.limit;
            stops.last().filter(|_| is_full).map_or(f64::INFINITY, Stop::whole_m) + ROUNDING_M
        });
        stops
    }
}

fn insert(stops: &mut Vec<Stop>, stop: Stop) {
    let order =
        |other: &Stop| other.whole_m().total_cmp(&stop.whole_m()).then(other.row.cmp(&stop.row));
    let at = stops.partition_point(|other| order(other).is_lt());
    stops.insert(at, stop);
}
