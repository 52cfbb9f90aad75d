//! `/admin/v1/holidays`.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AdminProblem, AuditAnswer, DocumentVersionsAnswer, HolidayYearsAnswer, NoticeAnswer,
    NoticePlanAnswer, RevisionAnswer,
};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

/// Sends a file as it is.
pub(super) async fn upload(
    browser: &Browser<'_>,
    method: Method,
    uri: &str,
    file: &str,
    seen: Option<&str>,
) -> Answer {
    browser.upload(method, uri, ("application/octet-stream", file), seen).await
}

async fn put(browser: &Browser<'_>, year: i32, notice: &Value, seen: &str) -> Answer {
    let uri = format!("/admin/v1/holidays/{year}");
    browser.ask_with(Method::PUT, &uri, notice, &[("if-match", seen)]).await
}

fn notice(days: &[(&str, &str)]) -> Value {
    let name = json!({ "zh": "元旦", "en": "New Year's Day" });
    let days = days.iter().map(|(date, kind)| json!({ "date": date, "name": name, "kind": kind }));
    json!({ "source": "通知", "days": days.collect::<Vec<_>>(), "reason": "已公布" })
}

const NEXT_YEAR: &[(&str, &str)] = &[("2027-01-01", "off"), ("2027-01-03", "workday")];

#[tokio::test]
async fn next_years_notice_is_planned_loaded_and_what_riders_are_told_follows() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let years: HolidayYearsAnswer = boss.get("/admin/v1/holidays").await.read();
    assert_eq!(
        years.years.iter().map(|year| (year.year, year.version)).collect::<Vec<_>>(),
        [(2026, 1)]
    );
    assert_eq!((years.years[0].days_off, years.years[0].workdays), (2, 1));
    assert_eq!(years.missing, Some(2027), "it is November");
    let unknown = boss.get("/admin/v1/holidays/2027").await;
    assert_eq!(unknown.header("etag"), "\"0\"");
    assert!(unknown.read::<NoticeAnswer>().days.is_empty());
    assert_eq!(site.get("/api/v1/calendar/2027").await.status, 404);

    let table = "节日,放假,上班\n元旦,1月1日,1月3日\n";
    let uri = "/admin/v1/holidays/2027/plan?file=2027.csv";
    let planned = upload(&boss, Method::POST, uri, table, None).await;
    assert_eq!(
        (planned.status.as_u16(), planned.header("etag")),
        (200, "\"0\""),
        "{}",
        planned.text()
    );
    let plan: NoticePlanAnswer = planned.read();
    let changed: Vec<_> = plan.changes.iter().map(|change| change.date.to_string()).collect();
    assert_eq!(changed, ["2027-01-01", "2027-01-03"]);
    assert!(plan.changes.iter().all(|change| change.before.is_none()));
    assert_eq!(site.app.store.revision().await.unwrap(), 1, "a plan writes nothing");

    let put_it = put(&boss, 2027, &notice(NEXT_YEAR), "\"0\"").await;
    assert_eq!(
        (put_it.status.as_u16(), put_it.header("etag")),
        (200, "\"1\""),
        "{}",
        put_it.text()
    );
    let pack = site.get("/api/v1/stations/pack").await.header("etag").to_owned();
    site.app.republish().await.unwrap();
    let site = site.with_new_front();
    assert_eq!(site.get("/api/v1/calendar/2027").await.json()["days"][0]["date"], "2027-01-01");
    assert_ne!(site.get("/api/v1/stations/pack").await.header("etag"), pack);
}

#[tokio::test]
async fn of_two_who_load_a_notice_one_is_told_and_the_log_tells_who_did_what() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    assert_eq!(put(&boss, 2027, &notice(NEXT_YEAR), "\"0\"").await.status, 200);
    let late = put(&boss, 2027, &notice(&NEXT_YEAR[..1]), "\"0\"").await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (412, "precondition-failed"));
    assert_eq!(late.read::<AdminProblem>().current, Some(json!({ "version": 1 })));
    let again = put(&boss, 2027, &notice(NEXT_YEAR), "\"1\"").await;
    assert_eq!(again.header("etag"), "\"1\"", "the same again writes nothing");
    let without = boss.put("/admin/v1/holidays/2027", &notice(NEXT_YEAR)).await;
    assert_eq!(without.status, 428);

    assert_eq!(put(&boss, 2027, &notice(&NEXT_YEAR[..1]), "\"1\"").await.header("etag"), "\"2\"");
    let uri = "/admin/v1/holidays/2027/versions";
    let history: DocumentVersionsAnswer = boss.get(uri).await.read();
    assert_eq!(
        history.versions.iter().map(|one| (one.version, one.revision)).collect::<Vec<_>>(),
        [(2, 3), (1, 2)]
    );
    assert_eq!(history.versions[1].origin.reason, "已公布");
    let first: NoticeAnswer = boss.get(&format!("{uri}/1")).await.read();
    assert_eq!((first.version, first.days.len()), (1, 2));
    for nowhere in ["3", "x"] {
        let answer = boss.get(&format!("{uri}/{nowhere}")).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (404, "unknown-version"));
    }

    let log: AuditAnswer = boss.get("/admin/v1/audit?via=district").await.read();
    let told = log.entries.iter().map(|entry| {
        (
            entry.revision,
            entry.stations,
            entry.origin.document.as_deref(),
            entry.origin.document_version,
        )
    });
    let document = Some("holidays/2027.json");
    assert_eq!(told.collect::<Vec<_>>(), [(3, 0, document, Some(2)), (2, 0, document, Some(1))]);
    let written: RevisionAnswer = boss.get("/admin/v1/revisions/3").await.read();
    assert_eq!(
        (written.stations.len(), written.documents[0].document.as_str()),
        (0, "holidays/2027.json")
    );
    let undone = boss.post("/admin/v1/revisions/3/undo", &json!({})).await;
    assert_eq!((undone.status.as_u16(), undone.problem().as_str()), (409, "not-undoable"));
    assert!(site.app.store.verify_audit().await.unwrap().is_intact());
}

#[tokio::test]
async fn a_notice_that_is_none_is_refused_day_by_day() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let wrong = notice(&[("2026-12-31", "off"), ("2027-01-04", "workday")]);
    let refused = put(&boss, 2027, &wrong, "\"0\"").await;
    assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (422, "wrong-facts"));
    let fields: Vec<_> = refused
        .read::<AdminProblem>()
        .errors
        .unwrap()
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(fields, ["days/2026-12-31", "days/2027-01-04"]);

    let uri = "/admin/v1/holidays/2027/plan?file=a.json";
    for (file, status, problem) in [
        ("nothing", 422, "wrong-facts"),
        ("{\"year\":2026,\"source\":\"通知\",\"days\":[]}", 400, "invalid-parameter"),
        ("{\"year\":2027,\"source\":\"通知\",\"days\":[]}", 422, "wrong-facts"),
    ] {
        let answer = upload(&boss, Method::POST, uri, file, None).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (status, problem),
            "{file}"
        );
    }
    for year in ["1999", "2101", "26", "x"] {
        let answer = boss.get(&format!("/admin/v1/holidays/{year}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (404, "unknown-year"),
            "{year}"
        );
    }
    let editor = site.staff("editor", Role::Editor).await;
    assert_eq!(editor.get("/admin/v1/holidays/2026").await.status, 200);
    assert_eq!(put(&editor, 2027, &notice(NEXT_YEAR), "\"0\"").await.problem(), "forbidden");
}
