//! Absolute links: other tools follow them as they stand.

use serde_json::{Value, json};

use super::ROOT;
use crate::http::client::PREFIX;
use crate::http::site::Call;

/// Where this server is seen from outside, with the path under which a proxy has put it.
#[derive(Debug, Clone)]
pub(in crate::http) struct Base(String);

impl Base {
    pub(in crate::http) fn of(call: &Call<'_>) -> Self {
        let url = call.public_url().map(|url| url.to_string()).unwrap_or_default();
        // What the operator has told is the whole truth.
        let told = call.site.public_url.is_some();
        let prefix = call.headers.get(PREFIX).and_then(|prefix| prefix.to_str().ok());
        Self(format!("{url}{}", prefix.filter(|_| !told).unwrap_or("")))
    }

    /// The address of a path of the whole site.
    pub(in crate::http) fn site(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The address of a path under `/ogc`.
    pub(in crate::http) fn ogc(&self, path: &str) -> String {
        format!("{}{ROOT}{path}", self.0)
    }
}

/// A link to an address.
pub(super) fn link(rel: &str, content_type: &str, title: &str, href: &str) -> Value {
    let content_type = content_type.trim_end_matches("; charset=utf-8");
    json!({ "href": href, "rel": rel, "type": content_type, "title": title })
}
