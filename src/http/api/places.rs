//! `/api/v1/places`: places that people name when they say where they are.

use serde_json::{Value, json};

use super::schema::{PlacesAnswer, PlacesParams, Problem};
use super::stations::MAX_QUERY_CHARS;
use crate::domain::coordinates::Datum;
use crate::domain::place::Place;
use crate::http::error::{HttpError, Said};
use crate::http::params;
use crate::http::reply::Reply;
use crate::http::site::Call;

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
