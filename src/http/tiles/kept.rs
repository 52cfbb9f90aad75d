//! The tiles that are kept: until the next snapshot, and those of stations until one of them
//! opens or closes. A tile that many ask for at once is made once.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use super::{Layer, Wanted, made};
use crate::domain::district::LocalMinute;
use crate::http::bench::{Cell, Latest};
use crate::http::compress::Encoded;
use crate::http::error::HttpError;
use crate::http::site::Site;
use crate::index::Snapshot;
use crate::tiles::stations::state_holds_until;

/// Tiles that are kept; one has some tens of kilobytes.
const KEPT: usize = 512;
/// Tiles that are made again after a publish, those that were asked for last.
const WARM: usize = 64;
/// Tiles that are made at once.
const AT_ONCE: usize = 2;

/// The tiles that are kept, and the bench where they are made.
#[derive(Debug)]
pub(in crate::http) struct Kept {
    tiles: Mutex<Tiles>,
    bench: Semaphore,
}

#[derive(Debug, Default)]
struct Tiles {
    /// When the snapshot was built of which they are.
    built_at: Option<DateTime<Utc>>,
    /// The minutes for which the states on them hold, the last one not included.
    holds: Option<(LocalMinute, LocalMinute)>,
    kept: Latest<Wanted>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { tiles: Mutex::default(), bench: Semaphore::new(AT_ONCE) }
    }
}

/// The present minute.
pub(super) fn minute(site: &Site) -> LocalMinute {
    site.app.district.zone.local_minute(site.app.clock.now())
}

/// A tile, when it is kept.
pub(super) fn at_hand(site: &Site, wanted: Wanted) -> Option<Arc<Encoded>> {
    let cell = site.tiles.cell(&site.app.published.load(), minute(site), wanted);
    cell.get().map(Arc::clone)
}

/// A tile, kept or made now.
pub(super) async fn answered(site: &Arc<Site>, wanted: Wanted) -> Result<Arc<Encoded>, HttpError> {
    let snapshot = site.app.published.load_full();
    let cell = site.tiles.cell(&snapshot, minute(site), wanted);
    let make = || async {
        let _seat = site.tiles.bench.acquire().await.map_err(|_closed| HttpError::Stopping)?;
        let bytes = made(site, snapshot, wanted).await?;
        Ok::<_, HttpError>(Arc::new(Encoded::quick(Bytes::from(bytes))))
    };
    Ok(Arc::clone(cell.get_or_try_init(make).await?))
}

/// Makes the tiles again that were asked for last, one after the other, after a publish.
pub(in crate::http) async fn warm(site: &Arc<Site>) {
    for wanted in site.tiles.latest() {
        // Who asks for it will hear what is wrong.
        let _ = answered(site, wanted).await;
    }
}

impl Kept {
    fn latest(&self) -> Vec<Wanted> {
        let tiles = self.tiles.lock().unwrap_or_else(PoisonError::into_inner);
        tiles.kept.iter().rev().take(WARM).map(|(wanted, _)| *wanted).collect()
    }

    /// Where a tile is or will be.
    fn cell(&self, snapshot: &Snapshot, minute: LocalMinute, wanted: Wanted) -> Cell {
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        let mut tiles = self.tiles.lock().unwrap_or_else(PoisonError::into_inner);
        tiles.forget_what_holds_no_more(snapshot, minute);
        tiles.kept.cell(wanted, KEPT)
    }
}

impl Tiles {
    fn forget_what_holds_no_more(&mut self, snapshot: &Snapshot, minute: LocalMinute) {
        let is_of_another = self.built_at != Some(snapshot.built_at());
        if is_of_another {
            self.kept.clear();
            self.built_at = Some(snapshot.built_at());
        }
        let holds = self.holds.is_some_and(|(from, until)| from <= minute && minute < until);
        if is_of_another || !holds {
            self.kept.retain(|wanted| wanted.layer != Layer::Stations);
            self.holds = Some((minute, state_holds_until(snapshot, minute)));
        }
    }
}
