//! The data folder is read strictly, and what is wrong in it is said with its place.

use chrono_tz::Asia::Shanghai;
use proptest::prelude::*;
use yizhan::domain::holiday_calendar::ListedKind;
use yizhan::domain::place::PlaceKind;
use yizhan::exchange::ExchangeError;
use yizhan::exchange::district::{
    read_areas, read_district, read_holidays, read_places, read_units,
};

const DISTRICT: &str = r#"{ "id": "tiny", "name": {"zh": "小区", "en": "Tiny"},
    "city": {"zh": "市", "en": "City"}, "country": "CN", "code": "1", "code_prefix": "T",
    "time_zone": "Asia/Shanghai", "centre": {"lon": 116.5, "lat": 39.5} }"#;
const AREAS: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"code": "1", "name": "甲街道", "seat_lon": 116.5, "seat_lat": 39.5,
                   "population": 1000, "approximate": true},
    "geometry": {"type": "Polygon",
                 "coordinates": [[[116, 39], [117, 39], [117, 40], [116, 40], [116, 39]]]}}]}"#;
const HOLIDAYS: &str = r#"{"year": 2026, "source": "notice", "days": [
    {"date": "2026-01-01", "name": {"zh": "元旦", "en": "New Year"}, "kind": "off"}]}"#;
const UNITS: &str =
    "code,name,kind,area_code,provenance\nU1,甲,office,1,synthetic\nU2,园,zone,,x\n";
const PLACES: &str = "id,name,aliases,kind,lon,lat,area_code\np1,国贸,Guomao|大北窑,metro_station,116.4557,39.9076,1\n";

#[test]
fn each_file_of_the_folder_is_read() {
    let district = read_district("district.json", DISTRICT.as_bytes()).unwrap();
    assert_eq!((district.zone.0, district.name.zh.as_str()), (Shanghai, "小区"));
    let areas = read_areas("areas.geojson", AREAS.as_bytes()).unwrap();
    let area = areas.at(district.centre).unwrap();
    assert_eq!(
        (area.name.as_str(), area.population, area.approximate),
        ("甲街道", Some(1000), true)
    );
    let holidays = read_holidays("2026.json", HOLIDAYS.as_bytes()).unwrap();
    assert_eq!(holidays.days[0].kind, ListedKind::Off);
    let units = read_units("units.csv", UNITS.as_bytes()).unwrap();
    assert_eq!((units.len(), units[1].area.as_ref()), (2, None));
    let places = read_places("places.csv", format!("\u{feff}{PLACES}").as_bytes()).unwrap();
    assert_eq!(places[0].aliases, ["Guomao", "大北窑"]);
    assert_eq!(places[0].kind, PlaceKind::MetroStation);
}

#[test]
fn what_is_wrong_is_said_with_its_file_place_and_field() {
    let red = DISTRICT
        .replace("\"code\"", r##""colours": {"theme": "red", "background": "#fff"}, "code""##);
    let cases: [(Result<(), ExchangeError>, &[&str]); 13] = [
        (district(red), &["district.json", "'red'", "#0b6e4f"]),
        (district(DISTRICT.replace("39.5", "95")), &["district.json", "centre.lat", "95"]),
        (district(DISTRICT.replace("Shanghai", "Nowhere")), &["time_zone", "Asia/Nowhere"]),
        (district(DISTRICT.replace("\"T\"", "\" \"")), &["code_prefix", "empty"]),
        (district("{".to_owned()), &["district.json", "JSON", "line 1"]),
        (areas(AREAS.replace("\"甲街道\"", "null")), &["feature 1", "'name'"]),
        (areas(AREAS.replace("\"seat_lat\": 39.5,", "")), &["feature 1", "seat_lon", "both"]),
        (areas(AREAS.replace("[117, 40]", "[117, 400]")), &["feature 1", "geometry", "400"]),
        (areas(AREAS.replace("1000", "-3")), &["feature 1", "population", "-3"]),
        (holidays(HOLIDAYS.replace("\"2026-", "\"2025-")), &["2026", "days", "2025-01-01"]),
        (units(UNITS.replace("U2", "U1")), &["units.csv", "line 3", "'code'", "twice"]),
        (places(PLACES.replace("metro_station", "metro")), &["line 2", "'kind'", "metro_station"]),
        (places(PLACES.replace(",lat,", ",latitude,")), &["no column 'lat'"]),
    ];
    for (outcome, words) in cases {
        let said = outcome.expect_err("it must be refused").to_string();
        for word in words {
            assert!(said.contains(word), "'{said}' does not say '{word}'");
        }
    }
}

fn district(text: String) -> Result<(), ExchangeError> {
    read_district("district.json", text.as_bytes()).map(|_| ())
}

fn areas(text: String) -> Result<(), ExchangeError> {
    read_areas("areas.geojson", text.as_bytes()).map(|_| ())
}

fn holidays(text: String) -> Result<(), ExchangeError> {
    read_holidays("2026.json", text.as_bytes()).map(|_| ())
}

fn units(text: String) -> Result<(), ExchangeError> {
    read_units("units.csv", text.as_bytes()).map(|_| ())
}

fn places(text: String) -> Result<(), ExchangeError> {
    read_places("places.csv", text.as_bytes()).map(|_| ())
}

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let file = prop::sample::select(vec![DISTRICT, AREAS, HOLIDAYS, UNITS, PLACES]);
    (file, any::<prop::sample::Index>(), any::<u8>(), any::<prop::sample::Index>()).prop_map(
        |(file, flipped, mask, cut)| {
            let mut bytes = file.as_bytes().to_vec();
            let flipped = flipped.index(bytes.len());
            bytes[flipped] ^= mask;
            bytes.truncate(cut.index(bytes.len() * 2).max(1));
            bytes
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_of_the_folder_panic(
        bytes in prop_oneof![damaged(), prop::collection::vec(any::<u8>(), 0..200)]
    ) {
        let _ = read_district("a", &bytes);
        let _ = read_areas("a", &bytes);
        let _ = read_holidays("a", &bytes);
        let _ = read_units("a", &bytes);
        let _ = read_places("a", &bytes);
    }
}
