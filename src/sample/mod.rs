//! The sample ledger: stations and homes that look true, made from lists.
//!
//! No official list with coordinates is published, so the project ships a sample and says so
//! in every row. This room turns the word lists of a data folder into stations; the same lists
//! and the same seed give the same bytes on every machine. It reads no file, no clock and no
//! database: whoever calls it hands in the texts. Nothing here names a district.
//!
//! It is the one place outside [`crate::clock`] that draws random numbers, and only from a seed.

mod dice;
mod facts;
mod gazetteer;
mod generate;
mod lists;
mod plane;
mod programme;
mod site;
mod sources;
mod table;
mod wording;

pub use generate::{Sample, generate};
pub use sources::{SampleError, Sources};
pub use table::to_csv;
