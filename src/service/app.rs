//! What every use case is handed: the newest snapshot, the store behind it, the district, the
//! clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, ArcSwapOption};
use chrono::NaiveDate;
use tokio::sync::{Notify, Semaphore, watch};

use super::people::{Hashing, Registry, Sealing};
use super::planning::{Grounds, SiteJobs};
use super::publish::{Build, Riders, build};
use super::quality::Quality;
use super::standing::Standings;
use crate::clock::Clock;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{Areas, Unit};
use crate::domain::district::District;
use crate::domain::holiday_calendar::HolidayCalendar;
use crate::domain::place::Place;
use crate::index::Published;
use crate::index::pack::Pack;
use crate::storage::{Pictures, Store, StoreError};

/// Everything that is known of a district but its stations.
#[derive(Debug, Clone)]
pub struct DistrictData {
    /// The revision of the ledger that last wrote a part of it; 0 when it comes from no ledger.
    pub revision: u64,
    /// Who and where we are.
    pub district: District,
    /// The offices and their territories.
    pub areas: Arc<Areas>,
    /// The units that keep records.
    pub units: Arc<[Unit]>,
    /// The gazetteer.
    pub places: Arc<[Place]>,
    /// What stations may offer.
    pub amenities: Arc<AmenityCatalogue>,
    /// Public holidays and make-up workdays.
    pub calendar: Arc<HolidayCalendar>,
}

/// The running program, apart from how it is reached.
pub struct App {
    /// Who and where we are. What else is known of the district can change: see [`App::data`].
    pub district: District,
    pub(super) data: ArcSwap<DistrictData>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The ledger on disk. Riders' questions never go there.
    pub store: Arc<dyn Store>,
    /// The newest snapshot.
    pub published: Published,
    pub(super) pack: ArcSwapOption<Pack>,
    pub(super) riders: ArcSwap<Riders>,
    /// Rung when reports have come or were decided.
    pub(super) reports_moved: Notify,
    pub(super) quality: ArcSwapOption<Quality>,
    /// The newest day whose findings are counted, or are being counted.
    pub(super) quality_counted_on: ArcSwapOption<NaiveDate>,
    /// The newest day on which weeks of use that are over were looked for.
    pub(super) usage_looked_on: ArcSwapOption<NaiveDate>,
    pub(super) standings: ArcSwapOption<Standings>,
    pub(super) builds: watch::Sender<BuildFacts>,
    pub(super) store_answers: AtomicBool,
    /// The district and the people in it, from the first question about coverage on.
    pub(super) grounds: Grounds,
    /// Searches for new sites.
    pub(super) site_jobs: SiteJobs,
    /// Places at the bench where photos are unpacked.
    pub(super) photo_bench: Semaphore,
    /// Places at the bench where ledger files are read.
    pub(super) import_bench: Semaphore,
    hashing: Hashing,
    sealing: OnceLock<Sealing>,
    pictures: OnceLock<Pictures>,
}

/// Photos that are unpacked at once: each takes much memory and a thread.
const PHOTOS_AT_ONCE: usize = 2;

/// Ledger files that are read at once.
const IMPORTS_AT_ONCE: usize = 1;

/// What is known of the newest build, for metrics.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuildFacts {
    /// The revision of the ledger.
    pub revision: u64,
    /// How many stations it holds.
    pub stations: usize,
    /// How long reading and building took, seconds.
    pub took_s: f64,
}

impl App {
    /// Builds the first snapshot from the store. What is returned can answer at once.
    ///
    /// # Errors
    /// Whatever the store says: without a first snapshot there is nothing to serve.
    pub async fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        data: DistrictData,
    ) -> Result<Arc<Self>, StoreError> {
        let Build { data, snapshot, pack, riders, facts } =
            build(Arc::clone(&store), Arc::clone(&clock), Arc::new(data)).await?;
        Ok(Arc::new(Self {
            district: data.district.clone(),
            data: ArcSwap::new(data),
            clock,
            store,
            published: Published::new(snapshot),
            pack: ArcSwapOption::new(pack.map(Arc::new)),
            riders: ArcSwap::from_pointee(riders),
            reports_moved: Notify::new(),
            quality: ArcSwapOption::empty(),
            quality_counted_on: ArcSwapOption::empty(),
            usage_looked_on: ArcSwapOption::empty(),
            standings: ArcSwapOption::empty(),
            builds: watch::Sender::new(facts),
            store_answers: AtomicBool::new(true),
            grounds: Grounds::default(),
            site_jobs: SiteJobs::default(),
            photo_bench: Semaphore::new(PHOTOS_AT_ONCE),
            import_bench: Semaphore::new(IMPORTS_AT_ONCE),
            hashing: Hashing::default(),
            sealing: OnceLock::new(),
            pictures: OnceLock::new(),
        }))
    }

    /// What is known of the district besides its stations. It is replaced when an area, a notice of
    /// holidays or another of these is changed: whoever needs two of its parts asks once.
    pub fn data(&self) -> Arc<DistrictData> {
        self.data.load_full()
    }

    /// The desk at which accounts are kept.
    pub fn registry(&self) -> Registry<'_> {
        let data = self.data();
        Registry {
            store: &*self.store,
            clock: &*self.clock,
            hashing: &self.hashing,
            sealing: self.sealing.get_or_init(Sealing::default),
            areas: Arc::clone(&data.areas),
            units: Arc::clone(&data.units),
        }
    }

    /// Seals the keys of second factors from now on. Once, before anybody signs in.
    pub fn seal_with(&self, sealing: Sealing) {
        // Whoever was first stays: it may have sealed already.
        let _ = self.sealing.set(sealing);
    }

    /// Keeps the pictures of photos there from now on. Once, before anybody adds one.
    pub fn keep_pictures_in(&self, pictures: Pictures) {
        // As with sealing: whoever was first stays.
        let _ = self.pictures.set(pictures);
    }

    /// Where the pictures of photos are; in memory as long as nobody has said.
    pub(super) fn pictures(&self) -> &Pictures {
        self.pictures.get_or_init(Pictures::in_memory)
    }

    /// The newest pack for phones; `None` when there are too many stations to pack.
    pub fn pack(&self) -> Option<Arc<Pack>> {
        self.pack.load_full()
    }

    /// Tells of every new snapshot, after it has been published.
    pub fn builds(&self) -> watch::Receiver<BuildFacts> {
        self.builds.subscribe()
    }

    /// Whether the store answered when it was last asked.
    pub fn store_answers(&self) -> bool {
        self.store_answers.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("district", &self.district.id).finish_non_exhaustive()
    }
}
