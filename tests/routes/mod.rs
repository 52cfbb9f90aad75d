//! Every address, through the real front door and router, on the tiny district and a clock
//! that stands still. Mirrors the tree of addresses.

mod api;
mod front;
mod log;
mod openapi;
mod socket;
mod status_pages;
mod wrong_input;
