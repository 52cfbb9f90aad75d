//! What people do with the ledger, one file a thing.

pub mod first_start;
