//! The one integration-test binary: one link step for all of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod domain;
mod exchange;
mod floors;
mod harness;
mod index;
mod store;
