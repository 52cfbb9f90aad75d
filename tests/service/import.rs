//! A ledger file becomes a plan, and the plan is applied whole or not at all.

use std::sync::{Arc, LazyLock};

use chrono::DateTime;
use yizhan::clock::SetClock;
use yizhan::domain::coordinates::Datum;
use yizhan::domain::edit::Applied;
use yizhan::domain::field::Field;
use yizhan::domain::role::Actor;
use yizhan::domain::station::Record;
use yizhan::exchange::stations::{
    OutputFormat, ReadOptions, Reading, read_stations, write_stations,
};
use yizhan::service::ServiceError;
use yizhan::service::export::export;
use yizhan::service::import::{Counts, ImportPlan, Step, apply_import, plan_import};
use yizhan::storage::{Store, open};

use crate::exchange::fixtures::{areas, units, wording};
use crate::harness::catalogue;

const TWO: &str = "编码,名称,类别,经度,纬度,公开电话,饮水\n\
                   A-1,一,工会驿站,116.2,40,010-85551234,有\n\
                   A-2,二,职工之家,116.7,40,,无\n";

/// One for all tests: its identifiers never come twice.
static CLOCK: LazyLock<SetClock> =
    LazyLock::new(|| SetClock::at(DateTime::from_timestamp(1_780_000_000, 0).unwrap()));

fn read(file: &str, bytes: &[u8]) -> Reading {
    let (areas, units) = (areas(), units());
    let options = ReadOptions {
        datum: Datum::Wgs84,
        format: None,
        areas: &areas,
        units: &units,
        amenities: catalogue(),
    };
    read_stations(file, bytes, &options).unwrap()
}

async fn plan(store: &Arc<dyn Store>, texts: &[&str]) -> ImportPlan {
    let files = ["a.csv", "b.csv", "c.csv"];
    let readings = files.iter().zip(texts).map(|(file, text)| read(file, text.as_bytes()));
    plan_import(store.as_ref(), readings.collect(), &Actor::command_line(), catalogue())
        .await
        .unwrap()
}

async fn apply(store: &Arc<dyn Store>, plan: &ImportPlan) -> Result<Option<Applied>, ServiceError> {
    apply_import(store.as_ref(), &*CLOCK, plan, "tester", "").await
}

async fn store_with_two() -> Arc<dyn Store> {
    let store = open("sqlite::memory:").await.unwrap();
    let plan = plan(&store, &[TWO]).await;
    assert_eq!(plan.counts(), Counts { create: 2, ..Counts::default() });
    assert_eq!(apply(&store, &plan).await.unwrap().unwrap().records.len(), 2);
    store
}

async fn record(store: &Arc<dyn Store>, code: &str) -> Record {
    store.record(&code.parse().unwrap()).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let store = store_with_two().await;
    let revision = store.revision().await.unwrap();
    let again = plan(&store, &[TWO]).await;
    assert_eq!(again.counts(), Counts { unchanged: 2, ..Counts::default() });
    assert_eq!(apply(&store, &again).await.unwrap(), None);
    assert_eq!(store.revision().await.unwrap(), revision);
}

#[tokio::test]
async fn every_export_imported_again_changes_nothing() {
    let store = store_with_two().await;
    for format in OutputFormat::ALL {
        for datum in Datum::ALL {
            let bytes =
                export(store.as_ref(), format, wording(datum, &areas(), &units())).await.unwrap();
            let reading = read(&format!("a.{}", format.ending()), &bytes);
            let plan =
                plan_import(store.as_ref(), vec![reading], &Actor::command_line(), catalogue())
                    .await
                    .unwrap();
            assert_eq!(plan.counts(), Counts { unchanged: 2, ..Counts::default() }, "{format}");
        }
    }
}

#[tokio::test]
async fn an_update_says_what_changes_field_by_field_and_leaves_other_facts_alone() {
    let store = store_with_two().await;
    let plan = plan(&store, &["编码,座位,公开电话\nA-1,12,\nA-2,,\n"]).await;
    assert_eq!(plan.counts(), Counts { update: 1, unchanged: 1, ..Counts::default() });
    let Step::Update { changes, .. } = &plan.rows[0].step else { panic!("{plan:?}") };
    let said: Vec<_> = changes
        .iter()
        .map(|change| (change.field.key(), change.old.as_str(), change.new.as_str()))
        .collect();
    assert_eq!(said, [("seats", "", "12"), ("phone", "010-85551234", "")]);
    apply(&store, &plan).await.unwrap();
    let after = record(&store, "A-1").await;
    assert_eq!((after.version, after.station.seats), (2, Some(12)));
    assert_eq!(after.station.name, "一");
    assert_eq!(record(&store, "A-2").await.version, 1);
    let last = store.history(&"A-1".parse().unwrap()).await.unwrap().pop().unwrap();
    assert_eq!(last.after, after.station);
}

#[tokio::test]
async fn one_wrong_row_keeps_all_from_being_written() {
    let store = store_with_two().await;
    for (texts, row, words) in [
        (vec!["编码,座位\nA-1,12\nA-2,many\n"], 3, "no number"),
        (vec!["编码,座位\nA-1,12\na-1,13\n"], 3, "same station"),
        (vec!["编码,座位\nA-1,12\n", "编码,座位\nA-1,12\n"], 2, "row 2 of a.csv"),
        (vec!["编码,座位,座位数\nA-1,12,13\n"], 1, "another column says the same"),
        (vec!["编码,座位\nA-1,12\nA-9,1\n"], 3, "a new station needs '类别'"),
        (vec!["编码,名称,类别,经度,纬度\nA-9,九,驿站,100,40\n"], 2, "a new station needs '街道'"),
    ] {
        let plan = plan(&store, &texts).await;
        let found = plan.diagnostics.last().unwrap();
        assert!(found.problem.en.contains(words), "{found:?}");
        assert_eq!(found.row, Some(row));
        let refused = apply(&store, &plan).await.unwrap_err();
        assert!(matches!(refused, ServiceError::PlanRefused { errors: 1, .. }), "{refused:?}");
        assert_eq!(record(&store, "A-1").await.version, 1);
    }
}

#[tokio::test]
async fn a_row_that_was_exported_before_somebody_elses_change_conflicts() {
    let store = store_with_two().await;
    let mut records = [record(&store, "A-1").await, record(&store, "A-2").await];
    records[0].station.stars = Some(3);
    let (areas, units) = (areas(), units());
    let wording = wording(Datum::Wgs84, &areas, &units);
    let ledger = write_stations(OutputFormat::Ledger, &records, wording).unwrap();
    let meanwhile = plan(&store, &["编码,座位\nA-1,12\nA-2,7\n"]).await;
    apply(&store, &meanwhile).await.unwrap();

    let stale = plan_import(
        store.as_ref(),
        vec![read("ledger.xlsx", &ledger)],
        &Actor::command_line(),
        catalogue(),
    )
    .await
    .unwrap();
    // The row of A-2 was not touched in the sheet, and so does not take back what others did.
    assert_eq!(stale.counts(), Counts { conflict: 1, unchanged: 1, ..Counts::default() });
    let Step::Conflict { seen, current, changes } = &stale.rows[0].step else { panic!() };
    let fields: Vec<_> = changes.iter().map(|change| change.field.key()).collect();
    assert_eq!((*seen, *current, fields), (1, 2, vec!["seats", "stars"]));
    let refused = apply(&store, &stale).await.unwrap_err();
    assert!(
        matches!(refused, ServiceError::PlanRefused { errors: 0, conflicts: 1, .. }),
        "{refused:?}"
    );
    assert_eq!(record(&store, "A-1").await.station.seats, Some(12));
}

#[tokio::test]
async fn a_change_between_the_plan_and_its_application_is_noticed() {
    let store = store_with_two().await;
    let first = plan(&store, &["编码,座位\nA-1,12\n"]).await;
    let second = plan(&store, &["编码,座位\nA-1,13\nA-2,14\n"]).await;
    apply(&store, &first).await.unwrap();
    assert!(apply(&store, &second).await.is_err());
    assert_eq!(record(&store, "A-2").await.station.seats, None);
}

#[tokio::test]
async fn public_exports_hold_no_private_column_and_no_station_that_riders_are_not_told_of() {
    let store = store_with_two().await;
    let text =
        "编码,管理员,管理员电话,备注,状态\nA-1,张三丰,13800138000,钥匙在门卫,\nA-2,,,,撤销\n";
    let plan = plan(&store, &[text]).await;
    apply(&store, &plan).await.unwrap();
    for format in [OutputFormat::Csv, OutputFormat::GeoJson, OutputFormat::Xlsx] {
        let bytes = export(store.as_ref(), format, wording(Datum::Wgs84, &areas(), &units()))
            .await
            .unwrap();
        let reading = read(&format!("a.{}", format.ending()), &bytes);
        let codes: Vec<_> = reading.rows.iter().filter_map(|row| row.code.clone()).collect();
        assert_eq!(codes, ["A-1".parse().unwrap()], "{format}");
        let station = reading.rows[0].patch.clone().unwrap().new_station().unwrap();
        for field in
            Field::all(catalogue().keys().iter().copied()).filter(|field| field.is_private())
        {
            assert_eq!(field.text(&station), "", "{format} {field}");
        }
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!shown.contains("张三丰") && !shown.contains("13800138000"));
    }
    let (areas, units) = (areas(), units());
    let wording = wording(Datum::Wgs84, &areas, &units);
    let ledger = export(store.as_ref(), OutputFormat::Ledger, wording).await;
    let reading = read("ledger.xlsx", &ledger.unwrap());
    assert_eq!(reading.rows.len(), 2);
    let station = reading.rows[0].patch.clone().unwrap().new_station().unwrap();
    assert_eq!(station.manager.as_deref(), Some("张三丰"));
}
