//! What the real program draws. Longer with `YIZHAN_LONG_TESTS=1`: a thousand drawings, fifty kills.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use yizhan::drawing::{Colour, Drawing, Layer, Pixels, Shape};

use super::{real, square};

fn at(pixels: &Pixels, x: u32, y: u32) -> [u8; 4] {
    let first = ((y * pixels.width_px + x) * 4) as usize;
    pixels.rgba[first..first + 4].try_into().unwrap()
}

/// This many, or as many as the long form asks for.
fn times(short: usize, long: usize) -> usize {
    if std::env::var_os("YIZHAN_LONG_TESTS").is_some() { long } else { short }
}

#[tokio::test]
async fn every_shape_is_where_it_was_put_and_in_its_colour() {
    let Some(renderer) = real().await else { return };
    let pixels = renderer.draw(&square()).await.unwrap();
    assert_eq!((pixels.width_px, pixels.height_px, pixels.rgba.len()), (64, 48, 64 * 48 * 4));
    let (paper, red, blue, green) =
        ([240, 240, 240, 255], [200, 0, 0, 255], [0, 0, 200, 255], [0, 150, 0, 255]);
    for (x, y, colour) in [
        // The sheet in its corners and in the hole, the area on its four sides.
        (0, 0, paper),
        (63, 0, paper),
        (0, 47, paper),
        (63, 47, paper),
        (20, 20, paper),
        (4, 4, red),
        (35, 35, red),
        (11, 20, red),
        (20, 30, red),
        (3, 20, paper),
        (36, 20, paper),
        // The line is six thick, with round ends.
        (50, 5, blue),
        (50, 10, blue),
        (50, 4, paper),
        (50, 11, paper),
        (38, 8, blue),
        (37, 5, paper),
        // The disc.
        (50, 30, green),
        (50, 23, green),
        (50, 36, green),
        (43, 23, paper),
    ] {
        assert_eq!(at(&pixels, x, y), colour, "at {x}, {y}");
    }
}

#[tokio::test]
async fn what_comes_later_lies_above_and_edges_are_smooth() {
    let Some(renderer) = real().await else { return };
    let disc = |colour: [u8; 3], radius_px: f32| Layer {
        colour: Colour(colour),
        shapes: vec![Shape::Disc { middle: [50.0, 50.0], radius_px }],
    };
    let layers = vec![disc([0, 0, 0], 40.0), disc([255, 0, 0], 30.0), disc([0, 255, 0], 20.0)];
    let drawing = Drawing { width_px: 100, height_px: 100, paper: Colour([255; 3]), layers };
    let pixels = renderer.draw(&drawing).await.unwrap();
    assert_eq!(at(&pixels, 50, 50), [0, 255, 0, 255]);
    assert_eq!(at(&pixels, 50, 25), [255, 0, 0, 255]);
    assert_eq!(at(&pixels, 50, 15), [0, 0, 0, 255]);
    let greys = pixels.rgba.chunks(4).filter(|p| (1..255).contains(&p[0]) && p[0] == p[2]);
    assert!(greys.count() > 100, "the rim of the black disc is smooth");
}

#[tokio::test]
async fn the_same_drawing_is_the_same_pixels_whatever_was_drawn_before_and_by_another_process() {
    let (Some(one), Some(other)) = (real().await, real().await) else { return };
    let first = one.draw(&busy(500, 400)).await.unwrap();
    let _ = other.draw(&busy(300, 700)).await.unwrap();
    let _ = other.draw(&square()).await.unwrap();
    assert!(other.draw(&busy(500, 400)).await.unwrap() == first);
}

#[tokio::test]
async fn every_size_can_be_drawn() {
    let Some(renderer) = real().await else { return };
    for (width_px, height_px) in [(1, 1), (2560, 3), (3, 2560), (257, 63), (2560, 2560)] {
        let line = Shape::Line { points: vec![[0.0, 0.0], [9e4, 9e4]], width_px: 1.0 };
        let layers = vec![Layer { colour: Colour([0; 3]), shapes: vec![line] }];
        let drawing = Drawing { width_px, height_px, paper: Colour([1, 2, 3]), layers };
        let pixels = renderer.draw(&drawing).await.unwrap();
        assert_eq!(pixels.rgba.len() as u32, width_px * height_px * 4);
        let last = at(&pixels, width_px - 1, 0);
        assert!(last == [1, 2, 3, 255] || width_px == 1, "{width_px}x{height_px}: {last:?}");
    }
}

#[tokio::test]
async fn shapes_that_are_none_are_passed_over() {
    let Some(renderer) = real().await else { return };
    let shapes = vec![
        Shape::Area(vec![]),
        Shape::Area(vec![vec![], vec![[1.0, 1.0]], vec![[1.0, 1.0]; 5]]),
        Shape::Line { points: vec![], width_px: 3.0 },
        Shape::Line { points: vec![[1.0, 1.0]; 4], width_px: 0.0 },
        Shape::Disc { middle: [5.0, 5.0], radius_px: 0.0 },
        // It crosses itself.
        Shape::Area(vec![vec![[0.0, 0.0], [9.0, 9.0], [9.0, 0.0], [0.0, 9.0]]]),
    ];
    let layers = vec![Layer { colour: Colour([0; 3]), shapes }; 64];
    let drawing = Drawing { width_px: 10, height_px: 10, paper: Colour([255; 3]), layers };
    let before = renderer.process_id();
    assert!(renderer.draw(&drawing).await.is_ok());
    assert_eq!(renderer.process_id(), before, "it did not die of it");
}

/// Memory of a process, KiB.
fn resident_kib(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "shown with --nocapture to whoever measures")]
async fn many_drawings_leave_nothing_behind() {
    let Some(renderer) = real().await else { return };
    // Sizes change, as they do in life.
    let draw = async |number: usize| {
        let (width_px, height_px) = [(640, 400), (380, 630), (512, 512)][number % 3];
        renderer.draw(&busy(width_px, height_px)).await.unwrap();
    };
    for number in 0..30 {
        draw(number).await;
    }
    let process = renderer.process_id().unwrap();
    let before_kib = resident_kib(process);
    for number in 0..times(60, 1000) {
        draw(number).await;
    }
    assert_eq!(renderer.process_id(), Some(process));
    let after_kib = resident_kib(process);
    eprintln!("{before_kib} KiB before, {after_kib} KiB after");
    assert!(after_kib < before_kib + 32 * 1024, "{before_kib} KiB became {after_kib}");
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "shown with --nocapture to whoever measures")]
async fn one_that_is_killed_while_it_draws_is_replaced_and_the_drawing_is_there() {
    let Some(renderer) = real().await else { return };
    let renderer = Arc::new(renderer);
    let expected = renderer.draw(&busy(1280, 1280)).await.unwrap();
    let mut killed_at_work = 0;
    for number in 0..times(4, 50) {
        let process = renderer.process_id().unwrap();
        let drawing = tokio::spawn({
            let renderer = Arc::clone(&renderer);
            async move { renderer.draw(&busy(1280, 1280)).await }
        });
        // Sometimes before it has begun, sometimes in the middle of it.
        tokio::time::sleep(std::time::Duration::from_millis(number as u64 % 40)).await;
        killed_at_work += usize::from(!drawing.is_finished());
        let kill = Command::new("kill").arg("-9").arg(process.to_string()).status();
        assert!(kill.unwrap().success());
        assert!(drawing.await.unwrap().unwrap() == expected, "drawing {number}");
        // Killed after its answer: noticed by the next.
        assert!(renderer.draw(&busy(1280, 1280)).await.unwrap() == expected);
    }
    eprintln!("{killed_at_work} killed at work");
    assert!(killed_at_work > 0);
}

/// A drawing with much on it.
fn busy(width_px: u32, height_px: u32) -> Drawing {
    let (width, height) = (width_px as f32, height_px as f32);
    let line = |number: usize| {
        let part = number as f32 / 300.0;
        let points = vec![[0.0, height * part], [width / 2.0, height * (1.0 - part)], [width, 0.0]];
        Shape::Line { points, width_px: 1.5 }
    };
    let disc = |number: usize| {
        let turn = number as f32 * 2.4;
        let reach = (number as f32 / 2000.0).sqrt() * height / 2.0;
        let middle = [width / 2.0 + reach * turn.cos(), height / 2.0 + reach * turn.sin()];
        Shape::Disc { middle, radius_px: 4.0 }
    };
    Drawing {
        width_px,
        height_px,
        paper: Colour([244, 246, 245]),
        layers: vec![
            Layer { colour: Colour([217, 224, 220]), shapes: (0..300).map(line).collect() },
            Layer { colour: Colour([11, 110, 79]), shapes: (0..2000).map(disc).collect() },
        ],
    }
}
