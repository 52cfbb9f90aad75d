//! The store over SQL, once for both databases.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use sqlx::{Pool, Transaction};
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use crate::domain::document::DocumentChange;
use crate::domain::edit::{Applied, Change, ChangeSet, LoggedChange};
use crate::domain::station::{Record, Station, StationCode};

use super::address::Address;
use super::audit::{AuditCheck, ChangesDigest};
use super::dialect::{Dialect, Value, statement};
use super::error::{StoreError, cannot_migrate, cannot_open, failed};
use super::run::{all_rows, execute, for_each_row, for_rows, put_rows};
use super::sql_audit::{add_audit_entry, audit_page, verify};
use super::sql_documents::{WrittenDocument, decide_documents, digest_documents, put_documents};
use super::sql_settle::{move_filings, settle};
use super::statements as sql;
use super::write::{Found, Outcome, decide};
use super::{Audit, AuditEntry, AuditFilter, Seed, Store, rows};

/// Pages of stations that are read from their JSON while the next is fetched.
const PAGES_AHEAD: usize = 2;

/// A ledger in a database.
pub(super) struct SqlStore<D: Dialect> {
    reading: Pool<D>,
    writing: Pool<D>,
    /// Rung whenever a revision was written that somebody may wait for.
    bell: watch::Sender<()>,
    /// Begun by the first who waits: a program that only writes does not listen.
    listener: OnceLock<Option<JoinHandle<()>>>,
}

impl<D: Dialect> SqlStore<D> {
    /// A store over the pools for reading and for writing, its tables brought up to date.
    pub(super) async fn over(
        address: &Address,
        pools: Result<(Pool<D>, Pool<D>), sqlx::Error>,
    ) -> Result<Self, StoreError> {
        let (reading, writing) = pools.map_err(|error| cannot_open(address, error))?;
        D::migrate(&writing).await.map_err(|error| cannot_migrate(address, error))?;
        let bell = watch::Sender::new(());
        Ok(Self { reading, writing, bell, listener: OnceLock::new() })
    }

    pub(super) async fn begin_reading(&self) -> Result<Transaction<'static, D>, StoreError> {
        self.reading.begin_with(D::BEGIN_READING).await.map_err(failed("beginning to read"))
    }

    /// Begins to write as the only writer, and tells the newest revision.
    pub(super) async fn begin_writing(&self) -> Result<(Transaction<'static, D>, u64), StoreError> {
        let begun = self.writing.begin_with(D::BEGIN_WRITING).await;
        let mut transaction = begun.map_err(failed("beginning to write"))?;
        let revision = revision::<D>(&mut transaction, sql::LOCK_LEDGER).await?;
        Ok((transaction, revision))
    }

    /// Begins to write what is no part of the ledger, beside its writers where the database can.
    pub(super) async fn begin_filing(&self) -> Result<Transaction<'static, D>, StoreError> {
        self.writing.begin_with(D::BEGIN_WRITING).await.map_err(failed("beginning to file"))
    }

    async fn commit(&self, transaction: Transaction<'static, D>) -> Result<(), StoreError> {
        transaction.commit().await.map_err(failed("committing"))?;
        self.bell.send_replace(());
        Ok(())
    }
}

impl<D: Dialect> Drop for SqlStore<D> {
    fn drop(&mut self) {
        if let Some(Some(listener)) = self.listener.get() {
            listener.abort();
        }
    }
}

#[async_trait]
impl<D: Dialect> Store for SqlStore<D> {
    async fn revision(&self) -> Result<u64, StoreError> {
        let acquired = self.reading.acquire().await;
        let mut connection = acquired.map_err(failed("reading the revision"))?;
        revision::<D>(&mut connection, sql::REVISION).await
    }

    async fn read_all(&self, sink: &mut (dyn FnMut(Record) + Send)) -> Result<u64, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let revision = revision::<D>(&mut transaction, sql::REVISION).await?;
        let mut last_code = String::new();
        let mut pages = VecDeque::new();
        loop {
            // The database looks for the next page while the sink takes an earlier one in.
            let fetch = stations_page::<D>(&mut transaction, &last_code);
            let taken = async {
                if pages.len() > PAGES_AHEAD
                    && let Some(page) = pages.pop_front()
                {
                    decoded(page).await?.into_iter().for_each(&mut *sink);
                }
                Ok(())
            };
            let ((last, lines), ()) = tokio::try_join!(fetch, taken)?;
            if last.is_empty() {
                break;
            }
            last_code = last;
            // Reading the JSON takes the longest, so it goes on beside the database and the sink.
            pages.push_back(spawn_blocking(move || rows::records(&lines)));
        }
        for page in pages {
            decoded(page).await?.into_iter().for_each(&mut *sink);
        }
        Ok(revision)
    }

    async fn record(&self, code: &StationCode) -> Result<Option<Record>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::STATIONS_BY_CODE, &[Value::Text(code.as_str())]);
        let found = all_rows::<D, _>(&mut transaction, select, rows::record::<D>).await?;
        Ok(found.into_iter().next())
    }

    async fn records(&self, codes: &[StationCode]) -> Result<Vec<Record>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let found = find::<D>(&mut transaction, codes.iter()).await?;
        let mut records: Vec<Record> = found.into_values().map(|found| found.record).collect();
        records.sort_by(|a, b| a.station.code.cmp(&b.station.code));
        Ok(records)
    }

    async fn apply(
        &self,
        set: &ChangeSet,
        expected_revision: Option<u64>,
        audit: &Audit,
    ) -> Result<Applied, StoreError> {
        let (mut transaction, current) = self.begin_writing().await?;
        if let Some(expected) = expected_revision.filter(|expected| *expected != current) {
            return Err(StoreError::RevisionMoved { expected, current });
        }
        let found = find::<D>(&mut transaction, codes_of(set)).await?;
        let outcome = decide(set, found, current + 1, to_the_millisecond(audit)?)?;
        let documents = decide_documents::<D>(&mut transaction, &set.documents).await?;
        let is_written = !outcome.written.is_empty() || !documents.is_empty();
        let revision = if is_written { current + 1 } else { current };
        if is_written {
            write::<D>(&mut transaction, revision, (&outcome, &documents), audit).await?;
        }
        for settlement in &set.settles {
            settle::<D>(&mut transaction, settlement, revision, audit).await?;
        }
        if is_written || !set.settles.is_empty() {
            self.commit(transaction).await?;
        }
        Ok(Applied { revision, records: outcome.records })
    }

    async fn changes_since(
        &self,
        revision: u64,
        limit: u32,
    ) -> Result<Vec<LoggedChange>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        // One revision is given at least, so a limit of none is a limit of one.
        let limit = i64::from(limit.max(1));
        let values = [Value::Int(rows::signed(revision)), Value::Int(limit)];
        let select = statement::<D>(sql::CHANGES_SINCE, &values);
        all_rows::<D, _>(&mut transaction, select, rows::logged_change::<D>).await
    }

    async fn history(&self, code: &StationCode) -> Result<Vec<LoggedChange>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::HISTORY, &[Value::Text(code.as_str())]);
        all_rows::<D, _>(&mut transaction, select, rows::logged_change::<D>).await
    }

    async fn version(
        &self,
        code: &StationCode,
        version: u64,
    ) -> Result<Option<Station>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let values = [Value::Text(code.as_str()), Value::Int(rows::signed(version))];
        let select = statement::<D>(sql::VERSION, &values);
        let found = all_rows::<D, _>(&mut transaction, select, |row| {
            rows::facts(code.as_str(), rows::text::<D>(row, 0)?)
        });
        Ok(found.await?.into_iter().next())
    }

    async fn changes_of(
        &self,
        revision: u64,
        from: Option<&StationCode>,
        limit: u32,
    ) -> Result<Vec<LoggedChange>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let values = [
            Value::Int(rows::signed(revision)),
            Value::Text(from.map_or("", StationCode::as_str)),
            Value::Int(i64::from(limit)),
        ];
        let select = statement::<D>(sql::CHANGES_OF, &values);
        all_rows::<D, _>(&mut transaction, select, rows::logged_change::<D>).await
    }

    async fn audit_page(
        &self,
        filter: &AuditFilter,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        audit_page::<D>(&mut transaction, filter, before, limit).await
    }

    async fn verify_audit(&self) -> Result<AuditCheck, StoreError> {
        let mut transaction = self.begin_reading().await?;
        verify::<D>(&mut transaction).await
    }

    async fn load_first(&self, seed: &Seed, audit: &Audit) -> Result<Option<Applied>, StoreError> {
        let (mut transaction, current) = self.begin_writing().await?;
        if current > 0 {
            return Ok(None);
        }
        let revision = current + 1;
        let changes = seed.stations.iter().cloned().map(Change::Create).collect();
        let documents = seed.documents.iter().map(|(name, content)| DocumentChange {
            name: name.clone(),
            expected: 0,
            content: content.clone(),
        });
        let set = ChangeSet { changes, documents: documents.collect(), settles: Vec::new() };
        let documents = decide_documents::<D>(&mut transaction, &set.documents).await?;
        let outcome = decide(&set, HashMap::new(), revision, to_the_millisecond(audit)?)?;
        write::<D>(&mut transaction, revision, (&outcome, &documents), audit).await?;
        self.commit(transaction).await?;
        Ok(Some(Applied { revision, records: outcome.records }))
    }

    async fn changed_since(&self, revision: u64, at_most: Duration) -> Result<u64, StoreError> {
        self.listener.get_or_init(|| D::listen(&self.reading, self.bell.clone()));
        let mut bell = self.bell.subscribe();
        let newer = async {
            loop {
                let newest = self.revision().await?;
                if newest != revision {
                    return Ok(newest);
                }
                // Whether the bell rang or nobody rang it for long: the revision is the truth.
                let _ = timeout(D::POLL_EVERY, bell.changed()).await;
            }
        };
        match timeout(at_most, newer).await {
            Ok(newest) => newest,
            Err(_) => self.revision().await,
        }
    }

    async fn close(&self) {
        self.writing.close().await;
        self.reading.close().await;
    }
}

/// The one number of a statement that selects the revision.
pub(super) async fn revision<D: Dialect>(
    connection: &mut D::Connection,
    sql: &'static str,
) -> Result<u64, StoreError> {
    let select = statement::<D>(sql, &[]);
    let revisions = all_rows::<D, _>(connection, select, rows::revision::<D>).await?;
    revisions.first().copied().ok_or_else(|| StoreError::Damaged {
        what: "the table ledger_state".to_owned(),
        reason: "its row is missing".to_owned(),
    })
}

/// The stations after a code: the last one's code, empty when there is none, and their lines.
async fn stations_page<D: Dialect>(
    connection: &mut D::Connection,
    after: &str,
) -> Result<(String, String), StoreError> {
    let values = [Value::Text(after), Value::Int(sql::STATIONS_A_PAGE)];
    let select = statement::<D>(sql::STATIONS_PAGE, &values);
    let rows = all_rows::<D, _>(connection, select, |row| {
        Ok((rows::text::<D>(row, 0)?.to_owned(), rows::text::<D>(row, 1)?.to_owned()))
    });
    Ok(rows.await?.into_iter().next().unwrap_or_default())
}

/// A page of stations once it is read.
async fn decoded(
    page: JoinHandle<Result<Vec<Record>, StoreError>>,
) -> Result<Vec<Record>, StoreError> {
    page.await.map_err(|error| StoreError::Database {
        doing: "reading the stations' facts",
        source: Arc::new(error),
    })?
}

/// The stations that a set writes, and those that it merges them into.
fn codes_of(set: &ChangeSet) -> impl Iterator<Item = &StationCode> {
    let stations = set.changes.iter().map(Change::station);
    stations.flat_map(|station| [Some(&station.code), station.merged_into.as_ref()]).flatten()
}

/// Those of the stations that are stored.
async fn find<D: Dialect>(
    connection: &mut D::Connection,
    codes: impl Iterator<Item = &StationCode>,
) -> Result<HashMap<StationCode, Found>, StoreError> {
    let codes: Vec<Value<'_>> = codes.map(|code| Value::Text(code.as_str())).collect();
    let mut found = HashMap::with_capacity(codes.len());
    for codes in codes.chunks(sql::ROWS_AT_ONCE) {
        let select = for_rows::<D>(sql::STATIONS_BY_CODE, 1, codes);
        for_each_row::<D>(connection, select, |row| {
            let record = rows::record::<D>(row)?;
            let facts = rows::text::<D>(row, 5)?.to_owned();
            found.insert(record.station.code.clone(), Found { record, facts });
            Ok(())
        })
        .await?;
    }
    Ok(found)
}

/// Writes the stations and documents, the change log, the audit entry and the revision.
async fn write<D: Dialect>(
    connection: &mut D::Connection,
    revision: u64,
    (outcome, documents): (&Outcome, &[WrittenDocument<'_>]),
    audit: &Audit,
) -> Result<(), StoreError> {
    let revision = rows::signed(revision);
    let mut digest = ChangesDigest::default();
    let mut changes = Vec::with_capacity(outcome.written.len() * 4);
    let mut stations = Vec::with_capacity(outcome.written.len() * 6);
    for written in &outcome.written {
        let record = &written.record;
        let (code, version) = (record.station.code.as_str(), rows::signed(record.version));
        digest.add(code, version, &written.facts);
        let (code, version) = (Value::Text(code), Value::Int(version));
        let (revision, facts) = (Value::Int(revision), Value::Text(&written.facts));
        let created_at = Value::Int(record.created_at.timestamp_millis());
        let updated_at = Value::Int(record.updated_at.timestamp_millis());
        changes.extend([code, version, revision, facts]);
        stations.extend([code, version, revision, created_at, updated_at, facts]);
    }
    digest_documents(&mut digest, documents);
    add_audit_entry::<D>(connection, revision, digest, audit).await?;
    put_documents::<D>(connection, revision, documents).await?;
    put_rows::<D>(connection, sql::LOG_CHANGES, 4, &changes).await?;
    put_rows::<D>(connection, sql::PUT_STATIONS, 6, &stations).await?;
    move_filings::<D>(connection, outcome).await?;
    execute::<D>(connection, statement::<D>(sql::SET_REVISION, &[Value::Int(revision)])).await?;
    if let Some(announce) = D::ANNOUNCE {
        let text = revision.to_string();
        execute::<D>(connection, statement::<D>(announce, &[Value::Text(&text)])).await?;
    }
    Ok(())
}

/// The instant of an audit entry as it is kept, so that what we answer is what is stored.
fn to_the_millisecond(audit: &Audit) -> Result<chrono::DateTime<chrono::Utc>, StoreError> {
    rows::instant(audit.at.timestamp_millis())
}
