//! All stations that pass a filter, in the order of their codes, page by page.

use std::collections::BTreeSet;

use rstar::AABB;
use serde_json::Value;

use super::filter::{Asked, Filter};
use super::row::{Row, RowId};
use super::snapshot::Snapshot;
use crate::domain::coordinates::{WGS84_A_M, Wgs84};
use crate::domain::status::StatusKind;

/// A rectangle in WGS-84 degrees, edges included. `west > east` crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    /// Western edge, degrees east.
    pub west: f64,
    /// Southern edge, degrees north.
    pub south: f64,
    /// Eastern edge, degrees east.
    pub east: f64,
    /// Northern edge, degrees north.
    pub north: f64,
}

impl Bbox {
    /// Whether a position lies in it.
    pub fn contains(&self, position: Wgs84) -> bool {
        let (lon, lat) = (position.lon(), position.lat());
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        between && (self.south..=self.north).contains(&lat)
    }

    /// A box in earth-centred coordinates that holds all of it, metres.
    fn envelope(&self) -> AABB<[f64; 3]> {
        let width = if self.west <= self.east {
            self.east - self.west
        } else {
            360.0 + self.east - self.west
        };
        let lons = extremes(
            self.west,
            self.west + width,
            &[-180.0, -90.0, 0.0, 90.0, 180.0, 270.0, 360.0, 450.0, 540.0],
        );
        let lats = extremes(self.south, self.north, &[0.0]);
        let mut lower = [f64::INFINITY; 3];
        let mut upper = [f64::NEG_INFINITY; 3];
        for lon in &lons {
            for lat in &lats {
                let folded = if *lon > 180.0 { lon - 360.0 } else { *lon };
                let Ok(corner) = Wgs84::new(folded.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0))
                else {
                    continue;
                };
                for (axis, value) in corner.to_ecef_m().into_iter().enumerate() {
                    lower[axis] = lower[axis].min(value);
                    upper[axis] = upper[axis].max(value);
                }
            }
        }
        let slack = WGS84_A_M * 1e-12;
        AABB::from_corners(lower.map(|value| value - slack), upper.map(|value| value + slack))
    }
}

/// The ends of a range, and the angles within it at which a coordinate turns.
fn extremes(from: f64, to: f64, turns: &[f64]) -> Vec<f64> {
    let inside = turns.iter().copied().filter(|turn| (from..=to).contains(turn));
    inside.chain([from, to]).collect()
}

/// What staff ask a list for.
#[derive(Debug, Clone, Copy)]
pub struct Register<'a> {
    /// What a station must have.
    pub filter: &'a Filter,
    /// Only stations of this status.
    pub status: Option<StatusKind>,
    /// Only those of this unit, by its code.
    pub unit: Option<&'a str>,
    /// Only stations in it.
    pub bbox: Option<&'a Bbox>,
    /// Only stations that a search for it finds.
    pub text: Option<&'a str>,
    /// When it is asked.
    pub asked: &'a Asked,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows of this page.
    pub rows: Vec<RowId>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<RowId>,
    /// How many there are on all pages together.
    pub matched: usize,
}

impl Snapshot {
    /// Whether a station is listed and passes at the moment of asking: for what a search found.
    pub fn passes(&self, id: RowId, filter: &Filter, bbox: Option<&Bbox>, asked: &Asked) -> bool {
        let row = self.row(id);
        row.is_listed()
            && filter.passes_always(row)
            && bbox.is_none_or(|bbox| bbox.contains(row.position))
            && filter.passes_at(self, row, asked.minute(filter.open, 0.0))
    }

    /// A page of the stations that pass, for staff: those of one status, or of all, whether
    /// riders are told of them or not. `text` stands in the name, the code or another fact that
    /// lists show.
    pub fn register(&self, question: &Register<'_>, from: RowId, limit: usize) -> Page {
        let minute = question.asked.minute(question.filter.open, 0.0);
        let searched: Option<BTreeSet<RowId>> =
            question.text.map(|text| self.search(text).into_iter().collect());
        let fits = |id: RowId, row: &Row| match (&searched, question.text) {
            (Some(found), _) if row.is_listed() => found.contains(&id),
            (_, Some(text)) => self.own_facts(row).contains(text),
            _ => true,
        };
        // As it stands in the facts that are JSON already; in a text its quotation marks would
        // have backslashes before them.
        let unit = question.unit.map(|unit| format!(r#","unit":{},"#, Value::from(unit)));
        let passes = |(id, row): &(RowId, &Row)| {
            question.status.is_none_or(|status| status == row.status())
                && unit.as_ref().is_none_or(|unit| self.common(*id).contains(unit.as_str()))
                && question.filter.passes_always(row)
                && question.bbox.is_none_or(|bbox| bbox.contains(row.position))
                && fits(*id, row)
                && question.filter.passes_at(self, row, minute)
        };
        let found: Vec<RowId> = self.rows().filter(passes).map(|(id, _)| id).collect();
        page(found, from, limit)
    }

    /// The listed stations that pass but for the questions of time, in the order of their codes.
    pub fn candidates(&self, filter: &Filter, bbox: Option<&Bbox>) -> Vec<RowId> {
        let passes = |id: &RowId| {
            let row = self.row(*id);
            row.is_listed()
                && filter.passes_always(row)
                && bbox.is_none_or(|bbox| bbox.contains(row.position))
        };
        let Some(choice) = self.facets().smallest_for(filter) else { return Vec::new() };
        let mut found: Vec<RowId> = match bbox {
            Some(bbox) => choice.tree.about(&bbox.envelope()).filter(passes).collect(),
            None => choice.tree.rows().filter(passes).collect(),
        };
        found.sort_unstable();
        found
    }

    /// A page of the listed stations that pass, in the order of their codes. Times are asked
    /// of the moment of asking: a list has no arrival.
    pub fn list(
        &self,
        filter: &Filter,
        bbox: Option<&Bbox>,
        asked: &Asked,
        from: RowId,
        limit: usize,
    ) -> Page {
        let minute = asked.minute(filter.open, 0.0);
        let mut found = self.candidates(filter, bbox);
        found.retain(|id| filter.passes_at(self, self.row(*id), minute));
        let matched = found.len();
        let start = found.partition_point(|id| *id < from);
        let next = found.get(start + limit).copied();
        found.drain(..start);
        found.truncate(limit);
        Page { rows: found, next, matched }
    }
}

fn page(mut found: Vec<RowId>, from: RowId, limit: usize) -> Page {
    let matched = found.len();
    let start = found.partition_point(|id| *id < from);
    let next = found.get(start.saturating_add(limit)).copied();
    found.drain(..start);
    found.truncate(limit);
    Page { rows: found, next, matched }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_envelope_of_a_rectangle_holds_every_point_of_it(
            west in -180.0f64..180.0, width in 0.0f64..359.0,
            south in -90.0f64..90.0, height in 0.0f64..180.0,
            along in 0.0f64..=1.0, up in 0.0f64..=1.0,
        ) {
            let fold = |lon: f64| if lon > 180.0 { lon - 360.0 } else { lon };
            let north = (south + height).min(90.0);
            let bbox = Bbox { west, south, east: fold(west + width), north };
            let inside = Wgs84::new(fold(west + along * width), south + up * (north - south)).expect("valid");
            prop_assume!(bbox.contains(inside));
            prop_assert!(rstar::Envelope::contains_point(&bbox.envelope(), &inside.to_ecef_m()));
        }
    }
}
