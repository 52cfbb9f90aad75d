//! Whose request it is.

use chrono::{DateTime, TimeDelta, Utc};

use super::{PeopleError, Registry};
use crate::domain::account::{Account, AccountState};
use crate::domain::pass::{PassHash, PassSecret};
use crate::domain::role::{Actor, Through};

/// Use is noted this often at most, so that not every request writes.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Somebody whose session or token holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Who.
    pub actor: Actor,
    /// Their account.
    pub account: Account,
    /// The session, unless they came with a token.
    pub session: Option<PassHash>,
    /// When session or token are over.
    pub ends_at: DateTime<Utc>,
}

impl Registry<'_> {
    /// Who has this session.
    ///
    /// # Errors
    /// [`PeopleError::NotSignedIn`], for whatever reason.
    pub async fn enter_with_session(&self, secret: &PassSecret) -> Result<Entered, PeopleError> {
        let now = self.now();
        let found = self.store.session(&secret.hash()).await?;
        let (session, account) = found
            .filter(|(session, account)| session.holds(now) && may_enter(account))
            .ok_or(PeopleError::NotSignedIn)?;
        if now - session.seen_at >= NOTED_EVERY {
            self.store.touch_session(&session.hash, now).await?;
        }
        let actor = actor_of(&account, Through::Console);
        Ok(Entered { actor, account, session: Some(session.hash), ends_at: session.ends_at })
    }

    /// Who has this token.
    ///
    /// # Errors
    /// [`PeopleError::NotSignedIn`], for whatever reason.
    pub async fn enter_with_token(&self, secret: &PassSecret) -> Result<Entered, PeopleError> {
        let now = self.now();
        let found = self.store.token(&secret.hash()).await?;
        let (token, account) = found
            .filter(|(token, account)| token.holds(now) && may_enter(account))
            .ok_or(PeopleError::NotSignedIn)?;
        if token.used_at.is_none_or(|used_at| now - used_at >= NOTED_EVERY) {
            self.store.touch_token(token.id, now).await?;
        }
        let through = Through::Api { token: token.id, scopes: token.scopes };
        let actor = actor_of(&account, through);
        Ok(Entered { actor, account, session: None, ends_at: token.expires_at })
    }

    /// Ends the session of one browser.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn sign_out(&self, session: &PassHash) -> Result<(), PeopleError> {
        Ok(self.store.end_session(session).await?)
    }
}

fn may_enter(account: &Account) -> bool {
    account.person.state == AccountState::Active
}

/// The owner of an account, as who acts.
pub(super) fn actor_of(account: &Account, through: Through) -> Actor {
    let person = &account.person;
    Actor {
        account: account.id,
        name: person.name.to_string(),
        role: person.role,
        areas: person.areas.clone(),
        units: person.units.clone(),
        through,
    }
}
