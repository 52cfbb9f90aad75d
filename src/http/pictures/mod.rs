//! Pictures of stations: `/s/{code}/card.png`, which chats show beside a link, and
//! `/s/{code}/plaque.pdf` and `.svg`, the plaque for the door; [`batch`] has many of them as one
//! file, for staff.
//!
//! [`words`] says what stands on a picture, `crate::pictures` lays it out and draws it, [`kept`]
//! remembers it.

pub(super) mod batch;
mod hours;
mod kept;
pub mod trouble;
mod words;

pub(super) use kept::Kept;

use std::sync::Arc;

use axum::http::HeaderMap;

use self::kept::{Name, kept};
use self::words::Pictured;
use super::api;
use super::errand::{Errand, Running};
use super::error::{HttpError, Said};
use super::params::{Query, Words, word};
use super::reply::{Reply, holds};
use super::site::Site;
use crate::pictures::plaque::{self, Sheet};
use crate::pictures::{card, press};

const PNG: &str = "image/png";
const PDF: &str = "application/pdf";
const SVG: &str = "image/svg+xml";

/// The words of `size`.
const SHEETS: Words<Sheet> = Words {
    what: Said::fixed("纸张", "a size of paper"),
    all: &[Sheet::A4, Sheet::A5],
    key: |sheet| match sheet {
        Sheet::A4 => "a4",
        Sheet::A5 => "a5",
    },
};

/// `/s/{code}/card.png`. Whatever a chat adds behind the `?` is passed over.
pub(super) fn card(errand: Errand) -> Running {
    Box::pin(async move {
        let (layout, language) = {
            let call = errand.call();
            let snapshot = call.snapshot();
            let id = api::station::find_named(code(&errand), &snapshot)?;
            let pictured = Pictured::read(&call, &snapshot, id)?;
            (card::svg(&pictured.card(&call))?, call.language)
        };
        let name = Name::of(&[PNG, &layout]);
        let make = move || Ok(press::png(&layout, 1.0)?);
        Ok(sent(&errand.site, &errand.headers, &name, PNG, make).await?.in_language(language))
    })
}

/// `/s/{code}/plaque.pdf`.
pub(super) fn plaque_pdf(errand: Errand) -> Running {
    Box::pin(async move {
        let (title, layout, sheet) = plaque(&errand)?;
        let name = Name::of(&[PDF, &layout]);
        let make = move || Ok(press::pdf(&title, sheet.paper(), &[layout])?);
        sent(&errand.site, &errand.headers, &name, PDF, make).await
    })
}

/// `/s/{code}/plaque.svg`.
pub(super) fn plaque_svg(errand: Errand) -> Running {
    Box::pin(async move {
        let (_, layout, _) = plaque(&errand)?;
        let name = Name::of(&[SVG, &layout]);
        let make = move || Ok(press::outlined(&layout)?.into_bytes());
        sent(&errand.site, &errand.headers, &name, SVG, make).await
    })
}

/// The title, the layout and the paper of a plaque.
fn plaque(errand: &Errand) -> Result<(String, String, Sheet), HttpError> {
    let call = errand.call();
    let sheet = sheet(&call.query(&["size"])?)?;
    let snapshot = call.snapshot();
    let id = api::station::find_named(code(errand), &snapshot)?;
    let plaque = Pictured::read(&call, &snapshot, id)?.plaque(&call)?;
    let title = format!("{} {}", plaque.facts.name, plaque.facts.code);
    Ok((title, plaque::svg(&plaque, sheet)?, sheet))
}

/// `size`: A4 if not given.
fn sheet(query: &Query<'_>) -> Result<Sheet, HttpError> {
    Ok(word(query, "size", &SHEETS)?.unwrap_or(Sheet::A4))
}

/// The segment of the path that names the station: the one before the last.
fn code(errand: &Errand) -> &str {
    errand.uri.path().rsplit('/').nth(1).unwrap_or("")
}

/// A picture, unless the client says that it has it.
async fn sent(
    site: &Arc<Site>,
    headers: &HeaderMap,
    name: &Name,
    content_type: &'static str,
    make: impl FnOnce() -> Result<Vec<u8>, HttpError> + Send + 'static,
) -> Result<Reply, HttpError> {
    let tag = name.tag();
    if holds(headers, &tag) {
        return Ok(Reply::file(Vec::new(), content_type).tagged(tag));
    }
    Ok(Reply::ready(kept(site, name, make).await?, content_type).tagged(tag))
}
