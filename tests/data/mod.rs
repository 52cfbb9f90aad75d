//! What ships in `data/`: that it is complete, that it agrees with itself and with the world,
//! and that the sample is what the generator gives.

pub(crate) mod areas;
mod committed;
mod holidays;
mod other_district;
mod places;
mod sample;
pub(crate) mod shipped;
mod truth;
