//! The chain of the account log: as in `audit.rs`, each entry carries a SHA-256 over its own
//! columns and over the hash of the entry before.

use sha2::{Digest as _, Sha256};

use crate::domain::account::AccountEvent;

use super::audit::{absorb, hex};
use super::dialect::{Dialect, Value, statement};
use super::error::StoreError;
use super::people::{AccountLogCheck, AccountLogEntry, Logged};
use super::rows::{self, instant, int, text};
use super::run::{all_rows, execute, for_each_row};
use super::sql_erasures::erased_entries;
use super::statements as sql;

/// An entry as it is stored.
struct Entry {
    number: i64,
    id: String,
    at_ms: i64,
    /// JSON, exactly as stored.
    event: String,
    previous_hash: String,
    hash: String,
}

impl Entry {
    fn computed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        absorb(&mut hasher, b"yizhan account event 1");
        absorb(&mut hasher, &self.number.to_be_bytes());
        absorb(&mut hasher, self.id.as_bytes());
        absorb(&mut hasher, &self.at_ms.to_be_bytes());
        absorb(&mut hasher, self.event.as_bytes());
        absorb(&mut hasher, self.previous_hash.as_bytes());
        hex(&hasher.finalize())
    }

    fn of_row<D: Dialect>(row: &D::Row) -> Result<Self, StoreError> {
        Ok(Self {
            number: int::<D>(row, 0)?,
            id: text::<D>(row, 1)?.to_owned(),
            at_ms: int::<D>(row, 2)?,
            event: text::<D>(row, 3)?.to_owned(),
            previous_hash: text::<D>(row, 4)?.to_owned(),
            hash: text::<D>(row, 5)?.to_owned(),
        })
    }

    fn read(self) -> Result<AccountLogEntry, StoreError> {
        let damaged = |reason: String| StoreError::Damaged {
            what: format!("entry {} of the account log", self.number),
            reason,
        };
        let event: AccountEvent =
            serde_json::from_str(&self.event).map_err(|error| damaged(error.to_string()))?;
        let id = self.id.parse().map_err(|_| damaged("its identifier is none".to_owned()))?;
        Ok(AccountLogEntry {
            number: rows::count(self.number, "the number of a log entry")?,
            logged: Logged { id, at: instant(self.at_ms)?, event },
        })
    }
}

/// Holds other writers of accounts until the transaction ends. How many entries the log has.
pub(super) async fn lock<D: Dialect>(connection: &mut D::Connection) -> Result<i64, StoreError> {
    one_number::<D>(connection, sql::LOCK_PEOPLE).await
}

/// Adds an entry, after [`lock`] has told how many there are.
pub(super) async fn add<D: Dialect>(
    connection: &mut D::Connection,
    entries: i64,
    logged: &Logged,
) -> Result<(), StoreError> {
    let select = statement::<D>(sql::LAST_ACCOUNT_HASH, &[]);
    let last = all_rows::<D, _>(connection, select, |row| Ok(text::<D>(row, 0)?.to_owned()));
    let previous_hash = last.await?.into_iter().next().unwrap_or_default();
    let event = serde_json::to_string(&logged.event).map_err(unwritable)?;
    let (number, id, at_ms) = (entries + 1, logged.id.to_string(), logged.at.timestamp_millis());
    let mut entry = Entry { number, id, at_ms, event, previous_hash, hash: String::new() };
    entry.hash = entry.computed_hash();
    let values = [
        Value::Int(entry.number),
        Value::Text(&entry.id),
        Value::Int(entry.at_ms),
        Value::Text(&entry.event),
        Value::Text(&entry.previous_hash),
        Value::Text(&entry.hash),
    ];
    execute::<D>(connection, statement::<D>(sql::ADD_ACCOUNT_EVENT, &values)).await?;
    let values = [Value::Int(entry.number)];
    execute::<D>(connection, statement::<D>(sql::SET_LOG_ENTRIES, &values)).await
}

/// Entries before `before`, newest first.
pub(super) async fn page<D: Dialect>(
    connection: &mut D::Connection,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<AccountLogEntry>, StoreError> {
    let before = before.map_or(i64::MAX, rows::signed);
    let values = [Value::Int(before), Value::Int(i64::from(limit))];
    let select = statement::<D>(sql::ACCOUNT_EVENTS, &values);
    all_rows::<D, _>(connection, select, |row| Entry::of_row::<D>(row)?.read()).await
}

/// Recomputes the chain, newest entry first, as the rows come.
pub(super) async fn verify<D: Dialect>(
    connection: &mut D::Connection,
) -> Result<AccountLogCheck, StoreError> {
    let counted = one_number::<D>(connection, sql::LOG_ENTRIES).await?;
    let erased = erased_entries::<D>(connection).await?.accounts;
    let mut check = AccountLogCheck { entries: 0, newest_hash: None, altered: Vec::new() };
    // What the entry after this one says of it: its number, and its hash.
    let mut next = (counted + 1, None::<String>);
    let values = [Value::Int(i64::MAX), Value::Int(i64::MAX)];
    let select = statement::<D>(sql::ACCOUNT_EVENTS, &values);
    for_each_row::<D>(connection, select, |row| {
        let entry = Entry::of_row::<D>(row)?;
        let (next_number, expected_hash) = &next;
        let follows = entry.number == next_number - 1
            && expected_hash.as_ref().is_none_or(|hash| *hash == entry.hash);
        let computed = entry.computed_hash();
        // An entry without its name keeps the hash that it had with it.
        let holds = computed == entry.hash || erased.get(&entry.number) == Some(&computed);
        if !follows || !holds {
            check.altered.push(entry.number.unsigned_abs());
        }
        check.entries += 1;
        check.newest_hash.get_or_insert_with(|| entry.hash.clone());
        next = (entry.number, Some(entry.previous_hash));
        Ok(())
    })
    .await?;
    // Before the first entry there is nothing.
    if next.0 != 1 || next.1.is_some_and(|hash| !hash.is_empty()) {
        check.altered.push(next.0.unsigned_abs());
    }
    check.altered.reverse();
    check.altered.dedup();
    Ok(check)
}

/// Writes entries anew for which there is something else to say: their numbers, and the hashes
/// that they have since.
pub(super) async fn rewrite<D: Dialect>(
    connection: &mut D::Connection,
    renamed: impl Fn(&AccountEvent) -> Option<AccountEvent>,
) -> Result<Vec<(i64, String)>, StoreError> {
    let values = [Value::Int(i64::MAX), Value::Int(i64::MAX)];
    let select = statement::<D>(sql::ACCOUNT_EVENTS, &values);
    let entries = all_rows::<D, _>(connection, select, Entry::of_row::<D>).await?;
    let mut rewritten = Vec::new();
    for mut entry in entries {
        let Ok(event) = serde_json::from_str::<AccountEvent>(&entry.event) else { continue };
        let Some(event) = renamed(&event) else { continue };
        entry.event = serde_json::to_string(&event).map_err(unwritable)?;
        let values = [Value::Int(entry.number), Value::Text(&entry.event)];
        execute::<D>(connection, statement::<D>(sql::SET_ACCOUNT_EVENT, &values)).await?;
        rewritten.push((entry.number, entry.computed_hash()));
    }
    Ok(rewritten)
}

fn unwritable(error: serde_json::Error) -> StoreError {
    StoreError::Damaged {
        what: "an event of the account log".to_owned(),
        reason: error.to_string(),
    }
}

async fn one_number<D: Dialect>(
    connection: &mut D::Connection,
    sql: &'static str,
) -> Result<i64, StoreError> {
    let select = statement::<D>(sql, &[]);
    let numbers = all_rows::<D, _>(connection, select, |row| int::<D>(row, 0)).await?;
    numbers.first().copied().ok_or_else(|| StoreError::Damaged {
        what: "the table people_state".to_owned(),
        reason: "its row is missing".to_owned(),
    })
}
