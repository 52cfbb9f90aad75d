//! `/admin/v1/demand`, `/admin/v1/scenarios` and `/admin/v1/what-if`.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::FiguresFor;
use yizhan::http::admin::schema::{
    ComparisonAnswer, DifferenceAnswer, LayerAnswer, LayersAnswer, ScenarioAnswer, ScenariosAnswer,
};
use yizhan::http::api::schema::CoverageAnswer;

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

/// Sends a file as it is.
async fn upload(
    browser: &Browser<'_>,
    method: Method,
    uri: &str,
    file: &str,
    seen: Option<&str>,
) -> Answer {
    browser.upload(method, uri, ("text/csv", file), seen).await
}

/// Two places beside LZ-1 and far from everything, and one abroad.
const RIDERS: &str =
    "lon,lat,weight,name\n115.9501,30.5501,30,湖心\n115.99,30.59,10,角落\n120,30,5,外地\n";

#[tokio::test]
async fn a_layer_is_brought_and_figures_are_weighted_by_it() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let uri = "/admin/v1/demand?name=%E9%AA%91%E6%89%8B&file=riders.csv";
    let made = upload(&planner, Method::POST, uri, RIDERS, None).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let layer: LayerAnswer = made.read();
    assert_eq!((layer.name.as_str(), layer.version, layer.points), ("骑手", 1, 3));
    assert_eq!((layer.people, layer.people_outside), (40.0, 5.0));
    assert_eq!(
        upload(&planner, Method::POST, uri, RIDERS, None).await.problem(),
        "paper-name-taken"
    );

    let figures = planner.get("/api/v1/coverage?radius_m=300&demand=%E9%AA%91%E6%89%8B").await;
    assert_eq!(figures.header("cache-control"), "private, no-store");
    let figures: CoverageAnswer = figures.read();
    assert_eq!((figures.question.demand.name.as_str(), figures.question.demand.cells), ("骑手", 2));
    assert_eq!(figures.district.people.covered_share, Some(0.75));
    assert_eq!(figures.district.people.no_station, 10.0);

    let place = made.header("location").to_owned();
    let file = planner.get(&place).await;
    assert_eq!((file.text().as_str(), file.header("etag")), (RIDERS, "\"1\""));
    let other = format!("{place}?file=riders.csv");
    let without = upload(&planner, Method::PUT, &other, RIDERS, None).await;
    assert_eq!(without.status, 428);
    let replaced =
        upload(&planner, Method::PUT, &other, "lon,lat,weight\n115.99,30.59,8\n", Some("\"1\""))
            .await;
    assert_eq!((replaced.status.as_u16(), replaced.header("etag")), (200, "\"2\""));
    let figures = planner.get("/api/v1/coverage?radius_m=300&demand=%E9%AA%91%E6%89%8B").await;
    assert_eq!(figures.read::<CoverageAnswer>().district.people.total, 8.0, "not the old one");

    let late =
        planner.ask_with(Method::DELETE, &place, &Value::Null, &[("if-match", "\"1\"")]).await;
    assert_eq!((late.status.as_u16(), late.json()["current"]["version"].clone()), (412, json!(2)));
    let gone =
        planner.ask_with(Method::DELETE, &place, &Value::Null, &[("if-match", "\"2\"")]).await;
    assert_eq!(gone.status, 204);
    let layers: LayersAnswer = planner.get("/admin/v1/demand").await.read();
    assert!(layers.layers.is_empty());
    let figures = planner.get("/api/v1/coverage?demand=%E9%AA%91%E6%89%8B").await;
    assert_eq!(figures.problem(), "unknown-paper");
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_is_refused_with_the_row_and_the_way_out() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    for (file, content, words) in [
        (
            "a.csv",
            "lon,lat,weight\n115.95,30.55,many\n",
            "row 2, column weight: it is not a number",
        ),
        ("a.csv", "lon,lat,weight\n120,30,5\n", "nobody in the district"),
        ("a.doc", "x", "name it .csv, .geojson or .tif"),
        ("a.csv", "", "cannot be read"),
    ] {
        let uri = format!("/admin/v1/demand?name=a&file={file}");
        let refused = upload(&planner, Method::POST, &uri, content, None).await;
        assert_eq!(refused.status, 422, "{file}: {}", refused.text());
        assert_eq!(refused.problem(), "demand-file");
        assert!(refused.text().contains(words), "{words}: {}", refused.text());
    }
    let layers: LayersAnswer = planner.get("/admin/v1/demand").await.read();
    assert!(layers.layers.is_empty());
}

#[tokio::test]
async fn figures_are_for_everybody_unless_they_are_kept_and_layers_are_for_staff() {
    let site = TestSite::new().await;
    assert_eq!(site.get("/api/v1/coverage").await.status, 200);
    assert_eq!(site.get("/api/v1/coverage?demand=riders").await.problem(), "not-signed-in");
    let site = site.with_figures_for(FiguresFor::Staff);
    let paths = [
        "/api/v1/coverage",
        "/api/v1/coverage/hours",
        "/api/v1/coverage/gaps",
        "/api/v1/coverage/closures",
        "/ogc/collections/coverage-gaps/items",
        "/tiles/coverage/8/210/97.mvt",
    ];
    for path in &paths {
        assert_eq!(site.get(path).await.problem(), "not-signed-in", "{path}");
    }
    let auditor = site.staff("auditor", Role::Auditor).await;
    for path in &paths {
        let answer = auditor.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("cache-control")),
            (200, "private, no-store")
        );
    }
}

fn plan() -> Value {
    json!([
        { "action": "add", "code": "NEW-1", "lon": 115.97, "lat": 30.57 },
        { "action": "close", "code": "LZ-7" },
    ])
}

#[tokio::test]
async fn a_scenario_is_kept_and_compared_with_today() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let made =
        planner.post("/admin/v1/scenarios", &json!({ "name": "方案", "changes": plan() })).await;
    assert_eq!((made.status.as_u16(), made.header("etag")), (201, "\"1\""), "{}", made.text());
    let place = made.header("location").to_owned();
    let read: ScenarioAnswer = planner.get(&place).await.read();
    assert_eq!(
        serde_json::to_value(&read.changes).unwrap()[1],
        json!({ "action": "close", "code": "LZ-7" })
    );
    let listed: ScenariosAnswer = planner.get("/admin/v1/scenarios").await.read();
    assert_eq!((listed.scenarios.len(), listed.scenarios[0].changes), (1, 2));

    let compared = planner.get(&format!("{place}/comparison?radius_m=100")).await;
    let compared: ComparisonAnswer = compared.read();
    assert_eq!((compared.today.stations.open, compared.then.stations.open), (7, 7));
    let disc_m2 = std::f64::consts::PI * 1e4;
    let change = |office: &str| {
        compared.offices.iter().find(|found| found.name == office).expect("it changes").area_m2
    };
    assert!((change("湖东街道") - disc_m2).abs() < 0.2, "{:?}", compared.offices);
    assert!((change("山西地区") + disc_m2).abs() < 0.2, "{:?}", compared.offices);

    let map = planner.get(&format!("{place}/difference?radius_m=100")).await;
    assert_eq!(map.header("content-type"), "application/geo+json");
    let map: DifferenceAnswer = map.read();
    let regions: Vec<_> = map
        .features
        .iter()
        .map(|region| (region.properties.change.as_str(), region.properties.area_name.as_str()))
        .collect();
    assert_eq!(regions.len(), 2);
    assert!(regions.contains(&("gained", "湖东街道")) && regions.contains(&("lost", "山西地区")));
    for region in &map.features {
        assert!((region.properties.area_m2 / disc_m2 - 1.0).abs() < 1e-6);
    }
}

#[tokio::test]
async fn a_scenario_is_changed_by_who_has_seen_it_and_removed() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let body = json!({ "name": "a", "changes": plan() });
    planner.post("/admin/v1/scenarios", &body).await;
    assert_eq!(planner.post("/admin/v1/scenarios", &body).await.problem(), "paper-name-taken");
    let fewer = json!({ "changes": [{ "action": "close", "code": "LZ-1" }] });
    let place = "/admin/v1/scenarios/a";
    assert_eq!(planner.put(place, &fewer).await.status, 428);
    let with = |tag: &'static str| [("if-match", tag)];
    let changed = planner.ask_with(Method::PUT, place, &fewer, &with("\"1\"")).await;
    assert_eq!((changed.status.as_u16(), changed.header("etag")), (200, "\"2\""));
    let late = planner.ask_with(Method::PUT, place, &fewer, &with("\"1\"")).await;
    assert_eq!((late.status.as_u16(), late.json()["current"]["version"].clone()), (412, json!(2)));
    let gone = planner.ask_with(Method::DELETE, place, &Value::Null, &with("\"2\"")).await;
    assert_eq!(gone.status, 204);
    assert_eq!(planner.get(place).await.problem(), "unknown-paper");
    assert_eq!(planner.get(&format!("{place}/comparison")).await.problem(), "unknown-paper");
}

#[tokio::test]
async fn changes_are_weighed_without_being_kept_and_wrong_ones_are_named() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let ask = async |changes: Value| {
        planner.post("/admin/v1/what-if?radius_m=500", &json!({ "changes": changes })).await
    };
    // A place among people gains them; dragged out of the district it gains nobody.
    let at = |lon: f64| json!([{ "action": "add", "code": "N", "lon": lon, "lat": 30.57 }]);
    let inside: ComparisonAnswer = ask(at(115.97)).await.read();
    let outside: ComparisonAnswer = ask(at(116.2)).await.read();
    assert!(inside.then.people.covered > inside.today.people.covered);
    assert_eq!(outside.then.people, outside.today.people);
    assert_eq!(inside.today, outside.today);
    for (changes, status, words) in [
        (json!([{ "action": "close", "code": "XX-1" }]), 422, "there is no station XX-1"),
        (
            json!([{ "action": "add", "code": "LZ-1", "lon": 1, "lat": 1 }]),
            422,
            "LZ-1 is there already",
        ),
        (json!([{ "action": "add", "code": "N", "lon": 1, "lat": 95 }]), 422, "change 1"),
        (json!([{ "action": "paint", "code": "LZ-1" }]), 400, "unknown variant"),
        (json!([{ "action": "change_hours", "code": "LZ-1", "hours": "always" }]), 400, "changes"),
        (json!("all"), 400, "changes"),
    ] {
        let refused = ask(changes.clone()).await;
        assert_eq!(refused.status, status, "{changes}: {}", refused.text());
        assert!(refused.text().contains(words), "{words}: {}", refused.text());
    }
    let listed: ScenariosAnswer = planner.get("/admin/v1/scenarios").await.read();
    assert!(listed.scenarios.is_empty());
}
