//! Planners' papers in any store.

use yizhan::domain::paper::{PaperKind, PaperName};
use yizhan::storage::{PaperWrite, StoreError};

use super::database::Database;
use super::fixtures::instant;

fn name(text: &str) -> PaperName {
    text.parse().expect("a name")
}

fn write<'a>(name: &'a PaperName, expected: Option<u64>, content: &'a [u8]) -> PaperWrite<'a> {
    PaperWrite {
        kind: PaperKind::Scenario,
        name,
        expected,
        at: instant(1_700_000_000_123),
        author: "wang@1",
        about: r#"{"changes":2}"#,
        content,
    }
}

pub(crate) async fn a_paper_comes_back_as_it_was_written_and_raises_no_revision(
    database: Database,
) {
    let store = database.open().await;
    let (b, a) = (name("方案 'B'"), name("a"));
    // Bytes that are no text, too.
    let written = store.write_paper(&write(&b, None, &[0, 255, 10])).await.expect("written");
    store.write_paper(&write(&a, None, b"{}")).await.expect("written");
    assert_eq!((written.version, written.author.as_str()), (1, "wang@1"));
    let listed = store.papers(PaperKind::Scenario).await.expect("read");
    assert_eq!(
        listed.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>(),
        ["a", "方案 'B'"]
    );
    assert_eq!(listed[1], written);
    let found = store.paper(PaperKind::Scenario, &b).await.expect("read");
    assert_eq!(found, Some((written, vec![0, 255, 10])));
    // The same name is another paper in another drawer.
    assert_eq!(store.paper(PaperKind::Demand, &b).await.expect("read"), None);
    assert_eq!(store.papers(PaperKind::Demand).await.expect("read"), []);
    assert_eq!(store.revision().await.expect("read"), 0);
}

pub(crate) async fn of_two_who_write_a_paper_one_wins(database: Database) {
    let store = database.open().await;
    let plan = name("plan");
    store.write_paper(&write(&plan, None, b"1")).await.expect("written");
    let again = store.write_paper(&write(&plan, None, b"2")).await;
    let Err(StoreError::PaperMoved { current: Some(current) }) = again else { panic!("{again:?}") };
    assert_eq!(current.version, 1);
    let second = store.write_paper(&write(&plan, Some(1), b"2")).await.expect("written");
    assert_eq!(second.version, 2);
    let late = store.write_paper(&write(&plan, Some(1), b"3")).await;
    let Err(StoreError::PaperMoved { current: Some(current) }) = late else { panic!("{late:?}") };
    assert_eq!(current.version, 2);
    let nowhere = store.write_paper(&write(&name("other"), Some(1), b"3")).await;
    assert!(matches!(nowhere, Err(StoreError::PaperMoved { current: None })), "{nowhere:?}");
    let (_, content) = store.paper(PaperKind::Scenario, &plan).await.expect("read").expect("there");
    assert_eq!(content, b"2");
}

pub(crate) async fn a_paper_is_removed_at_the_version_that_was_seen(database: Database) {
    let store = database.open().await;
    let plan = name("plan");
    store.write_paper(&write(&plan, None, b"1")).await.expect("written");
    store.write_paper(&write(&plan, Some(1), b"2")).await.expect("written");
    let late = store.remove_paper(PaperKind::Scenario, &plan, 1).await;
    assert!(matches!(late, Err(StoreError::PaperMoved { current: Some(_) })), "{late:?}");
    store.remove_paper(PaperKind::Scenario, &plan, 2).await.expect("removed");
    assert_eq!(store.papers(PaperKind::Scenario).await.expect("read"), []);
    let gone = store.remove_paper(PaperKind::Scenario, &plan, 2).await;
    assert!(matches!(gone, Err(StoreError::PaperMoved { current: None })), "{gone:?}");
}
