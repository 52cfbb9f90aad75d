//! Features as GeoJSON, in the reference system that is asked for.

use geo::{Coord, Geometry, LineString, Polygon};
use serde_json::{Value as Json, json};

use super::links::{Base, link};
use crate::features::{Collection, Crs, Feature, Kind, Value};
use crate::http::reply::{GEOJSON, HTML, JSON};

/// A page of features.
pub(super) struct PageOf<'a> {
    pub(super) collection: Collection,
    pub(super) crs: Crs,
    pub(super) matched: usize,
    pub(super) links: Vec<Json>,
    pub(super) features: &'a [&'a dyn Feature],
}

/// A collection of features as bytes.
pub(super) fn written(page: &PageOf<'_>) -> Vec<u8> {
    let features: Vec<Json> =
        page.features.iter().map(|each| feature(page.collection, *each, page.crs)).collect();
    let document = json!({
        "type": "FeatureCollection",
        "numberMatched": page.matched,
        "numberReturned": features.len(),
        "links": page.links,
        "features": features,
    });
    document.to_string().into_bytes()
}

/// A collection of features alone, without links and counts.
pub(in crate::http) fn written_bare(collection: Collection, features: &[&dyn Feature]) -> Vec<u8> {
    let features: Vec<Json> =
        features.iter().map(|each| feature(collection, *each, Crs::Crs84)).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string().into_bytes()
}

/// One feature with its links, as bytes.
pub(super) fn written_alone(
    collection: Collection,
    own: &dyn Feature,
    crs: Crs,
    base: &Base,
) -> Vec<u8> {
    let mut document = feature(collection, own, crs);
    let address = base.ogc(&format!("/collections/{}/items/{}", collection.id(), own.id()));
    let of = base.ogc(&format!("/collections/{}", collection.id()));
    let mut links = vec![
        link("self", GEOJSON, "GeoJSON", &format!("{address}?f=json")),
        link("alternate", HTML, "HTML", &format!("{address}?f=html")),
        link("collection", JSON, collection.id(), &of),
    ];
    if collection.station_kind().is_some() {
        let page = base.site(&format!("/s/{}", own.id()));
        links.push(link("related", HTML, "page", &page));
    }
    document["links"] = Json::Array(links);
    document.to_string().into_bytes()
}

fn feature(collection: Collection, own: &dyn Feature, crs: Crs) -> Json {
    let properties = collection.properties().iter().enumerate();
    let properties: serde_json::Map<String, Json> = properties
        .map(|(at, property)| (property.name.to_owned(), value(property.kind, &own.value(at))))
        .collect();
    json!({
        "type": "Feature",
        "id": own.id(),
        "geometry": geometry(own.geometry(), crs),
        "properties": properties,
    })
}

/// A value as JSON.
pub(in crate::http) fn value(kind: Kind, value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => json!(text),
        Value::Number(number) if kind == Kind::Whole => json!(*number as i64),
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Day(day) => json!(day),
        Value::Instant(at) => json!(at),
        Value::Words(words) => json!(words),
    }
}

/// A geometry, its coordinates in the order of the axes.
fn geometry(own: &Geometry<f64>, crs: Crs) -> Json {
    let at = |at: Coord<f64>| json!(position(at, crs));
    let ring = |ring: &LineString<f64>| -> Json { ring.coords().map(|c| at(*c)).collect() };
    let polygon = |polygon: &Polygon<f64>| -> Json {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
    };
    match own {
        Geometry::Point(point) => json!({ "type": "Point", "coordinates": at(point.0) }),
        Geometry::Polygon(own) => json!({ "type": "Polygon", "coordinates": polygon(own) }),
        Geometry::MultiPolygon(parts) => {
            let parts: Json = parts.iter().map(polygon).collect();
            json!({ "type": "MultiPolygon", "coordinates": parts })
        }
        // Stations are points, areas and gaps have an inside.
        _ => Json::Null,
    }
}

/// Two coordinates, rounded to what is known.
pub(in crate::http) fn position(at: Coord<f64>, crs: Crs) -> [f64; 2] {
    let at = crs.from_wgs84(at);
    let scale = 10_f64.powi(i32::try_from(crs.decimals()).unwrap_or(6));
    [at.x, at.y].map(|coordinate| (coordinate * scale).round() / scale)
}
