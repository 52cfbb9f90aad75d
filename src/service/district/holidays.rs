//! Somebody loads a year's notice of holidays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{newest, write};
use crate::clock::Clock;
use crate::domain::document::{DocumentChange, DocumentVersion, HOLIDAYS, holidays_of};
use crate::domain::holiday_calendar::{HolidayYear, ListedDay, NoticeFault};
use crate::domain::role::{Action, may};
use crate::exchange::district::{read_holidays, read_notice, write_notice};
use crate::exchange::stations::WrongFact;
use crate::service::stations::{By, EditError};
use crate::service::{DistrictData, ServiceError};
use crate::storage::Store;

/// A year's notice as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptNotice {
    /// The notice.
    pub notice: HolidayYear,
    /// Which version of it, and who wrote it.
    pub version: DocumentVersion,
}

/// What a notice would change.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticePlan {
    /// The version that is there now; 0 when the year is not known.
    pub version: u64,
    /// The notice as it would be.
    pub after: HolidayYear,
    /// The days that would be something else than they are, in their order.
    pub changes: Vec<DayChange>,
}

/// A day that a notice changes.
#[derive(Debug, Clone, PartialEq)]
pub struct DayChange {
    /// The day.
    pub date: NaiveDate,
    /// What is listed for it now; `None` for an ordinary day.
    pub before: Option<ListedDay>,
    /// What would be listed.
    pub after: Option<ListedDay>,
}

/// Every notice that is kept, in the order of the years.
///
/// # Errors
/// Whatever the store says.
pub async fn notices(store: &dyn Store) -> Result<Vec<KeptNotice>, ServiceError> {
    let mut notices = Vec::new();
    for version in store.newest_documents().await? {
        if version.name.starts_with(HOLIDAYS)
            && let Some((version, text)) = store.document(&version.name, version.version).await?
        {
            let notice = read_holidays(&version.name, text.as_bytes())?;
            notices.push(KeptNotice { notice, version });
        }
    }
    Ok(notices)
}

/// The notice of a year; `None` when the year is not known.
///
/// # Errors
/// Whatever the store says.
pub async fn notice(store: &dyn Store, year: i32) -> Result<Option<KeptNotice>, ServiceError> {
    let Some((version, text)) = newest(store, &holidays_of(year)).await? else { return Ok(None) };
    let notice = read_holidays(&version.name, text.as_bytes())?;
    Ok(Some(KeptNotice { notice, version }))
}

/// A version of the notice of a year.
///
/// # Errors
/// [`super::DistrictRefused::UnknownVersion`], or whatever the store says.
pub async fn earlier_notice(
    store: &dyn Store,
    year: i32,
    version: u64,
) -> Result<KeptNotice, ServiceError> {
    let (version, text) = super::version(store, &holidays_of(year), version).await?;
    let notice = read_holidays(&version.name, text.as_bytes())?;
    Ok(KeptNotice { notice, version })
}

/// The notice that is in a file: one like those of the data folder, or a plain table.
///
/// # Errors
/// [`EditError::Facts`] with everything that cannot be read.
pub fn read_file(
    data: &DistrictData,
    file: &str,
    bytes: &[u8],
    year: i32,
) -> Result<HolidayYear, ServiceError> {
    let notice = read_notice(file, bytes, year, &data.calendar).map_err(EditError::Facts)?;
    Ok(notice)
}

/// What a notice would change; nothing is written.
///
/// # Errors
/// [`EditError::Facts`] with everything that is wrong with it, or whatever the store says.
pub async fn plan_notice(
    store: &dyn Store,
    by: &By<'_>,
    notice: HolidayYear,
) -> Result<NoticePlan, ServiceError> {
    may(by.actor, Action::ManageDistrictData, None).map_err(EditError::from)?;
    let faults = notice.faults();
    if !faults.is_empty() {
        return Err(EditError::Facts(faults.into_iter().map(told).collect()).into());
    }
    let now = self::notice(store, notice.year).await?;
    let version = now.as_ref().map_or(0, |now| now.version.version);
    let listed = |notice: &HolidayYear| -> BTreeMap<NaiveDate, ListedDay> {
        notice.days.iter().map(|day| (day.date, day.clone())).collect()
    };
    let before = now.map(|now| listed(&now.notice)).unwrap_or_default();
    let after = listed(&notice);
    let dates: BTreeSet<NaiveDate> = before.keys().chain(after.keys()).copied().collect();
    let changes = dates.into_iter().filter(|date| before.get(date) != after.get(date));
    let changes = changes.map(|date| DayChange {
        date,
        before: before.get(&date).cloned(),
        after: after.get(&date).cloned(),
    });
    Ok(NoticePlan { version, changes: changes.collect(), after: notice })
}

/// Writes a notice over the version that was seen, 0 for a year that was not known.
///
/// # Errors
/// [`super::DistrictRefused`], [`EditError::Facts`], or whatever the store says.
pub async fn put_notice(
    store: &dyn Store,
    clock: &dyn Clock,
    by: &By<'_>,
    notice: HolidayYear,
    seen: u64,
) -> Result<KeptNotice, ServiceError> {
    let plan = plan_notice(store, by, notice).await?;
    let year = plan.after.year;
    let content = write_notice(&plan.after);
    let document = DocumentChange { name: holidays_of(year), expected: seen, content };
    write(store, clock, by, document, Vec::new()).await?;
    let kept = self::notice(store, year).await?;
    kept.ok_or_else(|| ServiceError::MissingFile(holidays_of(year)))
}

fn told(fault: NoticeFault) -> WrongFact {
    let date = fault.date.map(|date| date.to_string());
    WrongFact {
        field: date.clone().map_or("notice".to_owned(), |date| format!("days/{date}")),
        value: date.unwrap_or_default(),
        problem: fault.problem,
        way_out: fault.way_out,
    }
}
