//! Tokens with which programs of somebody come in.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ulid::Ulid;

use super::{PeopleError, Registry, event};
use crate::domain::account::AccountAct;
use crate::domain::pass::{ApiToken, LONGEST_TOKEN, MAX_TOKEN_NAME_CHARS, PassSecret};
use crate::domain::role::{AccountId, Actor, Scope};
use crate::domain::text::tidy;

/// A token that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    /// What it is for.
    pub scopes: BTreeSet<Scope>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl Registry<'_> {
    /// The tokens of an account, the newest first, those that are over too.
    ///
    /// # Errors
    /// [`PeopleError::UnknownAccount`].
    pub async fn tokens(&self, account: AccountId) -> Result<Vec<ApiToken>, PeopleError> {
        self.account(account).await?;
        Ok(self.store.tokens(account).await?)
    }

    /// Makes a token of one's own. Its secret is told this once.
    ///
    /// # Errors
    /// What is wrong with name, scopes or end.
    pub async fn add_token(
        &self,
        actor: &Actor,
        new: NewToken,
    ) -> Result<(ApiToken, PassSecret), PeopleError> {
        let account = self.account(actor.account).await?;
        let (now, name) = (self.now(), tidy(&new.name));
        if !(1..=MAX_TOKEN_NAME_CHARS).contains(&name.chars().count()) {
            return Err(PeopleError::TokenName);
        }
        if new.scopes.is_empty() {
            return Err(PeopleError::NoScope);
        }
        if new.expires_at <= now || new.expires_at - now > LONGEST_TOKEN {
            return Err(PeopleError::TokenEnd);
        }
        let secret = self.new_secret();
        let token = ApiToken {
            id: self.clock.new_id(),
            account: account.id,
            name,
            prefix: secret.token_prefix(),
            scopes: new.scopes,
            created_at: now,
            expires_at: new.expires_at,
            used_at: None,
            revoked_at: None,
        };
        let mut event = event(actor, AccountAct::TokenMade, &account);
        event.details = vec![format!("token: {}", token.id), scopes_told(&token.scopes)];
        self.store.add_token(&secret.hash(), &token, &self.logged(event)).await?;
        Ok((token, secret))
    }

    /// Ends a token for good.
    ///
    /// # Errors
    /// [`PeopleError::UnknownToken`] when there is none of this account that holds.
    pub async fn revoke_token(
        &self,
        actor: &Actor,
        owner: AccountId,
        token: Ulid,
    ) -> Result<(), PeopleError> {
        let account = self.account(owner).await?;
        let mut event = event(actor, AccountAct::TokenRevoked, &account);
        event.details = vec![format!("token: {token}")];
        match self.store.revoke_token(owner, token, &self.logged(event)).await? {
            true => Ok(()),
            false => Err(PeopleError::UnknownToken),
        }
    }
}

fn scopes_told(scopes: &BTreeSet<Scope>) -> String {
    let keys: Vec<&str> = scopes.iter().map(|scope| scope.key()).collect();
    format!("scopes: {}", keys.join(" "))
}
