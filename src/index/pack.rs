//! Everything public in one document, for phones that answer by themselves.
//!
//! Columns rather than rows, texts that many share once, positions as whole microdegrees,
//! and every schedule as the minutes at which it changes: so it is small, and a phone needs
//! no reader of opening hours to give the very answers that the server gives.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::row::{NONE, OwnHours, Row};
use crate::domain::access::Access;
use crate::domain::amenity::{Amenity, AmenityBit, AmenitySet};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::Areas;
use crate::domain::district::{LocalMinute, Name, Zone};
use crate::domain::holiday_calendar::{DayKind, HolidayCalendar};
use crate::domain::opening_hours::{OpenState, Schedule, WINDOW_DAYS};
use crate::domain::openness::Closure;
use crate::domain::station::{Builder, Provenance, Station, StationKind, Tag};
use crate::domain::station_photo::{PhotoKey, StationPhoto};
use crate::domain::status::Status;

/// More stations than this are not packed: a phone asks for what it needs of them.
const MAX_STATIONS: usize = 20_000;

/// The document.
#[derive(Debug)]
pub struct Pack {
    /// JSON, UTF-8, not compressed.
    pub json: Vec<u8>,
}

/// What riders say of a station.
#[derive(Debug, Clone, Copy)]
pub(super) struct Riders {
    /// The day on which they last confirmed it.
    pub(super) confirmed_on: Option<NaiveDate>,
    /// Whether they doubt it.
    pub(super) needs_check: bool,
}

/// Collects the columns.
#[derive(Debug)]
pub(super) struct PackBuilder {
    amenities: Arc<AmenityCatalogue>,
    /// Where an amenity stands among them, by its bit: in the order in which they are shown.
    places: [u8; AmenityBit::COUNT],
    columns: Columns,
    offers: Vec<Offers>,
    offer_ids: HashMap<Offers, u32>,
}

#[derive(Debug, Default, Serialize)]
struct Columns {
    code: Vec<String>,
    name: Vec<String>,
    kind: Vec<u8>,
    area: Vec<u16>,
    lon_e6: Vec<i32>,
    lat_e6: Vec<i32>,
    address: Vec<String>,
    host: Vec<String>,
    builder: Vec<Option<u8>>,
    /// Which of `schedules`; null when nobody has said.
    schedule: Vec<Option<u32>>,
    /// Which of `offers`.
    offers: Vec<u32>,
    seats: Vec<Option<u32>>,
    /// Days since 1970-01-01.
    verified_on: Vec<Option<i32>>,
    /// What few have: by the number of the station.
    /// Days since 1970-01-01 on which riders last confirmed.
    confirmed_on: Vec<(u32, i32)>,
    /// Whom riders doubt.
    needs_check: Vec<u32>,
    aliases: Vec<(u32, Vec<String>)>,
    phone: Vec<(u32, String)>,
    tags: Vec<(u32, Vec<Tag>)>,
    /// Station; of each photo the key, width and height in pixels, caption, credit, day.
    photos: Vec<(u32, Vec<PackedPhoto>)>,
    /// Station, amenity, schedule.
    own_hours: Vec<(u32, u8, u32)>,
    closed: Vec<Closed>,
    /// Station, amenity, since when, why: what is more to say of what does not work.
    broken: Vec<(u32, u8, Option<NaiveDate>, String)>,
    provenance: Vec<u8>,
}

type PackedPhoto = (PhotoKey, u32, u32, String, String, Option<NaiveDate>);

#[derive(Debug, Serialize)]
struct Closed {
    station: u32,
    reason: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// Minutes from the first day to the one at which it is over and the hours begin, which may
    /// lie behind the days that the schedules cover, and the state from there on.
    reopens: Option<(i64, u8)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
struct Offers {
    amenities: Vec<u8>,
    out_of_order: Vec<u8>,
    access: Vec<u8>,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u8,
    revision: u64,
    first_day: NaiveDate,
    /// Civil time east of UTC, minutes; null when it changes within the window.
    utc_offset_min: Option<i64>,
    /// How many days the schedules cover.
    window_days: i64,
    /// The days of the window that are not as their weekday says: date, kind, holiday.
    special_days: Vec<(NaiveDate, &'static str, Option<&'a Name>)>,
    kinds: Vec<&'static str>,
    provenances: Vec<&'static str>,
    builders: Vec<&'static str>,
    amenities: &'a [Amenity],
    access: Vec<&'static str>,
    areas: Vec<(&'a str, &'a str)>,
    schedules: Vec<PackedSchedule>,
    offers: &'a [Offers],
    stations: &'a Columns,
}

/// A schedule as the minutes at which it changes.
#[derive(Serialize)]
struct PackedSchedule {
    #[serde(flatten)]
    hours: serde_json::Value,
    /// The state at the first minute of `first_day`: 0 open, 1 unknown, 2 closed.
    starts: u8,
    /// Then, in turn: minutes until the next change, and the state from there on.
    changes: Vec<(i64, u8)>,
}

impl PackBuilder {
    pub(super) fn new(amenities: Arc<AmenityCatalogue>) -> Self {
        let mut places = [0; AmenityBit::COUNT];
        for (entry, place) in amenities.all().iter().zip(0..) {
            places[usize::from(entry.bit)] = place;
        }
        let (columns, offers, offer_ids) = (Columns::default(), Vec::new(), HashMap::new());
        Self { amenities, places, columns, offers, offer_ids }
    }

    pub(super) fn push(
        &mut self,
        station: &Station,
        row: &Row,
        own_hours: &[OwnHours],
        riders: Riders,
    ) {
        if self.columns.code.len() > MAX_STATIONS {
            return;
        }
        let offers = self.offers(row);
        let columns = &mut self.columns;
        let number = columns.code.len() as u32;
        columns.code.push(station.code.to_string());
        columns.name.push(station.name.clone());
        columns.kind.push(station.kind as u8);
        columns.area.push(row.area);
        columns.lon_e6.push((station.position.lon() * 1e6).round() as i32);
        columns.lat_e6.push((station.position.lat() * 1e6).round() as i32);
        columns.address.push(station.address.clone());
        columns.host.push(station.host.clone());
        columns.builder.push(station.builder.map(|builder| builder as u8));
        columns.schedule.push((row.schedule != NONE).then_some(row.schedule));
        columns.offers.push(offers);
        columns.seats.push(station.seats);
        columns.verified_on.push(station.verified_on.map(days_since_1970));
        columns.provenance.push(station.provenance as u8);
        columns.needs_check.extend(riders.needs_check.then_some(number));
        columns.confirmed_on.extend(riders.confirmed_on.map(|day| (number, days_since_1970(day))));
        columns.push_rare(number, station);
        let place = |bit: AmenityBit| self.places[usize::from(bit.number())];
        for (amenity, provision) in self.amenities.detailed(&station.amenities) {
            if let (Some(bit), Some(broken)) =
                (self.amenities.bit_of(amenity), &provision.out_of_order)
            {
                columns.broken.push((number, place(bit), broken.since, broken.reason.clone()));
            }
        }
        let own_hours = own_hours.iter().map(|own| (number, place(own.amenity), own.schedule));
        columns.own_hours.extend(own_hours);
    }

    pub(super) fn finish(
        mut self,
        revision: u64,
        areas: &Areas,
        schedules: &[Schedule],
        hours_json: &[Box<str>],
        window: Window<'_>,
    ) -> Option<Pack> {
        if self.columns.code.len() > MAX_STATIONS {
            return None;
        }
        let first_day = window.first_day;
        self.columns.reopen(schedules, first_day);
        let document = Document {
            format: 3,
            revision,
            first_day,
            utc_offset_min: window.utc_offset_min(),
            window_days: WINDOW_DAYS,
            special_days: window.special_days(),
            kinds: StationKind::ALL.iter().map(|kind| kind.key()).collect(),
            provenances: Provenance::ALL.iter().map(|provenance| provenance.key()).collect(),
            builders: Builder::ALL.iter().map(|builder| builder.key()).collect(),
            amenities: self.amenities.keys(),
            access: Access::ALL.iter().map(|access| access.key()).collect(),
            areas: areas.iter().map(|area| (area.code.as_str(), area.name.as_str())).collect(),
            schedules: schedules
                .iter()
                .zip(hours_json)
                .map(|(schedule, json)| PackedSchedule::new(schedule, json, first_day))
                .collect(),
            offers: &self.offers,
            stations: &self.columns,
        };
        let json = serde_json::to_vec(&document).ok()?;
        Some(Pack { json })
    }

    fn offers(&mut self, row: &Row) -> u32 {
        let places = |set: AmenitySet| {
            let mut places: Vec<u8> =
                set.iter().map(|bit| self.places[usize::from(bit.number())]).collect();
            places.sort_unstable();
            places
        };
        let offers = Offers {
            amenities: places(row.amenities),
            out_of_order: places(row.amenities.without(row.working)),
            access: row.access.iter().map(|access| access as u8).collect(),
        };
        if let Some(id) = self.offer_ids.get(&offers) {
            return *id;
        }
        let id = self.offers.len() as u32;
        self.offers.push(offers.clone());
        self.offer_ids.insert(offers, id);
        id
    }
}

/// The days that the schedules cover, and what sort of days they are.
pub(super) struct Window<'a> {
    pub(super) first_day: NaiveDate,
    pub(super) calendar: &'a HolidayCalendar,
    pub(super) zone: Zone,
}

impl<'a> Window<'a> {
    fn utc_offset_min(&self) -> Option<i64> {
        let days = self.first_day.iter_days().take(WINDOW_DAYS as usize + 1);
        let mut offsets = days
            .map(LocalMinute::start_of)
            .map(|midnight| midnight.0 - self.zone.instant(midnight).timestamp().div_euclid(60));
        let first = offsets.next()?;
        offsets.all(|offset| offset == first).then_some(first)
    }

    fn special_days(&self) -> Vec<(NaiveDate, &'static str, Option<&'a Name>)> {
        let days = self.first_day.iter_days().take(WINDOW_DAYS as usize);
        let told = days.map(|day| {
            let name = self.calendar.listed(day).map(|listed| &listed.name);
            (day, self.calendar.kind(day), name)
        });
        told.filter(|(_, kind, _)| *kind != DayKind::Ordinary)
            .map(|(day, kind, name)| (day, kind.key(), name))
            .collect()
    }
}

impl Columns {
    fn push_rare(&mut self, number: u32, station: &Station) {
        if !station.aliases.is_empty() {
            self.aliases.push((number, station.aliases.clone()));
        }
        self.phone.extend(station.phone.clone().map(|phone| (number, phone)));
        if !station.tags.is_empty() {
            self.tags.push((number, station.tags.clone()));
        }
        if !station.photos.is_empty() {
            self.photos.push((number, station.photos.iter().map(packed_photo).collect()));
        }
        if let Status::TemporarilyClosed { reason, from, until } = &station.status {
            let reason = reason.clone();
            let (from, until) = (*from, *until);
            self.closed.push(Closed { station: number, reason, from, until, reopens: None });
        }
    }
}

impl Columns {
    fn reopen(&mut self, schedules: &[Schedule], first_day: NaiveDate) {
        let first = LocalMinute::start_of(first_day);
        for closed in &mut self.closed {
            let number = self.schedule[closed.station as usize];
            let schedule = number.and_then(|number| schedules.get(number as usize));
            let reopens = Closure::between(closed.from, closed.until).reopens(schedule);
            closed.reopens = reopens.map(|(minute, state)| (minute.0 - first.0, state as u8));
        }
    }
}

impl PackedSchedule {
    fn new(schedule: &Schedule, json: &str, first_day: NaiveDate) -> Self {
        let hours = format!("{{{}}}", json.strip_prefix(',').unwrap_or(json));
        let mut before = LocalMinute::start_of(first_day);
        let mut changes = schedule.changes();
        let starts = changes.next().map_or(OpenState::Closed, |change| change.1);
        let changes = changes
            .map(|(minute, state)| {
                let step = minute.0 - before.0;
                before = minute;
                (step, state as u8)
            })
            .collect();
        Self {
            hours: serde_json::from_str(&hours).unwrap_or_default(),
            starts: starts as u8,
            changes,
        }
    }
}

fn packed_photo(photo: &StationPhoto) -> PackedPhoto {
    let StationPhoto { key, size, words } = photo.clone();
    (key, size.width_px, size.height_px, words.caption, words.credit, words.taken_on)
}

fn days_since_1970(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - 719_163
}
