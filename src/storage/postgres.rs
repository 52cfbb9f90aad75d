//! PostgreSQL: for many nodes over one database.

use std::time::Duration;

use futures_util::stream::BoxStream;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener, PgPoolOptions, PgRow};
use sqlx::{ConnectOptions as _, Connection as _, Pool, Postgres, Row as _};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::warn;

use super::Patience;
use super::dialect::{Dialect, Statement, Value, through_sqlx};

/// Connections of one node, the one that listens among them.
const CONNECTIONS: u32 = 8;

/// The channel of NOTIFY. Channels are per database, so the name needs no prefix of ours.
const CHANNEL: &str = "yizhan_revision";

/// How long we wait before we try to listen again.
const LISTEN_AGAIN: Duration = Duration::from_secs(2);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// One pool serves for reading and writing: writers queue at the row of `ledger_state`.
pub(super) async fn open(
    url: &str,
    patience: Patience,
) -> Result<(Pool<Postgres>, Pool<Postgres>), sqlx::Error> {
    let lock_timeout = format!("{}ms", patience.lock.as_millis());
    let options = url
        .parse::<PgConnectOptions>()?
        .application_name("yizhan")
        .options([("lock_timeout", lock_timeout.as_str())]);
    // The pool would ask again and again, and in the end not say why it failed.
    options.connect().await?.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(patience.connect)
        .connect_lazy_with(options);
    Ok((pool.clone(), pool))
}

impl Dialect for Postgres {
    const BEGIN_READING: &'static str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // The lock on `ledger_state` puts the writers in a row; after it, each statement sees what
    // the writer before has committed.
    const BEGIN_WRITING: &'static str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    const ANNOUNCE: Option<&'static str> = Some("SELECT pg_notify('yizhan_revision', $1)");

    // Hints come by NOTIFY; this is for those lost with a connection.
    const POLL_EVERY: Duration = Duration::from_secs(5);

    /// Nodes that start together wait for one another at an advisory lock.
    async fn migrate(pool: &Pool<Self>) -> Result<(), MigrateError> {
        MIGRATIONS.run(pool).await
    }

    fn listen(pool: &Pool<Self>, bell: watch::Sender<()>) -> Option<JoinHandle<()>> {
        let pool = pool.clone();
        Some(tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = ring_at_each_hint(&pool, &bell).await
                    && !pool.is_closed()
                {
                    warn!(%error, "cannot listen for other nodes' edits; asking for them instead");
                }
                tokio::time::sleep(LISTEN_AGAIN).await;
            }
        }))
    }

    through_sqlx!(PgRow, PgConnection);
}

/// Ends only with an error. The bell rings whenever we begin to listen, too, since a hint may
/// have gone by while we did not.
async fn ring_at_each_hint(
    pool: &Pool<Postgres>,
    bell: &watch::Sender<()>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        bell.send_replace(());
        // `None` says that the connection was lost; the listener makes a new one by itself.
        listener.try_recv().await?;
    }
}
