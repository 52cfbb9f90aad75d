//! The public facts of stations as pieces of JSON, made ahead.
//!
//! What lists show of a station and no other has the same (code, name, address, host, days,
//! position) lies in one short stretch of an arena, where neighbours lie together; what many have
//! the same (its state, its area, its hours) is there once for all of them, and what they offer is
//! put together of a few words at a time. So an answer reads few bytes that no answer before it
//! has read, which is what takes time where the stations are many, and memory grows by what
//! stations differ in. What only a station's own page shows lies apart.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::members::{
    AreaMembers, ClosedMembers, CommonMembers, HoursMembers, OwnMembers, PhotoMembers,
    ProvisionMembers, StateMembers, SummaryMembers, VersionMembers, append_members,
};
use super::numbers::fixed;
use super::pack::Riders;
use super::row::{Row, RowId, offset};
use super::tree::TreePoint;
use super::word_lists::WordLists;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::Areas;
use crate::domain::opening_hours::{HoursText, Schedule};
use crate::domain::station::{Provenance, Record, Station, StationKind, Tag};
use crate::domain::status::{Status, StatusKind};

/// What every station's own text begins with; the code stands behind it.
const BEFORE_CODE: &str = r#""code":""#;

/// What every station's own text ends with; the degrees stand behind it.
const POSITION: &str = r#","lon":"#;

/// Bytes of a line of the processor's cache.
const LINE: usize = 64;

/// What stands for the hours of a station of which nobody has said them.
const NO_HOURS: &str = r#","opening_hours":null,"round_the_clock":false"#;

/// What is told of every station of a snapshot.
#[derive(Debug)]
pub(super) struct Facts {
    /// What lists show of one station and no other has the same.
    texts: Box<str>,
    states: Box<[Box<str>]>,
    areas: Box<[Box<str>]>,
    hours: Box<[Box<str>]>,
    amenities: WordLists,
    access: WordLists,
    pages: Box<[Page]>,
    page_texts: Box<str>,
    commons: Box<[Box<str>]>,
}

/// What of a station's state many have the same.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) kind: StationKind,
    pub(super) status: StatusKind,
    pub(super) tags: Vec<Tag>,
    pub(super) needs_check: bool,
    pub(super) provenance: Provenance,
}

/// Where the pieces stand that a row points to.
pub(super) struct Told {
    pub(super) text: u32,
    pub(super) text_end: u32,
    pub(super) state: u32,
}

/// What only a station's own page shows, in the order of the rows.
#[derive(Debug)]
struct Page {
    /// Where its text begins; it ends where the next one's begins.
    text: u32,
    /// Which of the texts that many stations have the same.
    common: u32,
    version: u32,
    revision: u32,
    /// When it last changed, milliseconds of Unix time, which is how exactly the store knows it.
    updated_ms: i64,
}

impl Facts {
    /// Appends the facts that lists show, as JSON members without braces, the position in WGS-84
    /// degrees among them: `"code":"…","name":"…",…`.
    pub(super) fn write_summary(&self, row: &Row, out: &mut Vec<u8>) {
        out.extend_from_slice(self.own(row).as_bytes());
        self.write_shared(row, out);
    }

    /// The same without the position.
    pub(super) fn write_summary_without_position(&self, row: &Row, out: &mut Vec<u8>) {
        let own = self.own(row);
        let before = own.rfind(POSITION).map_or(own, |at| &own[..at]);
        out.extend_from_slice(before.as_bytes());
        self.write_shared(row, out);
    }

    fn write_shared(&self, row: &Row, out: &mut Vec<u8>) {
        out.extend_from_slice(self.states[row.state as usize].as_bytes());
        let area = self.areas.get(usize::from(row.area)).map_or("", AsRef::as_ref);
        out.extend_from_slice(area.as_bytes());
        let hours = self.hours.get(row.schedule as usize).map_or(NO_HOURS, AsRef::as_ref);
        out.extend_from_slice(hours.as_bytes());
        out.extend_from_slice(br#","amenities":["#);
        self.amenities.write(row.amenities.bits(), out);
        out.extend_from_slice(br#"],"out_of_order":["#);
        self.amenities.write(row.amenities.without(row.working).bits(), out);
        out.extend_from_slice(br#"],"access":["#);
        self.access.write(row.access.bits().into(), out);
        out.push(b']');
    }

    /// What lists show of a station and no other has the same: `"code":"…","name":"…",…`.
    pub(super) fn own(&self, row: &Row) -> &str {
        &self.texts[row.text as usize..row.text_end as usize]
    }

    /// Reads a byte of every line of the processor's cache that a text which begins here most likely
    /// lies in.
    pub(super) fn fetch_ahead(&self, text: u32) -> u8 {
        const USUAL_LINES: usize = 4;
        let lines = (0..USUAL_LINES).map(|line| text as usize + line * LINE);
        lines.filter_map(|at| self.texts.as_bytes().get(at)).fold(0, |sum, byte| sum ^ byte)
    }

    /// A station's code.
    pub(super) fn code(&self, row: &Row) -> &str {
        let text = &self.own(row)[BEFORE_CODE.len()..];
        text.split_once('"').map_or(text, |(code, _)| code)
    }

    /// Appends the facts that only a station's own page shows, as JSON members, each with a
    /// comma before it.
    pub(super) fn write_page(&self, id: RowId, out: &mut Vec<u8>) {
        let page = self.page(id);
        let next = self.pages.get(id.0 as usize + 1);
        let end = next.map_or(self.page_texts.len(), |next| next.text as usize);
        out.extend_from_slice(&self.page_texts.as_bytes()[page.text as usize..end]);
        out.extend_from_slice(self.common(id).as_bytes());
        let version = VersionMembers {
            version: page.version,
            revision: page.revision,
            updated_at: DateTime::from_timestamp_millis(page.updated_ms).unwrap_or_default(),
        };
        append_members(&version, out);
    }

    /// What a station's page shows and many have the same; its unit among it.
    pub(super) fn common(&self, id: RowId) -> &str {
        &self.commons[self.page(id).common as usize]
    }

    /// When a station was last changed; `None` when there is none.
    pub(super) fn changed_at(&self) -> Option<DateTime<Utc>> {
        let newest_ms = self.pages.iter().map(|page| page.updated_ms).max()?;
        DateTime::from_timestamp_millis(newest_ms)
    }

    /// The global revision of a station's last change.
    pub(super) fn revision(&self, id: RowId) -> u64 {
        u64::from(self.page(id).revision)
    }

    fn page(&self, id: RowId) -> &Page {
        &self.pages[id.0 as usize]
    }
}

/// Collects the facts.
#[derive(Debug)]
pub(super) struct FactsBuilder {
    texts: Vec<u8>,
    states: Vec<Box<str>>,
    state_ids: HashMap<State, u32>,
    areas: Box<[Box<str>]>,
    amenities: Arc<AmenityCatalogue>,
    hours: Vec<Box<str>>,
    pages: Vec<Page>,
    page_texts: Vec<u8>,
    commons: Distinct,
}

impl FactsBuilder {
    pub(super) fn new(areas: &Areas, amenities: Arc<AmenityCatalogue>) -> Self {
        let told = areas
            .iter()
            .map(|area| members(&AreaMembers { area: area.code.as_str(), area_name: &area.name }));
        Self {
            texts: Vec::new(),
            states: Vec::new(),
            state_ids: HashMap::new(),
            areas: told.collect(),
            amenities,
            hours: Vec::new(),
            pages: Vec::new(),
            page_texts: Vec::new(),
            commons: Distinct::default(),
        }
    }

    /// Adds the text of the next schedule.
    pub(super) fn push_hours(&mut self, hours: &HoursText, schedule: &Schedule) {
        self.hours.push(members(&HoursMembers {
            opening_hours: hours.as_str(),
            round_the_clock: schedule.is_round_the_clock(),
        }));
    }

    /// The texts of the schedules, as members.
    pub(super) fn hours(&self) -> &[Box<str>] {
        &self.hours
    }

    /// Adds the next station.
    pub(super) fn push(&mut self, record: &Record, state: State, riders: Riders) -> Told {
        let station = &record.station;
        // Without the comma before it.
        let text = offset(self.texts.len() + 1);
        let own = SummaryMembers {
            code: station.code.as_str(),
            name: &station.name,
            address: &station.address,
            host: &station.host,
            verified_on: station.verified_on,
            confirmed_on: riders.confirmed_on,
        };
        append_members(&own, &mut self.texts);
        let (lon, lat) = (station.position.lon(), station.position.lat());
        self.texts.extend_from_slice(POSITION.as_bytes());
        fixed::<6>(lon, &mut self.texts);
        self.texts.extend_from_slice(br#","lat":"#);
        fixed::<6>(lat, &mut self.texts);
        self.push_page(record);
        let state = self.state(state);
        Told { text, text_end: offset(self.texts.len()), state }
    }

    /// The facts of all that were added, and where the own text of each row is: those of neighbours
    /// lie next to one another, in the order of `points`, which hold those that lists show.
    pub(super) fn finish(self, rows: &[Row], points: &[TreePoint]) -> (Facts, Vec<Range<u32>>) {
        let (texts, places) = put_in_order(&self.texts, rows, points);
        let facts = Facts {
            texts: text(texts),
            states: self.states.into_boxed_slice(),
            areas: self.areas,
            hours: self.hours.into_boxed_slice(),
            amenities: WordLists::of_amenities(&self.amenities),
            access: WordLists::of_access(),
            pages: self.pages.into_boxed_slice(),
            page_texts: text(self.page_texts),
            commons: self.commons.finish(),
        };
        (facts, places)
    }

    /// The number of the text that tells this state.
    fn state(&mut self, state: State) -> u32 {
        if let Some(id) = self.state_ids.get(&state) {
            return *id;
        }
        let id = offset(self.states.len());
        self.states.push(members(&StateMembers {
            kind: state.kind.key(),
            status: state.status.key(),
            tags: &state.tags,
            needs_check: state.needs_check,
            provenance: state.provenance.key(),
        }));
        self.state_ids.insert(state, id);
        id
    }

    fn push_page(&mut self, record: &Record) {
        let station = &record.station;
        let text = offset(self.page_texts.len());
        let own = OwnMembers {
            floor_area_m2: station.floor_area_m2,
            seats: station.seats,
            opened_on: station.opened_on,
            phone: station.phone.as_deref(),
            merged_into: station.merged_into.as_ref(),
            photos: station.photos.iter().map(PhotoMembers::of).collect(),
        };
        append_members(&own, &mut self.page_texts);
        self.pages.push(Page {
            text,
            common: self.commons.id(&common(station, &self.amenities)),
            version: u32::try_from(record.version).unwrap_or(u32::MAX),
            revision: u32::try_from(record.revision).unwrap_or(u32::MAX),
            updated_ms: record.updated_at.timestamp_millis(),
        });
    }
}

/// What a station's page shows and many have the same.
fn common<'a>(station: &'a Station, amenities: &'a AmenityCatalogue) -> CommonMembers<'a> {
    let closed = match &station.status {
        Status::TemporarilyClosed { reason, from, until } => {
            Some(ClosedMembers { reason, from: *from, until: *until })
        }
        _ => None,
    };
    CommonMembers {
        aliases: &station.aliases,
        unit: station.unit.as_deref(),
        builder: station.builder,
        serves: &station.serves,
        stars: station.stars,
        closed,
        amenity_details: amenities
            .detailed(&station.amenities)
            .map(|(amenity, provision)| ProvisionMembers {
                amenity,
                hours: provision.hours.as_ref().map(HoursText::as_str),
                out_of_order: provision.out_of_order.as_ref(),
            })
            .collect(),
    }
}

/// Texts of which many are the same, each kept once.
#[derive(Debug, Default)]
struct Distinct {
    texts: Vec<Box<str>>,
    ids: HashMap<Box<[u8]>, u32>,
    scratch: Vec<u8>,
}

impl Distinct {
    /// The number of the text that tells these members.
    fn id(&mut self, object: &impl Serialize) -> u32 {
        self.scratch.clear();
        append_members(object, &mut self.scratch);
        if let Some(id) = self.ids.get(self.scratch.as_slice()) {
            return *id;
        }
        let id = offset(self.texts.len());
        self.texts.push(text(self.scratch.clone()));
        self.ids.insert(self.scratch.as_slice().into(), id);
        id
    }

    fn finish(self) -> Box<[Box<str>]> {
        self.texts.into_boxed_slice()
    }
}

fn members(object: &impl Serialize) -> Box<str> {
    let mut out = Vec::new();
    append_members(object, &mut out);
    text(out)
}

/// What a serializer of JSON has written, which is UTF-8.
fn text(json: Vec<u8>) -> Box<str> {
    String::from_utf8(json).unwrap_or_default().into_boxed_str()
}

/// The texts of the rows in the order of the points, and where that of each row is; those that have
/// no point stand at the end. None lies in more lines of the processor's cache than it must.
fn put_in_order(texts: &[u8], rows: &[Row], points: &[TreePoint]) -> (Vec<u8>, Vec<Range<u32>>) {
    let mut ordered: Vec<u8> = Vec::with_capacity(LINE + texts.len() + texts.len() / 4);
    let first_line = ordered.as_ptr().align_offset(LINE);
    ordered.resize(first_line, b' ');
    let mut places = vec![0..0; rows.len()];
    let unlisted = rows.iter().enumerate().filter(|(_, row)| !row.is_listed());
    let listed = points.iter().map(|point| point.row.0 as usize);
    for number in listed.chain(unlisted.map(|(number, _)| number)) {
        let row = &rows[number];
        let own = &texts[row.text as usize..row.text_end as usize];
        let into_line = (ordered.len() - first_line) % LINE;
        if (into_line + own.len()).div_ceil(LINE) > own.len().div_ceil(LINE) {
            ordered.resize(ordered.len() + LINE - into_line, b' ');
        }
        let start = offset(ordered.len());
        ordered.extend_from_slice(own);
        places[number] = start..offset(ordered.len());
    }
    (ordered, places)
}
