//! How long the snapshot takes to answer and to build, at the size of a district, of the
//! country and of ten countries. Positions are spread over a city; the sample is seeded.
//!
//! `cargo bench --bench index` runs the first two sizes; `YIZHAN_BENCH_LARGE=1` adds 2,000,000.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]

#[path = "../tests/harness/amenity_catalogue.rs"]
mod amenity_catalogue;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/harness/ledger.rs"]
mod ledger;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::travel_time::Mode;
use yizhan::index::Snapshot;
use yizhan::index::filter::{Asked, Filter};
use yizhan::index::nearest::Nearest;

fn sizes() -> Vec<usize> {
    let mut sizes = vec![2_166, 200_000];
    if std::env::var_os("YIZHAN_BENCH_LARGE").is_some() {
        sizes.push(2_000_000);
    }
    sizes
}

fn snapshot(size: usize) -> Snapshot {
    let records = ledger::records(size, ledger::CITY, 1);
    ledger::snapshot(&records, ledger::halves(ledger::CITY))
}

fn positions() -> Vec<Wgs84> {
    let mut rng = ledger::rng(2);
    (0..10_000).map(|_| ledger::CITY.random_position(&mut rng)).collect()
}

fn nearest(c: &mut Criterion) {
    let positions = positions();
    let asked = Asked::new(ledger::now(), ledger::zone(), Mode::Walk);
    let one_percent =
        Filter { amenities: amenity_catalogue::amenities(&["aed"]), ..Filter::default() };
    for size in sizes() {
        let snapshot = snapshot(size);
        for (name, filter) in [("any", Filter::default()), ("one_percent", one_percent.clone())] {
            let mut group = c.benchmark_group(format!("nearest_5_{name}"));
            let mut at = 0;
            let mut query =
                Nearest { from: positions[0], limit: 5, radius_m: None, filter: filter.clone() };
            group.bench_function(BenchmarkId::from_parameter(size), |b| {
                b.iter(|| {
                    at = (at + 1) % positions.len();
                    query.from = positions[at];
                    black_box(snapshot.nearest(black_box(&query), &asked))
                });
            });
        }
        let mut group = c.benchmark_group("search");
        group.sample_size(20);
        for text in ["驿站123", "试验路12号", "dyz77"] {
            group.bench_function(BenchmarkId::new(text, size), |b| {
                b.iter(|| black_box(snapshot.search(black_box(text))));
            });
        }
    }
}

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("build_snapshot");
    group.sample_size(10);
    for size in [2_166, 200_000] {
        let records = ledger::records(size, ledger::CITY, 1);
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| ledger::snapshot(&records, ledger::halves(ledger::CITY)));
        });
    }
}

criterion_group!(benches, nearest, build);
criterion_main!(benches);
