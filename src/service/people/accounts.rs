//! Administrators keep accounts: who may sign in, as what, and where.

use std::collections::BTreeSet;

use super::{PeopleError, Registry, event, label};
use crate::domain::account::{
    Account, AccountAct, AccountName, AccountState, MAX_DISPLAY_NAME_CHARS, Person,
    person_differences,
};
use crate::domain::area::AreaCode;
use crate::domain::pass::{LINK, PassSecret, SetupLink};
use crate::domain::role::{AccountId, Actor, Role};
use crate::domain::text::tidy;
use crate::storage::{AccountLogEntry, AccountWrite, EndSessions, Keep, Logged};

/// The most areas, and the most units, that one person is given.
pub const MAX_GRANTS: usize = 500;

/// What is decided about somebody, apart from the name to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// What colleagues read.
    pub display_name: String,
    /// What they are.
    pub role: Role,
    /// The areas given to them.
    pub areas: BTreeSet<AreaCode>,
    /// The units given to them, by code.
    pub units: BTreeSet<String>,
    /// Whether they may sign in.
    pub state: AccountState,
}

/// Somebody who gets an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// What they sign in with, as it was typed.
    pub name: String,
    /// All else.
    pub facts: PersonFacts,
}

impl Registry<'_> {
    /// Every account, by name.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn accounts(&self) -> Result<Vec<Account>, PeopleError> {
        Ok(self.store.accounts().await?)
    }

    /// The account with this identifier.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn read_account(&self, id: AccountId) -> Result<Account, PeopleError> {
        self.account(id).await
    }

    /// The account with this name, as it was typed.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn account_named(&self, typed: &str) -> Result<Account, PeopleError> {
        let name: AccountName = typed.parse().map_err(|_| PeopleError::UnknownAccount)?;
        let found = self.store.credentials(&name).await?;
        found.map(|found| found.account).ok_or(PeopleError::UnknownAccount)
    }

    /// Makes an account without a password, and the secret of the link with which its owner sets
    /// one. It is told this once.
    ///
    /// # Errors
    /// What is wrong with the person.
    pub async fn add_account(
        &self,
        actor: &Actor,
        new: NewPerson,
    ) -> Result<(Account, PassSecret), PeopleError> {
        let person = self.person(new.name.parse()?, new.facts)?;
        let id = AccountId(self.clock.new_id());
        let (secret, link) = self.new_link(Some(id), LINK);
        let log = self.logged(crate::domain::account::AccountEvent {
            actor: actor.label(),
            act: AccountAct::Created,
            account: label(person.name.as_str(), id),
            details: vec![format!("role: {}", person.role.key())],
        });
        let write = AccountWrite { issues: Some(&link), ..changing(id, None, &person, &log) };
        Ok((self.store.write_account(&write).await?, secret))
    }

    /// Changes what is decided about somebody. With other rights their sessions end.
    ///
    /// # Errors
    /// What is wrong with it; [`PeopleError::Moved`] when `expected` is not the version any more.
    pub async fn change_account(
        &self,
        actor: &Actor,
        id: AccountId,
        expected: u64,
        facts: PersonFacts,
    ) -> Result<Account, PeopleError> {
        let before = self.living(id).await?;
        if before.version != expected {
            return Err(PeopleError::Moved(Box::new(before)));
        }
        let person = self.person(before.person.name.clone(), facts)?;
        let details = person_differences(&before.person, &person);
        if details.is_empty() {
            return Ok(before);
        }
        let mut event = event(actor, AccountAct::Changed, &before);
        event.details = details;
        let log = self.logged(event);
        let sessions = match person.has_other_rights_than(&before.person) {
            true => EndSessions::All,
            false => EndSessions::None,
        };
        let write = AccountWrite { sessions, ..changing(id, Some(expected), &person, &log) };
        Ok(self.store.write_account(&write).await?)
    }

    /// The secret of a new link with which somebody sets a password, also a forgotten one. The
    /// one that is set holds until then.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn new_setup_link(
        &self,
        actor: &Actor,
        id: AccountId,
    ) -> Result<(PassSecret, SetupLink), PeopleError> {
        let account = self.living(id).await?;
        let (secret, link) = self.new_link(Some(id), LINK);
        let log = self.logged(event(actor, AccountAct::SetupLinkMade, &account));
        self.store.add_setup_link(&link, &log).await?;
        Ok((secret, link))
    }

    /// Takes somebody's second factor away: the phone is lost. Their sessions end.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn reset_second_factor(
        &self,
        actor: &Actor,
        id: AccountId,
    ) -> Result<Account, PeopleError> {
        let account = self.living(id).await?;
        let log = self.logged(event(actor, AccountAct::SecondFactorRemoved, &account));
        let write = AccountWrite {
            second_factor: Keep::Remove,
            sessions: EndSessions::All,
            ..changing(id, Some(account.version), &account.person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// Ends all sessions of somebody, in every browser.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn sign_out_everywhere(
        &self,
        actor: &Actor,
        id: AccountId,
    ) -> Result<(), PeopleError> {
        let account = self.living(id).await?;
        let log = self.logged(event(actor, AccountAct::SignedOutEverywhere, &account));
        Ok(self.store.end_sessions(id, &log).await?)
    }

    /// What was done to accounts before entry `before`, newest first.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn account_events(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccountLogEntry>, PeopleError> {
        Ok(self.store.account_events(before, limit).await?)
    }

    /// A new link and its secret.
    pub(super) fn new_link(
        &self,
        account: Option<AccountId>,
        holds: chrono::TimeDelta,
    ) -> (PassSecret, SetupLink) {
        let secret = self.new_secret();
        let expires_at = self.now() + holds;
        let link = SetupLink { hash: secret.hash(), account, expires_at };
        (secret, link)
    }

    /// Somebody as they are kept, once it is known that the district has what they are given.
    pub(super) fn person(
        &self,
        name: AccountName,
        facts: PersonFacts,
    ) -> Result<Person, PeopleError> {
        let display_name = tidy(&facts.display_name);
        if !(1..=MAX_DISPLAY_NAME_CHARS).contains(&display_name.chars().count()) {
            return Err(PeopleError::DisplayName);
        }
        let PersonFacts { role, areas, units, state, .. } = facts;
        if let Some(code) = areas.iter().find(|code| self.areas.get(code).is_none()) {
            return Err(PeopleError::UnknownArea(code.to_string()));
        }
        let is_known = |code: &String| self.units.iter().any(|unit| unit.code == *code);
        if let Some(code) = units.iter().find(|code| !is_known(code)) {
            return Err(PeopleError::UnknownUnit(code.clone()));
        }
        Ok(Person { name, display_name, role, areas, units, state })
    }
}

/// A write that changes no secret and ends nothing.
pub(super) fn changing<'a>(
    id: AccountId,
    expected: Option<u64>,
    person: &'a Person,
    log: &'a Logged,
) -> AccountWrite<'a> {
    AccountWrite {
        id,
        expected,
        person,
        password: Keep::AsItIs,
        second_factor: Keep::AsItIs,
        sessions: EndSessions::None,
        spends: None,
        issues: None,
        log,
    }
}
