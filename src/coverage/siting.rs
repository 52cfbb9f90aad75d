//! Where the next stations of a district should stand: from its ground, its stations and a
//! planner's question to a question of site selection.

use super::CoverageError;
use super::ground::Ground;
use super::plane::PlanePoint;
use super::site_selection::{self, DemandPoint, SiteSelectionError};
use super::supply::{Question, Site, Supply};
use crate::domain::amenity::{Amenity, AmenitySet};
use crate::domain::coordinates::Wgs84;
use crate::domain::opening_hours::OpenState;

/// The most places among which one can choose.
pub const MAX_CANDIDATES: usize = 50_000;

/// The least distance of the points of a grid of candidates, metres.
pub const MIN_GRID_M: f64 = 50.0;

/// Where a new station could stand, or what an old one could become.
#[derive(Debug, Clone, PartialEq)]
pub enum Candidates {
    /// The points of a grid within the district.
    Grid {
        /// Their distance, metres.
        spacing_m: f64,
    },
    /// Some places: buildings, hosts, empty shops.
    Places(Vec<Place>),
    /// Stations that would count if they never closed.
    RoundTheClock,
    /// Stations that would count if they had this amenity.
    Amenity(Amenity),
}

/// A place that somebody has thought of.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Where.
    pub position: Wgs84,
    /// What it is called.
    pub name: String,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateSite {
    /// The code of the station that would become more; `None` for a new one.
    pub station: Option<String>,
    /// What the place is called; empty for a point of a grid.
    pub name: String,
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
    /// Where its office stands in the territory; `None` when it lies in none.
    pub office: Option<usize>,
}

/// A question of site selection, and what its numbers stand for.
#[derive(Debug, Clone)]
pub struct Siting {
    /// The question. The group of a candidate is its office, or the number of offices outside.
    pub question: site_selection::Question<PlanePoint>,
    /// The candidates, in the order of the question.
    pub candidates: Vec<CandidateSite>,
}

impl Siting {
    /// What is to be chosen so that people find more stations that the question counts.
    ///
    /// # Errors
    /// [`SiteSelectionError`] when there are no candidates, or too many.
    pub fn new(
        ground: &Ground,
        supply: &Supply<'_>,
        question: &Question,
        candidates: &Candidates,
    ) -> Result<Self, CoverageError> {
        let mut counting = question.clone();
        let added = match candidates {
            Candidates::Amenity(amenity) => supply.amenities.set_of([*amenity]),
            _ => AmenitySet::EMPTY,
        };
        counting.filter.amenities = counting.filter.amenities.union(added);
        let existing: Vec<PlanePoint> =
            supply.picked(&counting).open().iter().map(|site| site.point).collect();
        let found = match candidates {
            Candidates::Grid { spacing_m } => grid(ground, *spacing_m)?,
            Candidates::Places(places) => places.iter().map(|place| ground.place(place)).collect(),
            Candidates::RoundTheClock => {
                let picked = supply.picked(&counting);
                let with_states = picked.sites.into_iter().zip(picked.states);
                let shut = with_states.filter(|(_, state)| *state != OpenState::Open);
                shut.map(|(site, _)| upgrade(site)).collect()
            }
            Candidates::Amenity(_) => {
                let mut without = question.clone();
                without.filter.amenities = question.filter.amenities.without(added);
                let lacks = |site: &&Site<'_>| !site.traits.amenities.contains_all(added);
                supply.picked(&without).open().into_iter().filter(lacks).map(upgrade).collect()
            }
        };
        if found.len() > MAX_CANDIDATES {
            return Err(SiteSelectionError::TooManyCandidates { limit: MAX_CANDIDATES }.into());
        }
        let offices = ground.territory.offices().len();
        let question = site_selection::Question {
            demand: ground
                .demand
                .cells()
                .iter()
                .map(|cell| DemandPoint { at: cell.point, weight: cell.weight })
                .collect(),
            candidates: found
                .iter()
                .map(|(at, site)| site_selection::Candidate {
                    at: *at,
                    group: site.office.unwrap_or(offices),
                })
                .collect(),
            existing,
        };
        Ok(Self { question, candidates: found.into_iter().map(|(_, site)| site).collect() })
    }
}

fn upgrade(site: &Site<'_>) -> (PlanePoint, CandidateSite) {
    let candidate = CandidateSite {
        station: Some(site.code.to_owned()),
        name: String::new(),
        lon: site.position.lon(),
        lat: site.position.lat(),
        office: site.office(),
    };
    (site.point, candidate)
}

fn grid(
    ground: &Ground,
    spacing_m: f64,
) -> Result<Vec<(PlanePoint, CandidateSite)>, CoverageError> {
    let name = "the distance of the grid's points";
    // A finer grid has no better sites than people's own cells tell apart.
    if !(spacing_m >= MIN_GRID_M && spacing_m.is_finite()) {
        return Err(SiteSelectionError::Length { name, length_m: spacing_m }.into());
    }
    let bounds = ground.territory.bounds();
    let steps = |from_m: f64, to_m: f64| {
        let (first, last) = ((from_m / spacing_m).floor() as i64, (to_m / spacing_m).ceil() as i64);
        (first..=last).map(move |step| (step as f64 + 0.5) * spacing_m)
    };
    let mut found = Vec::new();
    for y_m in steps(bounds.south_m, bounds.north_m) {
        for x_m in steps(bounds.west_m, bounds.east_m) {
            let point = PlanePoint { x_m, y_m };
            if let Some(office) = ground.territory.office_at(point) {
                let at = ground.territory.plane().unproject(point);
                let (station, name) = (None, String::new());
                let office = Some(office);
                found.push((point, CandidateSite { station, name, lon: at.x, lat: at.y, office }));
            }
        }
    }
    Ok(found)
}

impl Ground {
    fn place(&self, place: &Place) -> (PlanePoint, CandidateSite) {
        let point = self.territory.plane().project(place.position);
        let candidate = CandidateSite {
            station: None,
            name: place.name.clone(),
            lon: place.position.lon(),
            lat: place.position.lat(),
            office: self.territory.office_at(point),
        };
        (point, candidate)
    }
}
