//! Personal data put out on request, in the store: what is left is a stub.

use async_trait::async_trait;
use ulid::Ulid;

use crate::domain::account::{Account, Person};
use crate::domain::role::AccountId;

use super::StoreError;
use super::people::Logged;

/// The part of the store that forgets people. As in [`super::Store`], every method is one
/// transaction.
///
/// What is put out is gone from this database; backups keep it for as long as they are kept.
/// Entries of the logs in which a name stood keep their places and their hashes, and
/// [`super::Store::verify_audit`] knows how they read since.
#[async_trait]
pub trait Erasures: Send + Sync {
    /// Makes a stub of an account: nobody enters with it any more, and its name is put out
    /// wherever it stands, in the logs too.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], [`StoreError::AccountMoved`] or
    /// [`StoreError::LastAdministrator`].
    async fn erase_account(&self, erasure: &AccountErasure<'_>) -> Result<Account, StoreError>;

    /// Puts out what a report said: its words, the place that it named, its photo. That there was
    /// a report, of what kind, and what became of it, stays. Whether there was something to put
    /// out.
    async fn erase_report(&self, id: Ulid, log: &Logged) -> Result<bool, StoreError>;
}

/// An account that is to be put out.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountErasure<'a> {
    /// Which.
    pub id: AccountId,
    /// The version that was seen.
    pub expected: u64,
    /// How the logs name it: `name@identifier`.
    pub label: String,
    /// How they name it from now on.
    pub stub_label: String,
    /// What is left of its owner.
    pub stub: &'a Person,
    /// What the account log says of it; how much was put out is added to its details.
    pub log: &'a Logged,
}
