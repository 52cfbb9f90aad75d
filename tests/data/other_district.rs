//! A tiny district that is not ours: the generator knows no names of its own.

use crate::harness::catalogue;
use yizhan::sample::{SampleError, Sources, generate};

const DISTRICT: &str = r#"{ "name": {"zh": "东湖区", "en": "East Lake"}, "city": {"zh": "南市", "en": "South"},
    "code": "990101", "code_prefix": "EL", "centre": {"lon": 113.0, "lat": 23.0} }"#;
const AREAS: &str = r#"{ "type": "FeatureCollection", "features": [ { "type": "Feature",
    "properties": {"code": "990101001", "name": "甲街道", "population": 40000},
    "geometry": {"type": "Polygon", "coordinates":
        [[[112.99,22.99],[113.01,22.99],[113.01,23.01],[112.99,23.01],[112.99,22.99]]]} } ] }"#;
const SETTINGS: &str = r#"{ "reference_date": "2026-11-01", "stations": 12, "homes": 2, "programme": 1,
    "temporarily_closed": 1, "hours_unknown_permille": 0, "out_of_order_permille": 0,
    "verified_unknown_permille": 0, "stars_weights": [1, 1, 1, 1, 1, 1],
    "serves": [], "closed_reasons": [], "broken_reasons": [] }"#;
const HOSTS: &str = "profile,builder,weight,place_kinds,name,host,brands,unit,area_min_m2,area_max_m2,seats_min,seats_max
shop,enterprise,1,*,{brand}{place}店,{district}{office},一|二|三|四|五|六|七|八|九,,5,9,2,4
";

fn sources() -> Sources<'static> {
    Sources {
        catalogue: catalogue(),
        district: DISTRICT,
        areas: AREAS,
        units: "code,name,kind,area_code\nE1,甲街道总工会,office,990101001\n",
        places: "id,name,aliases,kind,lon,lat,area_code\n\
            1,码头,,landmark,113.0,23.0,990101001\n2,茶园,,park,113.004,23.004,990101001\n",
        settings: SETTINGS,
        offices: "area_code,daytime_thousand\n990101001,5\n",
        hosts: HOSTS,
        home_hosts: HOSTS,
        hours: "profile,hours,weight\nshop,24/7,1\n",
        amenities: "profile,amenity,percent,own_hours_where,own_hours\nshop,toilet,100,,10:00-12:00\n",
        access: "profile,ways,weight\nshop,qr_code,1\n",
        words: "placeholder,words\npremises,底商\n",
        roads: "name,course\n湖边路,112.995 23.0;113.005 23.001\n",
        named: "name,kind,place,profile,builder,host,area_code,lon,lat,address,aliases,hours\n",
    }
}

#[test]
fn another_district_gets_its_own_names_and_codes() {
    let sample = generate(&sources(), 1).expect("a sample");
    assert_eq!((sample.stations.len(), sample.homes.len()), (12, 2));
    let first = &sample.stations[0];
    assert_eq!(first.code.as_str(), "EL-001-0001");
    assert_eq!(sample.homes[1].code.as_str(), "EL-H-0002");
    assert_eq!((first.host.as_str(), first.unit.as_deref()), ("南市东湖区甲街道", Some("E1")));
    assert!(sample.stations.iter().all(|s| s.address.starts_with("东湖区")));
    let toilet = first.amenities.values().next().and_then(|p| p.hours.as_ref());
    assert_eq!(toilet.map(ToString::to_string).as_deref(), Some("10:00-12:00"));
}

#[test]
fn a_list_that_does_not_read_is_named() {
    let broken = [
        ("hours.csv", Sources { hours: "profile,hours,weight\nshop,never,1\n", ..sources() }),
        ("access.csv", Sources { access: "profile,ways,weight\nshop,window,1\n", ..sources() }),
        ("roads.csv", Sources { roads: "name,course\n湖边路,112.995\n", ..sources() }),
        ("settings.json", Sources { settings: "{}", ..sources() }),
        ("areas.geojson", Sources { areas: "[]", ..sources() }),
    ];
    for (list, sources) in broken {
        let error = generate(&sources, 1).expect_err(list);
        assert!(error.to_string().contains(list), "{error}");
    }
}

#[test]
fn an_area_without_places_is_said_to_have_no_room() {
    let sources = Sources { places: "id,name,aliases,kind,lon,lat,area_code\n", ..sources() };
    let error = generate(&sources, 1).expect_err("nowhere to stand");
    assert!(matches!(error, SampleError::NoRoom(_)), "{error}");
}
