//! `/admin/v1`

mod account_events;
mod accounts;
mod door;
mod history;
mod imports;
mod inbox;
mod own_account;
mod rights;
mod session;
mod setup;
mod stations;
mod tokens;
