//! Builds a snapshot, record by record, without holding the records.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use chrono::{DateTime, NaiveDate, Utc};

use super::facets::{Facets, RareFacets};
use super::facts::{Facts, FactsBuilder, State};
use super::pack::{Pack, PackBuilder, Riders, Window};
use super::places::PlaceIndex;
use super::row::{NONE, OwnHours, Row, offset};
use super::search::SearchText;
use super::snapshot::Snapshot;
use super::tree::StationTree;
use crate::domain::amenity::{AmenitySet, Provision};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::Areas;
use crate::domain::opening_hours::{HoursContext, HoursText, Schedule};
use crate::domain::openness::Closure;
use crate::domain::place::Place;
use crate::domain::station::{Provenance, Record, Station, StationCode};
use crate::domain::station_photo::PhotoKey;
use crate::domain::status::Status;

/// Takes records in the order of their codes and makes a snapshot of them.
#[derive(Debug)]
pub struct SnapshotBuilder {
    areas: Arc<Areas>,
    amenities: Arc<AmenityCatalogue>,
    hours: HoursContext,
    today: NaiveDate,
    first_day: NaiveDate,
    rows: Vec<Row>,
    facts: FactsBuilder,
    search: SearchText,
    schedules: Vec<Schedule>,
    schedule_by_text: HashMap<Box<str>, u32>,
    closures: Vec<Closure>,
    own_hours: Vec<OwnHours>,
    confirmed_on: BTreeMap<StationCode, NaiveDate>,
    needs_check: BTreeSet<StationCode>,
    photos: HashSet<PhotoKey>,
    pack: PackBuilder,
    has_sample: bool,
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
        Self {
            facts: FactsBuilder::new(&areas, Arc::clone(&amenities)),
            areas,
            pack: PackBuilder::new(Arc::clone(&amenities)),
            amenities,
            hours,
            today,
            first_day: today.pred_opt().unwrap_or(today),
            rows: Vec::new(),
            search: SearchText::default(),
            schedules: Vec::new(),
            schedule_by_text: HashMap::new(),
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
        let out_of_order = self.out_of_order(station);
        let riders = Riders {
            confirmed_on: self.confirmed_on.get(&station.code).copied(),
            needs_check: self.needs_check.contains(&station.code),
        };
        let state = State {
            kind: station.kind,
            status: station.status.kind(),
            tags: station.tags.clone(),
            needs_check: riders.needs_check,
            provenance: station.provenance,
        };
        let told = self.facts.push(record, state, riders);
        let own_hours = offset(self.own_hours.len());
        let amenities = Arc::clone(&self.amenities);
        for (amenity, provision) in amenities.detailed(&station.amenities) {
            if let (Some(bit), Some(hours)) = (amenities.bit_of(amenity), &provision.hours) {
                let schedule = self.schedule(Some(hours));
                self.own_hours.push(OwnHours { amenity: bit, schedule });
            }
        }
        let row = Row {
            position: station.position,
            amenities: has,
            working: has.without(out_of_order),
            text: told.text,
            text_end: told.text_end,
            state: told.state,
            schedule,
            closure: self.closure(&station.status),
            own_hours,
            own_hours_len: u8::try_from(self.own_hours.len() - own_hours as usize)
                .unwrap_or(u8::MAX),
            area,
            kind: station.kind,
            access: station.access,
            round_the_clock: self
                .schedules
                .get(schedule as usize)
                .is_some_and(Schedule::is_round_the_clock),
            status: station.status.kind(),
        };
        self.remember(station, &row, riders);
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
            self.facts.hours(),
            Window {
                first_day: self.first_day,
                calendar: self.hours.calendar(),
                zone: self.hours.zone(),
            },
        );
        let (facets, facts) = laid_out(&mut self.rows, self.facts);
        let snapshot = Snapshot {
            revision,
            built_at,
            first_day: self.first_day,
            facts,
            facets,
            rows: self.rows.into_boxed_slice(),
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

    fn schedule(&mut self, hours: Option<&HoursText>) -> u32 {
        let Some(hours) = hours else { return NONE };
        if let Some(id) = self.schedule_by_text.get(hours.as_str()) {
            return *id;
        }
        let schedule = Schedule::compile(hours, &self.hours, self.first_day);
        let id = offset(self.schedules.len());
        self.facts.push_hours(hours, &schedule);
        self.schedules.push(schedule);
        self.schedule_by_text.insert(hours.as_str().into(), id);
        id
    }

    fn out_of_order(&self, station: &Station) -> AmenitySet {
        let broken = |(_, provision): &(_, &Provision)| provision.out_of_order.is_some();
        let broken = station.amenities.iter().filter(broken);
        self.amenities.set_of(broken.map(|(amenity, _)| *amenity))
    }

    fn closure(&mut self, status: &Status) -> u32 {
        let Some(closure) = Closure::of(status) else { return NONE };
        self.closures.push(closure);
        offset(self.closures.len() - 1)
    }

    fn area(&self, station: &Station) -> u16 {
        let at = self.areas.position_of(&station.area);
        at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
    }

    /// Lets searches and the pack know it, if riders are told of it.
    fn remember(&mut self, station: &Station, row: &Row, riders: Riders) {
        if !row.is_listed() {
            self.search.push_nothing();
            return;
        }
        self.has_sample |= station.provenance == Provenance::Synthetic;
        let aliases: Vec<&str> = station.aliases.iter().map(String::as_str).collect();
        let others = [station.code.as_str(), &station.address, &station.host];
        self.search.push(&station.name, &aliases, &others);
        let own = &self.own_hours[row.own_hours as usize..];
        self.pack.push(station, row, own, riders);
    }
}

/// The trees over the rows, and the facts in their order; the rows are told where theirs are.
fn laid_out(rows: &mut [Row], facts: FactsBuilder) -> (Facets, Facts) {
    let listed = Facets::listed_points(rows);
    let rare = || RareFacets::new(&listed, rows);
    // Either half takes about as long as the other, and at a start everybody waits for both.
    let (all, (facts, texts), rare) = thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, rare);
        let all = StationTree::new(&listed);
        let facts = facts.finish(rows, all.points());
        let rare = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_no_more_threads) => rare(),
        };
        (all, facts, rare)
    });
    for (row, text) in rows.iter_mut().zip(texts) {
        (row.text, row.text_end) = (text.start, text.end);
    }
    (Facets::new(all, rare, rows), facts)
}
