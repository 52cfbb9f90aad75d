//! Coverage at every hour of a week at once.
//!
//! Hours in which the same stations are open are the same set, and all sets are asked of the
//! geometry and of the people in one pass.

use super::columns::Columns;
use super::ground::Ground;
use super::reach::{Radius, Reach};
use super::share::Split;
use super::spots::Spots;
use super::supply::Supply;
use super::union_area::covered_m2;
use super::week::{HOURS, Timetables, Week, WeekStates};
use crate::index::filter::Filter;

/// A week of coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekCoverage {
    /// All of the district: the sum of its offices.
    pub district: Vec<HourFigures>,
    /// In the order of the areas, each with 168 hours.
    pub offices: Vec<Vec<HourFigures>>,
}

/// Figures of one territory at one hour.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HourFigures {
    /// Its people, by what they find.
    pub people: Split,
    /// Its area, square metres, by what people there find.
    pub area_m2: Split,
}

/// Which hours of a week each set of stations is that of.
struct HourSets {
    /// The stations of each spot, by distinct sets.
    sets: Columns,
    /// The sets of hour `h`: open ones at `h`, those that may be open at [`MAYBE`]` + h`; all of
    /// them at [`ANY`].
    set_of: Vec<usize>,
}

/// Columns of hours: three words of open ones, three of those that may be open, one bit for all.
const MAYBE: usize = 3 * 64;
const ANY: usize = 6 * 64;

/// The figures of every hour of a week, Monday's first one first.
pub fn hours(
    ground: &Ground,
    supply: &Supply<'_>,
    filter: &Filter,
    week: Week,
    radius: Radius,
) -> WeekCoverage {
    let sites = supply.admitted(filter);
    let mut tables = Timetables::new(week, supply.hours);
    let states: Vec<WeekStates> =
        sites.iter().map(|site| site.states_in(filter.amenities, &mut tables)).collect();
    let points: Vec<_> = sites.iter().map(|site| site.point).collect();
    let spots = Spots::new(&points, radius);
    let hour_sets = HourSets::new(&spots, &states);
    let areas = covered_m2(&ground.territory, &spots.discs, &hour_sets.sets);
    let people = covered_people(ground, &spots, &hour_sets.sets, radius);
    let count = hour_sets.sets.count();
    let offices: Vec<Vec<HourFigures>> = ground
        .territory
        .offices()
        .iter()
        .enumerate()
        .map(|(number, office)| {
            let of_office = number * count..(number + 1) * count;
            let splits =
                |amounts: &[f64], total| hour_sets.splits(&amounts[of_office.clone()], total);
            let people = splits(&people, ground.demand.totals[number]);
            let areas = splits(&areas, office.shape.area_m2());
            let both = people.into_iter().zip(areas);
            both.map(|(people, area_m2)| HourFigures { people, area_m2 }).collect()
        })
        .collect();
    let mut district = vec![HourFigures::default(); HOURS];
    for office in &offices {
        for (sum, hour) in district.iter_mut().zip(office) {
            sum.people = sum.people.plus(&hour.people);
            sum.area_m2 = sum.area_m2.plus(&hour.area_m2);
        }
    }
    WeekCoverage { district, offices }
}

impl HourSets {
    fn new(spots: &Spots, states: &[WeekStates]) -> Self {
        let mut sets = Columns::new(spots.len(), ANY + 1);
        for (spot, states) in spots.of.iter().zip(states) {
            sets.add(*spot, &states.words());
            sets.set(*spot, ANY);
        }
        let (sets, set_of) = sets.distinct();
        Self { sets, set_of }
    }

    /// A territory's amounts by set as splits by hour.
    fn splits(&self, amounts: &[f64], total: f64) -> Vec<Split> {
        let amount = |column: usize| amounts[self.set_of[column]];
        let any = amount(ANY);
        (0..HOURS)
            .map(|hour| Split::of_nested(amount(hour), amount(MAYBE + hour), any, total))
            .collect()
    }
}

/// The people that each set reaches, office by office, in each one set by set.
fn covered_people(ground: &Ground, spots: &Spots, sets: &Columns, radius: Radius) -> Vec<f64> {
    let mut reached = Columns::new(ground.demand.cells.len(), sets.count());
    let reach = ground.reach();
    for spot in 0..spots.len() {
        reach.cells_within(spots.point(spot), radius.metres(), &mut |cell, _| {
            reached.add(cell, sets.row(spot));
        });
    }
    let mut people = vec![0.0; ground.territory.offices().len() * sets.count()];
    // Neighbouring cells mostly see the same stations: their people are put together first.
    let mut together = 0.0;
    let mut cells = ground.demand.cells.iter().enumerate().peekable();
    while let Some((at, cell)) = cells.next() {
        together += cell.weight;
        let is_alike = cells.peek().is_some_and(|(next, other)| {
            other.office == cell.office && reached.row(*next) == reached.row(at)
        });
        if !is_alike {
            let people = &mut people[cell.office * sets.count()..];
            Columns::each(reached.row(at), |set| people[set] += together);
            together = 0.0;
        }
    }
    people
}
