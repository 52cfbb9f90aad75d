//! The web server: questions in by HTTP, answers out as bytes.
//!
//! [`router`] holds every address on one page. A question is read by [`params`], answered by
//! one file of [`api`], and a wrong one becomes a problem of [`error`]. What people open in a
//! browser is one file of [`pages`]. Around all of them
//! stands [`front`]: limits, time-outs, security headers, compression, metrics and the log.
//!
//! Nothing here knows SQL, the command line or the environment.

pub mod api;
mod client;
mod compress;
mod embedded;
pub mod error;
mod front;
mod language;
mod metrics;
pub mod openapi;
mod pages;
pub mod params;
mod problem_types;
mod public_url;
mod reply;
mod router;
pub mod serve;
mod site;
mod status_pages;

pub use client::{ClientRules, Network};
pub use front::{Front, Limits};
pub use language::Language;
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use serve::serve;
