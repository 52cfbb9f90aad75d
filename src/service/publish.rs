//! Keeps the snapshot in memory at the newest revision of the store.
//!
//! A snapshot is built when the ledger has changed, whoever changed it (this program, another
//! node, the command line), and when a new civil day begins, because schedules are compiled
//! for a window of days. Changes that come while one is being built are in the next one
//! together. While the store does not answer, the old snapshot is served.
//!
//! Riders' confirmations do not change the ledger, and only the day of the last one is shown:
//! they are looked at now and then, so that a busy day does not make every phone fetch
//! everything every minute. That riders doubt a station is shown within seconds: it is seldom,
//! and others are on their way there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tracing::{info, warn};

use super::app::{App, BuildFacts, DistrictData};
use super::error::ServiceError;
use crate::clock::{Clock, Stopwatch};
use crate::domain::district::Zone;
use crate::domain::doubt::is_in_doubt;
use crate::domain::opening_hours::HoursContext;
use crate::domain::station::StationCode;
use crate::index::pack::Pack;
use crate::index::{Snapshot, SnapshotBuilder};
use crate::storage::{Store, StoreError};

/// How long one wait for a change lasts before the calendar is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How long to leave a store alone that did not answer.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// How old the confirmations that are shown may become.
const CONFIRMATIONS_EVERY: TimeDelta = TimeDelta::hours(1);

/// What a build came to.
pub(super) struct Build {
    pub(super) data: Arc<DistrictData>,
    pub(super) snapshot: Snapshot,
    pub(super) pack: Option<Pack>,
    pub(super) riders: Riders,
    pub(super) facts: BuildFacts,
}

/// What riders say, as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Riders {
    /// The days on which they last confirmed stations.
    confirmed: BTreeMap<StationCode, NaiveDate>,
    /// The stations that they doubt.
    doubted: BTreeSet<StationCode>,
    /// When the confirmations were looked at.
    looked_at: DateTime<Utc>,
}

/// For how long a report that nobody has decided casts doubt on a station.
const DOUBT: TimeDelta = TimeDelta::days(30);

impl Riders {
    async fn read(store: &dyn Store, zone: Zone, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let confirmed = store.confirmed().await?.into_iter();
        Ok(Self {
            confirmed: confirmed.map(|(code, times)| (code, zone.day(times.last_at))).collect(),
            doubted: doubted(store, now).await?,
            looked_at: now,
        })
    }
}

/// The stations that riders doubt. It is asked often, and nearly always there are none.
async fn doubted(
    store: &dyn Store,
    now: DateTime<Utc>,
) -> Result<BTreeSet<StationCode>, StoreError> {
    let mut closed = store.closed_reports(now - DOUBT).await?;
    closed.retain(|_, seen| is_in_doubt(seen, None));
    if !closed.is_empty() {
        let confirmed = store.confirmed().await?;
        let checked = store.last_found(now - DOUBT).await?;
        closed.retain(|code, seen| {
            let confirmed = confirmed.get(code).map(|times| times.last_at);
            is_in_doubt(seen, confirmed.max(checked.get(code).copied()))
        });
    }
    Ok(closed.into_keys().collect())
}

/// Reads the store and builds a snapshot, beside the threads that answer questions. `data` is
/// read anew when the store has newer.
pub(super) async fn build(
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    mut data: Arc<DistrictData>,
) -> Result<Build, StoreError> {
    loop {
        data = following(&*store, data).await?;
        let build = build_with(Arc::clone(&store), Arc::clone(&clock), Arc::clone(&data)).await?;
        // Areas that were changed while stations were read would be those of another revision.
        if store.documents_revision().await? == data.revision {
            return Ok(build);
        }
    }
}

/// The data, or newer ones when the store has them.
async fn following(
    store: &dyn Store,
    data: Arc<DistrictData>,
) -> Result<Arc<DistrictData>, StoreError> {
    if store.documents_revision().await? == data.revision {
        return Ok(data);
    }
    DistrictData::of_store(store).await.map(Arc::new).map_err(|error| match error {
        ServiceError::Store(error) => error,
        wrong => StoreError::Damaged {
            what: "the district's data".to_owned(),
            reason: wrong.to_string(),
        },
    })
}

async fn build_with(
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    data: Arc<DistrictData>,
) -> Result<Build, StoreError> {
    let runtime = Handle::current();
    let built = spawn_blocking(move || {
        let stopwatch = Stopwatch::start();
        let now = clock.now();
        let zone = data.district.zone;
        let hours = HoursContext::new(zone, data.district.centre, Arc::clone(&data.calendar));
        let riders = runtime.block_on(Riders::read(&*store, zone, now))?;
        let mut builder = SnapshotBuilder::new(
            Arc::clone(&data.areas),
            Arc::clone(&data.amenities),
            hours,
            zone.day(now),
        )
        .confirmed(riders.confirmed.clone())
        .doubted(riders.doubted.clone());
        let revision = runtime.block_on(store.read_all(&mut |record| builder.push(&record)))?;
        let (snapshot, pack) = builder.finish(revision, now, Arc::clone(&data.places));
        let facts =
            BuildFacts { revision, stations: snapshot.len(), took_s: stopwatch.elapsed_s() };
        Ok(Build { data, snapshot, pack, riders, facts })
    });
    match built.await {
        Ok(built) => built,
        // A defect in the builder must reach the log as what it is, not as a missing snapshot.
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

impl App {
    /// Builds a snapshot of the newest revision and publishes it.
    ///
    /// # Errors
    /// Whatever the store says; the old snapshot stays.
    pub async fn republish(&self) -> Result<u64, StoreError> {
        let build = build(Arc::clone(&self.store), Arc::clone(&self.clock), self.data()).await?;
        let facts = build.facts;
        self.data.store(build.data);
        self.pack.store(build.pack.map(Arc::new));
        self.riders.store(Arc::new(build.riders));
        self.published.publish(build.snapshot);
        self.builds.send_replace(facts);
        info!(
            revision = facts.revision,
            stations = facts.stations,
            took_s = facts.took_s,
            "published a snapshot"
        );
        Ok(facts.revision)
    }

    /// What the store knows of the district now, which may be newer than what is published.
    ///
    /// # Errors
    /// Whatever the store says.
    pub(super) async fn newest_data(&self) -> Result<Arc<DistrictData>, StoreError> {
        following(&*self.store, self.data()).await
    }

    /// Follows the store for ever. Run it as a task, and drop it to stop.
    pub async fn follow(self: Arc<Self>) {
        loop {
            match self.catch_up().await {
                Ok(()) => {
                    self.note_store_answers();
                    // Beside this, because a large ledger takes seconds, and edits shall not wait.
                    let app = Arc::clone(&self);
                    tokio::spawn(async move {
                        app.count_quality_of_the_day().await;
                        app.roll_weeks_up().await;
                    });
                }
                Err(error) => {
                    self.note_store_silent(&error);
                    tokio::time::sleep(RETRY_AFTER).await;
                }
            }
        }
    }

    /// Lets the next look at the store not wait: reports have come or were decided.
    pub(super) fn look_at_reports(&self) {
        self.reports_moved.notify_one();
    }

    /// Waits for a change or a new day, for a while, and publishes if there was one.
    async fn catch_up(&self) -> Result<(), StoreError> {
        let shown = self.published.load().revision();
        let newest = tokio::select! {
            newest = self.store.changed_since(shown, LOOK_AGAIN) => newest?,
            () = self.reports_moved.notified() => shown,
        };
        if newest != shown || self.is_new_day() || self.is_news_of_riders().await? {
            self.republish().await?;
        }
        Ok(())
    }

    /// Whether riders doubt other stations than are shown, or have confirmed stations on later
    /// days. The latter is shown only when it was not looked at for a while.
    async fn is_news_of_riders(&self) -> Result<bool, StoreError> {
        let shown = self.riders.load_full();
        let now = self.clock.now();
        if doubted(&*self.store, now).await? != shown.doubted {
            return Ok(true);
        }
        if now - shown.looked_at < CONFIRMATIONS_EVERY {
            return Ok(false);
        }
        let riders = Riders::read(&*self.store, self.district.zone, now).await?;
        let is_newer = riders.confirmed != shown.confirmed;
        if !is_newer {
            self.riders.store(Arc::new(riders));
        }
        Ok(is_newer)
    }

    fn is_new_day(&self) -> bool {
        let today = self.district.zone.day(self.clock.now());
        let shown = self.published.load().first_day();
        // A snapshot begins on the day before the one on which it was built.
        shown.succ_opt() != Some(today)
    }

    fn note_store_answers(&self) {
        if !self.store_answers.swap(true, Ordering::Relaxed) {
            info!("the store answers again");
        }
    }

    fn note_store_silent(&self, error: &StoreError) {
        if self.store_answers.swap(false, Ordering::Relaxed) {
            warn!(%error, "the store does not answer; the last snapshot is served until it does");
        }
    }
}
