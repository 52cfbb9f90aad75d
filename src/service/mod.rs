//! What people do with the ledger, one file a thing.

pub mod app;
pub mod audit;
pub mod check;
pub mod data_folder;
pub mod district;
mod error;
pub mod export;
pub mod file_confirmation;
pub mod file_report;
mod filing;
pub mod first_start;
pub mod import;
pub mod people;
pub mod photos;
pub mod planning;
pub mod publish;
pub mod quality;
pub mod receipt;
pub mod reports;
pub mod rights;
pub mod standing;
pub mod stations;
pub mod table;
pub mod units_board;
pub mod usage;
pub mod verification;
pub mod wechat;

pub use app::{App, DistrictData};
pub use error::ServiceError;
pub use filing::{FILING_DAYS, Outcome, Sent};
