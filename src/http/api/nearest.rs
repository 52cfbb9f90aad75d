//! `/api/v1/stations/nearest`: the nearest stations that are open when one gets there and have
//! what one needs.

use super::filter::{self, MODES};
use super::schema::{FilterParams, NearestAnswer, NearestParams, Problem};
use super::station_json::{StationWriter, Telling, room_for, write_head};
use crate::http::error::HttpError;
use crate::http::params;
use crate::http::reply::{Cache, Reply};
use crate::http::site::Call;
use crate::index::filter::Asked;
use crate::index::nearest::Nearest;

/// The parameters.
pub const KNOWN: &[&str] = &[
    "lat",
    "lon",
    "datum",
    "limit",
    "radius_m",
    "mode",
    "open",
    "amenities",
    "kind",
    "access",
    "round_the_clock",
    "area",
];
/// How many stations are answered when nothing is asked.
const DEFAULT_LIMIT: usize = 5;
/// How many stations are answered at most.
const MAX_LIMIT: usize = 50;

/// The nearest stations that pass the filters, nearest first, by geodesic length on the WGS-84
/// ellipsoid; ties are in the order of their codes.
///
/// The answer is never kept by a cache, because its address tells where somebody stands.
#[utoipa::path(
    get,
    path = "/api/v1/stations/nearest",
    tag = "stations",
    operation_id = "nearest_stations",
    params(NearestParams, FilterParams),
    responses(
        (status = 200, description = "The stations, nearest first; an empty list when none passes.", body = NearestAnswer),
        (status = 400, description = "A parameter is unknown, missing, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests; `Retry-After` says when one more is taken.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let snapshot = call.snapshot();
    let datum = params::datum(&query)?;
    let app = call.app();
    let zone = app.district.zone;
    let nearest = Nearest {
        from: params::position(&query, params::LAT_LON, datum)?,
        limit: params::limit(&query, DEFAULT_LIMIT, MAX_LIMIT)?,
        radius_m: params::radius_m(&query)?,
        filter: filter::read(&query, &snapshot, zone)?,
    };
    let mode = params::word(&query, "mode", &MODES)?.unwrap_or_default();
    let asked = Asked::new(app.clock.now(), zone, mode);
    let hits = snapshot.nearest(&nearest, &asked);
    let telling = Telling { open: nearest.filter.open, datum, language: call.language };
    let writer = StationWriter::new(call.site, &snapshot, &asked, telling);
    let mut out = room_for(hits.len());
    write_head(&writer, &mut out);
    out.extend_from_slice(br#","mode":""#);
    out.extend_from_slice(mode.key().as_bytes());
    out.extend_from_slice(br#"","stations":"#);
    writer.write_all(hits.iter().map(|hit| (hit.row, Some(hit.distance_m))), &mut out);
    out.push(b'}');
    Ok(Reply::json(out).in_language(call.language).cached(Cache::Never))
}
