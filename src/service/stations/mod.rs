//! What staff do with stations, one file a thing. Every write goes through [`write`], so that
//! rights, versions, the audit log and the snapshot cannot be forgotten.

pub mod close;
pub mod create;
pub mod edit;
mod error;
pub mod history;
pub mod list;
pub mod merge;
pub mod relocate;
pub mod reopen;
pub mod restore;
pub mod retire;
pub mod undo;
mod write;

pub use crate::exchange::stations::WrongFact;
pub use error::{Conflict, EditError};
pub(in crate::service) use write::apply;
pub use write::{By, Edited, Target};
