//! Pure values and rules: what a station is, where it is, when it is open.
//!
//! Nothing here reads a file, a clock or a database, and nothing here knows HTTP. A value
//! that breaks a rule of the field cannot be built.

pub mod access;
pub mod account;
pub mod amenity;
pub mod amenity_catalogue;
pub mod area;
pub mod coordinates;
pub mod demand;
pub mod district;
pub mod document;
pub mod doubt;
pub mod edit;
pub mod field;
pub mod filing;
pub mod holiday_calendar;
mod keyed;
pub mod opening_hours;
pub mod openness;
pub mod paper;
pub mod pass;
pub mod password;
pub mod photo;
pub mod place;
pub mod report;
pub mod role;
pub mod said;
pub mod second_factor;
pub mod sign_in_delay;
pub mod station;
pub mod station_photo;
pub mod status;
pub mod text;
pub mod travel_time;
pub mod usage;
pub mod verification;
