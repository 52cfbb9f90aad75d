//! An empty database for one test.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;
use yizhan::storage::{Store, open};

use crate::harness::postgres::new_database;

/// Where a test's database is.
pub(crate) struct Database {
    pub(crate) address: String,
    _folder: Option<TempDir>,
}

/// A SQLite file that is not there yet, in a folder that is not there yet.
pub(crate) fn sqlite() -> Database {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("var/ledger.db").display());
    Database { address, _folder: Some(folder) }
}

/// A database of the private PostgreSQL server.
pub(crate) async fn postgres() -> Database {
    Database { address: new_database().await, _folder: None }
}

impl Database {
    /// A store over it, as one node or program has it.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        open(&self.address).await.expect("the store opens")
    }

    /// Runs SQL behind the store's back and commits it.
    pub(crate) async fn behind_the_back(&self, sql: &str) {
        // The tests' own text; nothing comes from outside.
        let sql = AssertSqlSafe(sql);
        if self.is_postgres() {
            let mut connection = PgConnection::connect(&self.address).await.expect("connects");
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("SQL runs");
        } else {
            let mut connection = SqliteConnection::connect(&self.address).await.expect("connects");
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("SQL runs");
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.address.starts_with("postgres")
    }
}
