//! The 43 real offices: exact areas against a raster of 10 m that knows neither our plane nor
//! our arcs. It is laid over degrees, weighs each pixel with the ellipsoid's own area, and measures
//! distances with the ellipsoid's own radii of curvature.

use geo::{LineString, MultiPolygon};
use yizhan::coverage::Ground;
use yizhan::coverage::share::coverage;
use yizhan::domain::area::{Area, Areas};
use yizhan::domain::coordinates::Wgs84;

use super::towns::any_time;
use crate::data::areas::{self, Office};
use crate::data::shipped::beside;
use crate::harness::shipped::shipped;

/// One pixel, degrees: 10 m by 10 m at this latitude.
const LAT_DEG: f64 = 9e-5;
const LON_DEG: f64 = 1.17e-4;
const RADIUS_M: f64 = 500.0;

struct Raster {
    west: f64,
    south: f64,
    columns: usize,
    rows: usize,
    covered: Vec<bool>,
}

#[test]
fn the_43_real_offices_have_the_areas_that_a_raster_counts() {
    let Some(path) = beside("areas.geojson") else { return };
    let offices = areas::read(&std::fs::read_to_string(path).unwrap());
    let (_, snapshot) = shipped();
    let centre = Wgs84::new(116.4852, 39.9484).unwrap();
    let ground = Ground::of_populations(&as_areas(&offices), centre);
    let supply = yizhan::coverage::Supply::today(&snapshot, &ground.territory);
    let found = coverage(&ground, &supply, &any_time(RADIUS_M));

    let doors: Vec<Wgs84> = supply.sites().iter().map(|site| site.position).collect();
    let raster = Raster::of(&doors);
    println!("office            km²   covered  raster   people  covered  P50 m  P90 m");
    for (office, figures) in offices.iter().zip(&found.offices) {
        let (area_m2, covered_m2) = raster.count(&office.boundary);
        let people = figures.people.covered_share().unwrap();
        let distances = figures.distances.unwrap();
        println!(
            "{:<9} {:>9.3} {:>8.2}% {:>6.2}% {:>8.0} {:>7.2}% {:>6.0} {:>6.0}",
            office.name,
            figures.area_m2.total() / 1e6,
            100.0 * figures.area_m2.covered_share().unwrap(),
            100.0 * covered_m2 / area_m2,
            figures.people.total(),
            100.0 * people,
            distances.p50_m,
            distances.p90_m,
        );
        let wrong = |ours: f64, theirs: f64| (ours - theirs).abs() / area_m2;
        assert!(wrong(figures.area_m2.total(), area_m2) < 1e-3, "{}: area", office.name);
        assert!(wrong(figures.area_m2.covered, covered_m2) < 1e-3, "{}: covered", office.name);
        // People live evenly in each office here, on a grid of 100 m.
        assert!((people - covered_m2 / area_m2).abs() < 0.015, "{}: people", office.name);
        assert!((figures.people.total() - office.population).abs() < 1.0);
    }
}

fn as_areas(offices: &[Office]) -> Areas {
    let area = |office: &Office| Area {
        code: office.code.parse().unwrap(),
        name: office.name.clone(),
        seat: None,
        population: Some(office.population as u32),
        approximate: false,
        boundary: office.boundary.clone(),
    };
    Areas::new(offices.iter().map(area).collect())
}

impl Raster {
    fn of(doors: &[Wgs84]) -> Self {
        let (west, south) = (116.30, 39.78);
        let (columns, rows) = ((0.4 / LON_DEG) as usize, (0.36 / LAT_DEG) as usize);
        let covered = vec![false; columns * rows];
        let mut raster = Self { west, south, columns, rows, covered };
        for door in doors {
            raster.cover(*door);
        }
        raster
    }

    /// Covers the pixels whose middle is within reach of a door.
    fn cover(&mut self, door: Wgs84) {
        for row in 0..self.rows {
            let lat = self.lat(row);
            let (north_m, east_m) = metres_per_degree((lat + door.lat()) / 2.0);
            let dy_m = (lat - door.lat()) * north_m;
            if dy_m.abs() > RADIUS_M {
                continue;
            }
            let half_deg = (RADIUS_M * RADIUS_M - dy_m * dy_m).sqrt() / east_m;
            let [from, to] = [-half_deg, half_deg].map(|by| self.column(door.lon() + by));
            self.covered[row * self.columns..][from..to].fill(true);
        }
    }

    /// The area of a territory and what of it is covered, square metres.
    fn count(&self, boundary: &MultiPolygon<f64>) -> (f64, f64) {
        let rings: Vec<&LineString<f64>> = boundary
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
            .collect();
        let (mut area_m2, mut covered_m2) = (0.0, 0.0);
        for row in 0..self.rows {
            let lat = self.lat(row);
            let mut crossings: Vec<f64> = rings
                .iter()
                .flat_map(|ring| ring.lines())
                .filter(|line| (line.start.y > lat) != (line.end.y > lat))
                .map(|line| line.start.x + (lat - line.start.y) / line.slope())
                .collect();
            crossings.sort_by(f64::total_cmp);
            let (north_m, east_m) = metres_per_degree(lat);
            let pixel_m2 = north_m * LAT_DEG * east_m * LON_DEG;
            for between in crossings.chunks_exact(2) {
                let (from, to) = (self.column(between[0]), self.column(between[1]));
                let covered = &self.covered[row * self.columns..][from..to];
                area_m2 += pixel_m2 * (to - from) as f64;
                covered_m2 += pixel_m2 * covered.iter().filter(|covered| **covered).count() as f64;
            }
        }
        (area_m2, covered_m2)
    }

    fn lat(&self, row: usize) -> f64 {
        self.south + (row as f64 + 0.5) * LAT_DEG
    }

    /// The first column whose middle lies east of a longitude.
    fn column(&self, lon: f64) -> usize {
        (((lon - self.west) / LON_DEG - 0.5).ceil().max(0.0) as usize).min(self.columns)
    }
}

/// Lengths of a degree of latitude and of longitude on WGS-84, metres.
fn metres_per_degree(lat: f64) -> (f64, f64) {
    const E2: f64 = 0.006_694_379_990_14;
    let (sin, cos) = lat.to_radians().sin_cos();
    let w = (1.0 - E2 * sin * sin).sqrt();
    let meridian = 6_378_137.0 * (1.0 - E2) / (w * w * w);
    (meridian.to_radians(), (6_378_137.0 / w * cos).to_radians())
}
