//! Running statements, on either database.

use futures_util::TryStreamExt as _;

use super::dialect::{Dialect, Statement, Value, assembled, statement};
use super::error::{StoreError, failed};
use super::statements;

/// Runs a statement of `columns` parameters for any number of rows, many at once.
pub(super) async fn put_rows<D: Dialect>(
    connection: &mut D::Connection,
    sql: &'static str,
    columns: usize,
    values: &[Value<'_>],
) -> Result<(), StoreError> {
    for values in values.chunks(columns * statements::ROWS_AT_ONCE) {
        execute::<D>(connection, for_rows::<D>(sql, columns, values)).await?;
    }
    Ok(())
}

/// The statement for as many rows as `values` has.
pub(super) fn for_rows<D: Dialect>(
    sql: &'static str,
    columns: usize,
    values: &[Value<'_>],
) -> Statement<D> {
    match values.len() / columns {
        1 => statement::<D>(sql, values),
        rows => assembled::<D>(statements::widened(sql, columns, rows), values),
    }
}

/// Runs a statement for its effect.
pub(super) async fn execute<D: Dialect>(
    connection: &mut D::Connection,
    statement: Statement<D>,
) -> Result<(), StoreError> {
    D::execute(connection, statement).await.map_err(failed("writing"))
}

/// Hands every row to `take` as it comes.
pub(super) async fn for_each_row<D: Dialect>(
    connection: &mut D::Connection,
    statement: Statement<D>,
    mut take: impl FnMut(&D::Row) -> Result<(), StoreError> + Send,
) -> Result<(), StoreError> {
    let mut rows = D::rows(connection, statement);
    while let Some(row) = rows.try_next().await.map_err(failed("reading"))? {
        take(&row)?;
    }
    Ok(())
}

/// Every row, read.
pub(super) async fn all_rows<D: Dialect, T: Send>(
    connection: &mut D::Connection,
    statement: Statement<D>,
    mut read: impl FnMut(&D::Row) -> Result<T, StoreError> + Send,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    for_each_row::<D>(connection, statement, |row| {
        all.push(read(row)?);
        Ok(())
    })
    .await?;
    Ok(all)
}
