//! `/admin/v1`

mod account_events;
mod accounts;
mod door;
mod own_account;
mod planning;
mod rights;
mod session;
mod setup;
mod site_selection;
mod tokens;
