//! What a map is made of once it is nothing but coloured shapes on a sheet of pixels, and the
//! program beside ours that makes pixels of it.
//!
//! `yizhan-map-renderer` (`src/bin/map-renderer`, maplibre-rs on a graphics adapter or Vulkan in
//! software) is a program of its own: it may crash, hang or find no adapter without the server
//! noticing more than an error. [`wire`] is the language in which the two speak, [`renderer`] starts
//! it, watches over it and replaces it. Nothing here knows what a station is.

mod error;
pub mod renderer;
pub mod wire;

pub use error::DrawingError;

/// The longest edge of a drawing, pixels.
pub const MAX_EDGE_PX: u32 = 2560;
/// The most layers of one drawing: each is a depth of its own on the adapter.
pub const MAX_LAYERS: usize = 64;
/// The most points of one drawing, over all its shapes.
pub const MAX_POINTS: usize = 2_000_000;
/// How far from the sheet's corner a point may lie, pixels. Whoever draws cuts off what is outside.
pub const MAX_COORDINATE_PX: f32 = 100_000.0;
/// The thickest line and the largest disc, pixels.
pub const MAX_WIDTH_PX: f32 = 1_000.0;

/// A colour without transparency: red, green, blue, sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// This colour as it looks under another one that lets it through. `share` is how much of the
    /// other one is seen, 0 to 1. The renderer does not mix colours.
    #[must_use]
    pub fn under(self, over: Self, share: f32) -> Self {
        let mix = |below: u8, above: u8| {
            (f32::from(below) + (f32::from(above) - f32::from(below)) * share).round() as u8
        };
        Self(std::array::from_fn(|part| mix(self.0[part], over.0[part])))
    }
}

/// A point on the sheet: pixels from its left edge, and from its upper one.
pub type Point = [f32; 2];

/// Something of one colour.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An area: rings of at least three points, filled by the even-odd rule, so that a ring within
    /// another one is a hole.
    Area(Vec<Vec<Point>>),
    /// A line with round ends and corners.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// How thick it is, pixels.
        width_px: f32,
    },
    /// A disc.
    Disc {
        /// Its middle.
        middle: Point,
        /// Its radius, pixels.
        radius_px: f32,
    },
}

/// Shapes of one colour, above all layers before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Their colour.
    pub colour: Colour,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// A sheet with shapes on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its width, pixels.
    pub width_px: u32,
    /// Its height, pixels.
    pub height_px: u32,
    /// The colour of the sheet.
    pub paper: Colour,
    /// What is on it, from the ground up.
    pub layers: Vec<Layer>,
}

/// Why a drawing cannot be drawn: a defect of whoever made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// No pixels, or too many.
    #[error("its edges are not between 1 and {MAX_EDGE_PX} pixels")]
    Size,
    /// More layers than there are depths.
    #[error("it has more than {MAX_LAYERS} layers")]
    Layers,
    /// More points than memory is set aside for.
    #[error("it has more than {MAX_POINTS} points")]
    Points,
    /// A coordinate or a width that is no number, or too large.
    #[error("a point or a width is no number, or out of bounds")]
    Number,
}

impl Drawing {
    /// Looks whether it keeps the bounds that the renderer counts on.
    ///
    /// # Errors
    /// [`Flaw`]: the first bound that it breaks.
    pub fn check(&self) -> Result<(), Flaw> {
        let edges = [self.width_px, self.height_px];
        if !edges.iter().all(|edge| (1..=MAX_EDGE_PX).contains(edge)) {
            return Err(Flaw::Size);
        }
        if self.layers.len() > MAX_LAYERS {
            return Err(Flaw::Layers);
        }
        let shapes = || self.layers.iter().flat_map(|layer| &layer.shapes);
        if shapes().map(Shape::points).sum::<usize>() > MAX_POINTS {
            return Err(Flaw::Points);
        }
        if shapes().all(Shape::is_in_bounds) { Ok(()) } else { Err(Flaw::Number) }
    }
}

impl Shape {
    fn points(&self) -> usize {
        match self {
            Self::Area(rings) => rings.iter().map(Vec::len).sum(),
            Self::Line { points, .. } => points.len(),
            Self::Disc { .. } => 1,
        }
    }

    fn is_in_bounds(&self) -> bool {
        // Not a number is not within bounds either.
        let near = |point: &Point| point.iter().all(|part| part.abs() <= MAX_COORDINATE_PX);
        let thin = |width: &f32| (0.0..=MAX_WIDTH_PX).contains(width);
        match self {
            Self::Area(rings) => rings.iter().flatten().all(near),
            Self::Line { points, width_px } => thin(width_px) && points.iter().all(near),
            Self::Disc { middle, radius_px } => thin(radius_px) && near(middle),
        }
    }
}

/// A drawing as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width.
    pub width_px: u32,
    /// Height.
    pub height_px: u32,
    /// Red, green, blue, alpha of every pixel, row by row from above.
    pub rgba: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_out_of_bounds_is_told_what_is_wrong_with_it() {
        let paper = Colour([255; 3]);
        let of = |shape: Shape| Drawing {
            width_px: 10,
            height_px: 10,
            paper,
            layers: vec![Layer { colour: paper, shapes: vec![shape] }],
        };
        let line = |x: f32, width_px: f32| of(Shape::Line { points: vec![[x, 0.0]], width_px });
        assert_eq!(line(5.0, 1.0).check(), Ok(()));
        for (drawing, flaw) in [
            (Drawing { width_px: 0, ..line(5.0, 1.0) }, Flaw::Size),
            (Drawing { height_px: MAX_EDGE_PX + 1, ..line(5.0, 1.0) }, Flaw::Size),
            (
                Drawing {
                    layers: vec![Layer { colour: paper, shapes: Vec::new() }; MAX_LAYERS + 1],
                    ..line(5.0, 1.0)
                },
                Flaw::Layers,
            ),
            (of(Shape::Area(vec![vec![[0.0; 2]; MAX_POINTS + 1]])), Flaw::Points),
            (line(f32::NAN, 1.0), Flaw::Number),
            (line(-2e5, 1.0), Flaw::Number),
            (line(0.0, -1.0), Flaw::Number),
            (of(Shape::Disc { middle: [0.0; 2], radius_px: f32::INFINITY }), Flaw::Number),
        ] {
            assert_eq!(drawing.check(), Err(flaw));
        }
    }

    #[test]
    fn a_colour_under_a_pale_one_lies_between_the_two() {
        let (below, above) = (Colour([0, 100, 200]), Colour([200, 100, 0]));
        assert_eq!(below.under(above, 0.0), below);
        assert_eq!(below.under(above, 0.25), Colour([50, 100, 150]));
        assert_eq!(below.under(above, 1.0), above);
    }
}
