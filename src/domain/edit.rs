//! What one edit or one import does to the ledger.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::document::DocumentChange;
use super::field::Field;
use super::report::ReportState;
use super::station::{Record, Station, StationCode};
use super::verification::Check;

/// One station written.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A station that was not there. Fails when its code is taken.
    Create(Station),
    /// A station with new facts. Fails when it is not there, or when `expected` is given and
    /// is not the stored version any more.
    Update {
        /// The version that the writer has seen.
        expected: Option<u64>,
        /// All its facts, the unchanged ones too.
        station: Station,
    },
}

impl Change {
    /// The station as it will be.
    pub fn station(&self) -> &Station {
        match self {
            Self::Create(station) | Self::Update { station, .. } => station,
        }
    }

    /// The code of the station that is written.
    pub fn code(&self) -> &StationCode {
        &self.station().code
    }
}

/// Everything that is written together: all of it, or nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangeSet {
    /// In the order in which they are written. A code stands here at most once.
    pub changes: Vec<Change>,
    /// What is settled by it, in the same transaction.
    pub settles: Vec<Settlement>,
    /// Data of the district that are written with it; a name stands here at most once.
    pub documents: Vec<DocumentChange>,
}

impl ChangeSet {
    /// A set that only writes stations.
    pub fn of(changes: Vec<Change>) -> Self {
        Self { changes, ..Self::default() }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.settles.is_empty() && self.documents.is_empty()
    }
}

/// Something that waits for a decision and gets it together with the stations that it is about.
/// It can be settled once.
#[derive(Debug, Clone, PartialEq)]
pub enum Settlement {
    /// A rider's report is decided.
    Report {
        /// Which.
        id: Ulid,
        /// What became of it; not [`ReportState::New`].
        state: ReportState,
    },
    /// A planned import is applied.
    Import {
        /// Which.
        id: Ulid,
        /// A hash over the rows that were left out: the same again is the same request.
        choice: String,
    },
    /// Somebody was there: the check is filed, and does the tasks that ask for its station.
    Check {
        /// What they found.
        check: Box<Check>,
        /// The day of the visit in the district.
        day: NaiveDate,
    },
}

/// Who changed something, through what, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The person or program, e.g. `system`, `cli`, or an account's name.
    pub actor: String,
    /// Through what it came.
    pub via: Via,
    /// Why, in words for people; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// Through what a change came, or from what it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Via {
    /// The data that ships, loaded at the first start.
    FirstStart,
    /// A ledger file.
    Import {
        /// The file's name, without folders.
        file: String,
        /// The planned import, when there was one; it tells which row each station came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
    },
    /// The staff console.
    Console,
    /// The admin API.
    Api,
    /// A rider's report.
    Report {
        /// The report.
        id: String,
    },
    /// A visit to the station.
    Check {
        /// The check.
        id: String,
    },
    /// A change of the district's data; the stations that it moves are written with it.
    District {
        /// The document that was written.
        document: String,
        /// Its version.
        version: u64,
    },
    /// An earlier version of a station.
    Restore {
        /// Which.
        version: u64,
    },
    /// The undoing of a revision.
    Undo {
        /// Which.
        revision: u64,
    },
}

impl Via {
    /// The words of all ways, as they are stored and asked for.
    pub const KEYS: &'static [&'static str] = &[
        "first_start",
        "import",
        "console",
        "api",
        "report",
        "check",
        "district",
        "restore",
        "undo",
    ];

    /// The word of this one.
    pub fn key(&self) -> &'static str {
        match self {
            Self::FirstStart => "first_start",
            Self::Import { .. } => "import",
            Self::Console => "console",
            Self::Api => "api",
            Self::Report { .. } => "report",
            Self::Check { .. } => "check",
            Self::District { .. } => "district",
            Self::Restore { .. } => "restore",
            Self::Undo { .. } => "undo",
        }
    }
}

/// One entry of the change log: one station, once.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedChange {
    /// The global revision that wrote it.
    pub revision: u64,
    /// The station.
    pub code: StationCode,
    /// The station's version after it.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// The facts before; `None` when it was created.
    pub before: Option<Station>,
    /// The facts after.
    pub after: Station,
    /// Who wrote it, through what and why.
    pub origin: Origin,
}

/// One fact that differs between two versions of a station, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Which fact.
    pub field: Field,
    /// What it was; empty when there was nothing.
    pub old: String,
    /// What it becomes.
    pub new: String,
}

/// The facts that differ, in the order of the ledger's columns; amenities by their keys.
pub fn differences(old: &Station, new: &Station) -> Vec<FieldChange> {
    let amenities: BTreeSet<_> = old.amenities.keys().chain(new.amenities.keys()).collect();
    Field::all_that_change(amenities.into_iter().copied())
        .filter_map(|field| {
            let (old, new) = (field.text(old), field.text(new));
            (old != new).then_some(FieldChange { field, old, new })
        })
        .collect()
}

/// Whether at most the day of the last verification differs.
pub fn differs_in_verification_only(old: &Station, new: &Station) -> bool {
    *old == Station { verified_on: old.verified_on, ..new.clone() }
}

/// Whether something differs, and nothing but the photos.
pub fn differs_in_photos_only(old: &Station, new: &Station) -> bool {
    old.photos != new.photos && *old == Station { photos: old.photos.clone(), ..new.clone() }
}

/// What applying a [`ChangeSet`] came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The global revision after it; unchanged when nothing was written.
    pub revision: u64,
    /// The stations as they are stored now.
    pub records: Vec<Record>,
}
