//! `/admin/v1`

mod account_events;
mod accounts;
mod boards;
mod door;
mod history;
mod imports;
mod inbox;
mod own_account;
mod planning;
mod rights;
mod session;
mod setup;
mod site_selection;
mod stations;
mod tokens;
mod verification;
