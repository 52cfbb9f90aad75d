//! The built `index.html`, cut at its markers. The names of scripts and style sheets in it
//! change with their content, so that it is filled in rather than written again.

use std::sync::LazyLock;

use maud::Markup;

use crate::http::Language;
use crate::http::embedded;

/// A page with its places cut out.
#[derive(Debug, Default)]
pub(super) struct Template<'a> {
    until_language: &'a str,
    until_about: &'a str,
    until_content: &'a str,
    shell: &'a str,
    rest: &'a str,
}

/// The template of every page.
pub(super) fn template() -> &'static Template<'static> {
    static BUILT: LazyLock<Template<'static>> = LazyLock::new(|| {
        let built = embedded::text("index.html").and_then(Template::cut);
        built.or_else(|| Template::cut(NOT_BUILT)).unwrap_or_default()
    });
    &BUILT
}

const LANGUAGE: &str = r#"<html lang=""#;
const ABOUT: [&str; 2] = ["<!-- about:begin -->", "<!-- about:end -->"];
const CONTENT: [&str; 2] = ["<!-- content:begin -->", "<!-- content:end -->"];

/// How facts look where no script ever runs.
const FACTS_STYLE: &str = concat!("<style>", include_str!("facts.css"), "</style>");

/// Stands in when the program was compiled without the web app.
const NOT_BUILT: &str = r#"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<!-- about:begin --><!-- about:end -->
</head>
<body><div id="app"><!-- content:begin -->
<p>这个程序没有编入网页。接口说明：<a href="/openapi.json">/openapi.json</a></p>
<p lang="en">This program was compiled without the web app: run <code>make web</code> and compile
it again. The API describes itself at <a href="/openapi.json">/openapi.json</a>.</p>
<!-- content:end --></div></body>
</html>
"#;

impl<'a> Template<'a> {
    /// Cuts a page; `None` when a marker is missing.
    fn cut(page: &'a str) -> Option<Self> {
        let (until_language, rest) = page.split_once(LANGUAGE)?;
        let (_language, rest) = rest.split_once('"')?;
        let (until_about, rest) = rest.split_once(ABOUT[0])?;
        let (_about, rest) = rest.split_once(ABOUT[1])?;
        let (until_content, rest) = rest.split_once(CONTENT[0])?;
        let (shell, rest) = rest.split_once(CONTENT[1])?;
        Some(Self { until_language, until_about, until_content, shell, rest })
    }

    /// The page, about something.
    pub(super) fn filled(&self, language: Language, about: &Markup, content: Content) -> Vec<u8> {
        let (style, content) = match &content {
            Content::Shell => ("", self.shell),
            Content::Facts(facts) => (FACTS_STYLE, facts.0.as_str()),
        };
        let parts = [
            self.until_language,
            LANGUAGE,
            language.tag(),
            "\"",
            self.until_about,
            about.0.as_str(),
            style,
            self.until_content,
            content,
            self.rest,
        ];
        parts.concat().into_bytes()
    }
}

/// What stands on a page until the web app takes over.
pub(super) enum Content {
    /// What the page was built with.
    Shell,
    /// Facts that are only known now.
    Facts(Markup),
}

#[cfg(test)]
mod tests {
    use super::*;
    use maud::html;

    #[test]
    fn the_page_that_is_built_and_the_one_that_stands_in_have_every_marker() {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/web/index.html");
        let source = std::fs::read_to_string(source).expect("web/index.html");
        for page in [source.as_str(), NOT_BUILT] {
            assert!(Template::cut(page).is_some(), "a marker is missing in\n{page}");
        }
    }

    #[test]
    fn language_head_and_content_are_filled_in_and_the_rest_is_kept() {
        let page = "<!doctype html><html lang=\"zh-CN\"><head><script src=\"/assets/a-1.js\"></script>\
            <!-- about:begin --><title>old</title><!-- about:end --></head>\
            <body><div id=\"app\"><!-- content:begin -->shell<!-- content:end --></div></body></html>";
        let template = Template::cut(page).expect("cut");
        let about = html! { title { "new" } };

        let filled = |content| {
            String::from_utf8(template.filled(Language::En, &about, content)).expect("utf-8")
        };
        assert_eq!(
            filled(Content::Facts(html! { p { "facts" } })).replace(FACTS_STYLE, ""),
            "<!doctype html><html lang=\"en\"><head><script src=\"/assets/a-1.js\"></script>\
             <title>new</title></head><body><div id=\"app\"><p>facts</p></div></body></html>"
        );
        assert!(filled(Content::Shell).contains("<div id=\"app\">shell</div>"));
    }
}
