//! Small districts with people and stations, from a seed.

use yizhan::coverage::{Ground, Question, Radius, Supply, When};
use yizhan::domain::area::Areas;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::opening_hours::HoursText;
use yizhan::domain::station::{Record, Station, StationKind};
use yizhan::index::Snapshot;
use yizhan::index::filter::Filter;

use crate::harness::ledger::{self, Extent};

/// Some 5 km by 7 km.
pub(super) const TOWN: Extent = Extent { west: 116.40, south: 39.90, east: 116.46, north: 39.96 };

/// A town of two offices.
pub(super) struct Town {
    pub(super) ground: Ground,
    pub(super) snapshot: Snapshot,
}

impl Town {
    /// With so many stations anywhere, of all sorts.
    pub(super) fn random(stations: usize, seed: u64) -> Self {
        Self::of(&ledger::records(stations, TOWN, seed))
    }

    /// With these stations.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut offices: Vec<_> = ledger::halves(TOWN).iter().cloned().collect();
        for (office, people) in offices.iter_mut().zip([30_000, 10_000]) {
            office.population = Some(people);
        }
        let areas = Areas::new(offices);
        let centre = Wgs84::new(116.43, 39.93).unwrap();
        let ground = Ground::of_populations(&areas, centre);
        Self { ground, snapshot: ledger::snapshot(records, areas) }
    }

    pub(super) fn supply(&self) -> Supply<'_> {
        Supply::today(&self.snapshot, &self.ground.territory)
    }
}

/// A station with hours; `None` when nobody has said them.
pub(super) fn station(code: &str, lon: f64, lat: f64, hours: Option<&str>) -> Record {
    let position = Wgs84::new(lon, lat).unwrap();
    let area = ledger::halves(TOWN).at(position).unwrap().code.clone();
    let kind = StationKind::UnionStation;
    let mut station = Station::new(code.parse().unwrap(), kind, code, area, position);
    station.hours = hours.map(|hours| hours.parse::<HoursText>().unwrap());
    let now = ledger::now();
    Record { station, version: 1, revision: 1, created_at: now, updated_at: now }
}

/// Every station, whenever.
pub(super) fn any_time(radius_m: f64) -> Question {
    let radius = Radius::new(radius_m).unwrap();
    Question { filter: Filter::default(), when: When::AnyTime, radius }
}

/// Every station, at the present minute of the tests.
pub(super) fn now(radius_m: f64) -> Question {
    Question { when: When::At(ledger::zone().local_minute(ledger::now())), ..any_time(radius_m) }
}
