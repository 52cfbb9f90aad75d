//! `/api/v1/stations/pack`, `stations/changes`, `amenities`, `places`, `calendar/{year}`

use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::domain::station::Station;
use yizhan::domain::status::Status;
use yizhan::http::api::schema::{
    CalendarAnswer, ChangesAnswer, PackAnswer, PlacesAnswer, SiteAnswer, WordsAnswer,
};
use yizhan::storage::Audit;

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_pack_holds_every_listed_station_and_keeps_its_tag_from_minute_to_minute() {
    let site = TestSite::new().await;
    let answer = site.get("/api/v1/stations/pack").await;
    let pack: PackAnswer = answer.read();
    assert_eq!(pack.stations["code"].as_array().unwrap().len(), 7);
    let tag = answer.header("etag").to_owned();
    site.clock.set("2026-11-21T20:50:00+08:00".parse().unwrap());
    let again = site.get_with("/api/v1/stations/pack", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn a_ledger_that_is_too_large_for_a_pack_says_so_and_comes_as_tiles() {
    let site = TestSite::new().await;
    assert!(site.get("/api/v1/site").await.read::<SiteAnswer>().has_pack);
    let pattern = record(&site, "LZ-1").await;
    let copies = (0..20_000).map(|number| {
        let code = format!("BIG-{number}").parse().unwrap();
        Change::Create(Station { code, ..pattern.clone() })
    });
    write(&site, copies.collect()).await;
    // A server makes the pack ready beside its answers; a new front has it at once.
    let site = site.with_new_front();
    let told: SiteAnswer = site.get("/api/v1/site").await.read();
    assert!(!told.has_pack);
    assert_eq!(site.get("/api/v1/stations/pack").await.status, 404);
    assert_eq!(site.get("/tiles/stations.json").await.status, 200);
}

#[tokio::test]
async fn changes_tell_what_was_written_and_what_is_gone_since_a_revision() {
    let site = TestSite::new().await;
    let before: ChangesAnswer = site.get("/api/v1/stations/changes?since=1").await.read();
    assert_eq!((before.revision, before.changed.len(), before.gone.len()), (1, 0, 0));

    let mut renamed = record(&site, "LZ-2").await;
    renamed.name = "新名驿站".to_owned();
    let mut retired = record(&site, "LZ-3").await;
    retired.status = Status::Retired;
    let changes = [renamed, retired].map(|station| Change::Update { expected: Some(1), station });
    write(&site, changes.to_vec()).await;

    let after: ChangesAnswer = site.get("/api/v1/stations/changes?since=1").await.read();
    assert_eq!((after.revision, after.reload), (2, false));
    assert_eq!(after.changed[0].name, "新名驿站");
    assert_eq!(after.gone, ["LZ-3"]);
}

async fn record(site: &TestSite, code: &str) -> Station {
    site.app.store.record(&code.parse().unwrap()).await.unwrap().unwrap().station
}

async fn write(site: &TestSite, changes: Vec<Change>) {
    let origin = Origin { actor: "test".to_owned(), via: Via::Console, reason: String::new() };
    let clock = &site.app.clock;
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    site.app.store.apply(&ChangeSet::of(changes), None, &audit).await.unwrap();
    site.app.republish().await.unwrap();
}

#[tokio::test]
async fn the_words_of_the_filters_come_with_labels_and_counts() {
    let site = TestSite::new().await;
    let words: WordsAnswer = site.get("/api/v1/amenities").await.read();
    let count = |key: &str| words.amenities.iter().find(|word| word.key == key).unwrap().stations;
    assert_eq!((count("drinking_water"), count("aed"), count("fridge")), (7, 1, 0));
    assert_eq!(words.kinds[1].stations, 1);
}

#[tokio::test]
async fn places_are_found_by_other_names() {
    let site = TestSite::new().await;
    let found: PlacesAnswer = site.get("/api/v1/places?q=luzhen").await.read();
    assert_eq!(found.places[0].name, "芦镇东站");
    let none: PlacesAnswer = site.get("/api/v1/places?q=nowhere").await.read();
    assert!(none.places.is_empty());
}

#[tokio::test]
async fn a_year_is_told_as_it_was_published_and_never_guessed() {
    let site = TestSite::new().await;
    let year: CalendarAnswer = site.get("/api/v1/calendar/2026").await.read();
    assert_eq!(year.days.len(), 3);
    for uri in ["/api/v1/calendar/2027", "/api/v1/calendar/next", "/api/v1/calendar/02026"] {
        let answer = site.get_with(uri, &[("accept-language", "en")]).await;
        assert_eq!(answer.status, 404, "{uri}");
        assert!(answer.json()["detail"].as_str().unwrap().contains("2026"), "{uri}");
    }
}
