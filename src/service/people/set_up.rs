//! Somebody sets a password with a link that was made for them: the first administrator at the
//! first start, everybody else when they got an account or have forgotten their password.

use super::accounts::{PersonFacts, changing};
use super::{PeopleError, Registry, label};
use crate::domain::account::{Account, AccountAct, AccountEvent, AccountState};
use crate::domain::pass::{FIRST_LINK, PassSecret, SetupLink};
use crate::domain::password::Password;
use crate::domain::role::{AccountId, Role};
use crate::storage::{AccountWrite, EndSessions, Keep};

/// The first administrator, who chooses how to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPerson {
    /// What they will sign in with, as it was typed.
    pub name: String,
    /// What colleagues read.
    pub display_name: String,
}

/// For whom a link is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFor {
    /// For the first administrator, who must be named.
    FirstAdministrator,
    /// For the owner of an account.
    Owner(Box<Account>),
}

impl Registry<'_> {
    /// The secret of a link for the first administrator, as long as there is no account at all.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn first_link(&self) -> Result<Option<PassSecret>, PeopleError> {
        if !self.store.accounts().await?.is_empty() {
            return Ok(None);
        }
        let (secret, link) = self.new_link(None, FIRST_LINK);
        let log = self.logged(AccountEvent {
            actor: "system".to_owned(),
            act: AccountAct::SetupLinkMade,
            account: String::new(),
            details: Vec::new(),
        });
        self.store.add_setup_link(&link, &log).await?;
        Ok(Some(secret))
    }

    /// For whom a link is, while it holds.
    ///
    /// # Errors
    /// [`PeopleError::LinkSpent`].
    pub async fn read_setup_link(
        &self,
        secret: &PassSecret,
    ) -> Result<(SetupLink, LinkFor), PeopleError> {
        let link = self.store.setup_link(&secret.hash()).await?.ok_or(PeopleError::LinkSpent)?;
        if link.expires_at <= self.now() {
            return Err(PeopleError::LinkSpent);
        }
        let whose = match link.account {
            Some(id) => LinkFor::Owner(Box::new(self.account(id).await?)),
            None if self.store.accounts().await?.is_empty() => LinkFor::FirstAdministrator,
            None => return Err(PeopleError::LinkSpent),
        };
        Ok((link, whose))
    }

    /// Sets a password with a link, and spends the link. `first` is who the first administrator
    /// wants to be, and is not looked at when the link is for an account.
    ///
    /// # Errors
    /// [`PeopleError::LinkSpent`], or what is wrong with name or password; then the link holds on.
    pub async fn set_up(
        &self,
        secret: &PassSecret,
        first: FirstPerson,
        password: &Password,
    ) -> Result<Account, PeopleError> {
        let (link, whose) = self.read_setup_link(secret).await?;
        let (id, expected, person) = match whose {
            LinkFor::Owner(account) => (account.id, Some(account.version), account.person),
            LinkFor::FirstAdministrator => {
                let facts = PersonFacts {
                    display_name: first.display_name,
                    role: Role::DistrictAdministrator,
                    areas: [].into(),
                    units: [].into(),
                    state: AccountState::Active,
                };
                let person = self.person(first.name.parse()?, facts)?;
                (AccountId(self.clock.new_id()), None, person)
            }
        };
        password.check(&person)?;
        let hash = self.hashed(password).await?;
        let account = label(person.name.as_str(), id);
        let act = if expected.is_some() { AccountAct::PasswordSet } else { AccountAct::Created };
        let log =
            self.logged(AccountEvent { actor: account.clone(), act, account, details: Vec::new() });
        let write = AccountWrite {
            password: Keep::Set(hash),
            sessions: EndSessions::All,
            spends: Some(&link.hash),
            ..changing(id, expected, &person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// The hash under which a password is kept.
    pub(super) async fn hashed(&self, password: &Password) -> Result<String, PeopleError> {
        let mut salt = [0; 16];
        salt.copy_from_slice(&self.clock.new_key()[..16]);
        self.hashing.hash(password, salt).await
    }
}
