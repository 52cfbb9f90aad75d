//! Verification over SQL, once for both databases.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use ulid::Ulid;

use super::StoreError;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::rows::{self, instant, int, signed, text};
use super::run::{all_rows, execute, put_rows};
use super::sql_store::SqlStore;
use super::statements as sql;
use super::verification::Verification;
use crate::domain::filing::FilingKey;
use crate::domain::role::AccountId;
use crate::domain::station::StationCode;
use crate::domain::verification::{Campaign, Check, Found, Task};

#[async_trait]
impl<D: Dialect> Verification for SqlStore<D> {
    async fn check_of_key(&self, key: &FilingKey) -> Result<Option<Check>, StoreError> {
        Ok(self.checks(Wanted { key: key.as_str(), ..Wanted::newest(1) }).await?.pop())
    }

    async fn check(&self, id: Ulid) -> Result<Option<Check>, StoreError> {
        let id = id.to_string();
        Ok(self.checks(Wanted { id: &id, ..Wanted::newest(1) }).await?.pop())
    }

    async fn list_checks(
        &self,
        station: Option<&StationCode>,
        before: Option<Ulid>,
        limit: u32,
    ) -> Result<Vec<Check>, StoreError> {
        let before = before.map_or_else(String::new, |id| id.to_string());
        let station = station.map_or("", StationCode::as_str);
        self.checks(Wanted { before: &before, station, ..Wanted::newest(limit) }).await
    }

    async fn last_found(
        &self,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<StationCode, DateTime<Utc>>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let since = [Value::Int(since.timestamp_millis())];
        let select = statement::<D>(sql::LAST_FOUND, &since);
        let found = all_rows::<D, _>(&mut transaction, select, |row| {
            Ok((rows::code(text::<D>(row, 0)?)?, instant(int::<D>(row, 1)?)?))
        });
        Ok(found.await?.into_iter().collect())
    }

    async fn put_campaign(&self, campaign: &Campaign, tasks: &[Task]) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let (id, starts_on) = (campaign.id.to_string(), campaign.starts_on.to_string());
        let (due_on, scope) = (campaign.due_on.to_string(), json_of(&campaign.scope)?);
        let values = [
            Value::Text(&id),
            Value::Text(&campaign.name),
            Value::Text(&starts_on),
            Value::Text(&due_on),
            Value::Text(&scope),
            Value::Text(&campaign.created_by),
            Value::Int(campaign.created_at.timestamp_millis()),
        ];
        execute::<D>(&mut transaction, statement::<D>(sql::PUT_CAMPAIGN, &values)).await?;
        let accounts: Vec<String> = tasks.iter().map(|task| account_text(task.account)).collect();
        let values: Vec<Value<'_>> = tasks
            .iter()
            .zip(&accounts)
            .flat_map(|(task, account)| {
                let (code, account) = (Value::Text(task.station.as_str()), Value::Text(account));
                [Value::Text(&id), code, account, Value::Text(""), Value::Int(0)]
            })
            .collect();
        put_rows::<D>(&mut transaction, sql::PUT_TASKS, 5, &values).await?;
        transaction.commit().await.map_err(failed("keeping a campaign"))
    }

    async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::CAMPAIGNS, &[Value::Text("")]);
        all_rows::<D, _>(&mut transaction, select, campaign_row::<D>).await
    }

    async fn campaign(&self, id: Ulid) -> Result<Option<Campaign>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = id.to_string();
        let select = statement::<D>(sql::CAMPAIGNS, &[Value::Text(&id)]);
        Ok(all_rows::<D, _>(&mut transaction, select, campaign_row::<D>).await?.pop())
    }

    async fn change_campaign(&self, campaign: &Campaign) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let (id, due_on) = (campaign.id.to_string(), campaign.due_on.to_string());
        let ended_at = campaign.ended_at.map_or(0, |at| at.timestamp_millis());
        let values = [
            Value::Text(&id),
            Value::Int(signed(campaign.version)),
            Value::Text(&campaign.name),
            Value::Text(&due_on),
            Value::Int(ended_at),
        ];
        let update = statement::<D>(sql::CHANGE_CAMPAIGN, &values);
        let version = all_rows::<D, _>(&mut transaction, update, |row| {
            rows::count(int::<D>(row, 0)?, "a campaign's version")
        });
        let version = version.await?.pop();
        transaction.commit().await.map_err(failed("changing a campaign"))?;
        Ok(version)
    }

    async fn assign_tasks(
        &self,
        campaign: Ulid,
        stations: &[StationCode],
        to: Option<AccountId>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let (id, account) = (campaign.to_string(), account_text(to));
        for station in stations {
            let values = [&id, station.as_str(), &account].map(Value::Text);
            execute::<D>(&mut transaction, statement::<D>(sql::ASSIGN_TASK, &values)).await?;
        }
        transaction.commit().await.map_err(failed("assigning tasks"))
    }

    async fn tasks(&self, campaign: Option<Ulid>) -> Result<Vec<Task>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = campaign.map_or_else(String::new, |id| id.to_string());
        let select = statement::<D>(sql::TASKS, &[Value::Text(&id)]);
        all_rows::<D, _>(&mut transaction, select, task_row::<D>).await
    }
}

/// Which checks; an empty text asks for nothing.
struct Wanted<'a> {
    before: &'a str,
    station: &'a str,
    id: &'a str,
    key: &'a str,
    limit: u32,
}

impl Wanted<'_> {
    fn newest(limit: u32) -> Self {
        Self { before: "", station: "", id: "", key: "", limit }
    }
}

impl<D: Dialect> SqlStore<D> {
    async fn checks(&self, wanted: Wanted<'_>) -> Result<Vec<Check>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let values = [
            Value::Text(wanted.before),
            Value::Text(wanted.station),
            Value::Text(wanted.id),
            Value::Text(wanted.key),
            Value::Int(i64::from(wanted.limit)),
        ];
        let select = statement::<D>(sql::CHECKS_PAGE, &values);
        all_rows::<D, _>(&mut transaction, select, check_row::<D>).await
    }
}

/// Files a check, and does the tasks that ask for its station on that day.
///
/// # Errors
/// [`StoreError::KeyReused`] when a check with its key is there.
pub(super) async fn file_check<D: Dialect>(
    connection: &mut D::Connection,
    check: &Check,
    day: NaiveDate,
) -> Result<(), StoreError> {
    let (id, account) = (check.id.to_string(), check.account.to_string());
    let (content, day) = (json_of(&check.content)?, day.to_string());
    let seen_at = Value::Int(check.seen_at.timestamp_millis());
    let values = [
        Value::Text(&id),
        Value::Text(check.key.as_str()),
        Value::Text(&check.digest),
        Value::Text(check.station.as_str()),
        Value::Text(&account),
        Value::Text(&check.actor),
        seen_at,
        Value::Int(check.filed_at.timestamp_millis()),
        Value::Text(check.found.key()),
        Value::Text(&content),
    ];
    let insert = statement::<D>(sql::PUT_CHECK, &values);
    if all_rows::<D, _>(connection, insert, |_| Ok(())).await?.is_empty() {
        return Err(StoreError::KeyReused);
    }
    let values =
        [Value::Text(check.station.as_str()), Value::Text(&id), seen_at, Value::Text(&day)];
    execute::<D>(connection, statement::<D>(sql::DO_TASKS, &values)).await
}

/// A row `id, key, digest, code, account, actor, seen_at, filed_at, found, content`.
fn check_row<D: Dialect>(row: &D::Row) -> Result<Check, StoreError> {
    let word = text::<D>(row, 8)?;
    let found = Found::ALL.iter().copied().find(|found| found.key() == word);
    Ok(Check {
        id: parsed(text::<D>(row, 0)?, "a check's identifier")?,
        key: parsed(text::<D>(row, 1)?, "a check's key")?,
        digest: text::<D>(row, 2)?.to_owned(),
        station: rows::code(text::<D>(row, 3)?)?,
        account: parsed(text::<D>(row, 4)?, "a check's account")?,
        actor: text::<D>(row, 5)?.to_owned(),
        seen_at: instant(int::<D>(row, 6)?)?,
        filed_at: instant(int::<D>(row, 7)?)?,
        found: found.ok_or_else(|| damaged("what a check found", format!("'{word}'")))?,
        content: read_json(text::<D>(row, 9)?, "the content of a check")?,
    })
}

/// A row `id, name, starts_on, due_on, scope, created_by, created_at, ended_at, version`.
fn campaign_row<D: Dialect>(row: &D::Row) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: parsed(text::<D>(row, 0)?, "a campaign's identifier")?,
        name: text::<D>(row, 1)?.to_owned(),
        starts_on: parsed(text::<D>(row, 2)?, "a campaign's first day")?,
        due_on: parsed(text::<D>(row, 3)?, "a campaign's last day")?,
        scope: read_json(text::<D>(row, 4)?, "the scope of a campaign")?,
        created_by: text::<D>(row, 5)?.to_owned(),
        created_at: instant(int::<D>(row, 6)?)?,
        ended_at: some_instant(int::<D>(row, 7)?)?,
        version: rows::count(int::<D>(row, 8)?, "a campaign's version")?,
    })
}

/// A row `campaign, code, account, visit, done_at`.
fn task_row<D: Dialect>(row: &D::Row) -> Result<Task, StoreError> {
    let (account, visit) = (text::<D>(row, 2)?, text::<D>(row, 3)?);
    let some = |text: &str| !text.is_empty();
    Ok(Task {
        campaign: parsed(text::<D>(row, 0)?, "a task's campaign")?,
        station: rows::code(text::<D>(row, 1)?)?,
        account: some(account).then(|| parsed(account, "a task's account")).transpose()?,
        check: some(visit).then(|| parsed(visit, "a task's check")).transpose()?,
        done_at: some_instant(int::<D>(row, 4)?)?,
    })
}

/// An instant that is 0 as long as there is none.
fn some_instant(epoch_ms: i64) -> Result<Option<DateTime<Utc>>, StoreError> {
    (epoch_ms != 0).then(|| instant(epoch_ms)).transpose()
}

fn account_text(account: Option<AccountId>) -> String {
    account.map_or_else(String::new, |account| account.to_string())
}

fn json_of(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| damaged("what is to be kept as JSON", error))
}

fn read_json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| damaged(what, error))
}

fn parsed<T: std::str::FromStr<Err: ToString>>(text: &str, what: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error: T::Err| damaged(what, error.to_string()))
}

fn damaged(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), reason: reason.to_string() }
}
