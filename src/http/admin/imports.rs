//! `/admin/v1/imports`: staff upload ledger files, look at what they would do, and apply them.

use axum::http::{StatusCode, header};
use serde_json::Value;
use ulid::Ulid;

use super::ledger_error::LedgerError;
use super::schema::{
    AdminProblem, ApplyRequest, ChangeAnswer, ImportAnswer, ImportRowsAnswer, ImportsAnswer,
    PassedOver, RemarkAnswer, RowAnswer, WrittenAnswer,
};
use super::{AdminErrand, told};
use crate::domain::filing::FilingKey;
use crate::domain::said::Said;
use crate::http::api::filing::key_of;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::params::{self, Query, Words, invalid};
use crate::http::reply::Reply;
use crate::service::import::apply::{Without, apply_planned};
use crate::service::import::content::RowState;
use crate::service::import::look::{
    ImportView, MAX_A_PAGE, RowView, import_rows, list_imports, read_import,
};
use crate::service::import::upload::{LedgerFile, LedgerFormat, upload_ledger};
use crate::service::stations::By;

/// The longest file, bytes.
pub(in crate::http) const MAX_FILE_BYTES: usize = 32 * 1024 * 1024;

/// The parameters of an upload.
pub(in crate::http) const UPLOAD_KNOWN: &[&str] = &["file", "format", "datum"];
/// The parameters of a list.
pub(in crate::http) const LIST_KNOWN: &[&str] = &["limit", "cursor"];
/// The parameters of looking at one.
pub(in crate::http) const ROWS_KNOWN: &[&str] = &["state", "limit", "cursor"];
/// The members of an application.
pub(in crate::http) const APPLY_KNOWN: &[&str] = &["without", "reason"];

const DEFAULT_LIMIT: usize = 100;
const MAX_NAME_CHARS: usize = 200;

/// The words of `state`.
const STATES: Words<RowState> = Words {
    what: Said::fixed("行的状态", "a state of rows"),
    all: RowState::ALL,
    key: |state| state.key(),
};

/// The words of `format`.
const FORMATS: Words<LedgerFormat> = Words {
    what: Said::fixed("文件格式", "a format of files"),
    all: &[LedgerFormat::Xlsx, LedgerFormat::Csv, LedgerFormat::GeoJson],
    key: |format| format.key(),
};

/// Uploads a ledger file (XLSX, CSV in UTF-8 or GB18030, GeoJSON; the bytes are the body) and
/// begins to make the plan of what it would do. Nothing is written to the ledger. Send the same
/// again, with the same `Idempotency-Key`, until there is an answer: it is one import.
#[utoipa::path(
    post,
    path = "/admin/v1/imports",
    tag = "imports",
    operation_id = "upload_ledger",
    params(
        ("Idempotency-Key" = String, Header, description = "A new UUID for each upload, the same when it is sent again.", example = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
        ("file" = String, Query, description = "The file's name; its ending tells the format.", example = "台账.xlsx"),
        ("format" = Option<String>, Query, description = "`xlsx`, `csv` or `geojson`, if the name does not tell it.", example = "xlsx"),
        ("datum" = Option<String>, Query, description = "The datum of positions whose row says none: `wgs84` if not given.", example = "gcj02"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 202, description = "The plan is being made; ask at `Location` how far it is.", body = ImportAnswer, headers(("Location" = String, description = "Its address."))),
        (status = 422, description = "The key was used for another file.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn upload(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), UPLOAD_KNOWN)?;
        let key = key_of(&errand.headers)?;
        let expected = Said::fixed("文件名，例如 台账.xlsx", "the file's name, e.g. ledger.xlsx");
        let name = params::text(&query, "file", MAX_NAME_CHARS)?;
        let name = name.ok_or_else(|| params::missing("file", expected))?;
        let file = LedgerFile {
            name: name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            format: params::word(&query, "format", &FORMATS)?,
            datum: params::datum(&query)?,
            bytes: errand.body.to_vec(),
        };
        let app = &errand.site.app;
        let id = upload_ledger(app, &errand.actor, &key, file).await?;
        let import = read_import(app, &errand.actor, id).await?;
        let language = Language::preferred_by(&errand.headers);
        let reply = told(&import_of(import, language))?.with_status(StatusCode::ACCEPTED);
        Ok(reply.with_header(header::LOCATION, &format!("/admin/v1/imports/{id}")))
    })
}

/// The imports that one has uploaded, newest first; those of all for who may read the audit log.
#[utoipa::path(
    get,
    path = "/admin/v1/imports",
    tag = "imports",
    operation_id = "list_imports",
    params(
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "The imports.", body = ImportsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), LIST_KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE as usize)?;
        let before = match query.get("cursor")? {
            Some(cursor) => Some(cursor.parse::<Ulid>().map_err(|_| no_cursor())?),
            None => None,
        };
        let app = &errand.site.app;
        let (imports, next) = list_imports(app, &errand.actor, before, limit as u32).await?;
        let language = Language::preferred_by(&errand.headers);
        told(&ImportsAnswer {
            imports: imports.into_iter().map(|import| import_of(import, language)).collect(),
            next: next.map(|id| id.to_string()),
        })
    })
}

/// How far an import is, and what its rows would do. Ask again while its state is `planning`.
#[utoipa::path(
    get,
    path = "/admin/v1/imports/{id}",
    tag = "imports",
    operation_id = "get_import",
    params(
        ("id" = String, Path, description = "The import's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("state" = Option<String>, Query, description = "Only rows that are `new`, `changed`, `unchanged`, `conflict`, `wrong` or `not_allowed`.", example = "conflict"),
        ("limit" = Option<u32>, Query, description = "How many rows at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "The import and a page of its rows.", body = ImportRowsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), ROWS_KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE as usize)?;
        let state = params::word(&query, "state", &STATES)?;
        let from = match query.get("cursor")? {
            Some(cursor) => cursor.parse::<u64>().map_err(|_| no_cursor())?,
            None => 1,
        };
        let id = import_at(&errand, 0)?;
        let app = &errand.site.app;
        let language = Language::preferred_by(&errand.headers);
        let import = read_import(app, &errand.actor, id).await?;
        // Rows are there as they are planned, and worth looking at once all are.
        let is_planned = import.state == "ready" || import.state == "applied";
        let page = match is_planned {
            true => Some(import_rows(app, &errand.actor, id, state, from, limit as u32).await?),
            false => None,
        };
        let (rows, next) = page.map_or((Vec::new(), None), |page| (page.rows, page.next));
        told(&ImportRowsAnswer {
            import: import_of(import, language),
            rows: rows.into_iter().map(|row| row_of(row, language)).collect(),
            next: next.map(|number| number.to_string()),
        })
    })
}

/// Applies a plan in one transaction, without the rows that `without` names. Rows that are
/// wrong, in conflict or not allowed must be left out. The same again does nothing and tells what
/// the first one came to. It can be undone as one step:
/// `POST /admin/v1/revisions/{number}/undo`.
#[utoipa::path(
    post,
    path = "/admin/v1/imports/{id}/apply",
    tag = "imports",
    operation_id = "apply_import",
    params(
        ("id" = String, Path, description = "The import's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("Idempotency-Key" = String, Header, description = "A new UUID, the same when it is sent again.", example = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
    ),
    request_body = ApplyRequest,
    responses(
        (status = 200, description = "What was written.", body = WrittenAnswer),
        (status = 409, description = "It cannot be applied: `rows` are in the way, or `stations` were changed since.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "The key came with another choice before.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn apply(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = import_at(&errand, 1)?;
        let key: FilingKey = key_of(&errand.headers)?;
        let mut members = Members::read(&errand.body, APPLY_KNOWN)?;
        let without = without(members.list("without")?)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        let applied = apply_planned(&errand.site.app, &by, id, &key, &without).await?;
        written(applied.revision, applied.was_done_before)
    })
}

/// The answer to what wrote a revision.
pub(super) fn written(revision: u64, was_done_before: bool) -> Result<Reply, HttpError> {
    told(&WrittenAnswer { revision, was_done_before })
}

fn without(items: Option<Vec<Value>>) -> Result<Without, HttpError> {
    let mut without = Without::default();
    for item in items.unwrap_or_default() {
        let state = item.as_str().and_then(RowState::from_key);
        match (item.as_u64(), state) {
            (Some(number), _) => {
                without.rows.insert(number);
            }
            (None, Some(state)) => {
                without.states.insert(state);
            }
            (None, None) => {
                return Err(invalid(
                    "without",
                    Said::fixed(
                        "行号与状态的列表，例如 [12, 40, \"wrong\"]",
                        "a list of row numbers and words of states, e.g. [12, 40, \"wrong\"]",
                    ),
                    "其中有一项既非行号也非状态",
                    "one item is neither a number nor a state",
                ));
            }
        }
    }
    Ok(without)
}

fn import_at(errand: &AdminErrand, from_end: usize) -> Result<Ulid, HttpError> {
    errand.segment_from_end(from_end)?.parse().map_err(|_| LedgerError::UnknownImport.into())
}

fn no_cursor() -> HttpError {
    crate::http::api::cursor::Cursor::malformed()
}

fn import_of(import: ImportView, language: Language) -> ImportAnswer {
    let remarks = import.summary.remarks.into_iter();
    ImportAnswer {
        id: import.id.to_string(),
        actor: import.actor,
        file: import.file,
        created_at: import.created_at,
        state: import.state.to_owned(),
        done: import.progress.done,
        total: import.progress.total,
        counts: import.summary.counts,
        remarks: remarks
            .map(|remark| RemarkAnswer {
                severity: remark.severity.key().to_owned(),
                sheet: remark.sheet,
                row: remark.row,
                column: remark.column,
                value: remark.value,
                problem: language.of(&remark.problem).to_owned(),
                way_out: language.of(&remark.way_out).to_owned(),
            })
            .collect(),
        failure: import.summary.failure.map(|failure| language.of(&failure).to_owned()),
        revision: import.revision,
    }
}

fn row_of(row: RowView, language: Language) -> RowAnswer {
    let RowView { number, state, content } = row;
    let (sheet, sheet_row) = (content.sheet.clone(), content.row);
    let problems = content.problems.into_iter().map(|found| RemarkAnswer {
        severity: found.severity.key().to_owned(),
        sheet: sheet.clone(),
        row: Some(sheet_row),
        column: found.column,
        value: found.value,
        problem: language.of(&found.problem).to_owned(),
        way_out: language.of(&found.way_out).to_owned(),
    });
    let changes = content.changes.into_iter();
    let passed_over = content.passed_over.into_iter();
    RowAnswer {
        number,
        state: state.key().to_owned(),
        problems: problems.collect(),
        sheet: content.sheet,
        row: sheet_row,
        code: content.code,
        name: content.name,
        changes: changes
            .map(|change| ChangeAnswer { field: change.field, old: change.old, new: change.new })
            .collect(),
        passed_over: passed_over.map(|(header, text)| PassedOver { header, text }).collect(),
        seen: content.seen,
    }
}
