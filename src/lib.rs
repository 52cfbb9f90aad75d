//! Yizhan (驿站) finds the nearest service station that is open when you get there and has
//! what you need, and keeps the facts about all of them right.
//!
//! The house has floors, and imports go down only; `tests/floors.rs` keeps it so. In reading
//! order:
//!
//! 1. [`domain`]: pure values and rules.
//! 2. [`exchange`]: files in and out, with what is wrong in them.
//!
//! Beside the floors stands [`clock`], the only place that reads the time.

pub mod clock;
pub mod domain;
pub mod exchange;
