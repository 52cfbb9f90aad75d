//! `/admin/v1/scenarios`: what planners think of changing, kept by name and compared with today.

use axum::http::{StatusCode, header};

use super::demand::{address, named, paper_name};
use super::precondition::{expected_version, tagged};
use super::schema::{
    AdminProblem, ComparisonAnswer, ScenarioAnswer, ScenarioRequest, ScenarioSummary,
    ScenariosAnswer,
};
use super::{AdminErrand, comparison, done, told};
use crate::coverage::Scenario;
use crate::coverage::scenario::ScenarioChange;
use crate::domain::paper::Paper;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::missing;

/// The members of a new scenario.
const NEW_KNOWN: &[&str] = &["name", "changes"];
/// The members of one that is there.
const KNOWN: &[&str] = &["changes"];

const CHANGES: Said = Said::fixed(
    "一列改动，例如 [{\"action\":\"close\",\"code\":\"CY0001\"}]",
    "a list of changes, e.g. [{\"action\":\"close\",\"code\":\"CY0001\"}]",
);

/// The scenarios that are kept.
#[utoipa::path(
    get,
    path = "/admin/v1/scenarios",
    tag = "planning",
    operation_id = "list_scenarios",
    responses(
        (status = 200, description = "The scenarios, by name.", body = ScenariosAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let scenarios = errand.site.app.scenarios().await?;
        let summary = scenarios.into_iter().map(|(paper, about)| ScenarioSummary {
            name: paper.name.to_string(),
            version: paper.version,
            updated_at: paper.updated_at,
            author: paper.author,
            changes: about.changes,
        });
        told(&ScenariosAnswer { scenarios: summary.collect() })
    })
}

/// Keeps a new scenario.
#[utoipa::path(
    post,
    path = "/admin/v1/scenarios",
    tag = "planning",
    operation_id = "add_scenario",
    request_body = ScenarioRequest,
    responses(
        (status = 201, description = "The scenario.", body = ScenarioAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."), ("Location" = String, description = "Its address."))),
        (status = 422, description = "It does not fit the stations of today.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong; 409 when the name is taken.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, NEW_KNOWN)?;
        let name = paper_name(&members.needed_text("name")?)?;
        let scenario = Scenario { name: name.to_string(), changes: changes(&mut members)? };
        let app = &errand.site.app;
        let paper = app.keep_scenario(&errand.actor, &name, None, &scenario).await?;
        let reply = told(&answer(&paper, &scenario)?)?.with_status(StatusCode::CREATED);
        let address = address("scenarios", &name);
        Ok(tagged(reply.with_header(header::LOCATION, &address), paper.version))
    })
}

/// One scenario.
#[utoipa::path(
    get,
    path = "/admin/v1/scenarios/{name}",
    tag = "planning",
    operation_id = "get_scenario",
    params(("name" = String, Path, description = "The scenario's name.", example = "北苑补点")),
    responses(
        (status = 200, description = "The scenario.", body = ScenarioAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (paper, scenario) = errand.site.app.scenario(&named(&errand, 0)?).await?;
        Ok(tagged(told(&answer(&paper, &scenario)?)?, paper.version))
    })
}

/// Keeps other changes under a name.
#[utoipa::path(
    put,
    path = "/admin/v1/scenarios/{name}",
    tag = "planning",
    operation_id = "change_scenario",
    params(
        ("name" = String, Path, description = "The scenario's name.", example = "北苑补点"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    request_body = ScenarioRequest,
    responses(
        (status = 200, description = "The scenario as it is now.", body = ScenarioAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile; `current` is what is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "It does not fit the stations of today.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn change(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (name, seen) = (named(&errand, 0)?, expected_version(&errand.headers)?);
        let mut members = Members::read(&errand.body, KNOWN)?;
        let scenario = Scenario { name: name.to_string(), changes: changes(&mut members)? };
        let app = &errand.site.app;
        let paper = app.keep_scenario(&errand.actor, &name, Some(seen), &scenario).await?;
        Ok(tagged(told(&answer(&paper, &scenario)?)?, paper.version))
    })
}

/// Takes a scenario away.
#[utoipa::path(
    delete,
    path = "/admin/v1/scenarios/{name}",
    tag = "planning",
    operation_id = "remove_scenario",
    params(
        ("name" = String, Path, description = "The scenario's name.", example = "北苑补点"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 412, description = "Somebody has changed it meanwhile; `current` is what is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn remove(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (name, seen) = (named(&errand, 0)?, expected_version(&errand.headers)?);
        errand.site.app.remove_scenario(&name, seen).await?;
        Ok(done())
    })
}

/// What changes would come to, without keeping them: figures of the question in the query beside
/// those of today. Quick enough to follow a candidate that is dragged over the map.
#[utoipa::path(
    post,
    path = "/admin/v1/what-if",
    tag = "planning",
    operation_id = "what_if",
    params(crate::http::api::schema::ReachParams, crate::http::api::schema::MomentParams),
    request_body = ScenarioRequest,
    responses(
        (status = 200, description = "The figures.", body = ComparisonAnswer),
        (status = 422, description = "The changes do not fit the stations of today.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn what_if(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, KNOWN)?;
        let scenario = Scenario { name: String::new(), changes: changes(&mut members)? };
        comparison::compared(&errand, scenario).await
    })
}

fn changes(members: &mut Members) -> Result<Vec<ScenarioChange>, HttpError> {
    members.parts("changes", CHANGES)?.ok_or_else(|| missing("changes", CHANGES))
}

fn answer(paper: &Paper, scenario: &Scenario) -> Result<ScenarioAnswer, HttpError> {
    // The documented changes are the kept ones, member by member.
    let changes = serde_json::to_value(&scenario.changes).and_then(serde_json::from_value);
    Ok(ScenarioAnswer {
        name: paper.name.to_string(),
        version: paper.version,
        updated_at: paper.updated_at,
        author: paper.author.clone(),
        changes: changes.map_err(|_| HttpError::Internal)?,
    })
}
