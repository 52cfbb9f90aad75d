//! Yizhan (驿站) finds the nearest service station that is open when you get there and has
//! what you need, and keeps the facts about all of them right.
//!
//! The house has floors, and imports go down only; `tests/house/floors.rs` keeps it so. In reading
//! order:
//!
//! 1. [`domain`]: pure values and rules.
//! 2. [`index`]: the ledger as it is asked, an immutable snapshot in memory.
//! 3. [`travel`]: ways, and how long they are.
//! 4. [`coverage`]: whom the stations reach, and whom they do not.
//! 5. [`features`]: the same as features with properties, for the tools of other houses.
//! 6. [`tiles`]: stations and polygons as vector tiles.
//! 7. [`drawing`]: coloured shapes, and the program beside ours that makes pixels of them.
//! 8. [`pictures`]: cards, plaques and maps, laid out and drawn.
//! 9. [`exchange`]: files in and out, with what is wrong in them.
//! 10. [`storage`]: the ledger on disk, in SQLite or PostgreSQL.
//! 11. [`sample`]: the sample ledger, made from a data folder's lists and a seed.
//! 12. [`service`]: what a person does, one file a thing.
//! 13. [`http`]: questions in by HTTP, answers out as bytes.
//! 14. [`cli`]: the command line, and the only place that reads configuration.
//!
//! Beside the floors stands [`clock`], the only place that reads the time.

#![forbid(unsafe_code)]

pub mod cli;
pub mod clock;
pub mod coverage;
pub mod domain;
pub mod drawing;
pub mod exchange;
pub mod features;
pub mod http;
pub mod index;
pub mod pictures;
pub mod sample;
pub mod service;
pub mod storage;
pub mod tiles;
pub mod travel;
