//! Opening hours: OSM `opening_hours` text and a holiday calendar in, answers out.
//!
//! [`HoursText`] is a text that has been read and found right. [`Schedule`] is such a text
//! compiled against a calendar: it tells whether it is open at a civil minute and when that
//! changes, without reading the text again.

mod day;
mod rewrite;
mod schedule;
mod text;
mod week;

use serde::{Deserialize, Serialize};

pub use day::HoursContext;
pub use schedule::{Answer, Schedule, WINDOW_DAYS};
pub use text::{HoursError, HoursText};
pub use week::{Holidays, Stretch, Week};

/// Whether a door is open. In the order in which one is preferred to the other where two
/// rules speak of the same minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenState {
    /// One can get in.
    Open,
    /// Nobody has said, or the year's holidays have not been published.
    Unknown,
    /// One cannot get in.
    Closed,
}
