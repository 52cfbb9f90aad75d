//! How long opening hours take to compile and to ask.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::{LocalMinute, Zone};
use yizhan::domain::holiday_calendar::{HolidayCalendar, HolidayYear};
use yizhan::domain::opening_hours::{HoursContext, HoursText, Schedule};

fn hours(c: &mut Criterion) {
    let year = HolidayYear { year: 2026, source: "none".to_owned(), days: Vec::new() };
    let calendar = Arc::new(HolidayCalendar::new([year]).unwrap());
    let centre = Wgs84::new(116.44, 39.92).unwrap();
    let context = HoursContext::new(Zone(chrono_tz::Asia::Shanghai), centre, calendar);
    let first_day = "2026-06-01".parse().unwrap();
    for text in ["24/7", "Mo-Fr 08:30-11:00,13:30-17:00; PH off", "18:00-08:00; 2026 Jun 20 off"] {
        let hours: HoursText = text.parse().unwrap();
        c.bench_function(&format!("compile_hours/{text}"), |b| {
            b.iter(|| Schedule::compile(black_box(&hours), &context, first_day));
        });
        let schedule = Schedule::compile(&hours, &context, first_day);
        let start = LocalMinute::start_of(first_day);
        let mut after = 0;
        c.bench_function(&format!("ask_hours/{text}"), |b| {
            b.iter(|| {
                after = (after + 7919) % (60 * 1440);
                black_box(schedule.at(black_box(start.plus(after))))
            });
        });
    }
}

criterion_group!(benches, hours);
criterion_main!(benches);
