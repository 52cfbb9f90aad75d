//! People look after their own accounts: password, second factor, sessions.
//!
//! What would let somebody keep an account that is not theirs asks for the password again, and
//! wrong ones are counted as at the door.

use super::accounts::changing;
use super::sign_in::try_key;
use super::{PeopleError, Registry, event};
use crate::domain::account::{Account, AccountAct};
use crate::domain::pass::{PassHash, Session};
use crate::domain::password::Password;
use crate::domain::role::{AccountId, Actor};
use crate::domain::second_factor::{KEY_BYTES, TotpKey};
use crate::domain::sign_in_delay::PER_CLIENT;
use crate::storage::{AccountWrite, EndSessions, Keep, SecondFactor};

impl Registry<'_> {
    /// Changes one's own password. Sessions in other browsers end.
    ///
    /// # Errors
    /// [`PeopleError::WrongPassword`], [`PeopleError::Weak`], or [`PeopleError::Wait`].
    pub async fn change_password(
        &self,
        actor: &Actor,
        session: &PassHash,
        old: &Password,
        new: &Password,
    ) -> Result<Account, PeopleError> {
        let account = self.asked_again(actor, old).await?;
        new.check(&account.person)?;
        let hash = self.hashed(new).await?;
        let log = self.logged(event(actor, AccountAct::PasswordChanged, &account));
        let write = AccountWrite {
            password: Keep::Set(hash),
            sessions: EndSessions::AllBut(session.clone()),
            ..changing(account.id, Some(account.version), &account.person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// A new key for an authenticator app. It is not kept until a code of it was typed.
    pub fn new_totp_key(&self) -> TotpKey {
        let mut bytes = [0; KEY_BYTES];
        bytes.copy_from_slice(&self.clock.new_key()[..KEY_BYTES]);
        TotpKey::from_random(bytes)
    }

    /// From now on a code of this key is needed to sign in. Sessions in other browsers end.
    ///
    /// # Errors
    /// [`PeopleError::WrongPassword`] or [`PeopleError::WrongCode`].
    pub async fn set_second_factor(
        &self,
        actor: &Actor,
        session: &PassHash,
        password: &Password,
        key: TotpKey,
        code: &str,
    ) -> Result<Account, PeopleError> {
        let account = self.asked_again(actor, password).await?;
        let used = key.step_of(code, self.now()).ok_or(PeopleError::WrongCode)?;
        let log = self.logged(event(actor, AccountAct::SecondFactorSet, &account));
        let write = AccountWrite {
            second_factor: Keep::Set(SecondFactor { key: self.sealed(&key, account.id), used }),
            sessions: EndSessions::AllBut(session.clone()),
            ..changing(account.id, Some(account.version), &account.person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// The text under which the key of an account's second factor is kept.
    fn sealed(&self, key: &TotpKey, account: AccountId) -> String {
        self.sealing.seal(key, account, self.clock.new_key())
    }

    /// Seals every second factor that was kept before there was a key; tells how many.
    ///
    /// # Errors
    /// [`PeopleError::Sealed`] when one was sealed with another key, or whatever the store says.
    pub async fn seal_what_is_not(&self) -> Result<usize, PeopleError> {
        let mut sealed = 0;
        for (account, kept) in self.store.factor_keys().await? {
            let key = self.sealing.open(&kept, account)?;
            if self.sealing.is_wanting(&kept) {
                let now = self.sealed(&key, account);
                sealed += usize::from(self.store.reseal_factor(account, &kept, &now).await?);
            }
        }
        Ok(sealed)
    }

    /// From now on the password is enough.
    ///
    /// # Errors
    /// [`PeopleError::WrongPassword`].
    pub async fn remove_second_factor(
        &self,
        actor: &Actor,
        password: &Password,
    ) -> Result<Account, PeopleError> {
        let account = self.asked_again(actor, password).await?;
        let log = self.logged(event(actor, AccountAct::SecondFactorRemoved, &account));
        let write = AccountWrite {
            second_factor: Keep::Remove,
            ..changing(account.id, Some(account.version), &account.person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// Where one is signed in, the newest session first.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, PeopleError> {
        let now = self.now();
        let mut sessions = self.store.sessions(account).await?;
        sessions.retain(|session| session.holds(now));
        Ok(sessions)
    }

    /// Sets a password on the command line, by who may read the database anyway. All sessions
    /// end.
    ///
    /// # Errors
    /// [`PeopleError::Weak`].
    pub async fn set_password(
        &self,
        actor: &Actor,
        id: AccountId,
        new: &Password,
    ) -> Result<Account, PeopleError> {
        let account = self.living(id).await?;
        new.check(&account.person)?;
        let hash = self.hashed(new).await?;
        let log = self.logged(event(actor, AccountAct::PasswordSet, &account));
        let write = AccountWrite {
            password: Keep::Set(hash),
            sessions: EndSessions::All,
            ..changing(account.id, Some(account.version), &account.person, &log)
        };
        Ok(self.store.write_account(&write).await?)
    }

    /// One's own account, once the password was said again.
    async fn asked_again(
        &self,
        actor: &Actor,
        password: &Password,
    ) -> Result<Account, PeopleError> {
        let key = try_key("again", &actor.account.to_string(), "", PER_CLIENT);
        self.count(std::slice::from_ref(&key)).await?;
        let account = self.account(actor.account).await?;
        let found = self.store.credentials(&account.person.name).await?;
        let hash = found.and_then(|found| found.password);
        if !self.hashing.is_right(password, hash.as_deref()).await? {
            return Err(PeopleError::WrongPassword);
        }
        self.store.forgive_tries(&key.key).await?;
        Ok(account)
    }
}
