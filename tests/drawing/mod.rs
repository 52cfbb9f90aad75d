//! The program that draws maps, and how the server lives with it.

mod pictures;
mod supervision;

use std::path::PathBuf;
use std::time::Duration;

use yizhan::drawing::renderer::{Patience, Renderer};
use yizhan::drawing::{Colour, Drawing, DrawingError, Layer, Shape};

/// The real program, when it was built and finds something to draw with; otherwise a line that says
/// why not.
#[expect(clippy::print_stderr, reason = "who runs the tests must see what was not tested")]
pub(crate) async fn real() -> Option<Renderer> {
    let Some(program) = option_env!("CARGO_BIN_EXE_yizhan-map-renderer").map(PathBuf::from) else {
        eprintln!("skipped: built without the feature static-maps");
        return None;
    };
    // A machine that does much else at once is slow, not broken.
    let time = Duration::from_secs(120);
    let patience = Patience { start: time, drawing: time, ..Patience::default() };
    let renderer = Renderer::new(program, patience);
    match renderer.draw(&square()).await {
        Err(DrawingError::NoAdapter) => {
            eprintln!("skipped: no adapter; scripts/need.sh vulkan installs one");
            None
        }
        other => {
            other.unwrap();
            Some(renderer)
        }
    }
}

/// A small drawing with everything in it.
pub(crate) fn square() -> Drawing {
    let ring = |low: f32, high: f32| vec![[low, low], [high, low], [high, high], [low, high]];
    Drawing {
        width_px: 64,
        height_px: 48,
        paper: Colour([240, 240, 240]),
        layers: vec![
            Layer {
                colour: Colour([200, 0, 0]),
                shapes: vec![Shape::Area(vec![ring(4.0, 36.0), ring(12.0, 28.0)])],
            },
            Layer {
                colour: Colour([0, 0, 200]),
                shapes: vec![Shape::Line { points: vec![[40.0, 8.0], [60.0, 8.0]], width_px: 6.0 }],
            },
            Layer {
                colour: Colour([0, 150, 0]),
                shapes: vec![Shape::Disc { middle: [50.0, 30.0], radius_px: 8.0 }],
            },
        ],
    }
}
