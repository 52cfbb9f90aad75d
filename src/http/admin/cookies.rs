//! The two cookies of staff: the session, and that the browser is known.
//!
//! Where clients come by HTTPS their names begin with `__Host-`: browsers then take them only
//! with `Secure`, for the whole host and for no other, so that no neighbouring site can plant
//! one. Neither can be read by a script, and none is sent along when another site's page asks.

use axum::http::{HeaderMap, header};

use crate::domain::pass::{DEVICE_KNOWN, LONGEST_SESSION, PassSecret};
use crate::http::public_url::PublicUrl;
use crate::http::reply::Reply;
use crate::http::site::Site;

const SESSION: &str = "yizhan-session";
const DEVICE: &str = "yizhan-device";

/// The session that the browser has.
pub(super) fn session(site: &Site, headers: &HeaderMap) -> Option<PassSecret> {
    read(site, headers, SESSION)
}

/// By which the browser is known.
pub(super) fn device(site: &Site, headers: &HeaderMap) -> Option<PassSecret> {
    read(site, headers, DEVICE)
}

/// The reply that also gives the browser both cookies.
pub(super) fn given(site: &Site, reply: Reply, session: &PassSecret, device: &PassSecret) -> Reply {
    let session = cookie(site, SESSION, &session.text(), LONGEST_SESSION.num_seconds());
    let device = cookie(site, DEVICE, &device.text(), DEVICE_KNOWN.num_seconds());
    reply.with_header(header::SET_COOKIE, &session).with_header(header::SET_COOKIE, &device)
}

/// The reply that also takes the session's cookie away. The browser stays known.
pub(super) fn taken(site: &Site, reply: Reply) -> Reply {
    reply.with_header(header::SET_COOKIE, &cookie(site, SESSION, "", 0))
}

fn cookie(site: &Site, name: &str, value: &str, max_age_s: i64) -> String {
    let name = full_name(site, name);
    let secure = if is_https(site) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}")
}

fn read(site: &Site, headers: &HeaderMap, name: &str) -> Option<PassSecret> {
    let name = full_name(site, name);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(given, _)| *given == name)
        .and_then(|(_, value)| PassSecret::from_text(value))
}

fn full_name(site: &Site, name: &str) -> String {
    if is_https(site) { format!("__Host-{name}") } else { name.to_owned() }
}

fn is_https(site: &Site) -> bool {
    site.public_url.as_ref().is_some_and(PublicUrl::is_https)
}
