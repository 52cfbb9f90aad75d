//! Somebody changes the district's data: areas, holidays, amenities.
//!
//! Each is a document of the store. What is sent is looked at first, as a plan that writes
//! nothing; then it is written with the version that was seen, as one revision with its audit
//! entry, together with the stations that it moves. An earlier version comes back by being sent
//! again, through the same plan. The snapshot follows as it follows every revision.

pub mod amenities;
pub mod areas;
pub mod holidays;

use thiserror::Error;

use super::ServiceError;
use super::stations::{By, EditError};
use crate::clock::Clock;
use crate::domain::document::{DocumentChange, DocumentVersion};
use crate::domain::edit::{Applied, Change, ChangeSet, Origin, Via};
use crate::domain::role::{Action, may};
use crate::storage::{Audit, Store, StoreError};

/// Why the district's data were not changed. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DistrictRefused {
    /// Somebody else was faster.
    #[error("{name} is at version {current}, not the one that was seen: look at it again")]
    Moved {
        /// The document.
        name: String,
        /// Its version now; 0 when there is none.
        current: u64,
    },
    /// It never had this version.
    #[error("{name} has no version {version}: look at its history")]
    UnknownVersion {
        /// The document.
        name: String,
        /// What was asked for.
        version: u64,
    },
    /// Stations were edited again and again while it was being written.
    #[error("stations were edited at the same moment: try again")]
    StationsMoved,
}

/// Every version of a document, newest first; empty when there is none.
///
/// # Errors
/// Whatever the store says.
pub async fn versions(store: &dyn Store, name: &str) -> Result<Vec<DocumentVersion>, ServiceError> {
    Ok(store.document_versions(name).await?)
}

/// What stood in a version of a document.
///
/// # Errors
/// [`DistrictRefused::UnknownVersion`], or whatever the store says.
pub async fn version(
    store: &dyn Store,
    name: &str,
    version: u64,
) -> Result<(DocumentVersion, String), ServiceError> {
    let found = store.document(name, version).await?;
    Ok(found.ok_or_else(|| DistrictRefused::UnknownVersion { name: name.to_owned(), version })?)
}

/// The newest version of a document and what is in it; `None` when there is none.
async fn newest(
    store: &dyn Store,
    name: &str,
) -> Result<Option<(DocumentVersion, String)>, ServiceError> {
    match store.document_versions(name).await?.first() {
        Some(newest) => Ok(store.document(name, newest.version).await?),
        None => Ok(None),
    }
}

/// Writes a document together with the stations that it moves.
async fn write(
    store: &dyn Store,
    clock: &dyn Clock,
    by: &By<'_>,
    document: DocumentChange,
    changes: Vec<Change>,
) -> Result<Applied, ServiceError> {
    may(by.actor, Action::ManageDistrictData, None).map_err(EditError::from)?;
    let via = Via::District { document: document.name.clone(), version: document.expected + 1 };
    let origin = Origin { actor: by.actor.label(), via, reason: by.reason.clone() };
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    let set = ChangeSet { changes, documents: vec![document], settles: Vec::new() };
    match store.apply(&set, None, &audit).await {
        Ok(applied) => Ok(applied),
        Err(StoreError::DocumentMoved { name, current, .. }) => {
            Err(DistrictRefused::Moved { name, current }.into())
        }
        Err(StoreError::VersionMoved { .. }) => Err(DistrictRefused::StationsMoved.into()),
        Err(error) => Err(error.into()),
    }
}
