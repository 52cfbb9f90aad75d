//! What planners keep by name, in the store.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::domain::paper::{Paper, PaperKind, PaperName};

use super::StoreError;

/// The part of the store that keeps planners' papers. As in [`super::Store`], every method is one
/// transaction, and what it returns after writing is durable. Nothing here raises the ledger's
/// revision.
#[async_trait]
pub trait Papers: Send + Sync {
    /// Every paper of a kind, by name.
    async fn papers(&self, kind: PaperKind) -> Result<Vec<Paper>, StoreError>;

    /// A paper with its content.
    async fn paper(
        &self,
        kind: PaperKind,
        name: &PaperName,
    ) -> Result<Option<(Paper, Vec<u8>)>, StoreError>;

    /// Writes a paper.
    ///
    /// # Errors
    /// [`StoreError::PaperMoved`] when it is not as the writer has seen it.
    async fn write_paper(&self, write: &PaperWrite<'_>) -> Result<Paper, StoreError>;

    /// Takes a paper away.
    ///
    /// # Errors
    /// [`StoreError::PaperMoved`] when it is not at the version that was seen.
    async fn remove_paper(
        &self,
        kind: PaperKind,
        name: &PaperName,
        expected: u64,
    ) -> Result<(), StoreError>;
}

/// A paper as it is to be.
#[derive(Debug, Clone, Copy)]
pub struct PaperWrite<'a> {
    /// What it is.
    pub kind: PaperKind,
    /// Its name.
    pub name: &'a PaperName,
    /// The version that the writer has seen; `None` for a new paper.
    pub expected: Option<u64>,
    /// When; milliseconds are kept.
    pub at: DateTime<Utc>,
    /// Who, as the logs name them.
    pub author: &'a str,
    /// What a list tells of it: JSON.
    pub about: &'a str,
    /// Its content.
    pub content: &'a [u8],
}
