//! OGC API – Features under `/ogc`: the stations, homes, areas and gaps for other houses' tools.
//!
//! Part 1 (Core, GeoJSON, HTML, OpenAPI 3.0), Part 2 (reference systems) and Part 3 (filters in
//! CQL2), and no more than [`about::CONFORMS_TO`] says. What features are and how filters are read
//! is [`crate::features`]'s; here are addresses, parameters, links and the forms of answers.

pub(super) mod about;
pub(super) mod collections;
mod error;
mod geojson;
mod html;
pub(super) mod items;
mod links;
mod negotiate;
pub(super) mod openapi;
pub(super) mod queryables;
mod question;

use serde_json::Value;

pub(super) use geojson::{position, value, written_bare};
pub(super) use html::document;
pub(super) use links::Base;

use super::reply::Reply;
use crate::features::Collection;
use crate::http::error::HttpError;

/// The paths of features begin with this.
const ROOT: &str = "/ogc";

/// The name of the geometry in filters and queryables.
const GEOMETRY: &str = "geometry";

/// A document as JSON of some type.
fn json(document: &Value, content_type: &'static str) -> Reply {
    Reply::json(document.to_string().into_bytes()).of_type(content_type)
}

/// The collection that an address names: `/ogc/collections/{id}…`.
fn collection_of(path: &str) -> Result<Collection, HttpError> {
    let id = path.strip_prefix(ROOT).and_then(|path| path.split('/').nth(2));
    id.and_then(Collection::of_id).ok_or(HttpError::NoSuchCollection)
}
