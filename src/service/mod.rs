//! What people do with the ledger, one file a thing.

pub mod check;
mod error;
pub mod export;
pub mod first_start;
pub mod import;

pub use error::ServiceError;
