//! What changes from minute to minute, in the manner of GBFS's `station_status.json`: whether one
//! can get in, until when, and when somebody last said that all is as it says.

use serde_json::{Value as Json, json};

use crate::domain::district::{LocalMinute, Zone};
use crate::domain::opening_hours::OpenState;
use crate::features::stations::listed;
use crate::features::{Collection, Feature, Kind, Value};
use crate::http::ogc::value;
use crate::index::Snapshot;

/// After so long the document may say something else, seconds.
const HOLDS_S: u32 = 60;

pub(super) fn document(snapshot: &Snapshot, zone: Zone, minute: LocalMinute) -> Vec<u8> {
    let of = |name| Collection::Stations.position_of(name).unwrap_or(usize::MAX);
    let [confirmed, verified, broken] = ["confirmed_on", "verified_on", "out_of_order"].map(of);
    let told = |minute: Option<LocalMinute>| minute.map(|at| zone.rfc3339(zone.instant(at)));
    let stations = listed(snapshot).map(|station| {
        let openness = station.openness(minute);
        let state = match openness.answer.state {
            _ if openness.closed_for_days => "temporarily_closed",
            OpenState::Open => "open",
            OpenState::Closed => "closed",
            OpenState::Unknown => "unknown",
        };
        let fact = |at: usize| -> Json {
            match station.value(at) {
                Value::Words(words) => json!(words),
                other => value(Kind::Text, &other),
            }
        };
        json!({
            "station_id": station.id(),
            "state": state,
            "until": told(openness.answer.until),
            "confirmed_on": fact(confirmed),
            "verified_on": fact(verified),
            "out_of_order": fact(broken),
        })
    });
    let stations: Vec<Json> = stations.collect();
    let document = json!({
        "last_updated": told(Some(minute)),
        "ttl": HOLDS_S,
        "version": "1.0",
        "data": { "stations": stations },
    });
    document.to_string().into_bytes()
}
