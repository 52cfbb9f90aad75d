//! In which form an answer is given: `f`, or what `Accept` prefers.

use axum::http::{HeaderMap, header};

use crate::http::error::{HttpError, Said};
use crate::http::language::weighted;
use crate::http::params::{self, Query, Words};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Html,
    Csv,
    Xlsx,
}

impl Format {
    /// Its word in `f`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn of_key(key: &str) -> Self {
        match key {
            "html" => Self::Html,
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            _ => Self::Json,
        }
    }
}

/// The forms of what describes.
pub(super) const DOCUMENT: Words<&str> = Words {
    what: Said::fixed("格式", "the form of the answer"),
    all: &["json", "html"],
    key: |word| word,
};

/// The forms of features.
pub(super) const FEATURES: Words<&str> = Words {
    what: Said::fixed("格式", "the form of the answer"),
    all: &["json", "geojson", "html", "csv", "xlsx"],
    key: |word| word,
};

/// The form of one feature.
pub(super) const FEATURE: Words<&str> = Words {
    what: Said::fixed("格式", "the form of the answer"),
    all: &["json", "geojson", "html"],
    key: |word| word,
};

/// The form that is asked for.
pub(super) fn format(
    query: &Query<'_>,
    headers: &HeaderMap,
    forms: &Words<&'static str>,
) -> Result<Format, HttpError> {
    Ok(match params::word(query, "f", forms)? {
        Some(key) => Format::of_key(key),
        None if prefers_html(headers) => Format::Html,
        None => Format::Json,
    })
}

/// Whether a client would rather have a page than data, as browsers say.
fn prefers_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (mut page, mut data) = (0, 0);
    for (name, weight) in accepted.split(',').map(weighted) {
        match name {
            "text/html" | "application/xhtml+xml" => page = page.max(weight),
            "application/json" | "application/geo+json" => data = data.max(weight),
            _ => {}
        }
    }
    page > data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_everybody_else_data() {
        for (accept, is_page) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("application/geo+json, application/json", false),
            ("*/*", false),
            ("", false),
            ("application/json;q=0.5, text/html", true),
            ("application/geo+json, text/html;q=0.9", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(prefers_html(&headers), is_page, "{accept}");
        }
    }
}
