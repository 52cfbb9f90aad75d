//! GeoJSON: points, and polygons over which their weight is spread.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use serde_json::Value;

use super::{Fact, Reader, Wrong, weight};
use crate::domain::demand::DemandRegion;
use crate::exchange::ExchangeError;

pub(super) fn read(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<(), ExchangeError> {
    let wrong = |problem: String| {
        ExchangeError::file(reader.file, problem, "give a GeoJSON FeatureCollection in UTF-8")
    };
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let collection: FeatureCollection =
        text.parse().map_err(|error| wrong(format!("it cannot be read as GeoJSON: {error}")))?;
    for (feature, number) in collection.features.iter().zip(1..) {
        if let Err(wrong) = read_feature(reader, feature) {
            reader.wrong(number, wrong);
        }
    }
    Ok(())
}

fn read_feature(reader: &mut Reader<'_>, feature: &Feature) -> Result<(), Wrong> {
    let property = |fact: Fact| {
        let properties = feature.properties.iter().flatten();
        properties.into_iter().find(|(key, _)| Fact::of_word(key) == Some(fact))
    };
    let weight = match property(Fact::Weight) {
        Some((key, value)) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            weight(key, &text, value.as_f64().or_else(|| text.trim().parse().ok()))?
        }
        None => {
            let way_out = "give each feature a property weight, e.g. how many people are there";
            return Err(Wrong::new("weight", "", "there is no such property", way_out));
        }
    };
    let name = property(Fact::Name).and_then(|(_, value)| value.as_str()).map(str::to_owned);
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => {
            let at = coordinate(reader, coordinates)?;
            reader.point(at, weight, name);
        }
        Some(GeometryValue::Polygon { coordinates }) => {
            let boundary = MultiPolygon(vec![polygon(reader, coordinates)?]);
            reader.layer.regions.push(DemandRegion { boundary, weight, name });
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            let polygons = coordinates.iter().map(|rings| polygon(reader, rings));
            let boundary = MultiPolygon(polygons.collect::<Result<_, _>>()?);
            reader.layer.regions.push(DemandRegion { boundary, weight, name });
        }
        other => {
            let found = other.map_or("nothing", |geometry| geometry.type_name());
            let way_out = "give a Point, Polygon or MultiPolygon";
            return Err(Wrong::new(
                "geometry",
                found,
                "it is neither a place nor a territory",
                way_out,
            ));
        }
    }
    Ok(())
}

fn coordinate(
    reader: &Reader<'_>,
    position: &Position,
) -> Result<crate::domain::coordinates::Wgs84, Wrong> {
    match position.as_slice() {
        [lon, lat, ..] => reader.position(*lon, *lat),
        _short => {
            let shown = Value::from(position.as_slice().to_vec()).to_string();
            Err(Wrong::new(
                "geometry",
                &shown,
                "a position is short",
                "give longitude and latitude",
            ))
        }
    }
}

fn polygon(reader: &Reader<'_>, rings: &[Vec<Position>]) -> Result<Polygon<f64>, Wrong> {
    let ring = |positions: &Vec<Position>| {
        let way_out = "give outlines of at least four positions, the last the first";
        if positions.len() < 4 {
            return Err(Wrong::new("geometry", "", "a ring is no outline", way_out));
        }
        let corners = positions.iter().map(|position| {
            coordinate(reader, position).map(|at| Coord { x: at.lon(), y: at.lat() })
        });
        Ok(LineString(corners.collect::<Result<_, _>>()?))
    };
    let mut rings = rings.iter().map(ring);
    let Some(outer) = rings.next().transpose()? else {
        return Err(Wrong::new("geometry", "", "a polygon has no ring", "give its outline"));
    };
    Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?))
}
