//! Rows of the database to values of the domain, and back.

use chrono::{DateTime, Utc};

use crate::domain::edit::{LoggedChange, Origin};
use crate::domain::station::{Record, Station, StationCode};

use super::dialect::Dialect;
use super::error::{StoreError, failed};

/// A row `revision`.
pub(super) fn revision<D: Dialect>(row: &D::Row) -> Result<u64, StoreError> {
    count(int::<D>(row, 0)?, "a revision")
}

/// A row `code, version, revision, created_at, updated_at, facts`.
pub(super) fn record<D: Dialect>(row: &D::Row) -> Result<Record, StoreError> {
    let code = text::<D>(row, 0)?;
    Ok(Record {
        station: facts(code, text::<D>(row, 5)?)?,
        version: count(int::<D>(row, 1)?, "a station's version")?,
        revision: count(int::<D>(row, 2)?, "a station's revision")?,
        created_at: instant(int::<D>(row, 3)?)?,
        updated_at: instant(int::<D>(row, 4)?)?,
    })
}

/// Lines `code version revision created_at updated_at facts`, separated by single spaces.
pub(super) fn records(lines: &str) -> Result<Vec<Record>, StoreError> {
    lines.split('\n').map(record_line).collect()
}

fn record_line(line: &str) -> Result<Record, StoreError> {
    let mut parts = line.splitn(6, ' ');
    let code = parts.next().unwrap_or_default();
    let mut number = |what: &str| {
        let text = parts.next().unwrap_or_default();
        text.parse::<i64>().map_err(|error| StoreError::Damaged {
            what: format!("{what} of station {code}"),
            reason: error.to_string(),
        })
    };
    let version = count(number("the version")?, "a station's version")?;
    let revision = count(number("the revision")?, "a station's revision")?;
    let created_at = instant(number("the time of creation")?)?;
    let updated_at = instant(number("the time of the last change")?)?;
    let station = facts(code, parts.next().unwrap_or_default())?;
    Ok(Record { station, version, revision, created_at, updated_at })
}

/// A row `revision, code, version, at, facts before or nothing, facts, origin`.
pub(super) fn logged_change<D: Dialect>(row: &D::Row) -> Result<LoggedChange, StoreError> {
    let code = text::<D>(row, 1)?;
    let before = text::<D>(row, 4)?;
    let after = facts(code, text::<D>(row, 5)?)?;
    Ok(LoggedChange {
        revision: count(int::<D>(row, 0)?, "a change's revision")?,
        code: after.code.clone(),
        version: count(int::<D>(row, 2)?, "a change's version")?,
        at: instant(int::<D>(row, 3)?)?,
        before: if before.is_empty() { None } else { Some(facts(code, before)?) },
        after,
        origin: origin(text::<D>(row, 6)?)?,
    })
}

/// Who wrote something, through what and why, as it was stored.
pub(super) fn origin(text: &str) -> Result<Origin, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged {
        what: "the origin of a revision".to_owned(),
        reason: error.to_string(),
    })
}

/// The facts of a station as they are stored.
pub(super) fn facts_text(station: &Station) -> Result<String, StoreError> {
    serde_json::to_string(station).map_err(|error| StoreError::Damaged {
        what: format!("station {}", station.code),
        reason: error.to_string(),
    })
}

/// The facts of the station `code`, as they were stored.
pub(super) fn facts(code: &str, text: &str) -> Result<Station, StoreError> {
    let damaged = |reason: String| StoreError::Damaged {
        what: format!("the facts of station {code}"),
        reason,
    };
    let station: Station =
        serde_json::from_str(text).map_err(|error| damaged(error.to_string()))?;
    if station.code.as_str() != code {
        return Err(damaged(format!("they are those of {}", station.code)));
    }
    Ok(station)
}

/// A column with an integer.
pub(super) fn int<D: Dialect>(row: &D::Row, column: usize) -> Result<i64, StoreError> {
    D::int(row, column).map_err(failed("reading a row"))
}

/// A column with text.
pub(super) fn text<D: Dialect>(row: &D::Row, column: usize) -> Result<&str, StoreError> {
    D::text(row, column).map_err(failed("reading a row"))
}

/// A column with bytes.
pub(super) fn bytes<D: Dialect>(row: &D::Row, column: usize) -> Result<&[u8], StoreError> {
    D::bytes(row, column).map_err(failed("reading a row"))
}

/// A number that the database keeps with a sign and that is never negative.
pub(super) fn count(number: i64, what: &str) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Damaged {
        what: what.to_owned(),
        reason: format!("{number} is negative"),
    })
}

/// A number of ours as the database keeps it. Counted by ones, none comes near the limit.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// An instant, to the millisecond.
pub(super) fn instant(epoch_ms: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(epoch_ms).ok_or_else(|| StoreError::Damaged {
        what: "a time".to_owned(),
        reason: format!("{epoch_ms} ms is beyond the calendar"),
    })
}

/// The code column of a row.
pub(super) fn code(text: &str) -> Result<StationCode, StoreError> {
    text.parse().map_err(|error: crate::domain::station::InvalidCode| StoreError::Damaged {
        what: "a station's code".to_owned(),
        reason: error.to_string(),
    })
}
