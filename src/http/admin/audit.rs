//! `/admin/v1/audit` and `/admin/v1/revisions/{number}`: staff search what was written, and undo.

use super::documents::version_answer;
use super::imports::written;
use super::ledger_error::LedgerError;
use super::schema::{
    AdminProblem, AuditAnswer, AuditEntryAnswer, ReasonRequest, RevisionAnswer, WrittenAnswer,
};
use super::station::REASON_KNOWN;
use super::station_json::{origin_of, version_of};
use super::{AdminErrand, told};
use crate::domain::edit::Via;
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::http::api::cursor::Cursor;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, Words};
use crate::http::reply::{Cache, Reply};
use crate::service::audit::{AuditQuestion, MAX_A_PAGE, export_audit, read_revision, search_audit};
use crate::service::stations::By;
use crate::service::stations::undo::undo_revision;

/// The parameters of a search.
pub(in crate::http) const KNOWN: &[&str] =
    &["actor", "code", "from", "to", "via", "limit", "cursor"];
/// The parameters of an export.
pub(in crate::http) const EXPORT_KNOWN: &[&str] = &["actor", "code", "from", "to", "via"];
/// The parameters of looking at a revision.
pub(in crate::http) const REVISION_KNOWN: &[&str] = &["cursor"];

const DEFAULT_LIMIT: usize = 50;
const MAX_ACTOR_CHARS: usize = 100;

/// The words of `via`.
const VIAS: Words<&'static str> =
    Words { what: Said::fixed("来源", "through what"), all: Via::KEYS, key: |word| word };

/// Every revision with who wrote it, when, through what and why, newest first.
#[utoipa::path(
    get,
    path = "/admin/v1/audit",
    tag = "history",
    operation_id = "search_audit",
    params(
        ("actor" = Option<String>, Query, description = "Written by an account with this in its name or identifier.", example = "wang"),
        ("code" = Option<String>, Query, description = "About this station.", example = "LZ-1"),
        ("from" = Option<String>, Query, description = "Written then or later, RFC 3339.", example = "2026-11-01T00:00:00+08:00"),
        ("to" = Option<String>, Query, description = "Written before then, RFC 3339.", example = "2026-12-01T00:00:00+08:00"),
        ("via" = Option<String>, Query, description = "`first_start`, `import`, `console`, `api`, `report`, `check`, `district`, `restore` or `undo`.", example = "import"),
        ("limit" = Option<u32>, Query, description = "How many at most; 50 if not given.", minimum = 1, maximum = 500, example = 50),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "The entries.", body = AuditAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn search(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let question = question(&query)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE as usize)?;
        let before = match query.get("cursor")? {
            Some(cursor) => Some(cursor.parse().map_err(|_| Cursor::malformed())?),
            None => None,
        };
        let app = &errand.site.app;
        let found = search_audit(app, &errand.actor, question, before, limit as u32).await?;
        let (entries, next) = found;
        told(&AuditAnswer {
            entries: entries
                .into_iter()
                .map(|entry| AuditEntryAnswer {
                    revision: entry.revision,
                    at: entry.at,
                    origin: origin_of(entry.origin),
                    stations: entry.stations,
                    hash: entry.hash,
                })
                .collect(),
            next: next.map(|revision| revision.to_string()),
        })
    })
}

/// What a search finds as CSV, one line a fact that changed; the newest 20,000 revisions at most.
#[utoipa::path(
    get,
    path = "/admin/v1/audit/export",
    tag = "history",
    operation_id = "export_audit",
    params(
        ("actor" = Option<String>, Query, description = "As in a search.", example = "wang"),
        ("code" = Option<String>, Query, description = "As in a search.", example = "LZ-1"),
        ("from" = Option<String>, Query, description = "As in a search.", example = "2026-11-01T00:00:00+08:00"),
        ("to" = Option<String>, Query, description = "As in a search.", example = "2026-12-01T00:00:00+08:00"),
        ("via" = Option<String>, Query, description = "As in a search.", example = "import"),
    ),
    responses(
        (status = 200, description = "The lines.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn export(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), EXPORT_KNOWN)?;
        let app = &errand.site.app;
        let bytes = export_audit(app, &errand.actor, question(&query)?).await?;
        let day = app.district.zone.day(app.clock.now());
        let reply = Reply::file(bytes, "text/csv; charset=utf-8").cached(Cache::Never);
        Ok(reply.saved_as(&format!("audit-{day}.csv")))
    })
}

/// What one revision wrote: each station's facts before and after.
#[utoipa::path(
    get,
    path = "/admin/v1/revisions/{number}",
    tag = "history",
    operation_id = "get_revision",
    params(
        ("number" = u64, Path, description = "The revision.", example = 7),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "The stations, as far as one may read their histories.", body = RevisionAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn revision(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), REVISION_KNOWN)?;
        let from: Option<StationCode> = match query.get("cursor")? {
            Some(cursor) => Some(cursor.parse().map_err(|_| Cursor::malformed())?),
            None => None,
        };
        let number = number_at(&errand, 0)?;
        let app = &errand.site.app;
        let written = read_revision(app, &errand.actor, number, from.as_ref()).await?;
        told(&RevisionAnswer {
            stations: written.stations.into_iter().map(version_of).collect(),
            documents: written.documents.into_iter().map(version_answer).collect(),
            next: written.next.map(|code| code.to_string()),
        })
    })
}

/// Undoes a whole revision, an import of thousands of rows too, as one new revision. It refuses,
/// and names them, when stations were changed since.
#[utoipa::path(
    post,
    path = "/admin/v1/revisions/{number}/undo",
    tag = "history",
    operation_id = "undo_revision",
    params(("number" = u64, Path, description = "The revision.", example = 7)),
    request_body = ReasonRequest,
    responses(
        (status = 200, description = "What was written.", body = WrittenAnswer),
        (status = 409, description = "Stations were changed since; `stations` names them.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn undo(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let number = number_at(&errand, 1)?;
        let mut members = Members::read(&errand.body, REASON_KNOWN)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        written(undo_revision(&errand.site.app, &by, number).await?.revision, false)
    })
}

fn question(query: &Query<'_>) -> Result<AuditQuestion, HttpError> {
    let expected = || {
        Said::fixed(
            "时刻，RFC 3339，例如 2026-11-01T00:00:00+08:00",
            "an instant, RFC 3339, e.g. 2026-11-01T00:00:00+08:00",
        )
    };
    let instant = |name| match query.get(name)? {
        Some(text) => params::instant(name, &text, expected()).map(Some),
        None => Ok::<_, HttpError>(None),
    };
    let code = match query.get("code")? {
        Some(code) => Some(
            code.parse()
                .map_err(|_| HttpError::UnknownStation { code: code.chars().take(40).collect() })?,
        ),
        None => None,
    };
    Ok(AuditQuestion {
        actor: params::text(query, "actor", MAX_ACTOR_CHARS)?,
        code,
        from: instant("from")?,
        to: instant("to")?,
        via: params::word(query, "via", &VIAS)?,
    })
}

fn number_at(errand: &AdminErrand, from_end: usize) -> Result<u64, HttpError> {
    errand.segment_from_end(from_end)?.parse().map_err(|_| LedgerError::UnknownRevision.into())
}
