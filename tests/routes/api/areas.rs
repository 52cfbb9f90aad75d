//! `/api/v1/areas`

use yizhan::http::api::schema::AreasAnswer;

use crate::harness::site::TestSite;

#[tokio::test]
async fn areas_are_geojson_with_the_number_of_their_stations() {
    let site = TestSite::new().await;
    let full = site.get("/api/v1/areas").await;
    assert_eq!(full.header("content-type"), "application/geo+json");
    let full: AreasAnswer = full.read();
    let counts: Vec<_> = full
        .features
        .iter()
        .map(|area| (area.id.as_str(), area.properties.name.as_str(), area.properties.stations))
        .collect();
    assert_eq!(counts, [("990001001", "湖东街道", 6), ("990001002", "山西地区", 1)]);
    let geometry = full.features[0].geometry.as_ref().unwrap();
    assert_eq!(geometry["coordinates"][0][0][0], serde_json::json!([115.9, 30.5]));
    let bare: AreasAnswer = site.get("/api/v1/areas?geometry=none").await.read();
    assert!(bare.features.iter().all(|area| area.geometry.is_none()));
}
