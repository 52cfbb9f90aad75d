//! Somebody stands at a station and says of each fact whether it is so.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use ulid::Ulid;

use super::VerificationRefused;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::coordinates::Wgs84;
use crate::domain::edit::{Settlement, Via};
use crate::domain::field::{Column, Field};
use crate::domain::filing::FilingKey;
use crate::domain::role::{Action, Actor, may};
use crate::domain::said::Said;
use crate::domain::station::{Record, Station, StationCode};
use crate::domain::status::Status;
use crate::domain::verification::{Check, CheckContent, Found, Looked, MAX_NOTE_CHARS, Stood};
use crate::service::rights::place;
use crate::service::stations::edit::{EditSettling, facts};
use crate::service::stations::{By, EditError, Edited, Target, WrongFact, change_settling};
use crate::service::{App, FILING_DAYS, ServiceError};
use crate::storage::StoreError;

/// The most checks on one page.
pub const MAX_A_PAGE: u32 = 200;

/// What somebody tells of a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// What the sender calls it.
    pub key: FilingKey,
    /// The station, as the visitor has seen it.
    pub target: Target,
    /// Whether the station is there and lets people in.
    pub is_there: bool,
    /// What is as the ledger says.
    pub confirmed: BTreeSet<Looked>,
    /// What is not: facts by the ledger's keys.
    pub corrected: Map<String, Value>,
    /// Where the phone says that the visitor stands, and within how many metres.
    pub stood: Option<(Wgs84, Option<f64>)>,
    /// In the visitor's words.
    pub note: String,
    /// When; now if it is not given.
    pub seen_at: Option<DateTime<Utc>>,
}

/// What a visit came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The check.
    pub check: Check,
    /// The station as it is now.
    pub edited: Edited,
    /// Whether the same had been filed before.
    pub was_filed_before: bool,
}

/// Files a visit, writes what it corrects, notes the day of verification and does the tasks that
/// ask for the station: all in one transaction. The same key again is the same visit.
///
/// # Errors
/// [`EditError`], with what is neither confirmed nor corrected; [`ServiceError::KeyReused`],
/// [`ServiceError::RetiredStation`], or whatever the store says.
pub async fn check_station(
    app: &App,
    actor: &Actor,
    visit: &Visit,
) -> Result<Checked, ServiceError> {
    let digest = digest(visit);
    if let Some(before) = filed_before(app, actor, visit, &digest).await? {
        return Ok(before);
    }
    let code = &visit.target.code;
    let record = app.store.record(code).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(code.clone()))?;
    may(actor, Action::Verify, Some(place(&record.station))).map_err(EditError::from)?;
    if record.station.status == Status::Retired {
        return Err(ServiceError::RetiredStation(code.clone()));
    }
    let check = check_of(app, actor, visit, &record.station, digest.clone())?;
    let day = app.district.zone.day(check.seen_at);
    let by = By { actor, reason: check.content.note.clone() };
    let settling = EditSettling {
        via: Via::Check { id: check.id.to_string() },
        settles: vec![Settlement::Check { check: Box::new(check.clone()), day }],
    };
    let mut warnings = Vec::new();
    if visit.is_there {
        warnings = facts(app, code, &visit.corrected, record.station.status.key())?.warnings;
    }
    let written = change_settling(app, &by, &visit.target, settling, |station| {
        if !visit.is_there {
            return Ok(station.clone());
        }
        let read = facts(app, code, &visit.corrected, station.status.key())?;
        let station = read.patch.applied_to(station);
        Ok(Station { verified_on: station.verified_on.max(Some(day)), ..station })
    });
    match written.await {
        Ok(record) => {
            app.look_at_reports();
            Ok(Checked { check, edited: Edited { record, warnings }, was_filed_before: false })
        }
        // The same was on its way twice.
        Err(ServiceError::Store(StoreError::KeyReused)) => {
            let before = filed_before(app, actor, visit, &digest).await?;
            before.ok_or(ServiceError::KeyReused)
        }
        Err(error) => Err(error),
    }
}

/// Checks before this one, newest first, of the stations whose ledger the actor may read. A page
/// may have fewer than `limit` though it is not the last: `next` tells.
///
/// # Errors
/// Whatever the store says.
pub async fn list_checks(
    app: &App,
    actor: &Actor,
    station: Option<&StationCode>,
    before: Option<Ulid>,
    limit: u32,
) -> Result<(Vec<Check>, Option<Ulid>), ServiceError> {
    let limit = limit.clamp(1, MAX_A_PAGE);
    let mut checks = app.store.list_checks(station, before, limit).await?;
    let is_last = checks.len() < limit as usize;
    let next = checks.last().map(|check| check.id).filter(|_| !is_last);
    let codes: BTreeSet<StationCode> = checks.iter().map(|check| check.station.clone()).collect();
    let records = app.store.records(&codes.into_iter().collect::<Vec<_>>()).await?;
    let is_open = |record: &&Record| {
        crate::service::standing::is_open_to(actor, Action::ReadLedger, &record.station)
    };
    let open: BTreeSet<&StationCode> =
        records.iter().filter(is_open).map(|record| &record.station.code).collect();
    checks.retain(|check| open.contains(&check.station));
    Ok((checks, next))
}

/// One check.
///
/// # Errors
/// [`VerificationRefused::UnknownCheck`], [`EditError::Forbidden`], or whatever the store says.
pub async fn read_check(app: &App, actor: &Actor, id: Ulid) -> Result<Check, ServiceError> {
    let check = app.store.check(id).await?.ok_or(VerificationRefused::UnknownCheck)?;
    let record = app.store.record(&check.station).await?;
    let record = record.ok_or(VerificationRefused::UnknownCheck)?;
    may(actor, Action::ReadLedger, Some(place(&record.station))).map_err(EditError::from)?;
    Ok(check)
}

/// What the same key has filed before.
async fn filed_before(
    app: &App,
    actor: &Actor,
    visit: &Visit,
    digest: &str,
) -> Result<Option<Checked>, ServiceError> {
    let Some(check) = app.store.check_of_key(&visit.key).await? else { return Ok(None) };
    if check.digest != digest || check.account != actor.account {
        return Err(ServiceError::KeyReused);
    }
    let record = app.store.record(&check.station).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(check.station.clone()))?;
    may(actor, Action::Verify, Some(place(&record.station))).map_err(EditError::from)?;
    let edited = Edited { record, warnings: Vec::new() };
    Ok(Some(Checked { check, edited, was_filed_before: true }))
}

fn check_of(
    app: &App,
    actor: &Actor,
    visit: &Visit,
    station: &Station,
    digest: String,
) -> Result<Check, ServiceError> {
    let now = app.clock.now();
    let seen_at = visit.seen_at.map_or(now, |seen_at| seen_at.min(now));
    if now - seen_at > TimeDelta::days(FILING_DAYS) {
        return Err(ServiceError::SeenTooLongAgo);
    }
    let wrong = wrong_facts(visit, &app.data().amenities);
    if !wrong.is_empty() {
        return Err(EditError::Facts(wrong).into());
    }
    let found = match (visit.is_there, visit.corrected.is_empty()) {
        (false, _) => Found::NotThere,
        (true, true) => Found::AsTold,
        (true, false) => Found::Corrected,
    };
    let stood = visit.stood.map(|(at, accuracy_m)| Stood::at(at, accuracy_m, station.position));
    Ok(Check {
        id: app.clock.new_id(),
        key: visit.key.clone(),
        digest,
        station: station.code.clone(),
        account: actor.account,
        actor: actor.label(),
        seen_at,
        filed_at: now,
        found,
        content: CheckContent {
            confirmed: visit.confirmed.clone(),
            corrected: visit.corrected.keys().cloned().collect(),
            stood,
            note: visit.note.clone(),
        },
    })
}

/// What is wrong with a visit as such: what it leaves open, and what it may not correct.
fn wrong_facts(visit: &Visit, amenities: &AmenityCatalogue) -> Vec<WrongFact> {
    let said = |field: &str, problem: Said, way_out: Said| WrongFact {
        field: field.to_owned(),
        value: String::new(),
        problem,
        way_out,
    };
    let mut wrong = Vec::new();
    if visit.note.chars().count() > MAX_NOTE_CHARS {
        let problem = Said::fixed("超过 500 字", "it is longer than 500 characters");
        wrong.push(said("note", problem, Said::fixed("请缩短", "shorten it")));
    }
    if !visit.is_there {
        if visit.note.trim().is_empty() {
            let problem = Said::fixed("没有说明现场情况", "nobody says what is there instead");
            let way_out = Said::fixed("请写几个字，例如 已改为便利店", "write a few words");
            wrong.push(said("note", problem, way_out));
        }
        return wrong;
    }
    let named = visit.corrected.keys().filter_map(|key| Field::from_key(key, amenities));
    let corrected: Vec<Field> = named.collect();
    for field in &corrected {
        if matches!(field, Field::Column(Column::Code | Column::VerifiedOn | Column::Status)) {
            let problem = Said::fixed("核验不能修改这一项", "a check cannot change this");
            let way_out = Said::fixed("请去掉它", "leave it out");
            wrong.push(said(field.key(), problem, way_out));
        }
    }
    wrong.extend(Looked::missing(&visit.confirmed, &corrected).into_iter().map(|looked| {
        let problem = Said::fixed("既未确认也未更正", "it is neither confirmed nor corrected");
        let way_out = Said::fixed("请确认或更正它", "confirm or correct it");
        said(looked.key(), problem, way_out)
    }));
    wrong
}

/// A hash over what was sent.
fn digest(visit: &Visit) -> String {
    let content = json!({
        "station": visit.target.code,
        "is_there": visit.is_there,
        "confirmed": visit.confirmed,
        "corrected": visit.corrected,
        "stood": visit.stood.map(|(at, accuracy_m)| (at.lon(), at.lat(), accuracy_m)),
        "note": visit.note,
        "seen_at": visit.seen_at,
    });
    let hash = Sha256::digest(content.to_string().as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
