//! Somebody looks at a planned import: how far it is, and what each row would do.

use chrono::{DateTime, Utc};
use ulid::Ulid;

use super::content::{RowContent, RowState, Summary};
use super::upload::GIVEN_UP;
use crate::domain::role::{Action, Actor, may};
use crate::service::{App, ServiceError};
use crate::storage::{ImportState, Progress, StoreError, StoredImport};

/// The most rows on one page.
pub const MAX_A_PAGE: u32 = 500;

/// A planned import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportView {
    /// Its identifier.
    pub id: Ulid,
    /// Who uploaded it.
    pub actor: String,
    /// The file's name.
    pub file: String,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// How it stands: `planning`, `ready`, `failed`, `applied`, `expired`, or `interrupted` when
    /// nobody makes its plan any more.
    pub state: &'static str,
    /// Rows that are planned, and rows of the file; 0 as long as nobody knows.
    pub progress: Progress,
    /// What is to be said of the whole file.
    pub summary: Summary,
    /// The revision that it was applied as.
    pub revision: Option<u64>,
}

/// One row of a planned import.
#[derive(Debug, Clone, PartialEq)]
pub struct RowView {
    /// Its number in the plan, from 1.
    pub number: u64,
    /// What it would do.
    pub state: RowState,
    /// The rest of it.
    pub content: RowContent,
}

/// Some rows, and the number at which the next ones begin.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPage {
    /// The rows.
    pub rows: Vec<RowView>,
    /// `None` on the last page.
    pub next: Option<u64>,
}

/// A planned import that is the reader's own, or anybody's for who may read the audit log.
///
/// # Errors
/// [`ServiceError::UnknownImport`], or whatever the store says.
pub async fn read_import(app: &App, actor: &Actor, id: Ulid) -> Result<ImportView, ServiceError> {
    let import = stored(app, actor, id).await?;
    Ok(view(import, app.clock.now()))
}

/// Planned imports before this one, newest first; a page has up to [`MAX_A_PAGE`].
///
/// # Errors
/// Whatever the store says.
pub async fn list_imports(
    app: &App,
    actor: &Actor,
    before: Option<Ulid>,
    limit: u32,
) -> Result<(Vec<ImportView>, Option<Ulid>), ServiceError> {
    let limit = limit.clamp(1, MAX_A_PAGE);
    let mut imports = app.store.list_imports(before, limit).await?;
    let is_full = imports.len() == limit as usize;
    let next = imports.last().map(|import| import.id).filter(|_| is_full);
    imports.retain(|import| may_see(actor, import));
    let now = app.clock.now();
    Ok((imports.into_iter().map(|import| view(import, now)).collect(), next))
}

/// Rows of a planned import from this number on, of one state if it is given.
///
/// # Errors
/// [`ServiceError::UnknownImport`], or whatever the store says.
pub async fn import_rows(
    app: &App,
    actor: &Actor,
    id: Ulid,
    state: Option<RowState>,
    from: u64,
    limit: u32,
) -> Result<RowPage, ServiceError> {
    stored(app, actor, id).await?;
    let limit = limit.clamp(1, MAX_A_PAGE);
    let state = state.map(RowState::key);
    let mut shown = app.store.import_rows(id, state, from, limit + 1).await?;
    let next = shown.get(limit as usize).map(|row| row.number);
    shown.truncate(limit as usize);
    let rows = shown.into_iter().map(|row| {
        Ok(RowView {
            number: row.number,
            state: RowState::from_key(&row.state).ok_or_else(|| damaged(&row.state))?,
            content: serde_json::from_str(&row.content).map_err(damaged)?,
        })
    });
    Ok(RowPage { rows: rows.collect::<Result<_, StoreError>>()?, next })
}

/// An import as it is stored, if the actor may see it.
pub(super) async fn stored(
    app: &App,
    actor: &Actor,
    id: Ulid,
) -> Result<StoredImport, ServiceError> {
    let import = app.store.import(id).await?;
    import
        .filter(|import| may_see(actor, import))
        .ok_or_else(|| ServiceError::UnknownImport(id.to_string()))
}

fn may_see(actor: &Actor, import: &StoredImport) -> bool {
    import.account == actor.account.to_string() || may(actor, Action::ReadAudit, None).is_ok()
}

fn view(import: StoredImport, now: DateTime<Utc>) -> ImportView {
    let is_given_up = import.state == ImportState::Planning && now - import.noted_at > GIVEN_UP;
    ImportView {
        id: import.id,
        state: if is_given_up { "interrupted" } else { import.state.key() },
        // Empty until the plan is finished.
        summary: serde_json::from_str(&import.summary).unwrap_or_default(),
        revision: (import.state == ImportState::Applied).then_some(import.revision),
        actor: import.actor,
        file: import.file,
        created_at: import.created_at,
        progress: import.progress,
    }
}

fn damaged(reason: impl ToString) -> StoreError {
    StoreError::Damaged { what: "a row of an import".to_owned(), reason: reason.to_string() }
}
