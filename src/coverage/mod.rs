//! Whom the stations reach, and whom they do not: exact, for any filter and any hour.
//!
//! A [`Ground`] is what does not change with the ledger: the district on a plane of true areas
//! and the people in it. A [`Supply`] is what there is to reach: the stations of a snapshot, or
//! those that a [`Scenario`] would leave. A [`Question`] says which of them count, when, and how
//! far people go. Everything here is a pure function of the three.
//!
//! * [`share`]: how much of the district and of each office is covered, and how far people have
//!   to go.
//! * [`hours`]: the same at every hour of a week at once.
//! * [`gaps`]: the regions that are not covered, as polygons, by the people in them.
//! * [`closures`]: what the loss of each station would uncover.
//! * [`load`]: the people for whom each station is the nearest.
//! * [`scenario`]: what if.
//! * [`difference`]: the same on the map.
//! * [`siting`]: where the next ones of a district should stand.
//! * [`site_selection`]: the same for any places, with a proof of how good that is.
//!
//! That there is no station, that it is closed and that nobody knows its hours are three things:
//! a [`Split`] always tells them apart.
//!
//! Reading order below: [`plane`], `territory`, `arcs`, `union_area` are the geometry; [`demand`]
//! and [`reach`] the people; [`supply`] and [`week`] the stations and their hours.

mod arcs;
pub mod closures;
mod columns;
pub mod demand;
pub mod difference;
mod error;
#[cfg(test)]
mod fixtures;
pub mod gaps;
mod grid;
mod ground;
pub mod hours;
pub mod load;
pub mod plane;
pub mod reach;
pub mod scenario;
pub mod share;
pub mod site_selection;
pub mod siting;
mod spots;
pub mod supply;
mod territory;
mod union_area;
pub mod week;

pub use error::CoverageError;
pub use ground::Ground;
pub use reach::Radius;
pub use scenario::Scenario;
pub use share::{Coverage, Figures, Split};
pub use supply::{Question, Supply, When};
pub use territory::{Office, Shape, Territory};
pub use week::Week;
