//! Pictures: `/s/{code}/card.png`, which chats show beside a link, `/s/{code}/plaque.pdf` and
//! `.svg`, the plaque for the door, and [`static_map`]; [`batch`] has many plaques as one file, for
//! staff.
//!
//! [`words`] says what stands on a picture, `crate::pictures` lays it out and draws it, [`map`] has
//! the map on it, [`kept`] remembers it.

pub(super) mod batch;
mod hours;
mod kept;
pub(super) mod map;
pub(super) mod static_map;
pub mod trouble;
mod words;

pub(super) use kept::Kept;
pub(super) use static_map::ADDRESS as STATIC_MAP;

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use tokio::time::timeout;

use self::kept::{Name, kept, worked};
use self::map::{Laid, Wanted, inlined, station_pin};
use self::words::Pictured;
use super::api;
use super::errand::{Errand, Running};
use super::error::{HttpError, Said};
use super::language::Language;
use super::params::{Query, Words, word};
use super::reply::{Reply, holds};
use super::site::Site;
use crate::domain::coordinates::Wgs84;
use crate::index::Snapshot;
use crate::index::filter::Filter;
use crate::pictures::card::{self, Card};
use crate::pictures::map::View;
use crate::pictures::plaque::{self, Plaque, Sheet};
use crate::pictures::{PictureError, press};

pub(super) const PNG: &str = "image/png";
const PDF: &str = "application/pdf";
const SVG: &str = "image/svg+xml";

/// How long a picture waits for its map before it is sent without one.
const TIME_FOR_A_MAP: Duration = Duration::from_secs(5);

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
        let snapshot = errand.site.app.published.load_full();
        let (card, position, language) = {
            let call = errand.call();
            let id = api::station::find_named(code(&errand), &snapshot)?;
            let pictured = Pictured::read(&call, &snapshot, id)?;
            (pictured.card(&call), pictured.position(), call.language)
        };
        let [width_px, height_px] = card::MAP;
        let view = View { centre: position, zoom: 15.0, width_px, height_px, density: 1 };
        let view = view.with_centre_at(card::STATION_ON_MAP);
        let laid = beside(&errand.site, &snapshot, view, position, language).await;
        let lay = move |map: Option<String>| card::svg(&Card { map, ..card.clone() });
        let make = |layout: String| Ok(press::png(&layout, 1.0)?);
        let reply = with_map(&errand, PNG, laid, lay, make).await?;
        Ok(reply.in_language(language))
    })
}

/// `/s/{code}/plaque.pdf`.
pub(super) fn plaque_pdf(errand: Errand) -> Running {
    Box::pin(async move {
        let plaque = Asked::read(&errand)?;
        let (title, paper) = (plaque.title(), plaque.sheet.paper());
        let make = move |layout| Ok(press::pdf(&title, paper, &[layout])?);
        plaque.sent(&errand, PDF, make).await
    })
}

/// `/s/{code}/plaque.svg`.
pub(super) fn plaque_svg(errand: Errand) -> Running {
    Box::pin(async move {
        let make = |layout: String| Ok(press::outlined(&layout)?.into_bytes());
        Asked::read(&errand)?.sent(&errand, SVG, make).await
    })
}

/// A plaque that is asked for.
struct Asked {
    snapshot: Arc<Snapshot>,
    plaque: Plaque,
    sheet: Sheet,
    position: Wgs84,
}

impl Asked {
    fn read(errand: &Errand) -> Result<Self, HttpError> {
        let call = errand.call();
        let sheet = sheet(&call.query(&["size"])?)?;
        let snapshot = errand.site.app.published.load_full();
        let id = api::station::find_named(code(errand), &snapshot)?;
        let pictured = Pictured::read(&call, &snapshot, id)?;
        let (plaque, position) = (pictured.plaque(&call)?, pictured.position());
        Ok(Self { snapshot, plaque, sheet, position })
    }

    fn title(&self) -> String {
        format!("{} {}", self.plaque.facts.name, self.plaque.facts.code)
    }

    async fn sent(
        self,
        errand: &Errand,
        content_type: &'static str,
        make: impl FnOnce(String) -> Result<Vec<u8>, HttpError> + Clone + Send + 'static,
    ) -> Result<Reply, HttpError> {
        let Self { snapshot, plaque, sheet, position } = self;
        // Three pixels to each of the layout: 380 an inch.
        let laid = beside_a_plaque(&errand.site, &snapshot, position, 3).await;
        let lay = move |map: Option<String>| plaque::svg(&Plaque { map, ..plaque.clone() }, sheet);
        with_map(errand, content_type, laid, lay, make).await
    }
}

/// The map for a plaque, with so many pixels to each of its layout, which has five a millimetre;
/// `None` where none can be drawn.
async fn beside_a_plaque(
    site: &Arc<Site>,
    snapshot: &Arc<Snapshot>,
    position: Wgs84,
    density: u32,
) -> Option<Laid> {
    let [width_px, height_px] = plaque::MAP_MM.map(|edge_mm| (edge_mm * 5.0) as u32);
    let view = View { centre: position, zoom: 14.6, width_px, height_px, density };
    beside(site, snapshot, view, position, Language::Zh).await
}

/// The map for a picture of a station; `None` where none can be drawn.
async fn beside(
    site: &Arc<Site>,
    snapshot: &Arc<Snapshot>,
    view: View,
    position: Wgs84,
    language: Language,
) -> Option<Laid> {
    let (pins, gaps) = (vec![station_pin(position)], Vec::new());
    let wanted = Wanted { view, pins, filter: Filter::default(), gaps, language };
    map::laid(site, snapshot, wanted).await.ok()
}

/// A picture with a map; the same without it when that cannot be drawn, which is another picture
/// with another name.
async fn with_map(
    errand: &Errand,
    content_type: &'static str,
    laid: Option<Laid>,
    lay: impl Fn(Option<String>) -> Result<String, PictureError>,
    make: impl FnOnce(String) -> Result<Vec<u8>, HttpError> + Clone + Send + 'static,
) -> Result<Reply, HttpError> {
    let (site, headers) = (&errand.site, &errand.headers);
    if let Some(laid) = laid {
        // Until it is drawn its name stands for it.
        let place = format!("map:{}", laid.name.tag());
        let layout = lay(Some(place.clone()))?;
        let (name, make) = (Name::of(&[content_type, &layout]), make.clone());
        let site = Arc::clone(site);
        let headers = headers.clone();
        // In a task of its own: when it takes too long for this answer, it is there for the next.
        let drawing = tokio::spawn(async move {
            let drawn = async {
                let map = map::drawn(&site, laid).await?;
                worked(&site, move || make(layout.replace(&place, &inlined(&map)))).await?
            };
            sent(&site, &headers, &name, content_type, drawn).await
        });
        match timeout(TIME_FOR_A_MAP, drawing).await {
            Ok(Ok(Ok(reply))) => return Ok(reply),
            Ok(Ok(Err(error))) => tracing::debug!(%error, "a picture is made without its map"),
            Ok(Err(_panic)) => return Err(HttpError::Internal),
            Err(_elapsed) => tracing::debug!("a picture does not wait for its map"),
        }
    }
    let layout = lay(None)?;
    let name = Name::of(&[content_type, &layout]);
    let drawn = async { worked(site, move || make(layout)).await? };
    sent(site, headers, &name, content_type, drawn).await
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
pub(super) async fn sent(
    site: &Arc<Site>,
    headers: &HeaderMap,
    name: &Name,
    content_type: &'static str,
    make: impl Future<Output = Result<Vec<u8>, HttpError>> + Send,
) -> Result<Reply, HttpError> {
    let tag = name.tag();
    if holds(headers, &tag) {
        return Ok(Reply::file(Vec::new(), content_type).tagged(tag));
    }
    Ok(Reply::ready(kept(site, name, make).await?, content_type).tagged(tag))
}
