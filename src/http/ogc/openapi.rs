//! `/ogc/api`: the description of `/ogc`, in OpenAPI 3.0 as the standard and its clients want it.
//! (The rest of the program is described in OpenAPI 3.1 at `/openapi.json`.)

use maud::html;
use serde_json::{Map, Value, json};

use super::html::{Crumb, document};
use super::links::Base;
use super::negotiate::{self, Format};
use super::question::{DEFAULT_LIMIT, MAX_LIMIT};
use super::{collections, json, queryables};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::features::{Collection, Crs};
use crate::http::Language;
use crate::http::error::HttpError;
use crate::http::reply::{GEOJSON, HTML, JSON, Reply};
use crate::http::site::Call;

pub(super) const CONTENT_TYPE: &str = "application/vnd.oai.openapi+json;version=3.0";

/// The description.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let base = Base::of(call);
    let paths = paths(call.language, call.snapshot().amenities());
    let reply = match negotiate::format(&query, call.headers, &negotiate::DOCUMENT)? {
        Format::Html => {
            let content = html! {
                p { a href=(base.ogc("/api?f=json")) { "OpenAPI 3.0 (JSON)" } }
                @for (path, item) in &paths {
                    h2 { code { "GET /ogc" (path) } }
                    p { (item["get"]["summary"].as_str().unwrap_or("")) }
                    table {
                        @for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
                            tr {
                                th { (parameter["name"].as_str().unwrap_or("")) }
                                td { (parameter["description"].as_str().unwrap_or("")) }
                            }
                        }
                    }
                }
            };
            let title = call.language.pick("接口说明", "About the API");
            document(call, &base, title, &[Crumb { path: "", title: "OGC API" }], content)
        }
        _ => {
            let body = json!({
                "openapi": "3.0.3",
                "info": {
                    "title": call.language.pick("工会驿站开放数据", "Open data of the service stations"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "license": { "name": "Apache-2.0" },
                },
                "servers": [{ "url": base.ogc("") }],
                "paths": paths,
            });
            json(&body, CONTENT_TYPE)
        }
    };
    Ok(reply.in_language(call.language).negotiated())
}

fn paths(language: Language, amenities: &AmenityCatalogue) -> Map<String, Value> {
    let mut paths = Map::new();
    let mut put = |path: String, item: Value| paths.insert(path, item);
    for (path, summary, id, data) in [
        ("/", language.pick("入口", "Landing page"), "getLandingPage", JSON),
        ("/api", language.pick("接口说明", "About the API"), "getDescription", CONTENT_TYPE),
        ("/conformance", language.pick("符合的标准", "Conformance"), "getConformance", JSON),
        ("/collections", language.pick("数据集", "Collections"), "getCollections", JSON),
    ] {
        put(
            path.to_owned(),
            described(summary, id, vec![form(&negotiate::DOCUMENT)], &[data, HTML]),
        );
    }
    for collection in Collection::ALL {
        let id = collection.id();
        let title = collections::title(collection);
        let title = language.of(&title);
        let document = || vec![form(&negotiate::DOCUMENT)];
        let path = format!("/collections/{id}");
        let operation = |what: &str| format!("{what}-{id}");
        put(path.clone(), described(title, &operation("describe"), document(), &[JSON, HTML]));
        let schema = [queryables::CONTENT_TYPE, HTML];
        let queryables = described(title, &operation("queryables"), document(), &schema);
        put(format!("{path}/queryables"), queryables);
        let forms = [GEOJSON, HTML, collections::CSV, collections::XLSX];
        let items = of_items(collection, language, amenities);
        put(format!("{path}/items"), described(title, &operation("items"), items, &forms));
        let one = vec![
            json!({
                "name": "featureId", "in": "path", "required": true,
                "description": "the feature's id", "schema": { "type": "string" },
            }),
            of_crs("crs", "the reference system of the answer"),
            form(&negotiate::FEATURE),
        ];
        let item = described(title, &operation("item"), one, &[GEOJSON, HTML]);
        put(format!("{path}/items/{{featureId}}"), item);
    }
    paths
}

/// An operation, and the forms of its answer.
fn described(summary: &str, id: &str, parameters: Vec<Value>, forms: &[&str]) -> Value {
    let content = forms.iter().map(|form| {
        let content_type = form.split(';').next().unwrap_or(form);
        let kind = if content_type.ends_with("json") { "object" } else { "string" };
        (content_type.to_owned(), json!({ "schema": { "type": kind } }))
    });
    let content: Map<String, Value> = content.collect();
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": { "type": "object" } } },
        })
    };
    json!({ "get": {
        "summary": summary,
        "operationId": id,
        "parameters": parameters,
        "responses": {
            "200": { "description": summary, "content": content },
            "4XX": problem("What is asked for is wrong or not there; the problem says what (RFC 9457)."),
            "5XX": problem("It cannot be answered at present; ask again."),
        },
    } })
}

fn form(forms: &crate::http::params::Words<&'static str>) -> Value {
    parameter("f", "the form of the answer", json!({ "type": "string", "enum": forms.all }))
}

fn of_crs(name: &str, description: &str) -> Value {
    let schema = json!({
        "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri),
        "default": Crs::Crs84.uri(),
    });
    parameter(name, description, schema)
}

fn parameter(name: &str, description: &str, schema: Value) -> Value {
    json!({
        "name": name, "in": "query", "required": false, "description": description,
        "schema": schema, "style": "form", "explode": false,
    })
}

/// The parameters of `items`: the common ones, then the collection's properties.
fn of_items(
    collection: Collection,
    language: Language,
    amenities: &AmenityCatalogue,
) -> Vec<Value> {
    let whole = |minimum: usize| json!({ "type": "integer", "minimum": minimum });
    let mut limit = whole(1);
    limit["maximum"] = json!(MAX_LIMIT);
    limit["default"] = json!(DEFAULT_LIMIT);
    let numbers = json!({
        "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 6,
    });
    let languages = json!({
        "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text",
    });
    let text = || json!({ "type": "string" });
    let mut all = vec![
        parameter("bbox", "a rectangle in the order of the axes of bbox-crs", numbers),
        of_crs("bbox-crs", "the reference system of bbox"),
        of_crs("crs", "the reference system of the answer"),
        parameter("datetime", "an instant, a date, or an interval with / and ..", text()),
        form(&negotiate::FEATURES),
        parameter("filter", "an expression of CQL2 over the queryables", text()),
        of_crs("filter-crs", "the reference system of the filter's geometries"),
        parameter("filter-lang", "the language of the filter", languages),
        parameter("limit", "features of a page", limit),
        parameter("offset", "how many features are left out before the page", whole(0)),
    ];
    all.extend(collection.properties().iter().map(|property| {
        let description = language.pick(property.zh, property.en);
        parameter(property.name, description, queryables::schema(property, language, amenities))
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_that_is_read_is_described_and_nothing_else_is() {
        for collection in Collection::ALL {
            let described = of_items(collection, Language::En, &AmenityCatalogue::default());
            let described: Vec<&str> =
                described.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
            assert_eq!(described, super::super::question::known(collection));
        }
    }
}
