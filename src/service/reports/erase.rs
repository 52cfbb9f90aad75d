//! An administrator puts out what a report said, because its sender or somebody in the photo asks.

use ulid::Ulid;

use super::inbox::{Letter, letter};
use crate::domain::account::{AccountAct, AccountEvent};
use crate::domain::role::Action;
use crate::service::stations::By;
use crate::service::{App, ServiceError};
use crate::storage::Logged;

/// Puts out the words, the place and the photo of a report. That there was one, of what kind, and
/// what became of it, stays. A photo of the station that was made of the report's stays too: take
/// it away there. The same once more changes nothing.
///
/// # Errors
/// [`ServiceError::UnknownReport`], [`crate::service::stations::EditError::Forbidden`], or
/// whatever the store says.
pub async fn erase_report(app: &App, by: &By<'_>, id: Ulid) -> Result<Letter, ServiceError> {
    letter(app, by.actor, id, Action::ErasePersonalData).await?;
    let mut details = vec![format!("report: {id}")];
    details.extend((!by.reason.is_empty()).then(|| format!("reason: {}", by.reason)));
    let event = AccountEvent {
        actor: by.actor.label(),
        act: AccountAct::ReportErased,
        account: String::new(),
        details,
    };
    let log = Logged { id: app.clock.new_id(), at: app.clock.now(), event };
    app.store.erase_report(id, &log).await?;
    letter(app, by.actor, id, Action::ErasePersonalData).await
}
