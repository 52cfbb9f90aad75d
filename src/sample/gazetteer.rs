//! The district as the generator sees it: areas with borders, places, roads, on a plane in
//! metres.

use geo::{LineString, MultiPolygon, Polygon};
use serde::Deserialize;

use super::lists::{PlaceRow, Road, read_json};
use super::plane::{Course, Foot, Plane, Spot};
use super::sources::{SampleError, unusable};
use crate::domain::area::{Area, AreaCode, Areas};
use crate::domain::coordinates::Wgs84;
use crate::domain::place::PlaceKind;

/// A place that stations stand next to.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) name: String,
    pub(super) kind: PlaceKind,
    pub(super) spot: Spot,
}

/// One area: its border and the places in it.
#[derive(Debug)]
pub(super) struct Quarter {
    pub(super) code: AreaCode,
    pub(super) name: String,
    pub(super) population: u32,
    pub(super) anchors: Vec<Anchor>,
    border: Vec<Course>,
}

/// The whole district.
#[derive(Debug)]
pub(super) struct Gazetteer {
    pub(super) plane: Plane,
    pub(super) quarters: Vec<Quarter>,
    areas: Areas,
    roads: Vec<(String, Course)>,
}

impl Gazetteer {
    /// The district around a centre.
    pub(super) fn new(
        centre: Wgs84,
        areas: Areas,
        places: Vec<PlaceRow>,
        roads: Vec<Road>,
    ) -> Result<Self, SampleError> {
        let plane = Plane::at(centre);
        let mut quarters: Vec<Quarter> = areas.iter().map(|area| quarter(&plane, area)).collect();
        for place in places {
            let Some(quarter) =
                quarters.iter_mut().find(|q| Some(&q.code) == place.area_code.as_ref())
            else {
                continue;
            };
            let spot = plane.spot(Wgs84::new(place.lon, place.lat)?);
            quarter.anchors.push(Anchor { name: place.name, kind: place.kind, spot });
        }
        let course = |road: Road| {
            let spots = road.course.iter().map(|at| plane.spot_of_degrees(at.lon, at.lat));
            (road.name, Course(spots.collect()))
        };
        let roads = roads.into_iter().map(course).collect();
        Ok(Self { plane, quarters, areas, roads })
    }

    /// Whether a spot lies in an area, at least so many metres from its border.
    pub(super) fn is_within(&self, quarter: &Quarter, spot: Spot, margin_m: f64) -> bool {
        let Ok(position) = self.plane.position(spot) else { return false };
        self.areas.at(position).is_some_and(|area| area.code == quarter.code)
            && quarter
                .border
                .iter()
                .filter_map(|ring| ring.foot(spot))
                .all(|foot| foot.distance_m >= margin_m)
    }

    /// The nearest road within a distance, and its nearest point.
    pub(super) fn road_near(&self, spot: Spot, within_m: f64) -> Option<(&str, Foot)> {
        let mut best: Option<(&str, Foot)> = None;
        for (name, course) in &self.roads {
            let Some(foot) = course.foot(spot) else { continue };
            let nearer = best.is_none_or(|(_, best)| foot.distance_m < best.distance_m);
            if foot.distance_m <= within_m && nearer {
                best = Some((name, foot));
            }
        }
        best
    }
}

fn quarter(plane: &Plane, area: &Area) -> Quarter {
    let ring = |ring: &LineString<f64>| {
        Course(ring.coords().map(|c| plane.spot_of_degrees(c.x, c.y)).collect())
    };
    let rings = |polygon: &Polygon<f64>| {
        let mut rings = vec![ring(polygon.exterior())];
        rings.extend(polygon.interiors().iter().map(ring));
        rings
    };
    Quarter {
        code: area.code.clone(),
        name: area.name.clone(),
        population: area.population.unwrap_or(0),
        anchors: Vec::new(),
        border: area.boundary.iter().flat_map(rings).collect(),
    }
}

type Ring = Vec<[f64; 2]>;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: AreaCode,
    name: String,
    population: Option<u32>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

/// Reads what of `areas.geojson` is needed here.
pub(super) fn read_areas(text: &str) -> Result<Areas, SampleError> {
    let list = "areas.geojson";
    let collection: Collection = read_json(list, text)?;
    let area = |feature: Feature| {
        let polygons = match feature.geometry {
            Geometry::Polygon(rings) => vec![rings],
            Geometry::MultiPolygon(polygons) => polygons,
        };
        let Properties { code, name, population } = feature.properties;
        let boundary: Option<Vec<Polygon<f64>>> = polygons.into_iter().map(polygon).collect();
        let boundary =
            boundary.ok_or_else(|| unusable(list, format!("{name} has an empty polygon")))?;
        let boundary = MultiPolygon(boundary);
        Ok(Area { code, name, seat: None, population, approximate: true, boundary })
    };
    Ok(Areas::new(collection.features.into_iter().map(area).collect::<Result<_, SampleError>>()?))
}

fn polygon(rings: Vec<Ring>) -> Option<Polygon<f64>> {
    let mut rings = rings.into_iter().map(LineString::from);
    let exterior = rings.next()?;
    Some(Polygon::new(exterior, rings.collect()))
}
