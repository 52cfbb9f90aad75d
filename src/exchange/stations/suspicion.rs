//! Finding positions that are given in another datum than they say.
//!
//! A position that says WGS-84 but is GCJ-02 lies some 500 m off, and so do its neighbours, in
//! the same direction. When rows name their area, that shows: some lie outside the area they
//! name, and reading them as GCJ-02 brings them in. Rows near a roughly drawn boundary lie
//! outside too, but moving them is as likely to bring them in whatever the direction. So the
//! same move in three other directions is the control, and only what the true move does much
//! better than the controls is evidence.

use crate::domain::area::{AreaCode, Areas};
use crate::domain::coordinates::{Datum, Wgs84};

/// A position that is said to be WGS-84, and the area that it is said to lie in.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<K> {
    /// Which row or station it is.
    pub key: K,
    /// The area that it names.
    pub area: AreaCode,
    /// Where it says to be.
    pub position: Wgs84,
}

/// Rows that look as if they were given in another datum.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion<K> {
    /// The datum in which they make sense.
    pub datum: Datum,
    /// Whether it is all of them.
    pub extent: Extent,
    /// How many rows were looked at.
    pub looked_at: usize,
    /// How many of them lie outside the area that they name.
    pub outside: usize,
    /// How many of those lie inside when they are read in `datum`.
    pub brought_in: usize,
    /// How many the same move in another direction brings in, at most.
    pub by_chance: usize,
    /// The rows that are brought in.
    pub rows: Vec<K>,
}

/// How many of the rows are suspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The group makes more sense when all of it is read in the other datum.
    All,
    /// Only those that are listed.
    Some,
}

/// So many rows brought in are evidence even when most of those outside stay outside.
const MANY_ROWS: usize = 20;
/// Tells whether rows of one group look as if they were given in GCJ-02 or BD-09.
pub fn suspect_datum<K: Clone>(rows: &[Located<K>], areas: &Areas) -> Option<Suspicion<K>> {
    let looked_at: Vec<_> = rows.iter().filter(|row| areas.get(&row.area).is_some()).collect();
    let (inside, outside): (Vec<_>, Vec<_>) =
        looked_at.iter().copied().partition(|row| lies_inside(row, row.position, areas));
    [Datum::Gcj02, Datum::Bd09]
        .into_iter()
        .filter_map(|datum| {
            let brought: Vec<_> = outside
                .iter()
                .filter(|row| {
                    moved(row.position, datum, Turn::None)
                        .is_some_and(|position| lies_inside(row, position, areas))
                })
                .collect();
            let controls = [Turn::Left, Turn::Back, Turn::Right]
                .map(|turn| Control::new(&outside, datum, turn, areas));
            let by_chance = controls.iter().map(|control| control.brought_in).max().unwrap_or(0);
            let brought_in = brought.len();
            let enough = brought_in >= MANY_ROWS || brought_in * 10 >= outside.len().max(1) * 6;
            let clear = controls.iter().all(Control::is_beaten) && 2 * brought_in >= 3 * by_chance;
            let stay = count_inside(&inside, datum, Turn::None, areas);
            let extent = if brought_in + stay > inside.len() { Extent::All } else { Extent::Some };
            (enough && clear).then(|| Suspicion {
                datum,
                extent,
                looked_at: looked_at.len(),
                outside: outside.len(),
                brought_in,
                by_chance,
                rows: brought.iter().map(|row| row.key.clone()).collect(),
            })
        })
        // A longer move brings rows in by chance more often, so that chance is taken off.
        .max_by_key(|found| found.brought_in.saturating_sub(found.by_chance))
}

/// What the same move in another direction brings in.
#[derive(Default)]
struct Control {
    brought_in: usize,
    /// Rows that only the true move brings in.
    only_true: usize,
    /// Rows that only the control brings in.
    only_control: usize,
}

impl Control {
    fn new<K>(outside: &[&Located<K>], datum: Datum, turn: Turn, areas: &Areas) -> Self {
        let mut control = Self::default();
        for row in outside {
            let inside = |turn| {
                moved(row.position, datum, turn).is_some_and(|to| lies_inside(row, to, areas))
            };
            let (by_truth, by_control) = (inside(Turn::None), inside(turn));
            control.brought_in += usize::from(by_control);
            control.only_true += usize::from(by_truth && !by_control);
            control.only_control += usize::from(by_control && !by_truth);
        }
        control
    }

    /// Whether the true move does better than chance explains: McNemar's test of paired
    /// counts, (b − c)² / (b + c) ≥ 6.25, that is 2.5 standard deviations. Seven rows are the
    /// least that can be evidence.
    fn is_beaten(&self) -> bool {
        let more = self.only_true.saturating_sub(self.only_control);
        more > 0 && 4 * more * more >= 25 * (self.only_true + self.only_control)
    }
}

fn count_inside<K>(rows: &[&Located<K>], datum: Datum, turn: Turn, areas: &Areas) -> usize {
    rows.iter()
        .filter(|row| {
            moved(row.position, datum, turn).is_some_and(|to| lies_inside(row, to, areas))
        })
        .count()
}

fn lies_inside<K>(row: &Located<K>, position: Wgs84, areas: &Areas) -> bool {
    areas.at(position).is_some_and(|area| area.code == row.area)
}

#[derive(Debug, Clone, Copy)]
enum Turn {
    None,
    Left,
    Back,
    Right,
}

/// Where a position lies when its degrees are read in `datum`, or as far away in another
/// direction.
fn moved(position: Wgs84, datum: Datum, turn: Turn) -> Option<Wgs84> {
    let (lon, lat) = (position.lon(), position.lat());
    let there = datum.to_wgs84(lon, lat).ok()?;
    // A degree of longitude is shorter than one of latitude by this factor.
    let narrowing = lat.to_radians().cos();
    let (east, north) = ((there.lon() - lon) * narrowing, there.lat() - lat);
    let (east, north) = match turn {
        Turn::None => (east, north),
        Turn::Left => (-north, east),
        Turn::Back => (-east, -north),
        Turn::Right => (north, -east),
    };
    Wgs84::new(lon + east / narrowing, lat + north).ok()
}
