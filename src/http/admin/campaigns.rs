//! `/admin/v1/campaigns`: rounds of verification, their tasks and how far they are.

use axum::http::{StatusCode, header};
use ulid::Ulid;

use super::ledger_error::LedgerError;
use super::precondition::{expected_version, tagged};
use super::reports::coded;
use super::schema::{
    AdminProblem, AreaProgress, AssignmentRequest, CampaignAnswer, CampaignRequest,
    CampaignsAnswer, NewCampaignRequest, PersonProgress, TaskAnswer, TasksAnswer,
};
use super::{AdminErrand, told};
use crate::domain::role::AccountId;
use crate::domain::said::Said;
use crate::domain::station::{StationCode, StationKind};
use crate::domain::verification::CampaignScope;
use crate::http::api::cursor::Cursor;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, Words, invalid, missing, one_of};
use crate::http::reply::Reply;
use crate::service::verification::VerificationRefused;
use crate::service::verification::campaigns::{
    CampaignPatch, MAX_A_PAGE, NewCampaign, Progress, Share, TaskState, TasksWanted, assign_tasks,
    begin_campaign, change_campaign, end_campaign, list_campaigns, list_tasks, read_campaign,
};

/// The parameters of a round's tasks.
pub(in crate::http) const TASKS_KNOWN: &[&str] = &["area", "account", "state", "limit", "cursor"];
/// The members of a new round.
pub(in crate::http) const NEW_KNOWN: &[&str] = &["name", "starts_on", "due_on", "areas", "kinds"];
/// The members of a round that is changed.
pub(in crate::http) const KNOWN: &[&str] = &["name", "due_on"];
/// The members of an assignment.
pub(in crate::http) const ASSIGN_KNOWN: &[&str] = &["area", "stations", "account"];

const DEFAULT_LIMIT: usize = 100;

/// The words of `state`.
const STATES: Words<TaskState> = Words {
    what: Said::fixed("任务状态", "a state of tasks"),
    all: &[TaskState::Open, TaskState::Done],
    key: |state| match state {
        TaskState::Open => "open",
        TaskState::Done => "done",
    },
};

/// The words of `kinds`.
const KINDS: Words<StationKind> = Words {
    what: Said::fixed("类别", "a kind of stations"),
    all: StationKind::ALL,
    key: |kind| kind.key(),
};

/// Every round of verification, newest first, with its progress where the reader may read the
/// ledger.
#[utoipa::path(
    get,
    path = "/admin/v1/campaigns",
    tag = "verification",
    operation_id = "list_campaigns",
    responses(
        (status = 200, description = "The rounds.", body = CampaignsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let campaigns = list_campaigns(&errand.site.app, &errand.actor).await?;
        told(&CampaignsAnswer { campaigns: campaigns.into_iter().map(answer_of).collect() })
    })
}

/// Begins a round: a task for every station that can be visited, of some areas and kinds or of
/// all.
#[utoipa::path(
    post,
    path = "/admin/v1/campaigns",
    tag = "verification",
    operation_id = "begin_campaign",
    request_body = NewCampaignRequest,
    responses(
        (status = 201, description = "The round.", body = CampaignAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."), ("Location" = String, description = "Its address."))),
        (status = 409, description = "It would ask for no station.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, NEW_KNOWN)?;
        let areas = members.texts("areas")?.unwrap_or_default();
        let areas = areas.iter().map(|code| code.parse().map_err(|_| no_code("areas")));
        let kinds = members.texts("kinds")?.unwrap_or_default();
        let kinds = kinds.iter().map(|word| one_of("kinds", word.trim(), &KINDS));
        let needed = || Said::fixed("日期，例如 2026-12-31", "a day, e.g. 2026-12-31");
        let new = NewCampaign {
            name: members.needed_text("name")?,
            starts_on: members.day("starts_on")?,
            due_on: members.day("due_on")?.ok_or_else(|| missing("due_on", needed()))?,
            scope: CampaignScope {
                areas: areas.collect::<Result<_, _>>()?,
                kinds: kinds.collect::<Result<_, _>>()?,
            },
        };
        let begun = begin_campaign(&errand.site.app, &errand.actor, new).await?;
        let address = format!("/admin/v1/campaigns/{}", begun.campaign.id);
        let reply = with_version(begun)?.with_status(StatusCode::CREATED);
        Ok(reply.with_header(header::LOCATION, &address))
    })
}

/// One round and how far it is.
#[utoipa::path(
    get,
    path = "/admin/v1/campaigns/{id}",
    tag = "verification",
    operation_id = "get_campaign",
    params(("id" = String, Path, description = "The round's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The round.", body = CampaignAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = campaign_at(&errand, 0)?;
        with_version(read_campaign(&errand.site.app, &errand.actor, id).await?)
    })
}

/// Changes a round's name or last day.
#[utoipa::path(
    patch,
    path = "/admin/v1/campaigns/{id}",
    tag = "verification",
    operation_id = "change_campaign",
    params(
        ("id" = String, Path, description = "The round's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    request_body = CampaignRequest,
    responses(
        (status = 200, description = "The round as it is now.", body = CampaignAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 409 when it was ended, 412 with `current`, 428.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn change(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = campaign_at(&errand, 0)?;
        let seen = expected_version(&errand.headers)?;
        let mut members = Members::read(&errand.body, KNOWN)?;
        let patch = CampaignPatch { name: members.text("name")?, due_on: members.day("due_on")? };
        with_version(change_campaign(&errand.site.app, &errand.actor, id, seen, patch).await?)
    })
}

/// Ends a round: its open tasks are asked of nobody any more.
#[utoipa::path(
    post,
    path = "/admin/v1/campaigns/{id}/end",
    tag = "verification",
    operation_id = "end_campaign",
    params(
        ("id" = String, Path, description = "The round's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    responses(
        (status = 200, description = "The round as it is now.", body = CampaignAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 409 when it was ended before, 412 with `current`, 428.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn end(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = campaign_at(&errand, 1)?;
        let seen = expected_version(&errand.headers)?;
        with_version(end_campaign(&errand.site.app, &errand.actor, id, seen).await?)
    })
}

/// Gives open tasks of a round to somebody, or back to anybody who may.
#[utoipa::path(
    put,
    path = "/admin/v1/campaigns/{id}/assignments",
    tag = "verification",
    operation_id = "assign_tasks",
    params(("id" = String, Path, description = "The round's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    request_body = AssignmentRequest,
    responses(
        (status = 200, description = "The round as it is now.", body = CampaignAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 404 also when the account cannot be given tasks, 409 when the round was ended.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn assign(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = campaign_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, ASSIGN_KNOWN)?;
        let share = match (members.text("area")?, members.texts("stations")?) {
            (Some(area), None) => Share::Area(area.parse().map_err(|_| no_code("area"))?),
            (None, Some(codes)) => {
                let codes = codes.iter().map(|code| code.parse().map_err(|_| no_code("stations")));
                Share::Stations(codes.collect::<Result<_, _>>()?)
            }
            _ => {
                let expected = Said::fixed(
                    "area 与 stations 二者之一",
                    "either of area and stations, and not both",
                );
                return Err(missing("area", expected));
            }
        };
        let unknown = |_| LedgerError::from(VerificationRefused::UnknownPerson);
        let account = members.text("account")?.map(|id| id.parse().map_err(unknown)).transpose()?;
        let app = &errand.site.app;
        with_version(assign_tasks(app, &errand.actor, id, &share, account).await?)
    })
}

/// A round's tasks, by station, where the reader may read the ledger.
#[utoipa::path(
    get,
    path = "/admin/v1/campaigns/{id}/tasks",
    tag = "verification",
    operation_id = "list_tasks",
    params(
        ("id" = String, Path, description = "The round's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("area" = Option<String>, Query, description = "In this area, by its code.", example = "990001001"),
        ("account" = Option<String>, Query, description = "Of this account.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("state" = Option<String>, Query, description = "`open` or `done`.", example = "open"),
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "A page.", body = TasksAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn tasks(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = campaign_at(&errand, 1)?;
        let query = Query::read(errand.uri.query(), TASKS_KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE)?;
        let from = match Cursor::read(&query)? {
            None => None,
            Some(Cursor::Code(code)) => {
                Some(code.parse::<StationCode>().map_err(|_| Cursor::malformed())?)
            }
            Some(Cursor::Rank(_)) => return Err(Cursor::malformed()),
        };
        let wanted = TasksWanted {
            area: coded(&query, "area")?,
            account: coded::<AccountId>(&query, "account")?,
            state: params::word(&query, "state", &STATES)?,
            from,
        };
        let app = &errand.site.app;
        let (tasks, next) = list_tasks(app, &errand.actor, id, &wanted, limit).await?;
        let tasks = tasks.into_iter().map(|view| TaskAnswer {
            station: view.station.code.to_string(),
            name: view.station.name,
            area: view.station.area.to_string(),
            account: view.task.account.map(|account| account.to_string()),
            check: view.task.check.map(|check| check.to_string()),
            done_at: view.task.done_at,
        });
        told(&TasksAnswer {
            tasks: tasks.collect(),
            next: next.map(|code| Cursor::Code(code.to_string()).text()),
        })
    })
}

fn campaign_at(errand: &AdminErrand, from_end: usize) -> Result<Ulid, HttpError> {
    let id = errand.segment_from_end(from_end)?.parse();
    id.map_err(|_| LedgerError::from(VerificationRefused::UnknownCampaign).into())
}

fn with_version(progress: Progress) -> Result<Reply, HttpError> {
    let version = progress.campaign.version;
    Ok(tagged(told(&answer_of(progress))?, version))
}

/// A campaign as it is told.
pub(super) fn answer_of(progress: Progress) -> CampaignAnswer {
    let Progress { campaign, state, all, areas, people } = progress;
    let kinds = campaign.scope.kinds.iter().map(|kind| kind.key().to_owned());
    CampaignAnswer {
        id: campaign.id.to_string(),
        version: campaign.version,
        name: campaign.name,
        starts_on: campaign.starts_on,
        due_on: campaign.due_on,
        areas: campaign.scope.areas.iter().map(ToString::to_string).collect(),
        kinds: kinds.collect(),
        state: state.key().to_owned(),
        created_by: campaign.created_by,
        created_at: campaign.created_at,
        ended_at: campaign.ended_at,
        tasks: all.tasks,
        done: all.done,
        by_area: areas
            .into_iter()
            .map(|(area, count)| AreaProgress {
                area: area.to_string(),
                tasks: count.tasks,
                done: count.done,
            })
            .collect(),
        by_person: people
            .into_iter()
            .map(|(account, count)| PersonProgress {
                account: account.map(|account| account.to_string()),
                tasks: count.tasks,
                done: count.done,
            })
            .collect(),
    }
}

fn no_code(member: &'static str) -> HttpError {
    invalid(member, Said::fixed("编码", "codes"), "不是编码", "it is no code")
}
