//! Every address, through the real front door and router, on the tiny district and a clock
//! that stands still. Mirrors the tree of addresses.

mod admin;
mod api;
mod basemap;
mod browser_files;
mod embed;
mod feeds;
mod front;
mod home;
mod log;
mod ogc;
mod ogc_conformance;
mod openapi;
mod pictures;
mod s;
mod socket;
mod static_map;
mod status_pages;
mod wrong_input;
