//! Polygons on tiles: areas and gaps.

use geo::{Area, BooleanOps, BoundingRect, Intersects, LineString, MapCoords, MultiPolygon, Rect};
use mvt::{GeomEncoder, GeomType, Layer, Tile};

use super::address::TileAddress;
use super::{BUFFER, EXTENT, TileError, stable_id};

/// A polygon with what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What names it.
    pub id: String,
    /// WGS-84 degrees, x = longitude.
    pub geometry: MultiPolygon<f64>,
    /// What is told of it.
    pub tags: Vec<(&'static str, Tag)>,
}

/// What is told of a polygon.
#[derive(Debug, Clone, PartialEq)]
pub enum Tag {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

/// The polygons that reach into a tile.
///
/// # Errors
/// [`TileError`] when the tile cannot be encoded.
pub fn tile(name: &str, shapes: &[Shape], address: TileAddress) -> Result<Vec<u8>, TileError> {
    let mut tile = Tile::new(EXTENT);
    let mut layer = tile.create_layer(name);
    let (low, high) = (-BUFFER, f64::from(EXTENT) + BUFFER);
    let frame = Rect::new((low, low), (high, high));
    for shape in shapes {
        let own = shape.geometry.map_coords(|at| address.units(at.x, at.y).into());
        let Some(bounds) = own.bounding_rect().filter(|bounds| bounds.intersects(&frame)) else {
            continue;
        };
        let is_within = bounds.min().x >= low
            && bounds.min().y >= low
            && bounds.max().x <= high
            && bounds.max().y <= high;
        let cut =
            if is_within { own } else { own.intersection(&MultiPolygon(vec![frame.to_polygon()])) };
        layer = with_shape(layer, shape, &cut)?;
    }
    if layer.num_features() > 0 {
        tile.add_layer(layer)?;
    }
    Ok(tile.to_bytes()?)
}

fn with_shape(layer: Layer, shape: &Shape, cut: &MultiPolygon<f64>) -> Result<Layer, TileError> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut has_rings = false;
    for polygon in cut {
        // South is down: what runs with the clock on the screen has a positive area here.
        let Some(exterior) = ring(polygon.exterior(), Turn::WithTheClock) else { continue };
        let holes = polygon.interiors().iter().filter_map(|hole| ring(hole, Turn::AgainstIt));
        for ring in std::iter::once(exterior).chain(holes) {
            // The last point is the first one; the encoder closes rings itself.
            for at in &ring.0[..ring.0.len() - 1] {
                encoder.add_point(at.x, at.y)?;
            }
            encoder.complete_geom()?;
            has_rings = true;
        }
    }
    if !has_rings {
        return Ok(layer);
    }
    let mut feature = layer.into_feature(encoder.encode()?);
    feature.set_id(stable_id(&shape.id));
    feature.add_tag_string("id", &shape.id);
    for (key, tag) in &shape.tags {
        match tag {
            Tag::Text(text) => feature.add_tag_string(key, text),
            Tag::Number(number) => feature.add_tag_double(key, *number),
        }
    }
    Ok(feature.into_layer())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    WithTheClock,
    AgainstIt,
}

/// A ring in whole units, turning as it must; `None` when nothing is left of it.
fn ring(ring: &LineString<f64>, turn: Turn) -> Option<LineString<f64>> {
    let mut whole = ring.map_coords(|at| (at.x.round(), at.y.round()).into());
    whole.0.dedup();
    let area = geo::Polygon::new(whole.clone(), Vec::new()).signed_area();
    if whole.0.len() < 4 || area == 0.0 {
        return None;
    }
    if (area > 0.0) != (turn == Turn::WithTheClock) {
        whole.0.reverse();
    }
    Some(whole)
}
