//! `/admin/v1/imports` and `/admin/v1/export`: the ledger as files.

use std::io::Cursor;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AdminProblem, ImportAnswer, ImportRowsAnswer, ImportsAnswer, RegisterAnswer, StationAnswer,
    WrittenAnswer,
};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

const FILE: &str = "/admin/v1/imports?file=%E5%8F%B0%E8%B4%A6.csv";

async fn upload(browser: &Browser<'_>, uri: &str, key: &str, bytes: impl Into<Body>) -> Answer {
    let request = Request::post(uri)
        .header("accept-language", "en")
        .header("cookie", &browser.cookies)
        .header("x-csrf-token", &browser.csrf)
        .header("content-type", "application/octet-stream")
        .header("idempotency-key", key);
    browser.site.ask(request.body(bytes.into()).unwrap()).await
}

/// The address of an import whose plan is ready.
pub(super) async fn planned(browser: &Browser<'_>, key: &str, text: &str) -> String {
    let taken = upload(browser, FILE, key, text.to_owned()).await;
    assert_eq!(taken.status.as_u16(), 202, "{}", taken.text());
    let uri = taken.header("location").to_owned();
    for _ in 0..400 {
        let import: ImportRowsAnswer = browser.get(&uri).await.read();
        if import.import.state != "planning" {
            return uri;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the plan is never ready");
}

pub(super) async fn apply(browser: &Browser<'_>, uri: &str, key: &str, body: &Value) -> Answer {
    let uri = format!("{uri}/apply");
    browser.ask_with(Method::POST, &uri, body, &[("idempotency-key", key)]).await
}

#[tokio::test]
async fn a_file_is_planned_looked_at_applied_once_and_undone() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let text = "编码,座位,网格员\nLZ-1,20,张三\nLZ-2,6,\nLZ-7,9,\nLZ-3,many,\n";
    let uri = planned(&editor, "upload-one", text).await;
    let plan: ImportRowsAnswer = editor.get(&uri).await.read();
    assert_eq!((plan.import.state.as_str(), plan.import.done, plan.import.total), ("ready", 4, 4));
    assert_eq!(plan.import.file, "台账.csv");
    let counts = serde_json::to_value(&plan.import.counts).unwrap();
    assert_eq!(counts, json!({ "changed": 1, "unchanged": 1, "not_allowed": 1, "wrong": 1 }));
    assert_eq!(plan.import.remarks[0].column.as_deref(), Some("网格员"));
    let first = &plan.rows[0];
    assert_eq!((first.changes[0].old.as_str(), first.changes[0].new.as_str()), ("12", "20"));
    assert_eq!(first.passed_over[0].text, "张三");
    assert!(plan.rows[2].changes.is_empty(), "nothing is told of others' stations");
    let wrong: ImportRowsAnswer = editor.get(&format!("{uri}?state=wrong")).await.read();
    let problem = &wrong.rows[0].problems[0];
    assert_eq!((problem.row, problem.problem.as_str()), (Some(5), "it is no number"));
    let paged: ImportRowsAnswer = editor.get(&format!("{uri}?limit=3")).await.read();
    let next = paged.next.unwrap();
    let rest: ImportRowsAnswer = editor.get(&format!("{uri}?limit=3&cursor={next}")).await.read();
    assert_eq!((paged.rows.len(), rest.rows.len(), rest.next), (3, 1, None));

    let all = apply(&editor, &uri, "apply-one", &json!({})).await;
    assert_eq!((all.status.as_u16(), &*all.problem()), (409, "import-refused"));
    assert_eq!(all.read::<AdminProblem>().rows.unwrap(), [3, 4]);
    let choice = json!({ "without": [3, "wrong"], "reason": "季度" });
    let done: WrittenAnswer = apply(&editor, &uri, "apply-one", &choice).await.read();
    assert!(!done.was_done_before);
    let again: WrittenAnswer = apply(&editor, &uri, "apply-one", &choice).await.read();
    assert_eq!((again.revision, again.was_done_before), (done.revision, true));
    let other = apply(&editor, &uri, "apply-two", &choice).await;
    assert_eq!((other.status.as_u16(), &*other.problem()), (409, "import-applied"));
    let station: StationAnswer = editor.get("/admin/v1/stations/LZ-1").await.read();
    assert_eq!((station.version, &station.facts["seats"]), (2, &json!(20)));

    let undo = format!("/admin/v1/revisions/{}/undo", done.revision);
    let undone = editor.post(&undo, &json!({ "reason": "误传" })).await;
    assert_eq!(undone.status.as_u16(), 200, "{}", undone.text());
    let twice = editor.post(&undo, &json!({})).await;
    assert_eq!((twice.status.as_u16(), &*twice.problem()), (409, "changed-since"));
    assert_eq!(twice.read::<AdminProblem>().stations.unwrap(), ["LZ-1"]);
}

#[tokio::test]
async fn an_upload_needs_a_key_and_a_name_and_is_its_senders() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let text = "编码,座位\nLZ-1,20\n";
    let once: ImportAnswer = upload(&editor, FILE, "upload-one", text).await.read();
    let twice: ImportAnswer = upload(&editor, FILE, "upload-one", text).await.read();
    assert_eq!(once.id, twice.id);
    let reused = upload(&editor, FILE, "upload-one", "编码,座位\nLZ-1,21\n").await;
    assert_eq!((reused.status.as_u16(), &*reused.problem()), (422, "key-reused"));
    for (uri, key, status) in [
        ("/admin/v1/imports", "upload-two", 400),
        (FILE, "short", 400),
        ("/admin/v1/imports?file=a.csv&datum=beijing54", "upload-two", 400),
        ("/admin/v1/imports?file=a.csv&format=pdf", "upload-two", 400),
    ] {
        assert_eq!(upload(&editor, uri, key, text).await.status.as_u16(), status, "{uri}");
    }
    let huge = upload(&editor, FILE, "upload-huge", vec![b' '; 33 * 1024 * 1024]).await;
    assert_eq!(huge.status.as_u16(), 413);
    let other = site.staff("other", Role::Editor).await;
    let uri = format!("/admin/v1/imports/{}", once.id);
    assert_eq!(other.get(&uri).await.status.as_u16(), 404);
    let own: ImportsAnswer = editor.get("/admin/v1/imports").await.read();
    let others: ImportsAnswer = other.get("/admin/v1/imports").await.read();
    assert_eq!((own.imports.len(), others.imports.len()), (1, 0));
    // Another account may use the same word.
    assert_eq!(upload(&other, FILE, "upload-one", text).await.status.as_u16(), 202);
}

/// Every text of every cell of a workbook's first sheet.
fn cells(workbook: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).unwrap();
    let range = workbook.worksheet_range("台账").unwrap();
    let text = |cell: &Data| cell.to_string();
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[tokio::test]
async fn an_export_holds_what_one_may_take_out_and_no_cell_starts_a_formula() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let spiked = json!({ "note": "=1+1", "phone": "+86 10 8555", "host": "@SUM(A1)" });
    let tag = [("if-match", "\"1\"")];
    let edited = boss.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &spiked, &tag).await;
    assert_eq!(edited.status.as_u16(), 200, "{}", edited.text());
    let editor = site.staff("editor", Role::Editor).await;
    for (query, rows) in [("", 6), ("?area=990001002", 0), ("?unit=U1&status=open", 5)] {
        let file = editor.get(&format!("/admin/v1/export{query}")).await;
        assert_eq!(cells(&file.body).len(), rows + 1, "{query}");
    }
    let file = boss.get("/admin/v1/export?format=xlsx").await;
    assert!(file.header("content-disposition").ends_with(".xlsx\""));
    let cells = cells(&file.body);
    assert_eq!(cells.len(), 9);
    let is_formula = |cell: &String| cell.starts_with(['=', '+', '-', '@']);
    assert!(!cells.iter().flatten().any(is_formula));
    assert!(cells[0].contains(&"版本".to_owned()) && cells[0].contains(&"管理员电话".to_owned()));
    for (format, begins) in [("csv", "\u{feff}编码,"), ("geojson", "{")] {
        let file = boss.get(&format!("/admin/v1/export?format={format}&datum=gcj02")).await;
        assert!(file.text().starts_with(begins), "{format}");
    }
    // What came out goes in again and changes nothing.
    let file = boss.get("/admin/v1/export?format=csv").await.text();
    let uri = planned(&boss, "round-trip", &file).await;
    let plan: ImportRowsAnswer = boss.get(&uri).await.read();
    assert_eq!(serde_json::to_value(&plan.import.counts).unwrap(), json!({ "unchanged": 8 }));
}

#[tokio::test]
async fn an_export_is_narrowed_to_what_is_to_be_filled_in() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let all = stations(&boss).await;
    // Of the amenities those that are there have a key.
    let facts = |record: &StationAnswer, key: &str| {
        record.facts.get(key).and_then(Value::as_str).map(str::to_owned)
    };
    let broken = json!({ "hot_water": "out_of_order 2026-11-01" });
    let tag = [("if-match", "\"1\"")];
    let edited = boss.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &broken, &tag).await;
    assert_eq!(edited.status, 200);
    site.app.republish().await.unwrap();
    let all_but_one = |passes: &dyn Fn(&StationAnswer) -> bool| {
        all.iter().filter(|record| record.code != "LZ-1" && passes(record)).count()
    };
    let without_phone = all.iter().filter(|record| facts(record, "phone").is_none()).count();
    let has = all_but_one(&|record| facts(record, "hot_water").is_some());
    for (query, rows) in [
        ("missing=phone", without_phone),
        ("missing=photos", all.len()),
        ("has=hot_water", has + 1),
        ("lacks=hot_water", all.len() - has - 1),
        ("out_of_order=hot_water", 1),
        ("out_of_order=hot_water&missing=name", 0),
    ] {
        let file = boss.get(&format!("/admin/v1/export?{query}")).await;
        assert_eq!(cells(&file.body).len(), rows + 1, "{query}");
    }
    assert!(without_phone > 0 && without_phone < all.len() && has > 0, "the test tells them apart");
    let wrong = boss.get("/admin/v1/export?missing=colour").await.read::<AdminProblem>();
    assert_eq!(wrong.parameter.as_deref(), Some("missing"));
}

/// Every station as staff read it.
async fn stations(browser: &Browser<'_>) -> Vec<StationAnswer> {
    browser.get("/admin/v1/stations").await.read::<RegisterAnswer>().stations
}
