//! Street and area offices (街道/地区): geography, from the polygon.

use std::fmt;
use std::str::FromStr;

use geo::orient::Direction;
use geo::{BoundingRect, GeodesicArea, Intersects, MultiPolygon, Orient, Point, Rect};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::coordinates::Wgs84;

/// The official code of an office, 1 to 12 digits (nine in China's statistical codes).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(String);

/// Why a text is no area code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no area code: 1 to 12 digits")]
pub struct InvalidAreaCode(pub String);

impl AreaCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AreaCode {
    type Err = InvalidAreaCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let valid = (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if valid { Ok(Self(text.to_owned())) } else { Err(InvalidAreaCode(text.to_owned())) }
    }
}

impl TryFrom<String> for AreaCode {
    type Error = InvalidAreaCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.0
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One office and its territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its official code.
    pub code: AreaCode,
    /// Its name, e.g. `望京街道`.
    pub name: String,
    /// Where the office has its seat.
    pub seat: Option<Wgs84>,
    /// How many people live there.
    pub population: Option<u32>,
    /// Whether the boundary is only roughly right.
    pub approximate: bool,
    /// The territory; WGS-84 degrees, x = longitude.
    pub boundary: MultiPolygon<f64>,
}

/// The size of a territory on the ellipsoid (Karney), square metres, whichever way its rings run.
pub fn size_m2(territory: &MultiPolygon<f64>) -> f64 {
    // Of a ring that runs the other way the geodesic area is that of all the rest of the earth.
    territory.orient(Direction::Default).geodesic_area_unsigned()
}

/// All areas of the district, with point lookup.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    areas: Vec<Area>,
    boxes: Vec<Option<Rect<f64>>>,
}

impl Areas {
    /// The areas, in the order of their codes.
    pub fn new(mut areas: Vec<Area>) -> Self {
        areas.sort_by(|a, b| a.code.cmp(&b.code));
        let boxes = areas.iter().map(|area| area.boundary.bounding_rect()).collect();
        Self { areas, boxes }
    }

    /// The area with this code.
    pub fn get(&self, code: &AreaCode) -> Option<&Area> {
        self.position_of(code).map(|at| &self.areas[at])
    }

    /// Where in the list this code stands.
    pub fn position_of(&self, code: &AreaCode) -> Option<usize> {
        self.areas.binary_search_by(|area| area.code.cmp(code)).ok()
    }

    /// The area with this name; the affixes 街道, 地区, 镇 and 乡 may be missing or differ.
    pub fn by_name(&self, name: &str) -> Option<&Area> {
        let stem = name_stem(name);
        self.areas
            .iter()
            .find(|area| area.name == name)
            .or_else(|| self.areas.iter().find(|area| name_stem(&area.name) == stem))
    }

    /// The area in which a position lies. On a shared edge, the one with the lowest code.
    pub fn at(&self, position: Wgs84) -> Option<&Area> {
        let point = Point::new(position.lon(), position.lat());
        self.areas.iter().zip(&self.boxes).find_map(|(area, bounds)| {
            let near = bounds.is_some_and(|bounds| bounds.intersects(&point));
            (near && area.boundary.intersects(&point)).then_some(area)
        })
    }

    /// In the order of their codes.
    pub fn iter(&self) -> std::slice::Iter<'_, Area> {
        self.areas.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }
}

fn name_stem(name: &str) -> &str {
    ["街道办事处", "地区办事处", "街道", "地区", "镇", "乡"]
        .iter()
        .find_map(|affix| name.strip_suffix(affix))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}

/// A managing unit (管理单位): who keeps records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code, unique in the district.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What sort of unit it is, e.g. `office`, `zone`, `industry`.
    pub kind: String,
    /// The area it looks after, for an office.
    pub area: Option<AreaCode>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn square(code: &str, name: &str, west: f64) -> Area {
        Area {
            code: code.parse().expect("code"),
            name: name.to_owned(),
            seat: None,
            population: None,
            approximate: false,
            boundary: MultiPolygon(vec![polygon![
                (x: west, y: 39.0), (x: west + 1.0, y: 39.0), (x: west + 1.0, y: 40.0), (x: west, y: 40.0),
            ]]),
        }
    }

    #[test]
    fn a_point_is_found_in_its_area_and_an_edge_belongs_to_the_lower_code() {
        let areas = Areas::new(vec![square("2", "乙地区", 117.0), square("1", "甲街道", 116.0)]);
        let name_at = |lon| areas.at(Wgs84::new(lon, 39.5).expect("valid")).map(|a| a.name.clone());
        assert_eq!(name_at(116.5).as_deref(), Some("甲街道"));
        assert_eq!(name_at(117.0).as_deref(), Some("甲街道"));
        assert_eq!(name_at(117.5).as_deref(), Some("乙地区"));
        assert_eq!(name_at(118.5), None);
    }

    #[test]
    fn a_size_does_not_depend_on_the_way_in_which_rings_run() {
        let area = square("1", "甲街道", 116.0);
        let mut reversed = area.boundary.clone();
        reversed.0[0].exterior_mut(|ring| ring.0.reverse());
        // A degree by a degree at latitude 39.5: 85.90 km by 111.03 km.
        for size in [size_m2(&area.boundary), size_m2(&reversed)] {
            assert!((size / 9.538e9 - 1.0).abs() < 0.002, "{size}");
        }
    }

    #[test]
    fn names_are_found_with_other_affixes() {
        let areas = Areas::new(vec![square("1", "甲街道", 116.0), square("2", "乙地区", 117.0)]);
        for (asked, code) in [("甲", "1"), ("甲街道", "1"), ("乙镇", "2"), ("乙地区办事处", "2")]
        {
            assert_eq!(areas.by_name(asked).map(|a| a.code.as_str()), Some(code), "{asked}");
        }
        assert_eq!(areas.by_name("丙"), None);
    }
}
