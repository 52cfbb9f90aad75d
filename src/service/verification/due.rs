//! Which stations are to be verified, and by when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use ulid::Ulid;

use crate::domain::area::AreaCode;
use crate::domain::role::{Action, Actor};
use crate::domain::station::StationCode;
use crate::service::standing::Standing;
use crate::service::{App, ServiceError};

/// The most stations on one page.
pub const MAX_A_PAGE: usize = 500;

/// Which stations; what is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DueWanted {
    /// Of this area.
    pub area: Option<AreaCode>,
    /// Of this unit.
    pub unit: Option<String>,
    /// This one.
    pub station: Option<StationCode>,
    /// Due by the end of this day.
    pub by: Option<NaiveDate>,
    /// Those from this day and code on.
    pub from: Option<(NaiveDate, StationCode)>,
}

/// A station that is to be verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The station.
    pub station: Standing,
    /// By the end of this day.
    pub due_on: NaiveDate,
    /// The campaigns that run and ask for it.
    pub campaigns: Vec<Ulid>,
}

/// A page of them, the longest overdue first.
#[derive(Debug, Clone, PartialEq)]
pub struct DuePage {
    /// The stations.
    pub stations: Vec<Due>,
    /// Day and code at which the next page begins.
    pub next: Option<(NaiveDate, StationCode)>,
    /// How many there are on all pages together.
    pub matched: usize,
    /// Of these, how many are overdue today.
    pub overdue: usize,
}

/// The stations that are to be verified, of those whose ledger the actor may read.
///
/// # Errors
/// Whatever the store says.
pub async fn list_due(
    app: &App,
    actor: &Actor,
    wanted: &DueWanted,
    limit: usize,
) -> Result<DuePage, ServiceError> {
    let today = app.district.zone.day(app.clock.now());
    let standings = app.standings().await?;
    let passes = |station: &&Standing| {
        station.is_visited()
            && wanted.area.as_ref().is_none_or(|area| *area == station.area)
            && wanted.unit.as_ref().is_none_or(|unit| station.unit.as_ref() == Some(unit))
            && wanted.station.as_ref().is_none_or(|code| *code == station.code)
            && wanted.by.is_none_or(|by| station.due_on(app) <= by)
            && station.is_open_to(actor, Action::ReadLedger)
    };
    let due: BTreeSet<(NaiveDate, &StationCode, usize)> = standings
        .iter()
        .enumerate()
        .filter(|(_, station)| passes(station))
        .map(|(at, station)| (station.due_on(app), &station.code, at))
        .collect();
    let overdue = due.iter().take_while(|(due_on, ..)| *due_on < today).count();
    let is_before = |(due_on, code, _): &&(NaiveDate, &StationCode, usize)| {
        wanted.from.as_ref().is_some_and(|(day, from)| (*due_on, *code) < (*day, from))
    };
    let limit = limit.clamp(1, MAX_A_PAGE);
    let mut rest = due.iter().skip_while(is_before);
    let page: Vec<_> = rest.by_ref().take(limit).collect();
    let next = rest.next().map(|(due_on, code, _)| (*due_on, (*code).clone()));
    let asked = running_tasks(app, today).await?;
    let stations = page.into_iter().filter_map(|(due_on, code, at)| {
        let campaigns = asked.get(*code).cloned().unwrap_or_default();
        Some(Due { station: standings.get(*at)?.clone(), due_on: *due_on, campaigns })
    });
    Ok(DuePage { stations: stations.collect(), next, matched: due.len(), overdue })
}

/// The campaigns that have begun and still ask for a station.
async fn running_tasks(
    app: &App,
    today: NaiveDate,
) -> Result<BTreeMap<StationCode, Vec<Ulid>>, ServiceError> {
    let campaigns = app.store.campaigns().await?;
    let begun: BTreeSet<Ulid> = campaigns
        .into_iter()
        .filter(|campaign| campaign.ended_at.is_none() && campaign.starts_on <= today)
        .map(|campaign| campaign.id)
        .collect();
    let mut asked: BTreeMap<StationCode, Vec<Ulid>> = BTreeMap::new();
    if begun.is_empty() {
        return Ok(asked);
    }
    for task in app.store.tasks(None).await? {
        if task.check.is_none() && begun.contains(&task.campaign) {
            asked.entry(task.station).or_default().push(task.campaign);
        }
    }
    Ok(asked)
}
