//! The little in which SQLite and PostgreSQL differ, so that everything above is written once.

use std::time::Duration;

use futures_util::stream::BoxStream;
use sqlx::migrate::MigrateError;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Database, Pool};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A statement with its values, ready to be sent.
pub(super) type Statement<D> = Query<'static, D, <D as Database>::Arguments>;

/// A value for a parameter.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A database that keeps the ledger.
pub(super) trait Dialect: Database {
    /// Begins a transaction that sees one state of the database, whoever writes meanwhile.
    const BEGIN_READING: &'static str;

    /// Begins a transaction that is going to write.
    const BEGIN_WRITING: &'static str;

    /// Tells the other nodes of a new revision (`$1`, as text) when the transaction commits.
    const ANNOUNCE: Option<&'static str>;

    /// How long a new revision may go unseen when no hint of it comes.
    const POLL_EVERY: Duration;

    /// Brings the tables up to date, while other programs may be doing the same.
    fn migrate(pool: &Pool<Self>) -> impl Future<Output = Result<(), MigrateError>> + Send;

    /// Rings the bell whenever a hint comes from another process, until it is aborted.
    fn listen(pool: &Pool<Self>, bell: watch::Sender<()>) -> Option<JoinHandle<()>>;

    /// Gives the next parameter its value.
    fn bind(statement: Statement<Self>, value: Value<'_>) -> Statement<Self>;

    /// Runs a statement for its effect.
    fn execute<'c>(
        connection: &'c mut Self::Connection,
        statement: Statement<Self>,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send + 'c;

    /// Runs a statement for its rows, which come one by one.
    fn rows<'c>(
        connection: &'c mut Self::Connection,
        statement: Statement<Self>,
    ) -> BoxStream<'c, Result<Self::Row, sqlx::Error>>;

    /// The integer in a column, counted from 0.
    fn int(row: &Self::Row, column: usize) -> Result<i64, sqlx::Error>;

    /// The text in a column, counted from 0.
    fn text(row: &Self::Row, column: usize) -> Result<&str, sqlx::Error>;

    /// The bytes in a column, counted from 0.
    fn bytes(row: &Self::Row, column: usize) -> Result<&[u8], sqlx::Error>;
}

/// A statement that the connection keeps prepared.
pub(super) fn statement<D: Dialect>(sql: &'static str, values: &[Value<'_>]) -> Statement<D> {
    values.iter().copied().fold(sqlx::query::<D>(sql), D::bind)
}

/// The same, of a text that we put together from the texts in `statements.rs`, never from
/// values.
pub(super) fn assembled<D: Dialect>(sql: String, values: &[Value<'_>]) -> Statement<D> {
    values.iter().copied().fold(sqlx::query::<D>(AssertSqlSafe(sql)), D::bind)
}

/// The methods whose text is the same for both databases and whose types are not.
macro_rules! through_sqlx {
    ($row:ty, $connection:ty) => {
        fn bind(statement: Statement<Self>, value: Value<'_>) -> Statement<Self> {
            match value {
                Value::Int(number) => statement.bind(number),
                Value::Text(text) => statement.bind(text),
                Value::Bytes(bytes) => statement.bind(bytes),
            }
        }

        async fn execute(
            connection: &mut $connection,
            statement: Statement<Self>,
        ) -> Result<(), sqlx::Error> {
            statement.execute(connection).await.map(|_| ())
        }

        fn rows<'c>(
            connection: &'c mut $connection,
            statement: Statement<Self>,
        ) -> BoxStream<'c, Result<$row, sqlx::Error>> {
            statement.fetch(connection)
        }

        fn int(row: &$row, column: usize) -> Result<i64, sqlx::Error> {
            row.try_get(column)
        }

        fn text(row: &$row, column: usize) -> Result<&str, sqlx::Error> {
            row.try_get(column)
        }

        fn bytes(row: &$row, column: usize) -> Result<&[u8], sqlx::Error> {
            row.try_get(column)
        }
    };
}

pub(super) use through_sqlx;
