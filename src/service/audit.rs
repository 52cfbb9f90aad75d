//! Staff search the audit log: every revision with who wrote it, when, through what and why.

use chrono::{DateTime, Utc};

use super::rights::place;
use super::stations::EditError;
use super::stations::history::Version;
use super::{App, ServiceError};
use crate::domain::document::DocumentVersion;
use crate::domain::edit::{Origin, Via};
use crate::domain::role::{Action, Actor, may};
use crate::domain::station::StationCode;
use crate::exchange::table::{Cell, CellKind, Column, CsvFor, Table, csv};
use crate::storage::AuditFilter;

/// The most entries on one page.
pub const MAX_A_PAGE: u32 = 500;

/// The most stations of one revision on one page.
pub const MAX_STATIONS: u32 = 200;

/// The most revisions of one exported file.
const MAX_EXPORTED: u32 = 20_000;

/// Which entries; what is not set asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuestion {
    /// Written by an actor with this in its name.
    pub actor: Option<String>,
    /// About this station.
    pub code: Option<StationCode>,
    /// Written then or later.
    pub from: Option<DateTime<Utc>>,
    /// Written before then.
    pub to: Option<DateTime<Utc>>,
    /// Through this, one of [`Via::KEYS`].
    pub via: Option<&'static str>,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The revision.
    pub revision: u64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who, through what and why.
    pub origin: Origin,
    /// How many stations it wrote.
    pub stations: u64,
    /// The hash that binds it and all entries before it.
    pub hash: String,
}

/// What one revision wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Stations, by code.
    pub stations: Vec<Version>,
    /// The district's documents, by name.
    pub documents: Vec<DocumentVersion>,
    /// The station at which the next page begins; `None` on the last one.
    pub next: Option<StationCode>,
}

/// A page of entries before a revision, newest first, and where the next page begins.
///
/// # Errors
/// [`EditError::Forbidden`], or whatever the store says.
pub async fn search_audit(
    app: &App,
    actor: &Actor,
    question: AuditQuestion,
    before: Option<u64>,
    limit: u32,
) -> Result<(Vec<Entry>, Option<u64>), ServiceError> {
    may(actor, Action::ReadAudit, None).map_err(EditError::from)?;
    let limit = limit.clamp(1, MAX_A_PAGE);
    let mut entries = found(app, question, before, limit + 1).await?;
    let has_more = entries.len() > limit as usize;
    entries.truncate(limit as usize);
    let next = entries.last().map(|entry| entry.revision).filter(|_| has_more);
    Ok((entries, next))
}

/// What one revision wrote, station by station from this code on. Stations whose history the actor may not read are left out.
///
/// # Errors
/// [`EditError::UnknownRevision`], or whatever the store says.
pub async fn read_revision(
    app: &App,
    actor: &Actor,
    revision: u64,
    from: Option<&StationCode>,
) -> Result<Written, ServiceError> {
    let documents = app.store.documents_of(revision).await?;
    let mut changes = app.store.changes_of(revision, from, MAX_STATIONS + 1).await?;
    if changes.is_empty() && documents.is_empty() {
        return Err(EditError::UnknownRevision(revision).into());
    }
    let next = changes.get(MAX_STATIONS as usize).map(|change| change.code.clone());
    changes.truncate(MAX_STATIONS as usize);
    changes.retain(|change| {
        let before = change.before.as_ref().unwrap_or(&change.after);
        [before, &change.after]
            .into_iter()
            .all(|station| may(actor, Action::ReadLedger, Some(place(station))).is_ok())
    });
    Ok(Written { stations: changes.into_iter().map(Version::of).collect(), documents, next })
}

/// The entries that pass as CSV, one line a fact that changed; the newest 20,000 revisions at
/// most.
///
/// # Errors
/// [`EditError::Forbidden`], or whatever the store says.
pub async fn export_audit(
    app: &App,
    actor: &Actor,
    question: AuditQuestion,
) -> Result<Vec<u8>, ServiceError> {
    may(actor, Action::ReadAudit, None).map_err(EditError::from)?;
    let code = question.code.clone();
    let mut lines = Vec::new();
    for entry in found(app, question, None, MAX_EXPORTED).await? {
        let line = line(app, &entry);
        if entry.stations == 0 {
            lines.push(line);
            continue;
        }
        for change in app.store.changes_of(entry.revision, None, u32::MAX).await? {
            if code.as_ref().is_none_or(|code| *code == change.code) {
                lines.extend(lines_of(&line, Version::of(change)));
            }
        }
    }
    Ok(csv(&table_of(lines), CsvFor::Spreadsheets)?)
}

async fn found(
    app: &App,
    question: AuditQuestion,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Entry>, ServiceError> {
    let AuditQuestion { actor, code, from, to, via } = question;
    let filter = AuditFilter { actor, code, from, to, via };
    let entries = app.store.audit_page(&filter, before, limit).await?;
    let entry = |entry: crate::storage::AuditEntry| Entry {
        revision: entry.revision,
        at: entry.at,
        origin: entry.origin,
        stations: entry.changes,
        hash: entry.hash,
    };
    Ok(entries.into_iter().map(entry).collect())
}

/// One line of the file.
#[derive(Debug, Clone)]
struct AuditLine {
    revision: u64,
    /// Civil time with offset.
    at: String,
    actor: String,
    via: &'static str,
    /// Which file, report, version or revision; may be empty.
    from: String,
    reason: String,
    /// The station; empty when the revision wrote none.
    code: String,
    version: Option<u64>,
    /// The key of the fact; empty when the station was created.
    field: String,
    old: String,
    new: String,
}

fn table_of(lines: Vec<AuditLine>) -> Table {
    let number = |name| Column::named(name, CellKind::Whole);
    let text = |name| Column::named(name, CellKind::Text);
    let columns = vec![
        number("revision"),
        text("at"),
        text("actor"),
        text("via"),
        text("from"),
        text("reason"),
        text("code"),
        number("version"),
        text("field"),
        text("old"),
        text("new"),
    ];
    let rows = lines.into_iter().map(|line| {
        vec![
            Cell::Number(line.revision as f64),
            Cell::Text(line.at),
            Cell::Text(line.actor),
            Cell::Text(line.via.to_owned()),
            Cell::Text(line.from),
            Cell::Text(line.reason),
            Cell::Text(line.code),
            line.version.map_or(Cell::Empty, |version| Cell::Number(version as f64)),
            Cell::Text(line.field),
            Cell::Text(line.old),
            Cell::Text(line.new),
        ]
    });
    Table { title: "audit".to_owned(), columns, rows: rows.collect(), notes: Vec::new() }
}

fn line(app: &App, entry: &Entry) -> AuditLine {
    let origin = &entry.origin;
    AuditLine {
        revision: entry.revision,
        at: entry.at.with_timezone(&app.district.zone.0).to_rfc3339(),
        actor: origin.actor.clone(),
        via: origin.via.key(),
        from: match &origin.via {
            Via::Import { file, .. } => file.clone(),
            Via::Report { id } | Via::Check { id } => id.clone(),
            Via::District { document, version } => format!("{document} {version}"),
            Via::Restore { version } => version.to_string(),
            Via::Undo { revision } => revision.to_string(),
            Via::FirstStart | Via::Console | Via::Api => String::new(),
        },
        reason: origin.reason.clone(),
        code: String::new(),
        version: None,
        field: String::new(),
        old: String::new(),
        new: String::new(),
    }
}

/// One line a fact; one for a station that was created.
fn lines_of(line: &AuditLine, version: Version) -> Vec<AuditLine> {
    let station = AuditLine {
        code: version.code.to_string(),
        version: Some(version.version),
        ..line.clone()
    };
    if version.is_first {
        return vec![station];
    }
    let changes = version.changes.into_iter();
    changes
        .map(|change| AuditLine {
            field: change.field.key().to_owned(),
            old: change.old,
            new: change.new,
            ..station.clone()
        })
        .collect()
}
