//! What boards look back on, in the store.

use chrono::NaiveDate;
use yizhan::storage::QualityCount;

use super::database::Database;
use super::fixtures::{audit_at, create, instant, renamed, station, update};

pub(crate) async fn the_ledger_is_read_as_it_was_before_an_instant(database: Database) {
    let store = database.open().await;
    store.apply(&create(["A", "B"].map(station)), None, &audit_at(1_000)).await.expect("applies");
    store.apply(&update(renamed("A", "二"), None), None, &audit_at(2_000)).await.expect("applies");
    store.apply(&update(renamed("A", "三"), None), None, &audit_at(3_000)).await.expect("applies");
    store.apply(&create([station("C")]), None, &audit_at(3_000)).await.expect("applies");
    let first = station("A").name;
    for (before, expected) in [
        (1_000, vec![]),
        (1_001, vec![("A", first.as_str(), 1_000), ("B", "", 1_000)]),
        (2_001, vec![("A", "二", 1_000), ("B", "", 1_000)]),
        (3_000, vec![("A", "二", 1_000), ("B", "", 1_000)]),
        (9_000, vec![("A", "三", 1_000), ("B", "", 1_000), ("C", "", 3_000)]),
    ] {
        let mut found = Vec::new();
        let mut sink = |station: yizhan::domain::station::Station, at| found.push((station, at));
        store.read_as_of(instant(before), &mut sink).await.expect("answers");
        let found: Vec<(&str, &str, i64)> = found
            .iter()
            .map(|(station, at)| {
                let name = if station.code.as_str() == "A" { station.name.as_str() } else { "" };
                (station.code.as_str(), name, at.timestamp_millis())
            })
            .collect();
        assert_eq!(found, expected, "before {before}");
    }
}

pub(crate) async fn the_last_counts_of_a_day_stand_for_it(database: Database) {
    let store = database.open().await;
    let count = |day: &str, area: &str, findings| QualityCount {
        day: day.parse::<NaiveDate>().expect("a day"),
        area: area.parse().expect("an area"),
        rule: "duplicate".to_owned(),
        findings,
    };
    let put = async |day: &str, counts: &[QualityCount]| {
        store.put_quality(day.parse().expect("a day"), counts).await.expect("keeps");
    };
    put("2026-11-20", &[count("2026-11-20", "1", 7)]).await;
    put("2026-11-21", &[count("2026-11-21", "1", 5), count("2026-11-21", "2", 1)]).await;
    put("2026-11-21", &[count("2026-11-21", "1", 3)]).await;
    let since =
        async |day: &str| store.quality_since(day.parse().expect("a day")).await.expect("answers");
    assert_eq!(since("2026-11-21").await, [count("2026-11-21", "1", 3)]);
    let both = [count("2026-11-20", "1", 7), count("2026-11-21", "1", 3)];
    assert_eq!(since("2026-11-01").await, both);
}
