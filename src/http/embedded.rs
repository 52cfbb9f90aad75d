//! The web app, as it was built into the program: its files, each with what `npm run build`
//! compressed beside it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::http::HeaderName;
use bytes::Bytes;
use rust_embed::Embed;

use super::compress::Encoded;
use super::error::HttpError;
use super::reply::{Cache, Reply};
use super::site::Call;

#[derive(Embed)]
#[folder = "web/dist"]
struct Dist;

struct File {
    plain: Bytes,
    encoded: Arc<Encoded>,
    content_type: &'static str,
}

static FILES: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| {
    let paths = Dist::iter().filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"));
    paths.filter_map(|path| Some((path.to_string(), file(&path)?))).collect()
});

/// The text of a file of the web app, if it was built in.
pub(super) fn text(path: &str) -> Option<&'static str> {
    std::str::from_utf8(FILES.get(path)?.plain.as_ref()).ok()
}

/// `/api`: the page that shows the API.
pub(super) fn api_page(_call: &Call<'_>) -> Result<Reply, HttpError> {
    page("api.html")
}

/// `/staff` and below: the console, which draws its own pages. What it shows is asked for by
/// whoever has signed in; the page itself holds nothing.
pub(super) fn staff_page(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(page("staff.html")?.with_header(HeaderName::from_static("x-robots-tag"), "noindex"))
}

/// `/staff/check` and below: the page of somebody who verifies stations with a phone.
pub(super) fn check_page(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(page("check.html")?.with_header(HeaderName::from_static("x-robots-tag"), "noindex"))
}

/// `/planner`: the planners' desk. What it shows is asked for by the page; itself it holds nothing.
pub(super) fn planner_page(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(page("planner.html")?.with_header(HeaderName::from_static("x-robots-tag"), "noindex"))
}

/// `/assets/…`: files whose names change with their content.
pub(super) fn asset(call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(page(call.uri.path().trim_start_matches('/'))?.cached(Cache::Immutable))
}

/// Files of the root whose names do not change: icons, and whatever else is named in a page.
pub(super) fn icon(call: &Call<'_>) -> Result<Reply, HttpError> {
    page(call.uri.path().trim_start_matches('/'))
}

/// `/sw.js`: the worker that keeps the page on the phone. It may speak for every address.
pub(super) fn service_worker(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(page("sw.js")?.with_header(HeaderName::from_static("service-worker-allowed"), "/"))
}

fn page(path: &str) -> Result<Reply, HttpError> {
    let file = FILES.get(path).ok_or(HttpError::NoSuchPath)?;
    Ok(Reply::ready(Arc::clone(&file.encoded), file.content_type))
}

fn file(path: &str) -> Option<File> {
    let packed = |suffix| bytes(&format!("{path}.{suffix}"));
    let plain = bytes(path)?;
    let encoded = Arc::new(Encoded::ahead(plain.clone(), packed("br"), packed("gz")));
    Some(File { plain, encoded, content_type: content_type(path) })
}

/// A file's bytes; they lie in the program itself and are not copied.
fn bytes(path: &str) -> Option<Bytes> {
    Some(match Dist::get(path)?.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
