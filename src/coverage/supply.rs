//! What there is to reach: stations with what filters look at and their hours, as they are today
//! or as a scenario would have them.

use super::CoverageError;
use super::plane::PlanePoint;
use super::reach::Radius;
use super::scenario::{Prepared, Scenario};
use super::territory::Territory;
use super::week::{Timetables, Week, WeekStates};
use crate::domain::amenity::{AmenityBit, AmenitySet};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::coordinates::Wgs84;
use crate::domain::district::LocalMinute;
use crate::domain::opening_hours::{HoursContext, OpenState, Schedule};
use crate::domain::openness::{Closure, Openness};
use crate::index::Snapshot;
use crate::index::filter::{Filter, Traits};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which stations count. Its `open` is not looked at; `when` says it. Its `area` lets only
    /// that area's stations count, wherever the people are.
    pub filter: Filter,
    /// When they must be open.
    pub when: When,
    /// How far people go.
    pub radius: Radius,
}

/// When a station must be open to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whether it is open does not matter: whatever is listed counts as open.
    AnyTime,
    /// At a minute.
    At(LocalMinute),
    /// At an hour of a week, 0 for Monday's first one.
    Hour(Week, usize),
}

/// The stations that there are.
#[derive(Debug, Clone)]
pub struct Supply<'a> {
    pub(super) sites: Vec<Site<'a>>,
    pub(super) hours: &'a HoursContext,
    pub(super) amenities: &'a AmenityCatalogue,
}

/// One station.
#[derive(Debug, Clone)]
pub struct Site<'a> {
    /// Its code.
    pub code: &'a str,
    /// Where it is.
    pub position: Wgs84,
    /// The same on the plane.
    pub point: PlanePoint,
    pub(super) traits: Traits,
    pub(super) hours: Option<&'a Schedule>,
    pub(super) amenity_hours: Vec<(AmenityBit, Option<&'a Schedule>)>,
    pub(super) closure: Option<Closure>,
}

/// The stations that count, each with its state.
pub(super) struct Picked<'s, 'a> {
    pub(super) sites: Vec<&'s Site<'a>>,
    pub(super) states: Vec<OpenState>,
}

impl<'s, 'a> Picked<'s, 'a> {
    /// Those that are open.
    pub(super) fn open(self) -> Vec<&'s Site<'a>> {
        let with_states = self.sites.into_iter().zip(self.states);
        with_states.filter(|(_, state)| *state == OpenState::Open).map(|(site, _)| site).collect()
    }
}

impl<'a> Supply<'a> {
    /// The listed stations of a snapshot. Those farther from the district than anybody goes are
    /// left out.
    pub fn today(snapshot: &'a Snapshot, territory: &Territory) -> Self {
        let near = territory.bounds().widened(Radius::MAX_M);
        let listed = snapshot.rows().filter(|(_, row)| row.is_listed());
        let sites = listed.map(|(id, row)| Site {
            code: snapshot.code(id),
            position: row.position(),
            point: territory.plane.project(row.position()),
            traits: row.traits(),
            hours: snapshot.schedule_of(row),
            amenity_hours: snapshot.amenity_hours_of(row).collect(),
            closure: snapshot.closure_of(row),
        });
        let sites = sites.filter(|site| near.contains(site.point)).collect();
        Self { sites, hours: snapshot.hours(), amenities: snapshot.amenities() }
    }

    /// The stations that a scenario would leave.
    ///
    /// # Errors
    /// [`CoverageError`] when the scenario does not fit the snapshot.
    pub fn under(
        scenario: &'a Scenario,
        prepared: &'a Prepared,
        snapshot: &'a Snapshot,
        territory: &Territory,
    ) -> Result<Self, CoverageError> {
        let mut supply = Self::today(snapshot, territory);
        scenario.apply(prepared, &mut supply, snapshot, territory)?;
        Ok(supply)
    }

    /// Every station.
    pub fn sites(&self) -> &[Site<'a>] {
        &self.sites
    }

    /// The stations that count, and whether they are open.
    pub(super) fn picked(&self, question: &Question) -> Picked<'_, 'a> {
        let sites = self.admitted(&question.filter);
        let asked = question.filter.amenities;
        let states = match question.when {
            When::AnyTime => vec![OpenState::Open; sites.len()],
            When::At(minute) => sites.iter().map(|site| site.state_at(asked, minute)).collect(),
            When::Hour(week, hour) => {
                let mut tables = Timetables::new(week, self.hours);
                sites.iter().map(|site| site.states_in(asked, &mut tables).at(hour)).collect()
            }
        };
        Picked { sites, states }
    }

    /// The stations that pass, whatever the time.
    pub(super) fn admitted(&self, filter: &Filter) -> Vec<&Site<'a>> {
        self.sites.iter().filter(|site| filter.admits(&site.traits)).collect()
    }
}

impl Site<'_> {
    /// Where its office stands in the territory; `None` when it lies in none.
    pub fn office(&self) -> Option<usize> {
        (self.traits.area != u16::MAX).then_some(usize::from(self.traits.area))
    }

    /// Whether one can get in and use what is asked for. What has no hours of its own can be used
    /// whenever one can get in.
    pub(super) fn state_at(&self, asked: AmenitySet, minute: LocalMinute) -> OpenState {
        let door = Openness::at(self.hours, self.closure, minute).answer.state;
        let own = self.amenity_hours_of(asked).map(|schedule| {
            schedule.map_or(OpenState::Unknown, |schedule| schedule.at(minute).state)
        });
        // The order of states is from open to closed: the worst of them decides.
        own.fold(door, OpenState::max)
    }

    /// The same in every hour of a week.
    pub(super) fn states_in(&self, asked: AmenitySet, tables: &mut Timetables) -> WeekStates {
        let mut states = tables.of(self.hours);
        for schedule in self.amenity_hours_of(asked) {
            states = states.and(tables.of(schedule));
        }
        let Some(closure) = self.closure else { return states };
        let week = tables.week();
        states.and(WeekStates::new(|hour| {
            if closure.holds(week.minute(hour)) { OpenState::Closed } else { OpenState::Open }
        }))
    }

    fn amenity_hours_of(&self, asked: AmenitySet) -> impl Iterator<Item = Option<&Schedule>> {
        let asked = self.amenity_hours.iter().filter(move |(amenity, _)| asked.contains(*amenity));
        asked.map(|(_, schedule)| *schedule)
    }
}
