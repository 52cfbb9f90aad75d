//! `/admin/v1/board/…`: how good the ledger is, and who keeps it how well.

use std::io::Cursor;

use axum::http::Method;
use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use chrono::TimeDelta;
use serde_json::json;
use yizhan::clock::Clock as _;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{QualityAnswer, UnitsBoardAnswer, WorkAnswer};
use yizhan::service::check::check_ledger;

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

async fn board(browser: &Browser<'_>, query: &str) -> QualityAnswer {
    browser.get(&format!("/admin/v1/board/quality{query}")).await.read()
}

#[tokio::test]
async fn the_quality_board_counts_what_yizhan_check_finds() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let told = board(&boss, "").await;
    let today = "2026-11-21".parse().unwrap();
    let checked = check_ledger(&*site.app.store, &site.app.data().areas, today).await.unwrap();
    assert_eq!(told.missing_calendar, Some(2027), "it is November, and only 2026 is known");
    assert_eq!(told.stations as usize, checked.stations);
    let counts: Vec<(&str, usize)> =
        told.rules.iter().map(|rule| (rule.rule.as_str(), rule.findings as usize)).collect();
    let expected: Vec<(&str, usize)> =
        checked.counts.iter().map(|(rule, count)| (rule.key(), *count)).collect();
    assert_eq!(counts, expected);
    assert!(counts.contains(&("missing_hours", 1)), "{counts:?}");
    let here: u64 = told.areas.iter().map(|area| area.findings).sum();
    assert_eq!(here as usize, checked.findings.len());

    let work: WorkAnswer = boss.get("/admin/v1/board/quality/findings").await.read();
    assert_eq!(work.matched as usize, checked.findings.len());
    let hours: WorkAnswer =
        boss.get("/admin/v1/board/quality/findings?rule=missing_hours").await.read();
    assert_eq!((hours.findings.len(), hours.findings[0].station.as_str()), (1, "LZ-5"));
    assert_eq!(hours.findings[0].problem, "nobody has said when it is open");
    let mut seen = 0;
    let mut uri = "/admin/v1/board/quality/findings?limit=2".to_owned();
    loop {
        let page: WorkAnswer = boss.get(&uri).await.read();
        seen += page.findings.len();
        let Some(next) = page.next else { break };
        uri = format!("/admin/v1/board/quality/findings?limit=2&cursor={next}");
    }
    assert_eq!(seen, checked.findings.len());
}

#[tokio::test]
async fn an_edit_is_counted_at_once_and_the_days_make_a_trend() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let missing = |told: &QualityAnswer| {
        told.rules.iter().find(|rule| rule.rule == "missing_hours").unwrap().findings
    };
    assert_eq!(missing(&board(&editor, "").await), 1);
    site.clock.set(site.clock.now() + TimeDelta::days(1));
    let editor = site.signed_in(&editor.account).await;
    let edit = json!({ "opening_hours": "24/7" });
    let tag = [("if-match", "\"1\"")];
    let done = editor.ask_with(Method::PATCH, "/admin/v1/stations/LZ-5", &edit, &tag).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let told = board(&editor, "").await;
    assert_eq!(missing(&told), 0);
    let trend: Vec<(String, u64)> =
        told.trend.iter().map(|day| (day.day.to_string(), day.findings["missing_hours"])).collect();
    assert_eq!(trend, [("2026-11-21".to_owned(), 1), ("2026-11-22".to_owned(), 0)]);
    assert_eq!(board(&editor, "?days=0").await.trend.len(), 1);
    assert!(told.areas.iter().all(|area| area.area == "990001001"), "one's own");
    let far = editor.get("/admin/v1/board/quality?days=801").await;
    assert_eq!((far.status.as_u16(), &*far.problem()), (400, "invalid-parameter"));
}

#[tokio::test]
async fn the_board_of_units_tells_a_quarter_as_it_was_and_goes_out_as_a_file() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let now: UnitsBoardAnswer = boss.get("/admin/v1/board/units").await.read();
    assert_eq!(now.quarters, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    let marks = |board: &UnitsBoardAnswer, at: usize| {
        let unit = board.units.iter().find(|unit| unit.unit.as_deref() == Some("U1")).unwrap();
        (unit.marks[at].stations, unit.marks[at].completeness, unit.marks[at].score)
    };
    let before = marks(&now, 3);
    assert!(before.0 > 0 && before.1.is_some_and(|share| share > 0.0 && share < 1.0));
    assert_eq!(marks(&now, 0), (0, None, None), "there was no ledger then");
    assert!(now.formula.contains("40 × completeness"));

    // In the next quarter a fact is filled in: the past one does not change.
    site.clock.set(site.clock.now() + TimeDelta::days(60));
    let boss = site.signed_in(&boss.account).await;
    let edit = json!({ "manager": "李四", "manager_phone": "13800000002" });
    let tag = [("if-match", "\"1\"")];
    let done = boss.ask_with(Method::PATCH, "/admin/v1/stations/LZ-2", &edit, &tag).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let later: UnitsBoardAnswer = boss.get("/admin/v1/board/units").await.read();
    assert_eq!(later.quarters.last().unwrap(), "2027-Q1");
    assert!(marks(&later, 3).1 > before.1, "{:?} {before:?}", marks(&later, 3));
    let past: UnitsBoardAnswer = boss.get("/admin/v1/board/units?quarter=2026-Q4").await.read();
    assert_eq!(marks(&past, 3).1, before.1, "the completeness that there was");

    let csv = boss.get("/admin/v1/board/units?format=csv").await;
    assert!(csv.text().starts_with("\u{feff}编码,管理单位,驿站数"), "{}", csv.text());
    let file = boss.get("/admin/v1/board/units?format=xlsx").await;
    assert!(file.header("content-disposition").contains("units-2027-Q1.xlsx"));
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.body)).unwrap();
    let sheet = book.worksheet_range("2027-Q1").unwrap();
    assert_eq!(sheet.get_value((1, 1)).unwrap().to_string(), "湖东街道总工会");
    let wrong = boss.get("/admin/v1/board/units?quarter=2026-4").await;
    assert_eq!((wrong.status.as_u16(), &*wrong.problem()), (400, "invalid-parameter"));
    let editor = site.staff("editor", Role::Editor).await;
    let none: UnitsBoardAnswer = editor.get("/admin/v1/board/units").await.read();
    assert!(none.units.is_empty(), "no unit was given to them");
}

#[tokio::test]
async fn reports_are_measured_by_how_soon_they_are_decided() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    for (key, station) in [("rider-one", "LZ-1"), ("rider-two", "LZ-1"), ("rider-three", "LZ-1")] {
        let body = json!({ "problem": "wrong_hours" });
        let uri = format!("/api/v1/stations/{station}/reports");
        assert_eq!(site.post(&uri, key, &body).await.status, 201);
        site.clock.set(site.clock.now() + TimeDelta::seconds(1));
    }
    let inbox = boss.get("/admin/v1/reports").await.json();
    for (at, hours) in [(0, 4), (1, 96)] {
        site.clock.set(site.clock.now() + TimeDelta::hours(hours));
        let boss = site.signed_in(&boss.account).await;
        let id = inbox["reports"][at]["id"].as_str().unwrap();
        let reject = json!({ "reason": "已核对" });
        let done = boss.post(&format!("/admin/v1/reports/{id}/reject"), &reject).await;
        assert_eq!(done.status, 200, "{}", done.text());
    }
    let boss = site.signed_in(&boss.account).await;
    let told: UnitsBoardAnswer = boss.get("/admin/v1/board/units").await.read();
    let unit = told.units.iter().find(|unit| unit.unit.as_deref() == Some("U1")).unwrap();
    let marks = unit.marks.last().unwrap();
    assert_eq!((marks.reports, marks.decided), (3, 2));
    // After 4 and 100 hours; the third waits for more than three days.
    assert_eq!(marks.median_hours.map(f64::round), Some(52.0));
    assert_eq!(marks.handling.map(|share| (share * 3.0).round()), Some(1.0));
}
