//! `/admin/v1/scenarios/{name}/comparison` and `…/difference`: a scenario beside today, in numbers
//! and on the map.

use super::demand::named;
use super::schema::{
    AdminProblem, ComparisonAnswer, DifferenceAnswer, DifferenceFeature, DifferenceProperties,
    OfficeComparison,
};
use super::{AdminErrand, told};
use crate::coverage::difference::{ChangedRegion, RegionChange, difference};
use crate::coverage::scenario::Comparison;
use crate::coverage::{CoverageError, Ground, Scenario, Split, Supply, Territory};
use crate::http::api::coverage::figures::{KNOWN, figures};
use crate::http::api::coverage::gaps::geometry;
use crate::http::api::coverage::{Asking, Read, json, tenths};
use crate::http::api::schema::{MomentParams, ReachParams};
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::Query;
use crate::http::planning;
use crate::http::reply::{Cache, GEOJSON, Reply};
use crate::index::Snapshot;
use crate::service::planning::{LaidGround, PlanningError};

/// The figures of a scenario beside those of today, and the offices that gain or lose.
#[utoipa::path(
    get,
    path = "/admin/v1/scenarios/{name}/comparison",
    tag = "planning",
    operation_id = "compare_scenario",
    params(("name" = String, Path, description = "The scenario's name.", example = "北苑补点"), ReachParams, MomentParams),
    responses(
        (status = 200, description = "The figures.", body = ComparisonAnswer),
        (status = 422, description = "The scenario does not fit the stations of today any more.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn numbers(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (_, scenario) = errand.site.app.scenario(&named(&errand, 1)?).await?;
        compared(&errand, scenario).await
    })
}

/// The regions that a scenario newly covers or gives up, as GeoJSON.
#[utoipa::path(
    get,
    path = "/admin/v1/scenarios/{name}/difference",
    tag = "planning",
    operation_id = "map_scenario",
    params(("name" = String, Path, description = "The scenario's name.", example = "北苑补点"), ReachParams, MomentParams),
    responses(
        (status = 200, description = "The regions.", body = DifferenceAnswer, content_type = "application/geo+json"),
        (status = 422, description = "The scenario does not fit the stations of today any more.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn map(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (_, scenario) = errand.site.app.scenario(&named(&errand, 1)?).await?;
        let (read, laid) = asked(&errand).await?;
        let work = move || {
            let Read { snapshot, question, zone, .. } = read;
            let regions = regions(&laid, &snapshot, &scenario, &question)?;
            let asking =
                Asking { ground: &laid.ground, snapshot: &snapshot, question: &question, zone };
            let features = regions.iter().map(|region| feature(&laid.ground.territory, region));
            Ok::<_, PlanningError>(json(&DifferenceAnswer {
                kind: "FeatureCollection".to_owned(),
                question: asking.told(),
                features: features.collect(),
            }))
        };
        let body = planning::worked(&errand.site, work).await??;
        Ok(Reply::json(body).of_type(GEOJSON).cached(Cache::Never))
    })
}

/// The answer that tells a scenario's figures beside today's, for the question in the query.
pub(super) async fn compared(errand: &AdminErrand, scenario: Scenario) -> Result<Reply, HttpError> {
    let (read, laid) = asked(errand).await?;
    let Read { snapshot, question, zone, .. } = read;
    let (ground, about) = (laid.ground.clone(), question.clone());
    let at = snapshot.clone();
    let compared = planning::compared(&errand.site, at, laid, question, scenario).await?;
    let asking = Asking { ground: &ground, snapshot: &snapshot, question: &about, zone };
    told(&answer(&ground, &asking, &compared))
}

async fn asked(errand: &AdminErrand) -> Result<(Read, LaidGround), HttpError> {
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let read = Read::moment(&errand.site.app, &query)?;
    let laid = errand.site.app.ground_of(read.layer.as_ref()).await?;
    Ok((read, laid))
}

fn answer(ground: &Ground, asking: &Asking<'_>, compared: &Comparison) -> ComparisonAnswer {
    let share = |split: &Split| split.covered_share().map(|share| (share * 1e6).round() / 1e6);
    let offices = ground.territory.offices();
    let told = compared.gains().into_iter().filter_map(|gain| {
        let office = offices.get(gain.office)?;
        Some(OfficeComparison {
            code: office.code.to_string(),
            name: office.name.clone(),
            people: tenths(gain.people),
            area_m2: tenths(gain.area_m2),
            share_today: share(&compared.today.offices.get(gain.office)?.people),
            share_then: share(&compared.then.offices.get(gain.office)?.people),
        })
    });
    ComparisonAnswer {
        question: asking.told(),
        today: figures(&compared.today.district),
        then: figures(&compared.then.district),
        offices: told.collect(),
    }
}

fn regions(
    laid: &LaidGround,
    snapshot: &Snapshot,
    scenario: &Scenario,
    question: &crate::coverage::Question,
) -> Result<Vec<ChangedRegion>, CoverageError> {
    let territory = &laid.ground.territory;
    let prepared = scenario.prepare(snapshot);
    let today = Supply::today(snapshot, territory);
    let then = Supply::under(scenario, &prepared, snapshot, territory)?;
    Ok(difference(&laid.ground, &today, &then, question))
}

fn feature(territory: &Territory, region: &ChangedRegion) -> DifferenceFeature {
    let office = territory.offices().get(region.office);
    let change = match region.change {
        RegionChange::Gained => "gained",
        RegionChange::Lost => "lost",
    };
    DifferenceFeature {
        kind: "Feature".to_owned(),
        properties: DifferenceProperties {
            change: change.to_owned(),
            area: office.map(|office| office.code.to_string()).unwrap_or_default(),
            area_name: office.map(|office| office.name.clone()).unwrap_or_default(),
            area_m2: tenths(region.area_m2),
        },
        geometry: geometry(&region.polygon),
    }
}
