//! Bytes of files in, domain values out, and the other way round. No database, no network,
//! no file system: who calls has read the bytes or will write them.
//!
//! [`district`] reads the data folder that says which district this is. [`stations`] reads and
//! writes the stations themselves, as staff, programs and map tools hold them. [`demand`] reads
//! where people are who may need one. [`points`] reads tables of any places, [`network`] how long
//! the ways between them are. [`photo`] makes photos that may be kept of those that are sent.
//! [`table`] and [`flatgeobuf`] write tables of any content.

pub mod demand;
pub mod district;
mod error;
pub mod flatgeobuf;
pub mod network;
pub mod photo;
pub mod points;
pub mod stations;
pub mod table;

pub use error::ExchangeError;
