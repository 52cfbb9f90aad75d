//! `/openapi.json`

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_description_is_served_as_the_command_line_prints_it() {
    let site = TestSite::new().await;
    let answer = site.get("/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(String::from_utf8(answer.body.clone()).unwrap(), yizhan::http::openapi::document());
    let json = answer.json();
    assert_eq!(json["openapi"], "3.1.0");
    for (path, item) in json["paths"].as_object().unwrap() {
        let (method, operation) = item.as_object().unwrap().iter().next().unwrap();
        assert!(operation["operationId"].is_string(), "{path} has no operation id");
        let responses = &operation["responses"];
        let tells_nothing = responses["204"].is_object();
        assert!(tells_nothing || responses["200"]["content"].is_object(), "{path} has no schema");
        assert_eq!(operation["requestBody"].is_object(), method == "post", "{path}");
        for parameter in operation["parameters"].as_array().unwrap_or(&Vec::new()) {
            assert!(parameter["description"].is_string(), "{path}: {parameter}");
            let name = parameter["name"].as_str().unwrap();
            assert!(name == "cursor" || parameter.get("example").is_some(), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn the_description_for_staff_is_served_beside_it() {
    let site = TestSite::new().await;
    let answer = site.get("/admin/openapi.json").await;
    assert_eq!(answer.text(), yizhan::http::openapi::admin_document());
    let json = answer.json();
    let schemes = &json["components"]["securitySchemes"];
    assert_eq!(schemes["session"]["in"], "cookie");
    assert_eq!(schemes["token"]["scheme"], "bearer");
    let mut ids = Vec::new();
    for (path, item) in json["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}");
            assert!(responses.contains_key("4XX") && responses.contains_key("5XX"), "{path}");
            for parameter in operation["parameters"].as_array().unwrap_or(&Vec::new()) {
                assert!(parameter["description"].is_string(), "{path}: {parameter}");
                assert!(parameter.get("example").is_some(), "{path}: {parameter}");
            }
        }
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "every operation has a name of its own");
}

#[test]
fn the_documents_that_the_web_side_reads_are_those_that_are_served() {
    let committed = |file: &str| {
        let path = format!("{}/web/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap_or_default()
    };
    let same = committed("openapi.json") == yizhan::http::openapi::document()
        && committed("admin_openapi.json") == yizhan::http::openapi::admin_document();
    assert!(
        same,
        "run `yizhan openapi > web/openapi.json; yizhan openapi --admin > web/admin_openapi.json` \
         and `npm --prefix web run api`"
    );
}
