//! `/ogc`: OGC API – Features, point by point of its parts 1, 2 and 3.

use serde_json::Value;
use yizhan::http::{ClientRules, Limits};

use crate::harness::site::{Answer, TestSite};

const ITEMS: &str = "/ogc/collections/stations/items";

fn ids(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let features = json["features"].as_array().unwrap();
    features.iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

fn links(json: &Value, rel: &str) -> Vec<String> {
    let links = json["links"].as_array().unwrap().iter();
    let of_rel = links.filter(|link| link["rel"] == rel);
    of_rel.map(|link| link["href"].as_str().unwrap().to_owned()).collect()
}

async fn found(site: &TestSite, query: &str) -> Vec<String> {
    let answer = site.get(&format!("{ITEMS}?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    ids(&answer)
}

#[tokio::test]
async fn the_landing_page_leads_everywhere_by_absolute_links_that_work() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    for address in ["/ogc", "/ogc/"] {
        let landing = site.get(address).await.json();
        for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
            let [href] = links(&landing, rel).try_into().unwrap();
            let path = href.strip_prefix("https://yizhan.example").unwrap();
            assert_eq!(site.get(path).await.status, 200, "{href}");
        }
    }
    let landing = site.get("/ogc").await.json();
    let described = landing["links"].as_array().unwrap().iter();
    let mut described = described.filter(|link| link["rel"] == "service-desc");
    let kind = &described.next().unwrap()["type"];
    assert_eq!(kind, "application/vnd.oai.openapi+json;version=3.0");
}

#[tokio::test]
async fn every_collection_describes_itself_and_its_links_work() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let all = site.get("/ogc/collections").await.json();
    let collections = all["collections"].as_array().unwrap();
    let names: Vec<&str> = collections.iter().map(|each| each["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["stations", "homes", "areas", "coverage-gaps"]);
    for collection in collections {
        let id = collection["id"].as_str().unwrap();
        let alone = site.get(&format!("/ogc/collections/{id}")).await.json();
        assert_eq!(&alone, collection);
        assert_eq!(collection["storageCrs"], "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
        assert_eq!(collection["crs"].as_array().unwrap().len(), 4);
        let bbox = collection["extent"]["spatial"]["bbox"][0].as_array().unwrap();
        assert_eq!(bbox.len(), 4);
        for link in collection["links"].as_array().unwrap() {
            let href = link["href"].as_str().unwrap();
            let answer = site.get(href.strip_prefix("https://yizhan.example").unwrap()).await;
            assert_eq!(answer.status, 200, "{href}: {:?}", answer.headers);
            let content_type = answer.header("content-type");
            assert!(content_type.starts_with(link["type"].as_str().unwrap()), "{href}");
        }
    }
}

#[tokio::test]
async fn conformance_lists_classes_of_the_three_parts_and_of_cql2() {
    let site = TestSite::new().await;
    let json = site.get("/ogc/conformance").await.json();
    let classes: Vec<&str> = json["conformsTo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| class.as_str().unwrap())
        .collect();
    for class in [
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "cql2/1.0/conf/basic-cql2",
        "cql2/1.0/conf/cql2-text",
        "cql2/1.0/conf/cql2-json",
    ] {
        let uri = format!("http://www.opengis.net/spec/{class}");
        assert!(classes.contains(&uri.as_str()), "{class}");
    }
}

#[tokio::test]
async fn items_are_geojson_with_counts_links_and_the_reference_system() {
    let site = TestSite::new().await;
    let answer = site.get(ITEMS).await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    assert_eq!(answer.header("content-crs"), "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    let json = answer.json();
    // Neither the home nor the retired station.
    assert_eq!(ids(&answer), ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6"]);
    assert_eq!((&json["numberMatched"], &json["numberReturned"]), (&6.into(), &6.into()));
    let first = &json["features"][0];
    assert_eq!(first["geometry"]["coordinates"], serde_json::json!([115.95, 30.55]));
    assert_eq!(first["properties"]["verified_on"], "2026-11-01");
    assert_eq!(first["properties"]["aliases"][0], "湖心亭");
    // What is private stays so.
    let text = answer.text();
    assert!(!text.contains("张三") && !text.contains("13800000001") && !text.contains("internal"));
    assert_eq!(ids(&site.get("/ogc/collections/homes/items").await), ["LZ-7"]);
    let areas = site.get("/ogc/collections/areas/items").await.json();
    assert_eq!(areas["features"][0]["properties"]["stations"], 6);
    assert_eq!(areas["features"][1]["properties"]["homes"], 1);
}

#[tokio::test]
async fn pages_follow_one_another_until_every_feature_was_seen_once() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let mut address = format!("{ITEMS}?limit=4&status=open");
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let answer = site.get(&address).await;
        assert_eq!(answer.json()["numberMatched"], 5);
        seen.extend(ids(&answer));
        pages += 1;
        let Some(next) = links(&answer.json(), "next").pop() else { break };
        address = next.strip_prefix("https://yizhan.example").unwrap().to_owned();
    }
    assert_eq!((seen.len(), pages), (5, 2));
    let beyond = site.get(&format!("{ITEMS}?offset=100")).await.json();
    assert_eq!((&beyond["numberMatched"], &beyond["numberReturned"]), (&6.into(), &0.into()));
    // What is more than the largest page is taken as the largest page.
    assert_eq!(site.get(&format!("{ITEMS}?limit=99999999")).await.status, 200);
}

#[tokio::test]
async fn a_rectangle_is_read_in_its_own_axes_and_may_cross_the_antimeridian() {
    let site = TestSite::new().await;
    let crs = |code: u32| format!("http://www.opengis.net/def/crs/EPSG/0/{code}");
    for (query, codes) in [
        ("bbox=115.949,30.549,115.9535,30.5505".to_owned(), &["LZ-1", "LZ-2"][..]),
        ("bbox=115.949,30.549,0,115.9535,30.5505,100".to_owned(), &["LZ-1", "LZ-2"]),
        (format!("bbox=30.549,115.949,30.5505,115.9535&bbox-crs={}", crs(4326)), &["LZ-1", "LZ-2"]),
        (format!("bbox=30.549,115.949,30.5505,115.9535&bbox-crs={}", crs(4490)), &["LZ-1", "LZ-2"]),
        // By PROJ 9: cs2cs OGC:CRS84 EPSG:3857.
        (
            format!("bbox=12907383.64,3574315.68,12907884.58,3574509.58&bbox-crs={}", crs(3857)),
            &["LZ-1", "LZ-2"],
        ),
        ("bbox=170,30,115.9515,31".to_owned(), &["LZ-1", "LZ-3"]),
        ("bbox=115.9555,30,-170,31".to_owned(), &["LZ-4", "LZ-5", "LZ-6"]),
        ("bbox=115.95,30.55,115.95,30.55".to_owned(), &["LZ-1"]),
    ] {
        assert_eq!(found(&site, &query).await, codes, "{query}");
    }
}

#[tokio::test]
async fn answers_come_in_the_reference_system_that_is_asked_for() {
    let site = TestSite::new().await;
    for (crs, coordinates) in [
        ("OGC/1.3/CRS84", [115.95, 30.55]),
        ("EPSG/0/4326", [30.55, 115.95]),
        ("EPSG/0/4490", [30.55, 115.95]),
        // By PROJ 9: echo 115.95 30.55 | cs2cs -d 2 OGC:CRS84 EPSG:3857.
        ("EPSG/0/3857", [12_907_494.96, 3_574_444.94]),
    ] {
        let uri = format!("http://www.opengis.net/def/crs/{crs}");
        for address in [format!("{ITEMS}?code=LZ-1&crs={uri}"), format!("{ITEMS}/LZ-1?crs={uri}")] {
            let answer = site.get(&address).await;
            assert_eq!(answer.header("content-crs"), format!("<{uri}>"));
            let json = answer.json();
            let geometry = json.get("geometry").unwrap_or(&json["features"][0]["geometry"]);
            assert_eq!(geometry["coordinates"], serde_json::json!(coordinates), "{address}");
        }
    }
}

#[tokio::test]
async fn datetime_asks_for_the_day_of_the_last_verification() {
    let site = TestSite::new().await;
    for (datetime, codes) in [
        ("2026-11-01", &["LZ-1"][..]),
        ("2026-10-31T16:00:00Z", &["LZ-1"]),
        ("2026-10-31T15:59:59Z", &[]),
        ("2026-10-15/..", &["LZ-1", "LZ-4"]),
        ("../2026-10-15", &["LZ-2"]),
        ("2026-10-01/2026-11-01", &["LZ-1", "LZ-2"]),
        ("/2026-10-01T00:00:00%2B08:00", &["LZ-2"]),
        ("../..", &["LZ-1", "LZ-2", "LZ-4"]),
    ] {
        assert_eq!(found(&site, &format!("datetime={datetime}")).await, codes, "{datetime}");
    }
    // Areas have no time, so that every time is theirs.
    let areas = site.get("/ogc/collections/areas/items?datetime=2020-01-01").await;
    assert_eq!(ids(&areas).len(), 2);
}

#[tokio::test]
async fn properties_and_filters_narrow_together() {
    let site = TestSite::new().await;
    for (query, codes) in [
        ("status=temporarily_closed", &["LZ-6"][..]),
        ("amenities=hot_water,phone_charging", &["LZ-1", "LZ-2"]),
        ("round_the_clock=true", &["LZ-1"]),
        ("round_the_clock=1", &["LZ-1"]),
        ("seats=12", &["LZ-1"]),
        ("verified_on=2026-11-02", &["LZ-4"]),
        ("filter=seats%3E%3D6", &["LZ-1", "LZ-2", "LZ-4"]),
        ("filter=seats%3E%3D6&filter-lang=cql2-text&builder=bank", &["LZ-2"]),
        (
            "filter-lang=cql2-json&filter=%7B%22op%22:%22%3E%3D%22,%22args%22:[%7B%22property%22:%22seats%22%7D,6]%7D&limit=2",
            &["LZ-1", "LZ-2"],
        ),
        ("filter=name%20LIKE%20%27%25%E5%8D%88%E4%BC%91%25%27", &["LZ-4"]),
        (
            "filter=s_intersects(geometry,BBOX(30.549,115.949,30.5505,115.9535))&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
            &["LZ-1", "LZ-2"],
        ),
    ] {
        assert_eq!(found(&site, query).await, codes, "{query}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_a_problem_that_names_the_parameter() {
    let site = TestSite::new().await;
    for (query, parameter, words) in [
        ("colour=red", "colour", "no parameter"),
        ("bbox=1,2,3", "bbox", "neither four nor six"),
        ("bbox=1,2,3,nan", "bbox", "not a finite"),
        ("bbox=116,40,117,39", "bbox", "south"),
        ("bbox=39,116,40,117", "bbox", "outside"),
        ("bbox=116,39,117,40&bbox-crs=EPSG:1", "bbox-crs", "no 'EPSG:1'"),
        ("crs=http://www.opengis.net/def/crs/EPSG/0/2436", "crs", "there is no"),
        ("limit=0", "limit", "less than 1"),
        ("limit=few", "limit", "whole number"),
        ("offset=-1", "offset", "whole number"),
        ("datetime=yesterday", "datetime", "neither"),
        ("datetime=/", "datetime", "neither"),
        ("f=shp", "f", "no 'shp'"),
        ("seats=many", "seats", "no value"),
        ("round_the_clock=2", "round_the_clock", "no value"),
        ("filter=colour%3D1", "filter", "no property 'colour'"),
        ("filter=code%3D", "filter", "no CQL2"),
        ("filter=code%3D%27A%27&filter-lang=sql", "filter-lang", "no 'sql'"),
        ("filter=code%3D%27A%27&filter-crs=x", "filter-crs", "no 'x'"),
    ] {
        let answer = site.get_with(&format!("{ITEMS}?{query}"), &[("accept-language", "en")]).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8");
        let json = answer.json();
        assert_eq!(json["parameter"], parameter, "{query}");
        assert!(json["detail"].as_str().unwrap().contains(words), "{query}: {json}");
    }
    for (address, slug) in [
        ("/ogc/collections/benches", "no-such-collection"),
        ("/ogc/collections/benches/items", "no-such-collection"),
        ("/ogc/collections/stations/items/LZ-8", "no-such-feature"),
        ("/ogc/collections/stations/items/LZ-7", "no-such-feature"),
        ("/ogc/collections/areas/items/1", "no-such-feature"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert_eq!(answer.json()["type"], format!("/problems/{slug}"));
    }
    for address in ["/ogc?x=1", "/ogc/conformance?x=1", "/ogc/collections?x=1", "/ogc/api?x=1"] {
        assert_eq!(site.get(address).await.status, 400, "{address}");
    }
}

#[tokio::test]
async fn browsers_get_pages_and_others_get_data() {
    let site = TestSite::new().await;
    let browser = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    for address in [
        "/ogc",
        "/ogc/conformance",
        "/ogc/api",
        "/ogc/collections",
        "/ogc/collections/stations",
        "/ogc/collections/stations/queryables",
        ITEMS,
        "/ogc/collections/stations/items/LZ-1",
        "/ogc/collections/coverage-gaps/items",
    ] {
        let page = site.get_with(address, &browser).await;
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(page.header("content-security-policy").contains("default-src 'self'"));
        assert!(page.text().contains("<h1>"), "{address}");
        let data = site.get(address).await;
        assert!(data.header("content-type").contains("json"), "{address}");
        let vary = |answer: &Answer| answer.headers.get_all("vary").iter().any(|v| v == "accept");
        assert!(vary(&page) && vary(&data), "{address}");
        let tag = data.header("etag").to_owned();
        let again = site.get_with(address, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, 304, "{address}");
    }
    let page = site.get(&format!("{ITEMS}?f=html")).await.text();
    assert!(page.contains("/ogc/collections/stations/items/LZ-1?f=html"), "{page}");
}

#[tokio::test]
async fn files_for_spreadsheets_hold_everything_that_passes() {
    let site = TestSite::new().await;
    let csv = site.get(&format!("{ITEMS}?f=csv&limit=2")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"stations.csv\"");
    let text = csv.text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |row: usize, column: &str| {
        let at = header.iter().position(|name| name == column).unwrap();
        rows[row][at].to_owned()
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (of(0, "code"), of(0, "lon"), of(0, "lat")),
        ("LZ-1".into(), "115.95".into(), "30.55".into())
    );
    assert_eq!(of(1, "amenities"), "drinking_water|hot_water|phone_charging");
    let xlsx = site.get("/ogc/collections/homes/items?f=xlsx").await;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx.body)).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "职工之家").unwrap();
    assert_eq!(sheet.height(), 2);
    assert_eq!(sheet.get((1, 1)).unwrap().to_string(), "山西职工之家");
}

#[tokio::test]
async fn a_feature_is_found_by_its_id_and_leads_to_its_page() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let answer = site.get("/ogc/collections/stations/items/lz-1").await;
    let json = answer.json();
    assert_eq!((&json["type"], &json["id"]), (&"Feature".into(), &"LZ-1".into()));
    assert_eq!(links(&json, "related"), ["https://yizhan.example/s/LZ-1"]);
    assert_eq!(links(&json, "collection"), ["https://yizhan.example/ogc/collections/stations"]);
    let area = site.get("/ogc/collections/areas/items/990001002").await.json();
    assert_eq!(area["geometry"]["type"], "MultiPolygon");
}

#[tokio::test]
async fn gaps_are_features_with_an_office_and_people() {
    let site = TestSite::new().await;
    let gaps = site.get("/ogc/collections/coverage-gaps/items?filter=people%3E0").await.json();
    let planners = site.get("/api/v1/coverage/gaps").await.json();
    assert_eq!(gaps["features"][0]["geometry"], planners["features"][0]["geometry"]);
    assert_eq!(gaps["features"][0]["properties"]["rank"], 1);
    let id = gaps["features"][0]["id"].as_str().unwrap();
    let alone = site.get(&format!("/ogc/collections/coverage-gaps/items/{id}")).await.json();
    assert_eq!(alone["geometry"], gaps["features"][0]["geometry"]);
}

#[tokio::test]
async fn queryables_are_the_properties_of_features_and_the_geometry() {
    let site = TestSite::new().await;
    for id in ["stations", "homes", "areas", "coverage-gaps"] {
        let answer = site.get(&format!("/ogc/collections/{id}/queryables")).await;
        assert_eq!(answer.header("content-type"), "application/schema+json");
        let json = answer.json();
        assert_eq!(json["additionalProperties"], false);
        let mut named: Vec<&String> = json["properties"].as_object().unwrap().keys().collect();
        let items = site.get(&format!("/ogc/collections/{id}/items?limit=1")).await.json();
        let properties = items["features"][0]["properties"].as_object().unwrap();
        named.retain(|name| *name != "geometry");
        assert_eq!(named, properties.keys().collect::<Vec<_>>(), "{id}");
    }
}

#[tokio::test]
async fn links_follow_a_proxy_of_ours_and_nobody_else() {
    let limits = Limits { per_client_s: None, ..Limits::default() };
    let trusted_proxies = vec!["198.51.100.0/24".parse().unwrap()];
    let rules = ClientRules { trusted_proxies, ..ClientRules::default() };
    let behind = TestSite::with(limits.clone(), rules).await;
    let headers = [
        ("host", "inner:8080"),
        ("x-forwarded-host", "open.example"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-prefix", "/geo"),
    ];
    let answer = behind.get_with(&format!("{ITEMS}?limit=1"), &headers).await.json();
    assert!(links(&answer, "next")[0].starts_with("https://open.example/geo/ogc/collections/"));
    let forwarded =
        [("host", "inner"), ("forwarded", "for=192.0.2.1;proto=https;host=open.example")];
    let landing = behind.get_with("/ogc", &forwarded).await.json();
    assert_eq!(links(&landing, "data"), ["https://open.example/ogc/collections"]);
    let open = TestSite::with(limits, ClientRules::default()).await;
    let landing = open.get_with("/ogc", &headers).await.json();
    assert_eq!(links(&landing, "data"), ["http://inner:8080/ogc/collections"]);
}

#[tokio::test]
async fn the_description_is_openapi_3_0_and_names_the_bounds() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let answer = site.get("/ogc/api").await;
    assert_eq!(answer.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    let json = answer.json();
    assert_eq!(json["openapi"], "3.0.3");
    assert_eq!(json["servers"][0]["url"], "https://yizhan.example/ogc");
    let items = &json["paths"]["/collections/stations/items"]["get"]["parameters"];
    let limit = items.as_array().unwrap().iter().find(|each| each["name"] == "limit").unwrap();
    assert_eq!(
        (&limit["schema"]["default"], &limit["schema"]["maximum"]),
        (&100.into(), &10000.into())
    );
}
