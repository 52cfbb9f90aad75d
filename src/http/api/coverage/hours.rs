//! `/api/v1/coverage/hours`: every hour of a week at once.

use chrono::{NaiveDate, TimeDelta};

use super::{Asking, Read, filter, json, radius, tenths};
use crate::coverage::hours::{HourFigures, hours};
use crate::coverage::week::Holidays;
use crate::coverage::{Question, Split, Supply, Week, When};
use crate::domain::opening_hours::WINDOW_DAYS;
use crate::http::api::schema::{
    CoverageHoursAnswer, OfficeWeek, Problem, ReachParams, SplitSeries, WeekParams, WeekSeries,
};
use crate::http::errand::{Errand, Running};
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query};
use crate::http::reply::{JSON, Reply};

/// The parameters.
pub const KNOWN: &[&str] =
    &["radius_m", "week", "amenities", "kind", "access", "round_the_clock", "area", "demand"];

/// How far back a week may lie, days: last week is asked for, older ones have had other stations.
const BACK_DAYS: i64 = 7;

/// The people and the area that are covered at each of the 168 hours of a week, a typical one or
/// that of a day with its holidays: in the district and in each office.
#[utoipa::path(
    get,
    path = "/api/v1/coverage/hours",
    tag = "coverage",
    operation_id = "get_coverage_hours",
    params(ReachParams, WeekParams),
    responses(
        (status = 200, description = "The week.", body = CoverageHoursAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No layer of demand has this name.", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The answer took longer than a request may; ask a narrower question.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many such questions at once; ask again shortly.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { read(&errand).await })
}

async fn read(errand: &Errand) -> Result<Reply, HttpError> {
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let app = &errand.site.app;
    let (snapshot, zone) = (app.published.load_full(), app.district.zone);
    let today = zone.day(app.clock.now());
    let week = match query.get("week")? {
        None => Week::typical(today),
        Some(day) => Week::of(day_about(today, day.trim())?),
    };
    let filter = filter::whenever(&query, &snapshot)?;
    let question = Question { filter, when: When::Hour(week, 0), radius: radius(&query)? };
    let layer = super::layer(&query)?;
    let read = Read { snapshot, question, zone, layer };
    read.answered(errand, "hours", 0, JSON, move |asking| json(&made(asking, week))).await
}

fn day_about(today: NaiveDate, given: &str) -> Result<NaiveDate, HttpError> {
    let (first, last) =
        (today - TimeDelta::days(BACK_DAYS), today + TimeDelta::days(WINDOW_DAYS - 2));
    let expected = || {
        Said::made(
            format!("{first} 至 {last} 之间的日期，或不写（典型一周）"),
            format!("a day from {first} to {last}, or nothing for a typical week"),
        )
    };
    match given.parse::<NaiveDate>() {
        Ok(day) if (first..=last).contains(&day) => Ok(day),
        Ok(_) => Err(params::invalid(
            "week",
            expected(),
            "超出可查询的日期",
            "it is outside the days that can be asked",
        )),
        Err(_) => Err(params::invalid("week", expected(), "不是一个日期", "it is not a date")),
    }
}

fn made(asking: &Asking<'_>, week: Week) -> CoverageHoursAnswer {
    let (ground, question) = (asking.ground, asking.question);
    let supply = Supply::today(asking.snapshot, &ground.territory);
    let found = hours(ground, &supply, &question.filter, week, question.radius);
    let offices = ground.territory.offices().iter().zip(&found.offices);
    CoverageHoursAnswer {
        question: crate::http::api::schema::CoverageQuestion {
            hour_of_week: None,
            ..asking.told()
        },
        monday: week.monday(),
        typical: week.holidays() == Holidays::LeftOut,
        district: series(&found.district),
        offices: offices
            .map(|(office, found)| OfficeWeek {
                code: office.code.to_string(),
                name: office.name.clone(),
                week: series(found),
            })
            .collect(),
    }
}

fn series(hours: &[HourFigures]) -> WeekSeries {
    WeekSeries {
        people: splits(hours.iter().map(|hour| &hour.people), tenths),
        // Whole square metres: there are a hundred thousand of these numbers.
        area_m2: splits(hours.iter().map(|hour| &hour.area_m2), f64::round),
    }
}

fn splits<'a>(
    splits: impl Iterator<Item = &'a Split> + Clone,
    rounded: fn(f64) -> f64,
) -> SplitSeries {
    let each = |of: fn(&Split) -> f64| splits.clone().map(|split| rounded(of(split))).collect();
    SplitSeries {
        total: rounded(splits.clone().next().map_or(0.0, Split::total)),
        covered: each(|split| split.covered),
        hours_unknown: each(|split| split.hours_unknown),
        closed: each(|split| split.closed),
        no_station: each(|split| split.no_station),
    }
}
