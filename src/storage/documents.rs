//! The district's data besides its stations, in the store.

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::domain::document::DocumentVersion;

use super::StoreError;

/// The part of the store that reads documents. They are written by [`super::Store::apply`], as
/// part of a revision, so that they have its audit entry and every node follows.
#[async_trait]
pub trait Documents: Send + Sync {
    /// What is in every document, by name.
    async fn documents(&self) -> Result<BTreeMap<String, String>, StoreError>;

    /// The revision that last wrote a document; 0 when there is none.
    async fn documents_revision(&self) -> Result<u64, StoreError>;

    /// Every document as it is now, by name.
    async fn newest_documents(&self) -> Result<Vec<DocumentVersion>, StoreError>;

    /// Every version of a document, newest first; empty when there is no such document.
    async fn document_versions(&self, name: &str) -> Result<Vec<DocumentVersion>, StoreError>;

    /// A version of a document with what is in it.
    async fn document(
        &self,
        name: &str,
        version: u64,
    ) -> Result<Option<(DocumentVersion, String)>, StoreError>;

    /// The documents that one revision wrote, by name.
    async fn documents_of(&self, revision: u64) -> Result<Vec<DocumentVersion>, StoreError>;
}
