//! Maps as pictures: which part of the earth, what lies under it and what on it; drawn by the program
//! beside ours, with words laid over it on the bench.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use geo::{BoundingRect, MultiPolygon};

use super::kept::{Name, worked};
use super::trouble::PictureTrouble;
use super::{PNG, sent};
use crate::domain::coordinates::Wgs84;
use crate::drawing::DrawingError;
use crate::drawing::renderer::Renderer;
use crate::http::basemap::Tiles;
use crate::http::errand::Errand;
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::reply::Reply;
use crate::http::site::Site;
use crate::index::Snapshot;
use crate::index::filter::Filter;
use crate::index::list::Bbox;
use crate::pictures::map::{Dot, Ground, Map, Pin, Plan, Sign, View};
use crate::pictures::press;

/// Stations on one map; of more, every so many are shown.
const MOST_DOTS: usize = 20_000;

/// What a map is asked for.
pub(in crate::http) struct Wanted {
    pub(in crate::http) view: View,
    pub(in crate::http) pins: Vec<Pin>,
    /// The stations that are shown.
    pub(in crate::http) filter: Filter,
    /// Regions that no station reaches, and how strong they look. Under them lie areas alone.
    pub(in crate::http) gaps: Vec<(MultiPolygon<f64>, f32)>,
    pub(in crate::http) language: Language,
}

/// A map that is laid out, and named.
pub(in crate::http) struct Laid {
    plan: Plan,
    tiles: Option<Tiles>,
    language: Language,
    pub(in crate::http) name: Name,
}

/// The program that draws; otherwise why there are no maps.
fn renderer(site: &Site) -> Result<&Renderer, PictureTrouble> {
    let none = || DrawingError::NoProgram("none was found".to_owned());
    site.map_renderer.get().ok_or_else(|| PictureTrouble::NoMap(none()))
}

/// The answer to a question whose answer is a map.
///
/// # Errors
/// [`PictureTrouble::NoMap`] where there is nothing to draw it with.
pub(in crate::http) async fn answered(
    errand: &Errand,
    snapshot: &Arc<Snapshot>,
    wanted: Wanted,
) -> Result<Reply, HttpError> {
    let (site, language) = (&errand.site, wanted.language);
    let laid = laid(site, snapshot, wanted).await?;
    let name = laid.name.clone();
    let made = drawn(site, laid);
    Ok(sent(site, &errand.headers, &name, PNG, made).await?.in_language(language))
}

/// Lays a map out, without drawing anything.
///
/// # Errors
/// [`PictureTrouble::NoMap`] where there is nothing to draw it with.
pub(in crate::http) async fn laid(
    site: &Arc<Site>,
    snapshot: &Arc<Snapshot>,
    wanted: Wanted,
) -> Result<Laid, HttpError> {
    renderer(site)?;
    let tiles = match site.basemap.get() {
        Some(basemap) if wanted.gaps.is_empty() => {
            basemap.open_tiles().await.map_err(unreadable)?
        }
        _ => None,
    };
    let language = wanted.language;
    let credit = site.basemap.get().and_then(|basemap| basemap.credit(language));
    let bounds = wanted.view.bounds(8.0);
    // What has a pin needs no other sign below it.
    let has_pin = |dot: &Dot| wanted.pins.iter().any(|pin| pin.position == dot.position);
    let mut shown = dots(snapshot, &wanted.filter, bounds);
    shown.retain(|dot| !has_pin(dot));
    let map = Map {
        view: wanted.view,
        areas: snapshot.areas().iter().collect(),
        has_ground: tiles.is_some(),
        dots: shown,
        pins: wanted.pins,
        gaps: wanted.gaps,
        credit: credit.filter(|_| tiles.is_some()),
    };
    let plan = map.plan();
    let ground = tiles.as_ref().map_or("", Tiles::identity);
    let name =
        Name::of_bytes(&[b"map", language.tag().as_bytes(), ground.as_bytes(), &plan.identity()]);
    Ok(Laid { plan, tiles, language, name })
}

/// The pixels of a map, as PNG.
pub(in crate::http) async fn drawn(site: &Arc<Site>, laid: Laid) -> Result<Vec<u8>, HttpError> {
    let renderer = renderer(site)?;
    let Laid { plan, tiles, language, .. } = laid;
    let mut found = Vec::new();
    if let Some(tiles) = &tiles {
        for at in plan.view().tiles(tiles.max_zoom()) {
            let tile = tiles.read(at).await.map_err(unreadable)?;
            found.extend(tile.map(|bytes| (at, bytes)));
        }
    }
    let lay = move || {
        let words = language.pick("zh", "en");
        let mut ground = plan.has_ground().then(|| Ground::new(plan.view(), words));
        for (at, bytes) in found {
            if let Some(ground) = &mut ground {
                ground.add(at, bytes)?;
            }
        }
        Ok::<_, HttpError>(plan.finish(ground))
    };
    let sheet = worked(site, lay).await??;
    let pixels = renderer.draw(&sheet.drawing).await?;
    let press = move || press::png_over(pixels, &sheet.overlay, sheet.density as f32);
    Ok(worked(site, press).await??)
}

/// A picture inside a layout.
pub(super) fn inlined(png: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png))
}

/// A pin with the mark of the stations.
pub(super) fn station_pin(position: Wgs84) -> Pin {
    Pin { position, sign: Sign::Mark }
}

/// The view of the whole district, pixels of the layout wide and high.
pub(in crate::http) fn district(snapshot: &Snapshot, size: [u32; 2]) -> Option<View> {
    let boxes = snapshot.areas().iter().filter_map(|area| area.boundary.bounding_rect());
    let corners = boxes.flat_map(|bounds| [bounds.min(), bounds.max()]);
    let corners = corners.filter_map(|at| Wgs84::new(at.x, at.y).ok());
    View::around(corners, size, 12.0, 16.0)
}

/// The listed stations of a filter in a box: west, south, east, north, degrees.
fn dots(snapshot: &Snapshot, filter: &Filter, [west, south, east, north]: [f64; 4]) -> Vec<Dot> {
    let bbox = Bbox { west, south, east, north };
    let found = snapshot.candidates(filter, Some(&bbox));
    let step = found.len().div_ceil(MOST_DOTS).max(1);
    let dot = |id| {
        let row = snapshot.row(id);
        Dot { position: row.position(), kind: row.kind() }
    };
    found.into_iter().step_by(step).map(dot).collect()
}

fn unreadable(error: std::io::Error) -> HttpError {
    tracing::error!(%error, "the base map cannot be read");
    HttpError::Internal
}

impl From<DrawingError> for HttpError {
    fn from(error: DrawingError) -> Self {
        match error {
            DrawingError::Busy => Self::Overloaded,
            DrawingError::Flaw(flaw) => {
                tracing::error!(%flaw, "a map is out of bounds");
                Self::Internal
            }
            other => PictureTrouble::NoMap(other).into(),
        }
    }
}
