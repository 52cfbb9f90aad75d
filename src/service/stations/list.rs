//! Staff look for stations and read them, private columns included where they may.

use super::EditError;
use crate::domain::amenity::Amenity;
use crate::domain::field::Field;
use crate::domain::role::{Action, Actor, may};
use crate::domain::station::{Record, Station, StationCode};
use crate::index::RowId;
use crate::index::list::Register;
use crate::service::rights::place;
use crate::service::{App, ServiceError};

/// The most stations on one page.
pub const MAX_A_PAGE: usize = 500;

/// A station, and whether its private columns may be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The station as it is stored.
    pub record: Record,
    /// Whether the reader may see its private columns.
    pub is_open_to_reader: bool,
}

/// What the facts of stations lack or have: what a file for staff is narrowed to, so that
/// somebody can go and fill it in. What is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanting {
    /// This fact is empty.
    pub missing: Option<Field>,
    /// All of these amenities are there, working or not.
    pub has: Vec<Amenity>,
    /// None of these amenities is there.
    pub lacks: Vec<Amenity>,
    /// All of these are there and do not work.
    pub out_of_order: Vec<Amenity>,
}

impl Wanting {
    fn passes(&self, station: &Station) -> bool {
        let has = |amenity| station.amenities.contains_key(amenity);
        let broken = |amenity| {
            let provision = station.amenities.get(amenity);
            provision.is_some_and(|provision| provision.out_of_order.is_some())
        };
        self.missing.is_none_or(|field| field.text(station).is_empty())
            && self.has.iter().all(has)
            && !self.lacks.iter().any(has)
            && self.out_of_order.iter().all(broken)
    }
}

/// One page of stations by code.
#[derive(Debug, Clone, PartialEq)]
pub struct StationPage {
    /// The stations.
    pub entries: Vec<Entry>,
    /// The code at which the next page begins; `None` on the last one.
    pub next: Option<StationCode>,
    /// How many there are on all pages together.
    pub matched: usize,
}

/// Lists the stations that pass. Which do is asked of the newest snapshot, what they are of the
/// store, so that whoever has just edited one sees it as it is.
///
/// # Errors
/// Whatever the store says.
pub async fn list_stations(
    app: &App,
    actor: &Actor,
    question: &Register<'_>,
    from: Option<&StationCode>,
    limit: usize,
) -> Result<StationPage, ServiceError> {
    let (codes, next, matched) = {
        let snapshot = app.published.load_full();
        let from = from.and_then(|code| snapshot.by_code(code.as_str())).unwrap_or(RowId(0));
        let page = snapshot.register(question, from, limit.clamp(1, MAX_A_PAGE));
        let code = |id: RowId| snapshot.code(id).parse::<StationCode>().ok();
        let codes: Vec<StationCode> = page.rows.into_iter().filter_map(code).collect();
        (codes, page.next.and_then(code), page.matched)
    };
    let records = app.store.records(&codes).await?;
    let entries = records.into_iter().map(|record| Entry::of(record, actor)).collect();
    Ok(StationPage { entries, next, matched })
}

/// One station.
///
/// # Errors
/// [`ServiceError::UnknownStation`], or whatever the store says.
pub async fn read_station(
    app: &App,
    actor: &Actor,
    code: &StationCode,
) -> Result<Entry, ServiceError> {
    let record = app.store.record(code).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(code.clone()))?;
    Ok(Entry::of(record, actor))
}

/// Every station that passes and that the reader may take out as a file.
///
/// # Errors
/// [`EditError::Forbidden`] when that is none, or whatever the store says.
pub async fn stations_to_export(
    app: &App,
    actor: &Actor,
    question: &Register<'_>,
    wanting: &Wanting,
) -> Result<Vec<Record>, ServiceError> {
    may(actor, Action::ExportLedger, None).map_err(EditError::from)?;
    let codes: Vec<StationCode> = {
        let snapshot = app.published.load_full();
        let page = snapshot.register(question, RowId(0), usize::MAX);
        page.rows.into_iter().filter_map(|id| snapshot.code(id).parse().ok()).collect()
    };
    let mut records = app.store.records(&codes).await?;
    records.retain(|Record { station, .. }| {
        may(actor, Action::ExportLedger, Some(place(station))).is_ok() && wanting.passes(station)
    });
    Ok(records)
}

impl Entry {
    fn of(record: Record, actor: &Actor) -> Self {
        let allowed = may(actor, Action::ReadLedger, Some(place(&record.station)));
        Self { is_open_to_reader: allowed.is_ok(), record }
    }
}
