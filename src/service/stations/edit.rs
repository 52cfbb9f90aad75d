//! Somebody corrects facts of a station.

use serde_json::{Map, Value};
use ulid::Ulid;

pub(in crate::service) use super::write::EditSettling;
use super::write::change_settling;
use super::{By, EditError, Edited, Target};
use crate::domain::coordinates::Datum;
use crate::domain::edit::Via;
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::exchange::stations::{ReadFacts, STATUS, WrongFact, read_facts, tells_of_closure_only};
use crate::service::{App, ServiceError};

/// Changes the facts that are given, by the ledger's keys; `null` empties one. All others stay.
/// `report` is the rider's report that led to it.
///
/// # Errors
/// [`EditError`], with every fact that cannot be taken, or whatever the store says.
pub async fn edit_station(
    app: &App,
    by: &By<'_>,
    target: &Target,
    given: &Map<String, Value>,
    report: Option<Ulid>,
) -> Result<Edited, ServiceError> {
    let via = match report {
        None => by.via(),
        Some(id) => via_report(app, id, &target.code).await?,
    };
    edit_settling(app, by, target, given, EditSettling { via, settles: Vec::new() }).await
}

/// The same, made from something that it settles in the same transaction.
pub(in crate::service) async fn edit_settling(
    app: &App,
    by: &By<'_>,
    target: &Target,
    given: &Map<String, Value>,
    settling: EditSettling,
) -> Result<Edited, ServiceError> {
    let warnings = facts(app, &target.code, given, "open")?.warnings;
    let record = change_settling(app, by, target, settling, |station| {
        Ok(facts(app, &target.code, given, station.status.key())?.patch.applied_to(station))
    });
    Ok(Edited { record: record.await?, warnings })
}

/// Facts by the rules of a ledger file. Days and reasons of closing alone go with the status
/// that the station has.
pub(in crate::service) fn facts(
    app: &App,
    code: &StationCode,
    given: &Map<String, Value>,
    status: &'static str,
) -> Result<ReadFacts, EditError> {
    let data = app.data();
    let options = data.read_options(Datum::Wgs84, None);
    let read = if tells_of_closure_only(given) {
        let mut given = given.clone();
        given.insert(STATUS.to_owned(), Value::from(status));
        read_facts(code, &given, &options)
    } else {
        read_facts(code, given, &options)
    };
    read.map_err(EditError::Facts)
}

async fn via_report(app: &App, id: Ulid, code: &StationCode) -> Result<Via, ServiceError> {
    let report = app.store.report(id).await?;
    match report.filter(|report| report.station == *code) {
        Some(_) => Ok(Via::Report { id: id.to_string() }),
        None => Err(ServiceError::UnknownReport(id.to_string())),
    }
}

/// A fact that is wrong by itself.
pub(in crate::service) fn wrong(
    field: &str,
    value: impl ToString,
    problem: Said,
    way_out: Said,
) -> EditError {
    let value = value.to_string();
    EditError::Facts(vec![WrongFact { field: field.to_owned(), value, problem, way_out }])
}
