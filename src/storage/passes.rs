//! What lets people and programs in, in the store: sessions, known browsers, tokens; and how
//! often somebody has tried in vain.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::account::Account;
use crate::domain::pass::{ApiToken, PassHash, Session};
use crate::domain::role::AccountId;
use crate::domain::second_factor::TotpStep;
use crate::domain::sign_in_delay::DelayRule;

use super::StoreError;
use super::people::Logged;

/// The part of the store that keeps what lets people in. As in [`super::Store`], every method is
/// one transaction.
#[async_trait]
pub trait Passes: Send + Sync {
    /// Counts a try to sign in under every one of the keys, unless one of them has to wait:
    /// then nothing is counted, and until when it must wait is returned. A try is counted before
    /// its password is looked at, so that many at once count as many.
    async fn count_try(
        &self,
        keys: &[TryKey],
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Forgets the tries under a key.
    async fn forgive_tries(&self, key: &str) -> Result<(), StoreError>;

    /// Opens a session, after what it replaces is ended and what is long over is forgotten.
    ///
    /// # Errors
    /// [`StoreError::AccountMoved`] when the account is not what its owner was let in for any
    /// more, or [`StoreError::CodeUsed`] when the second factor's code was taken before.
    async fn open_session(&self, opening: &Opening<'_>) -> Result<(), StoreError>;

    /// The session with this hash and its account, whether it still holds or not.
    async fn session(&self, hash: &PassHash) -> Result<Option<(Session, Account)>, StoreError>;

    /// Notes that a session was used.
    async fn touch_session(&self, hash: &PassHash, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// The sessions of an account, the newest first.
    async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, StoreError>;

    /// Ends one session, if it is there.
    async fn end_session(&self, hash: &PassHash) -> Result<(), StoreError>;

    /// Ends all sessions of an account and forgets its known browsers.
    async fn end_sessions(&self, account: AccountId, log: &Logged) -> Result<(), StoreError>;

    /// Whether somebody with this account has signed in before in this browser.
    async fn knows_device(
        &self,
        hash: &PassHash,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError>;

    /// Keeps a new token.
    async fn add_token(
        &self,
        hash: &PassHash,
        token: &ApiToken,
        log: &Logged,
    ) -> Result<(), StoreError>;

    /// The tokens of an account, the newest first, those that are over too.
    async fn tokens(&self, account: AccountId) -> Result<Vec<ApiToken>, StoreError>;

    /// The token with this hash and its account, whether it still holds or not.
    async fn token(&self, hash: &PassHash) -> Result<Option<(ApiToken, Account)>, StoreError>;

    /// Notes that a token was used.
    async fn touch_token(&self, id: Ulid, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Ends a token for good. Whether there was one that held.
    async fn revoke_token(
        &self,
        account: AccountId,
        id: Ulid,
        log: &Logged,
    ) -> Result<bool, StoreError>;
}

/// Under what a try to sign in is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryKey {
    /// A hash over the name and where the try comes from.
    pub key: String,
    /// How many are free.
    pub rule: DelayRule,
}

/// A session that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening<'a> {
    /// The session.
    pub session: &'a Session,
    /// The version of the account whose password was right.
    pub version: u64,
    /// The code of the second factor that was typed.
    pub code: Option<TotpStep>,
    /// The session that the browser had before.
    pub replaces: Option<&'a PassHash>,
    /// The browser, and until when it is known.
    pub device: (&'a PassHash, DateTime<Utc>),
    /// Tries of this person from here, to be forgotten.
    pub forgives: &'a str,
    /// The count of tries from anywhere, from which this one is taken back.
    pub takes_back: Option<&'a str>,
    /// What the log says of it, and when.
    pub log: &'a Logged,
}
