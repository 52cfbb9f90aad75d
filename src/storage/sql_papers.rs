//! Planners' papers over SQL, once for both databases.

use async_trait::async_trait;

use crate::domain::paper::{Paper, PaperKind, PaperName};

use super::StoreError;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::papers::{PaperWrite, Papers};
use super::rows::{self, instant, int, text};
use super::run::all_rows;
use super::sql_store::SqlStore;
use super::statements as sql;

#[async_trait]
impl<D: Dialect> Papers for SqlStore<D> {
    async fn papers(&self, kind: PaperKind) -> Result<Vec<Paper>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::PAPERS, &[Value::Text(kind.key())]);
        all_rows::<D, _>(&mut transaction, select, paper_row::<D>).await
    }

    async fn paper(
        &self,
        kind: PaperKind,
        name: &PaperName,
    ) -> Result<Option<(Paper, Vec<u8>)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        found::<D>(&mut transaction, kind, name).await
    }

    async fn write_paper(&self, write: &PaperWrite<'_>) -> Result<Paper, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let mut values = vec![
            Value::Text(write.kind.key()),
            Value::Text(write.name.as_str()),
            Value::Int(write.at.timestamp_millis()),
            Value::Text(write.author),
            Value::Text(write.about),
            Value::Bytes(write.content),
        ];
        let text = match write.expected {
            None => sql::ADD_PAPER,
            Some(expected) => {
                values.push(Value::Int(rows::signed(expected)));
                sql::CHANGE_PAPER
            }
        };
        let written = statement::<D>(text, &values);
        let Some(version) = version::<D>(&mut transaction, written).await? else {
            return Err(moved::<D>(&mut transaction, write.kind, write.name).await?);
        };
        transaction.commit().await.map_err(failed("committing a paper"))?;
        Ok(Paper {
            name: write.name.clone(),
            version,
            updated_at: instant(write.at.timestamp_millis())?,
            author: write.author.to_owned(),
            about: write.about.to_owned(),
        })
    }

    async fn remove_paper(
        &self,
        kind: PaperKind,
        name: &PaperName,
        expected: u64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let values = [
            Value::Text(kind.key()),
            Value::Text(name.as_str()),
            Value::Int(rows::signed(expected)),
        ];
        let removed = statement::<D>(sql::REMOVE_PAPER, &values);
        if version::<D>(&mut transaction, removed).await?.is_none() {
            return Err(moved::<D>(&mut transaction, kind, name).await?);
        }
        transaction.commit().await.map_err(failed("removing a paper"))
    }
}

async fn found<D: Dialect>(
    connection: &mut D::Connection,
    kind: PaperKind,
    name: &PaperName,
) -> Result<Option<(Paper, Vec<u8>)>, StoreError> {
    let values = [Value::Text(kind.key()), Value::Text(name.as_str())];
    let select = statement::<D>(sql::PAPER, &values);
    let found = all_rows::<D, _>(connection, select, |row| {
        Ok((paper_row::<D>(row)?, rows::bytes::<D>(row, 5)?.to_vec()))
    });
    Ok(found.await?.into_iter().next())
}

/// The version that a statement has written or removed; `None` when it found nothing to do.
async fn version<D: Dialect>(
    connection: &mut D::Connection,
    written: super::dialect::Statement<D>,
) -> Result<Option<u64>, StoreError> {
    let versions = all_rows::<D, _>(connection, written, |row| {
        rows::count(int::<D>(row, 0)?, "a paper's version")
    });
    Ok(versions.await?.into_iter().next())
}

async fn moved<D: Dialect>(
    connection: &mut D::Connection,
    kind: PaperKind,
    name: &PaperName,
) -> Result<StoreError, StoreError> {
    let current = found::<D>(connection, kind, name).await?;
    Ok(StoreError::PaperMoved { current: current.map(|(paper, _)| Box::new(paper)) })
}

/// A row `name, version, updated_at, author, about`.
fn paper_row<D: Dialect>(row: &D::Row) -> Result<Paper, StoreError> {
    let name = text::<D>(row, 0)?;
    Ok(Paper {
        name: name.parse().map_err(|error| StoreError::Damaged {
            what: format!("the name '{name}' of a paper"),
            reason: format!("{error}"),
        })?,
        version: rows::count(int::<D>(row, 1)?, "a paper's version")?,
        updated_at: instant(int::<D>(row, 2)?)?,
        author: text::<D>(row, 3)?.to_owned(),
        about: text::<D>(row, 4)?.to_owned(),
    })
}
