//! The first start: a new store is loaded with the data that ship.

use crate::clock::Clock;
use crate::domain::document::{AMENITIES, DocumentChange};
use crate::domain::edit::{ChangeSet, Origin, Via};
use crate::exchange::district::SHIPPED_AMENITIES;
use crate::storage::{Audit, Seed, Store, StoreError};

/// What the start found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstStart {
    /// The store was new, and the seed is in it now.
    Loaded {
        /// How many stations were loaded.
        stations: usize,
        /// The revision after it.
        revision: u64,
    },
    /// The store was loaded before; the seed was not looked at.
    LoadedBefore {
        /// The newest revision.
        revision: u64,
    },
}

/// Loads the data that ship into a store that was never written, in one transaction. Of
/// several nodes that start together exactly one loads; the others find its work.
///
/// `seed` is asked for only when the store is new, so that a usual start reads no files.
///
/// # Errors
/// Whatever `seed` says, or the store.
pub async fn load_data_that_ship<E: From<StoreError>>(
    store: &dyn Store,
    clock: &dyn Clock,
    seed: impl FnOnce() -> Result<Seed, E>,
) -> Result<FirstStart, E> {
    let revision = store.revision().await?;
    if revision > 0 {
        return Ok(FirstStart::LoadedBefore { revision });
    }
    let seed = seed()?;
    let origin = Origin { actor: "system".to_owned(), via: Via::FirstStart, reason: String::new() };
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    match store.load_first(&seed, &audit).await? {
        Some(applied) => {
            Ok(FirstStart::Loaded { stations: applied.records.len(), revision: applied.revision })
        }
        None => Ok(FirstStart::LoadedBefore { revision: store.revision().await? }),
    }
}

/// Puts documents that came with later versions of the program into a ledger that was loaded
/// before: the catalogue of amenities. Tells whether one was missing.
///
/// # Errors
/// Whatever the store says.
pub async fn add_what_came_later(store: &dyn Store, clock: &dyn Clock) -> Result<bool, StoreError> {
    let documents = store.newest_documents().await?;
    if documents.is_empty() || documents.iter().any(|document| document.name == AMENITIES) {
        return Ok(false);
    }
    let content = SHIPPED_AMENITIES.to_owned();
    let document = DocumentChange { name: AMENITIES.to_owned(), expected: 0, content };
    let set = ChangeSet { documents: vec![document], ..ChangeSet::default() };
    let origin = Origin {
        actor: "system".to_owned(),
        via: Via::District { document: AMENITIES.to_owned(), version: 1 },
        reason: "the first catalogue, as the program had it built in before".to_owned(),
    };
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    match store.apply(&set, None, &audit).await {
        // Another node that starts at the same time was faster.
        Ok(_) | Err(StoreError::DocumentMoved { .. }) => Ok(true),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SetClock;
    use crate::storage::open;

    #[tokio::test]
    async fn the_seed_is_read_and_loaded_at_the_first_start_only() {
        let store = open("sqlite::memory:").await.expect("opens");
        let clock = SetClock::at(chrono::DateTime::UNIX_EPOCH);
        let documents = [("district.json".to_owned(), "{}".to_owned())].into();
        let seed = Seed { documents, stations: Vec::new() };
        let first = load_data_that_ship(&*store, &clock, || Ok::<_, StoreError>(seed.clone()));
        assert_eq!(first.await.expect("loads"), FirstStart::Loaded { stations: 0, revision: 1 });
        assert_eq!(store.documents().await.expect("answers"), seed.documents);

        let never = || -> Result<Seed, StoreError> { panic!("a usual start reads no files") };
        let second = load_data_that_ship(&*store, &clock, never).await.expect("starts");
        assert_eq!(second, FirstStart::LoadedBefore { revision: 1 });
    }

    #[tokio::test]
    async fn a_ledger_from_before_there_was_a_catalogue_gets_the_one_that_ships_once() {
        let store = open("sqlite::memory:").await.expect("opens");
        let clock = SetClock::at(chrono::DateTime::UNIX_EPOCH);
        let add = || add_what_came_later(&*store, &clock);
        assert!(!add().await.expect("answers"), "a new store is loaded, not completed");
        let documents = [("district.json".to_owned(), "{}".to_owned())].into();
        let seed = Seed { documents, stations: Vec::new() };
        let loaded = load_data_that_ship(&*store, &clock, || Ok::<_, StoreError>(seed));
        loaded.await.expect("loads");
        assert!(add().await.expect("writes"));
        assert_eq!(store.documents().await.expect("answers")[AMENITIES], SHIPPED_AMENITIES);
        assert!(!add().await.expect("answers"));
        assert_eq!(store.revision().await.expect("answers"), 2, "written once");
        assert!(store.verify_audit().await.expect("answers").is_intact());
    }

    #[tokio::test]
    async fn a_seed_that_cannot_be_read_leaves_the_store_new() {
        let store = open("sqlite::memory:").await.expect("opens");
        let clock = SetClock::at(chrono::DateTime::UNIX_EPOCH);
        let broken = || Err(StoreError::Busy);
        load_data_that_ship(&*store, &clock, broken).await.expect_err("cannot be read");
        assert_eq!(store.revision().await.expect("answers"), 0);
    }
}
