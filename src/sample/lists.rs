//! The lists that a sample is made of, read from the texts of a data folder.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::sources::{SampleError, unusable};
use crate::domain::access::AccessSet;
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{AreaCode, Unit};
use crate::domain::coordinates::{CoordinateError, Wgs84};
use crate::domain::opening_hours::HoursText;
use crate::domain::place::PlaceKind;
use crate::domain::station::{Builder, StationKind};

/// `settings.json`. Shares are per mille.
#[derive(Debug, Deserialize)]
pub(super) struct Settings {
    pub(super) reference_date: NaiveDate,
    pub(super) stations: usize,
    pub(super) homes: usize,
    pub(super) programme: usize,
    pub(super) temporarily_closed: usize,
    pub(super) hours_unknown_permille: u32,
    pub(super) out_of_order_permille: u32,
    pub(super) verified_unknown_permille: u32,
    /// Weights of no star, one star … five stars.
    pub(super) stars_weights: [u32; 6],
    pub(super) serves: Vec<Serves>,
    pub(super) closed_reasons: Vec<String>,
    pub(super) broken_reasons: Vec<String>,
}

/// A group of people served, and how common it is.
#[derive(Debug, Deserialize)]
pub(super) struct Serves {
    pub(super) weight: u32,
    pub(super) groups: Vec<String>,
}

/// What of `district.json` is needed here.
#[derive(Debug, Deserialize)]
pub(super) struct District {
    pub(super) name: LocalName,
    pub(super) city: LocalName,
    pub(super) code: String,
    pub(super) code_prefix: String,
    pub(super) centre: Degrees,
}

#[derive(Debug, Deserialize)]
pub(super) struct LocalName {
    pub(super) zh: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Degrees {
    pub(super) lon: f64,
    pub(super) lat: f64,
}

/// One way of keeping a station.
#[derive(Debug, Clone)]
pub(super) struct Host {
    pub(super) profile: String,
    pub(super) builder: Builder,
    pub(super) weight: u32,
    /// The kinds of places it stands at; empty for any.
    pub(super) place_kinds: Vec<PlaceKind>,
    pub(super) name: String,
    pub(super) host: String,
    pub(super) brands: Vec<String>,
    /// The unit that keeps the record; empty for the area's own.
    pub(super) unit: String,
    pub(super) area_m2: (i64, i64),
    pub(super) seats: (i64, i64),
}

/// A text of opening hours and how common it is.
#[derive(Debug)]
pub(super) struct HoursChance {
    pub(super) hours: HoursText,
    pub(super) weight: u32,
}

/// How common an amenity is, and the hours of its own that it may have.
#[derive(Debug)]
pub(super) struct AmenityChance {
    pub(super) amenity: Amenity,
    pub(super) percent: u32,
    /// Where its own hours are given.
    pub(super) own_hours_where: Scope,
    pub(super) own_hours: Vec<Option<HoursText>>,
}

/// Where an amenity may have hours of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Only in stations that never close.
    RoundTheClock,
    /// In any.
    Any,
}

/// Ways in and how common they are.
#[derive(Debug)]
pub(super) struct AccessChance {
    pub(super) access: AccessSet,
    pub(super) weight: u32,
}

/// A road with its rough course.
#[derive(Debug)]
pub(super) struct Road {
    pub(super) name: String,
    pub(super) course: Vec<Degrees>,
}

/// A station that is in the sample in any case.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: StationKind,
    pub(super) profile: String,
    pub(super) builder: Builder,
    pub(super) host: String,
    pub(super) area_code: AreaCode,
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) address: String,
    pub(super) aliases: String,
    pub(super) hours: HoursText,
}

/// Lists by profile.
pub(super) type ByProfile<T> = BTreeMap<String, Vec<T>>;

pub(super) fn read_json<T: DeserializeOwned>(
    list: &'static str,
    text: &str,
) -> Result<T, SampleError> {
    serde_json::from_str(text).map_err(|source| SampleError::Json { list, source })
}

fn rows<T: DeserializeOwned>(list: &'static str, text: &str) -> Result<Vec<T>, SampleError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| SampleError::Csv { list, source })
}

fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|word| !word.is_empty())
}

pub(super) fn read_hosts(list: &'static str, text: &str) -> Result<Vec<Host>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        profile: String,
        builder: Builder,
        weight: u32,
        place_kinds: String,
        name: String,
        host: String,
        brands: String,
        unit: String,
        area_min_m2: i64,
        area_max_m2: i64,
        seats_min: i64,
        seats_max: i64,
    }
    let to_host = |row: Row| {
        let kinds = split(&row.place_kinds).filter(|kind| *kind != "*");
        Ok(Host {
            place_kinds: kinds.map(|kind| place_kind(list, kind)).collect::<Result<_, _>>()?,
            brands: split(&row.brands).map(str::to_owned).collect(),
            area_m2: (row.area_min_m2, row.area_max_m2),
            seats: (row.seats_min, row.seats_max),
            profile: row.profile,
            builder: row.builder,
            weight: row.weight,
            name: row.name,
            host: row.host,
            unit: row.unit,
        })
    };
    rows(list, text)?.into_iter().map(to_host).collect()
}

fn place_kind(list: &'static str, word: &str) -> Result<PlaceKind, SampleError> {
    serde_json::from_value(serde_json::Value::from(word))
        .map_err(|source| SampleError::Json { list, source })
}

pub(super) fn read_hours(text: &str) -> Result<ByProfile<HoursChance>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        profile: String,
        hours: HoursText,
        weight: u32,
    }
    let mut found = ByProfile::new();
    for row in rows::<Row>("hours.csv", text)? {
        let chance = HoursChance { hours: row.hours, weight: row.weight };
        found.entry(row.profile).or_insert_with(Vec::new).push(chance);
    }
    Ok(found)
}

pub(super) fn read_amenities(
    text: &str,
    catalogue: &AmenityCatalogue,
) -> Result<ByProfile<AmenityChance>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        profile: String,
        amenity: String,
        percent: u32,
        own_hours_where: String,
        own_hours: String,
    }
    let list = "amenities.csv";
    let mut found = ByProfile::new();
    for row in rows::<Row>(list, text)? {
        let option = |option: &str| match option {
            "" => Ok(None),
            hours => hours.parse().map(Some).map_err(|error| unusable(list, error)),
        };
        let unknown = || unusable(list, format!("there is no amenity '{}'", row.amenity));
        let chance = AmenityChance {
            amenity: catalogue.of_key(&row.amenity).ok_or_else(unknown)?,
            percent: row.percent,
            own_hours_where: match row.own_hours_where.as_str() {
                "round_the_clock" => Scope::RoundTheClock,
                _ => Scope::Any,
            },
            own_hours: row.own_hours.split('|').map(option).collect::<Result<_, _>>()?,
        };
        found.entry(row.profile).or_insert_with(Vec::new).push(chance);
    }
    Ok(found)
}

pub(super) fn read_access(text: &str) -> Result<ByProfile<AccessChance>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        profile: String,
        ways: String,
        weight: u32,
    }
    let list = "access.csv";
    let mut found = ByProfile::new();
    for row in rows::<Row>(list, text)? {
        let ways = split(&row.ways).map(str::parse).collect::<Result<AccessSet, _>>();
        let access = ways.map_err(|error| unusable(list, error))?;
        let chance = AccessChance { access, weight: row.weight };
        found.entry(row.profile).or_insert_with(Vec::new).push(chance);
    }
    Ok(found)
}

pub(super) fn read_words(text: &str) -> Result<ByProfile<String>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        placeholder: String,
        words: String,
    }
    let words = |row: Row| (row.placeholder, row.words.split('|').map(str::to_owned).collect());
    Ok(rows::<Row>("words.csv", text)?.into_iter().map(words).collect())
}

pub(super) fn read_roads(text: &str) -> Result<Vec<Road>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        course: String,
    }
    let corner = |corner: &str| {
        let (lon, lat) = corner.split_once(' ')?;
        Some(Degrees { lon: lon.parse().ok()?, lat: lat.parse().ok()? })
    };
    let to_road = |row: Row| {
        let course: Option<_> = row.course.split(';').map(corner).collect();
        let course = course.ok_or_else(|| {
            unusable("roads.csv", format!("the course of {} is not 'lon lat;lon lat'", row.name))
        })?;
        Ok(Road { name: row.name, course })
    };
    rows("roads.csv", text)?.into_iter().map(to_road).collect()
}

pub(super) fn read_daytime(text: &str) -> Result<BTreeMap<AreaCode, u32>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        area_code: AreaCode,
        daytime_thousand: u32,
    }
    let pair = |row: Row| (row.area_code, row.daytime_thousand);
    Ok(rows::<Row>("offices.csv", text)?.into_iter().map(pair).collect())
}

pub(super) fn read_named(text: &str) -> Result<Vec<Named>, SampleError> {
    rows("named.csv", text)
}

pub(super) fn read_units(text: &str) -> Result<Vec<Unit>, SampleError> {
    #[derive(Deserialize)]
    struct Row {
        code: String,
        name: String,
        kind: String,
        area_code: Option<AreaCode>,
    }
    let unit =
        |row: Row| Unit { code: row.code, name: row.name, kind: row.kind, area: row.area_code };
    Ok(rows::<Row>("units.csv", text)?.into_iter().map(unit).collect())
}

/// A row of `places.csv` as far as it is needed here.
#[derive(Debug, Deserialize)]
pub(super) struct PlaceRow {
    pub(super) name: String,
    pub(super) kind: PlaceKind,
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) area_code: Option<AreaCode>,
}

pub(super) fn read_places(text: &str) -> Result<Vec<PlaceRow>, SampleError> {
    rows("places.csv", text)
}

impl Degrees {
    /// The position with these degrees.
    pub(super) fn position(&self) -> Result<Wgs84, CoordinateError> {
        Wgs84::new(self.lon, self.lat)
    }
}
