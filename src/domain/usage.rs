//! Demand seen in use: where riders looked for a station and whether they found one, told so
//! coarsely that nobody is told of.
//!
//! A phone whose rider agrees sends a [`Sighting`]: an H3 cell of resolution 9 (about 0.1 km²),
//! snapped on the phone, the hour of the week, and whether a station was found. It carries a
//! random name that the phone changes every week and that goes with at most [`CELLS_AN_ID`]
//! cells. Once the week is over it is rolled up into a [`WeekOfUse`], in which every figure stands
//! for [`FEWEST_IDS`] names at least and is rounded to [`ROUNDED_TO`], and the sightings are
//! deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use h3o::{CellIndex, LatLng, Resolution};
use serde::{Deserialize, Serialize};

/// How many cells one name may tell of in a week.
pub const CELLS_AN_ID: usize = 4;

/// How many names a figure must stand for.
pub const FEWEST_IDS: usize = 10;

/// Figures are multiples of this.
pub const ROUNDED_TO: u64 = 5;

/// Within how many metres a station must have been for something to be found.
pub const FOUND_WITHIN_M: f64 = 1000.0;

/// Hours in a week, the first from Monday midnight.
pub const HOURS_OF_WEEK: u8 = 168;

/// Letters of a name: 128 random bits in hexadecimal.
const ID_LETTERS: usize = 32;

/// The name that a phone goes by for a week.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekId(String);

impl WeekId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WeekId {
    type Err = InvalidUsage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == ID_LETTERS && text.bytes().all(is_hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidUsage::Id)
        }
    }
}

/// A cell of the H3 grid, as text 15 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cell(CellIndex);

impl Cell {
    /// The cell of a sighting: of resolution 9 and no other, so that nobody tells more.
    ///
    /// # Errors
    /// [`InvalidUsage::Cell`].
    pub fn of_sighting(text: &str) -> Result<Self, InvalidUsage> {
        let cell: Self = text.parse()?;
        if cell.0.resolution() == Resolution::Nine { Ok(cell) } else { Err(InvalidUsage::Cell) }
    }

    /// How fine it is: 9, or 8 when seven cells had to be told together.
    pub fn resolution(self) -> u8 {
        self.0.resolution().into()
    }

    /// Its middle: WGS-84 longitude and latitude, degrees.
    pub fn middle(self) -> (f64, f64) {
        let middle = LatLng::from(self.0);
        (middle.lng(), middle.lat())
    }

    /// The coarser one that it lies in, by the grid's own rule.
    fn coarser(self) -> Self {
        Self(self.0.parent(Resolution::Eight).unwrap_or(self.0))
    }
}

impl FromStr for Cell {
    type Err = InvalidUsage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| InvalidUsage::Cell)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Cell {
    type Error = InvalidUsage;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Cell> for String {
    fn from(cell: Cell) -> Self {
        cell.to_string()
    }
}

/// What a phone tells. Two of the same name, cell and hour are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Who tells, for this week.
    pub id: WeekId,
    /// Where.
    pub cell: Cell,
    /// When, below [`HOURS_OF_WEEK`].
    pub hour: u8,
    /// Whether a station that is open on arrival and has what was asked for was found within
    /// [`FOUND_WITHIN_M`].
    pub found: bool,
}

/// What is wrong with a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUsage {
    /// The name.
    #[error("the name of a week is 32 hexadecimal digits in lower case")]
    Id,
    /// The cell.
    #[error("the cell is an H3 index of resolution 9")]
    Cell,
}

/// What is kept and published of a week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekOfUse {
    /// By cell, the coarser ones first.
    pub cells: Vec<CellOfUse>,
    /// Of the whole district, by hour of the week; hours that too few asked in are left out.
    pub hours: Vec<HourOfUse>,
}

/// A cell in which enough riders asked. A coarser one counts what its finer ones do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellOfUse {
    /// Which.
    pub cell: Cell,
    /// In how many hours somebody asked, added up over all who did.
    pub asked: u64,
    /// In how many of them nothing was found.
    pub unmet: u64,
}

/// An hour of the week in which enough riders asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourOfUse {
    /// Hours since Monday midnight.
    pub hour_of_week: u8,
    /// How many asked.
    pub asked: u64,
    /// How many of them found nothing.
    pub unmet: u64,
}

/// The Monday with which the week of a day begins.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    let days = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// Rolls the sightings of one week up.
///
/// A cell of resolution 9 that ten names told of is told of. The others are added up by cells of
/// resolution 8, which must have ten names *of their own*: no finer cell that is told of counts in
/// a coarser one, so that no difference of two figures tells of fewer.
pub fn roll_up(sightings: &[Sighting]) -> WeekOfUse {
    let mut by_cell: BTreeMap<Cell, Group<'_>> = BTreeMap::new();
    let mut by_hour: BTreeMap<u8, Group<'_>> = BTreeMap::new();
    for sighting in sightings {
        by_cell.entry(sighting.cell).or_default().add(sighting);
        by_hour.entry(sighting.hour).or_default().add(sighting);
    }
    let (told, few): (BTreeMap<_, _>, BTreeMap<_, _>) =
        by_cell.into_iter().partition(|(_, group)| group.is_told());
    let mut coarser: BTreeMap<Cell, Group<'_>> = BTreeMap::new();
    for (cell, group) in few {
        coarser.entry(cell.coarser()).or_default().join(group);
    }
    coarser.retain(|_, group| group.is_told());
    by_hour.retain(|_, group| group.is_told());
    let cell = |(cell, group): (Cell, Group<'_>)| CellOfUse {
        cell,
        asked: rounded(group.asked),
        unmet: rounded(group.unmet),
    };
    let hour = |(hour_of_week, group): (u8, Group<'_>)| HourOfUse {
        hour_of_week,
        asked: rounded(group.asked),
        unmet: rounded(group.unmet),
    };
    WeekOfUse {
        cells: coarser.into_iter().chain(told).map(cell).collect(),
        hours: by_hour.into_iter().map(hour).collect(),
    }
}

/// Sightings that would be told of together.
#[derive(Default)]
struct Group<'a> {
    ids: BTreeSet<&'a WeekId>,
    asked: u64,
    unmet: u64,
}

impl<'a> Group<'a> {
    fn add(&mut self, sighting: &'a Sighting) {
        self.ids.insert(&sighting.id);
        self.asked += 1;
        self.unmet += u64::from(!sighting.found);
    }

    fn join(&mut self, other: Self) {
        self.ids.extend(other.ids);
        self.asked += other.asked;
        self.unmet += other.unmet;
    }

    fn is_told(&self) -> bool {
        self.ids.len() >= FEWEST_IDS
    }
}

/// The nearest multiple of [`ROUNDED_TO`].
fn rounded(count: u64) -> u64 {
    (count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Seven cells about one place, all in one coarser cell, and one far away.
    fn cells() -> (Vec<Cell>, Cell) {
        let here = LatLng::new(30.55, 115.95).unwrap().to_cell(Resolution::Eight);
        let far = LatLng::new(30.75, 115.95).unwrap().to_cell(Resolution::Nine);
        (here.children(Resolution::Nine).map(Cell).collect(), Cell(far))
    }

    fn sighting(id: usize, cell: Cell, hour: u8, found: bool) -> Sighting {
        Sighting { id: format!("{id:032x}").parse().unwrap(), cell, hour, found }
    }

    #[test]
    fn a_cell_of_ten_names_is_told_of_and_rounded() {
        let (cells, _) = cells();
        let week: Vec<_> = (0..12).map(|id| sighting(id, cells[0], 8, id >= 4)).collect();
        let told = roll_up(&week);
        assert_eq!(told.cells, [CellOfUse { cell: cells[0], asked: 10, unmet: 5 }]);
        assert_eq!(told.hours, [HourOfUse { hour_of_week: 8, asked: 10, unmet: 5 }]);
    }

    #[test]
    fn nine_names_are_not_told_of_however_often_they_ask() {
        let (cells, _) = cells();
        let week: Vec<_> = (0..9)
            .flat_map(|id| (0..20).map(move |hour| (id, hour)))
            .map(|(id, hour)| sighting(id, cells[0], hour, true))
            .collect();
        assert_eq!(roll_up(&week), WeekOfUse::default());
    }

    #[test]
    fn cells_of_too_few_are_told_of_together_or_not_at_all() {
        let (cells, far) = cells();
        let six = (0..6).map(|id| sighting(id, cells[0], 8, true));
        let others = (6..12).map(|id| sighting(id, cells[1], 9, false));
        let alone = (20..29).map(|id| sighting(id, far, 10, true));
        let told = roll_up(&six.chain(others).chain(alone).collect::<Vec<_>>());
        let [cell] = told.cells[..] else { panic!("{told:?}") };
        assert_eq!((cell.cell, cell.asked, cell.unmet), (cells[0].coarser(), 10, 5));
        assert_eq!(told.hours, []);
    }

    #[test]
    fn a_name_counts_once_in_a_coarser_cell() {
        let (cells, _) = cells();
        // Five names in two cells each are five names.
        let week: Vec<_> = (0..10).map(|at| sighting(at % 5, cells[at / 5], 8, true)).collect();
        assert_eq!(roll_up(&week).cells, []);
    }

    #[test]
    fn what_is_told_finely_does_not_count_coarsely() {
        let (cells, _) = cells();
        let many = (0..40).map(|id| sighting(id, cells[0], 8, true));
        let few = (50..53).map(|id| sighting(id, cells[1], 8, true));
        let told = roll_up(&many.chain(few).collect::<Vec<_>>());
        // A coarser cell of 43 would tell of the three by the difference.
        assert_eq!(told.cells, [CellOfUse { cell: cells[0], asked: 40, unmet: 0 }]);
    }

    #[test]
    fn only_cells_of_resolution_nine_are_taken() {
        for (text, taken) in [
            ("8931aa41d23ffff", true),
            ("8831aa41d3fffff", false),
            ("8a31aa41d237fff", false),
            ("", false),
            ("8931aa41d23fffg", false),
        ] {
            assert_eq!(Cell::of_sighting(text).is_ok(), taken, "{text}");
        }
        assert!("0123456789abcdef0123456789abcde".parse::<WeekId>().is_err());
        assert!("0123456789ABCDEF0123456789ABCDEF".parse::<WeekId>().is_err());
    }

    #[test]
    fn a_week_begins_on_its_monday() {
        for (day, monday) in [
            ("2026-11-16", "2026-11-16"),
            ("2026-11-22", "2026-11-16"),
            ("2026-01-01", "2025-12-29"),
        ] {
            assert_eq!(monday_of(day.parse().unwrap()).to_string(), monday);
        }
    }

    proptest! {
        #[test]
        fn every_figure_stands_for_enough_and_is_rounded(
            asked in proptest::collection::vec((0_usize..40, 0_usize..7, 0_u8..4, any::<bool>()), 0..200)
        ) {
            let (cells, _) = cells();
            let week: Vec<_> =
                asked.iter().map(|(id, cell, hour, found)| sighting(*id, cells[*cell], *hour, *found)).collect();
            let told = roll_up(&week);
            for cell in &told.cells {
                prop_assert!(cell.asked >= FEWEST_IDS as u64 && cell.unmet <= cell.asked);
                prop_assert_eq!((cell.asked % ROUNDED_TO, cell.unmet % ROUNDED_TO), (0, 0));
                let ids: BTreeSet<_> = week
                    .iter()
                    .filter(|s| s.cell == cell.cell || s.cell.coarser() == cell.cell)
                    .map(|s| s.id.as_str())
                    .collect();
                prop_assert!(ids.len() >= FEWEST_IDS);
            }
        }
    }
}
