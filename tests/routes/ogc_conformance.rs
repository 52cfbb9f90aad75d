//! `/ogc` held against the abstract tests of what it says that it keeps: OGC 17-069r4 (part 1),
//! 18-058r1 (part 2), 19-079r2 (part 3). What filters mean is in `tests/features`.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use yizhan::http::{ClientRules, Limits};

use crate::harness::site::{Answer, TestSite};

const HOST: &str = "https://yizhan.example";
const ITEMS: &str = "/ogc/collections/stations/items";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A server that is given the time that gaps take on a busy machine.
async fn site() -> TestSite {
    let request_time = Duration::from_secs(120);
    let limits = Limits { per_client_s: None, request_time, ..Limits::default() };
    TestSite::with(limits, ClientRules::default()).await.seen_at(HOST)
}

/// The media type without its parameters.
fn kind(answer: &Answer) -> &str {
    answer.header("content-type").split(';').next().unwrap()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Every link of a document has what a link needs and leads to what it says that it is.
async fn follow(site: &TestSite, document: &Value, wanted: &[&str]) {
    let mut found = BTreeSet::new();
    for link in array(&document["links"]) {
        let (href, rel) = (link["href"].as_str().unwrap(), link["rel"].as_str().unwrap());
        let path = href.strip_prefix(HOST).unwrap_or_else(|| panic!("{href} is not absolute"));
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{rel} {href}");
        let said = link["type"].as_str().unwrap().split(';').next().unwrap();
        assert_eq!(kind(&answer), said, "{rel} {href}");
        found.insert(rel.to_owned());
    }
    for rel in wanted {
        assert!(found.contains(*rel), "no link {rel}: {found:?}");
    }
}

#[tokio::test]
async fn what_is_said_to_be_kept_is_this_and_nothing_else() {
    let json = site().await.get("/ogc/conformance").await.json();
    let classes = array(&json["conformsTo"]).iter().map(|class| class.as_str().unwrap());
    let prefix = "http://www.opengis.net/spec/";
    let classes: Vec<&str> = classes.map(|class| class.strip_prefix(prefix).unwrap()).collect();
    let expected = [
        ("ogcapi-features-1/1.0/conf", &["core", "oas30", "html", "geojson"][..]),
        ("ogcapi-features-2/1.0/conf", &["crs"]),
        (
            "ogcapi-features-3/1.0/conf",
            &["queryables", "queryables-query-parameters", "filter", "features-filter"],
        ),
        (
            "cql2/1.0/conf",
            &[
                "cql2-text",
                "cql2-json",
                "basic-cql2",
                "advanced-comparison-operators",
                "case-insensitive-comparison",
                "accent-insensitive-comparison",
                "basic-spatial-functions",
                "basic-spatial-functions-plus",
                "spatial-functions",
                "temporal-functions",
                "array-functions",
                "property-property",
                "arithmetic",
            ],
        ),
    ];
    let expected = expected
        .iter()
        .flat_map(|(of, names)| names.iter().map(move |name| format!("{of}/{name}")));
    assert_eq!(classes, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn every_document_has_the_links_that_the_standard_wants_and_they_lead_there() {
    let site = site().await;
    let queryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
    for (address, wanted) in [
        ("/ogc", &["self", "alternate", "service-desc", "service-doc", "conformance", "data"][..]),
        ("/ogc/collections", &["self", "alternate"]),
        ("/ogc/collections/stations", &["self", "alternate", "items", queryables]),
        ("/ogc/collections/coverage-gaps", &["self", "alternate", "items", queryables]),
        (ITEMS, &["self", "alternate", "collection"]),
        (&format!("{ITEMS}?limit=2&offset=2&status=open"), &["self", "alternate", "next", "prev"]),
        (&format!("{ITEMS}/LZ-1"), &["self", "alternate", "collection"]),
        ("/ogc/collections/areas/items/990001001", &["self", "alternate", "collection"]),
    ] {
        follow(&site, &site.get(address).await.json(), wanted).await;
    }
    for collection in array(&site.get("/ogc/collections").await.json()["collections"]) {
        follow(&site, collection, &["items", queryables]).await;
        assert!(collection["id"].is_string() && collection["title"].is_string(), "{collection}");
        assert_eq!(collection["crs"][0], CRS84, "the default comes first");
        assert_eq!(collection["extent"]["spatial"]["crs"], CRS84);
    }
}

#[tokio::test]
async fn the_next_page_is_of_the_same_question() {
    let site = site().await;
    let crs = "http://www.opengis.net/def/crs/EPSG/0/3857";
    let asked = format!("{ITEMS}?limit=1&crs={crs}&filter=seats%3E%3D6&bbox=115,30,117,31");
    let first = site.get(&asked).await.json();
    let next = array(&first["links"]).iter().find(|link| link["rel"] == "next").unwrap();
    let next = site.get(next["href"].as_str().unwrap().strip_prefix(HOST).unwrap()).await;
    assert_eq!(next.header("content-crs"), format!("<{crs}>"));
    let json = next.json();
    assert_eq!((&json["numberMatched"], &json["numberReturned"]), (&3.into(), &1.into()));
    assert_ne!(json["features"][0]["id"], first["features"][0]["id"]);
}

/// One address of a path of the description.
fn address_of(path: &str) -> String {
    let id = match path.split('/').nth(2) {
        Some("homes") => "LZ-7",
        Some("areas") => "990001001",
        Some("coverage-gaps") => "990001001-1",
        _ => "LZ-1",
    };
    format!("/ogc{}", path.trim_end_matches('/')).replace("{featureId}", id)
}

#[tokio::test]
async fn every_operation_of_the_description_answers_as_it_is_described() {
    let site = site().await;
    let api = site.get("/ogc/api").await.json();
    let gaps = site.get("/ogc/collections/coverage-gaps/items?limit=1").await.json();
    let gap = gaps["features"][0]["id"].as_str().unwrap().to_owned();
    let paths = api["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 4 + 4 * 4);
    for (path, item) in paths {
        let address = address_of(path).replace("990001001-1", &gap);
        let operation = &item["get"];
        let described = operation["responses"]["200"]["content"].as_object().unwrap();
        let described: BTreeSet<&str> = described.keys().map(String::as_str).collect();
        let parameters = array(&operation["parameters"]);
        let form = parameters.iter().find(|each| each["name"] == "f").unwrap();
        let mut given = BTreeSet::new();
        for form in array(&form["schema"]["enum"]) {
            let answer = site.get(&format!("{address}?f={}", form.as_str().unwrap())).await;
            assert_eq!(answer.status, 200, "{address} {form}");
            given.insert(kind(&answer).to_owned());
        }
        assert_eq!(given.iter().map(String::as_str).collect::<BTreeSet<_>>(), described, "{path}");
        for wrong in ["f=nonsense", "no-such-parameter=1", "f=json&f=html"] {
            let answer = site.get(&format!("{address}?{wrong}")).await;
            assert_eq!(answer.status, 400, "{address} {wrong}");
            assert_eq!(kind(&answer), "application/problem+json");
        }
        assert!(operation["responses"]["4XX"]["content"]["application/problem+json"].is_object());
        let post = axum::http::Request::post(&address).body(axum::body::Body::empty());
        assert_eq!(site.ask(post.unwrap()).await.status, 405, "{address}");
    }
}

#[tokio::test]
async fn every_parameter_is_described_as_it_is_read() {
    let site = site().await;
    let api = site.get("/ogc/api").await.json();
    for id in ["stations", "homes", "areas", "coverage-gaps"] {
        let parameters =
            array(&api["paths"][format!("/collections/{id}/items")]["get"]["parameters"]).to_vec();
        for parameter in parameters {
            let name = parameter["name"].as_str().unwrap();
            assert_eq!(
                (&parameter["in"], &parameter["required"]),
                (&"query".into(), &false.into())
            );
            let wrong = match (name, parameter["schema"]["type"].as_str().unwrap()) {
                ("bbox", _) => {
                    let schema = &parameter["schema"];
                    assert_eq!((&schema["minItems"], &schema["maxItems"]), (&4.into(), &6.into()));
                    assert_eq!(
                        (&parameter["style"], &parameter["explode"]),
                        (&"form".into(), &false.into())
                    );
                    "1,2"
                }
                ("datetime", _) => "2026-13-45",
                ("filter", _) => "no%20such%20thing",
                (_, "integer" | "number") => "x",
                (_, "boolean") => "x",
                _ if parameter["schema"]["enum"].is_array() => "http://x.example/",
                _ if parameter["schema"]["format"] == "date" => "x",
                // Any text may be asked for.
                _ => continue,
            };
            let answer = site.get(&format!("/ogc/collections/{id}/items?{name}={wrong}")).await;
            assert_eq!(answer.status, 400, "{id} {name}={wrong}");
            assert_eq!(answer.json()["parameter"], name, "{id}");
            for allowed in array(&parameter["schema"]["enum"]) {
                let value = allowed.as_str().unwrap();
                let answer = site.get(&format!("/ogc/collections/{id}/items?{name}={value}")).await;
                assert_eq!(answer.status, 200, "{id} {name}={value}");
            }
        }
    }
}

#[tokio::test]
async fn every_reference_system_of_a_collection_is_answered_and_no_other() {
    let site = site().await;
    for collection in array(&site.get("/ogc/collections").await.json()["collections"]) {
        let id = collection["id"].as_str().unwrap();
        let items = format!("/ogc/collections/{id}/items?limit=1");
        let plain = site.get(&items).await;
        assert_eq!(plain.header("content-crs"), format!("<{CRS84}>"));
        let feature = plain.json()["features"][0]["id"].as_str().unwrap().to_owned();
        for crs in array(&collection["crs"]) {
            let crs = crs.as_str().unwrap();
            for address in [
                format!("{items}&crs={crs}"),
                format!("/ogc/collections/{id}/items/{feature}?crs={crs}"),
            ] {
                let answer = site.get(&address).await;
                assert_eq!(answer.status, 200, "{address}");
                assert_eq!(answer.header("content-crs"), format!("<{crs}>"), "{address}");
            }
        }
        let other = "http://www.opengis.net/def/crs/EPSG/0/25832";
        for (address, parameter) in [
            (format!("{items}&crs={other}"), "crs"),
            (format!("{items}&bbox=1,2,3,4&bbox-crs={other}"), "bbox-crs"),
            (format!("{items}&filter-crs={other}"), "filter-crs"),
            (format!("/ogc/collections/{id}/items/{feature}?crs={other}"), "crs"),
        ] {
            let answer = site.get(&address).await;
            assert_eq!(answer.status, 400, "{address}");
            assert_eq!(answer.json()["parameter"], parameter, "{address}");
        }
    }
}

#[tokio::test]
async fn a_limit_is_kept_and_counts_are_true() {
    let site = site().await;
    for (limit, returned) in [(1, 1), (3, 3), (6, 6), (7, 6), (10_001, 6)] {
        let json = site.get(&format!("{ITEMS}?limit={limit}")).await.json();
        assert_eq!(json["numberMatched"], 6);
        assert_eq!(json["numberReturned"], returned);
        assert_eq!(array(&json["features"]).len(), returned);
        let has_next = array(&json["links"]).iter().any(|link| link["rel"] == "next");
        assert_eq!(has_next, returned < 6, "{limit}");
    }
}

#[tokio::test]
async fn queryables_are_a_schema_whose_every_property_can_be_asked_for() {
    let site = site().await;
    for id in ["stations", "homes", "areas", "coverage-gaps"] {
        let address = format!("/ogc/collections/{id}/queryables");
        let schema = site.get(&address).await.json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("{HOST}{address}"));
        assert_eq!(schema["type"], "object");
        let mut geometries = 0;
        for (name, property) in schema["properties"].as_object().unwrap() {
            if let Some(kind) =
                property["format"].as_str().and_then(|f| f.strip_prefix("geometry-"))
            {
                assert!(["point", "polygon", "multipolygon"].contains(&kind), "{kind}");
                geometries += 1;
            } else {
                assert!(property["type"].is_string(), "{id} {name}: {property}");
            }
            let filter = format!("{name}%20IS%20NOT%20NULL");
            let answer = site.get(&format!("/ogc/collections/{id}/items?filter={filter}")).await;
            assert_eq!(answer.status, 200, "{id} {name}: {}", answer.text());
        }
        assert_eq!(geometries, 1, "{id}");
    }
}
