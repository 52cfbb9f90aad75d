//! From a report to the edit that it asks for, for staff to look at and complete.

use serde_json::{Map, Value, json};

use super::inbox::Letter;
use crate::domain::report::Problem;
use crate::service::App;

/// An edit to begin with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestion {
    /// Facts by the ledger's keys, as an edit takes them; may be empty.
    pub facts: Map<String, Value>,
    /// The facts that need a person's eye, by their keys.
    pub look_at: Vec<String>,
}

/// What a report asks for.
pub(super) fn suggestion(app: &App, letter: &Letter) -> Suggestion {
    let report = &letter.report;
    let text = report.report.text();
    let day = app.district.zone.day(report.seen_at);
    let (facts, look_at) = match report.report.problem {
        Problem::Closed => (
            json!({ "status": "temporarily_closed", "closed_reason": text, "closed_from": day }),
            vec!["status", "closed_reason", "closed_from", "closed_until", "opening_hours"],
        ),
        Problem::Moved { to: Some(to) } => {
            (json!({ "lon": to.lon(), "lat": to.lat() }), vec!["lon", "lat", "area", "address"])
        }
        Problem::Moved { to: None } => (json!({}), vec!["lon", "lat", "area", "address"]),
        Problem::Broken { amenity: Some(amenity) } => {
            let broken = format!("out_of_order {day} {text}");
            let key = amenity.key();
            let facts = [(key.to_owned(), broken.trim_end().into())].into_iter().collect();
            return Suggestion { facts, look_at: vec![key.to_owned()] };
        }
        Problem::Broken { amenity: None } | Problem::Other => (json!({}), vec![]),
        Problem::WrongHours => (json!({}), vec!["opening_hours"]),
    };
    let facts = if let Value::Object(facts) = facts { facts } else { Map::new() };
    Suggestion { facts, look_at: look_at.into_iter().map(str::to_owned).collect() }
}
