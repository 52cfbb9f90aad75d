//! Staff look at what riders report: the inbox of their areas, one report, its photo.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use ulid::Ulid;

use super::suggestion::{Suggestion, suggestion};
use crate::domain::area::AreaCode;
use crate::domain::photo::Photo;
use crate::domain::report::FiledReport;
use crate::domain::role::{Action, Actor, may};
use crate::domain::station::{Record, StationCode};
use crate::service::rights::place;
use crate::service::stations::EditError;
use crate::service::{App, ServiceError};
use crate::storage::{ReportFilter, ReportPage};

/// The most reports on one page.
pub const MAX_A_PAGE: usize = 200;

/// How many reports one question looks through at most; then it says where to go on.
const LOOKED_THROUGH: u32 = 20;

/// Which reports; what is not set asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By state, station and kind.
    pub filter: ReportFilter,
    /// About stations of this area.
    pub area: Option<AreaCode>,
    /// Those before this one; the newest when it is not set.
    pub before: Option<Ulid>,
}

/// A report and the station that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// The report.
    pub report: FiledReport,
    /// The station as it is now.
    pub station: Record,
}

/// One page, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct InboxPage {
    /// The reports.
    pub letters: Vec<Letter>,
    /// `before` of the next page; `None` on the last one.
    pub next: Option<Ulid>,
}

/// What waits in one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaWaiting {
    /// The area.
    pub area: AreaCode,
    /// Reports that nobody has decided.
    pub waiting: u64,
    /// Of these, those that nobody has opened.
    pub unread: u64,
    /// When the oldest of them reached us.
    pub oldest_at: DateTime<Utc>,
}

/// A page of the reports that the actor may read. A page may have fewer than `limit` though it
/// is not the last: what is seldom is looked for for so long only.
///
/// # Errors
/// Whatever the store says.
pub async fn read_inbox(
    app: &App,
    actor: &Actor,
    wanted: &Wanted,
    limit: usize,
) -> Result<InboxPage, ServiceError> {
    let limit = limit.clamp(1, MAX_A_PAGE);
    let mut letters: Vec<Letter> = Vec::new();
    let mut before = wanted.before;
    for _ in 0..LOOKED_THROUGH {
        let page = ReportPage { before, limit: MAX_A_PAGE as u32 };
        let reports = app.store.list_reports(&wanted.filter, page).await?;
        let is_last = reports.len() < MAX_A_PAGE;
        before = reports.last().map(|report| report.id);
        letters.extend(allowed(app, actor, wanted, reports).await?);
        if letters.len() > limit {
            letters.truncate(limit);
            let next = letters.last().map(|letter| letter.report.id);
            return Ok(InboxPage { letters, next });
        }
        if is_last {
            return Ok(InboxPage { letters, next: None });
        }
    }
    Ok(InboxPage { letters, next: before })
}

/// What waits, area by area, where the actor may read reports.
///
/// # Errors
/// Whatever the store says.
pub async fn count_waiting(app: &App, actor: &Actor) -> Result<Vec<AreaWaiting>, ServiceError> {
    let waiting = app.store.waiting_reports().await?;
    let codes: Vec<StationCode> = waiting.keys().cloned().collect();
    let mut areas: BTreeMap<AreaCode, AreaWaiting> = BTreeMap::new();
    for record in app.store.records(&codes).await? {
        let station = &record.station;
        let Some(here) = waiting.get(&station.code) else { continue };
        if may(actor, Action::ReadReports, Some(place(station))).is_err() {
            continue;
        }
        let area = areas.entry(station.area.clone()).or_insert_with(|| AreaWaiting {
            area: station.area.clone(),
            waiting: 0,
            unread: 0,
            oldest_at: here.oldest_at,
        });
        area.waiting += here.reports;
        area.unread += here.unread;
        area.oldest_at = area.oldest_at.min(here.oldest_at);
    }
    Ok(areas.into_values().collect())
}

/// One report, and the edit that it asks for.
///
/// # Errors
/// [`ServiceError::UnknownReport`], [`EditError::Forbidden`], or whatever the store says.
pub async fn read_report(
    app: &App,
    actor: &Actor,
    id: Ulid,
) -> Result<(Letter, Suggestion), ServiceError> {
    let letter = letter(app, actor, id, Action::ReadReports).await?;
    let suggestion = suggestion(app, &letter);
    Ok((letter, suggestion))
}

/// Notes that the actor has looked at a report, so that it is not counted as unread any more.
///
/// # Errors
/// As [`read_report`].
pub async fn open_report(app: &App, actor: &Actor, id: Ulid) -> Result<(), ServiceError> {
    letter(app, actor, id, Action::HandleReports).await?;
    Ok(app.store.open_report(id, app.clock.now()).await?)
}

/// The photo that came with a report; `None` when none did.
///
/// # Errors
/// As [`read_report`].
pub async fn report_photo(
    app: &App,
    actor: &Actor,
    id: Ulid,
) -> Result<Option<Photo>, ServiceError> {
    letter(app, actor, id, Action::ReadReports).await?;
    Ok(app.store.photo(id).await?)
}

/// A report with its station, if the actor may do this with it.
pub(in crate::service) async fn letter(
    app: &App,
    actor: &Actor,
    id: Ulid,
    action: Action,
) -> Result<Letter, ServiceError> {
    let unknown = || ServiceError::UnknownReport(id.to_string());
    let report = app.store.report(id).await?.ok_or_else(unknown)?;
    let station = app.store.record(&report.station).await?.ok_or_else(unknown)?;
    may(actor, action, Some(place(&station.station))).map_err(EditError::from)?;
    Ok(Letter { report, station })
}

async fn allowed(
    app: &App,
    actor: &Actor,
    wanted: &Wanted,
    reports: Vec<FiledReport>,
) -> Result<Vec<Letter>, ServiceError> {
    let codes: BTreeSet<StationCode> =
        reports.iter().map(|report| report.station.clone()).collect();
    let records = app.store.records(&codes.into_iter().collect::<Vec<_>>()).await?;
    let records: BTreeMap<_, _> =
        records.into_iter().map(|record| (record.station.code.clone(), record)).collect();
    let letters = reports.into_iter().filter_map(|report| {
        let station = records.get(&report.station)?.clone();
        Some(Letter { report, station })
    });
    let mut letters: Vec<Letter> = letters.collect();
    letters.retain(|Letter { station: Record { station, .. }, .. }| {
        wanted.area.as_ref().is_none_or(|area| *area == station.area)
            && may(actor, Action::ReadReports, Some(place(station))).is_ok()
    });
    Ok(letters)
}
