//! What the loss of each station would uncover, of all stations at once.
//!
//! What a station alone covers is what its loss uncovers. So one pass over the pieces of all
//! discs' lines and one over all cells tell it of every station.

use super::ground::Ground;
use super::reach::Reach;
use super::share::best_of_spots;
use super::spots::Spots;
use super::supply::{Question, Supply};
use super::union_area::alone_m2;
use crate::domain::opening_hours::OpenState;

/// What the loss of one station would uncover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss<'a> {
    /// The station's code.
    pub code: &'a str,
    /// The people who would have no open station within reach any more.
    pub people: f64,
    /// The area that would be uncovered, square metres.
    pub area_m2: f64,
}

/// Rounding leaves less than this of a disc that others cover wholly, square metres.
const NOTHING_M2: f64 = 0.01;

impl Loss<'_> {
    /// Whether nobody and no place would be without a station: others cover all that it does.
    /// That holds for each such station alone; two may cover for one another.
    pub fn is_redundant(&self) -> bool {
        self.people == 0.0 && self.area_m2 == 0.0
    }
}

/// What the loss of each open station would uncover, the most people first, then the largest area,
/// then by code. Stations that are not open cover nothing and are left out.
pub fn losses<'a>(ground: &Ground, supply: &Supply<'a>, question: &Question) -> Vec<Loss<'a>> {
    let mut picked = supply.picked(question);
    let mut states = std::mem::take(&mut picked.states).into_iter();
    picked.sites.retain(|_| states.next() == Some(OpenState::Open));
    picked.states = vec![OpenState::Open; picked.sites.len()];
    let points: Vec<_> = picked.sites.iter().map(|site| site.point).collect();
    let spots = Spots::new(&points, question.radius);
    debug_assert!(best_of_spots(&spots, &picked).iter().all(|state| *state == OpenState::Open));
    let areas = alone_m2(&ground.territory, &spots.discs);
    let people = alone_people(ground, &spots, question);
    let mut losses: Vec<Loss<'a>> = picked
        .sites
        .iter()
        .zip(&spots.of)
        .map(|(site, spot)| {
            let is_alone = spots.stations[*spot] == 1;
            let amount = |amount: f64| if is_alone { amount } else { 0.0 };
            let area_m2 = amount(areas[*spot]);
            Loss {
                code: site.code,
                people: amount(people[*spot]),
                area_m2: if area_m2 < NOTHING_M2 { 0.0 } else { area_m2 },
            }
        })
        .collect();
    losses.sort_by(|a, b| {
        b.people.total_cmp(&a.people).then(b.area_m2.total_cmp(&a.area_m2)).then(a.code.cmp(b.code))
    });
    losses
}

/// The people whom only one spot reaches, for each spot.
fn alone_people(ground: &Ground, spots: &Spots, question: &Question) -> Vec<f64> {
    #[derive(Clone, Copy)]
    enum Reached {
        ByNone,
        By(usize),
        BySeveral,
    }
    let mut reached = vec![Reached::ByNone; ground.demand.cells.len()];
    let reach = ground.reach();
    for spot in 0..spots.len() {
        reach.cells_within(spots.point(spot), question.radius.metres(), &mut |cell, _| {
            reached[cell] = match reached[cell] {
                Reached::ByNone => Reached::By(spot),
                Reached::By(_) | Reached::BySeveral => Reached::BySeveral,
            };
        });
    }
    let mut people = vec![0.0; spots.len()];
    for (cell, reached) in ground.demand.cells.iter().zip(reached) {
        if let Reached::By(spot) = reached {
            people[spot] += cell.weight;
        }
    }
    people
}
