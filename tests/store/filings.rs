//! Reports and confirmations in any store.

use std::sync::Arc;

use chrono::TimeDelta;
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::filing::{Filed, Filing, ReceiptCode};
use yizhan::domain::photo::{Photo, PhotoSize};
use yizhan::domain::report::{FiledReport, Problem, Report, ReportKind, ReportState};
use yizhan::storage::{ReportFilter, ReportPage, Store, StoreError};

use super::database::Database;
use super::fixtures::{audit, code, create, instant, station};
use crate::harness::amenity;

const ALL: ReportPage = ReportPage { before: None, limit: 100 };

/// A store with the stations A and B.
pub(super) async fn with_stations(database: &Database) -> Arc<dyn Store> {
    let store = database.open().await;
    store.apply(&create([station("A"), station("B")]), None, &audit()).await.expect("applies");
    store
}

/// A new envelope about station A. Its key is also its digest.
pub(super) fn filing(key: &str) -> Filing {
    let filed_at = instant(1_700_000_100_123);
    Filing {
        id: SystemClock.new_id(),
        key: key.parse().expect("a key"),
        receipt: ReceiptCode::from_random(SystemClock.new_secret()),
        station: code("A"),
        seen_at: filed_at - TimeDelta::minutes(5),
        filed_at,
        digest: key.to_owned(),
    }
}

pub(super) fn report(problem: Problem, text: &str) -> Report {
    Report::new(problem, text).expect("a report")
}

async fn listed(store: &dyn Store) -> Vec<FiledReport> {
    store.list_reports(&ReportFilter::default(), ALL).await.expect("lists")
}

pub(crate) async fn a_report_comes_back_as_it_was_filed(database: Database) {
    let store = with_stations(&database).await;
    let to = Wgs84::new(116.451_234, 39.901_234).ok();
    let photo = Photo {
        jpeg: (0..=255).cycle().take(70_000).collect(),
        size: PhotoSize { width_px: 1600, height_px: 900 },
    };
    let cases = [
        (report(Problem::Moved { to }, "搬到对面 'O\"Neil; 🚲"), Some(&photo)),
        (report(Problem::Broken { amenity: Some(amenity("aed")) }, ""), None),
        (report(Problem::Other, "灯不亮"), None),
    ];
    let mut expected = Vec::new();
    for (number, (report, photo)) in cases.into_iter().enumerate() {
        let filing = filing(&format!("key-{number}-of-many"));
        let receipt = store.file_report(&filing, &report, photo).await.expect("files");
        assert_eq!((receipt.code, &receipt.station), (filing.receipt, &filing.station));
        assert_eq!(store.receipt(&filing.receipt).await.expect("answers"), Some(receipt));
        assert_eq!(store.photo(filing.id).await.expect("answers").as_ref(), photo);
        expected.push(FiledReport {
            named: None,
            opened_at: None,
            decided: None,
            erased_at: None,
            id: filing.id,
            station: filing.station,
            report,
            seen_at: filing.seen_at,
            filed_at: filing.filed_at,
            photo: photo.map(|photo| photo.size),
            state: ReportState::New,
        });
    }
    expected.sort_by_key(|report| std::cmp::Reverse(report.id));
    assert_eq!(listed(&*store).await, expected);
    let none = ReceiptCode::from_random(1);
    assert_eq!(store.receipt(&none).await.expect("answers"), None);
}

pub(crate) async fn the_same_key_gives_the_first_receipt_and_stores_nothing_twice(
    database: Database,
) {
    let store = with_stations(&database).await;
    let (first, again) = (filing("the-same-key"), filing("the-same-key"));
    let closed = report(Problem::Closed, "");
    assert_eq!(store.filed(&first.key, &first.digest).await.expect("answers"), None);
    let receipt = store.file_report(&first, &closed, None).await.expect("files");
    let repeated = store.file_report(&again, &closed, None).await.expect("files");
    assert_eq!(repeated, receipt);
    assert_eq!(repeated.code, first.receipt);
    assert_eq!(store.filed(&first.key, &first.digest).await.expect("answers"), Some(receipt));
    assert_eq!(listed(&*store).await.len(), 1);
    assert_eq!(store.receipt(&again.receipt).await.expect("answers"), None);
}

pub(crate) async fn the_same_key_with_other_content_is_refused(database: Database) {
    let store = with_stations(&database).await;
    let first = filing("one-key-only");
    store.file_report(&first, &report(Problem::Closed, ""), None).await.expect("files");
    let other = Filing { digest: "another".to_owned(), ..filing("one-key-only") };
    let refusals = [
        store.file_report(&other, &report(Problem::Other, "x"), None).await.err(),
        store.file_confirmation(&other).await.err(),
        store.filed(&other.key, &other.digest).await.err(),
    ];
    for refusal in refusals {
        assert!(matches!(refusal, Some(StoreError::KeyReused)), "{refusal:?}");
    }
    assert_eq!(listed(&*store).await.len(), 1);
    assert!(store.confirmed().await.expect("answers").is_empty());
}

pub(crate) async fn of_many_that_come_at_once_with_one_key_one_is_filed(database: Database) {
    let store = with_stations(&database).await;
    let other_node = database.open().await;
    let filing_at_once: Vec<_> = (0..12)
        .map(|number| {
            let store = Arc::clone(if number % 2 == 0 { &store } else { &other_node });
            tokio::spawn(async move {
                let photo =
                    Photo { jpeg: vec![1; 5000], size: PhotoSize { width_px: 9, height_px: 9 } };
                let closed = report(Problem::Closed, "");
                store.file_report(&filing("key-of-them-all"), &closed, Some(&photo)).await
            })
        })
        .collect();
    let mut receipts = Vec::new();
    for filed in filing_at_once {
        receipts.push(filed.await.expect("no panic").expect("files"));
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1, "every one got the same receipt");
    assert_eq!(listed(&*store).await.len(), 1);
}

pub(crate) async fn reports_are_listed_newest_first_by_what_is_asked_for(database: Database) {
    let store = with_stations(&database).await;
    let mut ids = Vec::new();
    for (number, (at, problem)) in
        [("A", Problem::Closed), ("B", Problem::Closed), ("A", Problem::WrongHours)]
            .into_iter()
            .enumerate()
    {
        let id = ulid::Ulid::from_parts(number as u64, 7);
        let filing = Filing { id, station: code(at), ..filing(&format!("key-{number}-listed")) };
        store.file_report(&filing, &report(problem, ""), None).await.expect("files");
        ids.push(id);
    }
    database
        .behind_the_back(&format!("UPDATE reports SET state = 'accepted' WHERE id = '{}'", ids[0]))
        .await;
    let filter =
        |state, at: Option<&str>, kind| ReportFilter { state, station: at.map(code), kind };
    let page =
        |before: Option<usize>, limit| ReportPage { before: before.map(|at| ids[at]), limit };
    for (filter, page, found) in [
        (filter(None, None, None), ALL, &[2, 1, 0][..]),
        (filter(Some("new"), None, None), ALL, &[2, 1]),
        (filter(Some("accepted"), None, None), ALL, &[0]),
        (filter(Some("merged"), None, None), ALL, &[]),
        (filter(None, Some("A"), None), ALL, &[2, 0]),
        (filter(None, None, Some(ReportKind::Closed)), ALL, &[1, 0]),
        (filter(Some("new"), Some("A"), Some(ReportKind::Closed)), ALL, &[]),
        (filter(None, None, None), page(None, 2), &[2, 1]),
        (filter(None, None, None), page(Some(1), 2), &[0]),
        (filter(None, None, None), page(Some(0), 2), &[]),
    ] {
        let listed = store.list_reports(&filter, page).await.expect("lists");
        let listed: Vec<_> = listed.into_iter().map(|report| report.id).collect();
        let found: Vec<_> = found.iter().map(|at| ids[*at]).collect();
        assert_eq!(listed, found, "{filter:?} {page:?}");
    }
}

pub(crate) async fn a_receipt_tells_what_became_of_a_report(database: Database) {
    let store = with_stations(&database).await;
    let filing = filing("a-key-for-one");
    store.file_report(&filing, &report(Problem::WrongHours, ""), None).await.expect("files");
    let other = ulid::Ulid::from_parts(1, 1);
    let reason = "已更正".to_owned();
    for (columns, state) in [
        ("state = 'accepted', reason = '已更正'", ReportState::Accepted { reason: reason.clone() }),
        ("state = 'rejected'", ReportState::Rejected { reason: reason.clone() }),
        (
            &format!("state = 'merged', merged_into = '{other}'"),
            ReportState::Merged { into: other, reason },
        ),
    ] {
        database.behind_the_back(&format!("UPDATE reports SET {columns}")).await;
        let receipt = store.receipt(&filing.receipt).await.expect("answers").expect("a receipt");
        assert_eq!(receipt.of, Filed::Report { kind: ReportKind::WrongHours, state });
    }
}

pub(crate) async fn a_confirmation_counts_and_the_last_one_is_told(database: Database) {
    let store = with_stations(&database).await;
    for (number, (at, seen_ms)) in
        [("A", 3_000), ("A", 9_000), ("A", 5_000), ("B", 4_000)].into_iter().enumerate()
    {
        let filing = Filing {
            station: code(at),
            seen_at: instant(seen_ms),
            ..filing(&format!("key-{number}-seen"))
        };
        let receipt = store.file_confirmation(&filing).await.expect("files");
        assert_eq!(receipt.of, Filed::Confirmation);
        assert_eq!(store.receipt(&filing.receipt).await.expect("answers"), Some(receipt));
    }
    store.file_report(&filing("a-report-too"), &report(Problem::Closed, ""), None).await.expect("");
    let confirmed = store.confirmed().await.expect("answers");
    let told: Vec<_> = confirmed
        .iter()
        .map(|(code, times)| (code.as_str(), times.last_at.timestamp_millis(), times.count))
        .collect();
    assert_eq!(told, [("A", 9_000, 3), ("B", 4_000, 1)]);
}

pub(crate) async fn filing_does_not_raise_the_revision_and_a_restart_keeps_it(database: Database) {
    let store = with_stations(&database).await;
    let filing = filing("kept-over-night");
    let receipt = store.file_report(&filing, &report(Problem::Closed, ""), None).await.expect("");
    assert_eq!(store.revision().await.expect("answers"), 1);
    store.close().await;
    let store = database.open().await;
    assert_eq!(store.receipt(&filing.receipt).await.expect("answers"), Some(receipt));
    assert_eq!(store.verify_audit().await.expect("verifies").entries, 1);
}

pub(crate) async fn nothing_is_filed_about_a_station_that_is_not_there(database: Database) {
    let store = with_stations(&database).await;
    let filing = Filing { station: code("NOWHERE"), ..filing("about-nothing") };
    store.file_confirmation(&filing).await.expect_err("there is no such station");
    assert_eq!(store.receipt(&filing.receipt).await.expect("answers"), None);
}
