//! Small districts for the tests of this floor.

use geo::{MultiPolygon, polygon};

use super::territory::Territory;
use crate::domain::area::{Area, Areas};
use crate::domain::coordinates::Wgs84;

pub(super) fn at(lon: f64, lat: f64) -> Wgs84 {
    Wgs84::new(lon, lat).expect("a position")
}

/// A square of so many degrees with its south-western corner here.
pub(super) fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    let (east, north) = (west + side, south + side);
    MultiPolygon(vec![polygon![
        (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north),
    ]])
}

/// Two squares side by side, of 40,000 and 10,000 people; the eastern one has a hole.
pub(super) fn areas() -> Areas {
    let mut east = square(116.1, 39.9, 0.1);
    let hole = square(116.13, 39.93, 0.02).0[0].exterior().clone();
    east.0[0].interiors_push(hole);
    let area = |code: &str, population, boundary| Area {
        code: code.parse().expect("code"),
        name: format!("第{code}街道"),
        seat: None,
        population: Some(population),
        approximate: true,
        boundary,
    };
    Areas::new(vec![area("1", 40_000, square(116.0, 39.9, 0.1)), area("2", 10_000, east)])
}

pub(super) fn territory() -> Territory {
    Territory::new(&areas(), at(116.1, 39.95))
}
