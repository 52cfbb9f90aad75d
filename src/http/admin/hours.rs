//! `/admin/v1/hours`: what a text of opening hours comes to, before it is saved.

use chrono::TimeDelta;

use super::schema::{AdminProblem, HoursAnswer};
use super::{AdminErrand, told};
use crate::domain::opening_hours::{HoursError, HoursText, Schedule};
use crate::http::api::station::days_from;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, invalid, missing};

/// The parameters.
pub(in crate::http) const KNOWN: &[&str] = &["text"];
/// For how many days hours are told one by one.
const DAYS_TOLD: i64 = 14;
const MAX_CHARS: usize = 512;

/// What a text of opening hours means on the next fourteen days, today included: evaluated by
/// the same rules that riders' answers come from, with the district's holidays and make-up
/// workdays. Nothing is written.
#[utoipa::path(
    get,
    path = "/admin/v1/hours",
    tag = "ledger",
    operation_id = "preview_hours",
    params(("text" = String, Query, description = "Hours in OSM's opening_hours syntax.", example = "Mo-Fr 08:30-17:30; PH off")),
    responses(
        (status = 200, description = "The days.", body = HoursAnswer),
        (status = "4XX", description = "What is wrong, with the character at which reading stopped.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn preview(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let given = params::text(&query, "text", MAX_CHARS)?;
        let hours: HoursText =
            given.ok_or_else(|| missing("text", expected()))?.parse().map_err(wrong)?;
        let app = &errand.site.app;
        let snapshot = app.published.load();
        let context = snapshot.hours();
        let today = app.district.zone.day(app.clock.now());
        let schedule = Schedule::compile(&hours, context, today - TimeDelta::days(1));
        told(&HoursAnswer {
            text: hours.as_str().to_owned(),
            round_the_clock: schedule.is_round_the_clock(),
            days: days_from(&schedule, context.calendar(), today, DAYS_TOLD),
        })
    })
}

fn expected() -> Said {
    Said::fixed(
        "OSM opening_hours 语法，例如 Mo-Fr 08:30-17:30; PH off",
        "OSM's opening_hours syntax, e.g. Mo-Fr 08:30-17:30; PH off",
    )
}

fn wrong(error: HoursError) -> HttpError {
    match error {
        HoursError::Syntax { at, .. } => invalid(
            "text",
            expected(),
            &format!("从第 {at} 个字符起看不懂"),
            &format!("reading stopped at character {at}"),
        ),
        HoursError::Unsupported { why, .. } => invalid(
            "text",
            expected(),
            &format!("其中有无法计算的写法（{why}）"),
            &format!("it cannot be evaluated: {why}"),
        ),
        HoursError::Empty | HoursError::TooLong => {
            invalid("text", expected(), "为空或太长", "it is empty or too long")
        }
    }
}
