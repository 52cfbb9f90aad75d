//! What people do with the ledger, one file a thing.

pub mod app;
pub mod check;
pub mod data_folder;
mod error;
pub mod export;
pub mod file_confirmation;
pub mod file_report;
mod filing;
pub mod first_start;
pub mod import;
pub mod list_reports;
pub mod people;
mod plan;
pub mod publish;
pub mod receipt;
pub mod table;
pub mod wechat;

pub use app::{App, DistrictData};
pub use error::ServiceError;
pub use filing::{FILING_DAYS, Outcome, Sent};
