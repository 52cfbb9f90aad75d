//! What tests of more than one room need: ledgers, clocks and servers of their own.

pub(crate) mod amenity_catalogue;
pub(crate) mod ledger;
pub(crate) mod networks;
pub(crate) mod pmtiles;
pub(crate) mod postgres;
pub(crate) mod shipped;
pub(crate) mod site;
pub(crate) mod staff;

pub(crate) use amenity_catalogue::{amenities, amenity, catalogue};
