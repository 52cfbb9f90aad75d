//! A ledger goes out as a workbook, is edited in another program, comes back as a plan, is
//! applied once, and undone.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{Format as CellFormat, Workbook};
use serde_json::{Map, Value, json};
use ulid::Ulid;
use yizhan::domain::coordinates::Datum;
use yizhan::domain::filing::FilingKey;
use yizhan::domain::role::Actor;
use yizhan::domain::status::Status;
use yizhan::exchange::stations::OutputFormat;
use yizhan::service::export::export;
use yizhan::service::import::apply::{ImportRefused, Without, apply_planned};
use yizhan::service::import::content::RowState;
use yizhan::service::import::look::{ImportView, RowView, import_rows, read_import};
use yizhan::service::import::upload::{LedgerFile, upload_ledger};
use yizhan::service::stations::edit::edit_station;
use yizhan::service::stations::history::station_history;
use yizhan::service::stations::undo::undo_revision;
use yizhan::service::stations::{By, EditError, Target};
use yizhan::service::{App, ServiceError};

use super::stations::{administrator, editor};
use crate::harness::site::TestSite;

fn key(text: &str) -> FilingKey {
    format!("key-of-{text}").parse().unwrap()
}

fn by(actor: &Actor) -> By<'_> {
    By { actor, reason: "季度更新".to_owned() }
}

fn csv(text: &str) -> LedgerFile {
    let bytes = text.as_bytes().to_vec();
    LedgerFile { name: "台账.csv".to_owned(), format: None, datum: Datum::Wgs84, bytes }
}

/// Uploads a file and waits for its plan.
async fn planned(app: &Arc<App>, actor: &Actor, name: &str, file: LedgerFile) -> ImportView {
    let id = upload_ledger(app, actor, &key(name), file).await.unwrap();
    for _ in 0..400 {
        let import = read_import(app, actor, id).await.unwrap();
        if import.state != "planning" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the plan is never ready");
}

async fn rows(app: &App, actor: &Actor, id: Ulid) -> Vec<RowView> {
    import_rows(app, actor, id, None, 1, 500).await.unwrap().rows
}

fn without(rows: &[u64], states: &[RowState]) -> Without {
    Without { rows: rows.iter().copied().collect(), states: states.iter().copied().collect() }
}

fn facts(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> ImportRefused {
    match result {
        Err(ServiceError::Import(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

/// The ledger as a workbook, as staff export it.
async fn exported(app: &App) -> Vec<u8> {
    let data = app.data();
    export(&*app.store, OutputFormat::Ledger, data.wording(Datum::Gcj02)).await.unwrap()
}

/// The sheet as another program reads it and writes it again, after its cells were edited: a
/// title above, the columns in another order, a column of its own, days as Excel has them.
fn edited_elsewhere(workbook: &[u8], edit: impl Fn(&mut Vec<Vec<Data>>)) -> Vec<u8> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).unwrap();
    let mut cells: Vec<Vec<Data>> =
        read.worksheet_range("台账").unwrap().rows().map(<[Data]>::to_vec).collect();
    edit(&mut cells);
    let mut written = Workbook::new();
    let day = CellFormat::new().set_num_format("yyyy/m/d");
    let sheet = written.add_worksheet();
    sheet.merge_range(0, 0, 0, 5, "某区工会驿站台账", &CellFormat::new()).unwrap();
    for (row, cells) in cells.iter().enumerate() {
        let row = u32::try_from(row).unwrap() + 1;
        let width = u16::try_from(cells.len()).unwrap();
        for (at, cell) in cells.iter().enumerate() {
            let column = width - 1 - u16::try_from(at).unwrap();
            match cell {
                Data::String(text) if text.starts_with("2026-") => {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(text).unwrap();
                    sheet.write_with_format(row, column, &date, &day).unwrap();
                }
                Data::String(text) => {
                    sheet.write(row, column, text).unwrap();
                }
                Data::Float(number) => {
                    sheet.write(row, column, *number).unwrap();
                }
                _ => {}
            }
        }
    }
    written.save_to_buffer().unwrap()
}

fn column(cells: &[Vec<Data>], header: &str) -> usize {
    cells[0].iter().position(|cell| *cell == Data::String(header.to_owned())).unwrap()
}

fn row_of(cells: &[Vec<Data>], code: &str) -> usize {
    cells.iter().position(|row| row[0] == Data::String(code.to_owned())).unwrap()
}

/// Two good edits, one of a station that others edited too, one wrong one, and a new station.
fn with_nine_rows(workbook: &[u8]) -> Vec<u8> {
    edited_elsewhere(workbook, |cells| {
        let put = |cells: &mut Vec<Vec<Data>>, code: &str, header: &str, text: &str| {
            let (row, column) = (row_of(cells, code), column(cells, header));
            cells[row][column] = Data::String(text.to_owned());
        };
        put(cells, "LZ-1", "座位", "20");
        put(cells, "LZ-1", "最近核验", "2026-11-20");
        put(cells, "LZ-2", "星级", "4");
        put(cells, "LZ-4", "开放时间", "早出晚归");
        for row in cells.iter_mut() {
            row.push(Data::Empty);
        }
        let last = cells[0].len() - 1;
        cells[0][last] = Data::String("网格员".to_owned());
        let mut new = cells[row_of(cells, "LZ-1")].clone();
        new[0] = Data::String("LZ-9".to_owned());
        new[column(cells, "名称")] = Data::String("新驿站".to_owned());
        new[column(cells, "版本")] = Data::Empty;
        new[last] = Data::String("张三".to_owned());
        cells.push(new);
    })
}

#[tokio::test]
async fn a_workbook_edited_in_another_program_becomes_a_plan_that_is_applied_once_and_undone() {
    let site = TestSite::new().await;
    let (app, wang) = (&site.app, administrator());
    let workbook = exported(app).await;
    // Meanwhile somebody edits two stations.
    for (code, seats) in [("LZ-2", 60), ("LZ-3", 61)] {
        let target = Target { code: code.parse().unwrap(), seen: 1 };
        let seats = facts(json!({ "seats": seats }));
        edit_station(app, &by(&wang), &target, &seats, None).await.unwrap();
    }
    let bytes = with_nine_rows(&workbook);
    let name = "台账.xlsx".to_owned();
    let file = LedgerFile { name, format: None, datum: Datum::Wgs84, bytes };
    let import = planned(app, &wang, "workbook", file.clone()).await;
    assert_eq!(import.state, "ready", "{import:?}");
    let counts: Vec<_> = import.summary.counts.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(
        counts,
        [("changed", 1), ("conflict", 1), ("new", 1), ("unchanged", 5), ("wrong", 1)],
        "LZ-3 was left alone in the sheet"
    );
    assert!(import.summary.remarks.iter().any(|r| r.column.as_deref() == Some("网格员")));
    assert_eq!((import.progress.done, import.progress.total), (9, 9));
    let rows = rows(app, &wang, import.id).await;
    let of = |code: &str| {
        rows.iter().find(|row| row.content.code.as_deref() == Some(code)).unwrap().clone()
    };
    let changed = of("LZ-1");
    let told: Vec<_> =
        changed.content.changes.iter().map(|c| (&*c.field, &*c.old, &*c.new)).collect();
    assert_eq!(told, [("seats", "12", "20"), ("verified_on", "2026-11-01", "2026-11-20")]);
    assert_eq!(of("LZ-9").content.passed_over, [("网格员".to_owned(), "张三".to_owned())]);
    let wrong = &of("LZ-4").content;
    assert_eq!((wrong.row, wrong.problems[0].column.as_deref()), (6, Some("开放时间")));

    let apply = async |name: &str, without: &Without| {
        apply_planned(app, &by(&wang), import.id, &key(name), without).await
    };
    let in_the_way = refusal(apply("apply", &without(&[of("LZ-2").number], &[])).await);
    assert_eq!(in_the_way, ImportRefused::RowsInTheWay(vec![of("LZ-4").number]));
    let choice = without(&[of("LZ-2").number], &[RowState::Wrong]);
    let applied = apply("apply", &choice).await.unwrap();
    assert!(!applied.was_done_before);
    let again = apply("apply", &choice).await.unwrap();
    assert_eq!((again.revision, again.was_done_before), (applied.revision, true));
    let other_choice = apply("apply", &without(&[], &[])).await;
    assert!(matches!(other_choice, Err(ServiceError::KeyReused)));
    let other_key = refusal(apply("another", &choice).await);
    assert_eq!(other_key, ImportRefused::AppliedBefore(applied.revision));
    let same_file = upload_ledger(app, &wang, &key("workbook"), file).await.unwrap();
    assert_eq!(same_file, import.id, "a retried upload is the same import");
    assert_eq!(app.store.revision().await.unwrap(), applied.revision);

    let history = station_history(app, &wang, &"LZ-1".parse().unwrap()).await.unwrap();
    assert_eq!(history[0].row, Some(("Sheet1".to_owned(), 3)), "the row is told");
    undo_revision(app, &by(&wang), applied.revision).await.unwrap();
    let record =
        async |code: &str| app.store.record(&code.parse().unwrap()).await.unwrap().unwrap().station;
    assert_eq!(record("LZ-1").await.seats, Some(12));
    assert_eq!(record("LZ-9").await.status, Status::Retired);
    assert_eq!(record("LZ-2").await.seats, Some(60), "others' edits stay");
}

#[tokio::test]
async fn rows_of_other_areas_are_not_allowed_and_tell_nothing_of_their_stations() {
    let site = TestSite::new().await;
    let (app, wang) = (&site.app, editor());
    let file = csv("编码,座位,管理员电话\nLZ-1,33,13800000001\nLZ-7,33,139\n");
    let import = planned(app, &wang, "elsewhere", file).await;
    let rows = rows(app, &wang, import.id).await;
    let states: Vec<_> = rows.iter().map(|row| row.state.key()).collect();
    assert_eq!(states, ["changed", "not_allowed"]);
    assert!(rows[1].content.changes.is_empty());
    let all = apply_planned(app, &by(&wang), import.id, &key("all"), &Without::default()).await;
    assert_eq!(refusal(all), ImportRefused::RowsInTheWay(vec![2]));
    // Another editor does not even see it; an administrator does.
    let li = Actor { account: yizhan::domain::role::AccountId(Ulid::from_parts(1, 8)), ..editor() };
    let unseen = read_import(app, &li, import.id).await;
    assert!(matches!(unseen, Err(ServiceError::UnknownImport(_))));
    assert!(read_import(app, &administrator(), import.id).await.is_ok());
    // Rights that were taken away since the plan was made count.
    let was_editor = Actor { areas: Default::default(), ..editor() };
    let choice = without(&[2], &[]);
    let denied = apply_planned(app, &by(&was_editor), import.id, &key("old"), &choice).await;
    assert!(matches!(denied, Err(ServiceError::Edit(EditError::Forbidden(_)))), "{denied:?}");
}

#[tokio::test]
async fn what_was_written_between_the_plan_and_its_application_is_named() {
    let site = TestSite::new().await;
    let (app, wang) = (&site.app, administrator());
    let import = planned(app, &wang, "stale", csv("编码,座位\nLZ-1,33\nLZ-2,34\n")).await;
    let target = Target { code: "LZ-2".parse().unwrap(), seen: 1 };
    edit_station(app, &by(&wang), &target, &facts(json!({"stars": 3})), None).await.unwrap();
    let apply = async |name: &str, choice: Without| {
        apply_planned(app, &by(&wang), import.id, &key(name), &choice).await
    };
    let stale = refusal(apply("stale", Without::default()).await);
    assert_eq!(stale, ImportRefused::ChangedSince(vec!["LZ-2".parse().unwrap()]));
    apply("stale", without(&[2], &[])).await.unwrap();
    let stored = app.store.record(&"LZ-1".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((stored.version, stored.station.seats), (2, Some(33)));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why_and_cannot_be_applied() {
    let site = TestSite::new().await;
    let (app, wang) = (&site.app, administrator());
    for (name, file, state) in [
        ("no-header", csv("hello\nworld\n"), "failed"),
        ("no-codes", csv("名称,座位\n一,1\n"), "ready"),
        ("twice", csv("编码,座位,座位数\nLZ-1,1,2\n"), "ready"),
    ] {
        let import = planned(app, &wang, name, file).await;
        assert_eq!(import.state, state, "{name}");
        let told = import.summary.failure.is_some() || import.summary.is_wrong();
        assert!(told, "{name}: {import:?}");
        let choice = without(&[], &[RowState::Wrong]);
        let refused = refusal(apply_planned(app, &by(&wang), import.id, &key(name), &choice).await);
        let expected = if state == "failed" {
            ImportRefused::NotReady("failed")
        } else {
            ImportRefused::FileWrong
        };
        assert_eq!(refused, expected, "{name}");
    }
    let reused = upload_ledger(app, &wang, &key("twice"), csv("编码,座位\nLZ-1,1\n")).await;
    assert!(matches!(reused, Err(ServiceError::KeyReused)));
}
