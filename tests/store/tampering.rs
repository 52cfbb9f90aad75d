//! What was altered behind the store's back is found.

use yizhan::storage::{AuditFault, Store};

use super::database::Database;
use super::fixtures::{audit, create, renamed, seed, station, update};

/// Revision 1 loads A and B, 2 renames A, 3 creates C, 4 renames A again.
async fn write_four_revisions(store: &dyn Store) {
    store.load_first(&seed(&["A", "B"]), &audit()).await.expect("loads");
    store.apply(&update(renamed("A", "甲"), None), None, &audit()).await.expect("applies");
    store.apply(&create([station("C")]), None, &audit()).await.expect("applies");
    store.apply(&update(renamed("A", "乙"), None), None, &audit()).await.expect("applies");
}

pub(crate) async fn an_untouched_log_is_intact_and_names_its_newest_hash(database: Database) {
    let store = database.open().await;
    let empty = store.verify_audit().await.expect("verifies");
    assert!(empty.is_intact() && empty.newest_hash.is_none(), "{empty:?}");
    write_four_revisions(&*store).await;
    let check = store.verify_audit().await.expect("verifies");
    assert!(check.is_intact(), "{check:?}");
    assert_eq!((check.entries, check.changes), (4, 5));
    assert_eq!(check.newest_hash.map(|hash| hash.len()), Some(64));
}

pub(crate) async fn whatever_is_altered_is_found(database: Database) {
    let store = database.open().await;
    write_four_revisions(&*store).await;
    let intact = store.verify_audit().await.expect("verifies");
    for (alter, mend, faults) in MENDED {
        database.behind_the_back(alter).await;
        assert_eq!(faults_of(&*store).await, *faults, "{alter}");
        database.behind_the_back(mend).await;
        assert_eq!(store.verify_audit().await.expect("verifies"), intact, "{mend}");
    }
    for (alter, faults) in LASTING {
        database.behind_the_back(alter).await;
        assert_eq!(faults_of(&*store).await, *faults, "{alter}");
    }
}

async fn faults_of(store: &dyn Store) -> Vec<String> {
    let check = store.verify_audit().await.expect("verifies");
    assert_eq!(check.is_intact(), check.faults.is_empty());
    check.faults.iter().map(AuditFault::to_string).collect()
}

/// What alters the database, what mends it again, and what is found in between.
const MENDED: &[(&str, &str, &[&str])] = &[
    (
        "UPDATE audit_log SET origin = replace(origin, 'tests', 'tested') WHERE revision = 2",
        "UPDATE audit_log SET origin = replace(origin, 'tested', 'tests') WHERE revision = 2",
        &["the audit entry of revision 2 was altered"],
    ),
    (
        "UPDATE audit_log SET at = at + 1 WHERE revision = 4",
        "UPDATE audit_log SET at = at - 1 WHERE revision = 4",
        &["the audit entry of revision 4 was altered"],
    ),
    (
        "UPDATE audit_log SET hash = 'f' || hash WHERE revision = 2",
        "UPDATE audit_log SET hash = substr(hash, 2) WHERE revision = 2",
        &[
            "the audit entry of revision 2 was altered",
            "before the audit entry of revision 3 an entry was removed or replaced",
        ],
    ),
    (
        "UPDATE station_changes SET facts = replace(facts, 'B 驿站', '别处') WHERE code = 'B'",
        "UPDATE station_changes SET facts = replace(facts, '别处', 'B 驿站') WHERE code = 'B'",
        &[
            "a logged change of revision 1 was altered, removed or added",
            "station B was altered outside the log",
        ],
    ),
    (
        "UPDATE station_changes SET facts = facts || ' ' WHERE code = 'A' AND version = 2",
        "UPDATE station_changes SET facts = rtrim(facts) WHERE code = 'A' AND version = 2",
        &["a logged change of revision 2 was altered, removed or added"],
    ),
    (
        "UPDATE station_changes SET revision = 3 WHERE code = 'A' AND version = 2",
        "UPDATE station_changes SET revision = 2 WHERE code = 'A' AND version = 2",
        &[
            "a logged change of revision 2 was altered, removed or added",
            "a logged change of revision 3 was altered, removed or added",
        ],
    ),
    (
        "UPDATE stations SET facts = replace(facts, 'C 驿站', '别处') WHERE code = 'C'",
        "UPDATE stations SET facts = replace(facts, '别处', 'C 驿站') WHERE code = 'C'",
        &["station C was altered outside the log"],
    ),
    (
        "INSERT INTO stations SELECT 'D', version, revision, created_at, updated_at, facts
         FROM stations WHERE code = 'C'",
        "DELETE FROM stations WHERE code = 'D'",
        &["station D was altered outside the log"],
    ),
    (
        "UPDATE documents SET content = replace(content, '某区', '别处')",
        "UPDATE documents SET content = replace(content, '别处', '某区')",
        &["the document district.json was altered outside the log"],
    ),
    (
        "UPDATE document_changes SET content = replace(content, '某区', '别处')",
        "UPDATE document_changes SET content = replace(content, '别处', '某区')",
        &[
            "a logged change of revision 1 was altered, removed or added",
            "the document district.json was altered outside the log",
        ],
    ),
    (
        "UPDATE document_changes SET hashed = 0",
        "UPDATE document_changes SET hashed = 1",
        &["a logged change of revision 1 was altered, removed or added"],
    ),
    (
        "UPDATE ledger_state SET revision = 5",
        "UPDATE ledger_state SET revision = 4",
        &["the ledger is at revision 5, but the audit log ends at 4"],
    ),
];

/// What removes a part of the record for good, each more than the one before.
const LASTING: &[(&str, &[&str])] = &[
    ("DELETE FROM stations WHERE code = 'B'", &["station B was altered outside the log"]),
    (
        "DELETE FROM station_changes WHERE code = 'A' AND version = 3;
         DELETE FROM audit_log WHERE revision = 4",
        &[
            "the ledger is at revision 4, but the audit log ends at 3",
            "station A was altered outside the log",
            "station B was altered outside the log",
        ],
    ),
    (
        "DELETE FROM station_changes WHERE code = 'A' AND version = 2;
         DELETE FROM audit_log WHERE revision = 2",
        &[
            "before the audit entry of revision 3 an entry was removed or replaced",
            "the ledger is at revision 4, but the audit log ends at 3",
            "station A was altered outside the log",
            "station B was altered outside the log",
        ],
    ),
];
