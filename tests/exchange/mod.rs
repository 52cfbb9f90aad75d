//! Files in and out.

mod datum;
mod demand;
mod district;
pub(crate) mod fixtures;
mod messy;
mod round_trip;
mod workbooks;
