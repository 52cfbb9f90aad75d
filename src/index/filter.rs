//! What a station must have to be an answer.

use chrono::{DateTime, Utc};

use super::row::Row;
use super::snapshot::Snapshot;
use crate::domain::access::AccessSet;
use crate::domain::amenity::AmenitySet;
use crate::domain::district::{LocalMinute, Zone};
use crate::domain::opening_hours::OpenState;
use crate::domain::station::StationKind;
use crate::domain::travel_time::Mode;

/// What a station must have to be an answer. The default lets every listed station pass.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// All of these must be there, work, and be usable at the time asked for.
    pub amenities: AmenitySet,
    /// One of these ways in is enough; none asked for lets every way pass.
    pub access: AccessSet,
    /// Only this sort of place.
    pub kind: Option<StationKind>,
    /// Only this area: where it stands in the list of areas.
    pub area: Option<u16>,
    /// Only those that never close.
    pub round_the_clock: bool,
    /// When it must be open.
    pub open: OpenWhen,
}

/// When a station must be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OpenWhen {
    /// Whether it is open does not matter.
    #[default]
    Any,
    /// At the moment of asking.
    Now,
    /// When one gets there.
    OnArrival,
    /// At this instant.
    At(DateTime<Utc>),
}

/// When a question is asked, and how its asker moves.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The same in civil time, seconds since 1970-01-01 00:00 civil time.
    now_local_s: i64,
    /// How one gets there.
    pub mode: Mode,
    zone: Zone,
}

impl Asked {
    /// A question asked now, in the district's civil time.
    pub fn new(now: DateTime<Utc>, zone: Zone, mode: Mode) -> Self {
        let second = now.timestamp().rem_euclid(60);
        let now_local_s = zone.local_minute(now).0 * 60 + second;
        Self { now, now_local_s, mode, zone }
    }

    /// The civil minute of asking.
    pub fn now_minute(&self) -> LocalMinute {
        LocalMinute(self.now_local_s.div_euclid(60))
    }

    /// The civil minute of arrival at a door this far away.
    pub fn arrival_minute(&self, distance_m: f64) -> LocalMinute {
        let travel_s = i64::from(self.mode.estimate_s(distance_m));
        LocalMinute((self.now_local_s + travel_s).div_euclid(60))
    }

    /// The minute for which the answer is asked, given how far the door is.
    pub fn minute(&self, open: OpenWhen, distance_m: f64) -> LocalMinute {
        match open {
            OpenWhen::Any | OpenWhen::Now => self.now_minute(),
            OpenWhen::OnArrival => self.arrival_minute(distance_m),
            OpenWhen::At(instant) => self.zone.local_minute(instant),
        }
    }
}

/// What a filter looks at, apart from time.
#[derive(Debug, Clone, Copy)]
pub struct Traits {
    /// What it has and what works.
    pub amenities: AmenitySet,
    /// How one gets in.
    pub access: AccessSet,
    /// What sort of place it is.
    pub kind: StationKind,
    /// Where its area stands in the list of areas; [`u16::MAX`] when it lies in none.
    pub area: u16,
    /// Whether it never closes.
    pub round_the_clock: bool,
}

impl Filter {
    /// Whether a station passes, but for the questions of time.
    pub fn admits(&self, traits: &Traits) -> bool {
        traits.amenities.contains_all(self.amenities)
            && (self.access.is_empty() || traits.access.intersects(self.access))
            && self.kind.is_none_or(|kind| kind == traits.kind)
            && self.area.is_none_or(|area| area == traits.area)
            && (!self.round_the_clock || traits.round_the_clock)
    }

    /// Whether a listed station passes, but for the questions of time.
    pub(super) fn passes_always(&self, row: &Row) -> bool {
        self.admits(&row.traits())
    }

    /// Whether it is open, and what is asked for usable, at a minute.
    ///
    /// An amenity without hours of its own is usable whenever one can get in.
    pub(super) fn passes_at(&self, snapshot: &Snapshot, row: &Row, minute: LocalMinute) -> bool {
        if self.open != OpenWhen::Any && !snapshot.openness(row, minute).is_open() {
            return false;
        }
        let asked =
            snapshot.own_hours(row).iter().filter(|own| self.amenities.contains(own.amenity));
        asked.into_iter().all(|own| {
            let state = snapshot.schedule(own.schedule).map(|schedule| schedule.at(minute).state);
            match self.open {
                OpenWhen::Any => state != Some(OpenState::Closed),
                _ => state == Some(OpenState::Open),
            }
        })
    }
}
