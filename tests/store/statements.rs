//! The shared SQL is good SQL in both databases.

use sqlx::{Connection as _, Executor as _, PgConnection, SqlSafeStr as _, SqliteConnection};
use yizhan::storage::statements::ALL;

use super::database::Database;

pub(crate) async fn every_shared_statement_can_be_prepared(database: Database) {
    database.open().await;
    assert!(ALL.len() > 10);
    for (name, sql) in ALL {
        if database.is_postgres() {
            let mut connection = PgConnection::connect(&database.address).await.expect("connects");
            let prepared = connection.prepare(sql.into_sql_str()).await;
            prepared.unwrap_or_else(|error| panic!("{name}: {error}"));
        } else {
            let mut connection =
                SqliteConnection::connect(&database.address).await.expect("connects");
            let prepared = connection.prepare(sql.into_sql_str()).await;
            prepared.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
