//! Why somebody was not let in, or an account not changed.

use thiserror::Error;

use super::sealing::SealError;
use crate::domain::account::{Account, InvalidAccountName};
use crate::domain::password::WeakPassword;
use crate::domain::role::Forbidden;
use crate::storage::StoreError;

/// Why somebody was not let in, or an account not changed. Nothing was changed then.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// Name and password do not belong together. It is not told which of them is wrong.
    #[error("wrong name or password")]
    WrongNameOrPassword,
    /// The password was right, and a code of the second factor is needed too.
    #[error("a code of the second factor is needed")]
    CodeNeeded,
    /// The code of the second factor is wrong, too old, or was used before.
    #[error("the code is wrong or was used before: wait for the next one")]
    WrongCode,
    /// The password that must be said again is wrong.
    #[error("wrong password")]
    WrongPassword,
    /// An administrator has locked the account.
    #[error("the account is locked")]
    Locked,
    /// Too many tries in vain.
    #[error("too many tries: wait {retry_after_s} s")]
    Wait {
        /// Until another try is looked at, seconds.
        retry_after_s: u64,
    },
    /// Too many passwords are being looked at.
    #[error("too many sign in at once")]
    Busy,
    /// No session and no token, or one that is over.
    #[error("not signed in")]
    NotSignedIn,
    /// The person may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The password cannot be taken.
    #[error("this password cannot be taken: {0}")]
    Weak(#[from] WeakPassword),
    /// The name cannot be taken.
    #[error(transparent)]
    Name(#[from] InvalidAccountName),
    /// The name is another's.
    #[error("the name is taken: choose another")]
    NameTaken,
    /// Nobody erases the account with which they do it.
    #[error("this is your own account: ask another administrator")]
    OwnAccount,
    /// The name to be shown is empty or endless.
    #[error("the name that colleagues read has 1 to 40 characters")]
    DisplayName,
    /// The district has no such area.
    #[error("there is no area {0}")]
    UnknownArea(String),
    /// The district has no such unit.
    #[error("there is no unit {0}")]
    UnknownUnit(String),
    /// There is no such account.
    #[error("there is no such account")]
    UnknownAccount,
    /// Somebody else has changed the account meanwhile.
    #[error("the account was changed meanwhile: look at it and try again")]
    Moved(Box<Account>),
    /// Nobody would be left who can let others in.
    #[error("this is the last district administrator: make another one first")]
    LastAdministrator,
    /// The link does not hold any more.
    #[error("this link was used before or has expired: ask for a new one")]
    LinkSpent,
    /// There is no such token.
    #[error("there is no such token")]
    UnknownToken,
    /// The token's name is empty or endless.
    #[error("a token's name has 1 to 60 characters")]
    TokenName,
    /// The token would be for nothing.
    #[error("a token needs a scope at least")]
    NoScope,
    /// The token would end in the past or too late.
    #[error("a token ends later than now and within a year")]
    TokenEnd,
    /// The store.
    #[error(transparent)]
    Store(StoreError),
    /// A second factor cannot be read.
    #[error(transparent)]
    Sealed(#[from] SealError),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NameTaken { .. } => Self::NameTaken,
            StoreError::NoSuchAccount => Self::UnknownAccount,
            StoreError::AccountMoved { current, .. } => Self::Moved(current),
            StoreError::LastAdministrator => Self::LastAdministrator,
            StoreError::LinkSpent => Self::LinkSpent,
            StoreError::CodeUsed => Self::WrongCode,
            other => Self::Store(other),
        }
    }
}
