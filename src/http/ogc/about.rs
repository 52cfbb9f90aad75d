//! `/ogc` and `/ogc/conformance`: what is here, and which parts of the standards it keeps.

use maud::html;
use serde_json::{Value, json};

use super::html::{Crumb, document};
use super::json;
use super::links::{Base, link};
use super::negotiate::{self, Format};
use super::openapi::CONTENT_TYPE as OPENAPI;
use crate::http::error::HttpError;
use crate::http::reply::{HTML, JSON, Reply};
use crate::http::site::Call;

/// The classes of conformance, and nothing that is not there.
pub(super) const CONFORMS_TO: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
];

/// `/ogc`: where everything is.
pub(in crate::http) fn landing(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let format = negotiate::format(&query, call.headers, &negotiate::DOCUMENT)?;
    let base = Base::of(call);
    let pick = |zh, en| call.language.pick(zh, en);
    let title = pick("工会驿站开放数据", "Open data of the service stations");
    let description = pick(
        "按 OGC API – Features 提供的驿站、职工之家、街道与覆盖空白，可用 QGIS、GDAL、Excel 等直接连接。",
        "Stations, worker homes, areas and coverage gaps by OGC API – Features, for QGIS, GDAL, Excel and others.",
    );
    let links = [
        link("self", JSON, pick("本页", "This page"), &base.ogc("?f=json")),
        link("alternate", HTML, pick("网页", "As a page"), &base.ogc("?f=html")),
        link("service-desc", OPENAPI, "OpenAPI 3.0", &base.ogc("/api")),
        link("service-doc", HTML, pick("接口说明", "About the API"), &base.ogc("/api?f=html")),
        link("conformance", JSON, pick("符合的标准", "Conformance"), &base.ogc("/conformance")),
        link("data", JSON, pick("数据集", "Collections"), &base.ogc("/collections")),
    ];
    let reply = match format {
        Format::Html => {
            let content = html! {
                p { (description) }
                ul {
                    @for (path, title) in [
                        ("/collections?f=html", pick("数据集", "Collections")),
                        ("/api?f=html", pick("接口说明（OpenAPI 3.0）", "The API (OpenAPI 3.0)")),
                        ("/conformance?f=html", pick("符合的标准", "Conformance")),
                    ] {
                        li { a href=(base.ogc(path)) { (title) } }
                    }
                }
            };
            document(call, &base, title, &[], content)
        }
        _ => json(&json!({ "title": title, "description": description, "links": links }), JSON),
    };
    Ok(reply.in_language(call.language).negotiated())
}

/// `/ogc/conformance`.
pub(in crate::http) fn conformance(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let format = negotiate::format(&query, call.headers, &negotiate::DOCUMENT)?;
    let base = Base::of(call);
    let reply = match format {
        Format::Html => {
            let title = call.language.pick("符合的标准", "Conformance");
            let content = html! {
                ul { @for class in CONFORMS_TO { li { a href=(class) { (class) } } } }
            };
            let crumbs = [Crumb { path: "", title: "OGC API" }];
            document(call, &base, title, &crumbs, content).in_language(call.language)
        }
        _ => json(&json!({ "conformsTo": CONFORMS_TO }), JSON),
    };
    Ok(reply.negotiated())
}

/// The two links by which a document names itself in both forms.
pub(super) fn selves(call: &Call<'_>, base: &Base, path: &str, content_type: &str) -> Vec<Value> {
    let page = call.language.pick("网页", "As a page");
    vec![
        link("self", content_type, "JSON", &base.ogc(&format!("{path}?f=json"))),
        link("alternate", HTML, page, &base.ogc(&format!("{path}?f=html"))),
    ]
}
