//! The rider's app: one document for all its addresses, as it was built.

use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};

use crate::http::embedded;
use crate::http::error::HttpError;
use crate::http::reply::{Cache, Content, Reply};
use crate::http::site::Call;

/// `/`, `/search`, …: the app decides what to show. Without a built app, `/` leads to the
/// description of the API.
pub(in crate::http) fn answer(_call: &Call<'_>) -> Result<Reply, HttpError> {
    if embedded::is_there(DOCUMENT) {
        return embedded::page(DOCUMENT);
    }
    let mut reply = Reply::text("/openapi.json\n".to_owned()).cached(Cache::Never);
    reply.status = StatusCode::TEMPORARY_REDIRECT;
    reply.extra = Some((header::LOCATION, HeaderValue::from_static("/openapi.json")));
    Ok(reply)
}

/// `/sw.js`: kept by nobody, so that a new worker is found at once.
pub(in crate::http) fn service_worker(_call: &Call<'_>) -> Result<Reply, HttpError> {
    embedded::page("sw.js")
}

/// `/icon.svg`, …: pictures that keep their names.
pub(in crate::http) fn picture(call: &Call<'_>) -> Result<Reply, HttpError> {
    embedded::page(call.last_segment())
}

/// The app's document with a title and other elements in its head, and with something to read
/// in its body until the app takes over. Both must be safe HTML.
pub(super) fn document(language: &str, title: &str, head: &str, body: &str) -> Reply {
    let Frame { before_title, before_head, before_body, after_body } = &*FRAME;
    let before_title = before_title.replace("lang=\"zh-CN\"", &format!("lang=\"{language}\""));
    let html = [&before_title, title, before_head, head, before_body, body, after_body].concat();
    Reply {
        content: Content::Fresh(html.into_bytes()),
        content_type: "text/html; charset=utf-8",
        cache: Cache::Ask,
        language: None,
        extra: None,
        status: StatusCode::OK,
    }
}

const DOCUMENT: &str = "index.html";

/// The document, cut where something is put in.
struct Frame {
    before_title: String,
    before_head: String,
    before_body: String,
    after_body: String,
}

static FRAME: LazyLock<Frame> = LazyLock::new(|| {
    let built = embedded::text(DOCUMENT);
    let html = built.as_deref().unwrap_or(BARE);
    Frame::cut(html).or_else(|| Frame::cut(BARE)).unwrap_or(Frame {
        before_title: String::new(),
        before_head: String::new(),
        before_body: String::new(),
        after_body: String::new(),
    })
});

/// What stands for the document when the app was not built in.
const BARE: &str = "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title></title>\
<!--head--></head><body><!--app--><!--/app--></body></html>";

impl Frame {
    fn cut(html: &str) -> Option<Self> {
        let (before_title, rest) = html.split_once("<title>")?;
        let (_, rest) = rest.split_once("</title>")?;
        let (before_head, rest) = rest.split_once("<!--head-->")?;
        let (before_body, rest) = rest.split_once("<!--app-->")?;
        let (_, after_body) = rest.split_once("<!--/app-->")?;
        Some(Self {
            before_title: format!("{before_title}<title>"),
            before_head: format!("</title>{before_head}"),
            before_body: before_body.to_owned(),
            after_body: after_body.to_owned(),
        })
    }
}
