//! Yizhan (驿站) finds the nearest service station that is open when you get there and has
//! what you need, and keeps the facts about all of them right.
//!
//! The house has floors, and imports go down only; `tests/house/floors.rs` keeps it so. In reading
//! order:
//!
//! 1. [`domain`]: pure values and rules.
//! 2. [`index`]: the ledger as it is asked, an immutable snapshot in memory.
//! 3. [`storage`]: the ledger on disk, in SQLite or PostgreSQL.
//! 4. [`sample`]: the sample ledger, made from a data folder's lists and a seed.
//! 5. [`service`]: what a person does, one file a thing.
//!
//! Beside the floors stands [`clock`], the only place that reads the time.

pub mod clock;
pub mod domain;
pub mod index;
pub mod sample;
pub mod service;
pub mod storage;
