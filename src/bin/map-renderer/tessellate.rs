//! Shapes as triangles. maplibre-rs knows neither widths nor discs, so that everything becomes an
//! area here.

use lyon::math::point;
use lyon::path::Path;
use lyon::tessellation::{
    BuffersBuilder, FillOptions, FillRule, FillTessellator, FillVertex, LineCap, LineJoin,
    StrokeOptions, StrokeTessellator, StrokeVertex, TessellationError, VertexBuffers,
};
use maplibre::coords::EXTENT;
use maplibre::render::ShaderVertex;
use yizhan::drawing::{Drawing, Point, Shape};

/// Triangles of one colour.
pub(crate) type Triangles = VertexBuffers<ShaderVertex, u32>;

/// How far a curve may be from what it stands for, pixels.
const TOLERANCE_PX: f32 = 0.1;

/// Makes triangles of shapes on a sheet, which is stretched to the whole of one tile.
pub(crate) struct Tessellator {
    scale: [f32; 2],
    fill: FillTessellator,
    stroke: StrokeTessellator,
}

impl Tessellator {
    pub(crate) fn of(drawing: &Drawing) -> Self {
        let scale = [drawing.width_px, drawing.height_px].map(|edge| EXTENT as f32 / edge as f32);
        Self { scale, fill: FillTessellator::new(), stroke: StrokeTessellator::new() }
    }

    /// The whole sheet.
    pub(crate) fn sheet() -> Triangles {
        let edge = EXTENT as f32;
        let corner = |x: f32, y: f32| ShaderVertex::new([x, y], [0.0, 0.0]);
        let vertices =
            vec![corner(0.0, 0.0), corner(edge, 0.0), corner(edge, edge), corner(0.0, edge)];
        VertexBuffers { vertices, indices: vec![0, 1, 2, 0, 2, 3] }
    }

    pub(crate) fn triangles(&mut self, shapes: &[Shape]) -> Result<Triangles, TessellationError> {
        let mut triangles = Triangles::new();
        for shape in shapes {
            self.add(shape, &mut triangles)?;
        }
        Ok(triangles)
    }

    fn add(&mut self, shape: &Shape, into: &mut Triangles) -> Result<(), TessellationError> {
        let [x, y] = self.scale;
        // Without a normal the shader moves no point.
        let vertex = move |[px, py]: Point| ShaderVertex::new([px * x, py * y], [0.0, 0.0]);
        let filled = move |at: FillVertex<'_>| vertex(at.position().to_array());
        let options = FillOptions::tolerance(TOLERANCE_PX).with_fill_rule(FillRule::EvenOdd);
        match shape {
            Shape::Area(rings) => {
                let path = path(rings.iter().filter(|ring| ring.len() >= 3), Ends::Joined);
                self.fill.tessellate_path(&path, &options, &mut BuffersBuilder::new(into, filled))
            }
            Shape::Line { points, width_px } => {
                let options = StrokeOptions::tolerance(TOLERANCE_PX)
                    .with_line_width(*width_px)
                    .with_line_cap(LineCap::Round)
                    .with_line_join(LineJoin::Round);
                let stroked = move |at: StrokeVertex<'_, '_>| vertex(at.position().to_array());
                let path =
                    path(Some(points).filter(|line| line.len() >= 2).into_iter(), Ends::Free);
                let mut builder = BuffersBuilder::new(into, stroked);
                self.stroke.tessellate_path(&path, &options, &mut builder)
            }
            Shape::Disc { middle: [x, y], radius_px } => self.fill.tessellate_circle(
                point(*x, *y),
                *radius_px,
                &options,
                &mut BuffersBuilder::new(into, filled),
            ),
        }
    }
}

/// What becomes of the two ends of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Free,
    Joined,
}

fn path<'a>(lines: impl Iterator<Item = &'a Vec<Point>>, ends: Ends) -> Path {
    let mut path = Path::builder();
    for line in lines {
        for (number, [x, y]) in line.iter().enumerate() {
            let at = point(*x, *y);
            if number == 0 {
                path.begin(at);
            } else {
                path.line_to(at);
            }
        }
        path.end(ends == Ends::Joined);
    }
    path.build()
}
