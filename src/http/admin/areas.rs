//! `/admin/v1/areas`: the offices and their territories, and which stations change office when
//! official ones are brought.

use serde_json::Value;

use super::documents::{version_at, versions_of};
use super::precondition::{expected_version, tagged};
use super::schema::{
    AdminProblem, AreaFiguresAnswer, AreaLineAnswer, AreaMoveAnswer, AreaPlanAnswer,
    AreasStateAnswer, DocumentVersionsAnswer,
};
use super::{AdminErrand, told};
use crate::domain::document::AREAS;
use crate::domain::station::{Record, Station, StationCode};
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query};
use crate::http::reply::{Cache, Reply};
use crate::service::ServiceError;
use crate::service::district::areas::{
    AreaFigures, AreaFile, AreaLine, AreaPlan, MAX_AREA_BYTES, area_lines, kept_areas, plan_areas,
    put_areas,
};
use crate::service::district::version;
use crate::service::stations::By;

/// The largest file of areas, bytes.
pub(in crate::http) const MAX_FILE_BYTES: usize = MAX_AREA_BYTES;

pub(in crate::http) const PLAN_KNOWN: &[&str] = &["file", "datum"];
pub(in crate::http) const PUT_KNOWN: &[&str] = &["file", "datum", "reason"];
const MAX_REASON_CHARS: usize = 500;

/// The areas in figures.
#[utoipa::path(
    get,
    path = "/admin/v1/areas",
    tag = "district",
    operation_id = "get_areas_state",
    responses(
        (status = 200, description = "The areas.", body = AreasStateAnswer, headers(("ETag" = String, description = "The version of the territories, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let store = &*errand.site.app.store;
        let kept = kept_areas(store).await?;
        let mut stations: Vec<Station> = Vec::new();
        let sink = &mut |record: Record| stations.push(record.station);
        store.read_all(sink).await.map_err(ServiceError::from)?;
        let stations: Vec<&Station> = stations.iter().collect();
        let areas = area_lines(&kept.areas, &stations).into_iter().map(line).collect();
        let answer = AreasStateAnswer {
            version: kept.version.version,
            updated_at: kept.version.at,
            author: kept.version.origin.actor,
            areas,
        };
        Ok(tagged(told(&answer)?, kept.version.version))
    })
}

/// What the territories in a file would change. Nothing is written. The file is GeoJSON with a
/// Polygon or MultiPolygon a feature and the properties `code` or `name` (or `XZQDM`, `XZQMC`,
/// `代码`, `名称`…). Several features of one area are its parts. An area of the district that is
/// not in the file would be gone.
#[utoipa::path(
    post,
    path = "/admin/v1/areas/plan",
    tag = "district",
    operation_id = "plan_areas",
    params(
        ("file" = Option<String>, Query, description = "The file's name.", example = "街道.geojson"),
        ("datum" = Option<String>, Query, description = "The datum of its positions: `wgs84` if not given.", example = "gcj02"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 200, description = "What it would change.", body = AreaPlanAnswer, headers(("ETag" = String, description = "The version that is there now, for `If-Match`."))),
        (status = 422, description = "What is wrong with the file, feature by feature.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn plan(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), PLAN_KNOWN)?;
        let file = file(&query, &errand)?;
        let app = &errand.site.app;
        let by = By { actor: &errand.actor, reason: String::new() };
        let plan = plan_areas(&*app.store, &by, &app.data(), file).await?;
        let version = plan.version;
        Ok(tagged(told(&plan_answer(plan)?)?, version))
    })
}

/// Writes the territories of a file, and with them, as one revision, the stations that change
/// office. The answer is what was changed; its version is the new one. To bring an earlier version
/// back, send it again.
#[utoipa::path(
    put,
    path = "/admin/v1/areas",
    tag = "district",
    operation_id = "put_areas",
    params(
        ("file" = Option<String>, Query, description = "The file's name.", example = "街道.geojson"),
        ("datum" = Option<String>, Query, description = "The datum of its positions: `wgs84` if not given.", example = "gcj02"),
        ("reason" = Option<String>, Query, description = "Why, for the audit log.", example = "民政局 2026 年勘界"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 200, description = "What was changed.", body = AreaPlanAnswer, headers(("ETag" = String, description = "The new version."))),
        (status = 409, description = "Stations were edited at the same moment; send it again.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody has changed it meanwhile; `current` has the version that is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with the file, or which stations would have no area.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn put(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), PUT_KNOWN)?;
        let seen = expected_version(&errand.headers)?;
        let file = file(&query, &errand)?;
        let reason = params::text(&query, "reason", MAX_REASON_CHARS)?.unwrap_or_default();
        let app = &errand.site.app;
        let by = By { actor: &errand.actor, reason };
        let put = put_areas(&*app.store, &*app.clock, &by, &app.data(), file, seen).await?;
        let (plan, now) = (put.0, put.1.version);
        Ok(tagged(told(&plan_answer(AreaPlan { version: now, ..plan })?)?, now))
    })
}

/// Every version of the territories, newest first.
#[utoipa::path(
    get,
    path = "/admin/v1/areas/versions",
    tag = "district",
    operation_id = "list_areas_versions",
    responses(
        (status = 200, description = "The versions.", body = DocumentVersionsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list_versions(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        versions_of(&errand, AREAS.to_owned()).await
    })
}

/// A version of the territories as GeoJSON, WGS-84.
#[utoipa::path(
    get,
    path = "/admin/v1/areas/versions/{version}",
    tag = "district",
    operation_id = "get_areas_version",
    params(("version" = u64, Path, description = "The version.", example = 1)),
    responses(
        (status = 200, description = "The file.", body = Object, content_type = "application/geo+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read_version(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let number = version_at(&errand)?;
        let (found, text) = version(&*errand.site.app.store, AREAS, number).await?;
        let reply = Reply::file(text.into_bytes(), "application/geo+json").cached(Cache::Never);
        Ok(reply.saved_as(&format!("areas-{}.geojson", found.version)))
    })
}

fn file(query: &Query<'_>, errand: &AdminErrand) -> Result<AreaFile, HttpError> {
    let name = params::file_name(query)?;
    Ok(AreaFile {
        name: name.unwrap_or_else(|| AREAS.to_owned()),
        datum: params::datum(query)?,
        bytes: errand.body.to_vec(),
    })
}

fn plan_answer(plan: AreaPlan) -> Result<AreaPlanAnswer, HttpError> {
    let outlines: Value =
        serde_json::from_str(&plan.outlines()).map_err(|_| HttpError::Internal)?;
    let codes = |codes: Vec<StationCode>| codes.iter().map(ToString::to_string).collect();
    let moves = plan.moves.into_iter().map(|each| {
        let station = each.record.station;
        AreaMoveAnswer {
            code: station.code.to_string(),
            name: station.name,
            from: station.area.to_string(),
            to: each.to.to_string(),
            lon: station.position.lon(),
            lat: station.position.lat(),
        }
    });
    Ok(AreaPlanAnswer {
        version: plan.version,
        areas: plan.lines.into_iter().map(line).collect(),
        moves: moves.collect(),
        nowhere: codes(plan.nowhere),
        homeless: codes(plan.homeless),
        units: plan.units,
        suspected_datum: plan.suspected.map(|datum| datum.key().to_owned()),
        outlines,
    })
}

fn line(line: AreaLine) -> AreaLineAnswer {
    let told = |figures: AreaFigures| AreaFiguresAnswer {
        name: figures.name,
        population: figures.population,
        approximate: figures.approximate,
        area_m2: figures.area_m2.round(),
        stations: figures.stations,
    };
    AreaLineAnswer {
        code: line.code.to_string(),
        before: line.before.map(told),
        after: line.after.map(told),
    }
}
