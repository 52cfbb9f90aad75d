//! Tokens for programs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::pass::ApiToken;

/// A token that is wanted.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// What its owner calls it.
    #[schema(min_length = 1, max_length = 60, example = "nightly export")]
    pub name: String,
    /// What it is for: some of `ledger:read`, `ledger:write`, `reports`, `verification`,
    /// `analysis`, `district`, `audit`.
    #[schema(min_items = 1, max_items = 7, example = json!(["ledger:read"]))]
    pub scopes: Vec<String>,
    /// When it ends: within a year.
    #[schema(example = "2027-03-01T00:00:00+08:00")]
    pub expires_at: DateTime<Utc>,
}

/// A token, without its secret.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenAnswer {
    /// Its identifier.
    #[schema(example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// How it begins, to recognise it by.
    #[schema(example = "yizhan_mJ8p0C")]
    pub prefix: String,
    /// What it is for.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute; null if never.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked; null if it was not.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The tokens of an account, the newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokensAnswer {
    /// The tokens, those that are over too.
    pub tokens: Vec<TokenAnswer>,
}

/// A new token.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTokenAnswer {
    /// What is known of it later.
    pub token: TokenAnswer,
    /// The token itself, for `Authorization: Bearer`. It is told this once.
    #[schema(example = "yizhan_mJ8p0Cw7XK1lq5Yt2Zr9Vb3Ns6Hd4Gf8Aa0Uu1Ee2Ii")]
    pub secret: String,
}

impl TokenAnswer {
    /// What is told of a token.
    pub(in crate::http::admin) fn of(token: ApiToken) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name,
            prefix: token.prefix,
            scopes: token.scopes.iter().map(|scope| scope.key().to_owned()).collect(),
            created_at: token.created_at,
            expires_at: token.expires_at,
            used_at: token.used_at,
            revoked_at: token.revoked_at,
        }
    }
}
