//! The ground of a map out of the tiles of a base map in the Protomaps schema
//! (<https://docs.protomaps.com/basemaps/layers>): a few calm layers, and names.

use std::collections::HashMap;

use geo::{Geometry, LineString};
use mvt_reader::Reader;
use mvt_reader::feature::{Feature, Value};

use super::clip::{Frame, scaled};
use super::names::{Name, Rank};
use super::paint;
use super::view::{At, TileAt, View};
use crate::drawing::{Layer, Shape};
use crate::pictures::PictureError;

/// What is drawn of the ground, from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stratum {
    Green,
    Water,
    Building,
    Path,
    Rail,
    MinorBed,
    MediumBed,
    MajorBed,
    Minor,
    Medium,
    Major,
    HighwayBed,
    Highway,
}

/// The ground of one view.
#[derive(Debug)]
pub struct Ground {
    view: View,
    frame: Frame,
    strata: Vec<(Stratum, Shape)>,
    pub(super) names: Vec<Name>,
    language: &'static str,
}

type Tags = HashMap<String, Value>;

impl Ground {
    /// Ground with nothing on it. `language`: that of names, as OpenStreetMap writes it (`zh`).
    pub fn new(view: View, language: &'static str) -> Self {
        let frame = Frame::around(view.width_px, view.height_px);
        Self { view, frame, strata: Vec::new(), names: Vec::new(), language }
    }

    /// Adds a tile: its bytes, unpacked, by the specification of Mapbox Vector Tiles 2.
    ///
    /// # Errors
    /// [`PictureError::Tile`] for bytes that are no tile.
    pub fn add(&mut self, tile: TileAt, bytes: Vec<u8>) -> Result<(), PictureError> {
        let broken = |error: mvt_reader::error::ParserError| PictureError::Tile(error.to_string());
        let reader = Reader::new(bytes).map_err(broken)?;
        let (corner, edge_px) = self.view.tile_place(tile);
        for layer in reader.get_layer_metadata().map_err(broken)? {
            if !["water", "landuse", "landcover", "buildings", "roads", "places", "pois"]
                .contains(&layer.name.as_str())
            {
                continue;
            }
            let scale = edge_px / f64::from(layer.extent.max(1));
            let place = |x: f32, y: f32| {
                [corner[0] + f64::from(x) * scale, corner[1] + f64::from(y) * scale]
            };
            for feature in reader.get_features(layer.layer_index).map_err(broken)? {
                self.feature(&layer.name, &feature, &place);
            }
        }
        Ok(())
    }

    /// Its layers, from below.
    pub(super) fn layers(&self) -> Vec<Layer> {
        let mut order: Vec<&(Stratum, Shape)> = self.strata.iter().collect();
        order.sort_by_key(|(stratum, _)| *stratum);
        let strata = order.chunk_by(|one, other| one.0 == other.0);
        let layer = |shapes: &[&(Stratum, Shape)]| Layer {
            colour: colour(shapes[0].0),
            shapes: shapes.iter().map(|(_, shape)| shape.clone()).collect(),
        };
        strata.map(layer).collect()
    }

    fn feature(&mut self, layer: &str, feature: &Feature, place: &impl Fn(f32, f32) -> At) {
        let none = Tags::new();
        let tags = feature.properties.as_ref().unwrap_or(&none);
        let kind = word(tags, "kind").unwrap_or("");
        match layer {
            "water" => self.area(Stratum::Water, feature, place),
            "buildings" if self.view.zoom >= 13.5 => self.area(Stratum::Building, feature, place),
            "landuse" | "landcover" if GREEN.contains(&kind) => {
                self.area(Stratum::Green, feature, place);
            }
            "roads" => self.road(kind, tags, feature, place),
            "places" => self.point_name(tags, feature, place, Rank::Place),
            "pois" if LANDMARKS.contains(&kind) => {
                self.point_name(tags, feature, place, Rank::Landmark);
            }
            _ => {}
        }
    }

    fn area(&mut self, stratum: Stratum, feature: &Feature, place: &impl Fn(f32, f32) -> At) {
        let polygons = match &feature.geometry {
            Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
            Geometry::MultiPolygon(polygons) => &polygons.0[..],
            _ => return,
        };
        for polygon in polygons {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            let ring = |ring: &LineString<f32>| self.frame.ring(placed(ring, place));
            let rings: Vec<_> = rings.map(ring).filter(|ring| ring.len() >= 3).collect();
            if !rings.is_empty() {
                let rings = rings.iter().map(|ring| scaled(ring, self.view.density)).collect();
                self.strata.push((stratum, Shape::Area(rings)));
            }
        }
    }

    fn road(
        &mut self,
        kind: &str,
        tags: &Tags,
        feature: &Feature,
        place: &impl Fn(f32, f32) -> At,
    ) {
        let Some(road) = Road::of(kind, word(tags, "kind_detail"), self.view.zoom) else { return };
        let lines = match &feature.geometry {
            Geometry::LineString(line) => std::slice::from_ref(line),
            Geometry::MultiLineString(lines) => &lines.0[..],
            _ => return,
        };
        let name = self.name(tags).map(str::to_owned);
        for line in lines {
            let points = placed(line, place);
            if !self.frame.may_show(&points) {
                continue;
            }
            for (stratum, width_px) in road.strokes() {
                let points = scaled(&points, self.view.density);
                let width_px = (width_px * f64::from(self.view.density)) as f32;
                self.strata.push((stratum, Shape::Line { points, width_px }));
            }
            if let (Some(name), Some(rank)) = (&name, road.rank) {
                self.names.extend(Name::along(name, &points, rank));
            }
        }
    }

    fn point_name(
        &mut self,
        tags: &Tags,
        feature: &Feature,
        place: &impl Fn(f32, f32) -> At,
        rank: Rank,
    ) {
        let point = match &feature.geometry {
            Geometry::Point(point) => point,
            Geometry::MultiPoint(points) => match points.0.first() {
                Some(point) => point,
                None => return,
            },
            _ => return,
        };
        let is_early = number(tags, "min_zoom").is_some_and(|zoom| self.view.zoom + 1.0 < zoom);
        if let Some(name) = self.name(tags).filter(|_| !is_early) {
            let at = place(point.x(), point.y());
            self.names.push(Name::at(name, at, rank));
        }
    }

    fn name<'a>(&self, tags: &'a Tags) -> Option<&'a str> {
        let keys: &[&str] = match self.language {
            "zh" => &["name:zh-Hans", "name:zh", "name"],
            _ => &["name:en", "name"],
        };
        keys.iter().find_map(|key| word(tags, key)).filter(|name| !name.is_empty())
    }
}

/// What is green on the map.
const GREEN: &[&str] = &[
    "park",
    "grass",
    "grassland",
    "forest",
    "wood",
    "garden",
    "golf_course",
    "nature_reserve",
    "national_park",
    "cemetery",
    "pitch",
    "playground",
    "zoo",
    "recreation_ground",
    "village_green",
    "allotments",
    "meadow",
    "scrub",
];

/// What people in a city find their way by, as in the web app.
const LANDMARKS: &[&str] =
    &["station", "hospital", "university", "park", "stadium", "museum", "mall", "townhall"];

fn colour(stratum: Stratum) -> crate::drawing::Colour {
    match stratum {
        Stratum::Green => paint::GREEN,
        Stratum::Water => paint::WATER,
        Stratum::Building => paint::BUILDING,
        Stratum::Path => paint::PATH,
        Stratum::Rail => paint::RAIL,
        Stratum::Minor | Stratum::Medium | Stratum::Major => paint::ROAD,
        Stratum::MinorBed => paint::ROAD_BED,
        Stratum::MediumBed | Stratum::MajorBed => paint::MAIN_BED,
        Stratum::HighwayBed => paint::HIGHWAY_BED,
        Stratum::Highway => paint::HIGHWAY,
    }
}

/// How a road looks.
struct Road {
    top: Stratum,
    bed: Option<Stratum>,
    /// Pixels of the layout.
    width_px: f64,
    rank: Option<Rank>,
}

impl Road {
    /// `None` for what is not drawn at this zoom.
    fn of(kind: &str, detail: Option<&str>, zoom: f64) -> Option<Self> {
        // Widths double about every one and a half zooms, as in the style of the schema.
        let width = |at_15: f64| (at_15 * ((zoom - 15.0) / 1.5).exp2()).clamp(0.6, 60.0);
        let road = |bed, top, at_15, rank| {
            Some(Self { top, bed: Some(bed), width_px: width(at_15), rank: Some(rank) })
        };
        match (kind, detail) {
            ("highway", Some(detail)) if detail.ends_with("_link") => {
                road(Stratum::HighwayBed, Stratum::Highway, 5.0, Rank::Street)
            }
            ("highway", _) => road(Stratum::HighwayBed, Stratum::Highway, 9.0, Rank::Avenue),
            ("major_road", Some("primary" | "trunk")) => {
                road(Stratum::MajorBed, Stratum::Major, 8.0, Rank::Avenue)
            }
            ("major_road" | "medium_road", _) => {
                road(Stratum::MediumBed, Stratum::Medium, 6.0, Rank::Avenue)
            }
            ("minor_road", Some("service")) if zoom < 15.5 => None,
            ("minor_road", _) if zoom < 12.0 => None,
            ("minor_road", _) => road(Stratum::MinorBed, Stratum::Minor, 4.0, Rank::Street),
            ("path", _) if zoom >= 15.0 => {
                Some(Self { top: Stratum::Path, bed: None, width_px: 1.0, rank: None })
            }
            ("rail", Some("rail" | "light_rail") | None) => Some(Self {
                top: Stratum::Rail,
                bed: None,
                width_px: if zoom < 13.0 { 0.8 } else { 1.4 },
                rank: None,
            }),
            _ => None,
        }
    }

    /// What is drawn of it: its bed is a rim around it.
    fn strokes(&self) -> impl Iterator<Item = (Stratum, f64)> {
        let bed = self.bed.filter(|_| self.width_px >= 1.6);
        let bed = bed.map(|stratum| (stratum, self.width_px + 1.6));
        bed.into_iter().chain([(self.top, self.width_px)])
    }
}

fn placed(line: &LineString<f32>, place: &impl Fn(f32, f32) -> At) -> Vec<At> {
    line.coords().map(|point| place(point.x, point.y)).collect()
}

fn word<'a>(tags: &'a Tags, key: &str) -> Option<&'a str> {
    match tags.get(key) {
        Some(Value::String(text)) => Some(text.as_str()),
        _ => None,
    }
}

fn number(tags: &Tags, key: &str) -> Option<f64> {
    match tags.get(key)? {
        Value::Float(number) => Some(f64::from(*number)),
        Value::Double(number) => Some(*number),
        Value::Int(number) | Value::SInt(number) => Some(*number as f64),
        Value::UInt(number) => Some(*number as f64),
        _ => None,
    }
}
