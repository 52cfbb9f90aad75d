//! Why staff could not change a station.

use thiserror::Error;

use crate::domain::edit::FieldChange;
use crate::domain::role::Forbidden;
use crate::domain::station::{Record, StationCode};
use crate::exchange::stations::WrongFact;

/// Why a station was not changed. Nothing was written then.
#[derive(Debug, Error)]
pub enum EditError {
    /// They may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Facts that cannot be taken.
    #[error("{} facts cannot be taken: correct them", .0.len())]
    Facts(Vec<WrongFact>),
    /// Somebody else was faster.
    #[error(
        "station {} is at version {}, not {} any more: look at what changed and edit again",
        .0.current.station.code, .0.current.version, .0.seen
    )]
    Conflict(Box<Conflict>),
    /// The code of a new station belongs to another one.
    #[error("code {0} is taken: choose another, or leave it out to be given one")]
    CodeTaken(StationCode),
    /// The station never had this version.
    #[error("station {code} has no version {version}: look at its history")]
    UnknownVersion {
        /// The station.
        code: StationCode,
        /// What was asked for.
        version: u64,
    },
    /// There is nothing to reopen.
    #[error("station {0} is not closed: a retired one is restored from its history")]
    NotClosed(StationCode),
    /// A station cannot be merged into itself, nor into one that is retired.
    #[error("station {into} cannot stand for {code}: choose another that is not retired")]
    NoSurvivor {
        /// The station that was to be merged.
        code: StationCode,
        /// The one that was to survive.
        into: StationCode,
    },
    /// There is no such revision.
    #[error("there is no revision {0}: look at the audit log")]
    UnknownRevision(u64),
    /// The first loading of the data cannot be undone.
    #[error("revision {0} loaded the first data and cannot be undone: retire single stations")]
    NotUndoable(u64),
    /// Stations that moved with the district's data go back with it.
    #[error(
        "revision {0} changed the district's data: bring the earlier version of that document \
         back, and the stations follow it"
    )]
    WroteDistrict(u64),
    /// Stations were changed since the revision that was to be undone.
    #[error("{} stations were changed after revision {revision}: undo that first", codes.len())]
    ChangedSince {
        /// The revision.
        revision: u64,
        /// The stations.
        codes: Vec<StationCode>,
    },
}

/// What somebody else did while a station was being edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The version that the editor had seen.
    pub seen: u64,
    /// The station as it is now.
    pub current: Record,
    /// What others changed since that version; empty when there is no such version.
    pub theirs: Vec<FieldChange>,
    /// What the edit would make of the station as it is now.
    pub yours: Vec<FieldChange>,
}
