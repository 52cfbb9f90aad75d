//! Maps: ground, areas, stations and pins, laid out for one view.
//!
//! A map has two halves. What is geometry becomes a [`Drawing`] for the program that draws; what is
//! text or a sign becomes SVG and is laid over it by `press`. [`Map::plan`] lays out all that does
//! not come out of tiles, so that a map has a name before anything is read or drawn.

mod clip;
mod ground;
mod marks;
mod names;
mod paint;
mod view;

use geo::MultiPolygon;

pub use ground::Ground;
pub use view::{MAX_ZOOM, TileAt, View};

use self::clip::{Frame, scaled};
use self::marks::Marks;
use self::names::{Name, Rank};
use crate::domain::area::Area;
use crate::domain::coordinates::Wgs84;
use crate::domain::station::StationKind;
use crate::drawing::{Colour, Drawing, Layer, Shape, wire};

/// A station as a small sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Where.
    pub position: Wgs84,
    /// A house for a worker home, a disc for a union station.
    pub kind: StationKind,
}

/// Something that the map is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// Where its point is.
    pub position: Wgs84,
    /// What it is.
    pub sign: Sign,
}

/// What is on a pin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The mark of the stations.
    Mark,
    /// A dot.
    Plain,
    /// A number.
    Number(usize),
}

/// What a map shows.
#[derive(Debug)]
pub struct Map<'a> {
    /// Where.
    pub view: View,
    /// The areas of the district.
    pub areas: Vec<&'a Area>,
    /// Whether tiles lie under it; otherwise the areas are the ground.
    pub has_ground: bool,
    /// Stations.
    pub dots: Vec<Dot>,
    /// What it is about, the first one on top.
    pub pins: Vec<Pin>,
    /// Regions that no station reaches, and how strong they look, 0 to 1.
    pub gaps: Vec<(MultiPolygon<f64>, f32)>,
    /// Who made the ground.
    pub credit: Option<String>,
}

/// A map laid out, but for what is in tiles.
#[derive(Debug)]
pub struct Plan {
    view: View,
    has_ground: bool,
    below: Vec<Layer>,
    above: Vec<Layer>,
    names: Vec<Name>,
    marks: Marks,
}

/// A map, ready to be drawn.
#[derive(Debug)]
pub struct Sheet {
    /// Its geometry.
    pub drawing: Drawing,
    /// What is laid over that: SVG in pixels of the layout.
    pub overlay: String,
    /// Pixels of the picture to one of the layout.
    pub density: u32,
}

impl Map<'_> {
    /// Lays it out.
    pub fn plan(&self) -> Plan {
        let frame = Frame::around(self.view.width_px, self.view.height_px);
        let rings = |boundary: &MultiPolygon<f64>| -> Vec<Vec<[f64; 2]>> {
            let rings =
                boundary.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
            let place = |ring: &geo::LineString<f64>| {
                frame.ring(ring.coords().map(|at| self.view.at(at.x, at.y)).collect())
            };
            rings.map(place).filter(|ring| ring.len() >= 3).collect()
        };
        let areas: Vec<_> = self.areas.iter().map(|area| rings(&area.boundary)).collect();
        let mut below = Vec::new();
        if !self.has_ground {
            below.push(self.layer(paint::SURFACE, areas.iter().map(|rings| self.area(rings))));
        }
        let mut above: Vec<Layer> = Vec::new();
        for (gap, strength) in &self.gaps {
            let colour = paint::SURFACE.under(paint::SHUT, 0.2 + 0.5 * strength.clamp(0.0, 1.0));
            let shape = self.area(&rings(gap));
            match above.iter_mut().find(|layer| layer.colour == colour) {
                Some(layer) => layer.shapes.push(shape),
                None => above.push(Layer { colour, shapes: vec![shape] }),
            }
        }
        let line = if self.has_ground { (paint::GROUND, 0.45) } else { (paint::SURFACE, 0.6) };
        let lines = areas.iter().flatten().map(|ring| self.closed_line(ring));
        above.push(self.layer(line.0.under(paint::TEXT_3, line.1), lines));
        above.extend(self.dots());
        let names = if self.has_ground { Vec::new() } else { self.area_names(&areas) };
        let (view, has_ground, marks) = (self.view, self.has_ground, Marks::of(self));
        Plan { view, has_ground, below, above, names, marks }
    }

    fn layer(&self, colour: Colour, shapes: impl Iterator<Item = Shape>) -> Layer {
        Layer { colour, shapes: shapes.collect() }
    }

    fn area(&self, rings: &[Vec<[f64; 2]>]) -> Shape {
        Shape::Area(rings.iter().map(|ring| scaled(ring, self.view.density)).collect())
    }

    /// The limits of an area.
    fn closed_line(&self, ring: &[[f64; 2]]) -> Shape {
        let mut points = scaled(ring, self.view.density);
        points.extend(points.first().copied());
        let width_px = if self.view.zoom < 12.0 { 0.9 } else { 1.4 };
        Shape::Line { points, width_px: width_px * self.view.density as f32 }
    }

    /// Names in the middle of what is seen of each area.
    fn area_names(&self, areas: &[Vec<Vec<[f64; 2]>>]) -> Vec<Name> {
        let named = self.areas.iter().zip(areas).filter_map(|(area, rings)| {
            let (middle, size) = marks::middle_of(rings)?;
            // One that is hardly seen needs no name.
            (size > 1600.0).then(|| Name::at(&area.name, middle, Rank::Area))
        });
        named.collect()
    }

    /// The stations: rims of paper below, signs above.
    fn dots(&self) -> Vec<Layer> {
        let radius = marks::dot_radius_px(self.view.zoom);
        let rim = if radius < 3.0 { 0.7 } else { 1.6 };
        let sign = |dot: &Dot, radius: f64| {
            let at = self.view.at(dot.position.lon(), dot.position.lat());
            let scale = f64::from(self.view.density);
            if dot.kind == StationKind::WorkerHome && radius >= 3.0 {
                return Shape::Area(vec![scaled(&marks::house(at, radius), self.view.density)]);
            }
            let middle = scaled(&[at], self.view.density)[0];
            Shape::Disc { middle, radius_px: (radius * scale) as f32 }
        };
        let all = |radius: f64| self.dots.iter().map(move |dot| sign(dot, radius));
        if self.dots.is_empty() {
            return Vec::new();
        }
        vec![self.layer(paint::SURFACE, all(radius + rim)), self.layer(paint::ACCENT, all(radius))]
    }
}

impl Plan {
    /// What tells this map from every other, but for the ground under it.
    pub fn identity(&self) -> Vec<u8> {
        let mut layers = self.below.clone();
        layers.extend(self.above.iter().cloned());
        let mut identity = wire::drawing_message(&self.drawing(layers));
        identity.extend(format!("{:?} {:?}", self.view, self.names).bytes());
        identity.extend(self.marks.svg().into_string().bytes());
        identity
    }

    /// The whole map, on the ground out of tiles, where it has any.
    pub fn finish(self, ground: Option<Ground>) -> Sheet {
        let mut names = self.names.clone();
        let mut layers = self.below.clone();
        if let Some(ground) = ground {
            layers.extend(ground.layers());
            names.extend(ground.names);
        }
        layers.extend(self.above.iter().cloned());
        let View { width_px, height_px, density, .. } = self.view;
        let names = names::written(names, self.marks.taken(), [width_px, height_px]);
        let overlay = self.marks.overlay(names, [width_px, height_px]);
        Sheet { drawing: self.drawing(layers), overlay, density }
    }

    /// Where the map is, and how large.
    pub fn view(&self) -> View {
        self.view
    }

    /// Whether it wants tiles under it.
    pub fn has_ground(&self) -> bool {
        self.has_ground
    }

    fn drawing(&self, layers: Vec<Layer>) -> Drawing {
        let View { width_px, height_px, density, .. } = self.view;
        Drawing {
            width_px: width_px * density,
            height_px: height_px * density,
            paper: paint::GROUND,
            layers,
        }
    }
}
