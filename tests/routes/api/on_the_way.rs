//! `/api/v1/stations/on-the-way`

use yizhan::http::api::schema::OnTheWayAnswer;

use crate::harness::site::TestSite;

const WAY: &str = "/api/v1/stations/on-the-way?from_lat=30.5500&from_lon=115.9495\
                   &to_lat=30.5600&to_lon=115.9600";

#[tokio::test]
async fn it_answers_the_least_extra_way_first_with_all_that_its_schema_says() {
    let answer = TestSite::new().await.get(&format!("{WAY}&mode=ebike")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let answer: OnTheWayAnswer = answer.read();
    assert!((answer.direct.distance_m - 1497.9).abs() < 1.0, "{:?}", answer.direct);
    assert!(answer.stations.len() > 1, "{answer:?}");
    let extra: Vec<f64> = answer.stations.iter().map(|at| at.detour.distance_m).collect();
    assert!(extra.is_sorted(), "{extra:?}");
    for station in &answer.stations {
        // At 15 km/h over a path 1.3 times as long.
        let expected_s = (station.detour.distance_m * 1.3 / (15.0 / 3.6)).ceil();
        assert!((f64::from(station.detour.ebike_s) - expected_s).abs() <= 1.0, "{station:?}");
    }
}

#[tokio::test]
async fn who_goes_nowhere_is_told_of_the_nearest_with_twice_the_way() {
    let site = TestSite::new().await;
    let here = "from_lat=30.55&from_lon=115.9495&to_lat=30.55&to_lon=115.9495";
    let way: OnTheWayAnswer =
        site.get(&format!("/api/v1/stations/on-the-way?{here}&limit=3")).await.read();
    let near = site.get("/api/v1/stations/nearest?lat=30.55&lon=115.9495&limit=3").await.json();
    for (stop, near) in way.stations.iter().zip(near["stations"].as_array().unwrap()) {
        assert_eq!(near["code"], stop.code.as_str());
        assert!((stop.detour.distance_m - 2.0 * stop.distance_m).abs() <= 0.15, "{stop:?}");
    }
}

#[tokio::test]
async fn a_wrong_end_is_named() {
    let site = TestSite::new().await;
    for (query, name) in [
        ("from_lat=30.55&from_lon=115.94&to_lat=30.56", "to_lon"),
        ("from_lat=95&from_lon=190&to_lat=30.56&to_lon=115.9", "from_lat"),
        ("from_lat=115.9&from_lon=30.5&to_lat=30.56&to_lon=115.9", "from_lat"),
        ("from_lat=30.55&from_lon=115.94&to_lat=NaN&to_lon=115.9", "to_lat"),
    ] {
        let answer = site.get(&format!("/api/v1/stations/on-the-way?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["parameter"], name, "{query}");
    }
    let unknown = site.get(&format!("{WAY}&radius_m=5")).await;
    assert_eq!((unknown.status.as_u16(), &unknown.json()["parameter"]), (400, &"radius_m".into()));
}
