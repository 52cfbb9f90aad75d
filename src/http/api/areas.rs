//! `/api/v1/areas`: the offices of the district and their territories.

use std::sync::Arc;

use geo::MultiPolygon;
use serde_json::{Value, json};

use super::schema::{AreasAnswer, Problem};
use crate::domain::area::Area;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Words};
use crate::http::reply::{GEOJSON, Reply};
use crate::http::site::Call;
use crate::service::App;

/// The parameters.
pub const KNOWN: &[&str] = &["geometry"];

const GEOMETRY: Words<&str> = Words {
    what: Said::fixed("是否带边界", "whether boundaries are wanted"),
    all: &["full", "none"],
    key: |word| word,
};

/// The areas in the order of their codes, as GeoJSON (WGS-84, as RFC 7946 asks).
#[utoipa::path(
    get,
    path = "/api/v1/areas",
    tag = "district",
    operation_id = "list_areas",
    params(("geometry" = Option<String>, Query, description = "`full` (the default) with boundaries, `none` without.", example = "none")),
    responses(
        (status = 200, description = "The areas.", body = AreasAnswer, content_type = "application/geo+json"),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let prepared = call.site.prepared();
    Ok(match params::word(&query, "geometry", &GEOMETRY)? {
        Some("none") => Reply::ready(Arc::clone(&prepared.areas_bare), GEOJSON),
        _ => Reply::ready(Arc::clone(&prepared.areas), GEOJSON),
    })
}

/// Whether boundaries are in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Boundaries {
    Full,
    None,
}

/// The whole document.
pub(in crate::http) fn document(app: &App, boundaries: Boundaries) -> String {
    let snapshot = app.published.load();
    let mut stations = vec![0_u32; snapshot.areas().len()];
    for (_, row) in snapshot.rows().filter(|(_, row)| row.is_listed()) {
        if let Some(count) = stations.get_mut(usize::from(row.area_index())) {
            *count += 1;
        }
    }
    let features: Vec<Value> = snapshot
        .areas()
        .iter()
        .zip(stations)
        .map(|(area, stations)| feature(area, stations, boundaries))
        .collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn feature(area: &Area, stations: u32, boundaries: Boundaries) -> Value {
    let geometry = match boundaries {
        Boundaries::Full => coordinates(&area.boundary),
        Boundaries::None => Value::Null,
    };
    json!({
        "type": "Feature",
        "id": area.code,
        "properties": {
            "code": area.code,
            "name": area.name,
            "seat_lon": area.seat.map(|seat| seat.lon()),
            "seat_lat": area.seat.map(|seat| seat.lat()),
            "population": area.population,
            "approximate": area.approximate,
            "stations": stations,
        },
        "geometry": geometry,
    })
}

fn coordinates(boundary: &MultiPolygon<f64>) -> Value {
    let ring = |ring: &geo::LineString<f64>| -> Value {
        ring.coords().map(|point| json!([point.x, point.y])).collect()
    };
    let polygons: Value = boundary
        .iter()
        .map(|polygon| -> Value {
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
        })
        .collect();
    json!({ "type": "MultiPolygon", "coordinates": polygons })
}
