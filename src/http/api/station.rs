//! `/api/v1/stations/{code}`: everything public about one station.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::open_json::state_word;
use super::schema::{Problem, StationDetail, StationParams};
use super::station_json::{StationWriter, Telling, write_head};
use crate::domain::coordinates::Datum;
use crate::domain::travel_time::Mode;
use crate::http::error::HttpError;
use crate::http::params;
use crate::http::reply::Reply;
use crate::http::site::Call;
use crate::index::filter::{Asked, OpenWhen};
use crate::index::{RowId, Snapshot};

/// The parameters.
pub const KNOWN: &[&str] = &["datum"];
/// For how many days hours are told one by one.
const DAYS_TOLD: i64 = 7;

/// Everything public about one station, with its hours on the next seven days. Planned and
/// retired stations are told of too: old links and plaques lead to them.
#[utoipa::path(
    get,
    path = "/api/v1/stations/{code}",
    tag = "stations",
    operation_id = "get_station",
    params(
        ("code" = String, Path, description = "The station's code, in upper or lower case.", example = "LZ-1"),
        StationParams,
    ),
    responses(
        (status = 200, description = "The station.", body = StationDetail),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong, or the address is broken.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No station has this code.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let datum = params::datum(&query)?;
    let snapshot = call.snapshot();
    let id = find(call, &snapshot)?;
    Ok(Reply::json(document(call, &snapshot, id, datum)).in_language(call.language))
}

/// The station that the last segment of the address names, in upper or lower case.
pub(in crate::http) fn find(call: &Call<'_>, snapshot: &Snapshot) -> Result<RowId, HttpError> {
    let code = params::path_segment(call.last_segment())?;
    snapshot
        .by_code(&code.to_ascii_uppercase())
        .ok_or_else(|| HttpError::UnknownStation { code: code.chars().take(40).collect() })
}

/// Everything public about a station, as [`StationDetail`] in JSON.
pub(in crate::http) fn document(
    call: &Call<'_>,
    snapshot: &Snapshot,
    id: RowId,
    datum: Datum,
) -> Vec<u8> {
    let app = call.app();
    let asked = Asked::new(app.clock.now(), app.data.district.zone, Mode::default());
    let telling = Telling { open: OpenWhen::Now, datum, language: call.language };
    let writer = StationWriter::new(call.site, snapshot, &asked, telling);
    let mut out = Vec::with_capacity(4096);
    write_head(&writer, &mut out);
    out.extend_from_slice(br#","station":{"#);
    writer.write_members(id, &mut out);
    snapshot.write_detail(id, &mut out);
    out.extend_from_slice(br#","days":"#);
    let days = days(snapshot, id, asked.now_minute().day());
    out.extend_from_slice(days.to_string().as_bytes());
    out.extend_from_slice(b"}}");
    out
}

/// The hours of the days from today on; null when nobody has said them.
fn days(snapshot: &Snapshot, id: RowId, today: NaiveDate) -> Value {
    let Some(schedule) = snapshot.schedule_of(snapshot.row(id)) else { return Value::Null };
    let calendar = snapshot.hours().calendar();
    let dates = (0..DAYS_TOLD).filter_map(|ahead| today.checked_add_signed(TimeDelta::days(ahead)));
    dates
        .map(|date| {
            let spans: Vec<Value> = schedule
                .on_day(date)
                .into_iter()
                .map(|(from, to, state)| {
                    json!({ "from": clock(from), "to": clock(to), "state": state_word(state) })
                })
                .collect();
            let listed = calendar.listed(date).map(|day| &day.name);
            json!({
                "date": date,
                "day_kind": calendar.kind(date).key(),
                "holiday": listed,
                "spans": spans,
            })
        })
        .collect()
}

/// `08:30`, up to `24:00`.
fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
