//! `/manifest.webmanifest`: how the page looks as an app on a phone.

use serde_json::{Value, json};

use super::head::site_name;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// The manifest, in the client's language.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let colours = &call.app().district.colours;
    let manifest = json!({
        // It stays the same app whatever its first address becomes.
        "id": "/",
        "name": site_name(call),
        "short_name": call.language.pick("工会驿站", "Stations"),
        "description": call.language.pick(
            "找最近的、到达时开门的、有你要的服务的驿站。",
            "The nearest station that is open when you get there and has what you need.",
        ),
        "lang": call.language.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": colours.theme.as_str(),
        "background_color": colours.background.as_str(),
        "categories": ["navigation", "lifestyle"],
        "icons": [
            icon("/icons/192.png", "192x192", "any"),
            icon("/icons/512.png", "512x512", "any"),
            icon("/icons/maskable-512.png", "512x512", "maskable"),
        ],
    });
    let reply = Reply::json(manifest.to_string().into_bytes());
    Ok(reply.of_type("application/manifest+json").in_language(call.language))
}

fn icon(src: &str, sizes: &str, purpose: &str) -> Value {
    json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose })
}
