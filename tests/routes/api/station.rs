//! `/api/v1/stations/{code}`

use yizhan::http::api::schema::StationDetail;

use crate::harness::site::TestSite;

#[expect(clippy::too_many_lines, reason = "the answer is shown in full")]
#[tokio::test]
async fn it_tells_everything_public_about_one_station() {
    let site = TestSite::new().await;
    let answer = site.get("/api/v1/stations/lz-7").await;
    let detail: StationDetail = answer.read();
    assert_eq!(detail.station.days.unwrap().len(), 7);
    let mut json = answer.json();
    json["station"]["days"].as_array_mut().unwrap().truncate(1);
    insta::assert_json_snapshot!(json, @r#"
    {
      "revision": 1,
      "now": "2026-11-21T19:50:00+08:00",
      "datum": "wgs84",
      "station": {
        "code": "LZ-7",
        "name": "山西职工之家",
        "address": "山西路1号",
        "host": "山西地区总工会",
        "verified_on": "2026-11-10",
        "confirmed_on": null,
        "lon": 115.85,
        "lat": 30.55,
        "kind": "worker_home",
        "status": "open",
        "tags": [],
        "needs_check": false,
        "provenance": "synthetic",
        "area": "990001002",
        "area_name": "山西地区",
        "opening_hours": "Mo-Su 07:00-22:00",
        "round_the_clock": false,
        "amenities": [
          "drinking_water",
          "hot_water",
          "phone_charging",
          "shower"
        ],
        "out_of_order": [],
        "access": [
          "card",
          "face"
        ],
        "open": {
          "state": "open",
          "at": "2026-11-21T19:50:00+08:00",
          "until": "2026-11-21T22:00:00+08:00",
          "then": "closed",
          "minutes_left": 130,
          "text": "营业中 · 22:00 关"
        },
        "floor_area_m2": null,
        "seats": 60,
        "opened_on": null,
        "phone": null,
        "merged_into": null,
        "photos": [],
        "aliases": [],
        "unit": "U2",
        "builder": "union",
        "serves": [],
        "stars": null,
        "closed": null,
        "amenity_details": [
          {
            "amenity": "shower",
            "hours": "Mo-Su 18:00-21:00",
            "out_of_order": null
          }
        ],
        "version": 1,
        "revision": 1,
        "updated_at": "2026-11-21T11:50:00Z",
        "days": [
          {
            "date": "2026-11-21",
            "day_kind": "ordinary",
            "holiday": null,
            "spans": [
              {
                "from": "07:00",
                "to": "22:00",
                "state": "open"
              }
            ]
          }
        ]
      }
    }
    "#);
}

#[tokio::test]
async fn holidays_and_make_up_workdays_are_told_with_the_hours_of_the_days() {
    let site = TestSite::new().await;
    site.clock.set("2026-09-30T12:00:00+08:00".parse().unwrap());
    let answer: StationDetail = site.get("/api/v1/stations/LZ-2").await.read();
    let days = answer.station.days.unwrap();
    assert_eq!(days[0].spans[0].from, "08:30");
    assert_eq!((days[1].day_kind.as_str(), days[1].spans.len()), ("off", 0));
    assert_eq!(days[1].holiday.as_ref().unwrap().zh, "国庆节");
}

#[tokio::test]
async fn a_station_of_unknown_hours_and_a_closed_one_say_so() {
    let site = TestSite::new().await;
    let unknown: StationDetail = site.get("/api/v1/stations/LZ-5").await.read();
    assert_eq!(
        (unknown.station.open.state.as_str(), unknown.station.open.text.as_str()),
        ("unknown", "时间未知")
    );
    assert!(unknown.station.days.is_none());
    let closed: StationDetail = site.get("/api/v1/stations/LZ-6").await.read();
    assert_eq!(closed.station.open.state, "temporarily_closed");
    assert_eq!(closed.station.open.text, "暂停开放 · 12月1日 8:00 开");
    assert_eq!(closed.station.closed.unwrap().reason, "装修");
}

#[tokio::test]
async fn a_retired_station_is_found_by_its_code_only() {
    let site = TestSite::new().await;
    let retired: StationDetail = site.get("/api/v1/stations/LZ-8").await.read();
    assert_eq!(retired.station.status, "retired");
}

#[tokio::test]
async fn an_unknown_code_is_a_problem_that_names_it() {
    let site = TestSite::new().await;
    let answer = site.get("/api/v1/stations/LZ-99").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8");
    insta::assert_json_snapshot!(answer.json(), @r#"
    {
      "type": "/problems/unknown-station",
      "title": "没有这个驿站",
      "status": 404,
      "detail": "没有编码为“LZ-99”的驿站：请核对编码，或用 /api/v1/stations?q= 按名称查找。"
    }
    "#);
}
