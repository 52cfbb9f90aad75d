//! Planners' answers: each takes a thread for some hundredths of a second, so that they are made
//! beside the threads that answer riders, few at once, and kept until the ledger or the day
//! changes. One question that many ask at once is answered once.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::NaiveDate;

use super::bench::{Bench, Cell, Latest};
use super::compress::Encoded;
use super::error::HttpError;
use super::site::Site;
use crate::coverage::scenario::Comparison;
use crate::coverage::share::coverage;
use crate::coverage::{Coverage, Ground, Question, Scenario, Supply};
use crate::index::Snapshot;
use crate::service::planning::{LaidGround, PlanningError};

/// Answers that are made at once.
const AT_ONCE: usize = 2;
/// Answers that are being made or wait for it; further questions get 503.
const IN_LINE: usize = 32;
/// Answers that are kept. The largest have about a megabyte.
const KEPT: usize = 48;

/// The answers that are kept, and the bench where new ones are made.
#[derive(Debug)]
pub(super) struct Planning {
    bench: Bench,
    kept: Mutex<Kept>,
    /// Today's figures of the question that scenarios were compared with last.
    today: Mutex<Option<(String, Arc<Coverage>)>>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The revision and the day that the answers hold for.
    about: Option<(u64, NaiveDate)>,
    answers: Latest<String>,
}

impl Default for Planning {
    fn default() -> Self {
        Self {
            bench: Bench::new(AT_ONCE, IN_LINE),
            kept: Mutex::default(),
            today: Mutex::default(),
        }
    }
}

/// The answer to a question about a snapshot and a ground: kept, or made now by `make`.
/// `question` names all that the answer depends on besides the two.
pub(super) async fn answered(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    laid: LaidGround,
    question: &str,
    make: impl FnOnce(&Ground, &Snapshot) -> Vec<u8> + Send + 'static,
) -> Result<Arc<Encoded>, HttpError> {
    let question = format!("{:?} {question}", laid.name);
    tried(site, snapshot, question, move |snapshot| Ok(make(&laid.ground, snapshot))).await
}

/// The same for an answer that can fail and asks for no ground; a failure is not kept.
pub(super) async fn tried(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    question: String,
    make: impl FnOnce(&Snapshot) -> Result<Vec<u8>, HttpError> + Send + 'static,
) -> Result<Arc<Encoded>, HttpError> {
    let cell = site.planning.cell(&snapshot, question);
    let made = cell.get_or_try_init(|| async {
        let made = worked(site, move || make(&snapshot)).await??;
        Ok::<_, HttpError>(Arc::new(Encoded::quick(Bytes::from(made))))
    });
    Ok(Arc::clone(made.await?))
}

/// Compares a scenario with today. The figures of today are kept, so that a candidate that is
/// dragged over the map is followed by its own figures alone.
pub(super) async fn compared(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    laid: LaidGround,
    question: Question,
    scenario: Scenario,
) -> Result<Comparison, HttpError> {
    let (revision, day) = (snapshot.revision(), snapshot.first_day());
    let key = format!("{revision} {day} {:?} {question:?}", laid.name);
    let at = Arc::clone(site);
    let work = move || {
        let today = at.planning.today(&key, || {
            coverage(&laid.ground, &Supply::today(&snapshot, &laid.ground.territory), &question)
        });
        Comparison::new(Coverage::clone(&today), &laid.ground, &snapshot, &scenario, &question)
    };
    let compared = worked(site, work).await?;
    Ok(compared.map_err(PlanningError::from)?)
}

/// Does a planner's work on the bench, when a place there is free.
pub(super) async fn worked<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HttpError> {
    site.planning.bench.worked(work).await
}

impl Planning {
    fn today(&self, key: &str, make: impl FnOnce() -> Coverage) -> Arc<Coverage> {
        let lock = || self.today.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().clone().filter(|(known, _)| known == key);
        let today = kept.map_or_else(|| Arc::new(make()), |(_, today)| today);
        *lock() = Some((key.to_owned(), Arc::clone(&today)));
        today
    }

    /// Where the answer to a question is or will be.
    fn cell(&self, snapshot: &Snapshot, question: String) -> Cell {
        let about = Some((snapshot.revision(), snapshot.first_day()));
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.about != about {
            *kept = Kept { about, answers: Latest::default() };
        }
        kept.answers.cell(question, KEPT)
    }
}
