//! What phones ask for to install the app, and search engines to find the pages.

use serde_json::json;

use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// `/manifest.webmanifest`: the app under the district's name.
pub(in crate::http) fn manifest(call: &Call<'_>) -> Result<Reply, HttpError> {
    let name = &call.app().data.district.name;
    let (district, language) = (call.language.pick(&name.zh, &name.en), call.language);
    let icon = |file: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": format!("/{file}"), "sizes": sizes, "type": kind, "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": format!("{district} {}", language.pick("工会驿站", "union stations")),
        "short_name": language.pick("工会驿站", "Stations"),
        "lang": language.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f2f4f7",
        "theme_color": "#0b57c9",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any maskable"),
            icon("icon-512.png", "512x512", "image/png", "any maskable"),
        ],
    });
    let mut reply = Reply::json(manifest.to_string().into_bytes()).in_language(language);
    reply.content_type = "application/manifest+json";
    Ok(reply)
}

/// `/robots.txt`: the pages may be found; there is no use in searching the API.
pub(in crate::http) fn robots(_call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::text("User-agent: *\nDisallow: /api/\nAllow: /\n".to_owned()))
}
