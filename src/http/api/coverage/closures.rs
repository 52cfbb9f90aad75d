//! `/api/v1/coverage/closures`: what the loss of each station would uncover, and how many people
//! each one has to serve.

use std::collections::HashMap;

use super::{Asking, DEFAULT_LIMIT, MAX_LIMIT, Read, json, tenths};
use crate::coverage::Supply;
use crate::coverage::closures::{Loss, losses};
use crate::coverage::load::{Load, loads};
use crate::http::api::schema::{
    ClosureAnswer, ClosuresAnswer, MomentParams, Problem, RankedParams, ReachParams,
};
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::params::{self, Query};
use crate::http::reply::{JSON, Reply};

pub use super::gaps::KNOWN;

/// What the loss of each open station would uncover, the most people first; which ones could be
/// spared; and for how many people each one is the nearest.
#[utoipa::path(
    get,
    path = "/api/v1/coverage/closures",
    tag = "coverage",
    operation_id = "get_coverage_closures",
    params(ReachParams, MomentParams, RankedParams),
    responses(
        (status = 200, description = "The stations.", body = ClosuresAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No layer of demand has this name.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The answer took longer than a request may; ask a narrower question.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many such questions at once; ask again shortly.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { read(&errand).await })
}

async fn read(errand: &Errand) -> Result<Reply, HttpError> {
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let read = Read::moment(&errand.site.app, &query)?;
    let limit = params::limit(&query, DEFAULT_LIMIT, MAX_LIMIT)?;
    let make = move |asking: &Asking<'_>| json(&made(asking, limit));
    read.answered(errand, "closures", limit, JSON, make).await
}

fn made(asking: &Asking<'_>, limit: usize) -> ClosuresAnswer {
    let ground = asking.ground;
    let supply = Supply::today(asking.snapshot, &ground.territory);
    let losses = losses(ground, &supply, asking.question);
    let loads: HashMap<&str, Load<'_>> =
        loads(ground, &supply, asking.question).into_iter().map(|load| (load.code, load)).collect();
    let told = |(loss, rank): (&Loss<'_>, usize)| {
        let load = loads.get(loss.code);
        let of_load = |of: fn(&Load<'_>) -> f64| tenths(load.map_or(0.0, of));
        ClosureAnswer {
            rank,
            code: loss.code.to_owned(),
            name: asking.name_of(loss.code),
            people: tenths(loss.people),
            area_m2: tenths(loss.area_m2),
            redundant: loss.is_redundant(),
            load_people: of_load(|load| load.people),
            load_mean_m: of_load(|load| load.mean_m),
            load_farthest_m: of_load(|load| load.farthest_m),
        }
    };
    ClosuresAnswer {
        question: asking.told(),
        matched: losses.len(),
        redundant: losses.iter().filter(|loss| loss.is_redundant()).count(),
        stations: losses.iter().zip(1..).take(limit).map(told).collect(),
    }
}
