//! Points in buckets: all within a radius, and the nearest one.
//!
//! A tree would do as well and be slower: the points of one question lie spread over one
//! district, and a million answers to "which cells are within 1 km" must come in milliseconds.
//! The points of a row of buckets lie side by side in memory, so that a disc is a few runs.

use super::plane::PlanePoint;

/// Points in square buckets, row by row from the south-west.
#[derive(Debug, Clone)]
pub(super) struct PointGrid {
    west_m: f64,
    south_m: f64,
    bucket_m: f64,
    columns: usize,
    rows: usize,
    /// Where each bucket's points begin; one more entry than there are buckets.
    starts: Vec<u32>,
    /// Bucket by bucket.
    points: Vec<PlanePoint>,
    /// Which of the given points each one is.
    ids: Vec<u32>,
}

/// Buckets a point at most: a stray point far away must not cost the memory of all between.
const BUCKETS_A_POINT: f64 = 8.0;

impl PointGrid {
    /// Finite points in buckets of this side, metres, or larger ones if they lie far apart.
    pub(super) fn new(points: &[PlanePoint], bucket_m: f64) -> Self {
        let (mut west_m, mut south_m) = (f64::INFINITY, f64::INFINITY);
        let (mut east_m, mut north_m) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for point in points {
            (west_m, east_m) = (west_m.min(point.x_m), east_m.max(point.x_m));
            (south_m, north_m) = (south_m.min(point.y_m), north_m.max(point.y_m));
        }
        if points.is_empty() {
            (west_m, south_m, east_m, north_m) = (0.0, 0.0, 0.0, 0.0);
        }
        let (width_m, height_m) = (east_m - west_m, north_m - south_m);
        let most = BUCKETS_A_POINT * points.len() as f64 + 64.0;
        let mut bucket_m = bucket_m.max(f64::MIN_POSITIVE);
        while (width_m / bucket_m + 1.0) * (height_m / bucket_m + 1.0) > most {
            bucket_m *= 1.5;
        }
        let columns = (width_m / bucket_m) as usize + 1;
        let rows = (height_m / bucket_m) as usize + 1;
        let mut grid = Self {
            west_m,
            south_m,
            bucket_m,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            points: Vec::with_capacity(points.len()),
            ids: Vec::with_capacity(points.len()),
        };
        grid.fill(points);
        grid
    }

    fn fill(&mut self, points: &[PlanePoint]) {
        let bucket_of = |point: &PlanePoint| {
            let (column, row) = self.bucket(*point);
            let column = column.clamp(0, self.columns as i64 - 1) as usize;
            row.clamp(0, self.rows as i64 - 1) as usize * self.columns + column
        };
        let mut order: Vec<(usize, u32)> =
            points.iter().zip(0u32..).map(|(point, id)| (bucket_of(point), id)).collect();
        order.sort_unstable();
        for (bucket, id) in order {
            self.starts[bucket + 1] += 1;
            self.points.push(points[id as usize]);
            self.ids.push(id);
        }
        for bucket in 1..self.starts.len() {
            self.starts[bucket] += self.starts[bucket - 1];
        }
    }

    /// Visits every point within a radius, its edge included, with the distance squared.
    pub(super) fn within(
        &self,
        centre: PlanePoint,
        radius_m: f64,
        mut visit: impl FnMut(u32, f64),
    ) {
        let corner = |sign: f64| PlanePoint {
            x_m: centre.x_m + sign * radius_m,
            y_m: centre.y_m + sign * radius_m,
        };
        let (first, last) = (self.bucket(corner(-1.0)), self.bucket(corner(1.0)));
        let radius2 = radius_m * radius_m;
        for row in first.1.max(0)..=last.1.min(self.rows as i64 - 1) {
            for at in self.run(row, first.0, last.0) {
                let distance2 = self.points[at].distance2_m2(centre);
                if distance2 <= radius2 {
                    visit(self.ids[at], distance2);
                }
            }
        }
    }

    /// The nearest point and its distance in metres; of equals the one that was given first.
    pub(super) fn nearest(&self, from: PlanePoint) -> Option<(u32, f64)> {
        let (column, row) = self.bucket(from);
        let outside = |at: i64, count: usize| (-at).max(at - (count as i64 - 1)).max(0);
        let start = outside(column, self.columns).max(outside(row, self.rows));
        let farthest = start + self.columns.max(self.rows) as i64;
        let mut best: Option<(f64, u32)> = None;
        for ring in start..=farthest {
            // What lies in this ring of buckets is at least so far away.
            let at_least_m = (ring - 1).max(0) as f64 * self.bucket_m;
            if best.is_some_and(|best| best.0 < at_least_m * at_least_m) {
                break;
            }
            for at in self.ring(column, row, ring) {
                let found = (self.points[at].distance2_m2(from), self.ids[at]);
                if best.is_none_or(|best| found < best) {
                    best = Some(found);
                }
            }
        }
        best.map(|(distance2, id)| (id, distance2.sqrt()))
    }

    /// The points in the ring of buckets at this many buckets' distance.
    fn ring(&self, column: i64, row: i64, ring: i64) -> impl Iterator<Item = usize> {
        let rows = (row - ring).max(0)..=(row + ring).min(self.rows as i64 - 1);
        rows.flat_map(move |at| {
            let is_edge = (at - row).abs() == ring;
            let west = if is_edge { column + ring } else { column - ring };
            let left = self.run(at, column - ring, west);
            let right = if is_edge || ring == 0 {
                0..0
            } else {
                self.run(at, column + ring, column + ring)
            };
            left.chain(right)
        })
    }

    /// The points of some buckets of a row that is there.
    fn run(&self, row: i64, first: i64, last: i64) -> std::ops::Range<usize> {
        let (first, last) = (first.max(0), last.min(self.columns as i64 - 1));
        if first > last {
            return 0..0;
        }
        let base = row as usize * self.columns;
        self.starts[base + first as usize] as usize..self.starts[base + last as usize + 1] as usize
    }

    fn bucket(&self, point: PlanePoint) -> (i64, i64) {
        let column = ((point.x_m - self.west_m) / self.bucket_m).floor() as i64;
        let row = ((point.y_m - self.south_m) / self.bucket_m).floor() as i64;
        (column, row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points() -> impl Strategy<Value = Vec<PlanePoint>> {
        let coordinate = || prop_oneof![-50.0f64..50.0, -3000.0f64..3000.0, Just(7.0)];
        let point = (coordinate(), coordinate());
        prop::collection::vec(point.prop_map(|(x_m, y_m)| PlanePoint { x_m, y_m }), 0..60)
    }

    proptest! {
        #[test]
        fn the_buckets_answer_as_looking_at_every_point_does(
            points in points(), bucket_m in 1.0f64..400.0, radius_m in 0.0f64..900.0,
            x_m in -5000.0f64..5000.0, y_m in -5000.0f64..5000.0,
        ) {
            let grid = PointGrid::new(&points, bucket_m);
            let from = PlanePoint { x_m, y_m };
            let mut found = Vec::new();
            grid.within(from, radius_m, |id, _| found.push(id));
            found.sort_unstable();
            let all = (0u32..).zip(&points);
            let inside = all.clone().filter(|(_, p)| p.distance2_m2(from) <= radius_m * radius_m);
            prop_assert_eq!(found, inside.map(|(id, _)| id).collect::<Vec<_>>());
            let nearest = all.map(|(id, p)| (p.distance2_m2(from), id)).min_by(|a, b| a.partial_cmp(b).expect("finite"));
            prop_assert_eq!(grid.nearest(from).map(|found| found.0), nearest.map(|found| found.1));
        }
    }
}
