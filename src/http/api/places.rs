//! `/api/v1/places`: places that people name when they say where they are.

use std::sync::Arc;

use serde_json::{Value, json};

use super::schema::{PlacesAnswer, PlacesPackAnswer, PlacesParams, Problem};
use super::stations::MAX_QUERY_CHARS;
use crate::domain::coordinates::Datum;
use crate::domain::place::Place;
use crate::http::error::{HttpError, Said};
use crate::http::params;
use crate::http::reply::{JSON, Reply};
use crate::http::site::Call;
use crate::index::Snapshot;

/// The parameters.
pub const KNOWN: &[&str] = &["q", "limit", "datum"];
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 50;

/// The places that fit what was typed, best first: by name, other names, pinyin, initials.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    tag = "district",
    operation_id = "search_places",
    params(PlacesParams),
    responses(
        (status = 200, description = "The places; an empty list when none fits.", body = PlacesAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "`q` is missing or a parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let datum = params::datum(&query)?;
    let limit = params::limit(&query, DEFAULT_LIMIT, MAX_LIMIT)?;
    let text = params::text(&query, "q", MAX_QUERY_CHARS)?.ok_or_else(|| {
        let expected = Said::fixed("地名，可用拼音或首字母", "a place's name, pinyin or initials");
        HttpError::MissingParameter { name: "q", expected }
    })?;
    let snapshot = call.snapshot();
    let places: Value =
        snapshot.places().search(&text).take(limit).map(|each| place(each, datum)).collect();
    let document = json!({ "datum": datum, "places": places });
    Ok(Reply::json(document.to_string().into_bytes()))
}

/// The whole gazetteer, WGS-84, and how the characters of names are read: what a phone needs to
/// search by itself. Ask with `If-None-Match`.
#[utoipa::path(
    get,
    path = "/api/v1/places/pack",
    tag = "district",
    operation_id = "get_places_pack",
    responses(
        (status = 200, description = "Every place, and the readings of characters.", body = PlacesPackAnswer),
        (status = 304, description = "The pack that `If-None-Match` names still holds."),
    )
)]
pub(in crate::http) fn pack(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    Ok(Reply::ready(Arc::clone(&call.site.prepared().places), JSON))
}

/// The document of `/api/v1/places/pack`.
pub(in crate::http) fn packed(snapshot: &Snapshot) -> Vec<u8> {
    let all = snapshot.places().all().iter();
    let places: Value = all.map(|each| place(each, Datum::Wgs84)).collect();
    json!({ "places": places, "pinyin": snapshot.readings() }).to_string().into_bytes()
}

fn place(place: &Place, datum: Datum) -> Value {
    let (lon, lat) = datum.from_wgs84(place.position);
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    json!({
        "id": place.id,
        "name": place.name,
        "aliases": place.aliases,
        "kind": place.kind,
        "lon": rounded(lon),
        "lat": rounded(lat),
        "area": place.area,
    })
}
