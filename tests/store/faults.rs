//! Databases that cannot be used say why, and what to do.

use std::fs;
use std::time::Duration;

use sqlx::{Connection as _, SqliteConnection};
use yizhan::storage::{Patience, StoreError, open, open_with};

use super::database::{Database, sqlite};
use super::fixtures::{audit, create, station};

const SHORTLY: Patience =
    Patience { lock: Duration::from_millis(200), connect: Duration::from_millis(500) };

pub(crate) async fn a_database_of_a_newer_program_is_refused(database: Database) {
    database.open().await.close().await;
    database
        .behind_the_back(
            "INSERT INTO _sqlx_migrations
                 (version, description, success, checksum, execution_time)
             SELECT 9001, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
        )
        .await;
    let error = open(&database.address).await.err().expect("it is newer");
    assert!(matches!(error, StoreError::NewerThanProgram { migration: 9001, .. }), "{error}");
    assert!(error.to_string().contains("newer yizhan"), "{error}");
}

pub(crate) async fn nodes_that_make_the_tables_together_all_start(database: Database) {
    let starting: Vec<_> = (0..6)
        .map(|_| {
            let address = database.address.clone();
            tokio::spawn(async move { open(&address).await.map(|_| ()) })
        })
        .collect();
    for started in starting {
        started.await.expect("no panic").expect("opens");
    }
}

#[tokio::test]
async fn a_file_that_another_program_has_locked_is_said_to_be_locked() {
    let database = sqlite();
    let store = open_with(&database.address, SHORTLY).await.expect("opens");
    let mut other = SqliteConnection::connect(&database.address).await.expect("connects");
    let lock = other.begin_with("BEGIN IMMEDIATE").await.expect("locks");
    let error = store.apply(&create([station("A")]), None, &audit()).await.expect_err("locked");
    assert!(matches!(error, StoreError::Busy), "{error:?}");
    assert!(error.is_passing());
    assert_eq!(store.revision().await.expect("reading goes on"), 0);
    drop(lock);
    other.close().await.expect("closes");
    store.apply(&create([station("A")]), None, &audit()).await.expect("the lock is gone");
}

#[tokio::test]
async fn an_address_that_cannot_be_opened_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("text"), "no database\n".repeat(100)).expect("writes");
    let table = [
        (path("text"), "file is not a database", "a SQLite database"),
        (path("text/ledger.db"), "File exists", "its folder can be written"),
        (format!("sqlite:{}", folder.path().display()), "unable to open", "the path is right"),
        (
            "postgres://u:secret@127.0.0.1:1/y".to_owned(),
            "onnection refused",
            "see that the server runs",
        ),
        ("mysql://u:secret@h/y".to_owned(), "mysql://u@h/y", "say a file's path"),
    ];
    for (address, reason, way_out) in table {
        let error = open_with(&address, SHORTLY).await.err().expect(&address).to_string();
        for part in [reason, way_out] {
            assert!(error.contains(part), "{address}: {error}");
        }
        assert!(!error.contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn a_read_only_postgres_is_said_to_be_read_only() {
    let database = super::database::postgres().await;
    database.open().await.close().await;
    database
        .behind_the_back(
            "DO $$ BEGIN EXECUTE format('ALTER ROLE yizhan IN DATABASE %I SET \
             default_transaction_read_only = on', current_database()); END $$",
        )
        .await;
    let error = match open(&database.address).await {
        Err(error) => error,
        Ok(store) => store.apply(&create([station("A")]), None, &audit()).await.expect_err("no"),
    };
    assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
}
