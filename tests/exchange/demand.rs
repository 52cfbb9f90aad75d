//! Layers of demand: files as people have them.

use std::io::Cursor;

use geo::{Coord, Rect};
use proptest::prelude::*;
use tiff::encoder::{TiffEncoder, colortype::Gray32Float};
use tiff::tags::Tag;
use yizhan::domain::coordinates::Datum;
use yizhan::exchange::demand::{DemandOptions, DemandReading, read_demand};
use yizhan::exchange::stations::Severity;

const WGS84: DemandOptions = DemandOptions { datum: Datum::Wgs84, within: None };

fn read(file: &str, text: &str) -> DemandReading {
    read_demand(file, text.as_bytes(), &WGS84).unwrap()
}

/// `(lon, lat, weight, name)` of the points.
fn places(reading: &DemandReading) -> Vec<(f64, f64, f64, Option<&str>)> {
    let points = reading.layer.points.iter();
    points.map(|p| (p.position.lon(), p.position.lat(), p.weight, p.name.as_deref())).collect()
}

#[test]
fn separated_values_are_read_in_any_order_and_in_the_words_of_people() {
    let expected = [(116.4, 39.9, 12.0, Some("甲")), (116.5, 39.8, 1000.5, None)];
    for text in [
        "lon,lat,weight,name\n116.4,39.9,12,甲\n116.5,39.8,1000.5,\n",
        "名称;人口;纬度;经度\n甲;12;39.9;116.4\n;1000.5;39.8;116.5\n",
        "id\tY\tX\tPopulation\tname\n1\t39.9\t116.4\t12\t甲\n2\t39.8\t116.5\t\"1,000.5\"\t\n",
    ] {
        let reading = read("riders.csv", text);
        assert_eq!((places(&reading), reading.diagnostics.len()), (expected.to_vec(), 0), "{text}");
        assert_eq!(reading.layer.name, "riders");
    }
    let alike = read("a.csv", "lon,lat\n116.4,39.9\n");
    assert_eq!(places(&alike), [(116.4, 39.9, 1.0, None)]);
    assert_eq!(alike.diagnostics[0].severity, Severity::Note);
    assert!(!alike.has_errors());
}

#[test]
fn the_datum_is_converted_once() {
    let options = DemandOptions { datum: Datum::Gcj02, within: None };
    let text = "lon,lat,weight\n116.4061,39.9013,1\n";
    let reading = read_demand("a.csv", text.as_bytes(), &options).unwrap();
    let (lon, lat, ..) = places(&reading)[0];
    assert!((lon - 116.4).abs() < 3e-4 && (lat - 39.9).abs() < 3e-4, "{lon} {lat}");
}

#[test]
fn each_row_that_is_wrong_is_told_with_its_column_and_the_way_out() {
    let text = "lon,lat,weight\n116.4,39.9,5\n116.4,,5\n116.4,91,5\nx,39.9,5\n116.4,39.9,-1\n116.4,39.9,many\n116.4,39.9,\n116.4,39.9,NaN\n";
    let reading = read("a.csv", text);
    let told: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|told| (told.row.unwrap(), told.column.as_deref().unwrap(), told.problem.en.as_ref()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "lat", "it is empty"),
            (4, "lat", "lat 91 is outside -90..90 degrees"),
            (5, "lon", "it is not a number"),
            (6, "weight", "it is less than 0 or no finite number"),
            (7, "weight", "it is not a number"),
            (8, "weight", "it is empty"),
            (9, "weight", "it is less than 0 or no finite number"),
        ]
    );
    assert!(
        reading.has_errors() && reading.diagnostics.iter().all(|told| !told.way_out.en.is_empty())
    );
    assert_eq!(reading.layer.points.len(), 1);
}

#[test]
fn geojson_gives_points_and_territories() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"甲","population":7},"geometry":{"type":"Point","coordinates":[116.4,39.9]}},
        {"type":"Feature","properties":{"人口":"30"},"geometry":{"type":"Polygon","coordinates":[[[116.0,39.0],[116.1,39.0],[116.1,39.1],[116.0,39.0]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[116.4,39.9]}},
        {"type":"Feature","properties":{"weight":1},"geometry":{"type":"LineString","coordinates":[[116.4,39.9],[116.5,39.9]]}},
        {"type":"Feature","properties":{"weight":1},"geometry":{"type":"Polygon","coordinates":[[[116.0,39.0],[116.1,139.0],[116.1,39.1],[116.0,39.0]]]}}
    ]}"#;
    let reading = read("a.geojson", text);
    assert_eq!(places(&reading), [(116.4, 39.9, 7.0, Some("甲"))]);
    assert_eq!((reading.layer.regions.len(), reading.layer.regions[0].weight), (1, 30.0));
    let told: Vec<_> =
        reading.diagnostics.iter().map(|told| (told.row, told.column.as_deref())).collect();
    let expected = [(3, "weight"), (4, "geometry"), (5, "lat")];
    assert_eq!(told, expected.map(|(row, column)| (Some(row), Some(column))));
}

/// A grid of three columns and two rows, its north-western corner at 116.0, 40.0, cells of 0.01
/// degrees.
fn grid(model: u16, datum: u16, raster: u16, scale: f64) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    let mut image = encoder.new_image::<Gray32Float>(3, 2).unwrap();
    let tags = image.encoder();
    tags.write_tag(Tag::ModelPixelScaleTag, &[scale, scale, 0.0][..]).unwrap();
    tags.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, 116.0, 40.0, 0.0][..]).unwrap();
    let keys = [1u16, 1, 0, 3, 1024, 0, 1, model, 1025, 0, 1, raster, 2048, 0, 1, datum];
    tags.write_tag(Tag::GeoKeyDirectoryTag, &keys[..]).unwrap();
    tags.write_tag(Tag::GdalNodata, "-99999").unwrap();
    image.write_data(&[1.5, -99999.0, 2.0, f32::NAN, 0.0, 4.0]).unwrap();
    bytes.into_inner()
}

#[test]
fn a_population_grid_gives_a_place_for_each_cell_with_people() {
    let near = |found: &DemandReading, expected: &[(f64, f64, f64)]| {
        let found = places(found);
        found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, expected)| {
                (found.0 - expected.0).abs() < 1e-9
                    && (found.1 - expected.1).abs() < 1e-9
                    && found.2 == expected.2
            })
    };
    let reading = read_demand("worldpop.tif", &grid(2, 4326, 1, 0.01), &WGS84).unwrap();
    let all = [(116.005, 39.995, 1.5), (116.025, 39.995, 2.0), (116.025, 39.985, 4.0)];
    assert!(near(&reading, &all), "{:?}", places(&reading));
    let points = read_demand("a.tif", &grid(2, 4326, 2, 0.01), &WGS84).unwrap();
    assert!(near(&points, &[(116.0, 40.0, 1.5), (116.02, 40.0, 2.0), (116.02, 39.99, 4.0)]));
    let within = Some(Rect::new(Coord { x: 116.02, y: 39.0 }, Coord { x: 117.0, y: 39.99 }));
    let part = read_demand("a.tif", &grid(2, 4326, 1, 0.01), &DemandOptions { within, ..WGS84 });
    assert!(near(&part.unwrap(), &all[2..]));
}

#[test]
fn a_file_that_is_no_layer_says_what_to_give() {
    let grid_of = |model, datum, scale| grid(model, datum, 1, scale);
    for (file, bytes, words) in [
        ("a.xyz", b"1".to_vec(), "name it .csv"),
        ("a.csv", b"lon,people\n116.4,3\n".to_vec(), "lon,lat,weight,name"),
        ("a.csv", b"lon,lat,weight\n".to_vec(), "at least one place"),
        ("a.geojson", b"{}".to_vec(), "FeatureCollection"),
        ("a.tif", b"II*\0".to_vec(), "GeoTIFF"),
        ("a.tif", grid_of(1, 4326, 0.01), "not in degrees"),
        ("a.tif", grid_of(2, 4490, f64::NAN), "no size"),
        ("a.tif", grid_of(2, 4214, 0.01), "EPSG:4214"),
    ] {
        let error = read_demand(file, &bytes, &WGS84).unwrap_err().to_string();
        assert!(error.contains(words) && error.starts_with(file), "{error}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_readers_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..400, value in any::<u8>(),
    ) {
        for file in ["a.csv", "a.geojson", "a.tif"] {
            let _ = read_demand(file, &bytes, &WGS84);
        }
        let mut grid = grid(2, 4326, 1, 0.01);
        let at = at % grid.len();
        grid[at] = value;
        let _ = read_demand("a.tif", &grid, &WGS84);
    }
}
