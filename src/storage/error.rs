//! What can go wrong between the ledger and the disk.

use std::error::Error;
use std::sync::Arc;

use sqlx::migrate::MigrateError;
use thiserror::Error;

use crate::domain::account::{Account, AccountName};
use crate::domain::paper::Paper;
use crate::domain::station::{Record, StationCode};

use super::address::Address;

/// Why the store did not do what it was asked. Nothing was written then.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// The address names no kind of database that we know.
    #[error(
        "'{address}' is no database address: say a file's path, sqlite:PATH, sqlite::memory: \
         or postgres://USER@HOST/DATABASE"
    )]
    UnknownAddress {
        /// What was given, without its password.
        address: String,
    },
    /// The database cannot be reached or made.
    #[error("cannot open the database {place}: {reason}; {way_out}")]
    CannotOpen {
        /// Which database, without its password.
        place: String,
        /// What the system said.
        reason: String,
        /// What to look at.
        way_out: &'static str,
    },
    /// A newer program has written the database.
    #[error(
        "the database {place} was changed by a newer yizhan (migration {migration} is unknown \
         here): start that version, or restore a backup made before it"
    )]
    NewerThanProgram {
        /// Which database.
        place: String,
        /// The first migration that this program does not have.
        migration: i64,
    },
    /// Somebody else holds the database for longer than we wait.
    #[error(
        "the database is locked by another program or transaction: try again, or look for a \
         process that keeps it open"
    )]
    Busy,
    /// No connection to the database came free in time.
    #[error(
        "no connection to the database came free in time: it does not answer, or too many wait \
         for it; try again in a moment"
    )]
    NoConnection,
    /// The database may be read but not written.
    #[error(
        "the database is read-only: make the file and its folder writable for this user, or \
         point --database to the primary server"
    )]
    ReadOnly,
    /// The code of a station to be created belongs to another one.
    #[error("code {code} is taken: update that station, or choose another code")]
    CodeTaken {
        /// The code.
        code: StationCode,
    },
    /// A station to be updated is not there.
    #[error("there is no station {code}: create it, or correct the code")]
    NoSuchStation {
        /// The code.
        code: StationCode,
    },
    /// The same station stands in a change set twice.
    #[error("station {code} is written twice in one change set: keep one of the two")]
    WrittenTwice {
        /// The code.
        code: StationCode,
    },
    /// Somebody else changed the station after the writer had read it.
    #[error(
        "station {} is at version {}, not {expected} any more: look at what changed and edit again",
        current.station.code, current.version
    )]
    VersionMoved {
        /// The version that the writer had seen.
        expected: u64,
        /// The station as it is now.
        current: Box<Record>,
    },
    /// Somebody else changed the ledger after the plan was made.
    #[error(
        "the ledger is at revision {current}, not {expected} any more: make the plan again and \
         look at it"
    )]
    RevisionMoved {
        /// The revision that the plan was made from.
        expected: u64,
        /// The revision now.
        current: u64,
    },
    /// A report was decided before, or is not there.
    #[error("report {id} waits for no decision: look at what became of it")]
    ReportSettled {
        /// Which.
        id: String,
    },
    /// An import was applied before, or is not ready.
    #[error("import {id} does not wait to be applied: look at its state")]
    ImportSettled {
        /// Which.
        id: String,
    },
    /// Something else was filed with the same key.
    #[error("something else was filed with this key: make a new key for each filing")]
    KeyReused,
    /// The name of an account to be made belongs to another one.
    #[error("the name {name} is taken: choose another")]
    NameTaken {
        /// The name.
        name: AccountName,
    },
    /// An account to be changed is not there.
    #[error("there is no such account")]
    NoSuchAccount,
    /// Somebody else changed the account after the writer had read it.
    #[error(
        "account {} is at version {}, not {expected} any more: look at what changed and try again",
        current.person.name, current.version
    )]
    AccountMoved {
        /// The version that the writer had seen.
        expected: u64,
        /// The account as it is now.
        current: Box<Account>,
    },
    /// Nobody would be left who can let others in.
    #[error("this is the last district administrator: make another one first")]
    LastAdministrator,
    /// A link to set a password with does not hold any more.
    #[error("this link was used before or has expired: ask for a new one")]
    LinkSpent,
    /// A paper is not as the writer has seen it.
    #[error("the paper is not at the version that was seen: read it and look again")]
    PaperMoved {
        /// The paper as it is now; `None` when there is none.
        current: Option<Box<Paper>>,
    },
    /// Somebody else changed a document after the writer had read it.
    #[error(
        "{name} is at version {current}, not {expected} any more: look at what changed and try \
         again"
    )]
    DocumentMoved {
        /// Which.
        name: String,
        /// The version that the writer had seen; 0 for none.
        expected: u64,
        /// The version now; 0 when there is none.
        current: u64,
    },
    /// A second factor's code was taken before.
    #[error("this code was used before: wait for the next one")]
    CodeUsed,
    /// What is stored is not what was written.
    #[error("{what} in the database cannot be read: {reason}; restore it from a backup")]
    Damaged {
        /// Which row and column.
        what: String,
        /// What was wrong with it.
        reason: String,
    },
    /// Anything else that the database said.
    #[error("{doing} failed: {source}")]
    Database {
        /// What we were doing.
        doing: &'static str,
        /// What the database said.
        source: Arc<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether the same call may work a moment later, unchanged.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::NoConnection)
    }
}

/// Whether others hold what is asked for.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Busy)
}

/// Turns what the database said while `doing` into our words.
pub(super) fn failed(doing: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |error| match kind(&error) {
        Kind::Busy => StoreError::Busy,
        Kind::ReadOnly => StoreError::ReadOnly,
        Kind::NoConnection => StoreError::NoConnection,
        Kind::Other => StoreError::Database { doing, source: Arc::new(error) },
    }
}

/// Why a database could not be opened.
pub(super) fn cannot_open(address: &Address, error: sqlx::Error) -> StoreError {
    let way_out = match address {
        Address::SqliteMemory => "free some memory",
        Address::SqliteFile(_) => {
            "see that the path is right, its folder can be written by this user, and the file is \
             a SQLite database"
        }
        Address::Postgres(_) => {
            "see that the server runs and that host, port, user, password and database are right"
        }
    };
    match kind(&error) {
        Kind::Busy => StoreError::Busy,
        Kind::ReadOnly => StoreError::ReadOnly,
        Kind::NoConnection | Kind::Other => StoreError::CannotOpen {
            place: address.to_string(),
            reason: error.to_string(),
            way_out,
        },
    }
}

/// Why its tables could not be brought up to date.
pub(super) fn cannot_migrate(address: &Address, error: MigrateError) -> StoreError {
    let place = address.to_string();
    match error {
        MigrateError::VersionMissing(migration) => {
            StoreError::NewerThanProgram { place, migration }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            cannot_open(address, error)
        }
        other => StoreError::CannotOpen {
            place,
            reason: other.to_string(),
            way_out: "start the version of yizhan that made it, or restore a backup",
        },
    }
}

enum Kind {
    Busy,
    ReadOnly,
    NoConnection,
    Other,
}

fn kind(error: &sqlx::Error) -> Kind {
    let code = match error {
        sqlx::Error::PoolTimedOut => return Kind::NoConnection,
        sqlx::Error::Database(error) => error.code(),
        _ => None,
    };
    let Some(code) = code else { return Kind::Other };
    // SQLite's codes are numbers whose low byte is the primary code: 5 busy, 6 locked, 8
    // read-only. PostgreSQL's are five characters: lock_not_available, deadlock_detected,
    // read_only_sql_transaction.
    match (code.len() < 5).then(|| code.parse::<i32>().map(|number| number & 0xff)) {
        Some(Ok(5 | 6)) => Kind::Busy,
        Some(Ok(8)) => Kind::ReadOnly,
        _ => match code.as_ref() {
            "55P03" | "40P01" => Kind::Busy,
            "25006" => Kind::ReadOnly,
            _ => Kind::Other,
        },
    }
}
