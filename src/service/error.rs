//! Why a person did not get what they asked for.

use thiserror::Error;

use crate::exchange::ExchangeError;
use crate::storage::StoreError;

/// Why a use case failed. Nothing was written then.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The plan of an import has rows that cannot be taken.
    #[error(
        "nothing was imported: {errors} rows or columns are wrong and {conflicts} rows conflict \
         with newer changes; correct them in the file and import it again"
    )]
    PlanRefused {
        /// How many things are wrong.
        errors: usize,
        /// How many rows conflict.
        conflicts: usize,
    },
}
