//! Small districts for the tests of this floor.

use geo::{MultiPolygon, polygon};

use super::plane::Plane;
use super::territory::{Office, Shape, Territory};
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
    let east = pierced((116.1, 39.9, 0.1), (116.13, 39.93, 0.02));
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

/// Offices whose territories are given in metres on the plane.
pub(super) fn on_plane(offices: impl IntoIterator<Item = MultiPolygon<f64>>) -> Territory {
    let offices = offices.into_iter().zip(1..).map(|(polygon, number)| Office {
        code: number.to_string().parse().expect("code"),
        name: number.to_string(),
        population: None,
        shape: Shape::on_plane(&polygon),
    });
    Territory { plane: Plane::around(at(116.1, 39.95)), offices: offices.collect() }
}

/// A square with a hole.
pub(super) fn pierced(
    (west, south, side): (f64, f64, f64),
    (hole_west, hole_south, hole_side): (f64, f64, f64),
) -> MultiPolygon<f64> {
    let mut pierced = square(west, south, side);
    let hole = square(hole_west, hole_south, hole_side).0[0].exterior().clone();
    pierced.0[0].interiors_push(hole);
    pierced
}

pub(super) fn territory() -> Territory {
    Territory::new(&areas(), at(116.1, 39.95))
}
