//! The district's data besides its stations, in any store.

use yizhan::domain::document::DocumentChange;
use yizhan::domain::edit::ChangeSet;
use yizhan::storage::StoreError;

use super::database::Database;
use super::fixtures::{audit, audit_at, code, instant, renamed, seed, station, update};

const NAME: &str = "holidays/2027.json";

fn document(name: &str, expected: u64, content: &str) -> ChangeSet {
    let (name, content) = (name.to_owned(), content.to_owned());
    let documents = vec![DocumentChange { name, expected, content }];
    ChangeSet { documents, ..ChangeSet::default() }
}

pub(crate) async fn a_document_is_written_with_its_stations_and_keeps_its_history(
    database: Database,
) {
    let store = database.open().await;
    assert_eq!(store.documents_revision().await.expect("read"), 0);
    store.load_first(&seed(&["A"]), &audit()).await.expect("loads");
    assert_eq!(store.documents_revision().await.expect("read"), 1);
    let set = ChangeSet {
        changes: update(renamed("A", "甲"), Some(1)).changes,
        ..document(NAME, 0, "一")
    };
    let applied = store.apply(&set, None, &audit_at(5)).await.expect("applies");
    assert_eq!((applied.revision, applied.records.len()), (2, 1));
    store.apply(&document(NAME, 1, "二 'x'"), None, &audit_at(7)).await.expect("applies");

    assert_eq!(store.documents().await.expect("read")[NAME], "二 'x'");
    assert_eq!(store.documents_revision().await.expect("read"), 3);
    let versions = store.document_versions(NAME).await.expect("read");
    let told: Vec<_> = versions.iter().map(|one| (one.version, one.revision, one.at)).collect();
    assert_eq!(told, [(2, 3, instant(7)), (1, 2, instant(5))]);
    assert_eq!(versions[0].origin, audit().origin);
    let first = store.document(NAME, 1).await.expect("read").expect("there");
    assert_eq!(first, (versions[1].clone(), "一".to_owned()));
    assert_eq!(store.document(NAME, 3).await.expect("read"), None);
    assert_eq!(store.documents_of(2).await.expect("read"), versions[1..]);
    let newest = store.newest_documents().await.expect("read");
    let told: Vec<_> = newest.iter().map(|one| (one.name.as_str(), one.version)).collect();
    assert_eq!(told, [("district.json", 1), (NAME, 2)]);
    let check = store.verify_audit().await.expect("verifies");
    assert!(check.is_intact(), "{check:?}");
    assert_eq!((check.entries, check.changes), (3, 2), "documents are no changes of stations");
}

pub(crate) async fn of_two_who_write_a_document_one_wins_and_nothing_of_the_other_is_written(
    database: Database,
) {
    let store = database.open().await;
    store.load_first(&seed(&["A"]), &audit()).await.expect("loads");
    store.apply(&document(NAME, 0, "一"), None, &audit()).await.expect("applies");
    for (expected, name, current) in [(0, NAME, 1), (2, NAME, 1), (1, "areas.geojson", 0)] {
        let set = ChangeSet {
            changes: update(renamed("A", "甲"), Some(1)).changes,
            ..document(name, expected, "二")
        };
        let refused = store.apply(&set, None, &audit()).await;
        let Err(StoreError::DocumentMoved { current: told, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(told, current);
    }
    let record = store.record(&code("A")).await.expect("read").expect("there");
    assert_eq!(record.station, station("A"));
    assert_eq!(store.revision().await.expect("read"), 2);
}

pub(crate) async fn a_document_that_says_the_same_is_not_written(database: Database) {
    let store = database.open().await;
    store.load_first(&seed(&["A"]), &audit()).await.expect("loads");
    store.apply(&document(NAME, 0, "一"), None, &audit()).await.expect("applies");
    let again = store.apply(&document(NAME, 1, "一"), None, &audit()).await.expect("applies");
    assert_eq!(again.revision, 2);
    assert_eq!(store.document_versions(NAME).await.expect("read").len(), 1);
}

pub(crate) async fn what_was_loaded_before_documents_had_versions_can_be_changed(
    database: Database,
) {
    let store = database.open().await;
    store.load_first(&seed(&["A"]), &audit()).await.expect("loads");
    // The first audit entry of such a store binds no document, which no test can forge.
    database.behind_the_back("UPDATE document_changes SET hashed = 0").await;
    let before = store.verify_audit().await.expect("verifies");
    assert_eq!(before.faults.len(), 1, "{before:?}");
    store.apply(&document("district.json", 1, "{}"), None, &audit()).await.expect("applies");
    assert_eq!(store.document_versions("district.json").await.expect("read").len(), 2);
    assert_eq!(store.verify_audit().await.expect("verifies").faults, before.faults);
}
