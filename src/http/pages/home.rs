//! `/`: the first page, as it was built, with the district's name in its head.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde_json::json;

use super::head::{About, Audience, site_name};
use super::template::{Content, template};
use crate::http::Language;
use crate::http::compress::Encoded;
use crate::http::error::HttpError;
use crate::http::reply::{HTML, Reply};
use crate::http::site::Call;

/// Pages that are the same for everybody, kept once they have been made.
#[derive(Debug, Default)]
pub(in crate::http) struct Pages {
    /// The first page, by language.
    home: [OnceLock<Arc<Encoded>>; 2],
}

/// The first page.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let reply = if call.site.public_url.is_some() {
        let kept = &call.site.pages.home[usize::from(call.language == Language::En)];
        let page = kept.get_or_init(|| Arc::new(Encoded::new(Bytes::from(page(call)))));
        Reply::ready(Arc::clone(page), HTML)
    } else {
        // It names the host that was asked for, so that it is not the same for everybody.
        Reply::html(page(call))
    };
    Ok(reply.in_language(call.language))
}

fn page(call: &Call<'_>) -> Vec<u8> {
    let language = call.language;
    let site = site_name(call);
    let address = call.public_url().map(|url| url.of("/"));
    let about = About {
        title: language.pick("找最近的驿站", "Find the nearest station").to_owned(),
        description: match language {
            Language::Zh => {
                format!("{site}：离你最近、到达时开门、有你要的服务。饮水、热饭、充电、休息。")
            }
            Language::En => format!(
                "{site}: the nearest one that is open when you get there and has what you need. \
                 Water, a warm meal, charging, a seat."
            ),
        },
        path: "/".to_owned(),
        audience: Audience::Everybody,
        card: None,
        json_ld: Some(json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site,
            "url": address,
            "inLanguage": ["zh-CN", "en"],
        })),
    };
    template().filled(language, &about.markup(call), Content::Shell)
}
