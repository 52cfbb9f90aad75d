//! The snapshot itself.

use std::collections::HashSet;
use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, NaiveDate, Utc};

use super::facets::Facets;
use super::facts::Facts;
use super::places::PlaceIndex;
use super::row::{NONE, OwnHours, Row, RowId};
use super::search::SearchText;
use crate::domain::amenity::AmenityBit;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{Area, Areas};
use crate::domain::district::LocalMinute;
use crate::domain::opening_hours::{HoursContext, Schedule};
use crate::domain::openness::{Closure, Openness};
use crate::domain::station_photo::PhotoKey;

/// Everything public about every station, at one revision.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) revision: u64,
    pub(super) built_at: DateTime<Utc>,
    pub(super) first_day: NaiveDate,
    pub(super) rows: Box<[Row]>,
    pub(super) facts: Facts,
    pub(super) schedules: Box<[Schedule]>,
    pub(super) closures: Box<[Closure]>,
    pub(super) own_hours: Box<[OwnHours]>,
    pub(super) facets: Facets,
    pub(super) search: SearchText,
    pub(super) places: PlaceIndex,
    pub(super) areas: Arc<Areas>,
    pub(super) amenities: Arc<AmenityCatalogue>,
    pub(super) hours: HoursContext,
    pub(super) has_sample: bool,
    pub(super) photos: HashSet<PhotoKey>,
}

impl Snapshot {
    /// The revision of the ledger that it shows.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// When a station of it was last changed; `None` when it holds none.
    pub fn changed_at(&self) -> Option<DateTime<Utc>> {
        self.facts.changed_at()
    }

    /// When it was built.
    pub fn built_at(&self) -> DateTime<Utc> {
        self.built_at
    }

    /// The first day of the window for which its schedules are compiled.
    pub fn first_day(&self) -> NaiveDate {
        self.first_day
    }

    /// How many stations it holds, planned and retired ones included.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many of them riders are told of.
    pub fn listed(&self) -> usize {
        self.facets.listed()
    }

    /// Whether riders are told of stations that are from a sample.
    pub fn has_sample(&self) -> bool {
        self.has_sample
    }

    /// Whether a station has this photo.
    pub fn shows_photo(&self, key: PhotoKey) -> bool {
        self.photos.contains(&key)
    }

    /// A row.
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.0 as usize]
    }

    /// Every row, in the order of the codes.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, &Row)> {
        (0u32..).map(RowId).zip(self.rows.iter())
    }

    /// The row of a station, planned and retired ones included. The code in upper case.
    pub fn by_code(&self, code: &str) -> Option<RowId> {
        let found = self.rows.binary_search_by(|row| self.facts.code(row).cmp(code)).ok()?;
        u32::try_from(found).ok().map(RowId)
    }

    /// A station's code.
    pub fn code(&self, id: RowId) -> &str {
        self.facts.code(self.row(id))
    }

    /// The areas of the district.
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// What stations may offer.
    pub fn amenities(&self) -> &AmenityCatalogue {
        &self.amenities
    }

    /// The area that a station lies in.
    pub fn area(&self, row: &Row) -> Option<&Area> {
        self.areas.iter().nth(usize::from(row.area))
    }

    /// The calendar and civil time that hours are meant in.
    pub fn hours(&self) -> &HoursContext {
        &self.hours
    }

    /// The gazetteer.
    pub fn places(&self) -> &PlaceIndex {
        &self.places
    }

    /// Whether one can get into a station at a minute, and when that changes.
    pub fn openness(&self, row: &Row, minute: LocalMinute) -> Openness {
        Openness::at(self.schedule(row.schedule), self.closure_of(row), minute)
    }

    /// A station's own hours; `None` when nobody has said.
    pub fn schedule_of(&self, row: &Row) -> Option<&Schedule> {
        self.schedule(row.schedule)
    }

    /// The days on which a station is closed whatever its hours say.
    pub fn closure_of(&self, row: &Row) -> Option<Closure> {
        self.closures.get(row.closure as usize).copied()
    }

    /// The amenities of a station that have hours of their own, and these.
    pub fn amenity_hours_of(
        &self,
        row: &Row,
    ) -> impl Iterator<Item = (AmenityBit, Option<&Schedule>)> {
        self.own_hours(row).iter().map(|own| (own.amenity, self.schedule(own.schedule)))
    }

    /// What lists show of a station and no other has the same, as JSON members without braces:
    /// `"code":"…","name":"…",…`.
    pub fn own_facts(&self, row: &Row) -> &str {
        self.facts.own(row)
    }

    /// Appends the facts that lists show, as JSON members without braces, the position in WGS-84
    /// degrees among them: `"code":"…","name":"…",…`.
    pub fn write_summary(&self, row: &Row, out: &mut Vec<u8>) {
        self.facts.write_summary(row, out);
    }

    /// The same without the position.
    pub fn write_summary_without_position(&self, row: &Row, out: &mut Vec<u8>) {
        self.facts.write_summary_without_position(row, out);
    }

    /// The distinct schedules of its stations.
    pub fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        self.schedules.iter()
    }

    /// A station's name.
    pub fn name(&self, id: RowId) -> String {
        #[derive(serde::Deserialize)]
        struct Named {
            name: String,
        }
        let facts = format!("{{{}}}", self.own_facts(self.row(id)));
        serde_json::from_str::<Named>(&facts).map(|named| named.name).unwrap_or_default()
    }

    /// How many distinct schedules its stations have.
    pub fn schedule_count(&self) -> usize {
        self.schedules.len()
    }

    /// Writes the facts that only a station's own page shows, as JSON members, each with a
    /// comma before it.
    pub fn write_detail(&self, id: RowId, out: &mut Vec<u8>) {
        self.facts.write_page(id, out);
    }

    /// The global revision of a station's last change.
    pub fn revision_of(&self, id: RowId) -> u64 {
        self.facts.revision(id)
    }

    /// What a station has the same as many others, as JSON members; its unit among it.
    pub(super) fn common(&self, id: RowId) -> &str {
        self.facts.common(id)
    }

    pub(super) fn facets(&self) -> &Facets {
        &self.facets
    }

    pub(super) fn schedule(&self, id: u32) -> Option<&Schedule> {
        if id == NONE { None } else { self.schedules.get(id as usize) }
    }

    pub(super) fn own_hours(&self, row: &Row) -> &[OwnHours] {
        let start = row.own_hours as usize;
        &self.own_hours[start..start + usize::from(row.own_hours_len)]
    }
}

/// Where readers find the newest snapshot, and the writer puts it.
#[derive(Debug)]
pub struct Published(ArcSwap<Snapshot>);

impl Published {
    /// The first one.
    pub fn new(snapshot: Snapshot) -> Self {
        Self(ArcSwap::from_pointee(snapshot))
    }

    /// The newest one. Holding it keeps it alive; it does not hold up a newer one.
    pub fn load(&self) -> arc_swap::Guard<Arc<Snapshot>> {
        self.0.load()
    }

    /// The newest one, for those who hold it across an await.
    pub fn load_full(&self) -> Arc<Snapshot> {
        self.0.load_full()
    }

    /// Puts a newer one in its place. Questions under way end on the one they began with.
    pub fn publish(&self, snapshot: Snapshot) {
        self.0.store(Arc::new(snapshot));
    }
}
