//! The public API, `/api/v1`: one file an address, each with its parameters, its answer, its
//! documentation and its wrong cases together.

pub mod amenities;
pub mod areas;
pub mod calendar;
pub mod changes;
pub mod civil;
pub mod confirmations;
pub mod coverage;
pub(super) mod cursor;
pub(super) mod filing;
pub(super) mod filter;
pub mod nearest;
pub mod on_the_way;
mod open_json;
pub mod pack;
pub mod places;
pub mod receipts;
pub mod reports;
pub mod schema;
pub mod site;
pub mod station;
mod station_json;
pub mod stations;
pub mod usage;
pub mod wechat_signature;
pub mod words;

pub(super) use open_json::Minute;

pub use filter::{ACCESS, KINDS, MODES, amenity_words};
