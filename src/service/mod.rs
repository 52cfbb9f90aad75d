//! What people do with the ledger, one file a thing.

pub mod app;
pub mod check;
pub mod data_folder;
mod error;
pub mod export;
pub mod first_start;
pub mod import;
pub mod publish;

pub use app::{App, DistrictData};
pub use error::ServiceError;
