//! Planned imports over SQL, once for both databases.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::station::StationCode;

use super::StoreError;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::imports::{
    ImportState, Imports, PlanRow, PlannedChange, Progress, RowChange, ShownRow, StoredImport,
    Upload,
};
use super::rows::{self, instant, int, signed, text};
use super::run::{all_rows, execute, put_rows};
use super::sql_store::SqlStore;
use super::statements as sql;

#[async_trait]
impl<D: Dialect> Imports for SqlStore<D> {
    async fn put_import(
        &self,
        upload: &Upload,
        forget_before: DateTime<Utc>,
    ) -> Result<Ulid, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let before = Value::Int(forget_before.timestamp_millis());
        execute::<D>(&mut transaction, statement::<D>(sql::EXPIRE_PLANS, &[before])).await?;
        execute::<D>(&mut transaction, statement::<D>(sql::FORGET_OLD_PLANS, &[])).await?;
        let id = upload.id.to_string();
        let values = [
            Value::Text(&id),
            Value::Text(&upload.key),
            Value::Text(&upload.digest),
            Value::Text(&upload.account),
            Value::Text(&upload.actor),
            Value::Text(&upload.file),
            Value::Int(upload.at.timestamp_millis()),
        ];
        let insert = statement::<D>(sql::PUT_IMPORT, &values);
        if all_rows::<D, _>(&mut transaction, insert, |_| Ok(())).await?.is_empty() {
            return first_of_key::<D>(&mut transaction, upload).await;
        }
        transaction.commit().await.map_err(failed("keeping an upload"))?;
        Ok(upload.id)
    }

    async fn touch_import(&self, id: Ulid, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let id = id.to_string();
        let values = [Value::Text(&id), Value::Int(now.timestamp_millis())];
        execute::<D>(&mut transaction, statement::<D>(sql::TOUCH_IMPORT, &values)).await?;
        transaction.commit().await.map_err(failed("noting that an import is being planned"))
    }

    async fn begin_plan(&self, id: Ulid, total: u64, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let id = id.to_string();
        let forget = statement::<D>(sql::FORGET_IMPORT_ROWS, &[Value::Text(&id)]);
        execute::<D>(&mut transaction, forget).await?;
        note::<D>(&mut transaction, &id, Progress { done: 0, total }, now).await?;
        transaction.commit().await.map_err(failed("beginning a plan"))
    }

    async fn add_plan_rows(
        &self,
        id: Ulid,
        first: u64,
        rows: &[PlanRow],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let id = id.to_string();
        put_plan_rows::<D>(&mut transaction, &id, first, rows).await?;
        let done = first - 1 + rows.len() as u64;
        note::<D>(&mut transaction, &id, Progress { done, total: 0 }, now).await?;
        transaction.commit().await.map_err(failed("keeping rows of a plan"))
    }

    async fn finish_plan(
        &self,
        id: Ulid,
        state: ImportState,
        summary: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let id = id.to_string();
        let values = [
            Value::Text(&id),
            Value::Text(state.key()),
            Value::Text(summary),
            Value::Int(now.timestamp_millis()),
        ];
        execute::<D>(&mut transaction, statement::<D>(sql::FINISH_PLAN, &values)).await?;
        transaction.commit().await.map_err(failed("keeping a plan"))
    }

    async fn list_imports(
        &self,
        before: Option<Ulid>,
        limit: u32,
    ) -> Result<Vec<StoredImport>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let before = before.map_or_else(String::new, |id| id.to_string());
        let values = [Value::Text(&before), Value::Text(""), Value::Int(i64::from(limit))];
        let select = statement::<D>(sql::IMPORTS_PAGE, &values);
        all_rows::<D, _>(&mut transaction, select, import_row::<D>).await
    }

    async fn import(&self, id: Ulid) -> Result<Option<StoredImport>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = id.to_string();
        let values = [Value::Text(""), Value::Text(&id), Value::Int(1)];
        let select = statement::<D>(sql::IMPORTS_PAGE, &values);
        let found = all_rows::<D, _>(&mut transaction, select, import_row::<D>).await?;
        Ok(found.into_iter().next())
    }

    async fn import_rows(
        &self,
        id: Ulid,
        state: Option<&'static str>,
        from: u64,
        limit: u32,
    ) -> Result<Vec<ShownRow>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = id.to_string();
        let values = [
            Value::Text(&id),
            Value::Int(signed(from)),
            Value::Text(state.unwrap_or("")),
            Value::Int(i64::from(limit)),
        ];
        let select = statement::<D>(sql::IMPORT_ROWS_PAGE, &values);
        all_rows::<D, _>(&mut transaction, select, |row| {
            Ok(ShownRow {
                number: rows::count(int::<D>(row, 0)?, "the number of a row")?,
                state: text::<D>(row, 1)?.to_owned(),
                content: text::<D>(row, 2)?.to_owned(),
            })
        })
        .await
    }

    async fn import_changes(&self, id: Ulid) -> Result<Vec<RowChange>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = id.to_string();
        let select = statement::<D>(sql::IMPORT_CHANGES, &[Value::Text(&id)]);
        all_rows::<D, _>(&mut transaction, select, change_row::<D>).await
    }

    async fn import_places(
        &self,
        code: &StationCode,
    ) -> Result<BTreeMap<Ulid, (String, u32)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::IMPORT_PLACES, &[Value::Text(code.as_str())]);
        let places = all_rows::<D, _>(&mut transaction, select, |row| {
            let id = identifier(text::<D>(row, 0)?)?;
            let sheet_row = u32::try_from(int::<D>(row, 2)?);
            let sheet_row = sheet_row.map_err(|error| damaged("the row of a sheet", error))?;
            Ok((id, (text::<D>(row, 1)?.to_owned(), sheet_row)))
        });
        Ok(places.await?.into_iter().collect())
    }
}

/// The identifier of the first time, when a key comes again.
async fn first_of_key<D: Dialect>(
    connection: &mut D::Connection,
    upload: &Upload,
) -> Result<Ulid, StoreError> {
    let select = statement::<D>(sql::IMPORT_OF_KEY, &[Value::Text(&upload.key)]);
    let found = all_rows::<D, _>(connection, select, |row| {
        Ok((identifier(text::<D>(row, 0)?)?, text::<D>(row, 1)?.to_owned()))
    });
    match found.await?.into_iter().next() {
        Some((id, digest)) if digest == upload.digest => Ok(id),
        Some(_) => Err(StoreError::KeyReused),
        None => Err(damaged("an import", "its key is taken and it is not there")),
    }
}

/// Notes how far a plan is; a total of 0 leaves the one that is known.
async fn note<D: Dialect>(
    connection: &mut D::Connection,
    id: &str,
    progress: Progress,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = [
        Value::Text(id),
        Value::Int(signed(progress.done)),
        Value::Int(signed(progress.total)),
        Value::Int(now.timestamp_millis()),
    ];
    execute::<D>(connection, statement::<D>(sql::NOTE_IMPORT, &values)).await
}

async fn put_plan_rows<D: Dialect>(
    connection: &mut D::Connection,
    id: &str,
    first: u64,
    plan: &[PlanRow],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 9;
    let facts = plan.iter().map(|row| match &row.change {
        Some(change) => rows::facts_text(&change.station),
        None => Ok(String::new()),
    });
    let facts = facts.collect::<Result<Vec<_>, _>>()?;
    let mut values = Vec::with_capacity(plan.len() * COLUMNS);
    for ((row, facts), number) in plan.iter().zip(&facts).zip(first..) {
        let expected = row.change.as_ref().and_then(|change| change.expected).unwrap_or(0);
        values.extend([
            Value::Text(id),
            Value::Int(signed(number)),
            Value::Text(row.state),
            Value::Text(row.code.as_ref().map_or("", StationCode::as_str)),
            Value::Text(&row.sheet),
            Value::Int(i64::from(row.sheet_row)),
            Value::Text(&row.content),
            Value::Int(signed(expected)),
            Value::Text(facts),
        ]);
    }
    put_rows::<D>(connection, sql::PUT_IMPORT_ROWS, COLUMNS, &values).await
}

/// A row `id, account, actor, file, created_at, noted_at, state, done, total, summary, choice,
/// revision`.
fn import_row<D: Dialect>(row: &D::Row) -> Result<StoredImport, StoreError> {
    let owned = |column| Ok::<_, StoreError>(text::<D>(row, column)?.to_owned());
    let word = text::<D>(row, 6)?;
    let state = ImportState::ALL.into_iter().find(|state| state.key() == word);
    Ok(StoredImport {
        id: identifier(text::<D>(row, 0)?)?,
        account: owned(1)?,
        actor: owned(2)?,
        file: owned(3)?,
        created_at: instant(int::<D>(row, 4)?)?,
        noted_at: instant(int::<D>(row, 5)?)?,
        state: state.ok_or_else(|| damaged("an import's state", format!("'{word}' is none")))?,
        progress: Progress {
            done: rows::count(int::<D>(row, 7)?, "the progress of an import")?,
            total: rows::count(int::<D>(row, 8)?, "the rows of an import")?,
        },
        summary: owned(9)?,
        choice: owned(10)?,
        revision: rows::count(int::<D>(row, 11)?, "an import's revision")?,
    })
}

/// A row `number, state, code, expected, facts`.
fn change_row<D: Dialect>(row: &D::Row) -> Result<RowChange, StoreError> {
    let expected = rows::count(int::<D>(row, 3)?, "a station's version")?;
    let change = match text::<D>(row, 4)? {
        "" => None,
        facts => Some(PlannedChange {
            expected: (expected > 0).then_some(expected),
            station: rows::facts(text::<D>(row, 2)?, facts)?,
        }),
    };
    Ok(RowChange {
        number: rows::count(int::<D>(row, 0)?, "the number of a row")?,
        state: text::<D>(row, 1)?.to_owned(),
        change,
    })
}

fn identifier(text: &str) -> Result<Ulid, StoreError> {
    text.parse().map_err(|error| damaged("an import's identifier", error))
}

fn damaged(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), reason: reason.to_string() }
}
