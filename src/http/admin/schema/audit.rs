//! The audit log.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DocumentVersionAnswer, OriginAnswer, VersionAnswer};

/// Revisions, newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditAnswer {
    /// The entries.
    pub entries: Vec<AuditEntryAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}

/// One revision.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditEntryAnswer {
    /// The revision.
    pub revision: u64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who, through what and why.
    pub origin: OriginAnswer,
    /// How many stations it wrote.
    pub stations: u64,
    /// The hash that binds it and all entries before it.
    pub hash: String,
}

/// What one revision wrote.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevisionAnswer {
    /// The stations of this page, by code, as far as the reader may read their histories.
    pub stations: Vec<VersionAnswer>,
    /// The district's documents that it wrote, by name.
    pub documents: Vec<DocumentVersionAnswer>,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
}
