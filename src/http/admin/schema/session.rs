//! Signing in, one's own account, and where one is signed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AccountAnswer;
use crate::domain::pass::Session;
use crate::domain::role::{Action, Reach, Role};

/// Somebody who wants to sign in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// The name.
    #[schema(example = "wang.li")]
    pub name: String,
    /// The password.
    #[schema(format = Password, example = "correct horse battery staple")]
    pub password: String,
    /// The code of the second factor, if the account has one: six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "287082")]
    pub code: Option<String>,
}

/// Who one is, and what one may do.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionAnswer {
    /// The account.
    pub account: AccountAnswer,
    /// What one may do, and how far.
    pub rights: Vec<RightAnswer>,
    /// `console` with a session, `api` with a token.
    #[schema(example = "console")]
    pub through: String,
    /// What `X-CSRF-Token` must say with every write of this session; null for a token.
    #[schema(example = "mJ8p0Cw7XK1lq5Yt2Zr9Vb3Ns6Hd4Gf8Aa0Uu1Ee2Ii")]
    pub csrf: Option<String>,
    /// When session or token are over, however much they are used.
    pub ends_at: DateTime<Utc>,
    /// After how long without use the session is over, seconds.
    #[schema(example = 1800)]
    pub idle_s: u64,
}

/// Something that one may do.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RightAnswer {
    /// What.
    #[schema(example = "edit_station")]
    pub action: String,
    /// `own` areas and units only, or `everywhere`.
    #[schema(example = "own")]
    pub reach: String,
}

/// A link's secret.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupLinkRequest {
    /// What stands in the link after `#setup=`.
    #[schema(example = "mJ8p0Cw7XK1lq5Yt2Zr9Vb3Ns6Hd4Gf8Aa0Uu1Ee2Ii")]
    pub token: String,
}

/// For whom a link is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupLinkHolder {
    /// The name of the account; null for the first administrator, who chooses one.
    #[schema(example = "wang.li")]
    pub name: Option<String>,
    /// What colleagues read; null for the first administrator.
    #[schema(example = "王丽")]
    pub display_name: Option<String>,
    /// Until when it holds.
    pub expires_at: DateTime<Utc>,
}

/// A password that is set with a link.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupRequest {
    /// What stands in the link after `#setup=`.
    #[schema(example = "mJ8p0Cw7XK1lq5Yt2Zr9Vb3Ns6Hd4Gf8Aa0Uu1Ee2Ii")]
    pub token: String,
    /// The password.
    #[schema(format = Password, min_length = 12, max_length = 128, example = "correct horse battery staple")]
    pub password: String,
    /// What the first administrator will sign in with; needed for them only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 2, max_length = 32, example = "wang.li")]
    pub name: Option<String>,
    /// What colleagues read of the first administrator; the name if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 40, example = "王丽")]
    pub display_name: Option<String>,
}

/// One's own password, changed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// The present one.
    #[schema(format = Password, example = "correct horse battery staple")]
    pub old_password: String,
    /// The new one.
    #[schema(format = Password, min_length = 12, max_length = 128, example = "four words of no kin")]
    pub password: String,
}

/// One's password, said again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordAgainRequest {
    /// The present one.
    #[schema(format = Password, example = "correct horse battery staple")]
    pub password: String,
}

/// A new key for an authenticator app. It counts once a code of it was sent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpKeyAnswer {
    /// The key in base 32, to be typed.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub key: String,
    /// The same as an address, to be shown as a QR code.
    #[schema(
        example = "otpauth://totp/Yizhan:wang.li?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Yizhan"
    )]
    pub address: String,
}

/// A second factor, set.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorRequest {
    /// The present password.
    #[schema(format = Password, example = "correct horse battery staple")]
    pub password: String,
    /// The key that was answered.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub key: String,
    /// The code that the app shows for it.
    #[schema(example = "287082")]
    pub code: String,
}

/// Where one is signed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionsAnswer {
    /// The sessions, the newest first.
    pub sessions: Vec<OpenSession>,
}

/// One browser in which one is signed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenSession {
    /// When one signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it is over, used or not.
    pub ends_at: DateTime<Utc>,
    /// From which network one signed in.
    #[schema(example = "203.0.113.0/24")]
    pub client: String,
    /// What the browser calls itself.
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")]
    pub agent: String,
    /// Whether it is this one.
    pub is_this: bool,
}

impl RightAnswer {
    /// All that a role may do, as far as a token's scopes reach.
    pub(in crate::http::admin) fn all_of(role: Role, allows: impl Fn(Action) -> bool) -> Vec<Self> {
        let right = |action: &Action| {
            let reach = match role.reach(*action) {
                Reach::Nowhere => return None,
                Reach::Own => "own",
                Reach::Everywhere => "everywhere",
            };
            let action = Some(*action).filter(|action| allows(*action))?;
            Some(Self { action: action.key().to_owned(), reach: reach.to_owned() })
        };
        Action::ALL.iter().filter_map(right).collect()
    }
}

impl OpenSession {
    /// What is told of a session.
    pub(in crate::http::admin) fn of(session: Session, is_this: bool) -> Self {
        let Session { created_at, seen_at, ends_at, client, agent, .. } = session;
        Self { created_at, seen_at, ends_at, client, agent, is_this }
    }
}
