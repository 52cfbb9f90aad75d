//! What a page is about, for browsers, search engines and chats that show a preview.

use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use crate::http::Language;
use crate::http::site::Call;
use crate::pictures::card;

/// The picture that chats show beside a link to a page without one of its own.
const PICTURE: &str = "/icons/512.png";

/// What one page is about.
#[derive(Debug)]
pub(super) struct About {
    /// Without the name of the site.
    pub(super) title: String,
    /// One or two sentences.
    pub(super) description: String,
    /// Its own path, whatever the address was that led to it.
    pub(super) path: String,
    /// Whether search engines are to show it.
    pub(super) audience: Audience,
    /// The path of the card that chats show beside a link, if the page has one of its own.
    pub(super) card: Option<String>,
    /// The same facts for programs, as schema.org says them.
    pub(super) json_ld: Option<Value>,
}

/// For whom a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// Everybody.
    Everybody,
    /// Those who have its address: it tells of something that is not there (any more, yet, or
    /// for real), and would mislead who finds it by searching.
    Bearers,
}

impl About {
    /// The elements of the head.
    pub(super) fn markup(&self, call: &Call<'_>) -> Markup {
        let site = site_name(call);
        let public_url = call.public_url();
        let full = |path: &str| public_url.as_deref().map_or(path.to_owned(), |url| url.of(path));
        let colours = &call.app().district.colours;
        let (locale, other) = match call.language {
            Language::Zh => ("zh_CN", "en"),
            Language::En => ("en", "zh_CN"),
        };
        html! {
            title { (self.title) " · " (site) }
            meta name="description" content=(self.description);
            meta name="theme-color" content=(colours.theme.as_str());
            meta name="apple-mobile-web-app-title" content=(call.language.pick("工会驿站", "Stations"));
            @if self.audience == Audience::Bearers {
                meta name="robots" content="noindex";
            } @else {
                link rel="canonical" href=(full(&self.path));
            }
            meta property="og:type" content="website";
            meta property="og:site_name" content=(site);
            meta property="og:title" content=(self.title);
            meta property="og:description" content=(self.description);
            meta property="og:url" content=(full(&self.path));
            meta property="og:image" content=(full(self.card.as_deref().unwrap_or(PICTURE)));
            @if self.card.is_some() {
                meta property="og:image:type" content="image/png";
                meta property="og:image:width" content=(card::WIDTH);
                meta property="og:image:height" content=(card::HEIGHT);
                meta property="og:image:alt" content=(self.title);
                meta name="twitter:card" content="summary_large_image";
            }
            meta property="og:locale" content=(locale);
            meta property="og:locale:alternate" content=(other);
            @if let Some(json_ld) = &self.json_ld {
                script type="application/ld+json" { (PreEscaped(inside_script(json_ld))) }
            }
        }
    }
}

/// What the site is called.
pub(in crate::http) fn site_name(call: &Call<'_>) -> String {
    let name = &call.app().district.name;
    match call.language {
        Language::Zh => format!("{}工会驿站", name.zh),
        Language::En => format!("Union service stations of {}", name.en),
    }
}

/// JSON that may stand inside a `script` element: nothing in it can end the element or begin a
/// comment, because those characters are written as JSON's own escapes.
pub(super) fn inside_script(json: &Value) -> String {
    let mut out = String::new();
    for c in json.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            plain => out.push(plain),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn no_text_ends_the_script_and_every_text_comes_back(
            text in "\\PC{0,20}(</script>|<!--|]]>|&lt;|\"|'|\u{2028})?\\PC{0,20}"
        ) {
            let json = json!({ "name": text });
            let inside = inside_script(&json);
            let dangerous = ['<', '>', '&', '\u{2028}'];
            prop_assert!(!inside.contains(dangerous));
            prop_assert_eq!(serde_json::from_str::<Value>(&inside).expect("json"), json);
        }
    }
}
