//! `/api/v1/coverage/gaps`: the regions that no open station reaches.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Coord, Geometry, LineString, Polygon};
use serde_json::{Value, json};

use super::{Asking, DEFAULT_LIMIT, MAX_LIMIT, Read, split, tenths};
use crate::coverage::gaps::{FLATTENED_M, Gap, gaps};
use crate::coverage::{Ground, Question, Radius, Supply, When};
use crate::features::Record;
use crate::http::api::schema::{
    GapFeature, GapProperties, GapsAnswer, MomentParams, NearestAnswerOfGap, Problem, RankedParams,
    ReachParams,
};
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::params::{self, Query};
use crate::http::planning;
use crate::http::reply::{Cache, GEOJSON, Reply};
use crate::http::site::Site;
use crate::index::Snapshot;
use crate::index::filter::Filter;

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
    "limit",
];

/// The regions that no open station reaches, office by office, the most people first: polygons
/// with their people, area, nearest open station and its distance.
#[utoipa::path(
    get,
    path = "/api/v1/coverage/gaps",
    tag = "coverage",
    operation_id = "get_coverage_gaps",
    params(ReachParams, MomentParams, RankedParams),
    responses(
        (status = 200, description = "The gaps.", body = GapsAnswer, content_type = "application/geo+json"),
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
    let make = move |asking: &Asking<'_>| super::json(&made(asking, limit));
    read.answered(errand, "gaps", limit, GEOJSON, make).await
}

/// All gaps of a question, and who else may keep the answer.
pub(super) async fn all(errand: &Errand, read: Read) -> Result<(GapsAnswer, Cache), HttpError> {
    let make = |asking: &Asking<'_>| super::json(&made(asking, MAX_LIMIT));
    let (encoded, cache) = read.encoded(errand, "gaps", MAX_LIMIT, make).await?;
    let answer = serde_json::from_slice(encoded.plain()).map_err(|_ours| HttpError::Internal)?;
    Ok((answer, cache))
}

/// The gaps of the whole district by the national standard, of all stations at any time, as
/// features.
pub(in crate::http) async fn records(
    site: &Arc<Site>,
    snapshot: &Arc<Snapshot>,
) -> Result<Vec<Record>, HttpError> {
    let (filter, when, radius) = (Filter::default(), When::AnyTime, Radius::NATIONAL);
    let question = Question { filter, when, radius };
    let zone = site.app.district.zone;
    // The same answer as that of the API, so that it is made and kept once.
    let named = format!("gaps {MAX_LIMIT} {question:?}");
    let make = move |ground: &Ground, snapshot: &Snapshot| {
        super::json(&made(&Asking { ground, snapshot, question: &question, zone }, MAX_LIMIT))
    };
    let laid = site.app.ground_of(None).await?;
    let encoded = planning::answered(site, Arc::clone(snapshot), laid, &named, make).await?;
    let answer: GapsAnswer =
        serde_json::from_slice(encoded.plain()).map_err(|_ours| HttpError::Internal)?;
    let mut of_office = BTreeMap::new();
    Ok(answer.features.into_iter().filter_map(|gap| record(gap, &mut of_office)).collect())
}

/// A gap is named by its office and its rank within it.
fn record(gap: GapFeature, of_office: &mut BTreeMap<String, u32>) -> Option<Record> {
    let GapProperties { rank, area, area_name, area_m2, people, lon, lat, nearest, farthest_m } =
        gap.properties;
    let number = of_office.entry(area.clone()).or_insert(0);
    *number += 1;
    let id = format!("{area}-{number}");
    let rings: Vec<Vec<[f64; 2]>> =
        serde_json::from_value(gap.geometry.get("coordinates")?.clone()).ok()?;
    let mut rings = rings.into_iter().map(LineString::from);
    let polygon = Polygon::new(rings.next()?, rings.collect());
    let (code, name, distance_m) = match nearest {
        Some(nearest) => (Some(nearest.code), Some(nearest.name), Some(nearest.distance_m)),
        None => (None, None, None),
    };
    let rank = u32::try_from(rank).unwrap_or(u32::MAX);
    Some(Record {
        id,
        geometry: Geometry::Polygon(polygon),
        values: vec![
            f64::from(rank).into(),
            area.into(),
            area_name.into(),
            area_m2.into(),
            people.total.into(),
            lon.into(),
            lat.into(),
            code.into(),
            name.into(),
            distance_m.into(),
            farthest_m.into(),
        ],
    })
}

fn made(asking: &Asking<'_>, limit: usize) -> GapsAnswer {
    let ground = asking.ground;
    let supply = Supply::today(asking.snapshot, &ground.territory);
    let found = gaps(ground, &supply, asking.question);
    let people = found.iter().map(|gap| gap.people.total()).sum();
    let features = found.iter().zip(1..).take(limit);
    GapsAnswer {
        kind: "FeatureCollection".to_owned(),
        question: asking.told(),
        flattened_m: FLATTENED_M,
        matched: found.len(),
        people: tenths(people),
        features: features.map(|(gap, rank)| feature(asking, gap, rank)).collect(),
    }
}

fn feature(asking: &Asking<'_>, gap: &Gap, rank: usize) -> GapFeature {
    let office = asking.ground.territory.offices().get(gap.office);
    let nearest = gap.nearest.as_ref().map(|nearest| NearestAnswerOfGap {
        code: nearest.code.clone(),
        name: asking.name_of(&nearest.code),
        distance_m: tenths(nearest.distance_m),
    });
    let [lon, lat] = degrees(gap.middle);
    GapFeature {
        kind: "Feature".to_owned(),
        properties: GapProperties {
            rank,
            area: office.map(|office| office.code.to_string()).unwrap_or_default(),
            area_name: office.map(|office| office.name.clone()).unwrap_or_default(),
            area_m2: tenths(gap.area_m2),
            people: split(&gap.people),
            lon,
            lat,
            nearest,
            farthest_m: gap.farthest_m.map(tenths),
        },
        geometry: geometry(&gap.polygon),
    }
}

pub(in crate::http) fn geometry(polygon: &Polygon<f64>) -> Value {
    let ring =
        |ring: &LineString<f64>| -> Value { ring.coords().map(|at| json!(degrees(*at))).collect() };
    let rings: Value =
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
    json!({ "type": "Polygon", "coordinates": rings })
}

/// Six decimals, about a decimetre.
fn degrees(at: Coord<f64>) -> [f64; 2] {
    [at.x, at.y].map(|degrees| (degrees * 1e6).round() / 1e6)
}
