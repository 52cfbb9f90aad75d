//! Places of the gazetteer on tiles: what people find their way by.

use mvt::{GeomEncoder, GeomType, Tile};

use super::address::TileAddress;
use super::{EXTENT, TileError, stable_id};
use crate::domain::place::{Place, PlaceKind};

/// The name of the layer.
pub const LAYER: &str = "places";

/// From which zoom on places of a kind are on tiles: on a map of the whole district all of them would
/// hide one another.
pub fn shown_from(kind: PlaceKind) -> u8 {
    use PlaceKind as Kind;
    match kind {
        Kind::MetroStation | Kind::Transport => 11,
        Kind::Hospital | Kind::Park | Kind::Landmark | Kind::RoadJunction => 12,
        Kind::Mall | Kind::Market | Kind::School | Kind::Culture | Kind::Sport => 13,
        Kind::Office | Kind::Hotel | Kind::Neighbourhood => 14,
    }
}

/// The places in a tile or its buffer that are shown at its zoom.
///
/// # Errors
/// [`TileError`] when the tile cannot be encoded.
pub fn tile(places: &[Place], address: TileAddress) -> Result<Vec<u8>, TileError> {
    let mut tile = Tile::new(EXTENT);
    let mut layer = tile.create_layer(LAYER);
    for place in places.iter().filter(|place| shown_from(place.kind) <= address.z) {
        let (x, y) = address.units(place.position.lon(), place.position.lat());
        if !address.holds((x, y)) {
            continue;
        }
        let point = GeomEncoder::new(GeomType::Point).point(x, y)?.encode()?;
        let mut feature = layer.into_feature(point);
        feature.set_id(stable_id(&place.id));
        feature.add_tag_string("id", &place.id);
        feature.add_tag_string("name", &place.name);
        feature.add_tag_string("kind", place.kind.key());
        layer = feature.into_layer();
    }
    if layer.num_features() > 0 {
        tile.add_layer(layer)?;
    }
    Ok(tile.to_bytes()?)
}
