//! What if: changes to the stations of a snapshot, and what they would come to.
//!
//! A scenario is evaluated from scratch: all figures of a district take less time than a screen
//! needs to be drawn (`benches/coverage.rs`), so that there is nothing kept that could be wrong.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::CoverageError;
use super::ground::Ground;
use super::share::{Coverage, coverage};
use super::supply::{Question, Site, Supply};
use super::territory::Territory;
use crate::domain::access::{Access, AccessSet};
use crate::domain::amenity::{Amenity, AmenitySet};
use crate::domain::area::Areas;
use crate::domain::coordinates::Wgs84;
use crate::domain::opening_hours::{HoursText, Schedule};
use crate::domain::station::StationKind;
use crate::index::Snapshot;
use crate::index::filter::Traits;

/// Changes that somebody thinks of, in their order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Scenario {
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// The changes; a later one may change what an earlier one has added.
    pub changes: Vec<ScenarioChange>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum ScenarioChange {
    /// A new station.
    Add(Proposal),
    /// A station is given up.
    Close {
        /// Which.
        code: String,
    },
    /// A station moves.
    Move {
        /// Which.
        code: String,
        /// Longitude, WGS-84 degrees.
        lon: f64,
        /// Latitude, WGS-84 degrees.
        lat: f64,
    },
    /// A station gets other hours.
    ChangeHours {
        /// Which.
        code: String,
        /// The new hours.
        hours: HoursText,
    },
    /// A station gets or loses amenities. What it gets works, whenever one can get in.
    ChangeAmenities {
        /// Which.
        code: String,
        /// What it gets.
        #[serde(default)]
        add: Vec<Amenity>,
        /// What it loses.
        #[serde(default)]
        remove: Vec<Amenity>,
    },
}

/// A new station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it is called until it has a code; no station has it.
    pub code: String,
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
    /// What sort of place it will be.
    #[serde(default = "union_station")]
    pub kind: StationKind,
    /// When it will be open; around the clock unless said.
    #[serde(default)]
    pub hours: Option<HoursText>,
    /// What it will offer.
    #[serde(default)]
    pub amenities: Vec<Amenity>,
    /// How one will get in.
    #[serde(default)]
    pub access: Vec<Access>,
}

fn union_station() -> StationKind {
    StationKind::UnionStation
}

/// The hours of a scenario, compiled: by the number of the change that states them.
#[derive(Debug)]
pub struct Prepared(Vec<Option<Schedule>>);

/// What a scenario changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The figures as they are.
    pub today: Coverage,
    /// The figures as they would be.
    pub then: Coverage,
}

/// What an office gains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// Where the office stands among the areas.
    pub office: usize,
    /// Covered people more than today; less than 0 for a loss.
    pub people: f64,
    /// Covered square metres more than today; less than 0 for a loss.
    pub area_m2: f64,
}

impl Comparison {
    /// Compares a scenario with `today`, the figures of the same question without it.
    ///
    /// # Errors
    /// [`CoverageError`] when the scenario does not fit the snapshot.
    pub fn new(
        today: Coverage,
        ground: &Ground,
        snapshot: &Snapshot,
        scenario: &Scenario,
        question: &Question,
    ) -> Result<Self, CoverageError> {
        let prepared = scenario.prepare(snapshot);
        let supply = Supply::under(scenario, &prepared, snapshot, &ground.territory)?;
        Ok(Self { today, then: coverage(ground, &supply, question) })
    }

    /// The offices whose covered people or area change, the most people first, gained or lost.
    pub fn gains(&self) -> Vec<Gain> {
        let both = self.today.offices.iter().zip(&self.then.offices).enumerate();
        let gains = both.map(|(office, (today, then))| Gain {
            office,
            people: then.people.covered - today.people.covered,
            area_m2: then.area_m2.covered - today.area_m2.covered,
        });
        // Sums in another order differ in the last digits, which is no change.
        let is_change = |gain: &Gain| gain.people.abs() > 1e-6 || gain.area_m2.abs() > 1e-3;
        let mut changed: Vec<Gain> = gains.filter(is_change).collect();
        changed.sort_by(|a, b| {
            b.people.abs().total_cmp(&a.people.abs()).then(a.office.cmp(&b.office))
        });
        changed
    }
}

impl Scenario {
    /// Compiles the hours that it states, from the first day of a snapshot on.
    pub fn prepare(&self, snapshot: &Snapshot) -> Prepared {
        let always: Option<HoursText> = "24/7".parse().ok();
        let day: NaiveDate = snapshot.first_day();
        let compile = |hours: &HoursText| Schedule::compile(hours, snapshot.hours(), day);
        let schedules = self.changes.iter().map(|change| match change {
            ScenarioChange::Add(proposal) => {
                proposal.hours.as_ref().or(always.as_ref()).map(compile)
            }
            ScenarioChange::ChangeHours { hours, .. } => Some(compile(hours)),
            _ => None,
        });
        Prepared(schedules.collect())
    }

    /// Makes the changes to a supply.
    pub(super) fn apply<'a>(
        &'a self,
        prepared: &'a Prepared,
        supply: &mut Supply<'a>,
        snapshot: &Snapshot,
        territory: &Territory,
    ) -> Result<(), CoverageError> {
        let numbered = supply.sites.iter().enumerate();
        let mut places: HashMap<&'a str, usize> =
            numbered.map(|(at, site)| (site.code, at)).collect();
        let mut closed = vec![false; supply.sites.len()];
        for ((change, schedule), number) in self.changes.iter().zip(&prepared.0).zip(1..) {
            let schedule = schedule.as_ref();
            if let ScenarioChange::Add(proposal) = change {
                if places.insert(&proposal.code, supply.sites.len()).is_some() {
                    return Err(CoverageError::CodeTaken {
                        change: number,
                        code: proposal.code.clone(),
                    });
                }
                supply.sites.push(proposal.site(schedule, number, snapshot, territory)?);
                closed.push(false);
                continue;
            }
            let code = change.code();
            let known = places.get(code).filter(|at| !closed[**at]);
            let Some(&at) = known else {
                return Err(CoverageError::UnknownStation {
                    change: number,
                    code: code.to_owned(),
                });
            };
            closed[at] = matches!(change, ScenarioChange::Close { .. });
            change.apply(&mut supply.sites[at], schedule, number, snapshot, territory)?;
        }
        let mut closed = closed.into_iter();
        supply.sites.retain(|_| closed.next() == Some(false));
        Ok(())
    }
}

impl ScenarioChange {
    /// The station that it is about.
    pub fn code(&self) -> &str {
        match self {
            Self::Add(Proposal { code, .. })
            | Self::Close { code }
            | Self::Move { code, .. }
            | Self::ChangeHours { code, .. }
            | Self::ChangeAmenities { code, .. } => code,
        }
    }

    fn apply<'a>(
        &self,
        site: &mut Site<'a>,
        schedule: Option<&'a Schedule>,
        number: usize,
        snapshot: &Snapshot,
        territory: &Territory,
    ) -> Result<(), CoverageError> {
        match self {
            Self::Add(_) | Self::Close { .. } => {}
            Self::Move { lon, lat, .. } => {
                site.position = position(*lon, *lat, number)?;
                site.point = territory.plane().project(site.position);
                site.traits.area = area_at(site.position, snapshot.areas());
            }
            Self::ChangeHours { .. } => {
                site.hours = schedule;
                site.traits.round_the_clock = schedule.is_some_and(Schedule::is_round_the_clock);
            }
            Self::ChangeAmenities { add, remove, .. } => {
                let remove = amenities(remove, number, snapshot)?;
                let add = amenities(add, number, snapshot)?;
                site.traits.amenities = site.traits.amenities.without(remove).union(add);
                site.amenity_hours.retain(|(amenity, _)| !add.contains(*amenity));
            }
        }
        Ok(())
    }
}

impl Proposal {
    fn site<'a>(
        &'a self,
        schedule: Option<&'a Schedule>,
        number: usize,
        snapshot: &Snapshot,
        territory: &Territory,
    ) -> Result<Site<'a>, CoverageError> {
        let position = position(self.lon, self.lat, number)?;
        Ok(Site {
            code: &self.code,
            position,
            point: territory.plane().project(position),
            traits: Traits {
                amenities: amenities(&self.amenities, number, snapshot)?,
                access: self.access.iter().copied().collect::<AccessSet>(),
                kind: self.kind,
                area: area_at(position, snapshot.areas()),
                round_the_clock: schedule.is_some_and(Schedule::is_round_the_clock),
            },
            hours: schedule,
            amenity_hours: Vec::new(),
            closure: None,
        })
    }
}

fn amenities(
    named: &[Amenity],
    change: usize,
    snapshot: &Snapshot,
) -> Result<AmenitySet, CoverageError> {
    let known = |amenity: &Amenity| {
        let amenity = *amenity;
        let bit = snapshot.amenities().bit_of(amenity);
        bit.ok_or(CoverageError::UnknownAmenity { change, amenity })
    };
    named.iter().map(known).collect()
}

fn position(lon: f64, lat: f64, change: usize) -> Result<Wgs84, CoverageError> {
    Wgs84::new(lon, lat)
        .map_err(|error| CoverageError::Position { change, problem: error.to_string() })
}

fn area_at(position: Wgs84, areas: &Areas) -> u16 {
    let found = areas.at(position).and_then(|area| areas.position_of(&area.code));
    found.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
}
