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
        assert!(operation["responses"]["200"]["content"].is_object(), "{path} has no schema");
        assert_eq!(operation["requestBody"].is_object(), method == "post", "{path}");
        for parameter in operation["parameters"].as_array().unwrap_or(&Vec::new()) {
            assert!(parameter["description"].is_string(), "{path}: {parameter}");
            let name = parameter["name"].as_str().unwrap();
            assert!(name == "cursor" || parameter.get("example").is_some(), "{path}: {name}");
        }
    }
}

#[test]
fn the_document_that_the_web_side_reads_is_the_one_that_is_served() {
    let committed =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/web/openapi.json"));
    let same = committed.unwrap() == yizhan::http::openapi::document();
    assert!(same, "run `yizhan openapi > web/openapi.json && npm --prefix web run api`");
}
