//! Pages for people who follow a link with a browser. They need no script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::links::Base;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// A page above this one.
pub(in crate::http) struct Crumb<'a> {
    /// Under `/ogc`.
    pub(super) path: &'a str,
    pub(super) title: &'a str,
}

/// A page.
pub(in crate::http) fn document(
    call: &Call<'_>,
    base: &Base,
    title: &str,
    above: &[Crumb<'_>],
    content: Markup,
) -> Reply {
    let page = html! {
        (DOCTYPE)
        html lang=(call.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(include_str!("page.css"))) }
            }
            body {
                nav aria-label=(call.language.pick("位置", "Where you are")) {
                    @for crumb in above {
                        a href=(base.ogc(&format!("{}?f=html", crumb.path))) { (crumb.title) } " / "
                    }
                }
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    };
    Reply::html(page.into_string().into_bytes())
}
