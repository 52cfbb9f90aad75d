//! `areas.geojson`: the offices and their territories.

use std::collections::BTreeSet;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, GeometryValue};
use serde_json::Value;

use super::{Spot, utf8};
use crate::domain::area::{Area, AreaCode, Areas};
use crate::domain::coordinates::Wgs84;
use crate::exchange::ExchangeError;

/// Reads `areas.geojson`: a FeatureCollection of polygons or multi-polygons, WGS-84, with the
/// properties `code` and `name`, and as far as they are known `seat_lon`, `seat_lat`,
/// `population` and `approximate`.
///
/// # Errors
/// [`ExchangeError::File`] when it is not GeoJSON or holds no area, [`ExchangeError::Fact`]
/// with the feature and the property that is wrong.
pub fn read_areas(file: &str, bytes: &[u8]) -> Result<Areas, ExchangeError> {
    let collection: FeatureCollection = utf8(file, bytes)?.parse().map_err(|error| {
        let problem = format!("it cannot be read as GeoJSON: {error}");
        ExchangeError::file(file, problem, "give a FeatureCollection")
    })?;
    let mut codes = BTreeSet::new();
    let mut areas = Vec::new();
    for (index, feature) in collection.features.iter().enumerate() {
        let spot = Spot { file, place: format!("feature {}", index + 1) };
        let area = read_area(&spot, feature)?;
        if !codes.insert(area.code.clone()) {
            let problem = format!("'{}' stands in the file twice", area.code);
            return Err(spot.wrong("code", problem, "give each area one feature"));
        }
        areas.push(area);
    }
    if areas.is_empty() {
        return Err(ExchangeError::file(file, "it holds no area", "give at least one feature"));
    }
    Ok(Areas::new(areas))
}

fn read_area(spot: &Spot<'_>, feature: &Feature) -> Result<Area, ExchangeError> {
    let code: AreaCode = text(spot, feature, "code")?
        .parse()
        .map_err(|error| spot.wrong("code", error, "give the office's official code"))?;
    let seat = match (number(spot, feature, "seat_lon")?, number(spot, feature, "seat_lat")?) {
        (Some(lon), Some(lat)) => Some(Wgs84::new(lon, lat).map_err(|error| {
            spot.wrong(&format!("seat_{}", error.field()), error, "give degrees, WGS-84")
        })?),
        (None, None) => None,
        _one_alone => {
            return Err(spot.wrong("seat_lon", "seat_lon and seat_lat go together", "give both"));
        }
    };
    Ok(Area {
        code,
        name: text(spot, feature, "name")?,
        seat,
        population: population(spot, feature)?,
        approximate: feature.property("approximate").and_then(Value::as_bool).unwrap_or(false),
        boundary: boundary(spot, feature)?,
    })
}

fn text(spot: &Spot<'_>, feature: &Feature, key: &str) -> Result<String, ExchangeError> {
    match feature.property(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _missing => Err(spot.wrong(key, "there is no such text", "give this property")),
    }
}

fn number(spot: &Spot<'_>, feature: &Feature, key: &str) -> Result<Option<f64>, ExchangeError> {
    match feature.property(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| spot.wrong(key, format!("{value} is no number"), "give a number")),
    }
}

fn population(spot: &Spot<'_>, feature: &Feature) -> Result<Option<u32>, ExchangeError> {
    let key = "population";
    match feature.property(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|count| u32::try_from(count).ok())
            .map(Some)
            .ok_or_else(|| spot.wrong(key, format!("{value} is no count"), "give whole people")),
    }
}

fn boundary(spot: &Spot<'_>, feature: &Feature) -> Result<MultiPolygon<f64>, ExchangeError> {
    let polygons = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![polygon(spot, coordinates)?],
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().map(|rings| polygon(spot, rings)).collect::<Result<Vec<_>, _>>()?
        }
        Some(other) => {
            let problem = format!("it is a {}", other.type_name());
            return Err(spot.wrong("geometry", problem, "give a Polygon or MultiPolygon"));
        }
        None => {
            return Err(spot.wrong("geometry", "there is none", "give a Polygon or MultiPolygon"));
        }
    };
    Ok(MultiPolygon(polygons))
}

fn polygon(
    spot: &Spot<'_>,
    rings: &[Vec<geojson::Position>],
) -> Result<Polygon<f64>, ExchangeError> {
    let mut rings = rings.iter().map(|positions| ring(spot, positions));
    let Some(exterior) = rings.next().transpose()? else {
        return Err(spot.wrong("geometry", "a polygon has no ring", "give its outline"));
    };
    Ok(Polygon::new(exterior, rings.collect::<Result<Vec<_>, _>>()?))
}

fn ring(
    spot: &Spot<'_>,
    positions: &[geojson::Position],
) -> Result<LineString<f64>, ExchangeError> {
    if positions.len() < 4 {
        let problem = format!("a ring has {} positions", positions.len());
        return Err(spot.wrong(
            "geometry",
            problem,
            "a ring has at least four, the last the first",
        ));
    }
    positions
        .iter()
        .map(|position| {
            let (lon, lat) = match position.as_slice() {
                [lon, lat, ..] => (*lon, *lat),
                _short => {
                    return Err(spot.wrong("geometry", "a position is short", "give lon and lat"));
                }
            };
            let position = Wgs84::new(lon, lat)
                .map_err(|error| spot.wrong("geometry", error, "give degrees, WGS-84"))?;
            Ok(Coord { x: position.lon(), y: position.lat() })
        })
        .collect()
}
