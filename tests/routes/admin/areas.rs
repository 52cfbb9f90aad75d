//! `/admin/v1/areas`.

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AdminProblem, AreaPlanAnswer, AreasStateAnswer, DocumentVersionsAnswer,
};

use super::holidays::upload;
use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

const EAST: &str = "990001001";
const WEST: &str = "990001002";

/// A strip of the tiny district, from south to north, in a datum.
fn strip(properties: &Value, west: f64, east: f64, datum: Datum) -> Value {
    let corners = [(west, 30.5), (east, 30.5), (east, 30.6), (west, 30.6), (west, 30.5)];
    let ring: Vec<Value> = corners
        .iter()
        .map(|(lon, lat)| {
            let (lon, lat) = datum.from_wgs84(Wgs84::new(*lon, *lat).unwrap());
            json!([lon, lat])
        })
        .collect();
    json!({ "type": "Feature", "properties": properties,
        "geometry": { "type": "Polygon", "coordinates": [ring] } })
}

fn file(features: &[Value]) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// The border between the two areas of the tiny district, at another longitude.
fn border_at(lon: f64, datum: Datum) -> String {
    file(&[
        strip(&json!({ "XZQMC": "湖东街道" }), lon, 116.0, datum),
        strip(&json!({ "code": WEST }), 115.8, lon, datum),
    ])
}

async fn planned(boss: &Browser<'_>, file: &str, datum: &str) -> AreaPlanAnswer {
    let uri = format!("/admin/v1/areas/plan?datum={datum}");
    let answer = upload(boss, Method::POST, &uri, file, None).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.read()
}

fn moves(plan: &AreaPlanAnswer) -> Vec<(&str, &str, &str)> {
    plan.moves
        .iter()
        .map(|each| (each.code.as_str(), each.from.as_str(), each.to.as_str()))
        .collect()
}

/// The stations of the eastern area between it and this longitude, which the border would pass.
async fn between(site: &TestSite, lon: f64) -> Vec<String> {
    let mut codes = Vec::new();
    let sink = &mut |record: yizhan::domain::station::Record| {
        let station = record.station;
        if station.area.as_str() == EAST && station.position.lon() < lon {
            codes.push(station.code.to_string());
        }
    };
    site.app.store.read_all(sink).await.unwrap();
    codes
}

#[tokio::test]
async fn territories_are_planned_applied_with_their_stations_and_brought_back() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let state: AreasStateAnswer = boss.get("/admin/v1/areas").await.read();
    assert_eq!((state.version, state.areas.len()), (1, 2));
    let east = state.areas[0].before.as_ref().unwrap();
    // A tenth of a degree by a tenth, at latitude 30.55, on the ellipsoid.
    assert!((east.area_m2 / 106.3e6 - 1.0).abs() < 0.01, "{}", east.area_m2);

    let expected = between(&site, 115.98).await;
    assert!(expected.contains(&"LZ-1".to_owned()));
    // No station lies so near the border that another datum would put it beyond.
    let file = border_at(115.98, Datum::Gcj02);
    let plan = planned(&boss, &file, "gcj02").await;
    let all: Vec<_> = expected.iter().map(|code| (code.as_str(), EAST, WEST)).collect();
    assert_eq!(moves(&plan), all);
    let stations: Vec<_> = plan
        .areas
        .iter()
        .map(|line| {
            line.after.as_ref().unwrap().stations
                - line.before.as_ref().unwrap().stations.min(line.after.as_ref().unwrap().stations)
        })
        .collect();
    assert_eq!(stations, [0, expected.len()]);
    assert!(
        !plan.areas[0].after.as_ref().unwrap().approximate,
        "a file that does not say so is official"
    );
    assert_eq!(
        plan.areas[0].after.as_ref().unwrap().population,
        Some(40_000),
        "what it does not tell stays"
    );
    assert_eq!(plan.suspected_datum, None);
    assert_eq!(site.app.store.revision().await.unwrap(), 1, "a plan writes nothing");

    let uri = "/admin/v1/areas?datum=gcj02&reason=%E5%8B%98%E7%95%8C";
    let without = upload(&boss, Method::PUT, uri, &file, None).await;
    assert_eq!(without.status, 428);
    let applied = upload(&boss, Method::PUT, uri, &file, Some("\"1\"")).await;
    assert_eq!(
        (applied.status.as_u16(), applied.header("etag")),
        (200, "\"2\""),
        "{}",
        applied.text()
    );
    let late = upload(&boss, Method::PUT, uri, &file, Some("\"1\"")).await;
    assert_eq!(
        (late.status.as_u16(), late.read::<AdminProblem>().current),
        (412, Some(json!({ "version": 2 })))
    );
    assert_eq!(site.app.store.revision().await.unwrap(), 2, "areas and stations are one revision");
    let record = boss.get("/admin/v1/stations/LZ-1").await.json();
    assert_eq!(record["facts"]["area"], WEST);
    assert_eq!(site.get("/api/v1/stations/LZ-1").await.json()["station"]["area"], EAST);
    site.app.republish().await.unwrap();
    assert_eq!(site.get("/api/v1/stations/LZ-1").await.json()["station"]["area"], WEST);
    let undone = boss.post("/admin/v1/revisions/2/undo", &json!({})).await;
    assert_eq!(undone.problem(), "not-undoable");

    bring_back(&site, &boss, expected.len()).await;
}

/// Restores the first version of the territories, by which so many stations go back.
async fn bring_back(site: &TestSite, boss: &Browser<'_>, stations: usize) {
    let history: DocumentVersionsAnswer = boss.get("/admin/v1/areas/versions").await.read();
    assert_eq!(history.versions[0].origin.reason, "勘界");
    let first = boss.get("/admin/v1/areas/versions/1").await.text();
    let back = planned(boss, &first, "wgs84").await;
    assert_eq!(back.moves.len(), stations);
    let restored = upload(boss, Method::PUT, "/admin/v1/areas", &first, Some("\"2\"")).await;
    assert_eq!(restored.header("etag"), "\"3\"", "{}", restored.text());
    assert_eq!(boss.get("/admin/v1/stations/LZ-1").await.json()["facts"]["area"], EAST);
    assert!(site.app.store.verify_audit().await.unwrap().is_intact());
}

#[tokio::test]
async fn a_wrong_datum_is_suspected_and_what_does_not_fit_is_told() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    // A narrow strip at the stations' own places: half a kilometre beside it half of them fit.
    let station = site.app.store.record(&"LZ-1".parse().unwrap()).await.unwrap().unwrap().station;
    let at = station.position.lon();
    let narrow = |datum| {
        file(&[
            strip(&json!({ "code": EAST }), at - 0.002, at + 0.012, datum),
            strip(&json!({ "code": WEST }), 115.8, at - 0.002, datum),
        ])
    };
    let plan = planned(&boss, &narrow(Datum::Gcj02), "wgs84").await;
    assert_eq!(plan.suspected_datum.as_deref(), Some("gcj02"));
    assert_eq!(planned(&boss, &narrow(Datum::Gcj02), "gcj02").await.suspected_datum, None);

    // The eastern area is gone, and those of its stations that lie nowhere are in the way.
    let only = file(&[strip(&json!({ "code": WEST }), 115.8, 115.9, Datum::Wgs84)]);
    let plan = planned(&boss, &only, "wgs84").await;
    assert!(plan.areas.iter().any(|line| line.code == EAST && line.after.is_none()));
    assert!(plan.homeless.contains(&"LZ-1".to_owned()), "{:?}", plan.homeless);
    assert!(!plan.units.is_empty());
    let refused = upload(&boss, Method::PUT, "/admin/v1/areas", &only, Some("\"1\"")).await;
    assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (422, "wrong-facts"));
    assert_eq!(site.app.store.revision().await.unwrap(), 1);

    let overlapping = file(&[
        strip(&json!({ "code": EAST }), 115.88, 116.0, Datum::Wgs84),
        strip(&json!({ "code": WEST }), 115.8, 115.9, Datum::Wgs84),
    ]);
    let far = file(&[strip(&json!({ "code": EAST }), 30.5, 30.6, Datum::Wgs84)]);
    let nameless = file(&[strip(&json!({ "name": "新街道" }), 115.9, 116.0, Datum::Wgs84)]);
    for (file, field) in [
        (overlapping.as_str(), format!("areas/{EAST}")),
        (far.as_str(), "features/1/geometry".to_owned()),
        (nameless.as_str(), "features/1/name".to_owned()),
        ("nothing", "file".to_owned()),
    ] {
        let answer = upload(&boss, Method::POST, "/admin/v1/areas/plan", file, None).await;
        assert_eq!(answer.status, 422, "{file}");
        assert_eq!(answer.read::<AdminProblem>().errors.unwrap()[0].field, field, "{file}");
    }
}

#[tokio::test]
async fn a_new_area_takes_its_stations_over() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let plan = planned(
        &boss,
        &file(&[
            strip(&json!({ "code": WEST }), 115.8, 115.9, Datum::Wgs84),
            strip(
                &json!({ "code": "990001003000", "name": "湖心街道" }),
                115.9,
                115.955,
                Datum::Wgs84,
            ),
            // Two pieces of one area.
            strip(&json!({ "code": "990001001000" }), 115.955, 115.98, Datum::Wgs84),
            strip(&json!({ "code": EAST }), 115.98, 116.0, Datum::Wgs84),
        ]),
        "wgs84",
    )
    .await;
    let codes: Vec<_> = plan.areas.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes, [EAST, WEST, "990001003000"]);
    assert!(plan.areas[2].before.is_none());
    assert_eq!(plan.areas[2].after.as_ref().unwrap().name, "湖心街道");
    assert_eq!(plan.moves.len(), between(&site, 115.955).await.len());
    assert!(plan.moves.iter().all(|each| each.to == "990001003000"));
}
