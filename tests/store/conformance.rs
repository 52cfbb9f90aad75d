//! What any store does, whatever database it is over.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::{Instant, timeout};
use yizhan::domain::edit::{Change, ChangeSet};
use yizhan::domain::station::Record;
use yizhan::storage::{Store, StoreError};

use super::database::Database;
use super::fixtures::{
    audit, audit_at, code, create, full_station, instant, renamed, seed, station, update,
};

async fn all(store: &dyn Store) -> (u64, Vec<Record>) {
    let mut records = Vec::new();
    let revision = store.read_all(&mut |record| records.push(record)).await.expect("reads all");
    (revision, records)
}

async fn codes(store: &dyn Store) -> Vec<String> {
    all(store).await.1.into_iter().map(|record| record.station.code.to_string()).collect()
}

pub(crate) async fn a_new_store_is_empty_at_revision_0(database: Database) {
    let store = database.open().await;
    assert_eq!(store.revision().await.expect("answers"), 0);
    assert_eq!(all(&*store).await, (0, vec![]));
    assert_eq!(store.record(&code("A")).await.expect("answers"), None);
    assert!(store.documents().await.expect("answers").is_empty());
    assert!(store.history(&code("A")).await.expect("answers").is_empty());
    assert!(store.changes_since(0, 10).await.expect("answers").is_empty());
}

pub(crate) async fn every_fact_comes_back_as_it_was_written(database: Database) {
    let store = database.open().await;
    let written = full_station("A-1");
    let applied = store.apply(&create([written.clone()]), None, &audit_at(1_234_567_890_123)).await;
    let record = Record {
        station: written,
        version: 1,
        revision: 1,
        created_at: instant(1_234_567_890_123),
        updated_at: instant(1_234_567_890_123),
    };
    assert_eq!(applied.expect("applies").records, std::slice::from_ref(&record));
    assert_eq!(store.record(&code("A-1")).await.expect("answers"), Some(record.clone()));
    assert_eq!(all(&*store).await, (1, vec![record]));
}

pub(crate) async fn a_change_set_is_one_revision_and_each_station_one_version(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A"), station("B")]), None, &audit_at(1_000)).await.expect("1");
    let mixed = ChangeSet::of(vec![
        Change::Create(station("C")),
        Change::Update { expected: Some(1), station: renamed("A", "新名") },
    ]);
    let applied = store.apply(&mixed, Some(1), &audit_at(2_000)).await.expect("2");
    assert_eq!(applied.revision, 2);
    let told: Vec<_> =
        applied.records.iter().map(|r| (r.station.code.as_str(), r.version, r.revision)).collect();
    assert_eq!(told, [("C", 1, 2), ("A", 2, 2)], "in the order of the set");

    let (revision, records) = all(&*store).await;
    assert_eq!(revision, 2);
    let stored: Vec<_> = records
        .iter()
        .map(|r| {
            let times = (r.created_at.timestamp_millis(), r.updated_at.timestamp_millis());
            (r.station.name.as_str(), r.version, r.revision, times)
        })
        .collect();
    assert_eq!(
        stored,
        [
            ("新名", 2, 2, (1_000, 2_000)),
            ("B 驿站", 1, 1, (1_000, 1_000)),
            ("C 驿站", 1, 2, (2_000, 2_000)),
        ]
    );
}

pub(crate) async fn stations_come_in_the_byte_order_of_their_codes(database: Database) {
    let store = database.open().await;
    let given = ["B", "A-2", "A10", "A-10", "9", "AA", "A"];
    store.apply(&create(given.map(station)), None, &audit()).await.expect("applies");
    let mut sorted = given.map(code).to_vec();
    sorted.sort();
    let sorted: Vec<String> = sorted.into_iter().map(String::from).collect();
    assert_eq!(codes(&*store).await, sorted);
}

pub(crate) async fn an_update_that_changes_nothing_writes_nothing(database: Database) {
    let store = database.open().await;
    let stations = [full_station("A"), station("B")];
    store.apply(&create(stations.clone()), None, &audit()).await.expect("applies");
    let before = all(&*store).await;
    let same = ChangeSet::of(
        stations.into_iter().map(|station| Change::Update { expected: None, station }).collect(),
    );
    let applied = store.apply(&same, Some(1), &audit()).await.expect("applies");
    assert_eq!((applied.revision, applied.records), before);
    assert_eq!(all(&*store).await, before);
    assert_eq!(store.verify_audit().await.expect("verifies").entries, 1);

    let nothing = store.apply(&ChangeSet::default(), None, &audit()).await.expect("applies");
    assert_eq!((nothing.revision, nothing.records.len()), (1, 0));
    let stale = store.apply(&update(station("B"), Some(7)), None, &audit()).await;
    assert!(matches!(stale, Err(StoreError::VersionMoved { .. })), "{stale:?}");

    // Only one of two differs: the other keeps its version.
    let half = ChangeSet::of(vec![
        Change::Update { expected: None, station: full_station("A") },
        Change::Update { expected: None, station: renamed("B", "乙") },
    ]);
    let applied = store.apply(&half, None, &audit()).await.expect("applies");
    let versions: Vec<u64> = applied.records.iter().map(|record| record.version).collect();
    assert_eq!((applied.revision, versions), (2, vec![1, 2]));
}

pub(crate) async fn a_failing_change_leaves_nothing_of_the_set(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A"), station("M")]), None, &audit()).await.expect("applies");
    let before = all(&*store).await;
    let failing = ChangeSet::of(vec![
        Change::Create(station("B")),
        Change::Update { expected: None, station: renamed("A", "甲") },
        Change::Create(station("M")),
        Change::Create(station("Z")),
    ]);
    store.apply(&failing, None, &audit()).await.expect_err("M is taken");
    assert_eq!(all(&*store).await, before);

    // The database itself refuses the second use of an audit identifier, late in the write.
    let once = audit();
    store.apply(&create([station("N")]), None, &once).await.expect("applies");
    let before = all(&*store).await;
    store.apply(&create([station("O")]), None, &once).await.expect_err("the id is used");
    assert_eq!(all(&*store).await, before);
    assert!(store.verify_audit().await.expect("verifies").is_intact());
    store.apply(&create([station("P")]), None, &audit()).await.expect("goes on after failures");
}

pub(crate) async fn a_set_that_cannot_be_written_says_which_station_and_why(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A")]), None, &audit()).await.expect("applies");
    store.apply(&update(renamed("A", "甲"), Some(1)), None, &audit()).await.expect("applies");
    let table = [
        (create([station("A")]), "code A is taken: update that station, or choose another code"),
        (update(station("B"), None), "there is no station B: create it, or correct the code"),
        (
            update(renamed("A", "乙"), Some(1)),
            "station A is at version 2, not 1 any more: look at what changed and edit again",
        ),
        (
            create([station("C"), station("C")]),
            "station C is written twice in one change set: keep one of the two",
        ),
    ];
    for (set, message) in table {
        let error = store.apply(&set, None, &audit()).await.expect_err(message);
        assert_eq!(error.to_string(), message);
        if let StoreError::VersionMoved { current, .. } = error {
            assert_eq!(current.station.name, "甲", "the error carries the station as it is");
        }
    }
}

pub(crate) async fn a_plan_for_another_revision_is_refused(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A")]), Some(0), &audit()).await.expect("the plan holds");
    let error = store.apply(&create([station("B")]), Some(0), &audit()).await;
    assert!(
        matches!(error, Err(StoreError::RevisionMoved { expected: 0, current: 1 })),
        "{error:?}"
    );
    assert_eq!(codes(&*store).await, ["A"]);
}

pub(crate) async fn of_two_writers_with_the_same_version_exactly_one_wins(database: Database) {
    // Two nodes, so that no lock inside one process can help.
    let (one, other) = (database.open().await, database.open().await);
    one.apply(&create([station("A")]), None, &audit()).await.expect("applies");
    for version in 1..=20 {
        let name = |writer: &str| renamed("A", &format!("{writer}{version}"));
        let (first, second) =
            (update(name("甲"), Some(version)), update(name("乙"), Some(version)));
        let (first_audit, second_audit) = (audit(), audit());
        let (first, second) = tokio::join!(
            one.apply(&first, None, &first_audit),
            other.apply(&second, None, &second_audit)
        );
        let (winner, loser) = match (first, second) {
            (Ok(winner), Err(loser)) | (Err(loser), Ok(winner)) => (winner, loser),
            both => panic!("exactly one wins: {both:?}"),
        };
        let StoreError::VersionMoved { expected, current } = loser else { panic!("{loser}") };
        assert_eq!((expected, vec![*current]), (version, winner.records));
    }
}

pub(crate) async fn revisions_of_writers_at_once_have_no_gap(database: Database) {
    let mut writers = Vec::new();
    for writer in 0..4 {
        let store = database.open().await;
        writers.push(tokio::spawn(async move {
            let mut revisions = Vec::new();
            for number in 0..10 {
                let set = create([station(&format!("W{writer}-{number}"))]);
                revisions.push(store.apply(&set, None, &audit()).await.expect("applies").revision);
            }
            revisions
        }));
    }
    let mut revisions = BTreeSet::new();
    for writer in writers {
        revisions.extend(writer.await.expect("no panic"));
    }
    assert_eq!(revisions, (1..=40).collect());
    let store = database.open().await;
    assert_eq!(codes(&*store).await.len(), 40);
    let check = store.verify_audit().await.expect("verifies");
    assert!(check.is_intact(), "{check:?}");
}

pub(crate) async fn the_seed_is_loaded_once(database: Database) {
    let store = database.open().await;
    let seed = seed(&["A", "B"]);
    let applied = store.load_first(&seed, &audit()).await.expect("loads").expect("is new");
    assert_eq!((applied.revision, applied.records.len()), (1, 2));
    assert_eq!(store.documents().await.expect("answers"), seed.documents);
    store.apply(&update(renamed("A", "甲"), Some(1)), None, &audit()).await.expect("applies");
    let before = all(&*store).await;
    assert_eq!(store.load_first(&seed, &audit()).await.expect("answers"), None);
    assert_eq!(all(&*store).await, before);
}

pub(crate) async fn of_nodes_that_start_together_exactly_one_loads(database: Database) {
    let mut nodes = Vec::new();
    for _ in 0..4 {
        let store = database.open().await;
        nodes.push(tokio::spawn(async move {
            store.load_first(&seed(&["A", "B", "C"]), &audit()).await.expect("answers").is_some()
        }));
    }
    let mut loaded = 0;
    for node in nodes {
        loaded += u32::from(node.await.expect("no panic"));
    }
    assert_eq!(loaded, 1);
    let store = database.open().await;
    assert_eq!((store.revision().await.expect("answers"), codes(&*store).await.len()), (1, 3));
}

pub(crate) async fn all_stations_are_read_from_one_revision_while_a_writer_writes(
    database: Database,
) {
    let (reader, writer) = (database.open().await, database.open().await);
    let many: Vec<String> = (0..3_500).map(|number| format!("S{number:04}")).collect();
    let named = |name: u64| {
        ChangeSet::of(
            many.iter()
                .map(|text| renamed(text, &name.to_string()))
                .map(|station| Change::Update { expected: None, station })
                .collect(),
        )
    };
    // Every station is renamed to its revision, again and again, while all are read.
    let first = create(many.iter().map(|text| renamed(text, "1")));
    writer.apply(&first, None, &audit()).await.expect("applies");
    // The writer has a task of its own, so that it goes on while the reader computes.
    let sets: Vec<ChangeSet> = (2..=9).map(named).collect();
    let writing = tokio::spawn(async move {
        for set in sets {
            writer.apply(&set, None, &audit()).await.expect("applies");
        }
    });
    let reading = async {
        let mut seen = BTreeSet::new();
        while seen.last() != Some(&9) {
            let (revision, records) = all(&*reader).await;
            assert_eq!(records.len(), many.len());
            let torn = records.iter().find(|record| record.station.name != revision.to_string());
            assert_eq!(torn, None, "at revision {revision}");
            seen.insert(revision);
        }
        seen
    };
    let (seen, written) =
        timeout(Duration::from_secs(60), async { tokio::join!(reading, writing) })
            .await
            .expect("ends");
    written.expect("no panic");
    assert!(seen.len() > 1, "the reader met the writer: {seen:?}");
}

pub(crate) async fn a_restart_keeps_everything(database: Database) {
    let store = database.open().await;
    store.load_first(&seed(&["A"]), &audit()).await.expect("loads");
    store.apply(&create([full_station("B")]), None, &audit()).await.expect("applies");
    let before = (all(&*store).await, store.documents().await.expect("answers"));
    let check = store.verify_audit().await.expect("verifies");
    store.close().await;
    store.revision().await.expect_err("it is closed");
    drop(store);

    let store = database.open().await;
    assert_eq!((all(&*store).await, store.documents().await.expect("answers")), before);
    assert_eq!(store.verify_audit().await.expect("verifies"), check);
}

pub(crate) async fn who_waits_for_a_change_is_told_by_this_store_and_by_another(
    database: Database,
) {
    let (waiting, other) = (database.open().await, database.open().await);
    for (revision, writer) in [(0, &waiting), (1, &other), (2, &other)] {
        let begun = Instant::now();
        let wait = waiting.changed_since(revision, Duration::from_secs(30));
        let write = async {
            // Long enough for the other to wait: a change made before it does is seen anyway.
            tokio::time::sleep(Duration::from_millis(300)).await;
            let set = create([station(&format!("R{revision}"))]);
            writer.apply(&set, None, &audit()).await.expect("applies");
        };
        let (newest, ()) = tokio::join!(wait, write);
        assert_eq!(newest.expect("answers"), revision + 1);
        // PostgreSQL is only asked every 5 s: sooner means that the hint came.
        assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    }
}

pub(crate) async fn who_waits_in_vain_gets_the_same_revision(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A")]), None, &audit()).await.expect("applies");
    let begun = Instant::now();
    let newest = store.changed_since(1, Duration::from_millis(200)).await;
    assert_eq!(newest.expect("answers"), 1);
    assert!(begun.elapsed() >= Duration::from_millis(200));
    let newest = store.changed_since(0, Duration::from_secs(30)).await;
    assert_eq!(newest.expect("answers"), 1, "what is newer already needs no waiting");
}

pub(crate) async fn a_set_of_more_stations_than_one_statement_takes_is_written_whole(
    database: Database,
) {
    let store = database.open().await;
    let many: Vec<String> = (0..1_003).map(|number| format!("S{number:04}")).collect();
    let stations = many.iter().map(|text| station(text));
    store.apply(&create(stations), None, &audit()).await.expect("applies");
    let changes = many
        .iter()
        .map(|text| Change::Update { expected: Some(1), station: renamed(text, "新") })
        .collect();
    let applied = store.apply(&ChangeSet::of(changes), None, &audit()).await.expect("applies");
    assert_eq!(all(&*store).await, (2, applied.records));
    assert_eq!(codes(&*store).await, many);
}
