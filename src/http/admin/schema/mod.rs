//! What the documentation of the addresses for staff says of requests and answers.
//!
//! Answers are these types, written as JSON; the route tests read every kind of answer into
//! them, and they refuse members that they do not know.

mod accounts;
mod amenities;
mod audit;
mod boards;
mod district;
mod forms;
mod imports;
mod ledger;
mod planning;
mod reports;
mod session;
mod site_selection;
mod tokens;
mod verification;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

pub use accounts::*;
pub use amenities::*;
pub use audit::*;
pub use boards::*;
pub use district::*;
pub use forms::*;
pub use imports::*;
pub use ledger::*;
pub use planning::*;
pub use reports::*;
pub use session::*;
pub use site_selection::*;
pub use tokens::*;
pub use verification::*;

/// What went wrong (RFC 9457): as the public API says it, and what helps staff on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdminProblem {
    /// The type: stable, for programs. Its address tells what it means.
    #[serde(rename = "type")]
    #[schema(example = "/problems/forbidden")]
    pub type_: String,
    /// The type in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What was wrong and what to do, in the language of `Accept-Language`.
    pub detail: String,
    /// The parameter, header or member of the body that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The known parameter that an unknown one looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// All parameters that are known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Vec<String>>,
    /// When to try again, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
    /// What is not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Why it is not: the `role`, `not_own` area or unit, the token's `scope`, or that a
    /// `session` is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The role that does not allow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The scope that a token would need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// After 412: what is there now, as reading it would answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub current: Option<Value>,
    /// After 412: what others have changed since the version that was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Vec<ChangeAnswer>>,
    /// After 412: what the request would make of the station as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yours: Option<Vec<ChangeAnswer>>,
    /// Every fact that cannot be taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<FactProblem>>,
    /// The stations that are in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<Vec<String>>,
    /// The numbers of the rows that are in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<u64>>,
    /// The revision that it was applied as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// How the import or the report stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}
