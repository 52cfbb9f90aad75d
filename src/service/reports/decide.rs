//! Staff decide about a report: the ledger is corrected, it stays as it is, or another report
//! says the same. The sender reads the outcome with the receipt.

use serde_json::{Map, Value};
use thiserror::Error;
use ulid::Ulid;

use super::inbox::{Letter, letter};
use super::suggestion::{Suggestion, suggestion};
use crate::domain::edit::{ChangeSet, Settlement, Via};
use crate::domain::report::ReportState;
use crate::domain::role::Action;
use crate::domain::said::Said;
use crate::service::stations::edit::{EditSettling, edit_settling, wrong};
use crate::service::stations::{By, Edited, Target, apply};
use crate::service::{App, ServiceError};
use crate::storage::StoreError;

/// Why a report was not decided. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportRefused {
    /// It was decided before.
    #[error("the report was {0} before: look at it again")]
    Decided(&'static str),
    /// The other report is about another station, or the same report, or was merged itself.
    #[error("the report cannot be merged into that one: choose another about the same station")]
    NoTarget,
}

/// A report that was accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The report as it is now.
    pub letter: Letter,
    /// The edit that it asks for; what there was to do when the edit came along.
    pub suggestion: Suggestion,
    /// The edit that came along, and was written in the same transaction.
    pub edited: Option<Edited>,
}

/// An edit that comes with the decision.
#[derive(Debug, Clone, PartialEq)]
pub struct WithEdit {
    /// The version of the station that the editor has seen.
    pub seen: u64,
    /// Facts by the ledger's keys.
    pub facts: Map<String, Value>,
}

/// Accepts a report. With an edit both happen in one transaction, or neither does; without one
/// the suggestion of the answer is what to edit next. The editor's reason is told to the sender.
///
/// # Errors
/// [`ReportRefused`], [`crate::service::stations::EditError`], or whatever the store says.
pub async fn accept_report(
    app: &App,
    by: &By<'_>,
    id: Ulid,
    edit: Option<WithEdit>,
) -> Result<Accepted, ServiceError> {
    let before = undecided(app, by, id).await?;
    let suggestion = suggestion(app, &before);
    let state = ReportState::Accepted { reason: by.reason.clone() };
    let edited = match edit {
        None => {
            settle(app, by, id, state).await?;
            None
        }
        Some(WithEdit { seen, facts }) => {
            let target = Target { code: before.report.station.clone(), seen };
            let settling = EditSettling {
                via: Via::Report { id: id.to_string() },
                settles: vec![Settlement::Report { id, state }],
            };
            let edited = edit_settling(app, by, &target, &facts, settling).await;
            Some(edited.map_err(decided)?)
        }
    };
    let letter = letter(app, by.actor, id, Action::HandleReports).await?;
    Ok(Accepted { letter, suggestion, edited })
}

/// Rejects a report. The editor's reason, which there must be, is told to the sender.
///
/// # Errors
/// As [`accept_report`].
pub async fn reject_report(app: &App, by: &By<'_>, id: Ulid) -> Result<Letter, ServiceError> {
    undecided(app, by, id).await?;
    if by.reason.trim().is_empty() {
        let problem = Said::fixed("缺少理由", "there is no reason");
        let way_out = Said::fixed("请写给反馈的骑手", "write it for the rider who reported");
        return Err(wrong("reason", "", problem, way_out).into());
    }
    settle(app, by, id, ReportState::Rejected { reason: by.reason.clone() }).await?;
    letter(app, by.actor, id, Action::HandleReports).await
}

/// Says that another report about the same station says the same, and is dealt with instead.
///
/// # Errors
/// As [`accept_report`].
pub async fn merge_reports(
    app: &App,
    by: &By<'_>,
    id: Ulid,
    into: Ulid,
) -> Result<Letter, ServiceError> {
    let before = undecided(app, by, id).await?;
    let target = app.store.report(into).await?;
    let fits = target.is_some_and(|target| {
        target.id != id
            && target.station == before.report.station
            && !matches!(target.state, ReportState::Merged { .. })
    });
    if !fits {
        return Err(ReportRefused::NoTarget.into());
    }
    settle(app, by, id, ReportState::Merged { into, reason: by.reason.clone() }).await?;
    letter(app, by.actor, id, Action::HandleReports).await
}

async fn undecided(app: &App, by: &By<'_>, id: Ulid) -> Result<Letter, ServiceError> {
    let letter = letter(app, by.actor, id, Action::HandleReports).await?;
    match &letter.report.state {
        ReportState::New => Ok(letter),
        other => Err(ReportRefused::Decided(other.key()).into()),
    }
}

async fn settle(app: &App, by: &By<'_>, id: Ulid, state: ReportState) -> Result<(), ServiceError> {
    let settles = vec![Settlement::Report { id, state }];
    let set = ChangeSet { settles, ..ChangeSet::default() };
    match apply(app, by, by.via(), set).await {
        Ok(_) => Ok(()),
        Err(StoreError::ReportSettled { .. }) => Err(ReportRefused::Decided("decided").into()),
        Err(error) => Err(error.into()),
    }
}

/// Somebody else may have decided while the edit was being written.
fn decided(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Store(StoreError::ReportSettled { .. }) => {
            ReportRefused::Decided("decided").into()
        }
        other => other,
    }
}
