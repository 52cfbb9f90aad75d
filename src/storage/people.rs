//! Who works here, in the store: accounts, and the log of what was done to them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::account::{Account, AccountEvent, AccountName, Person};
use crate::domain::pass::{PassHash, SetupLink};
use crate::domain::role::AccountId;
use crate::domain::second_factor::TotpStep;

use super::StoreError;

/// The part of the store that keeps accounts. As in [`super::Store`], every method is one
/// transaction, and what it returns after writing is durable.
///
/// Nothing here raises the ledger's revision. Whatever is written is written with its entry in
/// the account log.
#[async_trait]
pub trait People: Send + Sync {
    /// Every account, by name.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// The account with this identifier.
    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError>;

    /// The account with this name, with what is needed to let its owner in.
    async fn credentials(&self, name: &AccountName) -> Result<Option<Credentials>, StoreError>;

    /// Makes an account or changes one, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::NoSuchAccount`], [`StoreError::AccountMoved`],
    /// [`StoreError::LastAdministrator`] or [`StoreError::LinkSpent`]: the first that is met.
    async fn write_account(&self, write: &AccountWrite<'_>) -> Result<Account, StoreError>;

    /// Keeps a link with which a password can be set.
    async fn add_setup_link(&self, link: &SetupLink, log: &Logged) -> Result<(), StoreError>;

    /// The link with this hash, whether it still holds or not.
    async fn setup_link(&self, hash: &PassHash) -> Result<Option<SetupLink>, StoreError>;

    /// What was done to accounts before entry `before`, newest first, at most `limit`.
    async fn account_events(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccountLogEntry>, StoreError>;

    /// Recomputes the whole chain of the account log.
    async fn verify_account_log(&self) -> Result<AccountLogCheck, StoreError>;

    /// The keys of all second factors, as they are kept, by account.
    async fn factor_keys(&self) -> Result<Vec<(AccountId, String)>, StoreError>;

    /// Keeps a second factor's key under another text, if it is still kept under this one.
    async fn reseal_factor(
        &self,
        account: AccountId,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError>;
}

/// An account with its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub account: Account,
    /// Its password as a PHC string; `None` until one is set.
    pub password: Option<String>,
    /// Its second factor.
    pub second_factor: Option<SecondFactor>,
}

/// A second factor and what was used of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// What the phone and we share, as the service keeps it: sealed, or in base 32.
    pub key: String,
    /// The last code that was taken.
    pub used: TotpStep,
}

/// What becomes of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep<T> {
    /// It stays.
    AsItIs,
    /// It becomes this.
    Set(T),
    /// It is taken away.
    Remove,
}

/// Which sessions a change ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndSessions {
    /// None.
    None,
    /// All of the account.
    All,
    /// All but this one.
    AllBut(PassHash),
}

/// A change of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountWrite<'a> {
    /// The account; a new identifier for one that is to be made.
    pub id: AccountId,
    /// The version that the writer has seen; `None` for one that is to be made.
    pub expected: Option<u64>,
    /// Whose it is, all of it.
    pub person: &'a Person,
    /// The password, a PHC string. A new one ends links and known browsers.
    pub password: Keep<String>,
    /// The second factor.
    pub second_factor: Keep<SecondFactor>,
    /// What it ends.
    pub sessions: EndSessions,
    /// The link that allows it; the link of the first administrator holds only while there is no
    /// account.
    pub spends: Option<&'a PassHash>,
    /// A link to be made with it.
    pub issues: Option<&'a SetupLink>,
    /// What the log says of it, and when.
    pub log: &'a Logged,
}

/// An entry for the account log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// A new identifier.
    pub id: Ulid,
    /// When; milliseconds are kept.
    pub at: DateTime<Utc>,
    /// What was done.
    pub event: AccountEvent,
}

/// An entry of the account log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLogEntry {
    /// From 1, without gaps.
    pub number: u64,
    /// What was done, and when.
    pub logged: Logged,
}

/// What the check of the account log came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLogCheck {
    /// How many entries there are.
    pub entries: u64,
    /// The newest entry's hash, 64 hexadecimal digits; noted elsewhere, it proves later that
    /// nothing was cut off.
    pub newest_hash: Option<String>,
    /// The numbers of entries that were altered, or before or after which one was removed.
    pub altered: Vec<u64>,
}

impl AccountLogCheck {
    /// Whether nothing was found altered.
    pub fn is_intact(&self) -> bool {
        self.altered.is_empty()
    }
}
