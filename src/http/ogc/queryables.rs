//! `/ogc/collections/{id}/queryables`: what filters and parameters may name.

use maud::html;
use serde_json::{Map, Value, json};

use super::html::{Crumb, document};
use super::links::Base;
use super::negotiate::{self, Format};
use super::{GEOMETRY, collection_of, collections, json};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::features::{Collection, Kind, Property};
use crate::http::Language;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

pub(super) const CONTENT_TYPE: &str = "application/schema+json";

/// The queryables.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let collection = collection_of(call.uri.path())?;
    let (base, snapshot) = (Base::of(call), call.snapshot());
    let title = collections::title(collection);
    let title = call.language.of(&title);
    let reply = match negotiate::format(&query, call.headers, &negotiate::DOCUMENT)? {
        Format::Html => {
            let content = html! {
                table {
                    tr { th { (GEOMETRY) } td {} td { (geometry_type(collection)) } }
                    @for property in collection.properties() {
                        tr {
                            th { (property.name) }
                            td { (said(property, call.language)) }
                            td {
                                @if let Some(words) = property.words {
                                    (words.all(snapshot.amenities()).join(", "))
                                }
                            }
                        }
                    }
                }
            };
            let path = format!("/collections/{}", collection.id());
            let crumbs = [
                Crumb { path: "", title: "OGC API" },
                Crumb {
                    path: "/collections", title: call.language.pick("数据集", "Collections")
                },
                Crumb { path: &path, title },
            ];
            document(call, &base, "queryables", &crumbs, content)
        }
        _ => {
            let path = format!("/collections/{}/queryables", collection.id());
            let mut members = Map::new();
            let format = format!("geometry-{}", geometry_type(collection));
            members.insert(GEOMETRY.to_owned(), json!({ "title": GEOMETRY, "format": format }));
            for property in collection.properties() {
                members.insert(
                    property.name.to_owned(),
                    schema(property, call.language, snapshot.amenities()),
                );
            }
            let body = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": base.ogc(&path),
                "type": "object",
                "title": title,
                "properties": members,
                "additionalProperties": false,
            });
            json(&body, CONTENT_TYPE)
        }
    };
    Ok(reply.in_language(call.language).negotiated())
}

fn geometry_type(collection: Collection) -> &'static str {
    match collection {
        Collection::Stations | Collection::Homes => "point",
        Collection::Areas => "multipolygon",
        Collection::CoverageGaps => "polygon",
    }
}

fn said(property: &Property, language: Language) -> &'static str {
    language.pick(property.zh, property.en)
}

/// A property as JSON Schema.
pub(super) fn schema(
    property: &Property,
    language: Language,
    amenities: &AmenityCatalogue,
) -> Value {
    let words = property.words.map(|words| words.all(amenities));
    let text = || match &words {
        Some(words) => json!({ "type": "string", "enum": words }),
        None => json!({ "type": "string" }),
    };
    let mut schema = match property.kind {
        Kind::Text => text(),
        Kind::Number => json!({ "type": "number" }),
        Kind::Whole => json!({ "type": "integer" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Instant => json!({ "type": "string", "format": "date-time" }),
        Kind::Words => json!({ "type": "array", "items": text() }),
    };
    schema["title"] = json!(property.name);
    schema["description"] = json!(said(property, language));
    schema
}
