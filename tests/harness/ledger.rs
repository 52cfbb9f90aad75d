//! Ledgers made up for tests, from a seed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use geo::{MultiPolygon, polygon};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use yizhan::domain::access::Access;
use yizhan::domain::amenity::{OutOfOrder, Provision};
use yizhan::domain::area::{Area, Areas};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::Zone;
use yizhan::domain::holiday_calendar::HolidayCalendar;
use yizhan::domain::opening_hours::HoursContext;
use yizhan::domain::station::{Record, Station, StationKind};
use yizhan::domain::status::Status;
use yizhan::index::{Snapshot, SnapshotBuilder};

use super::amenity_catalogue::{amenity, catalogue};

/// A rectangle to put stations into, WGS-84 degrees.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

/// About the size of a district.
pub(crate) const CITY: Extent = Extent { west: 116.34, south: 39.80, east: 116.64, north: 40.10 };
/// The mainland's rectangle.
pub(crate) const COUNTRY: Extent = Extent { west: 73.5, south: 18.2, east: 134.8, north: 53.5 };

impl Extent {
    pub(crate) fn random_position(&self, rng: &mut ChaCha8Rng) -> Wgs84 {
        let lon = rng.random_range(self.west..self.east);
        let lat = rng.random_range(self.south..self.north);
        Wgs84::new(lon, lat).unwrap().rounded()
    }
}

pub(crate) fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// 2026-11-21 14:30 in the zone of the tests, a Saturday.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-21T14:30:00+08:00".parse().unwrap()
}

pub(crate) fn zone() -> Zone {
    Zone(chrono_tz::Asia::Shanghai)
}

pub(crate) fn hours_context() -> HoursContext {
    let centre = Wgs84::new(116.44, 39.92).unwrap();
    HoursContext::new(zone(), centre, Arc::new(HolidayCalendar::default()))
}

/// Two areas, west and east of a meridian through the extent's middle.
pub(crate) fn halves(extent: Extent) -> Areas {
    let middle = (extent.west + extent.east) / 2.0;
    let half = |code: &str, name: &str, west: f64, east: f64| Area {
        code: code.parse().unwrap(),
        name: name.to_owned(),
        seat: None,
        population: None,
        approximate: true,
        boundary: MultiPolygon(vec![polygon![
            (x: west, y: extent.south), (x: east, y: extent.south),
            (x: east, y: extent.north), (x: west, y: extent.north),
        ]]),
    };
    Areas::new(vec![
        half("001", "西街道", extent.west, middle),
        half("002", "东地区", middle, extent.east),
    ])
}

const HOURS: [Option<&str>; 8] = [
    Some("24/7"),
    Some("08:00-20:00"),
    Some("Mo-Fr 09:00-17:00; PH off"),
    Some("08:30-11:00,13:30-17:00"),
    Some("18:00-08:00"),
    Some("14:35-15:00"),
    Some("06:00-14:40"),
    None,
];

/// Records of made-up stations, in the order of their codes. Amenity number `n` is at about
/// one station in `2 n`, an AED at one in a hundred.
pub(crate) fn records(count: usize, extent: Extent, seed: u64) -> Vec<Record> {
    let mut rng = rng(seed);
    let areas = halves(extent);
    (0..count)
        .map(|number| {
            let code = format!("T-{number:07}").parse().unwrap();
            let position = extent.random_position(&mut rng);
            let area = areas.at(position).unwrap().code.clone();
            let kind = if rng.random_ratio(1, 36) {
                StationKind::WorkerHome
            } else {
                StationKind::UnionStation
            };
            let mut station = Station::new(code, kind, format!("第{number}驿站"), area, position);
            station.hours =
                HOURS[rng.random_range(0..HOURS.len())].map(|text| text.parse().unwrap());
            station.address = format!("试验路{}号", rng.random_range(1..400));
            for (rank, each) in (1u32..).zip(catalogue().keys()) {
                let share = if *each == amenity("aed") { 100 } else { 2 * rank };
                if rng.random_ratio(1, share) {
                    station.amenities.insert(*each, random_provision(&mut rng));
                }
            }
            station.access = Access::ALL.into_iter().filter(|_| rng.random_ratio(1, 3)).collect();
            if rng.random_ratio(1, 50) {
                station.status = Status::TemporarilyClosed {
                    reason: "装修".to_owned(),
                    from: None,
                    until: Some("2026-12-01".parse().unwrap()),
                };
            }
            if rng.random_ratio(1, 80) {
                station.status = Status::Retired;
            }
            Record { station, version: 1, revision: 1, created_at: now(), updated_at: now() }
        })
        .collect()
}

fn random_provision(rng: &mut ChaCha8Rng) -> Provision {
    let broken = OutOfOrder { since: None, reason: "坏了".to_owned() };
    Provision {
        hours: rng.random_ratio(1, 20).then(|| "10:00-12:00".parse().unwrap()),
        out_of_order: rng.random_ratio(1, 30).then_some(broken),
    }
}

pub(crate) fn snapshot(records: &[Record], areas: Areas) -> Snapshot {
    let context = hours_context();
    let mut builder =
        SnapshotBuilder::new(Arc::new(areas), Arc::clone(catalogue()), context, zone().day(now()));
    for record in records {
        builder.push(record);
    }
    builder.finish(1, now(), Arc::new([])).0
}
