//! Positions and boxes in a query.

use super::Query;
use super::values::{invalid, missing, parsed};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::http::error::{HttpError, Said};
use crate::index::list::Bbox;

const LAT: Said = Said::fixed(
    "纬度，十进制度，-90 至 90，例如 39.9219",
    "latitude in decimal degrees, -90 to 90, e.g. 39.9219",
);
const LON: Said = Said::fixed(
    "经度，十进制度，-180 至 180，例如 116.4435",
    "longitude in decimal degrees, -180 to 180, e.g. 116.4435",
);
const DATUM: Said = Said::fixed(
    "坐标系：wgs84（GPS，默认）、gcj02（高德、腾讯）或 bd09（百度）",
    "the datum: wgs84 (GPS, the default), gcj02 (Amap, Tencent) or bd09 (Baidu)",
);
const BBOX: Said = Said::fixed(
    "四个数：最小经度,最小纬度,最大经度,最大纬度，例如 116.40,39.85,116.50,39.95",
    "four numbers, min_lon,min_lat,max_lon,max_lat, e.g. 116.40,39.85,116.50,39.95",
);

/// `datum`: in which positions are given and answered.
pub fn datum(query: &Query<'_>) -> Result<Datum, HttpError> {
    let Some(value) = query.get("datum")? else { return Ok(Datum::default()) };
    value.parse().map_err(|_| invalid("datum", DATUM, "不认识这个坐标系", "there is no such datum"))
}

/// What the latitude and the longitude of a position are called.
pub(super) type Named = [&'static str; 2];

/// The names where a question has one position only.
pub const LAT_LON: [&str; 2] = ["lat", "lon"];

/// A latitude and a longitude, both needed, given in a datum.
pub fn position(query: &Query<'_>, named: Named, datum: Datum) -> Result<Wgs84, HttpError> {
    let (lat, lon) = (parsed(query, named[0], &LAT)?, parsed(query, named[1], &LON)?);
    position_of(lat, lon, named, datum)
}

/// The position of a latitude and a longitude, both needed, given in a datum. Degrees.
pub(crate) fn position_of(
    lat: Option<f64>,
    lon: Option<f64>,
    [name_of_lat, name_of_lon]: Named,
    datum: Datum,
) -> Result<Wgs84, HttpError> {
    let lat = lat.ok_or_else(|| missing(name_of_lat, LAT))?;
    let lon = lon.ok_or_else(|| missing(name_of_lon, LON))?;
    for (name, value, expected) in [(name_of_lat, lat, LAT), (name_of_lon, lon, LON)] {
        if !value.is_finite() {
            return Err(invalid(name, expected, "须为有限的数", "it is not a finite number"));
        }
    }
    if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        return Err(swapped(name_of_lat, LAT));
    }
    datum.to_wgs84(lon, lat).map_err(|error| match error.field() {
        "lat" => invalid(name_of_lat, LAT, "超出 -90 至 90", "it is outside -90 to 90"),
        _ => invalid(name_of_lon, LON, "超出 -180 至 180", "it is outside -180 to 180"),
    })
}

/// `bbox`: a rectangle given in a datum, as the WGS-84 rectangle around it.
///
/// A western edge east of the eastern one is taken as a box across the antimeridian, as
/// GeoJSON has it, but only where that box is less than half the globe: otherwise the two
/// were given in the wrong order.
pub fn bbox(query: &Query<'_>, datum: Datum) -> Result<Option<Bbox>, HttpError> {
    let Some(value) = query.get("bbox")? else { return Ok(None) };
    let wrong = |zh: &str, en: &str| invalid("bbox", BBOX, zh, en);
    let mut corners = [0.0; 4];
    let mut given = value.split(',');
    for corner in &mut corners {
        let number = given.next().and_then(|text| text.trim().parse::<f64>().ok());
        *corner = number
            .filter(|number| number.is_finite())
            .ok_or_else(|| wrong("须为四个有限的数", "it is not four finite numbers"))?;
    }
    if given.next().is_some() {
        return Err(wrong("多于四个数", "it has more than four numbers"));
    }
    let [west, south, east, north] = corners;
    if south.abs().max(north.abs()) > 90.0 && west.abs().max(east.abs()) <= 90.0 {
        return Err(swapped("bbox", BBOX));
    }
    if west.abs().max(east.abs()) > 180.0 || south.abs().max(north.abs()) > 90.0 {
        return Err(wrong(
            "超出经度 -180 至 180 或纬度 -90 至 90",
            "it reaches beyond longitude -180 to 180 or latitude -90 to 90",
        ));
    }
    if west > east && 360.0 + east - west > 180.0 {
        return Err(wrong("最小经度大于最大经度", "min_lon is greater than max_lon"));
    }
    if south > north {
        return Err(wrong("最小纬度大于最大纬度", "min_lat is greater than max_lat"));
    }
    hull(corners, datum).map(Some).ok_or_else(|| wrong("不是有效范围", "it is no box"))
}

/// The smallest WGS-84 box around a box of another datum. A box across the antimeridian is
/// outside China, where the datums agree.
fn hull([west, south, east, north]: [f64; 4], datum: Datum) -> Option<Bbox> {
    if datum == Datum::Wgs84 || west > east {
        return Some(Bbox { west, south, east, north });
    }
    let corners = [(west, south), (west, north), (east, south), (east, north)];
    let mut hull: Option<Bbox> = None;
    for (lon, lat) in corners {
        let corner = datum.to_wgs84(lon, lat).ok()?;
        let (lon, lat) = (corner.lon(), corner.lat());
        let so_far = hull.unwrap_or(Bbox { west: lon, south: lat, east: lon, north: lat });
        hull = Some(Bbox {
            west: so_far.west.min(lon),
            south: so_far.south.min(lat),
            east: so_far.east.max(lon),
            north: so_far.north.max(lat),
        });
    }
    hull
}

fn swapped(name: &'static str, expected: Said) -> HttpError {
    invalid(
        name,
        expected,
        "纬度超出 -90 至 90，经纬度是否写反了？请交换两者",
        "the latitude is outside -90 to 90: are latitude and longitude swapped? Exchange them",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["lat", "lon", "datum", "bbox"];

    fn detail(error: HttpError) -> (String, String) {
        match error {
            HttpError::InvalidParameter { name, wrong, .. } => {
                (name.to_owned(), wrong.en.into_owned())
            }
            HttpError::MissingParameter { name, .. } => (name.to_owned(), "missing".to_owned()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_wrong_position_is_told_by_the_name_of_its_parameter_and_the_way_out() {
        for (query, name, words) in [
            ("lon=116.4", "lat", "missing"),
            ("lat=39.9", "lon", "missing"),
            ("lat=&lon=116.4", "lat", "empty"),
            ("lat=95&lon=116.4", "lat", "outside -90 to 90"),
            ("lat=116.4&lon=39.9", "lat", "swapped"),
            ("lat=39.9&lon=216", "lon", "outside -180 to 180"),
            ("lat=NaN&lon=116.4", "lat", "finite"),
            ("lat=39.9&lon=-inf", "lon", "finite"),
            ("lat=39,9&lon=116.4", "lat", "not a number"),
            ("lat=39.9&lon=east", "lon", "not a number"),
        ] {
            let query = Query::read(Some(query), KNOWN).unwrap();
            let (found, wrong) = detail(position(&query, LAT_LON, Datum::Wgs84).unwrap_err());
            assert_eq!(found, name, "{query:?}");
            assert!(wrong.contains(words), "{query:?}: {wrong}");
        }
    }

    #[test]
    fn a_wrong_box_is_told_what_is_wrong_with_it() {
        for (value, words) in [
            ("1,2,3", "four finite"),
            ("1,2,3,4,5", "more than four"),
            ("1,2,3,nan", "four finite"),
            ("116.5,39.8,116.4,39.9", "min_lon is greater"),
            ("116.4,39.9,116.5,39.8", "min_lat is greater"),
            ("39.8,116.4,39.9,116.5", "swapped"),
            ("170,39,190,40", "beyond"),
        ] {
            let query = format!("bbox={value}");
            let query = Query::read(Some(&query), KNOWN).unwrap();
            let (_, wrong) = detail(bbox(&query, Datum::Wgs84).unwrap_err());
            assert!(wrong.contains(words), "{value}: {wrong}");
        }
    }

    #[test]
    fn a_box_of_another_datum_becomes_the_box_around_it() {
        let query = Query::read(Some("bbox=116.40,39.90,116.50,39.95"), KNOWN).unwrap();
        let found = bbox(&query, Datum::Gcj02).unwrap().unwrap();
        assert!(found.contains(Datum::Gcj02.to_wgs84(116.45, 39.92).unwrap()));
        assert!((found.west - 116.3939).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let query = Query::read(Some("bbox=170,-20,-170,20"), KNOWN).unwrap();
        let found = bbox(&query, Datum::Wgs84).unwrap().unwrap();
        assert!(found.contains(Wgs84::new(-179.0, 0.0).unwrap()));
        assert!(!found.contains(Wgs84::new(0.0, 0.0).unwrap()));
    }
}
