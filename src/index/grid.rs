//! A grid of cells over the stations of a tree, in which the nearest few are found without a walk
//! down the tree: in the cell where one is and in those around it.
//!
//! Positions are projected at right angles onto the plane that touches the earth in the midst of the
//! stations. No chord is shorter than its image, wherever on earth it lies: once the squares of
//! cells that were looked at reach farther than the stations that were found, there are none nearer.
//! Where that takes too many cells or stations, as in the midst of a dense cluster, the tree is asked.

use std::ops::Range;

use super::tree::TreePoint;

/// Stations to a cell, on average. From one to three a question takes about as long where stations are
/// spread evenly; where they are not, small cells do better.
const STATIONS_PER_CELL: f64 = 1.0;

/// How many cells around one's own are looked at on each side, at most.
const RINGS: usize = 3;

/// How many stations are looked at, at most: a walk down the tree costs as much.
const STATIONS_AT_MOST: usize = 64;

/// By how much a length on the plane may be wrong, metres: far more than earth-centred coordinates
/// are rounded by.
const ROUNDING_M: f64 = 1e-6;

/// Cells, and which of the points that lie in the order of the cells are in each.
#[derive(Debug)]
pub(super) struct Grid {
    /// Unit vectors that span the plane, the first to the east.
    axes: [[f64; 3]; 2],
    /// Where the first cell begins on them, metres.
    corner_m: [f64; 2],
    /// The length of a cell's side, metres.
    side_m: f64,
    columns: usize,
    rows: usize,
    /// Where the points of each cell begin, row by row, and where the last one's end.
    starts: Box<[u32]>,
}

/// The cells that have been looked at.
pub(super) struct Seen<'g> {
    grid: &'g Grid,
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Grid {
    /// A grid over some points, and the points in the order of its cells.
    pub(super) fn new(points: &[TreePoint]) -> (Self, Box<[TreePoint]>) {
        let axes = plane_amid(points);
        let (mut lower, mut upper) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points {
            for axis in 0..2 {
                let at = dot(&axes[axis], &point.ecef_m);
                lower[axis] = lower[axis].min(at);
                upper[axis] = upper[axis].max(at);
            }
        }
        let [width_m, height_m] = [upper[0] - lower[0], upper[1] - lower[1]];
        let cells = points.len() as f64 / STATIONS_PER_CELL;
        // Stations on a line get as many cells as others, those in one place a single cell.
        let side_m =
            (width_m * height_m / cells).sqrt().max(width_m.max(height_m) / cells).max(1.0);
        let along = |length_m: f64| (length_m / side_m) as usize + 1;
        let (columns, rows) =
            if points.is_empty() { (0, 0) } else { (along(width_m), along(height_m)) };
        let mut grid =
            Self { axes, corner_m: lower, side_m, columns, rows, starts: Box::default() };
        let ordered = grid.fill(points);
        (grid, ordered)
    }

    /// Counts the points of each cell, and puts them in the order of the cells.
    fn fill(&mut self, points: &[TreePoint]) -> Box<[TreePoint]> {
        // Every point is in a cell, because the grid was laid over them.
        let cell_of = |point: &TreePoint| {
            self.cell_of(&point.ecef_m).map_or(0, |(column, row)| row * self.columns + column)
        };
        let mut starts = vec![0_u32; self.columns * self.rows + 1];
        for point in points {
            starts[cell_of(point) + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut ordered: Box<[TreePoint]> = points.into();
        for point in points {
            let place = &mut next[cell_of(point)];
            ordered[*place as usize] = *point;
            *place += 1;
        }
        self.starts = starts.into_boxed_slice();
        ordered
    }

    /// Has the points around one looked at, roughly the nearest first. `points` are those of the
    /// grid, in its order. `look` is told the square of how far something may be, square metres, and
    /// says how far that is from then on, which is no more. `None` when all that are within reach
    /// have been looked at.
    pub(super) fn look_around<'p>(
        &self,
        points: &'p [TreePoint],
        from: &[f64; 3],
        reach2: &mut f64,
        mut look: impl FnMut(&'p TreePoint, f64) -> f64,
    ) -> Option<Seen<'_>> {
        let mut seen = Seen { grid: self, columns: 0..0, rows: 0..0 };
        let at = self.place_of(from);
        let Some((column, row)) = self.cell_at(at) else { return Some(seen) };
        let (into_column, into_row) = (at[0] - column as f64, at[1] - row as f64);
        let to_edge = into_column.min(1.0 - into_column).min(into_row).min(1.0 - into_row);
        let mut stations = 0;
        for ring in 1..=RINGS {
            let square = Seen {
                grid: self,
                columns: column.saturating_sub(ring)..(column + ring + 1).min(self.columns),
                rows: row.saturating_sub(ring)..(row + ring + 1).min(self.rows),
            };
            stations +=
                square.rows.clone().map(|row| square.count_beyond(&seen, row)).sum::<usize>();
            if stations > STATIONS_AT_MOST {
                return Some(seen);
            }
            // The row where one is, which would come twice, and then outwards.
            let rows = (0..=ring).flat_map(|away| [row.wrapping_sub(away), row + away]).skip(1);
            for row in rows.filter(|row| square.rows.contains(row)) {
                if self.is_within(*reach2, cells_to_row(at[1], row)) {
                    for run in square.runs_beyond(&seen, row) {
                        for point in &points[run] {
                            *reach2 = look(point, *reach2);
                        }
                    }
                }
            }
            seen = square;
            if !self.is_within(*reach2, to_edge + ring as f64) {
                return None;
            }
        }
        Some(seen)
    }

    /// Whether something so many cells away may be within a reach, given as its square.
    fn is_within(&self, reach2: f64, cells: f64) -> bool {
        let at_least_m = cells * self.side_m - ROUNDING_M;
        at_least_m <= 0.0 || at_least_m * at_least_m <= reach2
    }

    /// Where a point's image lies, in cells from the corner.
    fn place_of(&self, point: &[f64; 3]) -> [f64; 2] {
        [0, 1].map(|axis| (dot(&self.axes[axis], point) - self.corner_m[axis]) / self.side_m)
    }

    fn cell_of(&self, point: &[f64; 3]) -> Option<(usize, usize)> {
        self.cell_at(self.place_of(point))
    }

    /// The column and the row at a place; `None` beside the grid.
    fn cell_at(&self, [x, y]: [f64; 2]) -> Option<(usize, usize)> {
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.columns as f64 && y < self.rows as f64;
        is_inside.then_some((x as usize, y as usize))
    }

    /// Where the points of some cells are that lie side by side.
    fn run(&self, row: usize, columns: Range<usize>) -> Range<usize> {
        let first = row * self.columns;
        self.starts[first + columns.start] as usize..self.starts[first + columns.end] as usize
    }
}

impl Seen<'_> {
    /// Whether a point is in one of the cells.
    pub(super) fn holds(&self, point: &[f64; 3]) -> bool {
        let is_here = |(column, row)| self.columns.contains(&column) && self.rows.contains(&row);
        self.grid.cell_of(point).is_some_and(is_here)
    }

    /// Where the points are of the cells of a row that are not among those of a smaller square within.
    fn runs_beyond(&self, within: &Self, row: usize) -> [Range<usize>; 2] {
        let [left, right] = if within.rows.contains(&row) {
            [self.columns.start..within.columns.start, within.columns.end..self.columns.end]
        } else {
            [self.columns.clone(), self.columns.end..self.columns.end]
        };
        [self.grid.run(row, left), self.grid.run(row, right)]
    }

    fn count_beyond(&self, within: &Self, row: usize) -> usize {
        self.runs_beyond(within, row).iter().map(ExactSizeIterator::len).sum()
    }
}

/// How far a row is from a place, both counted in rows of cells.
fn cells_to_row(place: f64, row: usize) -> f64 {
    let row = row as f64;
    (row - place).max(place - row - 1.0)
}

/// Two unit vectors at right angles that span the plane which touches the earth amid some points,
/// the first towards the east.
fn plane_amid(points: &[TreePoint]) -> [[f64; 3]; 2] {
    let sum = points
        .iter()
        .fold([0.0; 3], |sum, point| [0, 1, 2].map(|axis| sum[axis] + point.ecef_m[axis]));
    // Points that lie all around the earth have no midst: then any plane will do.
    let up = unit(sum).unwrap_or([1.0, 0.0, 0.0]);
    let east = unit([-up[1], up[0], 0.0]).unwrap_or([0.0, 1.0, 0.0]);
    let north = [
        up[1] * east[2] - up[2] * east[1],
        up[2] * east[0] - up[0] * east[2],
        up[0] * east[1] - up[1] * east[0],
    ];
    [east, north]
}

/// The vector of length one in the same direction, unless it is too short to have one.
fn unit(vector: [f64; 3]) -> Option<[f64; 3]> {
    let length = dot(&vector, &vector).sqrt();
    (length > 1e-9).then(|| vector.map(|part| part / length))
}

fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
mod tests {
    use super::super::row::RowId;
    use super::super::tree::StationTree;
    use super::*;
    use crate::domain::coordinates::Wgs84;
    use proptest::prelude::*;

    fn ecef_m(lon: f64, lat: f64) -> [f64; 3] {
        Wgs84::new(lon, lat).expect("a position").to_ecef_m()
    }

    fn chord_m(a: &[f64; 3], b: &[f64; 3]) -> f64 {
        [0, 1, 2].map(|axis| (a[axis] - b[axis]).powi(2)).iter().sum::<f64>().sqrt()
    }

    fn in_a_tree(points: &[[f64; 3]]) -> Vec<TreePoint> {
        (0..).zip(points).map(|(row, at)| TreePoint::new(*at, RowId(row), false)).collect()
    }

    /// Points in a box of degrees.
    fn spread(
        lon: Range<f64>,
        lat: Range<f64>,
        count: impl Into<proptest::collection::SizeRange>,
    ) -> impl Strategy<Value = Vec<[f64; 3]>> {
        proptest::collection::vec((lon, lat).prop_map(|(lon, lat)| ecef_m(lon, lat)), count)
    }

    /// Over a city, in a cluster within it, in one place, along a meridian and all around the earth.
    fn stations() -> impl Strategy<Value = Vec<[f64; 3]>> {
        let city = || spread(116.3..116.6, 39.8..40.1, 0..300);
        prop_oneof![
            city(),
            (city(), spread(116.45..116.46, 39.9..39.91, 0..300))
                .prop_map(|(a, b)| [a, b].concat()),
            (city(), 0..300usize).prop_map(|(a, n)| a.into_iter().cycle().take(n).collect()),
            spread(116.4..116.400_000_1, 39.8..40.1, 0..300),
            spread(-180.0..180.0, -90.0..90.0, 0..300),
        ]
    }

    proptest! {
        #[test]
        fn a_walk_finds_what_brute_force_finds_and_no_station_twice(
            points in stations(),
            city in (116.2..116.7, 39.7..40.2),
            anywhere in (-180.0..180.0, -90.0..90.0),
            wanted in 1..60_usize,
            within_m in prop_oneof![Just(f64::INFINITY), 1.0..20_000.0],
        ) {
            let tree = StationTree::new(&in_a_tree(&points));
            for (lon, lat) in [city, anywhere] {
                let from = ecef_m(lon, lat);
                let mut found: Vec<(f64, RowId)> = Vec::new();
                tree.walk_outwards(&from, within_m, |chord_m, point| {
                    found.push((chord_m, point.row));
                    found.sort_by(|a, b| a.0.total_cmp(&b.0));
                    found.get(wanted - 1).map_or(within_m, |last| last.0)
                });
                let mut rows: Vec<u32> = found.iter().map(|(_, row)| row.0).collect();
                rows.sort_unstable();
                prop_assert!(rows.is_sorted_by(|a, b| a < b), "a station twice");
                let mut chords: Vec<f64> = points.iter().map(|at| chord_m(at, &from)).collect();
                chords.retain(|chord_m| *chord_m <= within_m);
                chords.sort_by(f64::total_cmp);
                chords.truncate(wanted);
                let nearest: Vec<f64> = found.iter().map(|(chord_m, _)| *chord_m).take(wanted).collect();
                prop_assert_eq!(nearest.len(), chords.len());
                for (found, expected) in nearest.iter().zip(&chords) {
                    prop_assert!((found - expected).abs() < 1e-6, "{} for {}", found, expected);
                }
            }
        }

        #[test]
        fn where_stations_are_spread_evenly_the_tree_is_seldom_asked(
            points in spread(116.3..116.6, 39.8..40.1, 2_000),
            from in spread(116.31..116.59, 39.81..40.09, 200),
        ) {
            let (grid, points) = Grid::new(&in_a_tree(&points));
            let alone = from.iter().filter(|from| {
                let mut chords2 = vec![f64::INFINITY; 5];
                let mut reach2 = f64::INFINITY;
                let seen = grid.look_around(&points, from, &mut reach2, |point, _| {
                    chords2.push(chord_m(from, &point.ecef_m).powi(2));
                    chords2.sort_by(f64::total_cmp);
                    chords2[4]
                });
                seen.is_none()
            });
            let alone = alone.count();
            prop_assert!(alone >= 190, "{alone} of 200");
        }
    }
}
