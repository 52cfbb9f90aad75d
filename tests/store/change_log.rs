//! What the change log tells of the past.

use super::database::Database;
use super::fixtures::{audit, audit_at, code, create, full_station, renamed, station, update};

pub(crate) async fn changes_come_in_whole_revisions(database: Database) {
    let store = database.open().await;
    for set in [
        create([station("B"), station("A"), station("C")]),
        create([station("D")]),
        create([station("F"), station("E")]),
    ] {
        store.apply(&set, None, &audit()).await.expect("applies");
    }
    let table = [
        (0, 100, "1A 1B 1C 2D 3E 3F"),
        (0, 4, "1A 1B 1C 2D"),
        (0, 5, "1A 1B 1C 2D"),
        (0, 1, "1A 1B 1C"),
        (0, 0, "1A 1B 1C"),
        (1, 1, "2D"),
        (1, 3, "2D 3E 3F"),
        (2, 1, "3E 3F"),
        (3, 10, ""),
        (99, 10, ""),
    ];
    for (since, limit, expected) in table {
        let changes = store.changes_since(since, limit).await.expect("answers");
        let told: Vec<_> = changes.iter().map(|c| format!("{}{}", c.revision, c.code)).collect();
        assert_eq!(told.join(" "), expected, "since {since}, at most {limit}");
    }
}

pub(crate) async fn a_history_tells_what_each_version_was_before(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A"), station("B")]), None, &audit_at(1)).await.expect("1");
    store.apply(&update(renamed("B", "乙"), None), None, &audit_at(2)).await.expect("2");
    store.apply(&update(full_station("A"), None), None, &audit_at(3)).await.expect("3");
    let history = store.history(&code("A")).await.expect("answers");
    let told: Vec<_> =
        history.iter().map(|c| (c.revision, c.version, c.at.timestamp_millis())).collect();
    assert_eq!(told, [(1, 1, 1), (3, 2, 3)]);
    assert_eq!((&history[0].before, &history[0].after), (&None, &station("A")));
    assert_eq!((&history[1].before, &history[1].after), (&Some(station("A")), &full_station("A")));
    let since = store.changes_since(2, 10).await.expect("answers");
    assert_eq!(since, history[1..]);
}
