//! `/admin/v1/site-selection`: searches for new sites. Each is a job: it is ordered, looked at
//! while it goes on, and can be ended with the best answer so far.

pub(in crate::http) mod events;
mod order;
mod shown;

use std::sync::Arc;

use axum::http::{StatusCode, header};

use super::schema::{AdminProblem, SearchAnswer, SearchRequest, SearchesAnswer};
use super::{AdminErrand, told};
use crate::http::api::coverage::Read;
use crate::http::api::coverage::figures::KNOWN;
use crate::http::api::schema::{MomentParams, ReachParams};
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::Query;
use crate::http::planning_error::PlanningTrouble;
use crate::service::planning::SiteJob;

pub(in crate::http) use events::events;

/// Orders a search. It goes on when the client is gone. Which stations count, when, how far people
/// go and for which layer of demand stands in the query, as at `/api/v1/coverage`.
#[utoipa::path(
    post,
    path = "/admin/v1/site-selection",
    tag = "planning",
    operation_id = "order_search",
    params(ReachParams, MomentParams),
    request_body = SearchRequest,
    responses(
        (status = 202, description = "The search; ask at `Location` how far it is.", body = SearchAnswer, headers(("Location" = String, description = "Its address."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches wait already.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be begun at present; order it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn order(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let app = &errand.site.app;
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let read = Read::moment(app, &query)?;
        let order = order::read(&errand.body, read, &app.data())?;
        let job = app.order_sites(&errand.actor, order).await?;
        let reply = told(&shown::search(&errand.site, &job))?.with_status(StatusCode::ACCEPTED);
        Ok(reply.with_header(header::LOCATION, &format!("/admin/v1/site-selection/{}", job.id)))
    })
}

/// The searches that are remembered.
#[utoipa::path(
    get,
    path = "/admin/v1/site-selection",
    tag = "planning",
    operation_id = "list_searches",
    responses(
        (status = 200, description = "The searches, newest first.", body = SearchesAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let jobs = errand.site.app.site_jobs();
        let searches = jobs.iter().map(|job| shown::search(&errand.site, job)).collect();
        told(&SearchesAnswer { searches })
    })
}

/// A search, and the best answer so far.
#[utoipa::path(
    get,
    path = "/admin/v1/site-selection/{id}",
    tag = "planning",
    operation_id = "get_search",
    params(("id" = String, Path, description = "The search's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The search.", body = SearchAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let job = job_at(&errand, 0)?;
        told(&shown::search(&errand.site, &job))
    })
}

/// Ends a search with the best answer so far.
#[utoipa::path(
    delete,
    path = "/admin/v1/site-selection/{id}",
    tag = "planning",
    operation_id = "cancel_search",
    params(("id" = String, Path, description = "The search's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The search as it is at this moment; it ends within moments.", body = SearchAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn cancel(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let job = job_at(&errand, 0)?;
        job.cancel();
        told(&shown::search(&errand.site, &job))
    })
}

fn job_at(errand: &AdminErrand, from_end: usize) -> Result<Arc<SiteJob>, HttpError> {
    let id = errand.segment_from_end(from_end)?;
    let id = id.parse().map_err(|_no_identifier| PlanningTrouble::UnknownSearch)?;
    Ok(errand.site.app.site_job(id)?)
}
