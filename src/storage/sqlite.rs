//! SQLite: one file, one process that writes at a time. The default.

use std::path::Path;
use std::time::Duration;

use futures_util::stream::BoxStream;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Pool, Row as _, Sqlite};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Patience;
use super::dialect::{Dialect, Statement, Value, through_sqlx};
use super::error::is_busy;

/// Connections that read while one writes.
const READERS: u32 = 4;

/// How soon to try again to open a file that another one is just opening.
const AGAIN_AFTER: Duration = Duration::from_millis(20);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// The pools for reading and for writing: in one process writers queue for the one connection
/// in order, instead of polling for the file's lock.
pub(super) async fn open(
    file: &Path,
    patience: Patience,
) -> Result<(Pool<Sqlite>, Pool<Sqlite>), sqlx::Error> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let options = options(patience).filename(file).create_if_missing(true);
    let writing = connect_to_write(&options, patience).await?;
    let reading = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(patience.connect)
        .connect_lazy_with(options);
    Ok((reading, writing))
}

/// The connection that writes.
///
/// A file is put into WAL mode by the first who opens it. SQLite lets nobody wait for that:
/// whoever comes in the meantime is told at once that the file is locked, and tries again.
async fn connect_to_write(
    options: &SqliteConnectOptions,
    patience: Patience,
) -> Result<Pool<Sqlite>, sqlx::Error> {
    let mut waited = Duration::ZERO;
    loop {
        let connecting = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(patience.lock)
            .connect_with(options.clone());
        match connecting.await {
            Err(error) if is_busy(&error) && waited < patience.lock => {
                tokio::time::sleep(AGAIN_AFTER).await;
                waited += AGAIN_AFTER;
            }
            connected => return connected,
        }
    }
}

/// One connection for everything, for it holds the only copy of the database.
pub(super) async fn open_in_memory(
    patience: Patience,
) -> Result<(Pool<Sqlite>, Pool<Sqlite>), sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(patience.lock)
        .connect_with(options(patience).in_memory(true))
        .await?;
    Ok((pool.clone(), pool))
}

/// FULL makes a commit durable before it is acknowledged, in WAL mode too.
fn options(patience: Patience) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(patience.lock)
}

impl Dialect for Sqlite {
    const BEGIN_READING: &'static str = "BEGIN";

    // A deferred transaction would fail at its first write when another one wrote meanwhile.
    const BEGIN_WRITING: &'static str = "BEGIN IMMEDIATE";

    const ANNOUNCE: Option<&'static str> = None;

    // Another process has no way to tell us, but asking costs some microseconds only.
    const POLL_EVERY: Duration = Duration::from_millis(500);

    /// All in one transaction: it is also the lock that sqlx does not take for SQLite.
    async fn migrate(pool: &Pool<Self>) -> Result<(), MigrateError> {
        let mut transaction = pool.begin_with(Self::BEGIN_WRITING).await?;
        MIGRATIONS.run_direct(None, &mut *transaction, false).await?;
        Ok(transaction.commit().await?)
    }

    fn listen(_: &Pool<Self>, _: watch::Sender<()>) -> Option<JoinHandle<()>> {
        None
    }

    through_sqlx!(SqliteRow, SqliteConnection);
}
