//! Every station as lists about many of them need it: where it belongs and when it was verified.
//! It is read from the store once a revision.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::App;
use super::rights::place;
use crate::domain::area::AreaCode;
use crate::domain::role::{Action, Actor, Place, may};
use crate::domain::station::{Record, Station, StationCode, StationKind};
use crate::domain::status::StatusKind;
use crate::domain::verification::due_on;
use crate::storage::StoreError;

/// What is known of one station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its code.
    pub code: StationCode,
    /// Its name.
    pub name: String,
    /// What sort of place it is.
    pub kind: StationKind,
    /// Where it lies.
    pub area: AreaCode,
    /// The code of the unit that keeps its record.
    pub unit: Option<String>,
    /// Its status.
    pub status: StatusKind,
    /// When somebody last verified it.
    pub verified_on: Option<NaiveDate>,
    /// When it came into the ledger.
    pub created_at: DateTime<Utc>,
}

/// Every station at one revision, by code.
#[derive(Debug)]
pub(super) struct Standings {
    revision: u64,
    stations: Arc<[Standing]>,
}

impl Standing {
    fn of(record: &Record) -> Self {
        let station = &record.station;
        Self {
            code: station.code.clone(),
            name: station.name.clone(),
            kind: station.kind,
            area: station.area.clone(),
            unit: station.unit.clone(),
            status: station.status.kind(),
            verified_on: station.verified_on,
            created_at: record.created_at,
        }
    }

    /// Whether somebody may do this with it.
    pub fn is_open_to(&self, actor: &Actor, action: Action) -> bool {
        let place = Place { area: &self.area, unit: self.unit.as_deref() };
        may(actor, action, Some(place)).is_ok()
    }

    /// Whether it is there to be visited.
    pub fn is_visited(&self) -> bool {
        matches!(self.status, StatusKind::Open | StatusKind::TemporarilyClosed)
    }

    /// The day by which it is to be verified.
    pub fn due_on(&self, app: &App) -> NaiveDate {
        let district = &app.district;
        due_on(self.verified_on, district.zone.day(self.created_at), district.verify_every_months)
    }
}

/// Whether somebody may do this with a station.
pub(super) fn is_open_to(actor: &Actor, action: Action, station: &Station) -> bool {
    may(actor, action, Some(place(station))).is_ok()
}

impl App {
    /// Every station by code, as of the newest revision.
    pub(super) async fn standings(&self) -> Result<Arc<[Standing]>, StoreError> {
        let newest = self.store.revision().await?;
        if let Some(kept) = self.standings.load_full().filter(|kept| kept.revision == newest) {
            return Ok(Arc::clone(&kept.stations));
        }
        let mut stations = Vec::new();
        let revision =
            self.store.read_all(&mut |record| stations.push(Standing::of(&record))).await?;
        let stations: Arc<[Standing]> = stations.into();
        let kept = Standings { revision, stations: Arc::clone(&stations) };
        self.standings.store(Some(Arc::new(kept)));
        Ok(stations)
    }
}
