//! The 43 real offices: exact areas against lines of latitude 2 m apart that know neither our
//! plane nor our arcs. They are drawn over degrees, weighed with the ellipsoid's own area, and
//! covered by the ellipsoid's own radii of curvature.

use geo::{BoundingRect, LineString, MultiPolygon};
use yizhan::coverage::Ground;
use yizhan::coverage::share::coverage;
use yizhan::domain::area::{Area, Areas};
use yizhan::domain::coordinates::Wgs84;

use super::towns::any_time;
use crate::data::areas::{self, Office};
use crate::data::shipped::beside;
use crate::harness::shipped::shipped;

/// Between two lines, degrees: 2 m.
const STEP_DEG: f64 = 1.8e-5;
const SOUTH: f64 = 39.78;
const LINES: usize = 20_000;
const RADIUS_M: f64 = 500.0;

/// What of each line is within reach of a door: stretches of longitude in their order, disjoint.
struct Lines(Vec<Vec<(f64, f64)>>);

#[test]
#[expect(clippy::print_stdout, reason = "the table is shown to who asks for it with --nocapture")]
fn the_43_real_offices_have_the_areas_that_lines_measure() {
    let Some(path) = beside("areas.geojson") else { return };
    let offices = areas::read(&std::fs::read_to_string(path).unwrap());
    let (_, snapshot) = shipped();
    let centre = Wgs84::new(116.4852, 39.9484).unwrap();
    let ground = Ground::of_populations(&as_areas(&offices), centre);
    let supply = yizhan::coverage::Supply::today(&snapshot, &ground.territory);
    let found = coverage(&ground, &supply, &any_time(RADIUS_M));

    let doors: Vec<Wgs84> = supply.sites().iter().map(|site| site.position).collect();
    let lines = Lines::of(&doors);
    println!("office            km²   covered   lines   people  covered  P50 m  P90 m");
    for (office, figures) in offices.iter().zip(&found.offices) {
        let (area_m2, covered_m2) = lines.measure(&office.boundary);
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

impl Lines {
    fn of(doors: &[Wgs84]) -> Self {
        let mut lines = vec![Vec::new(); LINES];
        for door in doors {
            let half = (RADIUS_M / 110_000.0 / STEP_DEG) as usize + 2;
            let middle = ((door.lat() - SOUTH) / STEP_DEG) as usize;
            for (number, line) in lines.iter_mut().enumerate().skip(middle - half).take(2 * half) {
                let lat = lat(number);
                let (north_m, east_m) = metres_per_degree((lat + door.lat()) / 2.0);
                let half_m2 = RADIUS_M.powi(2) - ((lat - door.lat()) * north_m).powi(2);
                if half_m2 > 0.0 {
                    let half_deg = half_m2.sqrt() / east_m;
                    line.push((door.lon() - half_deg, door.lon() + half_deg));
                }
            }
        }
        Self(lines.into_iter().map(merged).collect())
    }

    /// The area of a territory and what of it is covered, square metres.
    fn measure(&self, boundary: &MultiPolygon<f64>) -> (f64, f64) {
        let rings: Vec<&LineString<f64>> = boundary
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
            .collect();
        let bounds = boundary.bounding_rect().unwrap();
        let (mut area_m2, mut covered_m2) = (0.0, 0.0);
        for (line, covered) in self.0.iter().enumerate() {
            let lat = lat(line);
            if !(bounds.min().y..=bounds.max().y).contains(&lat) {
                continue;
            }
            let mut crossings: Vec<f64> = rings
                .iter()
                .flat_map(|ring| ring.lines())
                .filter(|edge| (edge.start.y > lat) != (edge.end.y > lat))
                .map(|edge| edge.start.x + (lat - edge.start.y) / edge.slope())
                .collect();
            crossings.sort_by(f64::total_cmp);
            let (north_m, east_m) = metres_per_degree(lat);
            let strip_m2 = north_m * STEP_DEG * east_m;
            for inside in crossings.chunks_exact(2) {
                area_m2 += strip_m2 * (inside[1] - inside[0]);
                for (from, to) in covered {
                    covered_m2 += strip_m2 * (to.min(inside[1]) - from.max(inside[0])).max(0.0);
                }
            }
        }
        (area_m2, covered_m2)
    }
}

fn lat(line: usize) -> f64 {
    SOUTH + (line as f64 + 0.5) * STEP_DEG
}

fn merged(mut stretches: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for (from, to) in stretches {
        match merged.last_mut() {
            Some(last) if last.1 >= from => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Lengths of a degree of latitude and of longitude on WGS-84, metres.
fn metres_per_degree(lat: f64) -> (f64, f64) {
    const E2: f64 = 0.006_694_379_990_14;
    let (sin, cos) = lat.to_radians().sin_cos();
    let w = (1.0 - E2 * sin * sin).sqrt();
    let meridian = 6_378_137.0 * (1.0 - E2) / (w * w * w);
    (meridian.to_radians(), (6_378_137.0 / w * cos).to_radians())
}
