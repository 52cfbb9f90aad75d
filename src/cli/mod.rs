//! The command line.

pub mod check;
pub mod desk;
pub mod export;
pub mod import;
