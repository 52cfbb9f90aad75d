//! A tiny district of two areas, and stations made at random.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use yizhan::domain::access::{Access, AccessSet};
use yizhan::domain::amenity::{OutOfOrder, Provision};
use yizhan::domain::area::{Areas, Unit};
use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::domain::district::District;
use yizhan::domain::opening_hours::HoursText;
use yizhan::domain::station::{Builder, Provenance, Record, Station, StationKind, Tag};
use yizhan::domain::status::Status;
use yizhan::exchange::district::{read_areas, read_district, read_units};
use yizhan::exchange::stations::Wording;
use yizhan::service::DistrictData;

use crate::harness::catalogue;

/// Area 1 (甲街道) lies west of longitude 116.5, area 2 (乙地区) east of it.
pub(crate) fn areas() -> Areas {
    let square = |code: &str, name: &str, west: f64, east: f64| {
        serde_json::json!({"type": "Feature", "properties": {"code": code, "name": name},
            "geometry": {"type": "Polygon", "coordinates":
                [[[west, 39.5], [east, 39.5], [east, 40.5], [west, 40.5], [west, 39.5]]]}})
    };
    let features = [square("1", "甲街道", 116.0, 116.5), square("2", "乙地区", 116.5, 117.0)];
    let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    read_areas("areas.geojson", text.as_bytes()).unwrap()
}

pub(crate) fn units() -> Vec<Unit> {
    read_units(
        "units.csv",
        "code,name,kind,area_code\nU1,甲总工会,office,1\nU2,园区,zone,\n".as_bytes(),
    )
    .unwrap()
}

/// The two areas and their units, with no place and no holiday that is known.
pub(crate) fn district_data() -> DistrictData {
    let district = include_bytes!("../fixtures/tiny-district/district.json");
    DistrictData {
        revision: 0,
        district: District {
            centre: Wgs84::new(116.5, 40.0).unwrap(),
            ..read_district("district.json", district).unwrap()
        },
        areas: Arc::new(areas()),
        units: units().into(),
        places: [].into(),
        amenities: Arc::clone(catalogue()),
        calendar: Arc::default(),
    }
}

pub(crate) fn record(station: Station, version: u64) -> Record {
    let at = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    Record { station, version, revision: version, created_at: at, updated_at: at }
}

fn text() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "望京",
        "=1+1",
        "+86",
        "-",
        "@sum",
        "'",
        "'=",
        "（南）",
        "a,b",
        "\"q\"",
        "；",
        "ＳＯＨＯ",
        "yes",
        "1",
        "0012",
        "𠮷",
        "故障",
        "x;y",
        "<&>",
        "1E5",
        "#REF!",
        "é",
    ]);
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn item() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        let kept: String = text.chars().filter(|c| !"|、;；".contains(*c)).collect();
        format!("项{kept}")
    })
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (2000i32..2100, 1u32..366).prop_map(|(y, d)| NaiveDate::from_yo_opt(y, d).unwrap())
}

fn hours() -> impl Strategy<Value = HoursText> {
    let texts = ["24/7", "Mo-Fr 08:30-11:30,13:30-17:00; PH off", "22:00-06:00", "8:30-17:30"];
    select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn provision() -> impl Strategy<Value = Provision> {
    let reason = select(vec!["", "缺水", "door (left)  ".trim_end(), "=broken"]);
    let broken = prop::option::of((prop::option::of(day()), reason));
    (prop::option::of(hours()), broken).prop_map(|(hours, broken)| Provision {
        hours,
        out_of_order: broken.map(|(since, reason)| OutOfOrder { since, reason: reason.to_owned() }),
    })
}

fn status() -> impl Strategy<Value = Status> {
    let closed = (text(), prop::option::of(day()), 0u64..400, any::<bool>()).prop_map(
        |(reason, from, days, ends)| {
            let first = from.unwrap_or(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
            let until = first.checked_add_days(chrono::Days::new(days)).filter(|_| ends);
            Status::TemporarilyClosed { reason, from, until }
        },
    );
    prop_oneof![Just(Status::Planned), Just(Status::Open), Just(Status::Retired), closed,]
}

/// Any station that the ledger can hold.
pub(crate) fn station() -> impl Strategy<Value = Station> {
    let place = ("[A-Z]{2}-[0-9]{1,6}", 116.01f64..116.99, 39.51f64..40.49, item());
    let words = (
        select(StationKind::ALL.to_vec()),
        prop::option::of(select(Builder::ALL.to_vec())),
        subsequence(Access::ALL.to_vec(), 0..=6),
        subsequence(Tag::ALL.to_vec(), 0..=Tag::ALL.len()),
        select(Provenance::ALL.to_vec()),
        select(vec![None, Some("U1"), Some("U2")]),
    );
    let texts = (
        prop::collection::vec(item(), 0..3),
        text(),
        text(),
        prop::collection::vec(item(), 0..3),
        prop_oneof![text(), Just("two\nlines".to_owned())],
        prop::option::of(item()),
    );
    let figures = (
        prop::option::of((0u32..500_000).prop_map(|area| f64::from(area) / 100.0)),
        prop::option::of(0u32..500),
        prop::option::of(1u8..=5),
        prop::option::of(select(vec!["010-85551234", "+86 10 8555", "13800138000"])),
        prop::option::of(select(vec!["13800138000"])),
    );
    let state = (
        prop::option::of(hours()),
        prop::collection::btree_map(select(catalogue().keys().to_vec()), provision(), 0..6),
        prop::option::of(day()),
        status(),
        prop::option::of(day()),
    );
    (place, words, texts, figures, state).prop_map(|(place, words, texts, figures, state)| {
        let (code, lon, lat, name) = place;
        let area = if lon < 116.5 { "1" } else { "2" };
        let position = Wgs84::new(lon, lat).unwrap();
        let code = code.parse().unwrap();
        let mut station = Station::new(code, words.0, name, area.parse().unwrap(), position);
        station.builder = words.1;
        station.access = words.2.into_iter().collect::<AccessSet>();
        station.tags = words.3;
        station.provenance = words.4;
        station.unit = words.5.map(str::to_owned);
        (station.aliases, station.address, station.host) = (texts.0, texts.1, texts.2);
        (station.serves, station.note, station.manager) = (texts.3, texts.4, texts.5);
        (station.floor_area_m2, station.seats, station.stars) = (figures.0, figures.1, figures.2);
        station.phone = figures.3.map(str::to_owned);
        station.manager_phone = figures.4.map(str::to_owned);
        (station.hours, station.amenities) = (state.0, state.1);
        (station.opened_on, station.status, station.verified_on) = (state.2, state.3, state.4);
        station
    })
}

/// Stations with codes of their own.
pub(crate) fn stations() -> impl Strategy<Value = Vec<Station>> {
    prop::collection::vec(station(), 1..6).prop_map(|stations| {
        let by_code: BTreeMap<_, _> =
            stations.into_iter().map(|station| (station.code.clone(), station)).collect();
        by_code.into_values().collect()
    })
}

/// How files of these areas and units are worded.
pub(crate) fn wording<'a>(datum: Datum, areas: &'a Areas, units: &'a [Unit]) -> Wording<'a> {
    Wording { datum, areas, units, amenities: catalogue() }
}
