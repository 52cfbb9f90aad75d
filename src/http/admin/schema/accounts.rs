//! Accounts, and what was done to them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::account::{Account, AccountState};

/// An account, without its secrets.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountAnswer {
    /// Its identifier.
    #[schema(example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub id: String,
    /// What its owner signs in with.
    #[schema(example = "wang.li")]
    pub name: String,
    /// What colleagues read.
    #[schema(example = "王丽")]
    pub display_name: String,
    /// `district_administrator`, `editor`, `planner` or `auditor`.
    #[schema(example = "editor")]
    pub role: String,
    /// The codes of the areas given to them.
    #[schema(example = json!(["990001001"]))]
    pub areas: Vec<String>,
    /// The codes of the units given to them.
    pub units: Vec<String>,
    /// `active`, `locked`, or `erased` for what is left of somebody who asked to be forgotten.
    #[schema(example = "active")]
    pub state: String,
    /// Whether a password was set.
    pub has_password: bool,
    /// Whether signing in needs a second factor.
    pub has_second_factor: bool,
    /// Rises with every change; the `ETag` is this in quotes.
    #[schema(example = 3)]
    pub version: u64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Every account, by name.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountsAnswer {
    /// The accounts.
    pub accounts: Vec<AccountAnswer>,
}

/// What is decided about somebody: all of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRequest {
    /// What colleagues read.
    #[schema(min_length = 1, max_length = 40, example = "王丽")]
    pub display_name: String,
    /// `district_administrator`, `editor`, `planner` or `auditor`.
    #[schema(example = "editor")]
    pub role: String,
    /// The codes of the areas given to them; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500, example = json!([]))]
    pub areas: Option<Vec<String>>,
    /// The codes of the units given to them; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500, example = json!([]))]
    pub units: Option<Vec<String>>,
    /// `active`, as it is if not given, or `locked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "active")]
    pub state: Option<String>,
}

/// Somebody who gets an account.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountRequest {
    /// What they will sign in with; it never changes.
    #[schema(min_length = 2, max_length = 32, example = "wang.li")]
    pub name: String,
    /// What colleagues read.
    #[schema(min_length = 1, max_length = 40, example = "王丽")]
    pub display_name: String,
    /// `district_administrator`, `editor`, `planner` or `auditor`.
    #[schema(example = "editor")]
    pub role: String,
    /// The codes of the areas given to them; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500, example = json!([]))]
    pub areas: Option<Vec<String>>,
    /// The codes of the units given to them; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500, example = json!([]))]
    pub units: Option<Vec<String>>,
    /// `active` if not given, or `locked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "active")]
    pub state: Option<String>,
}

/// A new account, and how its owner gets in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountAnswer {
    /// The account.
    pub account: AccountAnswer,
    /// The link to hand over to its owner. It is told this once.
    pub setup_link: SetupLinkAnswer,
}

/// A link with which somebody sets a password, once.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupLinkAnswer {
    /// The address to open. Its secret stands after the `#`, which no server and no log sees.
    #[schema(
        example = "https://yizhan.example/staff#setup=mJ8p0Cw7XK1lq5Yt2Zr9Vb3Ns6Hd4Gf8Aa0Uu1Ee2Ii"
    )]
    pub link: String,
    /// Until when it holds.
    pub expires_at: DateTime<Utc>,
}

/// What was done to accounts, the newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountEventsAnswer {
    /// The entries.
    pub events: Vec<AccountEventAnswer>,
    /// `before` of the next page; null on the last one.
    pub next: Option<u64>,
}

/// Something that was done to an account, or with it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountEventAnswer {
    /// Its number, from 1 without gaps.
    #[schema(example = 17)]
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as name and identifier, `cli` or `system`.
    #[schema(example = "wang.li@01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub actor: String,
    /// What was done.
    #[schema(example = "changed")]
    pub act: String,
    /// To which account.
    #[schema(example = "li.na@01JD8V5T6MZ0Q4W8YKX3N7R2PB")]
    pub account: String,
    /// What it was and what it became.
    #[schema(example = json!(["role: editor → planner"]))]
    pub details: Vec<String>,
}

impl AccountAnswer {
    /// What is told of an account.
    pub(in crate::http::admin) fn of(account: &Account) -> Self {
        let person = &account.person;
        Self {
            id: account.id.to_string(),
            name: person.name.to_string(),
            display_name: person.display_name.clone(),
            role: person.role.key().to_owned(),
            areas: person.areas.iter().map(ToString::to_string).collect(),
            units: person.units.iter().cloned().collect(),
            state: match person.state {
                AccountState::Active => "active",
                AccountState::Locked => "locked",
                AccountState::Erased => "erased",
            }
            .to_owned(),
            has_password: account.has_password,
            has_second_factor: account.has_second_factor,
            version: account.version,
            created_at: account.created_at,
            updated_at: account.updated_at,
        }
    }
}
