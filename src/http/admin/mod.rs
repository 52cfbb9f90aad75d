//! What staff and their programs ask: every address below `/admin`.
//!
//! `router.rs` has the table of them: method, address, body, who may, and who answers.
//! [`dispatch`] reads whose request it is, asks `domain::role` whether they may do such a thing
//! anywhere at all, and hands the answering function an [`AdminErrand`]. Whether they may do it
//! *there*, with that station, is asked by the use case, which knows the station.

pub(super) mod account_events;
pub(super) mod accounts;
pub(super) mod amenities;
pub(super) mod areas;
pub(super) mod audit;
pub(super) mod boards;
pub(super) mod campaigns;
pub(super) mod checks;
pub(super) mod comparison;
mod cookies;
pub(super) mod demand;
mod dispatch;
mod documents;
mod error;
pub(super) mod export;
pub(super) mod holidays;
pub(super) mod hours;
pub(super) mod imports;
mod ledger_error;
pub(super) mod own_account;
pub(super) mod photos;
pub(super) mod precondition;
pub(super) mod reports;
pub(super) mod scenarios;
pub mod schema;
pub(super) mod sessions;
pub(super) mod setup;
pub(super) mod site_selection;
pub(super) mod station;
mod station_json;
pub(super) mod stations;
pub(super) mod tokens;
pub(super) mod units;

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, Uri};
use bytes::Bytes;

use super::client::Client;
use super::errand::Running;
use super::error::HttpError;
use super::params;
use super::reply::{Cache, Reply};
use super::site::Site;
use crate::domain::role::{Action, Actor};
use crate::service::people::Entered;

pub use accounts::setup_link;
pub use error::AdminError;
pub use ledger_error::LedgerError;

pub(super) use dispatch::{answers, let_in};

/// One address for staff: method, path, body, and who may ask whom.
pub(super) type AdminRoute = (Method, &'static str, Payload, Door);

/// What an address takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payload {
    /// No body.
    Nothing,
    /// A JSON body.
    Json {
        /// The longest, bytes.
        max_bytes: usize,
    },
    /// A file of any kind.
    File {
        /// The longest, bytes.
        max_bytes: usize,
    },
}

/// Who may ask, and who answers.
#[derive(Clone, Copy)]
pub(super) enum Door {
    /// Anybody: they are about to sign in.
    Open(fn(OpenErrand) -> Running),
    /// Whoever is signed in or has a token.
    SignedIn(fn(AdminErrand) -> Running),
    /// Who may do this.
    For(Action, fn(AdminErrand) -> Running),
}

/// A request of nobody in particular, read to its end.
pub(super) struct OpenErrand {
    pub(super) site: Arc<Site>,
    pub(super) client: Client,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A request of somebody, read to its end. They may do what the address is for, somewhere.
pub(super) struct AdminErrand {
    pub(super) site: Arc<Site>,
    pub(super) actor: Actor,
    /// The account, and the session if it was not a token.
    pub(super) entered: Entered,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl AdminErrand {
    /// A segment of the path, counted from its end: 0 is the last one.
    pub(super) fn segment_from_end(&self, at: usize) -> Result<Cow<'_, str>, HttpError> {
        params::path_segment(self.uri.path().rsplit('/').nth(at).unwrap_or(""))
    }
}

/// An answer in JSON that only who asked may read, and nobody keeps.
pub(super) fn told<T: serde::Serialize>(answer: &T) -> Result<Reply, HttpError> {
    let json = serde_json::to_vec(answer).map_err(|_| HttpError::Internal)?;
    Ok(Reply::json(json).cached(Cache::Never))
}

/// The answer to what was done and needs no words.
pub(super) fn done() -> Reply {
    Reply::text(String::new()).with_status(axum::http::StatusCode::NO_CONTENT)
}
