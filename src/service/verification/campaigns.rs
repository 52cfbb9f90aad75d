//! Rounds of verification: an administrator begins one, gives its tasks to people, and everybody
//! sees how far it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use ulid::Ulid;

use super::VerificationRefused;
use crate::domain::account::AccountState;
use crate::domain::area::AreaCode;
use crate::domain::role::{AccountId, Action, Actor};
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::domain::text::tidy;
use crate::domain::verification::{Campaign, CampaignScope, CampaignState, Task};
use crate::service::people::PeopleError;
use crate::service::standing::Standing;
use crate::service::stations::edit::wrong;
use crate::service::{App, ServiceError};

/// The longest name of a campaign, characters.
pub const MAX_NAME_CHARS: usize = 60;
/// The most tasks on one page.
pub const MAX_A_PAGE: usize = 500;

/// A campaign that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCampaign {
    /// What it is called.
    pub name: String,
    /// Its first day; today if it is not given.
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub due_on: NaiveDate,
    /// Which stations it asks for.
    pub scope: CampaignScope,
}

/// What is changed about a campaign; what is not set stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CampaignPatch {
    /// Its name.
    pub name: Option<String>,
    /// Its last day.
    pub due_on: Option<NaiveDate>,
}

/// Which tasks are given to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// Those in an area.
    Area(AreaCode),
    /// Those of these stations.
    Stations(Vec<StationCode>),
}

/// How many tasks of some there are, and how many are done. Stations that were retired since are
/// counted no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All.
    pub tasks: u64,
    /// Done.
    pub done: u64,
}

/// A campaign and how far it is, where the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The campaign.
    pub campaign: Campaign,
    /// How it stands today.
    pub state: CampaignState,
    /// All its tasks.
    pub all: Count,
    /// By area.
    pub areas: BTreeMap<AreaCode, Count>,
    /// By whose tasks they are; `None` for those that are anybody's.
    pub people: BTreeMap<Option<AccountId>, Count>,
}

/// Which tasks of a campaign; what is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TasksWanted {
    /// Of this area.
    pub area: Option<AreaCode>,
    /// Of this person.
    pub account: Option<AccountId>,
    /// Only those that are done, or only those that are not.
    pub state: Option<TaskState>,
    /// Those from this code on.
    pub from: Option<StationCode>,
}

/// Whether a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Not yet.
    Open,
    /// It is.
    Done,
}

/// A task and its station.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// The station as it is now.
    pub station: Standing,
}

impl Count {
    fn add(&mut self, task: &Task) {
        self.tasks += 1;
        self.done += u64::from(task.check.is_some());
    }
}

/// Makes a campaign with a task for every station of its scope that can be visited today. Every
/// task is anybody's until it is given to somebody.
///
/// # Errors
/// [`VerificationRefused::NoStation`], an [`EditError`](crate::service::stations::EditError) that
/// names what is wrong, or whatever the store says.
pub async fn begin_campaign(
    app: &App,
    actor: &Actor,
    new: NewCampaign,
) -> Result<Progress, ServiceError> {
    let now = app.clock.now();
    let today = app.district.zone.day(now);
    let starts_on = new.starts_on.unwrap_or(today);
    check_days(starts_on, new.due_on)?;
    let known = Arc::clone(&app.data().areas);
    if let Some(area) = new.scope.areas.iter().find(|area| known.get(area).is_none()) {
        let problem = Said::fixed("没有这个街道", "there is no such area");
        let way_out = Said::fixed("请按 /api/v1/areas 填写", "see /api/v1/areas");
        return Err(wrong("areas", area, problem, way_out).into());
    }
    let campaign = Campaign {
        id: app.clock.new_id(),
        name: named(&new.name)?,
        starts_on,
        due_on: new.due_on,
        scope: new.scope,
        created_by: actor.label(),
        created_at: now,
        ended_at: None,
        version: 1,
    };
    let standings = app.standings().await?;
    let tasks: Vec<Task> = standings
        .iter()
        .filter(|station| station.is_visited() && campaign.scope.holds(&station.area, station.kind))
        .map(|station| Task {
            campaign: campaign.id,
            station: station.code.clone(),
            account: None,
            check: None,
            done_at: None,
        })
        .collect();
    if tasks.is_empty() {
        return Err(VerificationRefused::NoStation.into());
    }
    app.store.put_campaign(&campaign, &tasks).await?;
    Ok(progress(campaign, tasks, &standings, actor, today))
}

/// Every campaign, newest first, as far as the reader may see it.
///
/// # Errors
/// Whatever the store says.
pub async fn list_campaigns(app: &App, actor: &Actor) -> Result<Vec<Progress>, ServiceError> {
    let today = app.district.zone.day(app.clock.now());
    let standings = app.standings().await?;
    let mut list = Vec::new();
    for campaign in app.store.campaigns().await? {
        let tasks = app.store.tasks(Some(campaign.id)).await?;
        list.push(progress(campaign, tasks, &standings, actor, today));
    }
    Ok(list)
}

/// One campaign.
///
/// # Errors
/// [`VerificationRefused::UnknownCampaign`], or whatever the store says.
pub async fn read_campaign(app: &App, actor: &Actor, id: Ulid) -> Result<Progress, ServiceError> {
    let today = app.district.zone.day(app.clock.now());
    let campaign = found(app, id).await?;
    let tasks = app.store.tasks(Some(id)).await?;
    Ok(progress(campaign, tasks, &app.standings().await?, actor, today))
}

/// Changes a campaign that is at the version that the writer has seen.
///
/// # Errors
/// [`VerificationRefused::Moved`], or as [`begin_campaign`].
pub async fn change_campaign(
    app: &App,
    actor: &Actor,
    id: Ulid,
    seen: u64,
    patch: CampaignPatch,
) -> Result<Progress, ServiceError> {
    let mut campaign = unmoved(app, id, seen).await?;
    if let Some(name) = patch.name {
        campaign.name = named(&name)?;
    }
    if let Some(due_on) = patch.due_on {
        check_days(campaign.starts_on, due_on)?;
        campaign.due_on = due_on;
    }
    write(app, actor, campaign).await
}

/// Ends a campaign: its open tasks are asked of nobody any more.
///
/// # Errors
/// As [`change_campaign`].
pub async fn end_campaign(
    app: &App,
    actor: &Actor,
    id: Ulid,
    seen: u64,
) -> Result<Progress, ServiceError> {
    let mut campaign = unmoved(app, id, seen).await?;
    campaign.ended_at = Some(app.clock.now());
    write(app, actor, campaign).await
}

/// Gives open tasks to somebody, or back to anybody.
///
/// # Errors
/// [`VerificationRefused`], or whatever the store says.
pub async fn assign_tasks(
    app: &App,
    actor: &Actor,
    id: Ulid,
    share: &Share,
    to: Option<AccountId>,
) -> Result<Progress, ServiceError> {
    if found(app, id).await?.ended_at.is_some() {
        return Err(VerificationRefused::Ended.into());
    }
    if let Some(to) = to {
        let account = app.registry().read_account(to).await.map_err(unknown_person)?;
        let may_verify = account.person.role.reach(Action::Verify);
        let is_active = account.person.state == AccountState::Active;
        if !is_active || may_verify == crate::domain::role::Reach::Nowhere {
            return Err(VerificationRefused::UnknownPerson.into());
        }
    }
    let stations = match share {
        Share::Stations(codes) => codes.clone(),
        Share::Area(area) => {
            let standings = app.standings().await?;
            let here = standings.iter().filter(|station| station.area == *area);
            here.map(|station| station.code.clone()).collect()
        }
    };
    app.store.assign_tasks(id, &stations, to).await?;
    read_campaign(app, actor, id).await
}

/// A page of a campaign's tasks by station, where the reader may see them, and the code at which
/// the next page begins.
///
/// # Errors
/// [`VerificationRefused::UnknownCampaign`], or whatever the store says.
pub async fn list_tasks(
    app: &App,
    actor: &Actor,
    id: Ulid,
    wanted: &TasksWanted,
    limit: usize,
) -> Result<(Vec<TaskView>, Option<StationCode>), ServiceError> {
    found(app, id).await?;
    let standings = app.standings().await?;
    let tasks = app.store.tasks(Some(id)).await?;
    let mut views = tasks.into_iter().filter_map(|task| {
        let station = standing(&standings, &task.station)?;
        let is_done = task.check.is_some();
        let passes = station.status != crate::domain::status::StatusKind::Retired
            && wanted.area.as_ref().is_none_or(|area| *area == station.area)
            && wanted.account.is_none_or(|account| task.account == Some(account))
            && wanted.state.is_none_or(|state| is_done == (state == TaskState::Done))
            && wanted.from.as_ref().is_none_or(|from| task.station >= *from)
            && station.is_open_to(actor, Action::ReadLedger);
        passes.then(|| TaskView { station: station.clone(), task })
    });
    let page: Vec<TaskView> = views.by_ref().take(limit.clamp(1, MAX_A_PAGE)).collect();
    let next = views.next().map(|view| view.task.station);
    Ok((page, next))
}

fn progress(
    campaign: Campaign,
    tasks: Vec<Task>,
    standings: &[Standing],
    actor: &Actor,
    today: NaiveDate,
) -> Progress {
    let state = campaign.state_on(today);
    let mut progress = Progress {
        campaign,
        state,
        all: Count::default(),
        areas: BTreeMap::new(),
        people: BTreeMap::new(),
    };
    for task in tasks {
        let Some(station) = standing(standings, &task.station) else { continue };
        let is_counted = station.status != crate::domain::status::StatusKind::Retired
            && station.is_open_to(actor, Action::ReadLedger);
        if is_counted {
            progress.all.add(&task);
            progress.areas.entry(station.area.clone()).or_default().add(&task);
            progress.people.entry(task.account).or_default().add(&task);
        }
    }
    progress
}

fn standing<'a>(standings: &'a [Standing], code: &StationCode) -> Option<&'a Standing> {
    let at = standings.binary_search_by(|station| station.code.cmp(code)).ok()?;
    standings.get(at)
}

async fn found(app: &App, id: Ulid) -> Result<Campaign, ServiceError> {
    Ok(app.store.campaign(id).await?.ok_or(VerificationRefused::UnknownCampaign)?)
}

/// A campaign that can still be changed, at the version that the writer has seen.
async fn unmoved(app: &App, id: Ulid, seen: u64) -> Result<Campaign, ServiceError> {
    let campaign = found(app, id).await?;
    if campaign.version != seen {
        return Err(VerificationRefused::Moved(Box::new(campaign)).into());
    }
    if campaign.ended_at.is_some() {
        return Err(VerificationRefused::Ended.into());
    }
    Ok(campaign)
}

async fn write(app: &App, actor: &Actor, campaign: Campaign) -> Result<Progress, ServiceError> {
    if app.store.change_campaign(&campaign).await?.is_none() {
        let now = found(app, campaign.id).await?;
        return Err(VerificationRefused::Moved(Box::new(now)).into());
    }
    read_campaign(app, actor, campaign.id).await
}

fn named(name: &str) -> Result<String, ServiceError> {
    let name = tidy(name);
    if (1..=MAX_NAME_CHARS).contains(&name.chars().count()) {
        return Ok(name);
    }
    let problem = Said::fixed("须为 1 至 60 字", "it must have 1 to 60 characters");
    let way_out = Said::fixed("例如 2026 年第四季度核验", "e.g. Fourth quarter of 2026");
    Err(wrong("name", name, problem, way_out).into())
}

fn check_days(starts_on: NaiveDate, due_on: NaiveDate) -> Result<(), ServiceError> {
    if due_on >= starts_on {
        return Ok(());
    }
    let problem = Said::fixed("早于开始日期", "it is before the first day");
    let way_out = Said::fixed("请填写更晚的日期", "give a later day");
    Err(wrong("due_on", due_on, problem, way_out).into())
}

fn unknown_person(error: PeopleError) -> ServiceError {
    match error {
        PeopleError::UnknownAccount => VerificationRefused::UnknownPerson.into(),
        other => other.into(),
    }
}
