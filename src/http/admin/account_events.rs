//! `/admin/v1/account-events`: what was done to accounts.

use super::schema::{AccountEventAnswer, AccountEventsAnswer, AdminProblem};
use super::{AdminErrand, told};
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{Query, limit, whole};
use crate::http::reply::Reply;

/// The parameters.
pub(in crate::http) const KNOWN: &[&str] = &["before", "limit"];

const PAGE: usize = 50;
const LONGEST_PAGE: usize = 500;

/// What was done to accounts and with them, the newest first. Entries are chained by hash, and
/// never changed or removed.
#[utoipa::path(
    get,
    path = "/admin/v1/account-events",
    tag = "accounts",
    operation_id = "list_account_events",
    params(
        ("before" = Option<u64>, Query, description = "Only entries before this number: `next` of the page before.", example = 17, minimum = 0),
        ("limit" = Option<u32>, Query, description = "How many at most; 50 if not given.", example = 50, minimum = 1, maximum = 500),
    ),
    responses(
        (status = 200, description = "The entries.", body = AccountEventsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move { page(&errand).await })
}

async fn page(errand: &AdminErrand) -> Result<Reply, HttpError> {
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let limit = limit(&query, PAGE, LONGEST_PAGE)?;
    let expected = Said::fixed("上一页的 next", "`next` of the page before");
    let before = match query.get("before")? {
        Some(_) => Some(whole(&query, "before", expected)?),
        None => None,
    };
    let entries = errand.site.app.registry().account_events(before, limit as u32).await?;
    let is_full = entries.len() == limit;
    let next = entries.last().map(|last| last.number).filter(|number| is_full && *number > 1);
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        let event = entry.logged.event;
        // The word under which it is kept.
        let act = serde_json::to_value(event.act).map_err(|_| HttpError::Internal)?;
        events.push(AccountEventAnswer {
            number: entry.number,
            at: entry.logged.at,
            actor: event.actor,
            act: act.as_str().unwrap_or_default().to_owned(),
            account: event.account,
            details: event.details,
        });
    }
    told(&AccountEventsAnswer { events, next })
}
