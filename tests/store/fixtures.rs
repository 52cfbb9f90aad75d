//! Stations and audit entries for the tests of the store.

use crate::harness::amenity;
use chrono::{DateTime, Utc};
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::access::Access;
use yizhan::domain::amenity::{OutOfOrder, Provision};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::domain::photo::PhotoSize;
use yizhan::domain::station::{Builder, Provenance, Station, StationCode, StationKind, Tag};
use yizhan::domain::station_photo::{PhotoKey, PhotoWords, StationPhoto};
use yizhan::domain::status::Status;
use yizhan::storage::{Audit, Seed};

pub(crate) fn code(text: &str) -> StationCode {
    text.parse().expect("a code")
}

/// A station of which little is known.
pub(crate) fn station(text: &str) -> Station {
    let position = Wgs84::new(116.450_001, 39.910_002).expect("a position");
    let area = "110105001".parse().expect("an area");
    Station::new(code(text), StationKind::UnionStation, format!("{text} 驿站"), area, position)
}

/// The same station under another name.
pub(crate) fn renamed(text: &str, name: &str) -> Station {
    Station { name: name.to_owned(), ..station(text) }
}

/// A station of which everything is known.
pub(crate) fn full_station(text: &str) -> Station {
    let day = |text: &str| text.parse().expect("a day");
    let hours = |text: &str| Some(text.parse().expect("hours"));
    let broken = OutOfOrder { since: Some(day("2026-11-02")), reason: "待修 \"x\"".to_owned() };
    Station {
        kind: StationKind::WorkerHome,
        aliases: vec!["小家".to_owned(), "O'Neil; DROP".to_owned()],
        unit: Some("U-07".to_owned()),
        address: "某路 1 号\n二层".to_owned(),
        builder: Some(Builder::Bank),
        host: "某银行".to_owned(),
        hours: hours("Mo-Fr 08:30-11:00,13:30-17:00; PH off"),
        access: [Access::QrCode, Access::Card].into_iter().collect(),
        floor_area_m2: Some(12.3),
        seats: Some(6),
        amenities: [
            (amenity("hot_water"), Provision::default()),
            (amenity("toilet"), Provision { hours: hours("24/7"), out_of_order: None }),
            (amenity("microwave"), Provision { hours: None, out_of_order: Some(broken) }),
        ]
        .into(),
        serves: vec!["骑手".to_owned()],
        stars: Some(5),
        opened_on: Some(day("2024-02-29")),
        phone: Some("010-1".to_owned()),
        manager: Some("某人".to_owned()),
        manager_phone: Some("13".to_owned()),
        status: Status::TemporarilyClosed {
            reason: "装修".to_owned(),
            from: None,
            until: Some(day("2026-12-31")),
        },
        verified_on: Some(day("2026-10-01")),
        tags: vec![Tag::Smart, Tag::RoundTheClock],
        note: "emoji 🚲".to_owned(),
        provenance: Provenance::Synthetic,
        photos: vec![StationPhoto {
            key: PhotoKey::of(b"a picture"),
            size: PhotoSize { width_px: 1600, height_px: 1200 },
            words: PhotoWords::new("北门，朝南", "王", Some(day("2026-11-20"))).expect("words"),
        }],
        ..station(text)
    }
}

pub(crate) fn create(stations: impl IntoIterator<Item = Station>) -> ChangeSet {
    ChangeSet::of(stations.into_iter().map(Change::Create).collect())
}

pub(crate) fn update(station: Station, expected: Option<u64>) -> ChangeSet {
    ChangeSet::of(vec![Change::Update { expected, station }])
}

pub(crate) fn seed(codes: &[&str]) -> Seed {
    Seed {
        documents: [("district.json".to_owned(), "{\"name\":\"某区\"}\n".to_owned())].into(),
        stations: codes.iter().map(|text| station(text)).collect(),
    }
}

/// A new audit entry of a fixed time: only its identifier is new.
pub(crate) fn audit() -> Audit {
    audit_at(1_700_000_000_123)
}

pub(crate) fn audit_at(epoch_ms: i64) -> Audit {
    let origin = Origin {
        actor: "tests".to_owned(),
        via: Via::Import { file: "台账.csv".to_owned(), id: None },
        reason: String::new(),
    };
    Audit { id: SystemClock.new_id(), at: instant(epoch_ms), origin }
}

pub(crate) fn instant(epoch_ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(epoch_ms).expect("an instant")
}
