//! `areas.geojson`: the offices fill the district's outline and do not overlap.

use std::collections::BTreeSet;

use geo::{Area as _, BooleanOps, Contains, LineString, MultiPolygon, Point, Polygon};
use serde::Deserialize;

use super::shipped::text;

/// One office as the file says it.
pub(crate) struct Office {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) seat: Point<f64>,
    pub(crate) population: f64,
    pub(crate) boundary: MultiPolygon<f64>,
}

#[derive(Deserialize)]
struct File {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: String,
    name: String,
    #[serde(default)]
    seat_lon: f64,
    #[serde(default)]
    seat_lat: f64,
    #[serde(default, alias = "worldpop")]
    population: f64,
}

type Ring = Vec<[f64; 2]>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

/// The offices of a file like ours.
pub(crate) fn read(text: &str) -> Vec<Office> {
    let file: File = serde_json::from_str(text).expect("a GeoJSON file of offices");
    let polygon = |rings: Vec<Ring>| {
        let mut rings = rings.into_iter().map(LineString::from);
        Polygon::new(rings.next().expect("a ring"), rings.collect())
    };
    let office = |Feature { properties, geometry }: Feature| Office {
        seat: Point::new(properties.seat_lon, properties.seat_lat),
        code: properties.code,
        name: properties.name,
        population: properties.population,
        boundary: match geometry {
            Geometry::Polygon(rings) => MultiPolygon(vec![polygon(rings)]),
            Geometry::MultiPolygon(all) => all.into_iter().map(polygon).collect(),
        },
    };
    file.features.into_iter().map(office).collect()
}

#[test]
fn there_are_43_offices_with_their_codes_and_their_seats_inside() {
    let offices = read(&text("areas.geojson"));
    let codes: Vec<&str> = offices.iter().map(|office| office.code.as_str()).collect();
    let expected: Vec<String> = (1..=43).map(|n| format!("110105{n:03}")).collect();
    assert_eq!(codes, expected);
    let streets = offices.iter().filter(|office| office.name.ends_with("街道")).count();
    let areas = offices.iter().filter(|office| office.name.ends_with("地区")).count();
    assert_eq!((streets, areas), (24, 19));
    for office in &offices {
        assert!(office.boundary.contains(&office.seat), "{}", office.name);
    }
    let people: f64 = offices.iter().map(|office| office.population).sum();
    assert!((3.3e6..3.6e6).contains(&people), "{people}");
}

#[test]
fn the_file_says_that_it_is_approximate_and_where_it_comes_from() {
    let file: serde_json::Value = serde_json::from_str(&text("areas.geojson")).expect("JSON");
    assert_eq!(file["approximate"], true);
    for key in ["note", "source"] {
        assert!(file[key].as_str().is_some_and(|words| words.len() > 40), "{key}");
    }
}

#[test]
fn the_offices_do_not_overlap_and_have_no_gap() {
    let offices = read(&text("areas.geojson"));
    let whole = geo::unary_union(offices.iter().map(|office| &office.boundary));
    let parts: f64 = offices.iter().map(|office| office.boundary.unsigned_area()).sum();
    assert!(((parts - whole.unsigned_area()) / parts).abs() < 1e-6, "they overlap");
    // A gap would be a hole in the union, or a third piece beside the district and its exclave.
    assert_eq!(whole.iter().map(|polygon| polygon.interiors().len()).sum::<usize>(), 0);
    assert_eq!(whole.iter().count(), 2);
}

#[test]
fn neighbours_share_their_edges_point_for_point() {
    let key = |c: &geo::Coord<f64>| (c.x.to_bits(), c.y.to_bits());
    let mut edges = BTreeSet::new();
    for office in read(&text("areas.geojson")) {
        for polygon in &office.boundary {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for line in ring.lines() {
                    let new = edges.insert((key(&line.start), key(&line.end)));
                    assert!(new, "{} goes along an edge that another has", office.name);
                }
            }
        }
    }
    let alone = edges.iter().filter(|(a, b)| !edges.contains(&(*b, *a))).count();
    assert!(alone * 8 < edges.len(), "{alone} of {} edges have no neighbour", edges.len());
}

/// How much of the district's area falls into the same office in both.
pub(crate) fn agreement(ours: &[Office], theirs: &[Office]) -> f64 {
    let common = |office: &Office| {
        let mine = ours.iter().find(|mine| mine.code == office.code).expect("the same codes");
        mine.boundary.intersection(&office.boundary).unsigned_area()
    };
    let whole: f64 = theirs.iter().map(|office| office.boundary.unsigned_area()).sum();
    theirs.iter().map(common).sum::<f64>() / whole
}
