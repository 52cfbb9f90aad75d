//! `/api/v1/stations/nearest`

use yizhan::http::api::schema::NearestAnswer;

use crate::harness::site::TestSite;

const HERE: &str = "/api/v1/stations/nearest?lat=30.5500&lon=115.9495";

#[tokio::test]
async fn it_answers_the_nearest_first_with_all_that_its_schema_says() {
    let answer = TestSite::new().await.get(&format!("{HERE}&limit=1")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    let _: NearestAnswer = answer.read();
    insta::assert_json_snapshot!(answer.json(), @r#"
    {
      "revision": 1,
      "now": "2026-11-21T19:50:00+08:00",
      "datum": "wgs84",
      "mode": "walk",
      "stations": [
        {
          "code": "LZ-1",
          "name": "湖心驿站",
          "address": "湖心路1号",
          "host": "湖东街道总工会",
          "verified_on": "2026-11-01",
          "confirmed_on": null,
          "lon": 115.95,
          "lat": 30.55,
          "kind": "union_station",
          "status": "open",
          "tags": [
            "round_the_clock",
            "smart"
          ],
          "needs_check": false,
          "provenance": "synthetic",
          "area": "990001001",
          "area_name": "湖东街道",
          "opening_hours": "24/7",
          "round_the_clock": true,
          "amenities": [
            "drinking_water",
            "hot_water",
            "phone_charging",
            "aed"
          ],
          "out_of_order": [],
          "access": [
            "open_door",
            "card"
          ],
          "distance_m": 48.0,
          "travel": {
            "walk_s": 50,
            "ebike_s": 15,
            "estimated": true
          },
          "open": {
            "state": "open",
            "at": "2026-11-21T19:50:00+08:00",
            "until": null,
            "then": null,
            "minutes_left": null,
            "text": "24 小时开放"
          }
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn filters_let_only_those_pass_that_serve_the_need_at_that_time() {
    let site = TestSite::new().await;
    for (query, codes) in [
        ("limit=50", &["LZ-1", "LZ-3", "LZ-2", "LZ-4", "LZ-5", "LZ-6", "LZ-7"][..]),
        ("", &["LZ-1", "LZ-3", "LZ-2", "LZ-4", "LZ-5"]),
        ("open=now", &["LZ-1", "LZ-7"]),
        // It is nine kilometres to LZ-7, which closes at 22:00: too far on foot.
        ("open=arrival", &["LZ-1"]),
        ("open=arrival&mode=ebike", &["LZ-1", "LZ-7"]),
        ("open=2026-11-21T20:05:00%2B08:00", &["LZ-1", "LZ-3", "LZ-7"]),
        ("open=2026-11-23T09:00:00%2B08:00", &["LZ-1", "LZ-2", "LZ-4", "LZ-7"]),
        ("amenities=aed", &["LZ-1"]),
        ("amenities=hot_water,phone_charging", &["LZ-1", "LZ-2", "LZ-7"]),
        ("amenities=shower&open=now", &["LZ-7"]),
        ("amenities=shower&open=2026-11-21T12:00:00%2B08:00", &[]),
        ("access=card,qr_code", &["LZ-1", "LZ-3", "LZ-7"]),
        ("kind=worker_home", &["LZ-7"]),
        ("round_the_clock=true", &["LZ-1"]),
        ("area=990001002", &["LZ-7"]),
        ("area=山西", &["LZ-7"]),
        ("radius_m=300", &["LZ-1", "LZ-3"]),
        ("limit=2", &["LZ-1", "LZ-3"]),
    ] {
        let answer = site.get(&encoded(&format!("{HERE}&{query}"))).await;
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!(answer.codes(), codes, "{query}");
    }
}

#[tokio::test]
async fn the_open_state_is_told_in_words_of_the_asked_language() {
    let site = TestSite::new().await;
    for (query, zh, en) in [
        ("limit=1", "24 小时开放", "Open 24 hours"),
        ("kind=worker_home", "营业中 · 22:00 关", "Open · closes 22:00"),
        (
            "kind=worker_home&open=arrival&mode=ebike",
            "到达时营业 · 22:00 关",
            "Open on arrival · closes 22:00",
        ),
        (
            "open=2026-11-22T05:30:00Z&access=staffed,open_door&radius_m=700&limit=3",
            "届时营业 · 明天 17:00 关",
            "Open then · closes tomorrow 17:00",
        ),
    ] {
        for (language, expected) in [("zh-CN", zh), ("en-US,en;q=0.9", en)] {
            let uri = format!("{HERE}&{query}");
            let answer = site.get_with(&uri, &[("accept-language", language)]).await;
            let json = answer.json();
            let last = json["stations"].as_array().unwrap().last().unwrap();
            assert_eq!(last["open"]["text"], expected, "{query}");
        }
    }
}

#[tokio::test]
async fn the_datum_of_the_question_is_the_datum_of_the_answer() {
    let site = TestSite::new().await;
    let shifted = yizhan::domain::coordinates::Wgs84::new(115.95, 30.55).unwrap().to_gcj02();
    let uri = format!(
        "/api/v1/stations/nearest?datum=gcj02&limit=1&lat={:.6}&lon={:.6}",
        shifted.lat(),
        shifted.lon()
    );
    let answer: NearestAnswer = site.get(&uri).await.read();
    let station = &answer.stations[0];
    assert_eq!(station.code, "LZ-1");
    assert!(station.distance_m < 0.2, "{}", station.distance_m);
    assert!((station.lon - shifted.lon()).abs() < 1e-6);
}

#[tokio::test]
async fn no_cache_may_keep_where_somebody_stands() {
    let site = TestSite::new().await;
    let answer = site.get(HERE).await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("etag"), "");
}

#[tokio::test]
async fn private_columns_never_leave_the_house() {
    let site = TestSite::new().await;
    for uri in [
        HERE,
        "/api/v1/stations",
        "/api/v1/stations/LZ-1",
        "/api/v1/stations/pack",
        "/api/v1/stations/changes?since=0",
    ] {
        let text = String::from_utf8(site.get(uri).await.body).unwrap();
        for secret in ["张三", "13800000001", "internal remark", "manager"] {
            assert!(!text.contains(secret), "{uri} tells {secret}");
        }
    }
}

fn encoded(uri: &str) -> String {
    uri.chars()
        .map(|c| {
            if c.is_ascii() {
                return c.to_string();
            }
            c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
        })
        .collect()
}
