//! `/embed`: a list of stations to stand inside other people's pages, in a frame of its own.
//!
//! It asks for what `/api/v1/stations` asks for (`area`, `amenities`, `open=now` …) and needs no
//! script. `/embed.js` makes the frame, for those who would rather write a line of HTML.

use axum::http::header;
use maud::{DOCTYPE, PreEscaped, html};

use super::head::site_name;
use super::station::{amenity_label, path};
use crate::http::api::schema::ListAnswer;
use crate::http::api::stations;
use crate::http::error::HttpError;
use crate::http::reply::{Content, HTML, Reply};
use crate::http::site::Call;

/// What the frame may do: show itself anywhere, and nothing else. There is nothing in it that
/// somebody could be tricked into: its links open a page of ours.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors *";

const SCRIPT: &str = include_str!("embed.js");

/// The list.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let Content::Fresh(found) = stations::answer(call)?.content else {
        return Err(HttpError::Internal);
    };
    let found: ListAnswer =
        serde_json::from_slice(&found).map_err(|_defect| HttpError::Internal)?;
    let (language, snapshot) = (call.language, call.snapshot());
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (site_name(call)) }
                style { (PreEscaped(include_str!("embed.css"))) }
            }
            body {
                header {
                    a href="/" target="_blank" rel="noopener" { (site_name(call)) }
                    span { " " (found.matched) " " (language.pick("处", "places")) }
                }
                main aria-label=(site_name(call)) {
                    @if found.stations.is_empty() {
                        p { (language.pick("没有符合条件的驿站。", "No station fits.")) }
                    }
                    ul {
                        @for station in &found.stations {
                            li {
                                a href=(path(&station.code)) target="_blank" rel="noopener" {
                                    (station.name)
                                }
                                p.state { (station.open.text) }
                                p { (station.address) }
                                p {
                                    @for amenity in &station.amenities {
                                        span { (amenity_label(language, snapshot.amenities(), amenity)) } " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let reply = Reply::html(page.into_string().into_bytes()).of_type(HTML);
    Ok(reply.in_language(language).with_header(header::CONTENT_SECURITY_POLICY, POLICY))
}

/// `/embed.js`.
pub(in crate::http) fn script(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    Ok(Reply::text(SCRIPT.to_owned()).of_type("text/javascript; charset=utf-8"))
}
