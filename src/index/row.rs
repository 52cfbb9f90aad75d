//! One station in a snapshot: the few facts that queries look at.

use super::filter::Traits;
use crate::domain::access::AccessSet;
use crate::domain::amenity::{AmenityBit, AmenitySet};
use crate::domain::coordinates::Wgs84;
use crate::domain::station::StationKind;
use crate::domain::status::StatusKind;

/// Which row of a snapshot. Rows are in the order of the stations' codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// Stands for "none" where a row points to something shared.
pub(super) const NONE: u32 = u32::MAX;

/// A length or place as rows keep it; a snapshot of four billion of anything is beyond what it is
/// for.
pub(super) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

/// The facts of one station that queries look at: one line of the processor's cache, because the
/// rows of an answer lie far apart.
#[derive(Debug, Clone)]
#[repr(align(64))]
pub struct Row {
    pub(super) position: Wgs84,
    pub(super) amenities: AmenitySet,
    pub(super) working: AmenitySet,
    /// Where its own text begins among the facts.
    pub(super) text: u32,
    /// Where that ends.
    pub(super) text_end: u32,
    /// Which of the texts that tell of kind and status is its.
    pub(super) state: u32,
    pub(super) schedule: u32,
    pub(super) closure: u32,
    pub(super) own_hours: u32,
    /// Where its area stands in the list of areas.
    pub(super) area: u16,
    pub(super) own_hours_len: u8,
    pub(super) kind: StationKind,
    pub(super) access: AccessSet,
    pub(super) round_the_clock: bool,
    pub(super) status: StatusKind,
}

const _: () = assert!(size_of::<Row>() == 64);

impl Row {
    /// Its entrance.
    pub fn position(&self) -> Wgs84 {
        self.position
    }

    /// What sort of place it is.
    pub fn kind(&self) -> StationKind {
        self.kind
    }

    /// Where its area stands in the list of areas.
    pub fn area_index(&self) -> u16 {
        self.area
    }

    /// What it has, working or not.
    pub fn amenities(&self) -> AmenitySet {
        self.amenities
    }

    /// What of it works.
    pub fn working(&self) -> AmenitySet {
        self.working
    }

    /// How one gets in.
    pub fn access(&self) -> AccessSet {
        self.access
    }

    /// Whether it never closes.
    pub fn is_round_the_clock(&self) -> bool {
        self.round_the_clock
    }

    /// What filters look at, apart from time.
    pub fn traits(&self) -> Traits {
        Traits {
            amenities: self.working,
            access: self.access,
            kind: self.kind,
            area: self.area,
            round_the_clock: self.round_the_clock,
        }
    }

    /// Whether riders are told of it; planned and retired ones are found by their code only.
    pub fn is_listed(&self) -> bool {
        self.status.is_listed()
    }

    /// Where it stands in its life.
    pub fn status(&self) -> StatusKind {
        self.status
    }

    /// Where its hours stand among the snapshot's schedules; `None` when nobody has said them.
    pub fn schedule_index(&self) -> Option<usize> {
        (self.schedule != NONE).then_some(self.schedule as usize)
    }

    /// Whether it is, was or will be closed for some days, whatever its hours say.
    pub fn has_closure(&self) -> bool {
        self.closure != NONE
    }
}

/// Hours of one amenity that differ from its station's.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnHours {
    pub(super) amenity: AmenityBit,
    pub(super) schedule: u32,
}
