//! `/api/v1/usage`: demand seen in use, told by phones whose riders agree, and what is kept of it.

use axum::http::StatusCode;

use super::schema::{
    Problem, SightingRequest, UsageRules, UsageWeek, UsageWeekCell, UsageWeekHour, UsageWeeks,
};
use crate::domain::usage::{
    CELLS_AN_ID, Cell, FEWEST_IDS, FOUND_WITHIN_M, HOURS_OF_WEEK, InvalidUsage, ROUNDED_TO,
    Sighting,
};
use crate::http::body::Members;
use crate::http::errand::{Errand, Running};
use crate::http::error::{HttpError, Said};
use crate::http::params::{Query, invalid};
use crate::http::reply::Reply;
use crate::service::usage::Seen;

/// The members of the body.
pub const KNOWN: &[&str] = &["id", "cell", "hour_of_week", "found"];

/// The longest body, bytes.
pub(in crate::http) const MAX_BODY_BYTES: usize = 1024;

const ID: Said = Said::fixed(
    "32 位小写十六进制的随机数，每周更换",
    "32 hexadecimal digits in lower case, random and new every week",
);
const CELL: Said = Said::fixed(
    "本区的 9 级 H3 网格编号，例如 8931aa41d23ffff",
    "an H3 index of resolution 9 in the district, e.g. 8931aa41d23ffff",
);
const HOUR: Said = Said::fixed(
    "一周中的第几小时，0（周一零时）至 167",
    "the hour of the week, 0 (Monday midnight) to 167",
);

/// Tells that somebody looked for a station: a coarse cell, the hour of the week and whether one
/// was found, nothing else. To be sent only for a rider who agrees, and once an hour and cell.
/// What one phone tells is deleted when its week is rolled up.
#[utoipa::path(
    post,
    path = "/api/v1/usage",
    tag = "usage",
    operation_id = "tell_of_use",
    request_body = SightingRequest,
    responses(
        (status = 204, description = "It counts."),
        (status = 400, description = "A member is missing or wrong, or the name has told of four other cells this week.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another origin writes.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not `application/json`.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many writes; see `Retry-After`.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be saved at present.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { see(&errand).await })
}

async fn see(errand: &Errand) -> Result<Reply, HttpError> {
    let mut members = Members::read(&errand.body, KNOWN)?;
    let sighting = sighting(&mut members)?;
    let refused = |zh: &str, en: &str| Err(invalid("cell", CELL, zh, en));
    match errand.site.app.see_use(&sighting).await? {
        Seen::Kept => Ok(Reply::text(String::new()).with_status(StatusCode::NO_CONTENT)),
        Seen::TooFar => refused("离本区太远", "it is too far from the district"),
        Seen::TooManyCells => refused(
            "这个编号本周已报满网格",
            "its name has told of as many cells as it may in a week",
        ),
    }
}

fn sighting(members: &mut Members) -> Result<Sighting, HttpError> {
    let wrong = |error: InvalidUsage| match error {
        InvalidUsage::Id => invalid("id", ID, "不是这样的数", "it is no such number"),
        InvalidUsage::Cell => invalid("cell", CELL, "不是这样的编号", "it is no such index"),
    };
    let id = members.needed_text("id")?.parse().map_err(wrong)?;
    let cell = Cell::of_sighting(&members.needed_text("cell")?).map_err(wrong)?;
    let hour = u8::try_from(members.needed_whole("hour_of_week")?).ok();
    let hour = hour
        .filter(|hour| *hour < HOURS_OF_WEEK)
        .ok_or_else(|| invalid("hour_of_week", HOUR, "超出范围", "it is outside the week"))?;
    Ok(Sighting { id, cell, hour, found: members.needed_flag("found")? })
}

/// What is kept of demand seen in use: the latest 53 weeks that are over, the newest first. Every
/// figure stands for ten names at least and is rounded to five; the finer cells of a coarser one
/// are told of apart and do not count in it.
#[utoipa::path(
    get,
    path = "/api/v1/usage/weeks",
    tag = "usage",
    operation_id = "weeks_of_use",
    responses(
        (status = 200, description = "The weeks, and the rules by which they are kept.", body = UsageWeeks),
        (status = 400, description = "A parameter is given; there are none.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be read at present; ask again.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn weeks(errand: Errand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let weeks = errand.site.app.weeks_of_use().await?.into_iter().map(|(week_of, told)| {
            let cells = told.cells.iter().map(|of| {
                let (lon, lat) = of.cell.middle();
                UsageWeekCell {
                    cell: of.cell.to_string(),
                    resolution: of.cell.resolution(),
                    lon: six_decimals(lon),
                    lat: six_decimals(lat),
                    asked: of.asked,
                    unmet: of.unmet,
                }
            });
            let hours = told.hours.iter().map(|of| UsageWeekHour {
                hour_of_week: of.hour_of_week,
                asked: of.asked,
                unmet: of.unmet,
            });
            UsageWeek { week_of, cells: cells.collect(), hours: hours.collect() }
        });
        let rules = UsageRules {
            resolution: 9,
            cells_an_id: CELLS_AN_ID,
            fewest_ids: FEWEST_IDS,
            rounded_to: ROUNDED_TO,
            found_within_m: FOUND_WITHIN_M,
        };
        let answer = UsageWeeks { rules, weeks: weeks.collect() };
        Ok(Reply::json(serde_json::to_vec(&answer).map_err(|_| HttpError::Internal)?))
    })
}

fn six_decimals(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
