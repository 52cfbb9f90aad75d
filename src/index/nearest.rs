//! The nearest stations that pass a filter, in exact geodesic order.
//!
//! The tree yields stations in the order of their chords. Within a city that is the order of
//! their geodesics, but for distances that agree to micrometres; over a country, to metres.
//! Wherever two neighbours are closer to one another than the chord can tell, Karney's
//! geodesic decides, and equal distances are in the order of the codes. So the order is
//! always that of a brute-force search by geodesic length.

use super::filter::{Asked, Filter};
use super::row::{Row, RowId};
use super::snapshot::Snapshot;
use crate::domain::coordinates::Wgs84;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// Where one is.
    pub from: Wgs84,
    /// How many answers at most.
    pub limit: usize,
    /// Not farther than this, metres.
    pub radius_m: Option<f64>,
    /// What they must have.
    pub filter: Filter,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The station.
    pub row: RowId,
    /// Length of the geodesic to its door, metres; exact to 2e-8 of itself.
    pub distance_m: f64,
}

/// Mean radius of the earth, metres (IUGG R1).
const EARTH_M: f64 = 6_371_008.8;

/// Chords up to this length give the geodesic by series; longer ones are measured.
const SERIES_M: f64 = 50_000.0;

impl Snapshot {
    /// The nearest listed stations that pass, nearest first, ties by code.
    pub fn nearest(&self, query: &Nearest, asked: &Asked) -> Vec<Hit> {
        let Some(choice) = self.facets().smallest_for(&query.filter) else { return Vec::new() };
        if query.limit == 0 {
            return Vec::new();
        }
        let from = query.from.to_ecef_m();
        let radius_m = query.radius_m.unwrap_or(f64::INFINITY);
        let mut hits = Hits::new(query.limit, radius_m + doubt_m(radius_m));
        choice.tree.walk_outwards(&from, hits.stop_m, |chord_m, point| {
            // Hours of an amenity matter to those who ask for it.
            let is_always_usable = query.filter.amenities.is_empty() || !point.has_own_hours();
            let passes = if choice.decides && is_always_usable {
                true
            } else {
                let row = self.row(point.row);
                query.filter.passes_always(row) && {
                    let distance_m = distance_m(chord_m, query.from, row);
                    let minute = asked.minute(query.filter.open, distance_m);
                    query.filter.passes_at(self, row, minute)
                }
            };
            if passes {
                hits.insert(Candidate { row: point.row, text_hint: point.text_hint(), chord_m });
            }
            hits.stop_m
        });
        self.fetch_ahead(&hits.nearest);
        let mut hits = settled(hits.nearest, query.from, self);
        hits.truncate(query.limit);
        hits.retain(|hit| hit.distance_m <= radius_m);
        hits
    }

    /// Reads a little of all that answers show of these stations: it lies far apart in memory, and
    /// so the waits for it overlap.
    fn fetch_ahead(&self, found: &[Candidate]) {
        let read = found.iter().fold(0, |sum, Candidate { row, text_hint, .. }| {
            sum ^ self.row(*row).area_index() ^ u16::from(self.facts.fetch_ahead(*text_hint))
        });
        std::hint::black_box(read);
    }
}

/// The nearest candidates so far, by chord, and how far a better one may be.
struct Hits {
    nearest: Vec<Candidate>,
    limit: usize,
    stop_m: f64,
}

impl Hits {
    fn new(limit: usize, stop_m: f64) -> Self {
        Self { nearest: Vec::with_capacity(limit + 1), limit, stop_m }
    }

    fn insert(&mut self, hit: Candidate) {
        let before = self.nearest.iter().rposition(|other| other.chord_m <= hit.chord_m);
        self.nearest.insert(before.map_or(0, |at| at + 1), hit);
        if let Some(last) = self.nearest.get(self.limit - 1) {
            // One that is farther may still belong before it, by less than the doubt.
            self.stop_m = self.stop_m.min(last.chord_m + doubt_m(last.chord_m));
            while self.nearest.last().is_some_and(|hit| hit.chord_m > self.stop_m) {
                self.nearest.pop();
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Candidate {
    row: RowId,
    text_hint: u32,
    chord_m: f64,
}

/// The length of the geodesic to a row whose chord is known, metres.
fn distance_m(chord_m: f64, from: Wgs84, row: &Row) -> f64 {
    if chord_m <= SERIES_M { arc_m(chord_m) } else { from.geodesic_m(row.position) }
}

/// Arc over a chord on the mean sphere. The curvature of the ellipsoid differs from it by less
/// than 1 %, so that up to 50 km the error is below 2e-8 of the length.
fn arc_m(chord_m: f64) -> f64 {
    let half = chord_m / (2.0 * EARTH_M);
    chord_m * (1.0 + half * half / 6.0)
}

/// By how much two chords of about this length may differ while their geodesics are in the
/// other order, metres: 2 % of what a geodesic is longer than its chord, which is three times
/// the ellipsoid's spread of curvature, and the rounding of earth-centred coordinates.
fn doubt_m(chord_m: f64) -> f64 {
    if !chord_m.is_finite() {
        return 0.0;
    }
    let ratio = chord_m / EARTH_M;
    1e-7 + 0.02 * chord_m * ratio * ratio / 24.0 * (1.0 + ratio * ratio)
}

/// The candidates in the order of their geodesics: of runs that the chord cannot tell apart these
/// are measured.
fn settled(candidates: Vec<Candidate>, from: Wgs84, snapshot: &Snapshot) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::with_capacity(candidates.len());
    let is_run = |a: &Candidate, b: &Candidate| b.chord_m - a.chord_m <= doubt_m(b.chord_m);
    for run in candidates.chunk_by(is_run) {
        if let [Candidate { row, chord_m, .. }] = *run {
            let distance_m = distance_m(chord_m, from, snapshot.row(row));
            hits.push(Hit { row, distance_m });
            continue;
        }
        let start = hits.len();
        hits.extend(run.iter().map(|Candidate { row, .. }| Hit {
            row: *row,
            distance_m: from.geodesic_m(snapshot.row(*row).position),
        }));
        hits[start..].sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.row.cmp(&b.row)));
    }
    hits
}
