//! What ships, held against the real geography beside the project.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use geo::{Contains, Point};
use osmpbf::{Element, ElementReader};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::place::PlaceKind;
use yizhan::domain::station::Station;

use super::areas::{self, Office};
use super::places;
use super::shipped::{SAMPLE, beside, text};

fn real_offices() -> Option<Vec<Office>> {
    let path = beside("areas.geojson")?;
    Some(areas::read(&std::fs::read_to_string(path).expect("the real offices")))
}

fn lies_in(offices: &[Office], code: &str, lon: f64, lat: f64) -> bool {
    let office = offices.iter().find(|office| office.code == code).expect("the same codes");
    office.boundary.contains(&Point::new(lon, lat))
}

fn all_stations() -> Vec<&'static Station> {
    SAMPLE.stations.iter().chain(&SAMPLE.homes).collect()
}

#[test]
fn our_offices_are_near_the_real_ones() {
    let Some(real) = real_offices() else { return };
    let share = areas::agreement(&areas::read(&text("areas.geojson")), &real);
    assert!(share >= 0.88, "{share:.3} of the area is in the same office");
}

#[test]
fn places_lie_in_the_real_office_that_they_name() {
    let Some(real) = real_offices() else { return };
    let named: Vec<_> = places::read().into_iter().filter(|p| !p.area_code.is_empty()).collect();
    let right = named.iter().filter(|p| lies_in(&real, &p.area_code, p.lon, p.lat)).count();
    assert!(right * 100 >= named.len() * 97, "{right} of {}", named.len());
}

/// The gazetteer's metro stations are placed from general knowledge, to the street corner
/// rather than the entrance; this finds the gross errors.
#[test]
fn metro_stations_are_near_where_they_are() {
    let Some(path) = beside("subway-stations-2019.geojson") else { return };
    let text = std::fs::read_to_string(path).expect("the metro stations");
    let real: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let ours = places::read();
    let mut checked = 0;
    for feature in real["features"].as_array().expect("features") {
        let name = feature["properties"]["name"].as_str().expect("name");
        let at = &feature["geometry"]["coordinates"];
        let real = Wgs84::new(at[0].as_f64().expect("lon"), at[1].as_f64().expect("lat"));
        let is_it = |p: &&places::Row| {
            p.kind == PlaceKind::MetroStation
                && p.name.strip_suffix('站').unwrap_or(&p.name) == name
        };
        let Some(found) = ours.iter().find(is_it) else { continue };
        let mine = Wgs84::new(found.lon, found.lat).expect("position");
        let off_m = mine.geodesic_m(real.expect("position"));
        assert!(off_m <= 400.0, "{name} is {off_m:.0} m off");
        checked += 1;
    }
    assert!(checked >= 74, "only {checked} metro stations were found");
}

#[test]
fn stations_lie_in_the_real_office_that_they_name() {
    let Some(real) = real_offices() else { return };
    let all = all_stations();
    let right = all
        .iter()
        .filter(|s| lies_in(&real, s.area.as_str(), s.position.lon(), s.position.lat()))
        .count();
    assert!(right * 100 >= all.len() * 97, "{right} of {}", all.len());
}

#[test]
fn stations_stand_at_streets() {
    let Some(path) = beside("roads-2012.osm.pbf") else { return };
    let streets = Streets::read(&path);
    let all = all_stations();
    let near = all.iter().filter(|s| streets.is_within_300_m(s.position)).count();
    assert!(near * 100 >= all.len() * 90, "{near} of {}", all.len());
}

/// A straight piece of street, by its ends: longitude and latitude, degrees.
type Piece = [(f64, f64); 2];

/// Straight pieces of streets in cells of 0.005 degrees, more than 400 m wide.
struct Streets(BTreeMap<(i64, i64), Vec<Piece>>);

impl Streets {
    fn read(path: &Path) -> Self {
        let mut nodes: HashMap<i64, (f64, f64)> = HashMap::new();
        let mut ways: Vec<Vec<i64>> = Vec::new();
        ElementReader::from_path(path)
            .expect("the street network")
            .for_each(|element| match element {
                Element::DenseNode(node) => {
                    nodes.insert(node.id(), (node.lon(), node.lat()));
                }
                Element::Node(node) => {
                    nodes.insert(node.id(), (node.lon(), node.lat()));
                }
                Element::Way(way) if way.tags().any(|(key, _)| key == "highway") => {
                    ways.push(way.refs().collect());
                }
                _ => {}
            })
            .expect("the street network");
        let mut streets = Self(BTreeMap::new());
        for way in &ways {
            for pair in way.windows(2) {
                if let [Some(a), Some(b)] = [pair[0], pair[1]].map(|id| nodes.get(&id).copied()) {
                    streets.add(a, b);
                }
            }
        }
        streets
    }

    fn add(&mut self, a: (f64, f64), b: (f64, f64)) {
        let (from, to) = (cell(a), cell(b));
        for x in from.0.min(to.0)..=from.0.max(to.0) {
            for y in from.1.min(to.1)..=from.1.max(to.1) {
                self.0.entry((x, y)).or_default().push([a, b]);
            }
        }
    }

    fn is_within_300_m(&self, position: Wgs84) -> bool {
        let (x, y) = cell((position.lon(), position.lat()));
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        around
            .filter_map(|cell| self.0.get(&cell))
            .flatten()
            .any(|[a, b]| distance_m(position, *a, *b) <= 300.0)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees divided by 0.005 are small")]
fn cell((lon, lat): (f64, f64)) -> (i64, i64) {
    ((lon / 0.005).floor() as i64, (lat / 0.005).floor() as i64)
}

/// The distance of a position from a straight piece of street, on a local plane.
fn distance_m(position: Wgs84, a: (f64, f64), b: (f64, f64)) -> f64 {
    let east_m = 111_320.0 * position.lat().to_radians().cos();
    let local = |(lon, lat): (f64, f64)| {
        ((lon - position.lon()) * east_m, (lat - position.lat()) * 111_040.0)
    };
    let ((ax, ay), (bx, by)) = (local(a), local(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + share * dx).hypot(ay + share * dy)
}
