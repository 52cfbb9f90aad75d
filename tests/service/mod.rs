//! What people do with the ledger.

mod check;
mod import;
mod planned_import;
mod publish;
pub(crate) mod stations;
