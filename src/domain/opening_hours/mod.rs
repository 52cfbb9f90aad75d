//! Opening hours: OSM `opening_hours` text and a holiday calendar in, answers out.
//!
//! [`HoursText`] is a text that has been read and found right. [`Schedule`] is such a text
//! compiled against a calendar: it tells whether it is open at a civil minute and when that
//! changes, without reading the text again.

mod text;

pub use text::{HoursError, HoursText};
