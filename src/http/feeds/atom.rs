//! What was changed last, as Atom (RFC 4287): an entry a station, as it is now.

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, PreEscaped, html};

use crate::features::stations::{StationFeature, newest};
use crate::features::{Collection, Feature, Value};
use crate::http::Language;
use crate::http::public_url::PublicUrl;
use crate::index::Snapshot;

/// How many entries the feed has at most.
const ENTRIES: usize = 100;

/// For whom the feed is.
pub(super) struct Telling {
    /// The district's id.
    pub(super) id: String,
    pub(super) url: Option<PublicUrl>,
    pub(super) language: Language,
}

pub(super) fn document(snapshot: &Snapshot, telling: &Telling) -> Vec<u8> {
    let entries = newest(snapshot, ENTRIES);
    let updated = entries.iter().map(updated).max().unwrap_or(snapshot.built_at());
    let title = telling.language.pick("驿站的变更", "Changes of stations");
    let feed = html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(telling.language.tag()) {
            id { "urn:yizhan:" (telling.id) ":changes" }
            title { (title) }
            updated { (instant(updated)) }
            author { name { "Yizhan" } }
            @if let Some(url) = &telling.url {
                (link("self", &url.of("/feeds/changes.atom")))
            }
            @for station in &entries { (entry(station, telling)) }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", feed.into_string()).into_bytes()
}

fn entry(station: &StationFeature<'_>, telling: &Telling) -> Markup {
    let code = station.id();
    let text = |name: &str| {
        let at = Collection::Stations.position_of(name).unwrap_or(usize::MAX);
        match station.value(at) {
            Value::Text(text) => text.into_owned(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        }
    };
    html! {
        entry {
            id { "urn:yizhan:" (telling.id) ":station:" (code) ":" (text("version")) }
            title { (text("name")) }
            updated { (instant(updated(station))) }
            @if let Some(url) = &telling.url {
                (link("alternate", &url.of(&format!("/s/{code}"))))
            }
            category term=(text("status")) {}
            summary { (text("area_name")) " " (text("address")) " " (text("opening_hours")) }
        }
    }
}

/// Maud writes elements of HTML; in XML one that is empty needs its end.
fn link(rel: &str, href: &str) -> Markup {
    let link = html! { link rel=(rel) href=(href); }.into_string();
    PreEscaped(link.replacen('>', "/>", 1))
}

fn updated(station: &StationFeature<'_>) -> DateTime<Utc> {
    let at = Collection::Stations.position_of("updated_at").unwrap_or(usize::MAX);
    match station.value(at) {
        Value::Instant(at) => at,
        _ => DateTime::UNIX_EPOCH,
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
