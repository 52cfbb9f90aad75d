//! Documents over SQL, once for both databases.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;

use crate::domain::document::{DocumentChange, DocumentVersion};

use super::StoreError;
use super::audit::ChangesDigest;
use super::dialect::{Dialect, Value, statement};
use super::documents::Documents;
use super::rows::{self, count, instant, int, signed, text};
use super::run::{all_rows, for_each_row, put_rows};
use super::sql_store::{SqlStore, revision};
use super::statements as sql;

#[async_trait]
impl<D: Dialect> Documents for SqlStore<D> {
    async fn documents(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::DOCUMENTS, &[]);
        let documents = all_rows::<D, _>(&mut transaction, select, |row| {
            Ok((text::<D>(row, 0)?.to_owned(), text::<D>(row, 1)?.to_owned()))
        });
        Ok(documents.await?.into_iter().collect())
    }

    async fn documents_revision(&self) -> Result<u64, StoreError> {
        let mut transaction = self.begin_reading().await?;
        revision::<D>(&mut transaction, sql::DOCUMENTS_REVISION).await
    }

    async fn newest_documents(&self) -> Result<Vec<DocumentVersion>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::NEWEST_DOCUMENTS, &[]);
        all_rows::<D, _>(&mut transaction, select, version_row::<D>).await
    }

    async fn document_versions(&self, name: &str) -> Result<Vec<DocumentVersion>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::DOCUMENT_VERSIONS, &[Value::Text(name)]);
        all_rows::<D, _>(&mut transaction, select, version_row::<D>).await
    }

    async fn document(
        &self,
        name: &str,
        version: u64,
    ) -> Result<Option<(DocumentVersion, String)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let values = [Value::Text(name), Value::Int(signed(version))];
        let found =
            all_rows::<D, _>(&mut transaction, statement::<D>(sql::DOCUMENT, &values), |row| {
                Ok((version_row::<D>(row)?, text::<D>(row, 5)?.to_owned()))
            });
        Ok(found.await?.into_iter().next())
    }

    async fn documents_of(&self, revision: u64) -> Result<Vec<DocumentVersion>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::DOCUMENTS_OF, &[Value::Int(signed(revision))]);
        all_rows::<D, _>(&mut transaction, select, version_row::<D>).await
    }
}

/// A document that is to be written.
#[derive(Debug)]
pub(super) struct WrittenDocument<'a> {
    name: &'a str,
    version: i64,
    content: &'a str,
}

/// What of the changes must be written, by name: those that are in the store already need not.
pub(super) async fn decide_documents<'a, D: Dialect>(
    connection: &mut D::Connection,
    changes: &'a [DocumentChange],
) -> Result<Vec<WrittenDocument<'a>>, StoreError> {
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let mut now = HashMap::new();
    let select = statement::<D>(sql::NEWEST_DOCUMENTS, &[]);
    for_each_row::<D>(connection, select, |row| {
        now.insert(text::<D>(row, 0)?.to_owned(), int::<D>(row, 1)?);
        Ok(())
    })
    .await?;
    let mut written: Vec<WrittenDocument<'_>> = Vec::with_capacity(changes.len());
    for change in changes {
        let current = now.get(&change.name).copied().unwrap_or(0);
        if current != signed(change.expected) {
            return Err(StoreError::DocumentMoved {
                name: change.name.clone(),
                expected: change.expected,
                current: count(current, "a document's version")?,
            });
        }
        let values = [Value::Text(&change.name), Value::Int(current)];
        let is_same = |row: &D::Row| Ok(text::<D>(row, 5)? == change.content);
        let found = all_rows::<D, _>(connection, statement::<D>(sql::DOCUMENT, &values), is_same);
        if !found.await?.contains(&true) {
            let (name, content) = (change.name.as_str(), change.content.as_str());
            written.push(WrittenDocument { name, version: current + 1, content });
        }
    }
    written.sort_by_key(|document| document.name);
    Ok(written)
}

/// Adds the documents to the digest of their revision, after its stations. They come by name.
pub(super) fn digest_documents(digest: &mut ChangesDigest, written: &[WrittenDocument<'_>]) {
    for document in written {
        digest.add_document(document.name, document.version, document.content);
    }
}

/// Writes the documents and their log.
pub(super) async fn put_documents<D: Dialect>(
    connection: &mut D::Connection,
    revision: i64,
    written: &[WrittenDocument<'_>],
) -> Result<(), StoreError> {
    let (mut now, mut logged) = (Vec::new(), Vec::new());
    for document in written {
        let row = [
            Value::Text(document.name),
            Value::Int(document.version),
            Value::Int(revision),
            Value::Text(document.content),
        ];
        now.extend(row);
        logged.extend(row);
        logged.push(Value::Int(HASHED));
    }
    put_rows::<D>(connection, sql::LOG_DOCUMENTS, 5, &logged).await?;
    put_rows::<D>(connection, sql::PUT_DOCUMENTS, 4, &now).await
}

/// The audit entry of the revision binds the document.
const HASHED: i64 = 1;

/// Adds every document that an audit entry binds to the digest of its revision.
pub(super) async fn add_logged_documents<D: Dialect>(
    connection: &mut D::Connection,
    digests: &mut BTreeMap<i64, ChangesDigest>,
) -> Result<(), StoreError> {
    let select = statement::<D>(sql::LOGGED_DOCUMENTS, &[]);
    for_each_row::<D>(connection, select, |row| {
        let digest = digests.entry(int::<D>(row, 0)?).or_default();
        digest.add_document(text::<D>(row, 1)?, int::<D>(row, 2)?, text::<D>(row, 3)?);
        Ok(())
    })
    .await
}

/// The names of documents that are not as their last logged version left them.
pub(super) async fn documents_off_the_log<D: Dialect>(
    connection: &mut D::Connection,
) -> Result<Vec<String>, StoreError> {
    let select = statement::<D>(sql::DOCUMENTS_OFF_THE_LOG, &[]);
    all_rows::<D, _>(connection, select, |row| Ok(text::<D>(row, 0)?.to_owned())).await
}

/// A row `name, version, revision, at, origin`.
fn version_row<D: Dialect>(row: &D::Row) -> Result<DocumentVersion, StoreError> {
    Ok(DocumentVersion {
        name: text::<D>(row, 0)?.to_owned(),
        version: count(int::<D>(row, 1)?, "a document's version")?,
        revision: count(int::<D>(row, 2)?, "a revision")?,
        at: instant(int::<D>(row, 3)?)?,
        origin: rows::origin(text::<D>(row, 4)?)?,
    })
}
