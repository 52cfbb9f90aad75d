//! `/api/v1/coverage`: figures of the district and of each office.

use super::{Asking, Read, json, split, tenths};
use crate::coverage::share::{Distances, coverage};
use crate::coverage::{Figures, Supply};
use crate::http::api::schema::{
    CoverageAnswer, DistancesAnswer, FiguresAnswer, MomentParams, OfficeAnswer, Problem,
    ReachParams, StationCountsAnswer,
};
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::params::Query;
use crate::http::reply::{JSON, Reply};

/// The parameters.
pub const KNOWN: &[&str] = &[
    "radius_m",
    "open",
    "hour_of_week",
    "amenities",
    "kind",
    "access",
    "round_the_clock",
    "area",
    "demand",
];

/// How much of the district and of each office is covered, in people and in exact area, and how
/// far people have to go. That there is no station, that it is closed and that nobody knows its
/// hours are told apart.
#[utoipa::path(
    get,
    path = "/api/v1/coverage",
    tag = "coverage",
    operation_id = "get_coverage",
    params(ReachParams, MomentParams),
    responses(
        (status = 200, description = "The figures.", body = CoverageAnswer),
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
    read.answered(errand, "coverage", 0, JSON, |asking| json(&made(asking))).await
}

fn made(asking: &Asking<'_>) -> CoverageAnswer {
    let ground = asking.ground;
    let supply = Supply::today(asking.snapshot, &ground.territory);
    let found = coverage(ground, &supply, asking.question);
    let offices = ground.territory.offices().iter().zip(&found.offices);
    CoverageAnswer {
        question: asking.told(),
        district: figures(&found.district),
        offices: offices
            .map(|(office, found)| OfficeAnswer {
                code: office.code.to_string(),
                name: office.name.clone(),
                figures: figures(found),
            })
            .collect(),
    }
}

pub(in crate::http) fn figures(found: &Figures) -> FiguresAnswer {
    let stations = found.stations;
    FiguresAnswer {
        people: split(&found.people),
        area_m2: split(&found.area_m2),
        stations: StationCountsAnswer {
            open: stations.open,
            hours_unknown: stations.hours_unknown,
            closed: stations.closed,
        },
        stations_per_10000_people: found
            .stations_per_10_000_people()
            .map(|stations| (stations * 1e3).round() / 1e3),
        distance: found.distances.as_ref().map(distances),
    }
}

fn distances(found: &Distances) -> DistancesAnswer {
    DistancesAnswer {
        p50_m: tenths(found.p50_m),
        p90_m: tenths(found.p90_m),
        p95_m: tenths(found.p95_m),
        p99_m: tenths(found.p99_m),
        worst_5_percent_mean_m: tenths(found.worst_5_percent_mean_m),
    }
}
