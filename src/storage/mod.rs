//! The ledger on disk: SQLite by default, PostgreSQL when there are many nodes.
//!
//! Nothing above knows which of the two it is. [`Store`] is narrow, and each of its methods is
//! one whole transaction: it happened, durably, or it did not. Reading for riders never comes
//! here; they are answered from the snapshot in memory that [`Store::read_all`] fills.
//!
//! Every write takes one new *revision*, a number that rises by one. Writers stand in a row, so
//! revisions become visible in their order and whoever has seen revision n has all before it.

mod account_log;
mod address;
mod audit;
mod boards;
mod dialect;
mod documents;
mod erasures;
mod error;
mod filings;
mod imports;
mod papers;
mod passes;
mod people;
mod pictures;
mod postgres;
mod rows;
mod run;
mod sql_audit;
mod sql_boards;
mod sql_documents;
mod sql_erasures;
mod sql_filings;
mod sql_imports;
mod sql_papers;
mod sql_passes;
mod sql_people;
mod sql_settle;
mod sql_store;
mod sql_usage;
mod sql_verification;
mod sqlite;
pub mod statements;
mod usage;
mod verification;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::edit::{Applied, ChangeSet, LoggedChange, Origin};
use crate::domain::station::{Record, Station, StationCode};

pub use audit::{AuditCheck, AuditEntry, AuditFault, AuditFilter};
pub use boards::{Boards, QualityCount};
pub use documents::Documents;
pub use erasures::{AccountErasure, Erasures};
pub use error::StoreError;
pub use filings::{Filings, ReportFilter, ReportPage};
pub use imports::{
    ImportState, Imports, PlanRow, PlannedChange, Progress, RowChange, ShownRow, StoredImport,
    Upload,
};
pub use papers::{PaperWrite, Papers};
pub use passes::{Opening, Passes, TryKey};
pub use people::{
    AccountLogCheck, AccountLogEntry, AccountWrite, Credentials, EndSessions, Keep, Logged, People,
    SecondFactor,
};
pub use pictures::{Pictures, PicturesError};
pub use usage::Usage;
pub use verification::Verification;

use address::Address;
use sql_store::SqlStore;

/// Keeps the ledger. Every method is one transaction, and when it returns an error nothing was
/// written.
///
/// A future that is dropped before it is done rolls back, unless the commit was on its way: a
/// caller that may be cancelled (a request with a timeout) awaits writes in a task of their
/// own, so that a committed write is always published.
#[async_trait]
pub trait Store:
    Boards + Documents + Erasures + Filings + Imports + Papers + Passes + People + Usage + Verification
{
    /// The newest revision; 0 as long as nothing was ever loaded. Quick: it also tells whether
    /// the database answers.
    async fn revision(&self) -> Result<u64, StoreError>;

    /// Hands every station to `sink`, by code, as they were together at one revision, which is
    /// returned. Rows are streamed: memory does not grow with their number. Writers are not
    /// held up.
    async fn read_all(&self, sink: &mut (dyn FnMut(Record) + Send)) -> Result<u64, StoreError>;

    /// The station with this code.
    async fn record(&self, code: &StationCode) -> Result<Option<Record>, StoreError>;

    /// Those of the stations that are there, by code.
    async fn records(&self, codes: &[StationCode]) -> Result<Vec<Record>, StoreError>;

    /// Writes all of the set, or nothing, as one new revision with one audit entry.
    ///
    /// A station whose facts are the stored ones already is not written, and when that leaves
    /// nothing to write there is no new revision and no audit entry. The same holds for documents. `expected_revision` is the
    /// revision from which a plan was made that must still hold. What was filed about a station
    /// follows it into the one that it is merged into, and comes back when the two are parted.
    ///
    /// # Errors
    /// [`StoreError::RevisionMoved`], [`StoreError::CodeTaken`], [`StoreError::NoSuchStation`],
    /// [`StoreError::VersionMoved`] with the station as it is now,
    /// [`StoreError::WrittenTwice`], [`StoreError::DocumentMoved`], [`StoreError::ReportSettled`],
    /// [`StoreError::ImportSettled`] or, of a check, [`StoreError::KeyReused`]: the first that is
    /// met, in the order of the set.
    async fn apply(
        &self,
        set: &ChangeSet,
        expected_revision: Option<u64>,
        audit: &Audit,
    ) -> Result<Applied, StoreError>;

    /// What was written after `revision`, by revision and code.
    ///
    /// A revision is never split: the answer holds as many whole revisions as fit into `limit`
    /// changes, but at least one, so it is longer than `limit` when the first revision alone
    /// is. It is complete when it is empty; ask again from its last revision until then.
    async fn changes_since(
        &self,
        revision: u64,
        limit: u32,
    ) -> Result<Vec<LoggedChange>, StoreError>;

    /// Every version of one station, oldest first; empty when there is no such station.
    async fn history(&self, code: &StationCode) -> Result<Vec<LoggedChange>, StoreError>;

    /// One version of one station.
    async fn version(
        &self,
        code: &StationCode,
        version: u64,
    ) -> Result<Option<Station>, StoreError>;

    /// What one revision wrote, by code, from this code on.
    async fn changes_of(
        &self,
        revision: u64,
        from: Option<&StationCode>,
        limit: u32,
    ) -> Result<Vec<LoggedChange>, StoreError>;

    /// The audit entries before a revision that pass the filter, newest first.
    async fn audit_page(
        &self,
        filter: &AuditFilter,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;

    /// Recomputes the whole chain of audit entries over the whole change log.
    async fn verify_audit(&self) -> Result<AuditCheck, StoreError>;

    /// Loads a store that was never written, as revision 1. `None` when it was: of several
    /// nodes that start together exactly one loads.
    async fn load_first(&self, seed: &Seed, audit: &Audit) -> Result<Option<Applied>, StoreError>;

    /// Waits until the newest revision is not `revision`, for `at_most` that long, and returns
    /// the newest. Edits of this process and, with PostgreSQL, of other nodes are seen at once;
    /// those of another process on the same SQLite file within half a second.
    async fn changed_since(&self, revision: u64, at_most: Duration) -> Result<u64, StoreError>;

    /// Waits for running transactions and closes the database. Every later call fails.
    async fn close(&self);
}

/// Who writes, and when: what the audit entry of a revision says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// A new identifier.
    pub id: Ulid,
    /// The time of the write; milliseconds are kept.
    pub at: DateTime<Utc>,
    /// Who, through what, and why.
    pub origin: Origin,
}

/// What a new store begins with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seed {
    /// The district's other data by name.
    pub documents: BTreeMap<String, String>,
    /// The stations.
    pub stations: Vec<Station>,
}

/// How long to wait for others before giving up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a lock that another transaction or program holds.
    pub lock: Duration,
    /// For a connection to the database.
    pub connect: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { lock: Duration::from_secs(5), connect: Duration::from_secs(10) }
    }
}

/// Opens the database at `address`, makes it when it is a SQLite file that is not there (its
/// folder too), and brings its tables up to date.
///
/// `address` is a path, `sqlite:PATH`, `sqlite::memory:` or `postgres://USER@HOST/DATABASE`.
///
/// # Errors
/// [`StoreError::UnknownAddress`], [`StoreError::CannotOpen`],
/// [`StoreError::NewerThanProgram`], or [`StoreError::Busy`].
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    open_with(address, Patience::default()).await
}

/// Like [`open`], waiting for others only so long.
pub async fn open_with(address: &str, patience: Patience) -> Result<Arc<dyn Store>, StoreError> {
    let address = Address::parse(address)?;
    Ok(match &address {
        Address::SqliteMemory => {
            Arc::new(SqlStore::over(&address, sqlite::open_in_memory(patience).await).await?)
        }
        Address::SqliteFile(file) => {
            Arc::new(SqlStore::over(&address, sqlite::open(file, patience).await).await?)
        }
        Address::Postgres(url) => {
            Arc::new(SqlStore::over(&address, postgres::open(url, patience).await).await?)
        }
    })
}
