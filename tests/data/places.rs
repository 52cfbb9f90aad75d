//! `places.csv` and `units.csv`.

use std::collections::BTreeSet;

use geo::{Contains, Point};
use serde::Deserialize;
use yizhan::domain::place::PlaceKind;

use super::areas;
use super::shipped::text;

/// A row of the gazetteer.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: String,
    pub(super) kind: PlaceKind,
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) area_code: String,
}

/// The gazetteer.
pub(super) fn read() -> Vec<Row> {
    let text = text("places.csv");
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("places.csv")
}

#[test]
fn there_are_enough_places_each_with_its_own_id_and_name() {
    let places = read();
    assert!(places.len() >= 600, "{}", places.len());
    let ids: BTreeSet<&str> = places.iter().map(|place| place.id.as_str()).collect();
    let names: BTreeSet<&str> = places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!((ids.len(), names.len()), (places.len(), places.len()));
    let metro = places.iter().filter(|p| p.kind == PlaceKind::MetroStation).count();
    assert!(metro >= 90, "{metro} metro stations");
}

#[test]
fn a_place_lies_in_the_office_that_it_names_and_every_office_has_eight() {
    let (places, offices) = (read(), areas::read(&text("areas.geojson")));
    for office in &offices {
        let here: Vec<&Row> = places.iter().filter(|p| p.area_code == office.code).collect();
        assert!(here.len() >= 8, "{} has {}", office.name, here.len());
        for place in here {
            let inside = office.boundary.contains(&Point::new(place.lon, place.lat));
            assert!(inside, "{} is not in {}", place.name, office.name);
        }
    }
    let outside = places.iter().filter(|place| place.area_code.is_empty()).count();
    assert!(outside <= 10, "{outside} places in no office");
}

#[test]
fn the_names_that_people_say_are_there() {
    let places = read();
    let known = |word: &str| {
        places.iter().any(|p| p.name == word || p.aliases.split('|').any(|alias| alias == word))
    };
    for word in [
        "望京",
        "国贸",
        "大望路",
        "双井",
        "三里屯",
        "酒仙桥",
        "亚运村",
        "奥体中心",
        "望京SOHO",
        "常营",
        "东坝",
        "十八里店",
        "国贸三期",
        "朝阳工人文化宫",
        "798艺术区",
        "北京朝阳站",
        "鸟巢",
        "朝阳大悦城",
        "Wangjing SOHO",
        "Sanlitun",
    ] {
        assert!(known(word), "{word}");
    }
}

#[test]
fn there_are_51_units_and_each_office_has_one() {
    #[derive(Deserialize)]
    struct Unit {
        code: String,
        kind: String,
        area_code: String,
    }
    let text = text("units.csv");
    let units: Vec<Unit> = csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("units.csv");
    let codes: BTreeSet<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes.len(), 51);
    let offices: BTreeSet<&str> = units
        .iter()
        .filter(|unit| unit.kind == "office")
        .map(|unit| unit.area_code.as_str())
        .collect();
    assert_eq!(offices.len(), 43);
}
