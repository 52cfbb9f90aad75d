//! An administrator puts out who somebody was, because they ask for it.

use super::{PeopleError, Registry, event, label};
use crate::domain::account::{Account, AccountAct, AccountState};
use crate::domain::role::{AccountId, Actor};
use crate::storage::AccountErasure;

impl Registry<'_> {
    /// Leaves a stub of an account: its names are gone, from the logs too, its sessions and tokens
    /// end, and nobody enters with it again. What its owner did stays, under the stub's name.
    /// `reason` is told in the account log.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`] also when it was erased before; [`PeopleError::OwnAccount`]
    /// when the actor means the own one; [`PeopleError::Moved`] when `expected` is not the version
    /// any more; [`PeopleError::LastAdministrator`].
    pub async fn erase_account(
        &self,
        actor: &Actor,
        id: AccountId,
        expected: u64,
        reason: &str,
    ) -> Result<Account, PeopleError> {
        if actor.account == id {
            return Err(PeopleError::OwnAccount);
        }
        let before = self.living(id).await?;
        let stub = before.person.stub(id);
        let mut event = event(actor, AccountAct::Erased, &before);
        event.account = label(stub.name.as_str(), id);
        event.details.extend((!reason.is_empty()).then(|| format!("reason: {reason}")));
        let log = self.logged(event);
        let erasure = AccountErasure {
            id,
            expected,
            label: label(before.person.name.as_str(), id),
            stub_label: label(stub.name.as_str(), id),
            stub: &stub,
            log: &log,
        };
        Ok(self.store.erase_account(&erasure).await?)
    }

    /// An account that is no stub.
    pub(super) async fn living(&self, id: AccountId) -> Result<Account, PeopleError> {
        let account = self.account(id).await?;
        match account.person.state {
            AccountState::Erased => Err(PeopleError::UnknownAccount),
            AccountState::Active | AccountState::Locked => Ok(account),
        }
    }
}
