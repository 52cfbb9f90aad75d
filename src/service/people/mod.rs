//! Who works here: what people do with their own accounts, and administrators with others'.

mod accounts;
mod authenticate;
mod erase;
mod error;
mod hashing;
mod own_account;
mod sealing;
mod set_up;
mod sign_in;
mod tokens;

use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, Utc};

use crate::clock::Clock;
use crate::domain::account::{Account, AccountAct, AccountEvent};
use crate::domain::area::{Areas, Unit};
use crate::domain::pass::PassSecret;
use crate::domain::role::{AccountId, Actor};
use crate::storage::{Logged, Store};

pub use accounts::{MAX_GRANTS, NewPerson, PersonFacts};
pub use authenticate::Entered;
pub use error::PeopleError;
pub use hashing::Hashing;
pub use sealing::{SealError, Sealing};
pub use set_up::{FirstPerson, LinkFor};
pub use sign_in::{From, SignIn, SignedIn};
pub use tokens::NewToken;

/// The desk at which accounts are kept.
#[derive(Clone)]
pub struct Registry<'a> {
    /// Where they are kept.
    pub store: &'a dyn Store,
    /// Tells the time and makes secrets.
    pub clock: &'a dyn Clock,
    /// Hashes passwords.
    pub hashing: &'a Hashing,
    /// Seals the keys of second factors.
    pub sealing: &'a Sealing,
    /// The areas that can be given to people.
    pub areas: Arc<Areas>,
    /// The units that can be given to people.
    pub units: Arc<[Unit]>,
}

impl Registry<'_> {
    /// The present instant as it is kept: to the millisecond.
    fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(3)
    }

    /// A new secret that lets somebody in.
    fn new_secret(&self) -> PassSecret {
        PassSecret::from_random(self.clock.new_key())
    }

    /// An entry for the account log, now.
    fn logged(&self, event: AccountEvent) -> Logged {
        Logged { id: self.clock.new_id(), at: self.now(), event }
    }

    async fn account(&self, id: AccountId) -> Result<Account, PeopleError> {
        self.store.account(id).await?.ok_or(PeopleError::UnknownAccount)
    }
}

/// Something that was done to an account or with it.
fn event(actor: &Actor, act: AccountAct, account: &Account) -> AccountEvent {
    let account = label(account.person.name.as_str(), account.id);
    AccountEvent { actor: actor.label(), act, account, details: Vec::new() }
}

/// How the log names an account.
fn label(name: &str, id: AccountId) -> String {
    format!("{name}@{id}")
}

/// Seconds until then, at least one.
fn seconds_until(then: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    // A started second is a second.
    u64::try_from((then - now).num_milliseconds()).unwrap_or(0).div_ceil(1000).max(1)
}
