//! Bytes of files in, domain values out, and the other way round. No database, no network,
//! no file system: who calls has read the bytes or will write them.
//!
//! [`district`] reads the data folder that says which district this is.

pub mod district;
mod error;

pub use error::ExchangeError;
