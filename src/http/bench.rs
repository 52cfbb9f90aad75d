//! What answers are made on that take a thread for some hundredths of a second, and what keeps
//! them: they are made beside the threads that answer riders, few at once, and one that many ask
//! for at once is made once.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::{OnceCell, Semaphore};

use super::compress::Encoded;
use super::error::HttpError;

/// Places to work at, and a line before them.
#[derive(Debug)]
pub(super) struct Bench {
    seats: Semaphore,
    line: Semaphore,
}

/// An answer that is there or will be.
pub(super) type Cell = Arc<OnceCell<Arc<Encoded>>>;

/// Answers by their names, the one that was asked for last at the end.
#[derive(Debug)]
pub(super) struct Latest<N>(VecDeque<(N, Cell)>);

impl Bench {
    /// `at_once`: how much is made at once. `in_line`: how much is being made or waits for it;
    /// what comes on top gets 503.
    pub(super) fn new(at_once: usize, in_line: usize) -> Self {
        Self { seats: Semaphore::new(at_once), line: Semaphore::new(in_line) }
    }

    /// Does the work on a thread of its own, when a seat is free.
    pub(super) async fn worked<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HttpError> {
        let _place = self.line.try_acquire().map_err(|_full| HttpError::Overloaded)?;
        let _seat = self.seats.acquire().await.map_err(|_closed| HttpError::Stopping)?;
        tokio::task::spawn_blocking(work).await.map_err(|_panic| HttpError::Internal)
    }
}

impl<N> Default for Latest<N> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<N: PartialEq> Latest<N> {
    /// Where an answer is or will be. Of others there stay fewer than `most`.
    pub(super) fn cell(&mut self, name: N, most: usize) -> Cell {
        let found = self.0.iter().rposition(|(known, _)| *known == name);
        let entry = found.and_then(|at| self.0.remove(at));
        let entry = entry.unwrap_or_else(|| (name, Cell::default()));
        let cell = Arc::clone(&entry.1);
        if self.0.len() >= most {
            self.0.pop_front();
        }
        self.0.push_back(entry);
        cell
    }

    /// All of them, the oldest first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &(N, Cell)> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn pop_oldest(&mut self) -> Option<Cell> {
        self.0.pop_front().map(|(_, cell)| cell)
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&N) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
