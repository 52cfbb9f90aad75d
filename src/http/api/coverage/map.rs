//! `/api/v1/coverage/map.png`: the gaps of a question as a picture, for reports and for paper.

use std::sync::Arc;

use geo::{LineString, MultiPolygon, Polygon};

use super::{Read, gaps};
use crate::domain::coordinates::Datum;
use crate::http::api::schema::{GapFeature, MomentParams, PictureParams, Problem, ReachParams};
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::params::Query;
use crate::http::pictures::map::{self, Wanted};
use crate::http::pictures::static_map::{self, numbered};
use crate::http::reply::Reply;
use crate::pictures::map::View;

/// Its address.
pub(in crate::http) const ADDRESS: &str = "/api/v1/coverage/map.png";
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
    "size",
    "markers",
];

/// People a square kilometre from which a gap is as dark as any.
const DARKEST_PEOPLE_KM2: f32 = 12_000.0;
/// How many shades gaps have.
const SHADES: f32 = 6.0;

/// The gaps on a map of the areas, the darker the more people live there, with the stations that
/// were asked for and numbered pins for what is planned. The same question as `/api/v1/coverage/gaps`.
#[utoipa::path(
    get,
    path = "/api/v1/coverage/map.png",
    tag = "coverage",
    operation_id = "get_coverage_map",
    params(ReachParams, MomentParams, PictureParams),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No layer of demand has this name.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "It took longer than a request may; ask again.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No map can be drawn here, or not at present: the answer says what is missing.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { read(&errand).await })
}

async fn read(errand: &Errand) -> Result<Reply, HttpError> {
    let language = errand.call().language;
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let read = Read::moment(&errand.site.app, &query)?;
    let (size, density) = static_map::size(&query)?;
    let markers = static_map::markers(&query, Datum::Wgs84)?;
    let snapshot = Arc::clone(&read.snapshot);
    let filter = read.question.filter.clone();
    let (found, cache) = gaps::all(errand, read).await?;
    let view = map::district(&snapshot, size).ok_or(HttpError::Internal)?;
    let wanted = Wanted {
        view: View { density, ..view },
        pins: numbered(&markers).collect(),
        filter,
        gaps: found.features.iter().filter_map(gap).collect(),
        language,
    };
    Ok(map::answered(errand, &snapshot, wanted).await?.cached(cache))
}

/// A gap as a region, and how strong it looks.
fn gap(gap: &GapFeature) -> Option<(MultiPolygon<f64>, f32)> {
    let rings: Vec<Vec<[f64; 2]>> =
        serde_json::from_value(gap.geometry.get("coordinates")?.clone()).ok()?;
    let mut rings = rings.into_iter().map(LineString::from);
    let polygon = Polygon::new(rings.next()?, rings.collect());
    let people_km2 = gap.properties.people.total / (gap.properties.area_m2 / 1e6).max(1e-9);
    let strength = (people_km2 as f32 / DARKEST_PEOPLE_KM2).clamp(0.0, 1.0);
    Some((MultiPolygon(vec![polygon]), (strength * SHADES).ceil() / SHADES))
}
