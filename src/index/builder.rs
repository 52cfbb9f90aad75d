//! Builds a snapshot, record by record, without holding the records.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::facets::Facets;
use super::members::{
    AreaMembers, ClosedMembers, CommonMembers, HoursMembers, OffersMembers, OwnMembers,
    PhotoMembers, ProvisionMembers, SummaryMembers, members,
};
use super::pack::{Pack, PackBuilder, Riders, Window};
use super::places::PlaceIndex;
use super::row::{NONE, OwnHours, Row};
use super::search::SearchText;
use super::snapshot::Snapshot;
use crate::domain::access::AccessSet;
use crate::domain::amenity::{AmenitySet, Provision};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::Areas;
use crate::domain::opening_hours::{HoursContext, HoursText, Schedule};
use crate::domain::openness::Closure;
use crate::domain::place::Place;
use crate::domain::station::{Provenance, Record, Station, StationCode};
use crate::domain::station_photo::PhotoKey;
use crate::domain::status::Status;

/// What every row's text begins with; the code stands behind it.
pub(super) const BEFORE_CODE: &str = r#""code":""#;

/// What stands for the hours of a station of which nobody has said them.
const NO_HOURS: &str = r#","opening_hours":null,"round_the_clock":false"#;

/// Takes records in the order of their codes and makes a snapshot of them.
#[derive(Debug)]
pub struct SnapshotBuilder {
    areas: Arc<Areas>,
    amenities: Arc<AmenityCatalogue>,
    hours: HoursContext,
    today: NaiveDate,
    first_day: NaiveDate,
    rows: Vec<Row>,
    arena: String,
    areas_json: Vec<String>,
    search: SearchText,
    schedules: Vec<Schedule>,
    hours_json: Vec<Box<str>>,
    schedule_by_text: HashMap<Box<str>, u32>,
    offers_json: Vec<String>,
    offers_by_sets: HashMap<(u64, u64, u8), usize>,
    commons: Vec<Box<str>>,
    common_by_text: HashMap<Box<str>, u32>,
    closures: Vec<Closure>,
    own_hours: Vec<OwnHours>,
    confirmed_on: BTreeMap<StationCode, NaiveDate>,
    needs_check: BTreeSet<StationCode>,
    photos: HashSet<PhotoKey>,
    pack: PackBuilder,
    has_sample: bool,
}

/// Where the texts stand that a station shares with others.
#[derive(Clone, Copy)]
struct Shared {
    area: u16,
    schedule: u32,
    offers: usize,
}

impl SnapshotBuilder {
    /// A builder whose schedules are compiled from the day before `today` on, so that the
    /// night that is still under way is in them.
    pub fn new(
        areas: Arc<Areas>,
        amenities: Arc<AmenityCatalogue>,
        hours: HoursContext,
        today: NaiveDate,
    ) -> Self {
        let areas_json = areas
            .iter()
            .map(|area| members(&AreaMembers { area: area.code.as_str(), area_name: &area.name }));
        Self {
            areas_json: areas_json.collect(),
            areas,
            pack: PackBuilder::new(Arc::clone(&amenities)),
            amenities,
            hours,
            today,
            first_day: today.pred_opt().unwrap_or(today),
            rows: Vec::new(),
            arena: String::new(),
            search: SearchText::default(),
            schedules: Vec::new(),
            hours_json: Vec::new(),
            schedule_by_text: HashMap::new(),
            offers_json: Vec::new(),
            offers_by_sets: HashMap::new(),
            commons: Vec::new(),
            common_by_text: HashMap::new(),
            closures: Vec::new(),
            own_hours: Vec::new(),
            confirmed_on: BTreeMap::new(),
            needs_check: BTreeSet::new(),
            photos: HashSet::new(),
            has_sample: false,
        }
    }

    /// Lets the facts show the days on which riders last confirmed their stations.
    #[must_use]
    pub fn confirmed(self, confirmed_on: BTreeMap<StationCode, NaiveDate>) -> Self {
        Self { confirmed_on, ..self }
    }

    /// Lets the facts of these stations say that riders doubt them.
    #[must_use]
    pub fn doubted(self, needs_check: BTreeSet<StationCode>) -> Self {
        Self { needs_check, ..self }
    }

    /// Adds one record. Records must come in the order of their codes. A station whose closure is
    /// over serves again, though nobody has written so.
    pub fn push(&mut self, record: &Record) {
        let status = record.station.status.on(self.today);
        if *status == record.station.status {
            return self.push_as_it_is(record);
        }
        let station = Station { status: status.clone(), ..record.station.clone() };
        self.push_as_it_is(&Record { station, ..record.clone() });
    }

    fn push_as_it_is(&mut self, record: &Record) {
        let station = &record.station;
        let schedule = self.schedule(station.hours.as_ref());
        let area = self.area(station);
        let has = self.amenities.set_of(station.amenities.keys().copied());
        let works = self.working(station);
        let offers = self.offers(has, works, station.access);
        let text = index(self.arena.len());
        self.write_summary(record, Shared { area, schedule, offers });
        let position = self.arena.len();
        self.write_position(station);
        let position_len = u8::try_from(self.arena.len() - position).unwrap_or(u8::MAX);
        let detail = index(self.arena.len());
        self.write_own(station);
        let common = self.common(station);
        let own_hours = index(self.own_hours.len());
        let amenities = Arc::clone(&self.amenities);
        for (amenity, provision) in amenities.provided(&station.amenities) {
            if let (Some(bit), Some(hours)) = (amenities.bit_of(amenity), &provision.hours) {
                let schedule = self.schedule(Some(hours));
                self.own_hours.push(OwnHours { amenity: bit, schedule });
            }
        }
        let row = Row {
            position: station.position,
            amenities: has,
            working: works,
            text,
            detail,
            common,
            schedule,
            closure: self.closure(&station.status),
            own_hours,
            own_hours_len: u8::try_from(self.own_hours.len() - own_hours as usize)
                .unwrap_or(u8::MAX),
            code_len: u8::try_from(station.code.as_str().len()).unwrap_or(u8::MAX),
            position_len,
            area,
            kind: station.kind,
            access: station.access,
            round_the_clock: self
                .schedules
                .get(schedule as usize)
                .is_some_and(Schedule::is_round_the_clock),
            status: station.status.kind(),
            version: u32::try_from(record.version).unwrap_or(u32::MAX),
            revision: u32::try_from(record.revision).unwrap_or(u32::MAX),
            updated_ms: record.updated_at.timestamp_millis(),
        };
        self.remember(station, &row);
        self.photos.extend(station.photos.iter().map(|photo| photo.key));
        self.rows.push(row);
    }

    /// The snapshot of all records pushed, and the pack for phones.
    pub fn finish(
        mut self,
        revision: u64,
        built_at: DateTime<Utc>,
        places: Arc<[Place]>,
    ) -> (Snapshot, Option<Pack>) {
        let pack = self.pack.finish(
            revision,
            &self.areas,
            &self.schedules,
            &self.hours_json,
            Window {
                first_day: self.first_day,
                calendar: self.hours.calendar(),
                zone: self.hours.zone(),
            },
        );
        self.arena.shrink_to_fit();
        let snapshot = Snapshot {
            revision,
            built_at,
            first_day: self.first_day,
            facets: Facets::new(&self.rows),
            rows: self.rows.into_boxed_slice(),
            arena: self.arena.into_boxed_str(),
            commons: self.commons.into_boxed_slice(),
            schedules: self.schedules.into_boxed_slice(),
            closures: self.closures.into_boxed_slice(),
            own_hours: self.own_hours.into_boxed_slice(),
            search: self.search.finish(),
            places: PlaceIndex::new(places),
            areas: self.areas,
            amenities: self.amenities,
            hours: self.hours,
            has_sample: self.has_sample,
            photos: self.photos,
        };
        (snapshot, pack)
    }

    fn write_summary(&mut self, record: &Record, shared: Shared) {
        let Shared { area, schedule, offers } = shared;
        let station = &record.station;
        let summary = SummaryMembers {
            code: station.code.as_str(),
            name: &station.name,
            kind: station.kind.key(),
            address: &station.address,
            host: &station.host,
            status: station.status.key(),
            tags: &station.tags,
            verified_on: station.verified_on,
            confirmed_on: self.confirmed_on.get(&station.code).copied(),
            needs_check: self.needs_check.contains(&station.code),
            provenance: station.provenance.key(),
        };
        let written = members(&summary);
        self.arena.push_str(written.strip_prefix(',').unwrap_or(&written));
        let hours = self.hours_json.get(schedule as usize).map_or(NO_HOURS, AsRef::as_ref);
        for shared in [
            self.areas_json.get(usize::from(area)).map_or("", String::as_str),
            hours,
            &self.offers_json[offers],
        ] {
            self.arena.push_str(shared);
        }
    }

    fn write_position(&mut self, station: &Station) {
        let (lon, lat) = (station.position.lon(), station.position.lat());
        // Writing to a string cannot fail.
        let _ = write!(self.arena, r#","lon":{lon:.6},"lat":{lat:.6}"#);
    }

    fn write_own(&mut self, station: &Station) {
        let own = OwnMembers {
            floor_area_m2: station.floor_area_m2,
            seats: station.seats,
            opened_on: station.opened_on,
            phone: station.phone.as_deref(),
            merged_into: station.merged_into.as_ref(),
            photos: station.photos.iter().map(PhotoMembers::of).collect(),
        };
        self.arena.push_str(&members(&own));
    }

    /// Which text tells what many stations have the same.
    fn common(&mut self, station: &Station) -> u32 {
        let provisions = self
            .amenities
            .provided(&station.amenities)
            .filter(|(_, provision)| provision.hours.is_some() || provision.out_of_order.is_some());
        let closed = match &station.status {
            Status::TemporarilyClosed { reason, from, until } => {
                Some(ClosedMembers { reason, from: *from, until: *until })
            }
            _ => None,
        };
        let text = members(&CommonMembers {
            aliases: &station.aliases,
            unit: station.unit.as_deref(),
            builder: station.builder,
            serves: &station.serves,
            stars: station.stars,
            closed,
            amenity_details: provisions
                .map(|(amenity, provision)| ProvisionMembers {
                    amenity,
                    hours: provision.hours.as_ref().map(HoursText::as_str),
                    out_of_order: provision.out_of_order.as_ref(),
                })
                .collect(),
        });
        if let Some(id) = self.common_by_text.get(text.as_str()) {
            return *id;
        }
        let id = index(self.commons.len());
        self.commons.push(text.as_str().into());
        self.common_by_text.insert(text.into(), id);
        id
    }

    fn schedule(&mut self, hours: Option<&HoursText>) -> u32 {
        let Some(hours) = hours else { return NONE };
        if let Some(id) = self.schedule_by_text.get(hours.as_str()) {
            return *id;
        }
        let schedule = Schedule::compile(hours, &self.hours, self.first_day);
        let id = index(self.schedules.len());
        let json = HoursMembers {
            opening_hours: hours.as_str(),
            round_the_clock: schedule.is_round_the_clock(),
        };
        self.hours_json.push(members(&json).into());
        self.schedules.push(schedule);
        self.schedule_by_text.insert(hours.as_str().into(), id);
        id
    }

    /// Where the text of what a station offers stands.
    fn offers(&mut self, has: AmenitySet, works: AmenitySet, access: AccessSet) -> usize {
        let sets = (has.bits(), works.bits(), access.bits());
        *self.offers_by_sets.entry(sets).or_insert_with(|| {
            let offers = OffersMembers {
                amenities: self.amenities.in_order(has).collect(),
                out_of_order: self.amenities.in_order(has.without(works)).collect(),
                access: access.into(),
            };
            self.offers_json.push(members(&offers));
            self.offers_json.len() - 1
        })
    }

    fn working(&self, station: &Station) -> AmenitySet {
        let works = |(_, provision): &(_, &Provision)| provision.out_of_order.is_none();
        let working = station.amenities.iter().filter(works);
        self.amenities.set_of(working.map(|(amenity, _)| *amenity))
    }

    fn closure(&mut self, status: &Status) -> u32 {
        let Some(closure) = Closure::of(status) else { return NONE };
        self.closures.push(closure);
        index(self.closures.len() - 1)
    }

    fn area(&self, station: &Station) -> u16 {
        let at = self.areas.position_of(&station.area);
        at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
    }

    /// Lets searches and the pack know it, if riders are told of it.
    fn remember(&mut self, station: &Station, row: &Row) {
        if !row.is_listed() {
            self.search.push_nothing();
            return;
        }
        self.has_sample |= station.provenance == Provenance::Synthetic;
        let aliases: Vec<&str> = station.aliases.iter().map(String::as_str).collect();
        let others = [station.code.as_str(), &station.address, &station.host];
        self.search.push(&station.name, &aliases, &others);
        let own = &self.own_hours[row.own_hours as usize..];
        let confirmed_on = self.confirmed_on.get(&station.code).copied();
        let needs_check = self.needs_check.contains(&station.code);
        self.pack.push(station, row, own, Riders { confirmed_on, needs_check });
    }
}

/// A length or offset; a snapshot of four billion bytes of text is beyond what it is for.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}
