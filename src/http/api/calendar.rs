//! `/api/v1/calendar/{year}`: public holidays and make-up workdays, as published.

use std::sync::Arc;

use serde_json::json;

use super::schema::{CalendarAnswer, Problem};
use crate::http::error::HttpError;
use crate::http::params;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// The days of a year that are not as their weekday says. A year whose notice has not been
/// published is not there: it is never guessed.
#[utoipa::path(
    get,
    path = "/api/v1/calendar/{year}",
    tag = "district",
    operation_id = "get_calendar",
    params(("year" = i32, Path, description = "The year, four digits.", example = 2026)),
    responses(
        (status = 200, description = "The notice of the year.", body = CalendarAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "The address is broken.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The year is not known.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let given = params::path_segment(call.last_segment())?;
    let calendar = Arc::clone(&call.app().data().calendar);
    let year = given.parse().ok().filter(|_| given.len() == 4);
    match year.and_then(|year| calendar.year(year)) {
        Some(year) => Ok(Reply::json(json!(year).to_string().into_bytes())),
        None => Err(HttpError::UnknownYear {
            year: given.chars().take(16).collect(),
            known: calendar
                .years()
                .map(|year| year.year)
                .fold(None, |known, year| Some((known.map_or(year, |(first, _)| first), year))),
        }),
    }
}
