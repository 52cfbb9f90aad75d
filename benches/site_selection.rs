//! How long it takes to choose sites and to prove how good they are, on published instances and
//! on a synthetic district of 2,166 stations, 40,000 cells and 5,000 candidates.
//!
//! `cargo bench --bench site_selection` needs the data beside the project ($YIZHAN_SHARED_DATA or
//! ../shared/data) and measures nothing without it. It first prints one line a question, with
//! what was found and proved, and then measures those that end by themselves.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "who runs it reads it")]

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use yizhan::coverage::plane::PlanePoint;
use yizhan::coverage::site_selection::{
    Candidate, Certificate, CoveringAnswer, CoveringRules, DemandPoint, Effort, Progress, Question,
};

type Row = (PlanePoint, f64);

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("YIZHAN_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")),
        PathBuf::from,
    );
    let folder = shared.join("site-selection");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there (set YIZHAN_SHARED_DATA)", folder.display());
        return None;
    }
    Some(folder)
}

fn rows(file: PathBuf) -> Vec<Row> {
    let text = std::fs::read_to_string(file).unwrap();
    let row = |line: &str| {
        let numbers = line.split([',', '\t', ' ']).filter(|number| !number.is_empty());
        let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
        (PlanePoint { x_m: numbers[0], y_m: numbers[1] }, numbers.get(2).copied().unwrap_or(1.0))
    };
    text.lines().skip(1).map(row).collect()
}

fn question(demand: &[Row], candidates: &[Row], existing: &[Row]) -> Question<PlanePoint> {
    Question {
        demand: demand
            .iter()
            .map(|(at, weight)| DemandPoint { at: *at, weight: *weight })
            .collect(),
        candidates: candidates.iter().map(|(at, _)| Candidate { at: *at, group: 0 }).collect(),
        existing: existing.iter().map(|(at, _)| *at).collect(),
    }
}

struct Case {
    name: String,
    question: Question<PlanePoint>,
    radius_m: f64,
    count: usize,
    effort: Effort,
}

fn cases() -> Vec<Case> {
    let Some(folder) = folder() else { return Vec::new() };
    let usual = Effort::default();
    let mut cases = Vec::new();
    for (name, most) in [("SJC324", 5), ("SJC402", 6)] {
        let rows = rows(folder.join(format!("{name}.txt")));
        for count in 1..=most {
            let question = question(&rows, &rows, &[]);
            cases.push(Case {
                name: name.to_owned(),
                question,
                radius_m: 800.0,
                count,
                effort: usual,
            });
        }
    }
    let read = |what: &str| rows(folder.join(format!("chaoyang_synth_{what}.csv")));
    let (demand, candidates, stations) = (read("demand"), read("candidates"), read("stations"));
    let within = |enough_gap| Effort { enough_gap, ..usual };
    for (name, existing, count, effort) in [
        ("existing", stations.as_slice(), 10, usual),
        ("existing", stations.as_slice(), 30, usual),
        ("existing", stations.as_slice(), 50, usual),
        ("existing, gap 1 %", stations.as_slice(), 200, within(0.01)),
        ("none", &[], 10, usual),
        ("none, gap 1.5 %", &[], 50, within(0.015)),
        ("none", &[], 50, usual),
    ] {
        let question = question(&demand, &candidates, existing);
        cases.push(Case { name: name.to_owned(), question, radius_m: 500.0, count, effort });
    }
    cases
}

impl Case {
    fn answer(&self) -> CoveringAnswer {
        let rules = CoveringRules::within(self.radius_m);
        let mut watch = |_: &Progress<'_>| ControlFlow::Continue(());
        self.question.most_covered(&rules, self.count, self.effort, &mut watch).unwrap()
    }
}

fn choose(c: &mut Criterion) {
    let mut group = c.benchmark_group("choose_sites");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    for case in cases() {
        let start = Instant::now();
        let answer = case.answer();
        let seconds = start.elapsed().as_secs_f64();
        let proof = match answer.certificate {
            Certificate::ProvedOptimal => "proved optimal".to_owned(),
            Certificate::Within(gap) => format!("within {:.3} %", 100.0 * gap),
        };
        let (found, bound) = (answer.already + answer.gained, answer.already + answer.bound);
        println!(
            "{}, p = {}: {found} of at most {bound}, {proof}, {seconds:.2} s",
            case.name, case.count
        );
        if seconds < 3.0 {
            group.bench_function(BenchmarkId::new(&case.name, case.count), |b| {
                b.iter(|| black_box(case.answer()));
            });
        }
    }
}

criterion_group!(benches, choose);
criterion_main!(benches);
