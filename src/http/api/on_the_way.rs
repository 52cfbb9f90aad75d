//! `/api/v1/stations/on-the-way`: the stations that cost the least extra way between two points.

use super::filter::{self, MODES};
use super::schema::{FilterParams, OnTheWayAnswer, OnTheWayParams, Problem};
use super::station_json::{StationWriter, Telling, room_for, write_head, write_way};
use crate::domain::travel_time::Mode;
use crate::http::error::HttpError;
use crate::http::params;
use crate::http::reply::{Cache, Reply};
use crate::http::site::Call;
use crate::index::filter::Asked;
use crate::index::numbers::{fixed, whole};
use crate::index::on_the_way::{Journey, Stop};

/// The parameters.
pub const KNOWN: &[&str] = &[
    "from_lat",
    "from_lon",
    "to_lat",
    "to_lon",
    "datum",
    "limit",
    "mode",
    "open",
    "amenities",
    "kind",
    "access",
    "round_the_clock",
    "area",
];
/// How many stations are answered when nothing is asked.
const DEFAULT_LIMIT: usize = 10;
/// How many stations are answered at most.
const MAX_LIMIT: usize = 50;

/// The stations that pass the filters, in the order of the geodesics from where the journey
/// begins to the station and on to where it ends, added up; ties are in the order of their codes.
///
/// The answer is never kept by a cache, because its address tells where somebody goes.
#[utoipa::path(
    get,
    path = "/api/v1/stations/on-the-way",
    tag = "stations",
    operation_id = "stations_on_the_way",
    params(OnTheWayParams, FilterParams),
    responses(
        (status = 200, description = "The stations, the least extra way first; an empty list when none passes.", body = OnTheWayAnswer),
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
    let journey = Journey {
        from: params::position(&query, ["from_lat", "from_lon"], datum)?,
        to: params::position(&query, ["to_lat", "to_lon"], datum)?,
        limit: params::limit(&query, DEFAULT_LIMIT, MAX_LIMIT)?,
        filter: filter::read(&query, &snapshot, zone)?,
    };
    let mode = params::word(&query, "mode", &MODES)?.unwrap_or_default();
    let asked = Asked::new(app.clock.now(), zone, mode);
    let direct_m = journey.from.geodesic_m(journey.to);
    let telling = Telling { open: journey.filter.open, datum, language: call.language };
    let writer = StationWriter::new(call.site, &snapshot, &asked, telling);
    let stops = snapshot.on_the_way(&journey, &asked);
    let mut out = room_for(stops.len());
    write_head(&writer, &mut out);
    out.extend_from_slice(br#","mode":""#);
    out.extend_from_slice(mode.key().as_bytes());
    out.extend_from_slice(br#"","direct":{"#);
    write_way(direct_m, &mut out);
    out.extend_from_slice(br#"},"stations":["#);
    for (place, stop) in stops.iter().enumerate() {
        out.extend_from_slice(if place == 0 { b"{" } else { b",{" });
        writer.write_members_at(stop.row, stop.there_m, &mut out);
        write_detour(stop, direct_m, &mut out);
        out.push(b'}');
    }
    out.extend_from_slice(b"]}");
    Ok(Reply::json(out).in_language(call.language).cached(Cache::Never))
}

/// `,"detour":{…}`. Its times are of its length, so that they are in the order of the stations.
fn write_detour(stop: &Stop, direct_m: f64, out: &mut Vec<u8>) {
    let detour_m = (stop.there_m + stop.onward_m - direct_m).max(0.0);
    out.extend_from_slice(br#","detour":{"distance_m":"#);
    fixed::<1>(detour_m, out);
    out.extend_from_slice(br#","walk_s":"#);
    whole(i64::from(Mode::Walk.estimate_s(detour_m)), out);
    out.extend_from_slice(br#","ebike_s":"#);
    whole(i64::from(Mode::Ebike.estimate_s(detour_m)), out);
    out.push(b'}');
}
