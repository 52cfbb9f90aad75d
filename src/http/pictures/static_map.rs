//! `/static-map.png`: a map as a picture, for whoever has no use for an interactive one.

use std::sync::Arc;

use super::map::{self, Wanted, station_pin};
use super::trouble::PictureTrouble;
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::status::StatusKind;
use crate::http::api::schema::{Problem, StaticMapParams};
use crate::http::errand::{Errand, Running};
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query};
use crate::index::Snapshot;
use crate::index::filter::Filter;
use crate::pictures::map::{MAX_ZOOM, Pin, Sign, View};

/// Its address.
pub(in crate::http) const ADDRESS: &str = "/static-map.png";
/// The parameters.
pub(in crate::http) const KNOWN: &[&str] =
    &["center", "zoom", "size", "markers", "station", "datum"];

/// The longest edge, pixels of the layout.
const MAX_EDGE_PX: u32 = 1280;
/// The shortest.
const MIN_EDGE_PX: u32 = 64;
const DEFAULT_SIZE: ([u32; 2], u32) = ([640, 400], 1);
/// Of a map of one place.
const NEAR_ZOOM: f64 = 15.0;
/// The most markers.
const MAX_MARKERS: usize = 50;
/// What that many take, each as long as a person writes it.
const MAX_MARKERS_BYTES: usize = 2048;

const CENTER: Said =
    Said::fixed("经度,纬度，例如 116.4435,39.9219", "longitude,latitude, e.g. 116.4435,39.9219");
const ZOOM: Said = Said::fixed("0 至 20 的数，例如 15", "a number from 0 to 20, e.g. 15");
const SIZE: Said = Said::fixed(
    "宽x高，64 至 1280 像素，可加 @2x，例如 640x400@2x",
    "WIDTHxHEIGHT, 64 to 1280 pixels each, with @2x for twice as many, e.g. 640x400@2x",
);
const MARKERS: Said = Said::fixed(
    "至多 50 个 经度,纬度，以 | 分隔，例如 116.44,39.92|116.46,39.91",
    "at most 50 of longitude,latitude with | between them, e.g. 116.44,39.92|116.46,39.91",
);

/// A map of a place as a picture: base map where the operator has one as a file, otherwise the areas
/// of the district; the stations; and pins. Without `center` it shows the station, the markers, or
/// the whole district. Positions are put on it by the phone's own map better than by this: what is
/// asked here is known to the server, which keeps no note of it. A map counts as twenty requests.
#[utoipa::path(
    get,
    path = "/static-map.png",
    tag = "stations",
    operation_id = "get_static_map",
    params(StaticMapParams),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No station has this code.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "It was not drawn in time; ask again.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The station is closed for good.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many maps from your address; `Retry-After` says when one more is drawn.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No map can be drawn here, or not at present: the answer says what is missing.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move {
        let snapshot = errand.site.app.published.load_full();
        let wanted = wanted(&errand, &snapshot)?;
        map::answered(&errand, &snapshot, wanted).await
    })
}

fn wanted(errand: &Errand, snapshot: &Arc<Snapshot>) -> Result<Wanted, HttpError> {
    let call = errand.call();
    let query = call.query(KNOWN)?;
    let datum = params::datum(&query)?;
    let (size, density) = size(&query)?;
    let zoom = zoom(&query)?;
    let station = station(&query, snapshot)?;
    let markers = markers(&query, datum)?;
    let center = query.get("center")?.map(|text| lon_lat("center", &text, datum, &CENTER));
    let pins: Vec<Pin> = station.map(station_pin).into_iter().chain(numbered(&markers)).collect();
    let centre = center.transpose()?.or(station.filter(|_| markers.is_empty()));
    let of_centre = centre.map(|centre| View {
        centre,
        zoom: NEAR_ZOOM,
        width_px: size[0],
        height_px: size[1],
        density: 1,
    });
    let margin_px = f64::from(size[0].min(size[1])) * 0.15;
    let around = || match pins.is_empty() {
        false => View::around(pins.iter().map(|pin| pin.position), size, margin_px, 16.0),
        true => map::district(snapshot, size),
    };
    let nowhere = || View {
        centre: call.app().district.centre,
        zoom: 10.0,
        width_px: size[0],
        height_px: size[1],
        density: 1,
    };
    let view = of_centre.or_else(around).unwrap_or_else(nowhere);
    let view = View { zoom: zoom.unwrap_or(view.zoom), density, ..view };
    let (filter, gaps) = (Filter::default(), Vec::new());
    Ok(Wanted { view, pins, filter, gaps, language: call.language })
}

/// Pins, with numbers when there are several.
pub(in crate::http) fn numbered(markers: &[Wgs84]) -> impl Iterator<Item = Pin> {
    let sign = |number| if markers.len() > 1 { Sign::Number(number) } else { Sign::Plain };
    (1..).zip(markers).map(move |(number, at)| Pin { position: *at, sign: sign(number) })
}

fn station(query: &Query<'_>, snapshot: &Snapshot) -> Result<Option<Wgs84>, HttpError> {
    let Some(code) = query.get("station")? else { return Ok(None) };
    let id = snapshot
        .by_code(&code.trim().to_ascii_uppercase())
        .ok_or_else(|| HttpError::UnknownStation { code: code.chars().take(40).collect() })?;
    let row = snapshot.row(id);
    if row.status() == StatusKind::Retired {
        return Err(PictureTrouble::Retired { code: snapshot.code(id).to_owned() }.into());
    }
    Ok(Some(row.position()))
}

pub(in crate::http) fn markers(query: &Query<'_>, datum: Datum) -> Result<Vec<Wgs84>, HttpError> {
    let Some(text) = query.get_up_to("markers", MAX_MARKERS_BYTES)? else { return Ok(Vec::new()) };
    let given: Vec<&str> = text.split('|').collect();
    if given.len() > MAX_MARKERS {
        return Err(params::invalid("markers", MARKERS, "超过 50 个", "there are more than 50"));
    }
    given.into_iter().map(|text| lon_lat("markers", text, datum, &MARKERS)).collect()
}

/// `116.4435,39.9219`
fn lon_lat(
    name: &'static str,
    text: &str,
    datum: Datum,
    expected: &Said,
) -> Result<Wgs84, HttpError> {
    let wrong = |zh: &str, en: &str| params::invalid(name, expected.clone(), zh, en);
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let Some([lon, lat]) = numbers.as_deref() else {
        return Err(wrong("不是“经度,纬度”", "it is not longitude,latitude"));
    };
    datum.to_wgs84(*lon, *lat).map_err(|_| {
        wrong(
            "超出经度 -180 至 180 或纬度 -90 至 90，是否写反了？",
            "it is outside longitude -180 to 180 or latitude -90 to 90: are the two swapped?",
        )
    })
}

fn zoom(query: &Query<'_>) -> Result<Option<f64>, HttpError> {
    let Some(text) = query.get("zoom")? else { return Ok(None) };
    match text.trim().parse::<f64>() {
        Ok(zoom) if (0.0..=MAX_ZOOM).contains(&zoom) => Ok(Some(zoom)),
        _ => {
            Err(params::invalid("zoom", ZOOM, "不是 0 至 20 的数", "it is no number from 0 to 20"))
        }
    }
}

/// Width and height in pixels of the layout, and the density.
pub(in crate::http) fn size(query: &Query<'_>) -> Result<([u32; 2], u32), HttpError> {
    let Some(text) = query.get("size")? else { return Ok(DEFAULT_SIZE) };
    let text = text.trim();
    let (edges, density) = match text.strip_suffix("@2x") {
        Some(edges) => (edges, 2),
        None => (text, 1),
    };
    let parts = edges.split_once('x');
    let edge = |text: &str| text.parse().ok().filter(|e| (MIN_EDGE_PX..=MAX_EDGE_PX).contains(e));
    let edges = parts.and_then(|(width, height)| Some([edge(width)?, edge(height)?]));
    let size = edges.map(|edges| (edges, density));
    size.ok_or_else(|| {
        params::invalid(
            "size",
            SIZE,
            "不是“宽x高”，或超出 64 至 1280",
            "it is not WIDTHxHEIGHT, or outside 64 to 1280",
        )
    })
}
