//! GeoJSON: points, and polygons over which their weight is spread.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use serde_json::Value;

use super::Reader;
use crate::domain::demand::DemandRegion;
use crate::domain::said::Said;
use crate::exchange::ExchangeError;
use crate::exchange::points::{NAME, WEIGHT, Wrong, weight};

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
            reader.wrong(number, *wrong);
        }
    }
    Ok(())
}

fn read_feature(reader: &mut Reader<'_>, feature: &Feature) -> Result<(), Box<Wrong>> {
    let property = |words: &[&str]| {
        let named = |word: &&str| {
            let properties = feature.properties.iter().flatten();
            properties.into_iter().find(|(key, _)| key.trim().to_lowercase() == **word)
        };
        words.iter().find_map(named)
    };
    let weight = match property(WEIGHT) {
        Some((key, value)) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            weight(key, &text, value.as_f64().or_else(|| text.trim().parse().ok()))?
        }
        None => {
            let problem = Said::fixed("没有这个属性", "there is no such property");
            let way_out = Said::fixed(
                "请给每个要素加上 weight，例如那里有多少人",
                "give each feature a property weight, e.g. how many people are there",
            );
            return Err(Wrong::new("weight", "", problem, way_out));
        }
    };
    let name = property(NAME).and_then(|(_, value)| value.as_str()).map(str::to_owned);
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
            let problem =
                Said::fixed("既不是地点也不是区域", "it is neither a place nor a territory");
            let way_out = Said::fixed(
                "请用 Point、Polygon 或 MultiPolygon",
                "give a Point, Polygon or MultiPolygon",
            );
            return Err(Wrong::new("geometry", found, problem, way_out));
        }
    }
    Ok(())
}

fn coordinate(
    reader: &Reader<'_>,
    position: &Position,
) -> Result<crate::domain::coordinates::Wgs84, Box<Wrong>> {
    match position.as_slice() {
        [lon, lat, ..] => reader.position(*lon, *lat),
        _short => {
            let shown = Value::from(position.as_slice().to_vec()).to_string();
            let problem = Said::fixed("坐标不完整", "a position is short");
            let way_out = Said::fixed("请给出经度和纬度", "give longitude and latitude");
            Err(Wrong::new("geometry", &shown, problem, way_out))
        }
    }
}

fn polygon(reader: &Reader<'_>, rings: &[Vec<Position>]) -> Result<Polygon<f64>, Box<Wrong>> {
    let ring = |positions: &Vec<Position>| {
        if positions.len() < 4 {
            let problem = Said::fixed("环线不成轮廓", "a ring is no outline");
            let way_out = Said::fixed(
                "轮廓至少四个点，首尾相同",
                "give outlines of at least four positions, the last the first",
            );
            return Err(Wrong::new("geometry", "", problem, way_out));
        }
        let corners = positions.iter().map(|position| {
            coordinate(reader, position).map(|at| Coord { x: at.lon(), y: at.lat() })
        });
        Ok(LineString(corners.collect::<Result<_, _>>()?))
    };
    let mut rings = rings.iter().map(ring);
    let Some(outer) = rings.next().transpose()? else {
        let problem = Said::fixed("多边形没有环线", "a polygon has no ring");
        let way_out = Said::fixed("请给出它的轮廓", "give its outline");
        return Err(Wrong::new("geometry", "", problem, way_out));
    };
    Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?))
}
