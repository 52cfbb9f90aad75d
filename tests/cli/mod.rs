//! Commands, as a person at a terminal sees them.

mod ledger_files;
mod user;
