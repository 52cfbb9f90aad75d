//! The gazetteer on tiles.

use std::collections::BTreeSet;

use yizhan::domain::coordinates::Datum;
use yizhan::domain::place::PlaceKind;
use yizhan::tiles::places::{LAYER, tile};
use yizhan::tiles::{MAX_ZOOM, TileAddress};

use super::{decode, in_tiles, units_away};
use crate::harness::shipped::shipped;

#[test]
fn places_are_where_they_are_on_maps_of_every_datum() {
    let (data, _) = shipped();
    for datum in Datum::ALL {
        for place in data.places.iter().step_by(7) {
            let (x, y) = in_tiles(datum.from_wgs84(place.position), MAX_ZOOM);
            let address = TileAddress::new(MAX_ZOOM, x as u32, y as u32).unwrap().in_datum(datum);
            let layers = decode::tile(&tile(&data.places, address).unwrap());
            assert_eq!(layers[0].name, LAYER);
            let mut features = layers[0].features.iter();
            let found = features.find(|feature| feature.tags["id"] == place.id.as_str()).unwrap();
            assert_eq!(found.tags["name"], place.name.as_str());
            assert_eq!(found.tags["kind"], serde_json::to_value(place.kind).unwrap());
            let off = units_away(found, (x, y));
            assert!(off < 1.0, "{} in {datum} is {off} units away", place.name);
        }
    }
}

#[test]
fn more_kinds_are_shown_the_nearer_one_looks_and_none_is_left_out_in_the_end() {
    let (data, _) = shipped();
    let mut before: BTreeSet<String> = BTreeSet::new();
    for z in 9..=MAX_ZOOM {
        let mut shown: BTreeSet<String> = BTreeSet::new();
        let tiles: BTreeSet<(u32, u32)> = data
            .places
            .iter()
            .map(|place| in_tiles((place.position.lon(), place.position.lat()), z))
            .map(|(x, y)| (x as u32, y as u32))
            .collect();
        for (x, y) in tiles {
            let tile = tile(&data.places, TileAddress::new(z, x, y).unwrap()).unwrap();
            let layers = decode::tile(&tile);
            let features = layers.iter().flat_map(|layer| &layer.features);
            shown.extend(features.map(|feature| feature.tags["id"].as_str().unwrap().to_owned()));
        }
        assert!(shown.is_superset(&before), "zoom {z}");
        let of = |kind: PlaceKind| {
            let mut places = data.places.iter().filter(move |place| place.kind == kind);
            places.any(|place| shown.contains(&place.id))
        };
        match z {
            9 | 10 => assert!(shown.is_empty(), "zoom {z}"),
            11..=13 => {
                assert!(of(PlaceKind::MetroStation) && !of(PlaceKind::Neighbourhood), "zoom {z}");
            }
            _ => assert_eq!(shown.len(), data.places.len(), "zoom {z}"),
        }
        before = shown;
    }
}
