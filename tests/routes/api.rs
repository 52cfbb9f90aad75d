//! `/api/v1`

mod areas;
mod nearest;
mod others;
mod station;
mod stations;
