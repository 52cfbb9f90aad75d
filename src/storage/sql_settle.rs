//! What is written together with stations: decisions, applied imports, and the filings that
//! follow a station into the one that it was merged into.

use crate::domain::edit::Settlement;
use crate::domain::report::ReportState;
use crate::domain::station::StationCode;

use super::dialect::{Dialect, Value, statement};
use super::error::StoreError;
use super::run::{all_rows, execute};
use super::statements as sql;
use super::write::Outcome;
use super::{Audit, rows};

/// Settles what a change set settles, as written at `revision`.
pub(super) async fn settle<D: Dialect>(
    connection: &mut D::Connection,
    settlement: &Settlement,
    revision: u64,
    audit: &Audit,
) -> Result<(), StoreError> {
    let now = Value::Int(audit.at.timestamp_millis());
    match settlement {
        Settlement::Report { id, state } => {
            let text = id.to_string();
            let into = match state {
                ReportState::Merged { into, .. } => into.to_string(),
                _ => String::new(),
            };
            let values = [
                Value::Text(&text),
                Value::Text(state.key()),
                Value::Text(state.reason()),
                Value::Text(&into),
                Value::Text(&audit.origin.actor),
                now,
            ];
            let is_settled = returns::<D>(connection, sql::SETTLE_REPORT, &values).await?;
            if is_settled { Ok(()) } else { Err(StoreError::ReportSettled { id: text }) }
        }
        Settlement::Import { id, choice } => {
            let text = id.to_string();
            let values =
                [Value::Text(&text), Value::Text(choice), Value::Int(rows::signed(revision)), now];
            if !returns::<D>(connection, sql::SETTLE_IMPORT, &values).await? {
                return Err(StoreError::ImportSettled { id: text });
            }
            let forget = statement::<D>(sql::FORGET_IMPORT_FACTS, &[Value::Text(&text)]);
            execute::<D>(connection, forget).await
        }
    }
}

/// Moves filings to where they belong, now that stations were merged or parted.
pub(super) async fn move_filings<D: Dialect>(
    connection: &mut D::Connection,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    for (code, into) in &outcome.merged {
        let code = Value::Text(code.as_str());
        let move_filings = match into.as_ref().map(StationCode::as_str) {
            Some(into) => statement::<D>(sql::FOLLOW_FILINGS, &[code, Value::Text(into)]),
            None => statement::<D>(sql::RETURN_FILINGS, &[code]),
        };
        execute::<D>(connection, move_filings).await?;
    }
    Ok(())
}

async fn returns<D: Dialect>(
    connection: &mut D::Connection,
    sql: &'static str,
    values: &[Value<'_>],
) -> Result<bool, StoreError> {
    let returned = all_rows::<D, _>(connection, statement::<D>(sql, values), |_| Ok(()));
    Ok(!returned.await?.is_empty())
}
