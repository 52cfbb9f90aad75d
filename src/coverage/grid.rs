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

    /// The nearest point to each of some others and its distance in metres; of equals the one
    /// that was given first. `None` when there are no points at all. `others` are asked bucket by
    /// bucket, because the one that is nearest to a point is a good guess for the next point.
    pub(super) fn nearest_to(&self, others: &Self) -> Option<Vec<(u32, f64)>> {
        let mut place_of = vec![0; self.ids.len()];
        for (place, id) in self.ids.iter().enumerate() {
            place_of[*id as usize] = place;
        }
        let mut guess = *self.ids.first()?;
        let mut nearest = vec![(0, 0.0); others.ids.len()];
        for (from, id) in others.points.iter().zip(&others.ids) {
            let guessed2 = self.points[place_of[guess as usize]].distance2_m2(*from);
            let mut best = (guessed2, guess);
            // A hair more, so that rounding of the root does not lose one at that very distance.
            self.within(*from, guessed2.sqrt() * (1.0 + 1e-12), |id, distance2| {
                if (distance2, id) < best {
                    best = (distance2, id);
                }
            });
            guess = best.1;
            nearest[*id as usize] = (best.1, best.0.sqrt());
        }
        Some(nearest)
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
            let distances = |from: PlanePoint| (0u32..).zip(&points).map(move |(id, p)| (p.distance2_m2(from), id));
            let others = [&points[..], &[from]].concat();
            let found = grid.nearest_to(&PointGrid::new(&others, bucket_m * 0.7)).unwrap_or_default();
            for (from, (id, distance_m)) in others.iter().zip(found) {
                let nearest = distances(*from).min_by(|a, b| a.partial_cmp(b).expect("finite"));
                prop_assert_eq!(Some((distance_m * distance_m).sqrt()), nearest.map(|nearest| nearest.0.sqrt()));
                prop_assert_eq!(Some(id), nearest.map(|nearest| nearest.1));
            }
        }
    }
}
