//! Cutting off what lies outside a rectangle: coordinates far from the sheet are neither seen nor
//! taken by the renderer.

use super::view::At;
use crate::drawing::Point;

/// How far around the sheet shapes go on, so that their cut edges are not seen. Pixels.
const MARGIN_PX: f64 = 48.0;

/// A sheet with its margin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    low: At,
    high: At,
}

impl Frame {
    pub(super) fn around(width_px: u32, height_px: u32) -> Self {
        let far = |edge: u32| f64::from(edge) + MARGIN_PX;
        Self { low: [-MARGIN_PX; 2], high: [far(width_px), far(height_px)] }
    }

    /// The part of a ring within the frame (Sutherland and Hodgman, 1974); empty when there is
    /// none. Parts of it may be joined by lines along the frame.
    pub(super) fn ring(&self, mut ring: Vec<At>) -> Vec<At> {
        for axis in [0, 1] {
            let (low, high) = (self.low[axis], self.high[axis]);
            ring = cut(&ring, axis, low, |value| value >= low);
            ring = cut(&ring, axis, high, |value| value <= high);
        }
        ring
    }

    /// Whether anything of a line may be within the frame.
    pub(super) fn may_show(&self, points: &[At]) -> bool {
        (0..2).all(|axis| {
            points.iter().any(|point| point[axis] >= self.low[axis])
                && points.iter().any(|point| point[axis] <= self.high[axis])
        })
    }
}

/// The part of a ring on one side of a line at `limit` across an axis.
fn cut(ring: &[At], axis: usize, limit: f64, is_inside: impl Fn(f64) -> bool) -> Vec<At> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(mut before) = ring.last().copied() else { return kept };
    for &point in ring {
        if is_inside(point[axis]) != is_inside(before[axis]) {
            let share = (limit - before[axis]) / (point[axis] - before[axis]);
            let mut crossing = [0, 1].map(|a| before[a] + (point[a] - before[a]) * share);
            crossing[axis] = limit;
            kept.push(crossing);
        }
        if is_inside(point[axis]) {
            kept.push(point);
        }
        before = point;
    }
    kept
}

/// Points of the layout as those of the picture.
pub(super) fn scaled(points: &[At], density: u32) -> Vec<Point> {
    let scale = f64::from(density);
    points.iter().map(|[x, y]| [(x * scale) as f32, (y * scale) as f32]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the shoelace formula.
    fn area(ring: &[At]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn a_ring_is_cut_to_what_is_within() {
        let frame = Frame { low: [0.0, 0.0], high: [10.0, 10.0] };
        for (ring, expected) in [
            // Within, around, across a corner, outside.
            (vec![[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0]], 4.0),
            (vec![[-9e6, -9e6], [9e6, -9e6], [9e6, 9e6], [-9e6, 9e6]], 100.0),
            (vec![[5.0, 5.0], [50.0, 5.0], [50.0, 50.0], [5.0, 50.0]], 25.0),
            (vec![[11.0, 11.0], [12.0, 11.0], [12.0, 12.0]], 0.0),
            (vec![], 0.0),
        ] {
            let cut = frame.ring(ring);
            assert!((area(&cut) - expected).abs() < 1e-6, "{cut:?}");
            let is_within = |at: &At| at.iter().all(|part| (0.0..=10.0).contains(part));
            assert!(cut.iter().all(is_within), "{cut:?}");
        }
    }

    #[test]
    fn a_line_beside_the_frame_is_not_shown() {
        let frame = Frame { low: [0.0, 0.0], high: [10.0, 10.0] };
        assert!(frame.may_show(&[[-5.0, 5.0], [50.0, 5.0]]));
        assert!(!frame.may_show(&[[-5.0, 5.0], [-1.0, 50.0]]));
        assert!(!frame.may_show(&[]));
    }
}
