//! `/admin/v1/stations/{code}` and below: staff read one station and change it.

use serde_json::{Map, Value};
use ulid::Ulid;

use super::ledger_error::{LedgerError, fact_problem};
use super::precondition::{expected_version, tagged};
use super::schema::{
    AdminProblem, CloseRequest, EditedAnswer, FactsRequest, HistoryAnswer, MergeRequest,
    MoveRequest, ReasonRequest, RestoreRequest, StationAnswer,
};
use super::station_json::{answer_of, version_of};
use super::{AdminErrand, told};
use crate::domain::coordinates::Datum;
use crate::domain::station::{InvalidCode, Record, StationCode};
use crate::http::body::{self, Members};
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::language::Language;
use crate::http::params::{self, Query, invalid};
use crate::http::reply::Reply;
use crate::service::stations::close::{Days, close_station};
use crate::service::stations::edit::edit_station;
use crate::service::stations::history::station_history;
use crate::service::stations::list::read_station;
use crate::service::stations::merge::merge_duplicates;
use crate::service::stations::relocate::move_station;
use crate::service::stations::reopen::reopen_station;
use crate::service::stations::restore::restore_station;
use crate::service::stations::retire::retire_station;
use crate::service::stations::{By, Edited, Target};

/// The parameters of reading one.
pub(in crate::http) const KNOWN: &[&str] = &["datum"];
/// The members of what is done to one.
pub(in crate::http) const CLOSE_KNOWN: &[&str] = &["reason", "from", "until"];
pub(in crate::http) const REASON_KNOWN: &[&str] = &["reason"];
pub(in crate::http) const RESTORE_KNOWN: &[&str] = &["version", "reason"];
pub(in crate::http) const MOVE_KNOWN: &[&str] = &["lat", "lon", "datum", "reason"];
pub(in crate::http) const MERGE_KNOWN: &[&str] = &["into", "reason"];

/// One station. Its `ETag` is its version, which a change needs in `If-Match`.
#[utoipa::path(
    get,
    path = "/admin/v1/stations/{code}",
    tag = "ledger",
    operation_id = "get_station_record",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("datum" = Option<String>, Query, description = "The datum of the position: `wgs84` if not given.", example = "wgs84"),
    ),
    responses(
        (status = 200, description = "The station.", body = StationAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let datum = params::datum(&query)?;
        let code = code_at(&errand, 0)?;
        let entry = read_station(&errand.site.app, &errand.actor, &code).await?;
        let answer = answer_of(&entry.record, datum, entry.is_open_to_reader);
        Ok(tagged(told(&answer)?, entry.record.version))
    })
}

/// Changes the facts that are given (JSON merge patch); all others stay.
#[utoipa::path(
    patch,
    path = "/admin/v1/stations/{code}",
    tag = "ledger",
    operation_id = "edit_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = FactsRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile: `current`, `theirs` and `yours`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "Facts that cannot be taken; `errors` has every one.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn edit(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 0)?;
        let mut facts = body::object(&errand.body)?;
        let by = By { actor: &errand.actor, reason: body::reason_of(&mut facts)? };
        let report = report_of(&mut facts)?;
        let done = edit_station(&errand.site.app, &by, &target, &facts, report).await?;
        Ok(tagged(told(&edited(&errand, &done))?, done.record.version))
    })
}

/// Closes a station for some days. It reopens by itself on the day after the last.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/close",
    tag = "ledger",
    operation_id = "close_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = CloseRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 412, 422 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn close(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, CLOSE_KNOWN)?;
        let by = By { actor: &errand.actor, reason: members.needed_text("reason")? };
        let days = Days { from: members.day("from")?, until: members.day("until")? };
        written(&errand, close_station(&errand.site.app, &by, &target, days).await?)
    })
}

/// Opens a station again that is closed for a while, or that was only planned.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/reopen",
    tag = "ledger",
    operation_id = "reopen_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = ReasonRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 409 when it is not closed, 412 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn reopen(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, REASON_KNOWN)?;
        let by = by(&errand, &mut members)?;
        written(&errand, reopen_station(&errand.site.app, &by, &target).await?)
    })
}

/// Retires a station that is gone for good. Nothing is deleted: it can be restored.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/retire",
    tag = "ledger",
    operation_id = "retire_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = ReasonRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 412 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn retire(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, REASON_KNOWN)?;
        let by = by(&errand, &mut members)?;
        written(&errand, retire_station(&errand.site.app, &by, &target).await?)
    })
}

/// Makes a station what it was at an earlier version, as a new version.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/restore",
    tag = "ledger",
    operation_id = "restore_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = RestoreRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 404 without such a version, 412 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn restore(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, RESTORE_KNOWN)?;
        let version = members.needed_whole("version")?;
        let by = by(&errand, &mut members)?;
        written(&errand, restore_station(&errand.site.app, &by, &target, version).await?)
    })
}

/// Moves a station's pin. When it comes to lie in the territory of another area, it goes there.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/move",
    tag = "ledger",
    operation_id = "move_station",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = MoveRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 412 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn relocate(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, MOVE_KNOWN)?;
        let datum = members.needed_word("datum", &crate::http::api::reports::DATUMS)?;
        let to = params::position_of(
            members.number("lat")?,
            members.number("lon")?,
            params::LAT_LON,
            datum,
        )?;
        let by = by(&errand, &mut members)?;
        written(&errand, move_station(&errand.site.app, &by, &target, to).await?)
    })
}

/// Retires a station as a duplicate of another, which stands for it from now on: reports and
/// confirmations go there, and old links lead there.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/merge",
    tag = "ledger",
    operation_id = "merge_station",
    params(
        ("code" = String, Path, description = "The code of the duplicate.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = MergeRequest,
    responses(
        (status = 200, description = "The duplicate as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 409 when the other one cannot stand for it, 412 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn merge(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let target = target_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, MERGE_KNOWN)?;
        let into = members.needed_text("into")?;
        let into = into.parse().map_err(unknown)?;
        let by = by(&errand, &mut members)?;
        written(&errand, merge_duplicates(&errand.site.app, &by, &target, &into).await?)
    })
}

/// Every version of a station: who, when, why, from where, and each fact before and after.
#[utoipa::path(
    get,
    path = "/admin/v1/stations/{code}/history",
    tag = "ledger",
    operation_id = "get_station_history",
    params(("code" = String, Path, description = "The station's code.", example = "LZ-1")),
    responses(
        (status = 200, description = "The versions, newest first.", body = HistoryAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn history(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let code = code_at(&errand, 1)?;
        let versions = station_history(&errand.site.app, &errand.actor, &code).await?;
        told(&HistoryAnswer { versions: versions.into_iter().map(version_of).collect() })
    })
}

/// A station that was written, as an answer.
pub(super) fn edited(errand: &AdminErrand, done: &Edited) -> EditedAnswer {
    let language = Language::preferred_by(&errand.headers);
    let warnings = done.warnings.iter();
    EditedAnswer {
        station: answer_of(&done.record, Datum::Wgs84, true),
        warnings: warnings.map(|warning| fact_problem(warning, language)).collect(),
    }
}

pub(super) fn written(errand: &AdminErrand, record: Record) -> Result<Reply, HttpError> {
    let version = record.version;
    Ok(tagged(told(&edited(errand, &Edited { record, warnings: Vec::new() }))?, version))
}

fn by<'a>(errand: &'a AdminErrand, members: &mut Members) -> Result<By<'a>, HttpError> {
    Ok(By { actor: &errand.actor, reason: members.text("reason")?.unwrap_or_default() })
}

pub(super) fn target_at(errand: &AdminErrand, from_end: usize) -> Result<Target, HttpError> {
    Ok(Target { code: code_at(errand, from_end)?, seen: expected_version(&errand.headers)? })
}

/// The station that the path names, in the segment counted from its end.
pub(super) fn code_at(errand: &AdminErrand, from_end: usize) -> Result<StationCode, HttpError> {
    errand.segment_from_end(from_end)?.parse().map_err(unknown)
}

pub(super) fn unknown(InvalidCode(code): InvalidCode) -> HttpError {
    HttpError::UnknownStation { code: code.chars().take(40).collect() }
}

/// The report that led to an edit, taken out of its facts.
fn report_of(facts: &mut Map<String, Value>) -> Result<Option<Ulid>, HttpError> {
    match facts.remove("report") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => {
            id.parse().map(Some).map_err(|_| LedgerError::UnknownReport.into())
        }
        Some(_) => Err(invalid(
            "report",
            Said::fixed("反馈的编号", "the identifier of a report"),
            "须为带引号的文字",
            "it is not a text in quotes",
        )),
    }
}
