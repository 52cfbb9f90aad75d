//! Commands, as a person at a terminal sees them.

mod ledger_files;
mod plan_medians;
mod plan_sites;
mod user;
