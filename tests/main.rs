//! The one integration-test binary: one link step for all of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cli;
mod coverage;
mod data;
mod domain;
mod drawing;
mod durability;
mod exchange;
mod features;
mod harness;
mod house;
mod index;
mod routes;
mod service;
mod store;
mod tiles;
mod vectors;
