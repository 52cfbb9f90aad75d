//! Planners' answers: each takes a thread for some hundredths of a second, so that they are made
//! beside the threads that answer riders, few at once, and kept until the ledger or the day
//! changes. One question that many ask at once is answered once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::NaiveDate;
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};

use super::compress::Encoded;
use super::error::HttpError;
use super::site::Site;
use crate::coverage::Ground;
use crate::index::Snapshot;

/// Answers that are made at once.
const AT_ONCE: usize = 2;
/// Answers that are being made or wait for it; further questions get 503.
const IN_LINE: usize = 32;
/// Answers that are kept. The largest have about a megabyte.
const KEPT: usize = 48;

/// The answers that are kept, and the bench where new ones are made.
#[derive(Debug)]
pub(super) struct Planning {
    bench: Semaphore,
    line: Semaphore,
    kept: Mutex<Kept>,
}

type Cell = Arc<OnceCell<Arc<Encoded>>>;

#[derive(Debug, Default)]
struct Kept {
    /// The revision and the day that the answers hold for.
    about: Option<(u64, NaiveDate)>,
    /// The one that was asked for last at the end.
    answers: VecDeque<(String, Cell)>,
}

impl Default for Planning {
    fn default() -> Self {
        Self {
            bench: Semaphore::new(AT_ONCE),
            line: Semaphore::new(IN_LINE),
            kept: Mutex::default(),
        }
    }
}

/// The answer to a question about a snapshot: kept, or made now by `make`. `question` names all
/// that the answer depends on besides the snapshot.
pub(super) async fn answered(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    question: String,
    make: impl FnOnce(&Ground, &Snapshot) -> Vec<u8> + Send + 'static,
) -> Result<Arc<Encoded>, HttpError> {
    tried(site, snapshot, question, |ground, snapshot| Ok(make(ground, snapshot))).await
}

/// The same for an answer that can fail; a failure is not kept.
pub(super) async fn tried(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    question: String,
    make: impl FnOnce(&Ground, &Snapshot) -> Result<Vec<u8>, HttpError> + Send + 'static,
) -> Result<Arc<Encoded>, HttpError> {
    let planning = &site.planning;
    let cell = planning.cell(&snapshot, question);
    let made = cell.get_or_try_init(|| async {
        let _seat = planning.seat().await?;
        let app = Arc::clone(&site.app);
        let task = tokio::task::spawn_blocking(move || {
            make(&app.ground(), &snapshot).map(|made| Arc::new(Encoded::quick(Bytes::from(made))))
        });
        task.await.map_err(|_panic| HttpError::Internal)?
    });
    Ok(Arc::clone(made.await?))
}

impl Planning {
    /// A seat at the bench, for an answer that is not kept.
    pub(super) async fn seat(&self) -> Result<SemaphorePermit<'_>, HttpError> {
        let _place = self.line.try_acquire().map_err(|_full| HttpError::Overloaded)?;
        self.bench.acquire().await.map_err(|_closed| HttpError::Stopping)
    }

    /// Where the answer to a question is or will be.
    fn cell(&self, snapshot: &Snapshot, question: String) -> Cell {
        let about = Some((snapshot.revision(), snapshot.first_day()));
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.about != about {
            *kept = Kept { about, answers: VecDeque::new() };
        }
        let found = kept.answers.iter().position(|(known, _)| *known == question);
        let entry = found.and_then(|at| kept.answers.remove(at));
        let entry = entry.unwrap_or_else(|| (question, Cell::default()));
        let cell = Arc::clone(&entry.1);
        if kept.answers.len() >= KEPT {
            kept.answers.pop_front();
        }
        kept.answers.push_back(entry);
        cell
    }
}
