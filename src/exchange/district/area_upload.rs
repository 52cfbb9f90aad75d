//! Areas as somebody brings them: GeoJSON from another house, in any datum, with properties under
//! the names that are in use.

use geo::{Coord, LineString, MultiPolygon, Polygon, Validation as _};
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use serde_json::{Value, json};

use crate::domain::area::{AreaCode, Areas};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::said::Said;
use crate::exchange::stations::{WrongFact, shown};

/// The most features, and the most positions, of a file.
const MAX_FEATURES: usize = 2_000;
const MAX_POSITIONS: usize = 500_000;

/// Names of properties, as they are compared: small letters.
const CODE: &[&str] = &[
    "code",
    "area_code",
    "adcode",
    "xzqdm",
    "代码",
    "编码",
    "街道代码",
    "区划代码",
    "行政区划代码",
];
const NAME: &[&str] =
    &["name", "area_name", "xzqmc", "名称", "街道", "街道名称", "乡镇", "乡镇名称", "行政区划名称"];

/// One feature of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenArea {
    /// Which feature, from 1.
    pub feature: usize,
    /// The code, if the file has one.
    pub code: Option<AreaCode>,
    /// The name, if the file has one.
    pub name: Option<String>,
    /// How many people live there, if the file says.
    pub population: Option<u32>,
    /// Where the office has its seat, if the file says.
    pub seat: Option<Wgs84>,
    /// Whether the file says that the territory is only roughly right.
    pub approximate: bool,
    /// The territory; WGS-84 degrees, x = longitude.
    pub boundary: MultiPolygon<f64>,
}

/// Reads areas whose positions are in this datum.
///
/// # Errors
/// Everything that is wrong with the file, feature by feature.
pub fn read_given_areas(
    file: &str,
    bytes: &[u8],
    datum: Datum,
) -> Result<Vec<GivenArea>, Vec<WrongFact>> {
    let collection = collection(file, bytes).map_err(|wrong| vec![*wrong])?;
    let (mut areas, mut faults) = (Vec::new(), Vec::new());
    for (index, feature) in collection.features.iter().enumerate() {
        let reader = FeatureReader { feature, number: index + 1, datum };
        match reader.read() {
            Ok(area) => areas.push(area),
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.is_empty() { Ok(areas) } else { Err(faults) }
}

/// Areas as they are kept: GeoJSON, WGS-84, one feature a line.
pub fn write_areas(areas: &Areas) -> String {
    let features: Vec<String> = areas
        .iter()
        .map(|area| {
            let mut properties = json!({ "code": area.code, "name": area.name });
            if let Some(seat) = area.seat {
                properties["seat_lon"] = seat.lon().into();
                properties["seat_lat"] = seat.lat().into();
            }
            if let Some(population) = area.population {
                properties["population"] = population.into();
            }
            properties["approximate"] = area.approximate.into();
            let geometry = json!({ "type": "MultiPolygon", "coordinates": rings(&area.boundary) });
            json!({ "type": "Feature", "properties": properties, "geometry": geometry }).to_string()
        })
        .collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

fn rings(boundary: &MultiPolygon<f64>) -> Value {
    let ring =
        |ring: &LineString<f64>| -> Value { ring.coords().map(|at| json!([at.x, at.y])).collect() };
    let polygon = |polygon: &Polygon<f64>| -> Value {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
    };
    boundary.iter().map(polygon).collect()
}

fn collection(file: &str, bytes: &[u8]) -> Result<FeatureCollection, Box<WrongFact>> {
    let text = std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{feff}'));
    let read = text.ok().and_then(|text| text.parse::<FeatureCollection>().ok());
    let wrong = |problem: Said, way_out: Said| {
        let (field, value) = ("file".to_owned(), shown(file));
        Box::new(WrongFact { field, value, problem, way_out })
    };
    let Some(collection) = read else {
        return Err(wrong(
            Said::fixed(
                "不是 GeoJSON 要素集合（FeatureCollection）",
                "it is no GeoJSON FeatureCollection",
            ),
            Said::fixed("请导出为 GeoJSON，编码 UTF-8", "export it as GeoJSON in UTF-8"),
        ));
    };
    let positions: usize = collection.features.iter().map(positions_of).sum();
    match collection.features.len() {
        0 => Err(wrong(
            Said::fixed("一个要素也没有", "it has no feature"),
            Said::fixed("每个街道一个要素", "give each area a feature"),
        )),
        features if features > MAX_FEATURES || positions > MAX_POSITIONS => Err(wrong(
            Said::made(
                format!("有 {features} 个要素、{positions} 个点"),
                format!("it has {features} features and {positions} positions"),
            ),
            Said::fixed(
                "请简化边界：至多 2,000 个要素、500,000 个点",
                "simplify it to at most 2,000 features and 500,000 positions",
            ),
        )),
        _ => Ok(collection),
    }
}

fn positions_of(feature: &Feature) -> usize {
    let of_polygon = |rings: &Vec<Vec<Position>>| rings.iter().map(Vec::len).sum::<usize>();
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => of_polygon(coordinates),
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().map(of_polygon).sum()
        }
        _ => 0,
    }
}

struct FeatureReader<'a> {
    feature: &'a Feature,
    number: usize,
    datum: Datum,
}

impl FeatureReader<'_> {
    fn read(&self) -> Result<GivenArea, Box<WrongFact>> {
        let code = self.text(CODE).map(|text| self.code(&text)).transpose()?;
        let name = self.text(NAME);
        if code.is_none() && name.is_none() {
            return Err(self.wrong(
                "code",
                "",
                Said::fixed("既没有代码也没有名称", "it has neither a code nor a name"),
                Said::fixed("请加上属性 code 或 name", "give it the property code or name"),
            ));
        }
        Ok(GivenArea {
            feature: self.number,
            code,
            name,
            population: self
                .number_at("population")
                .filter(|people| *people >= 0.0)
                .map(|people| people as u32),
            seat: self.seat(),
            approximate: self
                .feature
                .property("approximate")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            boundary: self.boundary()?,
        })
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        let properties = self.feature.properties.as_ref()?;
        let found = names.iter().find_map(|name| {
            properties
                .iter()
                .find(|(key, _)| key.trim().to_lowercase() == **name)
                .map(|(_, value)| value)
        })?;
        let text = match found {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn code(&self, text: &str) -> Result<AreaCode, Box<WrongFact>> {
        text.parse().map_err(|_| {
            self.wrong(
                "code",
                text,
                Said::fixed("不是街道代码", "it is no area code"),
                Said::fixed("请填 1 至 12 位数字", "give 1 to 12 digits"),
            )
        })
    }

    fn number_at(&self, key: &str) -> Option<f64> {
        self.feature.property(key).and_then(Value::as_f64)
    }

    fn seat(&self) -> Option<Wgs84> {
        let (lon, lat) = (self.number_at("seat_lon")?, self.number_at("seat_lat")?);
        Some(self.datum.to_wgs84(lon, lat).ok()?.rounded())
    }

    fn boundary(&self) -> Result<MultiPolygon<f64>, Box<WrongFact>> {
        let polygons = match self.feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![self.polygon(coordinates)?],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates
                .iter()
                .map(|rings| self.polygon(rings))
                .collect::<Result<Vec<_>, _>>()?,
            _ => {
                return Err(self.geometry_wrong(
                    Said::fixed(
                        "没有面（Polygon 或 MultiPolygon）",
                        "it has no Polygon or MultiPolygon",
                    ),
                    Said::fixed("请画出它的范围", "give its territory"),
                ));
            }
        };
        let boundary = MultiPolygon(polygons);
        match boundary.check_validation() {
            Ok(()) => Ok(boundary),
            Err(error) => Err(self.geometry_wrong(
                Said::made(format!("边界有误：{error}"), format!("its boundary is wrong: {error}")),
                Said::fixed(
                    "请修复自相交、重复的边后再上传",
                    "mend crossings and doubled edges, and send it again",
                ),
            )),
        }
    }

    fn polygon(&self, rings: &[Vec<Position>]) -> Result<Polygon<f64>, Box<WrongFact>> {
        let mut rings = rings.iter().map(|ring| self.ring(ring)).collect::<Result<Vec<_>, _>>()?;
        if rings.is_empty() {
            return Err(self.geometry_wrong(
                Said::fixed("有一个面没有边界", "a polygon has no ring"),
                Said::fixed("请画出它的范围", "give its outline"),
            ));
        }
        let exterior = rings.remove(0);
        Ok(Polygon::new(exterior, rings))
    }

    fn ring(&self, positions: &[Position]) -> Result<LineString<f64>, Box<WrongFact>> {
        if positions.len() < 4 || positions.first() != positions.last() {
            return Err(self.geometry_wrong(
                Said::fixed("有一圈边界没有闭合", "a ring is not closed"),
                Said::fixed(
                    "首尾须是同一点，至少四个点",
                    "its last position is its first, and it has at least four",
                ),
            ));
        }
        let at = |position: &Position| match position.as_slice() {
            [lon, lat, ..] => self.datum.to_wgs84(*lon, *lat).ok().map(Wgs84::rounded),
            _short => None,
        };
        let ring: Option<Vec<Coord<f64>>> = positions
            .iter()
            .map(|position| at(position).map(|at| Coord { x: at.lon(), y: at.lat() }))
            .collect();
        let mut ring = ring.ok_or_else(|| {
            self.geometry_wrong(
                Said::fixed("有的点不是经纬度", "a position is no longitude and latitude"),
                Said::fixed(
                    "请用经纬度（度），先经度后纬度，不用投影坐标",
                    "give degrees, longitude first, and no projected coordinates",
                ),
            )
        })?;
        // Points that fall together when rounded to six decimals.
        ring.dedup();
        Ok(LineString(ring))
    }

    fn geometry_wrong(&self, problem: Said, way_out: Said) -> Box<WrongFact> {
        let name = self.text(NAME).or_else(|| self.text(CODE)).unwrap_or_default();
        self.wrong("geometry", &name, problem, way_out)
    }

    fn wrong(&self, field: &str, value: &str, problem: Said, way_out: Said) -> Box<WrongFact> {
        let field = format!("features/{}/{field}", self.number);
        Box::new(WrongFact { field, value: shown(value), problem, way_out })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::district::read_areas;

    fn feature(properties: &Value, ring: &Value) -> String {
        json!({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [ring]}}]})
        .to_string()
    }

    fn square() -> Value {
        json!([[116.0, 40.0], [116.1, 40.0], [116.1, 40.1], [116.0, 40.1], [116.0, 40.0]])
    }

    #[test]
    fn properties_have_the_names_of_other_houses() {
        for properties in [
            json!({"code": "110105001", "name": "甲街道"}),
            json!({"XZQDM": "110105001", "XZQMC": "甲街道"}),
            json!({"代码": 110_105_001, "街道名称": " 甲街道 "}),
        ] {
            let read =
                read_given_areas("a", feature(&properties, &square()).as_bytes(), Datum::Wgs84);
            let area = &read.expect("readable")[0];
            assert_eq!(area.code.as_ref().map(AreaCode::as_str), Some("110105001"));
            assert_eq!(area.name.as_deref(), Some("甲街道"), "{properties}");
        }
    }

    #[test]
    fn positions_of_another_datum_are_converted() {
        let raw: Vec<Value> =
            [(116.0, 40.0), (116.1, 40.0), (116.1, 40.1), (116.0, 40.1), (116.0, 40.0)]
                .into_iter()
                .map(|(lon, lat)| {
                    let (lon, lat) = Datum::Gcj02.from_wgs84(Wgs84::new(lon, lat).expect("valid"));
                    json!([lon, lat])
                })
                .collect();
        let text = feature(&json!({"name": "甲"}), &raw.into());
        let read = read_given_areas("a", text.as_bytes(), Datum::Gcj02).expect("readable");
        let expected = [(116.0, 40.0), (116.1, 40.0), (116.1, 40.1), (116.0, 40.1), (116.0, 40.0)];
        let found: Vec<(f64, f64)> =
            read[0].boundary.0[0].exterior().coords().map(|at| (at.x, at.y)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_feature() {
        let named = json!({"name": "甲"});
        let open = json!([[116.0, 40.0], [116.1, 40.0], [116.1, 40.1], [116.0, 40.1]]);
        let bow =
            json!([[116.0, 40.0], [116.1, 40.1], [116.1, 40.0], [116.0, 40.1], [116.0, 40.0]]);
        let metres = json!([[5e5, 4e6], [5e5, 5e6], [6e5, 5e6], [5e5, 4e6]]);
        for (text, field, problem) in [
            (feature(&json!({}), &square()), "features/1/code", "neither a code nor a name"),
            (feature(&json!({"code": "A"}), &square()), "features/1/code", "no area code"),
            (feature(&named, &open), "features/1/geometry", "not closed"),
            (feature(&named, &bow), "features/1/geometry", "boundary is wrong"),
            (feature(&named, &metres), "features/1/geometry", "no longitude"),
            ("[]".to_owned(), "file", "no GeoJSON"),
            (r#"{"type":"FeatureCollection","features":[]}"#.to_owned(), "file", "no feature"),
        ] {
            let faults = read_given_areas("a", text.as_bytes(), Datum::Wgs84).expect_err("wrong");
            assert_eq!(faults[0].field, field, "{text}");
            assert!(faults[0].problem.en.contains(problem), "{}", faults[0].problem.en);
        }
    }

    #[test]
    fn areas_are_written_as_they_can_be_read_again() {
        let text = feature(
            &json!({"code": "1", "name": "甲", "population": 7, "seat_lon": 116.05, "seat_lat": 40.05, "approximate": true}),
            &square(),
        );
        let areas = read_areas("a", text.as_bytes()).expect("readable");
        let again = read_areas("a", write_areas(&areas).as_bytes()).expect("readable");
        assert!(areas.iter().eq(again.iter()));
    }
}
