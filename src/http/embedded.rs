//! The web app, as it was built into the program.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use rust_embed::Embed;

use super::compress::Encoded;
use super::error::HttpError;
use super::reply::{Cache, Reply, is_compressible};
use super::site::Call;

#[derive(Embed)]
#[folder = "web/dist"]
struct Dist;

/// A file, compressed when it is first asked for.
struct File {
    plain: Bytes,
    encoded: LazyLock<Arc<Encoded>, Box<dyn FnOnce() -> Arc<Encoded> + Send>>,
    content_type: &'static str,
}

static FILES: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| {
    Dist::iter().filter_map(|path| Some((path.to_string(), file(&path)?))).collect()
});

/// The text of a file of the web app, if it was built in.
pub(super) fn text(path: &str) -> Option<&'static str> {
    std::str::from_utf8(FILES.get(path)?.plain.as_ref()).ok()
}

/// Compresses the files before anybody asks for them.
pub(super) fn compress_ahead() {
    for file in FILES.values() {
        LazyLock::force(&file.encoded);
    }
}

/// `/api`: the page that shows the API.
pub(super) fn api_page(_call: &Call<'_>) -> Result<Reply, HttpError> {
    page("api.html")
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
    let mut reply = page("sw.js")?;
    reply.extra =
        Some((HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/")));
    Ok(reply)
}

fn page(path: &str) -> Result<Reply, HttpError> {
    let file = FILES.get(path).ok_or(HttpError::NoSuchPath)?;
    Ok(Reply::ready(Arc::clone(&file.encoded), file.content_type))
}

fn file(path: &str) -> Option<File> {
    let plain = Bytes::from(Dist::get(path)?.data.into_owned());
    let bytes = plain.clone();
    let content_type = content_type(path);
    let encode: Box<dyn FnOnce() -> Arc<Encoded> + Send> = Box::new(move || {
        let compressible = is_compressible(content_type);
        let encode = if compressible { Encoded::new } else { Encoded::incompressible };
        Arc::new(encode(bytes))
    });
    Some(File { plain, encoded: LazyLock::new(encode), content_type })
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
