//! How long a planner waits, on the district that ships: exact areas and people of 43 offices,
//! every hour of a week, the loss of each of 2166 stations, a candidate that is moved. Before
//! anything is measured, the exact area is compared with a union of polygons.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]
#![expect(clippy::print_stdout, reason = "who measures must see how large and how exact it is")]

#[path = "../tests/harness/shipped.rs"]
mod shipped;

use std::f64::consts::TAU;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo::{Area as _, BooleanOps, Coord, LineString, Polygon, unary_union};
use yizhan::coverage::scenario::{Proposal, Scenario, ScenarioChange};
use yizhan::coverage::{Ground, Question, Radius, Supply, Week, When};
use yizhan::coverage::{closures, gaps, hours, load, share};
use yizhan::domain::station::StationKind;
use yizhan::index::filter::Filter;

fn question(radius_m: f64, when: When) -> Question {
    Question { filter: Filter::default(), when, radius: Radius::new(radius_m).unwrap() }
}

fn coverage(c: &mut Criterion) {
    let (data, snapshot) = shipped::shipped();
    let ground = Ground::of_populations(&data.areas, data.district.centre);
    let supply = Supply::today(&snapshot, &ground.territory);
    let at = When::At(data.district.zone.local_minute(shipped::shipped_now()));
    let week = Week::typical(snapshot.first_day());
    println!("{} stations, {} cells", supply.sites().len(), ground.demand.cells().len());
    compare_with_polygons(&ground, &supply);
    c.bench_function("ground", |b| {
        b.iter(|| Ground::of_populations(&data.areas, data.district.centre));
    });
    c.bench_function("supply", |b| b.iter(|| Supply::today(&snapshot, &ground.territory)));
    for radius_m in [500.0, 1000.0] {
        let (any, now) = (question(radius_m, When::AnyTime), question(radius_m, at));
        c.bench_function(&format!("area_{radius_m}"), |b| {
            let points: Vec<_> = supply.sites().iter().map(|site| site.point).collect();
            b.iter(|| share::covered_areas_m2(&ground.territory, &points, any.radius));
        });
        c.bench_function(&format!("coverage_{radius_m}"), |b| {
            b.iter(|| share::coverage(&ground, &supply, black_box(&now)));
        });
        c.bench_function(&format!("closures_{radius_m}"), |b| {
            b.iter(|| closures::losses(&ground, &supply, black_box(&any)));
        });
        c.bench_function(&format!("hours_{radius_m}"), |b| {
            b.iter(|| hours::hours(&ground, &supply, &any.filter, week, any.radius));
        });
        c.bench_function(&format!("gaps_{radius_m}"), |b| {
            b.iter(|| gaps::gaps(&ground, &supply, black_box(&now)));
        });
    }
    c.bench_function("loads", |b| {
        b.iter(|| load::loads(&ground, &supply, &question(500.0, When::AnyTime)));
    });
    let mut east = 0.0;
    c.bench_function("drag_a_candidate_500", |b| {
        b.iter(|| {
            east = (east + 1e-5) % 0.1;
            let scenario = Scenario { name: String::new(), changes: vec![candidate(east)] };
            let prepared = scenario.prepare(&snapshot);
            let then = Supply::under(&scenario, &prepared, &snapshot, &ground.territory).unwrap();
            share::coverage(&ground, &then, &question(500.0, at))
        });
    });
}

fn candidate(east: f64) -> ScenarioChange {
    ScenarioChange::Add(Proposal {
        code: "NEW-1".to_owned(),
        lon: 116.45 + east,
        lat: 39.95,
        kind: StationKind::UnionStation,
        hours: None,
        amenities: Vec::new(),
        access: Vec::new(),
    })
}

/// The exact area of the union of all discs within the district against a union of 256-gons of
/// the discs' areas by another library.
fn compare_with_polygons(ground: &Ground, supply: &Supply<'_>) {
    for radius_m in [300.0, 500.0, 1000.0] {
        let angle = TAU / 256.0;
        let corner_m = radius_m * (angle / angle.sin()).sqrt();
        let discs: Vec<Polygon<f64>> = supply
            .sites()
            .iter()
            .map(|site| {
                let corner = |corner: i32| Coord {
                    x: site.point.x_m + corner_m * (angle * f64::from(corner)).cos(),
                    y: site.point.y_m + corner_m * (angle * f64::from(corner)).sin(),
                };
                Polygon::new(LineString((0..256).map(corner).collect()), Vec::new())
            })
            .collect();
        let union = unary_union(&discs);
        let offices = ground.territory.offices().iter();
        let shared = offices.map(|office| office.shape.polygon().intersection(&union));
        let theirs: f64 = shared.map(|shared| shared.unsigned_area()).sum();
        let any = question(radius_m, When::AnyTime);
        let ours = share::coverage(ground, supply, &any).district.area_m2.covered;
        let error = ours / theirs - 1.0;
        println!("{radius_m} m: {ours:.1} m² exactly, {theirs:.1} m² by polygons: {error:+.2e}");
        assert!(error.abs() < 1e-6, "{error}");
    }
}

criterion_group!(benches, coverage);
criterion_main!(benches);
