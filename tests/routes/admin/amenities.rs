//! `/admin/v1/amenities`: what stations may offer is data.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::clock::SetClock;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{
    AdminProblem, AuditAnswer, CatalogueAnswer, CataloguePlanAnswer, DocumentVersionsAnswer,
};
use yizhan::http::api::schema::WordsAnswer;
use yizhan::service::{App, DistrictData};

use super::imports::{apply, planned};
use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

const URI: &str = "/admin/v1/amenities";

async fn put(browser: &Browser<'_>, amenities: &[Value], seen: &str) -> Answer {
    let body = json!({ "amenities": amenities, "reason": "试验" });
    browser.ask_with(Method::PUT, URI, &body, &[("if-match", seen)]).await
}

/// The catalogue as somebody could send it back.
async fn catalogue(browser: &Browser<'_>) -> Vec<Value> {
    browser.get(URI).await.json()["amenities"].as_array().unwrap().clone()
}

fn sewing_kit() -> Value {
    json!({ "key": "sewing_kit", "zh": "针线包", "en": "Sewing kit", "synonyms": ["针线盒"] })
}

/// The same district after its newest revision was published.
async fn published(site: &TestSite) -> TestSite {
    site.app.republish().await.unwrap();
    site.clone().with_new_front()
}

async fn kept(answer: Answer, etag: &str) -> CatalogueAnswer {
    assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, etag), "{}", answer.text());
    answer.read()
}

#[tokio::test]
async fn an_amenity_is_added_imported_found_packed_retired_and_brought_back() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let mut list = catalogue(&boss).await;
    let shipped = list.clone();
    list.insert(1, sewing_kit());

    let plan = boss.post(&format!("{URI}/plan"), &json!({ "amenities": list })).await;
    let plan: CataloguePlanAnswer = plan.read();
    let change = &plan.changes[..];
    assert_eq!((change.len(), change[0].before.is_none(), plan.reordered), (1, true, false));
    assert_eq!(change[0].after.icon, "sewing_kit", "an icon has the same name");
    assert_eq!(site.app.store.revision().await.unwrap(), 1, "a plan writes nothing");
    let now = kept(put(&boss, &list, "\"1\"").await, "\"2\"").await;
    assert_eq!(now.amenities[1].key, "sewing_kit");

    // A file with its column, under a synonym, and hours of its own.
    let site = published(&site).await;
    let boss = site.signed_in(&boss.account).await;
    let file = "编码,针线盒\nLZ-1,有\nLZ-2,10:00-22:00\n";
    let uri = planned(&boss, "upload-kit", file).await;
    assert_eq!(apply(&boss, &uri, "apply-kit", &json!({})).await.status, 200);
    let site = published(&site).await;
    let near = "/api/v1/stations/nearest?lat=30.55&lon=115.95&amenities=sewing_kit";
    assert_eq!(site.get(near).await.codes(), ["LZ-1", "LZ-2"]);
    assert_eq!(
        site.get(&format!("{near}&open=now")).await.codes(),
        ["LZ-1"],
        "LZ-2 is closed on Saturdays"
    );
    assert_eq!(site.get("/api/v1/stations?amenities=sewing_kit").await.codes(), ["LZ-1", "LZ-2"]);

    let boss = site.signed_in(&boss.account).await;
    is_told_everywhere(&site, &boss).await;

    // Retired: no longer offered, and nothing is lost.
    let mut list = catalogue(&boss).await;
    list[1]["retired"] = json!(true);
    kept(put(&boss, &list, "\"2\"").await, "\"3\"").await;
    let site = published(&site).await;
    let words: WordsAnswer = site.get("/api/v1/amenities").await.read();
    assert!(words.amenities[1].retired);
    assert_eq!(site.get(near).await.codes(), ["LZ-1", "LZ-2"], "old links go on working");
    let boss = site.signed_in(&boss.account).await;
    let still = boss.get("/admin/v1/stations/LZ-1").await.json();
    assert_eq!(still["facts"]["sewing_kit"], "yes");

    // The first version does not know it: brought back it retires what came later.
    let first: CatalogueAnswer = boss.get(&format!("{URI}/versions/1")).await.read();
    assert_eq!(first.amenities.len(), shipped.len());
    let first: Vec<Value> =
        first.amenities.iter().map(|each| serde_json::to_value(each).unwrap()).collect();
    let back = kept(put(&boss, &first, "\"3\"").await, "\"4\"").await;
    let last = back.amenities.last().unwrap();
    assert_eq!((last.key.as_str(), last.retired), ("sewing_kit", true));
    let site = published(&site).await;
    assert_eq!(site.get(near).await.codes(), ["LZ-1", "LZ-2"], "its bit is still its own");
    assert!(site.app.store.verify_audit().await.unwrap().is_intact());
}

/// The pack, the words, other houses' tools, the page and the exported file know the new one, which
/// is shown second and which LZ-1 and LZ-2 have.
async fn is_told_everywhere(site: &TestSite, boss: &Browser<'_>) {
    let pack = site.get("/api/v1/stations/pack").await.json();
    let words = pack["amenities"].as_array().unwrap();
    assert_eq!(words[1], "sewing_kit", "in the order in which they are shown");
    let own = pack["stations"]["own_hours"].as_array().unwrap();
    assert!(own.iter().any(|own| own[0] == 1 && own[1] == 1), "{own:?}");
    let words: WordsAnswer = site.get("/api/v1/amenities").await.read();
    let word = &words.amenities[1];
    assert_eq!((word.zh.as_str(), word.stations, word.retired), ("针线包", 2, false));
    let filter = "filter=a_contains(working,(%27sewing_kit%27))";
    let found = site.get(&format!("/ogc/collections/stations/items?{filter}")).await.json();
    assert_eq!(found["numberMatched"], 2);
    let queryables = site.get("/ogc/collections/stations/queryables?f=json").await.text();
    assert!(queryables.contains("sewing_kit"));
    assert!(site.get("/s/LZ-1").await.text().contains("针线包"));
    assert_eq!(site.get("/api/v1/coverage?amenities=sewing_kit").await.status, 200);
    let exported = boss.get("/admin/v1/export?format=csv").await.text();
    assert!(exported.lines().next().unwrap().contains("针线包"), "{exported}");
}

#[tokio::test]
async fn of_two_who_change_the_catalogue_one_is_told_and_another_node_follows() {
    let site = TestSite::new().await;
    let store = Arc::clone(&site.app.store);
    let data = DistrictData::of_store(&*store).await.unwrap();
    let clock = Arc::<SetClock>::clone(&site.clock);
    let other = App::start(store, clock, data).await.unwrap();
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let mut list = catalogue(&boss).await;
    list.push(sewing_kit());
    kept(put(&boss, &list, "\"1\"").await, "\"2\"").await;
    let late = put(&boss, &list, "\"1\"").await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (412, "precondition-failed"));
    assert_eq!(late.read::<AdminProblem>().current, Some(json!({ "version": 2 })));
    assert_eq!(boss.put(URI, &json!({ "amenities": list })).await.status, 428);

    let key = "sewing_kit";
    assert!(other.data().amenities.of_key(key).is_none());
    other.republish().await.unwrap();
    assert!(other.data().amenities.of_key(key).is_some());
    assert!(other.published.load().amenities().of_key(key).is_some());

    let history: DocumentVersionsAnswer = boss.get(&format!("{URI}/versions")).await.read();
    assert_eq!(history.document, "amenities.json");
    let reasons = history.versions.iter().map(|one| (one.version, one.origin.reason.as_str()));
    assert_eq!(reasons.collect::<Vec<_>>(), [(2, "试验"), (1, "")]);
    let log: AuditAnswer = boss.get("/admin/v1/audit?via=district").await.read();
    assert_eq!(log.entries[0].origin.document.as_deref(), Some("amenities.json"));
    let nowhere = boss.get(&format!("{URI}/versions/9")).await;
    assert_eq!((nowhere.status.as_u16(), nowhere.problem().as_str()), (404, "unknown-version"));
    let editor = site.staff("editor", Role::Editor).await;
    assert_eq!(editor.get(URI).await.status, 200);
    assert_eq!(put(&editor, &list, "\"2\"").await.problem(), "forbidden");
}

#[tokio::test]
async fn what_is_wrong_with_a_catalogue_is_told_at_its_place() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let shipped = catalogue(&boss).await;
    let with = |more: &[(&str, Value)]| {
        let mut one = sewing_kit();
        more.iter().for_each(|(member, value)| one[*member] = value.clone());
        [shipped.clone(), vec![one]].concat()
    };
    for (list, field) in [
        (with(&[("key", json!("aed"))]), "aed/key"),
        (with(&[("key", json!("Sewing kit"))]), "Sewing kit/key"),
        (with(&[("key", json!("seats"))]), "seats/key"),
        (with(&[("key", json!("photos"))]), "photos/key"),
        (with(&[("zh", json!(" "))]), "sewing_kit/zh"),
        (with(&[("zh", json!("洗手间"))]), "sewing_kit/zh"),
        (with(&[("zh", json!("营业时间"))]), "sewing_kit/zh"),
        (with(&[("synonyms", json!(["饮水机"]))]), "sewing_kit/synonyms"),
        (with(&[("en", json!("toilet"))]), "sewing_kit/en"),
        (with(&[("icon", json!("needle"))]), "sewing_kit/icon"),
    ] {
        let refused = put(&boss, &list, "\"1\"").await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.text());
        let errors = refused.read::<AdminProblem>().errors.unwrap();
        assert_eq!(errors.iter().map(|error| &*error.field).collect::<Vec<_>>(), [field]);
    }
    let mut many = shipped.clone();
    many.extend((0..41).map(|n| json!({ "key": format!("more_{n}"), "zh": format!("更多{n}") })));
    let refused = put(&boss, &many, "\"1\"").await;
    assert_eq!(refused.read::<AdminProblem>().errors.unwrap()[0].field, "amenities", "the 65th");
    for body in [json!({}), json!({ "amenities": 1 }), json!({ "amenities": [{ "zh": "茶" }] })] {
        let refused = boss.ask_with(Method::PUT, URI, &body, &[("if-match", "\"1\"")]).await;
        assert_eq!(refused.status, 400, "{body}: {}", refused.text());
    }
    assert_eq!(site.app.store.revision().await.unwrap(), 1, "nothing was written");
}
