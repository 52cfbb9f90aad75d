//! What staff do, in the store: decisions, planned imports, the audit log.

use chrono::TimeDelta;
use ulid::Ulid;
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::edit::{Change, ChangeSet, Origin, Settlement, Via};
use yizhan::domain::filing::{Filed, Filing, ReceiptCode};
use yizhan::domain::report::{Problem, Report, ReportState};
use yizhan::domain::station::Station;
use yizhan::domain::status::Status;
use yizhan::storage::{
    Audit, AuditFilter, ImportState, PlanRow, PlannedChange, ReportFilter, ReportPage, Store,
    StoreError, Upload,
};

use super::database::Database;
use super::fixtures::{audit, audit_at, code, create, instant, renamed, station, update};

/// Files that a station is closed, seen then; gives the report and its receipt.
async fn closed(store: &dyn Store, of: &str, key: &str, seen_ms: i64) -> (Ulid, ReceiptCode) {
    let filing = Filing {
        id: SystemClock.new_id(),
        key: key.parse().expect("a key"),
        receipt: ReceiptCode::from_random(SystemClock.new_secret()),
        station: code(of),
        seen_at: instant(seen_ms),
        filed_at: instant(seen_ms),
        digest: key.to_owned(),
    };
    let report = Report::new(Problem::Closed, "").expect("a report");
    let receipt = store.file_report(&filing, &report, None).await.expect("is filed");
    (filing.id, receipt.code)
}

fn merged(of: &str, into: Option<&str>) -> Station {
    let status = if into.is_some() { Status::Retired } else { Status::Open };
    Station { status, merged_into: into.map(code), ..station(of) }
}

pub(crate) async fn what_was_filed_follows_a_merged_station_and_comes_back(database: Database) {
    let store = database.open().await;
    store.apply(&create(["A", "B", "C"].map(station)), None, &audit()).await.expect("applies");
    let (id, receipt) = closed(&*store, "A", "key-of-a", 1_000).await;
    closed(&*store, "B", "key-of-b", 2_000).await;
    let about = async || {
        let report = store.report(id).await.expect("answers").expect("is there");
        (report.station.to_string(), report.named.map(|named| named.to_string()))
    };
    for (written, station, named) in [
        (merged("A", Some("B")), "B", Some("A")),
        (merged("B", Some("C")), "C", Some("A")),
        (merged("B", None), "C", Some("A")),
        (merged("A", Some("C")), "C", Some("A")),
        (merged("A", None), "A", None),
    ] {
        store.apply(&update(written, None), None, &audit()).await.expect("applies");
        assert_eq!(about().await, (station.to_owned(), named.map(str::to_owned)));
    }
    let waiting = store.waiting_reports().await.expect("answers");
    let codes: Vec<_> = waiting.keys().map(ToString::to_string).collect();
    assert_eq!(codes, ["A", "B"], "each has what is its own");
    assert!(store.receipt(&receipt).await.expect("answers").is_some());
    let nowhere = store.apply(&update(merged("A", Some("Z")), None), None, &audit()).await;
    assert!(matches!(nowhere, Err(StoreError::NoSuchStation { .. })), "{nowhere:?}");
}

pub(crate) async fn a_report_is_decided_once_and_with_its_edit_or_not_at_all(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A")]), None, &audit()).await.expect("applies");
    let (id, receipt) = closed(&*store, "A", "key-of-a", 1_000).await;
    let accepted = || ReportState::Accepted { reason: "已改".to_owned() };
    let decide = |changes: Vec<Change>| ChangeSet {
        changes,
        settles: vec![Settlement::Report { id, state: accepted() }],
        ..ChangeSet::default()
    };
    let edit = |expected| Change::Update { expected: Some(expected), station: renamed("A", "新") };
    let stale = store.apply(&decide(vec![edit(7)]), None, &audit()).await;
    assert!(matches!(stale, Err(StoreError::VersionMoved { .. })), "{stale:?}");
    let report = store.report(id).await.expect("answers").expect("is there");
    assert_eq!((report.state, report.decided), (ReportState::New, None));

    let done = store.apply(&decide(vec![edit(1)]), None, &audit_at(5_000)).await.expect("applies");
    assert_eq!(done.revision, 2);
    let report = store.report(id).await.expect("answers").expect("is there");
    let decided = report.decided.expect("is decided");
    assert_eq!(
        (report.state, decided.by.as_str(), decided.at),
        (accepted(), "tests", instant(5_000))
    );
    let told = store.receipt(&receipt).await.expect("answers").expect("is there");
    assert!(matches!(told.of, Filed::Report { state: ReportState::Accepted { .. }, .. }));
    let twice = store.apply(&decide(vec![]), None, &audit()).await;
    assert!(matches!(twice, Err(StoreError::ReportSettled { .. })), "{twice:?}");
    assert_eq!(store.revision().await.expect("answers"), 2);
}

pub(crate) async fn reports_that_wait_are_counted_and_those_of_closed_doors_told(
    database: Database,
) {
    let store = database.open().await;
    store.apply(&create(["A", "B"].map(station)), None, &audit()).await.expect("applies");
    let (first, _) = closed(&*store, "A", "key-of-1", 1_000).await;
    let (second, _) = closed(&*store, "A", "key-of-2", 3_000).await;
    closed(&*store, "B", "key-of-3", 2_000).await;
    store.open_report(first, instant(9_000)).await.expect("notes");
    store.open_report(first, instant(10_000)).await.expect("notes");
    let opened = store.report(first).await.expect("answers").expect("is there").opened_at;
    assert_eq!(opened, Some(instant(9_000)), "the first time counts");
    let waiting = store.waiting_reports().await.expect("answers");
    let a = waiting[&code("A")];
    assert_eq!((a.reports, a.unread, a.oldest_at), (2, 1, instant(1_000)));
    let since = async |ms: i64| -> Vec<(String, usize)> {
        let closed = store.closed_reports(instant(ms)).await.expect("answers");
        closed.iter().map(|(code, seen)| (code.to_string(), seen.len())).collect()
    };
    let of = |a: usize, b: usize| vec![("A".to_owned(), a), ("B".to_owned(), b)];
    assert_eq!(since(0).await, of(2, 1));
    assert_eq!(since(2_000).await, of(1, 1));
    let merge = ReportState::Merged { into: first, reason: String::new() };
    let settles = vec![Settlement::Report { id: second, state: merge }];
    store
        .apply(&ChangeSet { settles, ..ChangeSet::default() }, None, &audit())
        .await
        .expect("applies");
    assert_eq!(since(0).await, of(2, 1), "it waits for the decision of the other");
    let reject = ReportState::Rejected { reason: "开着".to_owned() };
    let settles = vec![Settlement::Report { id: first, state: reject }];
    store
        .apply(&ChangeSet { settles, ..ChangeSet::default() }, None, &audit())
        .await
        .expect("applies");
    assert_eq!(since(0).await, [("B".to_owned(), 1)]);
    let page = ReportPage { before: None, limit: 9 };
    let new = ReportFilter { state: Some("new"), ..ReportFilter::default() };
    assert_eq!(store.list_reports(&new, page).await.expect("answers").len(), 1);
}

fn upload(key: &str, digest: &str, at_ms: i64) -> Upload {
    Upload {
        id: SystemClock.new_id(),
        key: key.to_owned(),
        digest: digest.to_owned(),
        account: "A1".to_owned(),
        actor: "wang@A1".to_owned(),
        file: "台账.xlsx".to_owned(),
        at: instant(at_ms),
    }
}

fn row(of: &str, sheet_row: u32, change: Option<PlannedChange>) -> PlanRow {
    PlanRow {
        state: if change.is_some() { "changed" } else { "wrong" },
        code: Some(code(of)),
        sheet: "台账".to_owned(),
        sheet_row,
        content: format!("{{\"row\":{sheet_row}}}"),
        change,
    }
}

pub(crate) async fn a_planned_import_is_kept_once_a_key_and_applied_once(database: Database) {
    let store = database.open().await;
    store.apply(&create(["A", "B"].map(station)), None, &audit()).await.expect("applies");
    let (first, again) = (upload("k", "d", 1_000), upload("k", "d", 2_000));
    let id = store.put_import(&first, instant(0)).await.expect("keeps");
    assert_eq!(store.put_import(&again, instant(0)).await.expect("keeps"), id);
    let other = store.put_import(&upload("k", "e", 3_000), instant(0)).await;
    assert!(matches!(other, Err(StoreError::KeyReused)), "{other:?}");

    let change = PlannedChange { expected: Some(1), station: renamed("A", "甲") };
    let rows = [row("A", 2, Some(change.clone())), row("B", 3, None)];
    // A plan that was cut off is begun anew.
    for _ in 0..2 {
        store.begin_plan(id, 2, instant(4_000)).await.expect("begins");
        store.add_plan_rows(id, 1, &rows[..1], instant(5_000)).await.expect("adds");
    }
    let import = store.import(id).await.expect("answers").expect("is there");
    assert_eq!(
        (import.state, import.progress.done, import.progress.total),
        (ImportState::Planning, 1, 2)
    );
    store.add_plan_rows(id, 2, &rows[1..], instant(6_000)).await.expect("adds");
    store.finish_plan(id, ImportState::Ready, "{}", instant(7_000)).await.expect("finishes");
    let wrong = store.import_rows(id, Some("wrong"), 1, 9).await.expect("answers");
    assert_eq!((wrong[0].number, wrong[0].content.as_str()), (2, "{\"row\":3}"));
    let changes = store.import_changes(id).await.expect("answers");
    assert_eq!((changes.len(), changes[0].change.clone()), (2, Some(change.clone())));

    let set = ChangeSet {
        changes: vec![Change::Update { expected: Some(1), station: change.station }],
        settles: vec![Settlement::Import { id, choice: "c".to_owned() }],
        ..ChangeSet::default()
    };
    assert_eq!(store.apply(&set, None, &audit()).await.expect("applies").revision, 2);
    let import = store.import(id).await.expect("answers").expect("is there");
    assert_eq!(
        (import.state, import.revision, import.choice.as_str()),
        (ImportState::Applied, 2, "c")
    );
    let twice = ChangeSet { changes: vec![], ..set };
    let twice = store.apply(&twice, None, &audit()).await;
    assert!(matches!(twice, Err(StoreError::ImportSettled { .. })), "{twice:?}");
    assert!(store.import_changes(id).await.expect("answers")[0].change.is_none(), "forgotten");
    let places = store.import_places(&code("A")).await.expect("answers");
    assert_eq!(places[&id], ("台账".to_owned(), 2));
}

pub(crate) async fn plans_that_nobody_applied_are_forgotten(database: Database) {
    let store = database.open().await;
    let day_ms = TimeDelta::days(1).num_milliseconds();
    let old = store.put_import(&upload("old", "d", day_ms), instant(0)).await.expect("keeps");
    store.begin_plan(old, 1, instant(day_ms)).await.expect("begins");
    store.add_plan_rows(old, 1, &[row("A", 2, None)], instant(day_ms)).await.expect("adds");
    store.finish_plan(old, ImportState::Ready, "{}", instant(day_ms)).await.expect("finishes");
    let new = upload("new", "d", 9 * day_ms);
    store.put_import(&new, instant(2 * day_ms)).await.expect("keeps");
    let states: Vec<_> = store.list_imports(None, 9).await.expect("answers");
    let states: Vec<_> = states.iter().map(|import| import.state).collect();
    assert_eq!(states, [ImportState::Planning, ImportState::Expired]);
    assert!(store.import_rows(old, None, 1, 9).await.expect("answers").is_empty());
}

pub(crate) async fn the_audit_log_is_found_by_who_what_when_and_through_what(database: Database) {
    let store = database.open().await;
    let by = |actor: &str, via: Via, at_ms: i64| Audit {
        id: SystemClock.new_id(),
        at: instant(at_ms),
        origin: Origin {
            actor: actor.to_owned(),
            via,
            // What looks like a member in it is none.
            reason: "\"actor\":\"li\",\"via\":{\"kind\":\"import\"}".to_owned(),
        },
    };
    let apply = async |set: ChangeSet, audit: Audit| {
        store.apply(&set, None, &audit).await.expect("applies");
    };
    apply(create(["A", "B"].map(station)), by("system", Via::FirstStart, 1_000)).await;
    apply(update(renamed("A", "甲"), None), by("王_丽@01", Via::Console, 2_000)).await;
    let import = Via::Import { file: "a%b.csv".to_owned(), id: None };
    apply(update(renamed("B", "乙"), None), by("Li\"x@02", import, 3_000)).await;
    let none = AuditFilter::default;
    for (filter, revisions) in [
        (none(), vec![3, 2, 1]),
        (AuditFilter { actor: Some("王_丽".to_owned()), ..none() }, vec![2]),
        (AuditFilter { actor: Some("王%丽".to_owned()), ..none() }, vec![]),
        (AuditFilter { actor: Some("li\"X".to_owned()), ..none() }, vec![3]),
        (AuditFilter { actor: Some("import".to_owned()), ..none() }, vec![]),
        (AuditFilter { code: Some(code("B")), ..none() }, vec![3, 1]),
        (AuditFilter { from: Some(instant(2_000)), ..none() }, vec![3, 2]),
        (AuditFilter { to: Some(instant(2_000)), ..none() }, vec![1]),
        (AuditFilter { via: Some("import"), ..none() }, vec![3]),
        (AuditFilter { via: Some("first_start"), ..none() }, vec![1]),
        (AuditFilter { via: Some("api"), ..none() }, vec![]),
    ] {
        let found = store.audit_page(&filter, None, 9).await.expect("answers");
        let found: Vec<u64> = found.iter().map(|entry| entry.revision).collect();
        assert_eq!(found, revisions, "{filter:?}");
    }
    let page = store.audit_page(&none(), Some(3), 1).await.expect("answers");
    assert_eq!((page.len(), page[0].revision, page[0].changes), (1, 2, 1));
    let changes = store.changes_of(1, Some(&code("B")), 9).await.expect("answers");
    assert_eq!((changes.len(), changes[0].origin.via.key()), (1, "first_start"));
    let earlier = store.version(&code("A"), 1).await.expect("answers");
    assert_eq!(earlier, Some(station("A")));
    assert_eq!(store.version(&code("A"), 7).await.expect("answers"), None);
    let records = store.records(&["B", "Z", "A"].map(code)).await.expect("answers");
    let codes: Vec<_> = records.iter().map(|record| record.station.code.as_str()).collect();
    assert_eq!(codes, ["A", "B"]);
}
