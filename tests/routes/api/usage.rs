//! `/api/v1/usage`

use serde_json::{Value, json};
use yizhan::http::api::schema::{SightingRequest, UsageWeeks};

use crate::harness::site::TestSite;

/// A cell in the tiny district, and one in another country.
const CELL: &str = "89419871a7bffff";
const FAR: &str = "891fb466257ffff";

fn told(id: u32, cell: &str, found: bool) -> Value {
    json!({ "id": format!("{id:032x}"), "cell": cell, "hour_of_week": 123, "found": found })
}

#[tokio::test]
async fn a_week_is_told_of_when_it_is_over_and_enough_have_asked() {
    let site = TestSite::new().await;
    let _documented: SightingRequest = serde_json::from_value(told(0, CELL, true)).unwrap();
    for id in 0..11 {
        let answer = site.post("/api/v1/usage", "", &told(id, CELL, id > 2)).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0), "{:?}", answer.json());
    }
    let now: UsageWeeks = site.get("/api/v1/usage/weeks").await.read();
    assert!(now.weeks.is_empty(), "{now:?}");
    site.clock.set("2026-11-23T00:10:00+08:00".parse().unwrap());
    site.app.roll_weeks_up().await;
    let later: UsageWeeks = site.get("/api/v1/usage/weeks").await.read();
    let [week] = &later.weeks[..] else { panic!("{later:?}") };
    assert_eq!(week.week_of.to_string(), "2026-11-16");
    let [cell] = &week.cells[..] else { panic!("{week:?}") };
    assert_eq!((cell.cell.as_str(), cell.resolution, cell.asked, cell.unmet), (CELL, 9, 10, 5));
    assert!((cell.lat - 30.55).abs() < 0.05 && (cell.lon - 115.95).abs() < 0.05, "{cell:?}");
    assert_eq!(week.hours.len(), 1);
    let kept = site.app.store.sightings("2026-11-16".parse().unwrap()).await.unwrap();
    assert!(kept.is_empty());
}

#[tokio::test]
async fn what_tells_too_much_or_nothing_is_refused_by_name() {
    let site = TestSite::new().await;
    let wrong = |name: &str, value: Value| {
        let mut body = told(1, CELL, true);
        body[name] = value;
        body
    };
    for (body, name) in [
        (wrong("id", json!("me")), "id"),
        (wrong("cell", json!("8a31aa41d237fff")), "cell"),
        (wrong("cell", json!(FAR)), "cell"),
        (wrong("hour_of_week", json!(168)), "hour_of_week"),
        (wrong("found", json!("yes")), "found"),
        (wrong("lat", json!(30.55)), "lat"),
        (json!({}), "id"),
    ] {
        let answer = site.post("/api/v1/usage", "", &body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.json()["parameter"], name, "{body}");
    }
}
