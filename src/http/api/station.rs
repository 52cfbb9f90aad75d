//! `/api/v1/stations/{code}`: everything public about one station.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::open_json::state_word;
use super::schema::{Day, DaySpan, Label, Problem, StationDetail, StationParams};
use super::station_json::{StationWriter, Telling, write_head};
use crate::domain::coordinates::Datum;
use crate::domain::holiday_calendar::HolidayCalendar;
use crate::domain::opening_hours::{OpenState, Schedule};
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
    find_named(call.last_segment(), snapshot)
}

/// The station that a segment of an address names, in upper or lower case.
pub(in crate::http) fn find_named(segment: &str, snapshot: &Snapshot) -> Result<RowId, HttpError> {
    let code = params::path_segment(segment)?;
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
    let asked = Asked::new(app.clock.now(), app.district.zone, Mode::default());
    let telling = Telling { open: OpenWhen::Now, datum, language: call.language };
    let writer = StationWriter::new(call.site, snapshot, &asked, telling);
    let mut out = Vec::with_capacity(4096);
    write_head(&writer, &mut out);
    out.extend_from_slice(br#","station":{"#);
    writer.write_members(id, &mut out);
    snapshot.write_detail(id, &mut out);
    out.extend_from_slice(br#","days":"#);
    // Null when nobody has said the hours.
    let schedule = snapshot.schedule_of(snapshot.row(id));
    let calendar = snapshot.hours().calendar();
    let today = asked.now_minute().day();
    let days = schedule.map(|schedule| days_from(schedule, calendar, today, DAYS_TOLD));
    out.extend_from_slice(json!(days).to_string().as_bytes());
    out.extend_from_slice(b"}}");
    out
}

/// So many days' hours, the first one first.
pub(in crate::http) fn days_from(
    schedule: &Schedule,
    calendar: &HolidayCalendar,
    first: NaiveDate,
    days: i64,
) -> Vec<Day> {
    let dates = (0..days).filter_map(|ahead| first.checked_add_signed(TimeDelta::days(ahead)));
    dates
        .map(|date| Day {
            date,
            day_kind: calendar.kind(date).key().to_owned(),
            holiday: calendar
                .listed(date)
                .map(|day| Label { zh: day.name.zh.clone(), en: day.name.en.clone() }),
            spans: schedule.on_day(date).into_iter().map(span).collect(),
        })
        .collect()
}

fn span((from, to, state): (u32, u32, OpenState)) -> DaySpan {
    DaySpan { from: clock(from), to: clock(to), state: state_word(state).to_owned() }
}

/// `08:30`, up to `24:00`.
fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
