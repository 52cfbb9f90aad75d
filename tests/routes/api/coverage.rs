//! `/api/v1/coverage` and what is below it.

use yizhan::clock::Clock as _;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::http::api::schema::{ClosuresAnswer, CoverageAnswer, CoverageHoursAnswer, GapsAnswer};
use yizhan::storage::Audit;

use crate::harness::site::TestSite;

#[tokio::test]
async fn figures_tell_what_is_open_closed_unknown_and_missing_at_a_moment() {
    let site = TestSite::new().await;
    // Saturday, 19:50: LZ-1 never closes, LZ-5 has no hours, LZ-7 is open until 22:00.
    let answer = site.get("/api/v1/coverage?radius_m=100&open=now").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    let now: CoverageAnswer = answer.read();
    assert_eq!(now.question.at.as_deref(), Some("2026-11-21T19:50:00+08:00"));
    assert_eq!((now.question.radius_m, now.question.hour_of_week), (100.0, None));
    let stations = &now.district.stations;
    assert_eq!((stations.open, stations.hours_unknown, stations.closed), (2, 1, 4));
    let disc_m2 = std::f64::consts::PI * 1e4;
    let area = &now.district.area_m2;
    assert!((area.covered - 2.0 * disc_m2).abs() < 0.2, "{area:?}");
    assert!((area.hours_unknown - disc_m2).abs() < 0.2, "{area:?}");
    assert!(area.closed > 3.0 * disc_m2 && area.no_station > 2e8);

    // Of one office nobody knows the people: it has none, and no share of them.
    let offices: Vec<_> = now.offices.iter().map(|office| office.name.as_str()).collect();
    assert_eq!(offices, ["湖东街道", "山西地区"]);
    assert_eq!(now.offices[0].figures.people.total, 40_000.0);
    assert_eq!(now.offices[1].figures.people.covered_share, None);
    assert_eq!(now.offices[1].figures.distance, None);
    assert!(now.offices[0].figures.distance.as_ref().unwrap().p50_m > 1000.0);
    assert!(now.question.demand.approximate && now.question.demand.name.is_empty());

    let whenever: CoverageAnswer = site.get("/api/v1/coverage?radius_m=100").await.read();
    assert_eq!(whenever.district.stations.open, 7);
    let night: CoverageAnswer = site.get("/api/v1/coverage?hour_of_week=2").await.read();
    assert_eq!((night.question.hour_of_week, night.question.radius_m), (Some(2), 1000.0));
    assert_eq!(night.district.stations.open, 2, "LZ-1, and LZ-3 which opens at night");
    let cards: CoverageAnswer =
        site.get("/api/v1/coverage?access=card&kind=worker_home").await.read();
    assert_eq!(cards.district.stations.open, 1);
}

#[tokio::test]
async fn a_week_has_168_hours_and_agrees_with_the_figures_of_one() {
    let site = TestSite::new().await;
    let week: CoverageHoursAnswer = site.get("/api/v1/coverage/hours?radius_m=300").await.read();
    assert!(week.typical);
    assert_eq!(week.monday.to_string(), "2026-11-16");
    assert_eq!(week.offices.len(), 2);
    for hour in [3, 34, 130] {
        let uri = format!("/api/v1/coverage?radius_m=300&hour_of_week={hour}");
        let alone: CoverageAnswer = site.get(&uri).await.read();
        let people = &week.district.people;
        assert_eq!(people.covered.len(), 168);
        assert!((people.covered[hour] - alone.district.people.covered).abs() < 0.11, "{hour}");
        assert!((week.district.area_m2.closed[hour] - alone.district.area_m2.closed).abs() < 1.1);
    }
    let dated: CoverageHoursAnswer =
        site.get("/api/v1/coverage/hours?week=2026-11-25").await.read();
    assert_eq!((dated.typical, dated.monday.to_string().as_str()), (false, "2026-11-23"));
}

#[tokio::test]
async fn gaps_are_geojson_with_the_nearest_open_station() {
    let site = TestSite::new().await;
    let answer = site.get("/api/v1/coverage/gaps?radius_m=300&open=now").await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let gaps: GapsAnswer = answer.read();
    // Each office is one gap around the discs of its open stations.
    assert_eq!((gaps.matched, gaps.features.len()), (2, 2));
    let first = &gaps.features[0];
    assert_eq!((first.properties.rank, first.properties.area.as_str()), (1, "990001001"));
    assert_eq!(first.properties.nearest.as_ref().unwrap().name, "湖心驿站");
    assert!(first.properties.people.closed > 0.0 && first.properties.people.covered == 0.0);
    assert_eq!(first.geometry["type"], "Polygon");
    assert_eq!(first.geometry["coordinates"].as_array().unwrap().len(), 2, "a hole around LZ-1");
    let one: GapsAnswer =
        site.get("/api/v1/coverage/gaps?radius_m=300&open=now&limit=1").await.read();
    assert_eq!((one.matched, one.features.len()), (2, 1));
}

#[tokio::test]
async fn closures_rank_the_stations_and_tell_which_could_be_spared() {
    // LZ-2 has moved into the house of LZ-1: either could be spared, but not both.
    let site = TestSite::edited("LZ-2", |station| {
        station.position = Wgs84::new(115.95, 30.55).unwrap();
    })
    .await;
    let answer: ClosuresAnswer = site.get("/api/v1/coverage/closures?radius_m=1000").await.read();
    assert_eq!((answer.matched, answer.stations.len()), (7, 7));
    assert!(answer.stations.windows(2).all(|two| two[0].people >= two[1].people));
    let of = |code: &str| answer.stations.iter().find(|station| station.code == code).unwrap();
    assert_eq!((of("LZ-1").redundant, of("LZ-1").name.as_str()), (true, "湖心驿站"));
    assert!(of("LZ-2").redundant && of("LZ-2").load_people == of("LZ-1").load_people);
    assert!(!of("LZ-7").redundant && of("LZ-7").area_m2 > 3e6 && of("LZ-7").people == 0.0);
    assert_eq!(
        answer.redundant,
        answer.stations.iter().filter(|station| station.redundant).count()
    );
    let load: f64 = answer.stations.iter().map(|station| station.load_people).sum();
    assert!((load - 40_000.0).abs() < 1.0, "{load}");
}

#[tokio::test]
async fn an_answer_is_kept_and_has_a_tag_and_follows_the_ledger() {
    let site = TestSite::new().await;
    let uri = "/api/v1/coverage?radius_m=100&open=now";
    let first = site.get(uri).await;
    let tag = first.header("etag").to_owned();
    let again = site.get_with(uri, &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
    let packed = site.get_with(uri, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "");
    let large = site.get_with("/api/v1/coverage/hours", &[("accept-encoding", "gzip")]).await;
    assert_eq!(large.header("content-encoding"), "gzip");

    // The same question on the same snapshot an hour later is another one.
    site.clock.set("2026-11-21T22:30:00+08:00".parse().unwrap());
    let later: CoverageAnswer = site.get(uri).await.read();
    assert_eq!(later.district.stations.open, 2, "LZ-3 has opened, LZ-7 has closed");
    assert_eq!(later.question.at.as_deref(), Some("2026-11-21T22:30:00+08:00"));

    // And so is the same question after a change of the ledger.
    let store = &site.app.store;
    let mut station = store.record(&"LZ-1".parse().unwrap()).await.unwrap().unwrap().station;
    station.hours = None;
    let changes = ChangeSet::of(vec![Change::Update { expected: None, station }]);
    let origin = Origin { actor: "test".to_owned(), via: Via::Api, reason: String::new() };
    let audit = Audit { id: site.clock.new_id(), at: site.clock.now(), origin };
    store.apply(&changes, None, &audit).await.unwrap();
    site.app.republish().await.unwrap();
    let edited: CoverageAnswer = site.get(uri).await.read();
    assert_eq!((edited.district.stations.open, edited.district.stations.hours_unknown), (1, 2));
    assert_eq!((later.question.revision, edited.question.revision), (1, 2));
    assert_eq!(later.question.changed_at.as_deref(), Some("2026-11-21T19:50:00+08:00"));
    assert_eq!(edited.question.changed_at.as_deref(), Some("2026-11-21T22:30:00+08:00"));
}
