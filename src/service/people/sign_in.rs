//! Somebody signs in.

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::authenticate::actor_of;
use super::{PeopleError, Registry, event, seconds_until};
use crate::domain::account::{Account, AccountAct, AccountName, AccountState};
use crate::domain::pass::{DEVICE_KNOWN, LONGEST_SESSION, PassSecret, Session};
use crate::domain::password::Password;
use crate::domain::role::{Actor, Through};
use crate::domain::second_factor::TotpStep;
use crate::domain::sign_in_delay::{FROM_ANYWHERE, PER_CLIENT};
use crate::storage::{Credentials, Opening, TryKey};

/// The longest part of a browser's own name that is kept, characters.
const AGENT_CHARS: usize = 120;

/// What somebody says who wants to sign in.
#[derive(Debug)]
pub struct SignIn<'a> {
    /// The name, as it was typed.
    pub name: &'a str,
    /// The password.
    pub password: &'a Password,
    /// The code of the second factor, if one was typed.
    pub code: Option<&'a str>,
    /// From where.
    pub from: From<'a>,
}

/// From where somebody signs in.
#[derive(Debug)]
pub struct From<'a> {
    /// The address or network of the client, for counting tries; only a hash of it is kept.
    pub client: &'a str,
    /// The network, as it may be shown.
    pub network: String,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The cookie by which the browser is known, if it is.
    pub device: Option<PassSecret>,
    /// The session that the browser has.
    pub session: Option<PassSecret>,
}

/// Somebody who has signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The secret of the new session.
    pub session: PassSecret,
    /// The cookie by which the browser is known from now on.
    pub device: PassSecret,
    /// Who it is.
    pub actor: Actor,
    /// Their account.
    pub account: Account,
    /// When the session is over.
    pub ends_at: DateTime<Utc>,
}

/// Under what a try was counted.
struct Counted {
    keys: Vec<TryKey>,
    /// Whether the person has signed in before in this browser.
    device_is_known: bool,
}

impl Registry<'_> {
    /// Lets somebody in whose name, password and code are right.
    ///
    /// An unknown name takes as long as a known one, and is answered and counted as one.
    ///
    /// # Errors
    /// [`PeopleError::WrongNameOrPassword`], [`PeopleError::Locked`], [`PeopleError::CodeNeeded`],
    /// [`PeopleError::WrongCode`], [`PeopleError::Wait`] or [`PeopleError::Busy`].
    pub async fn sign_in(&self, said: SignIn<'_>) -> Result<SignedIn, PeopleError> {
        let network = said.from.network.clone();
        let tried = self.try_to_sign_in(said).await;
        tried.inspect_err(|error| tracing::info!(network, %error, "a sign-in was refused"))
    }

    async fn try_to_sign_in(&self, said: SignIn<'_>) -> Result<SignedIn, PeopleError> {
        let name = said.name.parse::<AccountName>().ok();
        let found = match &name {
            Some(name) => self.store.credentials(name).await?,
            None => None,
        };
        let counted = self.counted(&said, name.as_ref(), found.as_ref()).await?;
        let hash = found.as_ref().and_then(|found| found.password.as_deref());
        let is_right = self.hashing.is_right(said.password, hash).await?;
        let found = found.filter(|_| is_right).ok_or(PeopleError::WrongNameOrPassword)?;
        if found.account.person.state == AccountState::Locked {
            return Err(PeopleError::Locked);
        }
        let code = self.code_typed(&said, &found)?;
        self.let_in(said, found.account, code, &counted).await
    }

    /// Counts the try, or tells how long to wait.
    async fn counted(
        &self,
        said: &SignIn<'_>,
        name: Option<&AccountName>,
        found: Option<&Credentials>,
    ) -> Result<Counted, PeopleError> {
        let now = self.now();
        let name = name.map_or(said.name, AccountName::as_str);
        let device = match (&said.from.device, found) {
            (Some(device), Some(found)) => {
                let (hash, id) = (device.hash(), found.account.id);
                self.store.knows_device(&hash, id, now).await?.then_some(hash)
            }
            _ => None,
        };
        let device_is_known = device.is_some();
        let keys = match device {
            Some(device) => vec![try_key("device", name, device.as_str(), PER_CLIENT)],
            None => vec![
                try_key("client", name, said.from.client, PER_CLIENT),
                try_key("anywhere", name, "", FROM_ANYWHERE),
            ],
        };
        self.count(&keys).await?;
        Ok(Counted { keys, device_is_known })
    }

    /// Counts a try under keys, or tells how long to wait.
    pub(super) async fn count(&self, keys: &[TryKey]) -> Result<(), PeopleError> {
        let now = self.now();
        match self.store.count_try(keys, now).await? {
            None => Ok(()),
            Some(until) => Err(PeopleError::Wait { retry_after_s: seconds_until(until, now) }),
        }
    }

    /// The number of the code that was typed, when one is needed.
    fn code_typed(
        &self,
        said: &SignIn<'_>,
        found: &Credentials,
    ) -> Result<Option<TotpStep>, PeopleError> {
        let Some(factor) = &found.second_factor else { return Ok(None) };
        let code = said.code.ok_or(PeopleError::CodeNeeded)?;
        let key = self.sealing.open(&factor.key, found.account.id)?;
        let step = key.step_of(code, self.now()).ok_or(PeopleError::WrongCode)?;
        if step <= factor.used { Err(PeopleError::WrongCode) } else { Ok(Some(step)) }
    }

    async fn let_in(
        &self,
        said: SignIn<'_>,
        account: Account,
        code: Option<TotpStep>,
        counted: &Counted,
    ) -> Result<SignedIn, PeopleError> {
        let now = self.now();
        let secret = self.new_secret();
        let session = Session {
            hash: secret.hash(),
            account: account.id,
            created_at: now,
            seen_at: now,
            ends_at: now + LONGEST_SESSION,
            client: said.from.network,
            agent: said.from.agent.chars().take(AGENT_CHARS).collect(),
        };
        let actor = actor_of(&account, Through::Console);
        let log = self.logged(event(&actor, AccountAct::SignedIn, &account));
        let replaced = said.from.session.map(|session| session.hash());
        // A browser that is known keeps its cookie; a cookie that is not ours is never believed.
        let known = said.from.device.filter(|_| counted.device_is_known);
        let device = known.unwrap_or_else(|| self.new_secret());
        let device_hash = device.hash();
        let key_at = |at: usize| counted.keys.get(at).map(|key| key.key.as_str());
        let opening = Opening {
            session: &session,
            version: account.version,
            code,
            replaces: replaced.as_ref(),
            device: (&device_hash, now + DEVICE_KNOWN),
            forgives: key_at(0).unwrap_or(""),
            takes_back: key_at(1),
            log: &log,
        };
        self.store.open_session(&opening).await?;
        Ok(SignedIn { session: secret, device, actor, account, ends_at: session.ends_at })
    }
}

/// A key that tells nothing of whom and whence it is.
pub(super) fn try_key(
    kind: &str,
    name: &str,
    whence: &str,
    rule: crate::domain::sign_in_delay::DelayRule,
) -> TryKey {
    let mut hasher = Sha256::new();
    for part in ["yizhan try 1", kind, name, whence] {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
    let key = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    TryKey { key, rule }
}
