//! `/admin/v1/reports`: staff read what riders report, and decide.

use serde_json::{Map, Value};
use ulid::Ulid;

use super::ledger_error::LedgerError;
use super::precondition::expected_version;
use super::schema::{
    AcceptRequest, AdminProblem, InboxAnswer, MergeReportsRequest, ReasonRequest, RejectRequest,
    ReportAnswer, StaffReport, SuggestionAnswer, WaitingAnswer,
};
use super::station::edited;
use super::station_json::answer_of;
use super::{AdminErrand, done, told};
use crate::domain::coordinates::Datum;
use crate::domain::report::{Problem, ReportState};
use crate::domain::said::Said;
use crate::http::api::cursor::Cursor;
use crate::http::api::reports::PROBLEMS;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, Words};
use crate::http::reply::{Cache, Reply};
use crate::service::reports::Suggestion;
use crate::service::reports::decide::{WithEdit, accept_report, merge_reports, reject_report};
use crate::service::reports::erase::erase_report;
use crate::service::reports::inbox::{
    Letter, MAX_A_PAGE, Wanted, count_waiting, open_report, read_inbox, read_report, report_photo,
};
use crate::service::stations::{By, Edited};

/// The parameters of the inbox.
pub(in crate::http) const KNOWN: &[&str] =
    &["area", "state", "station", "problem", "limit", "cursor"];
/// The members of decisions.
pub(in crate::http) const ACCEPT_KNOWN: &[&str] = &["reason", "edit"];
pub(in crate::http) const REJECT_KNOWN: &[&str] = &["reason"];
pub(in crate::http) const MERGE_KNOWN: &[&str] = &["into", "reason"];
pub(in crate::http) const REASON_KNOWN: &[&str] = &["reason"];

const DEFAULT_LIMIT: usize = 50;
const MAX_WORD_CHARS: usize = 40;

/// The words of `state`.
const STATES: Words<&'static str> = Words {
    what: Said::fixed("处理状态", "a state of reports"),
    all: ReportState::KEYS,
    key: |word| word,
};

/// Riders' reports about the stations of one's areas, newest first, and what waits where.
#[utoipa::path(
    get,
    path = "/admin/v1/reports",
    tag = "inbox",
    operation_id = "list_reports",
    params(
        ("area" = Option<String>, Query, description = "About stations of this area, by its code.", example = "990001001"),
        ("state" = Option<String>, Query, description = "`new`, `accepted`, `rejected` or `merged`.", example = "new"),
        ("station" = Option<String>, Query, description = "About this station.", example = "LZ-1"),
        ("problem" = Option<String>, Query, description = "`closed`, `moved`, `broken`, `wrong_hours` or `other`.", example = "closed"),
        ("limit" = Option<u32>, Query, description = "How many at most; 50 if not given.", minimum = 1, maximum = 200, example = 50),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "A page.", body = InboxAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE)?;
        let mut wanted = Wanted::default();
        wanted.filter.state = params::word(&query, "state", &STATES)?;
        wanted.filter.kind = params::word(&query, "problem", &PROBLEMS)?;
        wanted.filter.station = coded(&query, "station")?;
        wanted.area = coded(&query, "area")?;
        wanted.before = match query.get("cursor")? {
            Some(cursor) => Some(cursor.parse().map_err(|_| Cursor::malformed())?),
            None => None,
        };
        let app = &errand.site.app;
        let page = read_inbox(app, &errand.actor, &wanted, limit).await?;
        let waiting = count_waiting(app, &errand.actor).await?.into_iter();
        told(&InboxAnswer {
            waiting: waiting
                .map(|here| WaitingAnswer {
                    area: here.area.to_string(),
                    waiting: here.waiting,
                    unread: here.unread,
                    oldest_at: here.oldest_at,
                })
                .collect(),
            reports: page.letters.iter().map(staff_report).collect(),
            next: page.next.map(|id| id.to_string()),
        })
    })
}

/// One report, its station, and the edit that it asks for.
#[utoipa::path(
    get,
    path = "/admin/v1/reports/{id}",
    tag = "inbox",
    operation_id = "get_report",
    params(("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The report.", body = ReportAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 0)?;
        let (letter, suggestion) = read_report(&errand.site.app, &errand.actor, id).await?;
        answered(&errand, &letter, suggestion, None)
    })
}

/// The photo that came with a report, scaled and stripped.
#[utoipa::path(
    get,
    path = "/admin/v1/reports/{id}/photo",
    tag = "inbox",
    operation_id = "get_report_photo",
    params(("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The photo.", body = Vec<u8>, content_type = "image/jpeg"),
        (status = "4XX", description = "What is wrong; 404 also when no photo came with it.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn photo(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        let photo = report_photo(&errand.site.app, &errand.actor, id).await?;
        let photo = photo.ok_or(HttpError::NoSuchPath)?;
        Ok(Reply::file(photo.jpeg, "image/jpeg").cached(Cache::Never))
    })
}

/// Notes that somebody has looked at a report: it is not unread any more, for all.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/open",
    tag = "inbox",
    operation_id = "open_report",
    params(("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 204, description = "It is noted."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn open(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        open_report(&errand.site.app, &errand.actor, id).await?;
        Ok(done())
    })
}

/// Accepts a report. With `edit` the facts are written in the same step; without it the
/// suggestion of the answer is what to edit next.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/accept",
    tag = "inbox",
    operation_id = "accept_report",
    params(
        ("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the station; needed with `edit`.", example = "\"3\""),
    ),
    request_body = AcceptRequest,
    responses(
        (status = 200, description = "The report as it is now.", body = ReportAnswer),
        (status = "4XX", description = "What is wrong: 409 when it was decided before, and with `edit` all that `PATCH` of the station answers.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn accept(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, ACCEPT_KNOWN)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let edit: Option<Map<String, Value>> = members.object("edit")?;
        let edit = match edit {
            Some(facts) => Some(WithEdit { seen: expected_version(&errand.headers)?, facts }),
            None => None,
        };
        let by = By { actor: &errand.actor, reason };
        let accepted = accept_report(&errand.site.app, &by, id, edit).await?;
        answered(&errand, &accepted.letter, accepted.suggestion, accepted.edited.as_ref())
    })
}

/// Rejects a report; the sender reads why with the receipt.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/reject",
    tag = "inbox",
    operation_id = "reject_report",
    params(("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    request_body = RejectRequest,
    responses(
        (status = 200, description = "The report as it is now.", body = StaffReport),
        (status = "4XX", description = "What is wrong: 409 when it was decided before.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn reject(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, REJECT_KNOWN)?;
        let by = By { actor: &errand.actor, reason: members.needed_text("reason")? };
        told(&staff_report(&reject_report(&errand.site.app, &by, id).await?))
    })
}

/// Says that another report about the same station says the same, and is dealt with instead.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/merge",
    tag = "inbox",
    operation_id = "merge_reports",
    params(("id" = String, Path, description = "The report's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    request_body = MergeReportsRequest,
    responses(
        (status = 200, description = "The report as it is now.", body = StaffReport),
        (status = "4XX", description = "What is wrong: 409 when it was decided before, or the other one does not fit.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn merge(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, MERGE_KNOWN)?;
        let into = members.needed_text("into")?;
        let into = into.parse().map_err(|_| LedgerError::UnknownReport)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        told(&staff_report(&merge_reports(&errand.site.app, &by, id, into).await?))
    })
}

/// Puts out what a report said: its words, the place that it named, its photo. That there was
/// one, and what became of it, stays.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/erasure",
    tag = "inbox",
    operation_id = "erase_report",
    params(("id" = String, Path, description = "The report.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    request_body = ReasonRequest,
    responses(
        (status = 200, description = "What is left of the report.", body = StaffReport),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn erase(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = report_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, REASON_KNOWN)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        told(&staff_report(&erase_report(&errand.site.app, &by, id).await?))
    })
}

fn answered(
    errand: &AdminErrand,
    letter: &Letter,
    suggestion: Suggestion,
    done: Option<&Edited>,
) -> Result<Reply, HttpError> {
    let look_at = suggestion.look_at;
    told(&ReportAnswer {
        report: staff_report(letter),
        // Who may read a report about a station may read its ledger.
        station: answer_of(&letter.station, Datum::Wgs84, true),
        suggestion: SuggestionAnswer { facts: suggestion.facts, look_at },
        edited: done.map(|done| edited(errand, done)),
    })
}

fn staff_report(letter: &Letter) -> StaffReport {
    let Letter { report, station } = letter;
    let (amenity, to) = match report.report.problem {
        Problem::Broken { amenity } => (amenity, None),
        Problem::Moved { to } => (None, to),
        Problem::Closed | Problem::WrongHours | Problem::Other => (None, None),
    };
    let merged_into = match &report.state {
        ReportState::Merged { into, .. } => Some(into.to_string()),
        _ => None,
    };
    StaffReport {
        id: report.id.to_string(),
        station: report.station.to_string(),
        station_name: station.station.name.clone(),
        area: station.station.area.to_string(),
        named: report.named.as_ref().map(ToString::to_string),
        problem: report.report.problem.kind().key().to_owned(),
        amenity: amenity.map(|amenity| amenity.key().to_owned()),
        lat: to.map(|to| to.lat()),
        lon: to.map(|to| to.lon()),
        text: report.report.text().to_owned(),
        has_photo: report.photo.is_some(),
        seen_at: report.seen_at,
        filed_at: report.filed_at,
        opened_at: report.opened_at,
        state: report.state.key().to_owned(),
        reason: report.state.reason().to_owned(),
        merged_into,
        decided_by: report.decided.as_ref().map(|decided| decided.by.clone()),
        decided_at: report.decided.as_ref().map(|decided| decided.at),
        erased_at: report.erased_at,
    }
}

pub(super) fn report_at(errand: &AdminErrand, from_end: usize) -> Result<Ulid, HttpError> {
    errand.segment_from_end(from_end)?.parse().map_err(|_| LedgerError::UnknownReport.into())
}

/// A code in a query.
pub(super) fn coded<T: std::str::FromStr>(
    query: &Query<'_>,
    name: &'static str,
) -> Result<Option<T>, HttpError> {
    let Some(text) = params::text(query, name, MAX_WORD_CHARS)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        let expected = Said::fixed("编码", "a code");
        params::invalid(name, expected, "不是编码", "it is no code")
    })
}
