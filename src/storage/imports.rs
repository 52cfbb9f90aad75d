//! Ledger files that wait to be looked at and applied: the upload, its plan row by row, and what
//! became of it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::station::{Station, StationCode};

use super::StoreError;

/// The part of the store that keeps planned imports. As in [`super::Store`], every method is one
/// transaction. A plan is applied by [`super::Store::apply`], together with its stations.
#[async_trait]
pub trait Imports: Send + Sync {
    /// Keeps a new upload, and forgets plans made before `forget_before` that nobody applied.
    /// The same key with the same digest again keeps nothing and gives the first identifier.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`] when the key was used for something of another digest.
    async fn put_import(
        &self,
        upload: &Upload,
        forget_before: DateTime<Utc>,
    ) -> Result<Ulid, StoreError>;

    /// Notes that somebody is still at work on a plan.
    async fn touch_import(&self, id: Ulid, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Begins the plan of a file of so many rows, anew if it was begun before.
    async fn begin_plan(&self, id: Ulid, total: u64, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// Keeps the next rows of a plan that was begun; the first one has this number, from 1.
    /// Writers of stations come in between, however long the file is.
    async fn add_plan_rows(
        &self,
        id: Ulid,
        first: u64,
        rows: &[PlanRow],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Ends a plan: it waits to be applied, or could not be made. `summary` is JSON that only
    /// the service reads.
    async fn finish_plan(
        &self,
        id: Ulid,
        state: ImportState,
        summary: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Imports before this one, newest first.
    async fn list_imports(
        &self,
        before: Option<Ulid>,
        limit: u32,
    ) -> Result<Vec<StoredImport>, StoreError>;

    /// One import.
    async fn import(&self, id: Ulid) -> Result<Option<StoredImport>, StoreError>;

    /// Rows of an import from this number on, of one state if it is given.
    async fn import_rows(
        &self,
        id: Ulid,
        state: Option<&'static str>,
        from: u64,
        limit: u32,
    ) -> Result<Vec<ShownRow>, StoreError>;

    /// What every row of an import would write. Nothing once it was applied.
    async fn import_changes(&self, id: Ulid) -> Result<Vec<RowChange>, StoreError>;

    /// From which row each import took this station's facts: sheet and row.
    async fn import_places(
        &self,
        code: &StationCode,
    ) -> Result<BTreeMap<Ulid, (String, u32)>, StoreError>;
}

/// A ledger file that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// A new identifier; later ones are greater.
    pub id: Ulid,
    /// What the sender calls it; unique among all accounts.
    pub key: String,
    /// A hash over the file and how it is to be read.
    pub digest: String,
    /// The identifier of the account that uploaded it.
    pub account: String,
    /// Its name, as the audit log tells it.
    pub actor: String,
    /// The file's name.
    pub file: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Rows that are done.
    pub done: u64,
    /// Rows of the file; 0 as long as nobody knows.
    pub total: u64,
}

/// One row of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// What it would do, in a word.
    pub state: &'static str,
    /// Its station.
    pub code: Option<StationCode>,
    /// The sheet; empty for a file without sheets.
    pub sheet: String,
    /// The row as spreadsheets count, from 1.
    pub sheet_row: u32,
    /// What is shown of it: JSON that only the service reads.
    pub content: String,
    /// What it would write.
    pub change: Option<PlannedChange>,
}

/// What a row would write.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedChange {
    /// The version that it was compared with; `None` for a new station.
    pub expected: Option<u64>,
    /// All facts as they will be.
    pub station: Station,
}

/// What a row would write, as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    /// Its number, from 1.
    pub number: u64,
    /// What it would do, in a word.
    pub state: String,
    /// What it would write.
    pub change: Option<PlannedChange>,
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRow {
    /// Its number, from 1.
    pub number: u64,
    /// What it would do, in a word.
    pub state: String,
    /// See [`PlanRow::content`].
    pub content: String,
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// The file is being compared with the ledger.
    Planning,
    /// The plan waits to be looked at and applied.
    Ready,
    /// No plan could be made.
    Failed,
    /// The plan was applied.
    Applied,
    /// Nobody applied it, and its rows are forgotten.
    Expired,
}

impl ImportState {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Planning, Self::Ready, Self::Failed, Self::Applied, Self::Expired];

    /// The word used in answers and the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Applied => "applied",
            Self::Expired => "expired",
        }
    }
}

/// An import as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImport {
    /// Its identifier.
    pub id: Ulid,
    /// The identifier of the account that uploaded it.
    pub account: String,
    /// Its name, as the audit log tells it.
    pub actor: String,
    /// The file's name.
    pub file: String,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When something was last noted of it.
    pub noted_at: DateTime<Utc>,
    /// How it stands.
    pub state: ImportState,
    /// How far its plan is.
    pub progress: Progress,
    /// See [`Imports::finish_plan`]; empty until then.
    pub summary: String,
    /// Which rows were left out when it was applied; empty until then.
    pub choice: String,
    /// The revision that it was applied as; 0 until then.
    pub revision: u64,
}
