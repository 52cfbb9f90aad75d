//! What one row states: a few facts of one station, or all of them.

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::access::AccessSet;
use crate::domain::amenity::{Amenity, Provision};
use crate::domain::area::AreaCode;
use crate::domain::coordinates::Wgs84;
use crate::domain::field::Column;
use crate::domain::opening_hours::HoursText;
use crate::domain::station::{Builder, Provenance, Station, StationCode, StationKind, Tag};
use crate::domain::status::Status;

/// The facts that a row states of one station. A fact that the row does not state stays as it
/// is.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// Whose facts they are.
    pub code: StationCode,
    /// The version of the station when the file was written, if the file says so.
    pub version: Option<u64>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The area in whose polygon the stated position lies: for a new station whose row names
    /// no area.
    pub area_of_position: Option<AreaCode>,
}

/// One fact that a row states. `None` and empty mean that the row says there is nothing.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is the field of the same name in Station")]
pub enum Fact {
    Name(String),
    Aliases(Vec<String>),
    Kind(StationKind),
    Area(AreaCode),
    Unit(Option<String>),
    Address(String),
    Position(Wgs84),
    Builder(Option<Builder>),
    Host(String),
    Hours(Option<HoursText>),
    Access(AccessSet),
    FloorArea(Option<f64>),
    Seats(Option<u32>),
    Amenity(Amenity, Option<Provision>),
    Serves(Vec<String>),
    Stars(Option<u8>),
    OpenedOn(Option<NaiveDate>),
    Phone(Option<String>),
    Manager(Option<String>),
    ManagerPhone(Option<String>),
    Status(StatusWords),
    VerifiedOn(Option<NaiveDate>),
    Tags(Vec<Tag>),
    Note(String),
    Provenance(Provenance),
    MergedInto(Option<StationCode>),
}

/// The status as a row states it. Its days and reason stand in columns of their own, which may
/// not be in the file: `None` outside leaves the stored one, `None` inside clears it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusWords {
    /// The status, with nothing but its name.
    pub status: Status,
    /// Why it is closed for a while.
    pub reason: Option<String>,
    /// The first day closed.
    pub from: Option<Option<NaiveDate>>,
    /// The last day closed.
    pub until: Option<Option<NaiveDate>>,
}

/// Why a row cannot become a new station.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a new station needs '{}' ({})", column.zh(), column.key())]
pub struct Incomplete {
    /// The first fact that is missing.
    pub column: Column,
}

impl Patch {
    /// The station with these facts.
    #[must_use]
    pub fn applied_to(&self, station: &Station) -> Station {
        let mut changed = station.clone();
        for fact in &self.facts {
            fact.put_into(&mut changed);
        }
        changed
    }

    /// A new station of these facts.
    ///
    /// # Errors
    /// [`Incomplete`] when it has no name, kind, position or area.
    pub fn new_station(&self) -> Result<Station, Incomplete> {
        let missing = |column| Incomplete { column };
        let name = self.find(|fact| match fact {
            Fact::Name(name) => Some(name.clone()),
            _ => None,
        });
        let kind = self.find(|fact| match fact {
            Fact::Kind(kind) => Some(*kind),
            _ => None,
        });
        let area = self.find(|fact| match fact {
            Fact::Area(area) => Some(area.clone()),
            _ => None,
        });
        let station = Station::new(
            self.code.clone(),
            kind.ok_or_else(|| missing(Column::Kind))?,
            name.ok_or_else(|| missing(Column::Name))?,
            area.or_else(|| self.area_of_position.clone()).ok_or_else(|| missing(Column::Area))?,
            self.position().ok_or_else(|| missing(Column::Lon))?,
        );
        Ok(self.applied_to(&station))
    }

    /// The position, if it is stated.
    pub fn position(&self) -> Option<Wgs84> {
        self.find(|fact| match fact {
            Fact::Position(position) => Some(*position),
            _ => None,
        })
    }

    /// The station that this one is said to be merged into.
    pub fn survivor(&self) -> Option<StationCode> {
        self.find(|fact| match fact {
            Fact::MergedInto(survivor) => survivor.clone(),
            _ => None,
        })
    }

    fn find<T>(&self, pick: impl Fn(&Fact) -> Option<T>) -> Option<T> {
        self.facts.iter().find_map(pick)
    }
}

impl Fact {
    fn put_into(&self, station: &mut Station) {
        match self.clone() {
            Self::Name(name) => station.name = name,
            Self::Aliases(aliases) => station.aliases = aliases,
            Self::Kind(kind) => station.kind = kind,
            Self::Area(area) => station.area = area,
            Self::Unit(unit) => station.unit = unit,
            Self::Address(address) => station.address = address,
            Self::Position(position) => station.position = position,
            Self::Builder(builder) => station.builder = builder,
            Self::Host(host) => station.host = host,
            Self::Hours(hours) => station.hours = hours,
            Self::Access(access) => station.access = access,
            Self::FloorArea(floor_area_m2) => station.floor_area_m2 = floor_area_m2,
            Self::Seats(seats) => station.seats = seats,
            Self::Amenity(amenity, None) => {
                station.amenities.remove(&amenity);
            }
            Self::Amenity(amenity, Some(provision)) => {
                station.amenities.insert(amenity, provision);
            }
            Self::Serves(serves) => station.serves = serves,
            Self::Stars(stars) => station.stars = stars,
            Self::OpenedOn(day) => station.opened_on = day,
            Self::Phone(phone) => station.phone = phone,
            Self::Manager(manager) => station.manager = manager,
            Self::ManagerPhone(phone) => station.manager_phone = phone,
            Self::Status(words) => station.status = words.over(&station.status),
            Self::VerifiedOn(day) => station.verified_on = day,
            Self::Tags(tags) => station.tags = tags,
            Self::Note(note) => station.note = note,
            Self::Provenance(provenance) => station.provenance = provenance,
            Self::MergedInto(survivor) => station.merged_into = survivor,
        }
    }
}

impl StatusWords {
    fn over(self, old: &Status) -> Status {
        if !matches!(self.status, Status::TemporarilyClosed { .. }) {
            return self.status;
        }
        let (old_reason, old_from, old_until) = match old {
            Status::TemporarilyClosed { reason, from, until } => (reason.clone(), *from, *until),
            _ => (String::new(), None, None),
        };
        Status::TemporarilyClosed {
            reason: self.reason.unwrap_or(old_reason),
            from: self.from.unwrap_or(old_from),
            until: self.until.unwrap_or(old_until),
        }
    }
}
