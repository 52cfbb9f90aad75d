//! Erasing over SQL, once for both databases.

use std::collections::BTreeMap;

use async_trait::async_trait;
use sha2::{Digest as _, Sha256};
use ulid::Ulid;

use crate::domain::account::{Account, AccountEvent};

use super::account_log;
use super::audit::{absorb, hex};
use super::dialect::{Dialect, Value, statement};
use super::erasures::{AccountErasure, Erasures};
use super::error::{StoreError, failed};
use super::people::Logged;
use super::rows::{self, int, text};
use super::run::{all_rows, execute};
use super::sql_audit;
use super::sql_filings::report_of;
use super::sql_people::{credentials_of, found_accounts};
use super::sql_store::SqlStore;
use super::statements as sql;

/// The words of the two logs in `erased_entries`.
const AUDIT: &str = "audit";
const ACCOUNTS: &str = "accounts";

/// What stands in the details of the account log's entry before the hash over the erased entries.
const DIGEST: &str = "digest: ";

#[async_trait]
impl<D: Dialect> Erasures for SqlStore<D> {
    async fn erase_account(&self, erasure: &AccountErasure<'_>) -> Result<Account, StoreError> {
        // The ledger first, as every writer of both: its log is rewritten here and there.
        let (mut transaction, _) = self.begin_writing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        check::<D>(&mut transaction, erasure).await?;
        let mut erased = Erased::new(erasure.log.id);
        for (revision, digest) in
            sql_audit::rename::<D>(&mut transaction, &erasure.label, &erasure.stub_label).await?
        {
            erased.add(AUDIT, revision, digest);
        }
        let renamed = |event: &AccountEvent| without_name(event, erasure);
        for (number, digest) in account_log::rewrite::<D>(&mut transaction, renamed).await? {
            erased.add(ACCOUNTS, number, digest);
        }
        erased.put::<D>(&mut transaction).await?;
        rename_elsewhere::<D>(&mut transaction, erasure).await?;
        put_stub::<D>(&mut transaction, erasure).await?;
        let mut log = erasure.log.clone();
        log.event.details.extend(erased.details());
        account_log::add::<D>(&mut transaction, entries, &log).await?;
        let left = credentials_of::<D>(&mut transaction, erasure.id).await?;
        transaction.commit().await.map_err(failed("committing an erasure"))?;
        left.map(|found| found.account).ok_or(StoreError::NoSuchAccount)
    }

    async fn erase_report(&self, id: Ulid, log: &Logged) -> Result<bool, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        let Some(found) = report_of::<D>(&mut transaction, id).await? else { return Ok(false) };
        let content = serde_json::to_string(&found.report.without_words()).map_err(damaged)?;
        let id = id.to_string();
        let at = Value::Int(log.at.timestamp_millis());
        let values = [Value::Text(&id), Value::Text(&content), at];
        let update = statement::<D>(sql::ERASE_REPORT, &values);
        if all_rows::<D, _>(&mut transaction, update, |_| Ok(())).await?.is_empty() {
            return Ok(false);
        }
        for put_out in [sql::ERASE_FILING, sql::ERASE_PHOTO] {
            execute::<D>(&mut transaction, statement::<D>(put_out, &[Value::Text(&id)])).await?;
        }
        account_log::add::<D>(&mut transaction, entries, log).await?;
        transaction.commit().await.map_err(failed("committing an erasure"))?;
        Ok(true)
    }
}

/// Entries of the logs that were rewritten by one erasure, with the hashes that they have since.
struct Erased {
    erasure: String,
    rows: Vec<(&'static str, i64, String)>,
}

impl Erased {
    fn new(erasure: Ulid) -> Self {
        Self { erasure: erasure.to_string(), rows: Vec::new() }
    }

    fn add(&mut self, log: &'static str, entry: i64, digest: String) {
        self.rows.push((log, entry, digest));
    }

    /// What the account log says of them.
    fn details(&self) -> [String; 2] {
        let mut hash = Hasher::default();
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort();
        rows.iter().for_each(|(log, entry, digest)| hash.add(log, *entry, digest));
        [format!("entries: {}", rows.len()), format!("{DIGEST}{}", hash.finish())]
    }

    async fn put<D: Dialect>(&self, connection: &mut D::Connection) -> Result<(), StoreError> {
        for (log, entry, digest) in &self.rows {
            let values = [
                Value::Text(&self.erasure),
                Value::Text(log),
                Value::Int(*entry),
                Value::Text(digest),
            ];
            execute::<D>(connection, statement::<D>(sql::PUT_ERASED, &values)).await?;
        }
        Ok(())
    }
}

/// How erased entries of the two logs read since, by their number.
#[derive(Debug, Default)]
pub(super) struct ErasedEntries {
    pub(super) audit: BTreeMap<i64, String>,
    pub(super) accounts: BTreeMap<i64, String>,
}

/// The erased entries of erasures that the account log tells of, hash for hash. Rows that it does
/// not tell of are passed over, so that an entry that was altered with a row of its own shows.
pub(super) async fn erased_entries<D: Dialect>(
    connection: &mut D::Connection,
) -> Result<ErasedEntries, StoreError> {
    let select = statement::<D>(sql::ERASED_ENTRIES, &[]);
    let rows = all_rows::<D, _>(connection, select, |row| {
        let column = |at| Ok::<_, StoreError>(text::<D>(row, at)?.to_owned());
        Ok((column(0)?, column(1)?, int::<D>(row, 2)?, column(3)?))
    });
    let rows = rows.await?;
    let mut found = ErasedEntries::default();
    for erasure in rows.chunk_by(|one, next| one.0 == next.0) {
        let mut hash = Hasher::default();
        erasure.iter().for_each(|(_, log, entry, digest)| hash.add(log, *entry, digest));
        let told = told_digest::<D>(connection, &erasure[0].0).await?;
        if told != Some(hash.finish()) {
            continue;
        }
        for (_, log, entry, digest) in erasure {
            let log = if log == AUDIT { &mut found.audit } else { &mut found.accounts };
            log.insert(*entry, digest.clone());
        }
    }
    Ok(found)
}

/// The hash that the account log holds over an erasure's rows.
async fn told_digest<D: Dialect>(
    connection: &mut D::Connection,
    erasure: &str,
) -> Result<Option<String>, StoreError> {
    let select = statement::<D>(sql::EVENT_OF, &[Value::Text(erasure)]);
    let events = all_rows::<D, _>(connection, select, |row| {
        Ok(serde_json::from_str::<AccountEvent>(text::<D>(row, 0)?).ok())
    });
    let event = events.await?.into_iter().next().flatten();
    let details = event.map(|event| event.details).unwrap_or_default();
    Ok(details.iter().find_map(|said| said.strip_prefix(DIGEST)).map(str::to_owned))
}

/// A hash over the rows of one erasure, by log and entry.
#[derive(Default)]
struct Hasher(Sha256);

impl Hasher {
    fn add(&mut self, log: &str, entry: i64, digest: &str) {
        absorb(&mut self.0, log.as_bytes());
        absorb(&mut self.0, &entry.to_be_bytes());
        absorb(&mut self.0, digest.as_bytes());
    }

    fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Whether the account can be put out as it was seen.
async fn check<D: Dialect>(
    connection: &mut D::Connection,
    erasure: &AccountErasure<'_>,
) -> Result<(), StoreError> {
    let all = found_accounts::<D>(connection, "", "").await?;
    let found = all.iter().find(|found| found.account.id == erasure.id);
    let found = &found.ok_or(StoreError::NoSuchAccount)?.account;
    if found.version != erasure.expected {
        let current = Box::new(found.clone());
        return Err(StoreError::AccountMoved { expected: erasure.expected, current });
    }
    let mut others = all.iter().filter(|other| other.account.id != erasure.id);
    if found.person.administers() && !others.any(|other| other.account.person.administers()) {
        return Err(StoreError::LastAdministrator);
    }
    Ok(())
}

/// The event without the account's names; `None` when it has none of them.
fn without_name(event: &AccountEvent, erasure: &AccountErasure<'_>) -> Option<AccountEvent> {
    let mut after = event.clone();
    for label in [&mut after.actor, &mut after.account] {
        if *label == erasure.label {
            label.clone_from(&erasure.stub_label);
        }
    }
    if event.account == erasure.label {
        after.details.retain(|said| !said.starts_with("display_name: "));
    }
    (after != *event).then_some(after)
}

/// Puts the name out where staff are named beside what they did.
async fn rename_elsewhere<D: Dialect>(
    connection: &mut D::Connection,
    erasure: &AccountErasure<'_>,
) -> Result<(), StoreError> {
    let names = [Value::Text(&erasure.label), Value::Text(&erasure.stub_label)];
    for rename in [
        sql::RENAME_IN_REPORTS,
        sql::RENAME_IN_CHECKS,
        sql::RENAME_IN_IMPORTS,
        sql::RENAME_IN_CAMPAIGNS,
        sql::RENAME_IN_PAPERS,
    ] {
        execute::<D>(connection, statement::<D>(rename, &names)).await?;
    }
    Ok(())
}

/// Leaves a stub of the account, and nothing that lets anybody in.
async fn put_stub<D: Dialect>(
    connection: &mut D::Connection,
    erasure: &AccountErasure<'_>,
) -> Result<(), StoreError> {
    let id = erasure.id.to_string();
    let (id, now) = (Value::Text(&id), Value::Int(erasure.log.at.timestamp_millis()));
    let facts = serde_json::to_string(erasure.stub).map_err(damaged)?;
    let name = Value::Text(erasure.stub.name.as_str());
    let version = Value::Int(rows::signed(erasure.expected + 1));
    let values = [id, name, Value::Text(&facts), version, now];
    execute::<D>(connection, statement::<D>(sql::ERASE_ACCOUNT, &values)).await?;
    let end_all = [id, Value::Text("")];
    execute::<D>(connection, statement::<D>(sql::END_SESSIONS, &end_all)).await?;
    for forget in [sql::FORGET_DEVICES, sql::FORGET_SETUP_LINKS, sql::ERASE_TOKENS] {
        execute::<D>(connection, statement::<D>(forget, &[id, now])).await?;
    }
    Ok(())
}

fn damaged(error: serde_json::Error) -> StoreError {
    StoreError::Damaged { what: "what is left".to_owned(), reason: error.to_string() }
}
