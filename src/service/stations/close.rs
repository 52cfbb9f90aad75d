//! Somebody closes a station for a while. It reopens by itself.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::edit::{edit_station, wrong};
use super::{By, Target};
use crate::domain::said::Said;
use crate::domain::station::Record;
use crate::service::{App, ServiceError};

/// The days of a closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The first day closed; `None` from now on.
    pub from: Option<NaiveDate>,
    /// The last day closed; `None` when nobody knows yet.
    pub until: Option<NaiveDate>,
}

/// Closes a station on some days. The editor's reason is told to riders.
///
/// # Errors
/// [`super::EditError`], or whatever the store says.
pub async fn close_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
    days: Days,
) -> Result<Record, ServiceError> {
    let today = app.district.zone.day(app.clock.now());
    let Days { from, until } = days;
    if let Some(until) = until.filter(|until| *until < from.unwrap_or(today).max(today)) {
        let problem = Said::fixed(
            "停用在开始之前或今天之前就结束了",
            "the closure ends before it begins, or before today",
        );
        let way_out = Said::fixed("请更正日期", "correct the day");
        return Err(wrong("until", until, problem, way_out).into());
    }
    let facts = json!({
        "status": "temporarily_closed",
        "closed_reason": by.reason,
        "closed_from": from,
        "closed_until": until,
    });
    let facts = if let Value::Object(facts) = facts { facts } else { Map::new() };
    Ok(edit_station(app, by, target, &facts, None).await?.record)
}
