//! Files in and out.

mod district;
pub(crate) mod fixtures;
mod round_trip;
