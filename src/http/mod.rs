//! The web server: questions in by HTTP, answers out as bytes.
//!
//! [`router`] holds every address on one page. A question is read by [`params`], answered by
//! one file of [`api`], and a wrong one becomes a problem of [`error`]. What people open in a
//! browser is one file of [`pages`]; what the tools of other
//! houses ask for is [`ogc`]'s. Around all of them
//! stands [`front`]: limits, time-outs, security headers, compression, metrics and the log.
//! [`admin`] is for staff: it knows who asks. What the public sends goes by [`errand`] to the store; its [`body`] is read as strictly.
//!
//! Nothing here knows SQL, the command line or the environment.

pub mod admin;
pub mod api;
mod basemap;
mod bench;
mod body;
mod client;
mod compress;
mod embedded;
mod errand;
pub mod error;
mod feeds;
mod front;
mod language;
mod metrics;
mod ogc;
pub mod openapi;
mod origin;
mod pages;
pub mod params;
mod photos;
pub mod pictures;
mod planning;
pub mod planning_error;
mod problem_types;
mod public_url;
mod ranges;
mod reply;
mod router;
mod routing;
pub mod serve;
mod site;
mod status_pages;
mod tabular;
mod tiles;
pub mod wechat_error;
pub mod write_error;

pub use admin::setup_link;
pub use basemap::{Basemap, BasemapError, Credit, Flaw as BasemapFlaw};
pub use client::{ClientRules, Network};
pub use front::{Front, Limits};
pub use language::Language;
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use router::admin_addresses;
pub use serve::serve;
pub use site::FiguresFor;
