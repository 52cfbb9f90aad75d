//! `/admin/v1/checks` and `/admin/v1/due`: which stations are to be verified, and what those who
//! went there found.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use chrono::NaiveDate;
use ulid::Ulid;

use super::ledger_error::LedgerError;
use super::precondition::{expected_version, tagged};
use super::reports::coded;
use super::schema::{
    AdminProblem, CheckAnswer, CheckRequest, CheckedAnswer, ChecksAnswer, DueAnswer, DueStation,
    StoodAnswer,
};
use super::station::edited;
use super::{AdminErrand, told};
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::domain::verification::{Check, Looked};
use crate::http::api::cursor::Cursor;
use crate::http::api::filing::key_of;
use crate::http::api::reports::DATUMS;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, Words, invalid, one_of};
use crate::service::App;
use crate::service::stations::Target;
use crate::service::verification::VerificationRefused;
use crate::service::verification::check::{
    MAX_A_PAGE, Visit, check_station, list_checks, read_check,
};
use crate::service::verification::due::{self, Due, DueWanted, list_due};

/// The parameters of the list of visits.
pub(in crate::http) const LIST_KNOWN: &[&str] = &["station", "limit", "cursor"];
/// The parameters of the list of what is due.
pub(in crate::http) const DUE_KNOWN: &[&str] =
    &["area", "unit", "station", "by", "limit", "cursor"];
/// The members of a visit.
pub(in crate::http) const KNOWN: &[&str] = &[
    "station",
    "found",
    "confirmed",
    "corrected",
    "lat",
    "lon",
    "datum",
    "accuracy_m",
    "note",
    "seen_at",
];

const DEFAULT_LIMIT: usize = 100;
const MAX_WORD_CHARS: usize = 40;
/// The least exact position that is worth keeping, metres.
const MAX_ACCURACY_M: f64 = 100_000.0;

/// The words of `found`.
const FOUND: Words<bool> = Words {
    what: Said::fixed("看到的情况", "what one finds"),
    all: &[true, false],
    key: |is_there| if *is_there { "there" } else { "not_there" },
};

/// The words of `confirmed`.
const LOOKED: Words<Looked> = Words {
    what: Said::fixed("核验的事项", "what one looks at"),
    all: Looked::ALL,
    key: |looked| looked.key(),
};

/// The stations that are to be verified, the longest overdue first, of those whose ledger the
/// reader may read. Each is due some months after its last verification (`verify_every_months` of
/// the district, 3 if not set), and at once when it never was.
#[utoipa::path(
    get,
    path = "/admin/v1/due",
    tag = "verification",
    operation_id = "list_due",
    params(
        ("area" = Option<String>, Query, description = "Of this area, by its code.", example = "990001001"),
        ("unit" = Option<String>, Query, description = "Of this unit, by its code.", example = "U1"),
        ("station" = Option<String>, Query, description = "This station.", example = "LZ-1"),
        ("by" = Option<String>, Query, description = "Only those due by the end of this day: yesterday gives what is overdue.", example = "2026-11-20"),
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "A page.", body = DueAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn due(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), DUE_KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, due::MAX_A_PAGE)?;
        let wanted = DueWanted {
            area: coded(&query, "area")?,
            unit: params::text(&query, "unit", MAX_WORD_CHARS)?,
            station: coded(&query, "station")?,
            by: day(&query, "by")?,
            from: from(&query)?,
        };
        let app = &errand.site.app;
        let page = list_due(app, &errand.actor, &wanted, limit).await?;
        let next = page.next.map(|(day, code)| Cursor::Code(format!("{day}~{code}")).text());
        told(&DueAnswer {
            stations: page.stations.iter().map(|due| due_station(app, due)).collect(),
            next,
            matched: page.matched as u64,
            overdue: page.overdue as u64,
        })
    })
}

/// Visits, newest first, of the stations whose ledger the reader may read.
#[utoipa::path(
    get,
    path = "/admin/v1/checks",
    tag = "verification",
    operation_id = "list_checks",
    params(
        ("station" = Option<String>, Query, description = "To this station.", example = "LZ-1"),
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 200, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "A page.", body = ChecksAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), LIST_KNOWN)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE as usize)?;
        let station: Option<StationCode> = coded(&query, "station")?;
        let before = match query.get("cursor")? {
            Some(cursor) => Some(cursor.parse::<Ulid>().map_err(|_| Cursor::malformed())?),
            None => None,
        };
        let app = &errand.site.app;
        let page = list_checks(app, &errand.actor, station.as_ref(), before, limit as u32).await?;
        told(&ChecksAnswer {
            checks: page.0.iter().map(check_answer).collect(),
            next: page.1.map(|id| id.to_string()),
        })
    })
}

/// One visit.
#[utoipa::path(
    get,
    path = "/admin/v1/checks/{id}",
    tag = "verification",
    operation_id = "get_check",
    params(("id" = String, Path, description = "The visit's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The visit.", body = CheckAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = errand.segment_from_end(0)?.parse();
        let id = id.map_err(|_| LedgerError::from(VerificationRefused::UnknownCheck))?;
        told(&check_answer(&read_check(&errand.site.app, &errand.actor, id).await?))
    })
}

/// Files a visit: every fact that a visit looks at is confirmed or corrected. What is corrected is
/// written, the day of verification is noted, and every task of a running campaign that asks for
/// the station is done, in one step. `updated_at` stays when nothing was corrected. Send the same
/// again, with the same `Idempotency-Key`, until there is an answer: it is one visit.
#[utoipa::path(
    post,
    path = "/admin/v1/checks",
    tag = "verification",
    operation_id = "check_station",
    params(
        ("Idempotency-Key" = String, Header, description = "A new UUID for each visit, the same when it is sent again.", example = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
        ("If-Match" = String, Header, description = "The `ETag` of the station that was looked at.", example = "\"3\""),
    ),
    request_body = CheckRequest,
    responses(
        (status = 200, description = "The same visit had been filed before.", body = CheckedAnswer, headers(("ETag" = String, description = "The station's version, for `If-Match`."))),
        (status = 201, description = "It is filed.", body = CheckedAnswer, headers(("ETag" = String, description = "The station's version, for `If-Match`."), ("Location" = String, description = "Its address."))),
        (status = 410, description = "The station is retired.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "`errors` has what is neither confirmed nor corrected, and facts that cannot be taken.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong: 412 and 428 as for `PATCH` of the station.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn file(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let visit = visit(&errand)?;
        let checked = check_station(&errand.site.app, &errand.actor, &visit).await?;
        let version = checked.edited.record.version;
        let address = format!("/admin/v1/checks/{}", checked.check.id);
        let answer = CheckedAnswer {
            check: check_answer(&checked.check),
            edited: edited(&errand, &checked.edited),
        };
        let reply = tagged(told(&answer)?.with_header(header::LOCATION, &address), version);
        let is_new = !checked.was_filed_before;
        Ok(if is_new { reply.with_status(StatusCode::CREATED) } else { reply })
    })
}

fn visit(errand: &AdminErrand) -> Result<Visit, HttpError> {
    let key = key_of(&errand.headers)?;
    let seen = expected_version(&errand.headers)?;
    let mut members = Members::read(&errand.body, KNOWN)?;
    let code = members.needed_text("station")?;
    let code = code.parse().map_err(super::station::unknown)?;
    let is_there = members.needed_word("found", &FOUND)?;
    let confirmed = members.texts("confirmed")?.unwrap_or_default();
    let confirmed = confirmed.iter().map(|word| one_of("confirmed", word.trim(), &LOOKED));
    let expected = Said::fixed(
        "时刻，RFC 3339，例如 2026-11-21T19:50:00+08:00",
        "an instant, RFC 3339, e.g. 2026-11-21T19:50:00+08:00",
    );
    let seen_at = members.text("seen_at")?;
    Ok(Visit {
        key,
        target: Target { code, seen },
        is_there,
        confirmed: confirmed.collect::<Result<BTreeSet<_>, _>>()?,
        corrected: members.object("corrected")?.unwrap_or_default(),
        stood: stood(&mut members)?,
        note: members.text("note")?.unwrap_or_default(),
        seen_at: seen_at.map(|text| params::instant("seen_at", &text, expected)).transpose()?,
    })
}

fn stood(
    members: &mut Members,
) -> Result<Option<(crate::domain::coordinates::Wgs84, Option<f64>)>, HttpError> {
    let (lat, lon) = (members.number("lat")?, members.number("lon")?);
    let accuracy_m = members.number("accuracy_m")?;
    if accuracy_m.is_some_and(|metres| !(0.0..=MAX_ACCURACY_M).contains(&metres)) {
        let expected = Said::fixed("0 至 100000 米", "0 to 100000 metres");
        return Err(invalid("accuracy_m", expected, "超出范围", "it is out of range"));
    }
    if lat.is_none() && lon.is_none() {
        return Ok(None);
    }
    let datum = members.needed_word("datum", &DATUMS)?;
    Ok(Some((params::position_of(lat, lon, params::LAT_LON, datum)?, accuracy_m)))
}

/// A day in a query.
pub(super) fn day(query: &Query<'_>, name: &'static str) -> Result<Option<NaiveDate>, HttpError> {
    let Some(text) = params::text(query, name, MAX_WORD_CHARS)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        let expected = Said::fixed("日期，例如 2026-11-30", "a day, e.g. 2026-11-30");
        invalid(name, expected, "不是日期", "it is no day")
    })
}

/// A whole number in a query, up to a bound.
pub(super) fn whole_or(
    query: &Query<'_>,
    name: &'static str,
    default: u64,
    max: u64,
) -> Result<u64, HttpError> {
    if !query.has(name) {
        return Ok(default);
    }
    let expected = Said::made(format!("0 至 {max} 的整数"), format!("a whole number, 0 to {max}"));
    let number = params::whole(query, name, expected.clone())?;
    if number <= max {
        return Ok(number);
    }
    Err(invalid(name, expected, "超出范围", "it is out of range"))
}

/// Where a page of what is due begins.
fn from(query: &Query<'_>) -> Result<Option<(NaiveDate, StationCode)>, HttpError> {
    let text = match Cursor::read(query)? {
        None => return Ok(None),
        Some(Cursor::Code(text)) => text,
        Some(Cursor::Rank(_)) => return Err(Cursor::malformed()),
    };
    let read = text.split_once('~').and_then(|(day, code)| {
        let code: StationCode = code.parse().ok()?;
        Some((day.parse().ok()?, code))
    });
    read.map(Some).ok_or_else(Cursor::malformed)
}

fn due_station(app: &App, due: &Due) -> DueStation {
    let today = app.district.zone.day(app.clock.now());
    DueStation {
        code: due.station.code.to_string(),
        name: due.station.name.clone(),
        area: due.station.area.to_string(),
        unit: due.station.unit.clone(),
        verified_on: due.station.verified_on,
        due_on: due.due_on,
        overdue_days: (today - due.due_on).num_days(),
        campaigns: due.campaigns.iter().map(ToString::to_string).collect(),
    }
}

fn check_answer(check: &Check) -> CheckAnswer {
    let content = &check.content;
    CheckAnswer {
        id: check.id.to_string(),
        station: check.station.to_string(),
        account: check.account.to_string(),
        actor: check.actor.clone(),
        seen_at: check.seen_at,
        filed_at: check.filed_at,
        found: check.found.key().to_owned(),
        confirmed: content.confirmed.iter().map(|looked| looked.key().to_owned()).collect(),
        corrected: content.corrected.clone(),
        stood: content.stood.map(|stood| StoodAnswer {
            lat: stood.lat,
            lon: stood.lon,
            accuracy_m: stood.accuracy_m,
            distance_m: stood.distance_m,
        }),
        note: content.note.clone(),
    }
}
