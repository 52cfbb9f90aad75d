//! What lets somebody in once the password was asked: a session, a token, a set-up link, a
//! browser that is known.
//!
//! Each is a secret of 256 random bits that only its holder has. We keep a hash of it, so that
//! who reads the database gets in nowhere; a slow hash is not needed for what nobody can guess.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use ulid::Ulid;

use super::role::{AccountId, Scope};

/// A session that is not used for so long is over.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session is over after so long, however much it is used.
pub const LONGEST_SESSION: TimeDelta = TimeDelta::hours(12);
/// A browser in which somebody has signed in is known for so long.
pub const DEVICE_KNOWN: TimeDelta = TimeDelta::days(90);
/// The link for the first administrator holds so long.
pub const FIRST_LINK: TimeDelta = TimeDelta::hours(24);
/// A link for somebody to set a password holds so long: over a weekend.
pub const LINK: TimeDelta = TimeDelta::hours(72);
/// A token may be made for so long at most.
pub const LONGEST_TOKEN: TimeDelta = TimeDelta::days(366);
/// The longest name of a token, characters.
pub const MAX_TOKEN_NAME_CHARS: usize = 60;

/// What every token begins with, so that people and scanners of secrets recognise one.
const TOKEN_PREFIX: &str = "yizhan_";
/// How much of a token is kept readable.
const SHOWN_CHARS: usize = TOKEN_PREFIX.len() + 6;

/// 256 random bits that let somebody in.
#[derive(Clone, PartialEq, Eq)]
pub struct PassSecret([u8; 32]);

/// What is kept of a secret: SHA-256, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassHash(String);

impl PassSecret {
    /// The secret of these random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// As it is handed out: 43 letters, digits, hyphens and underscores.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// As a token for programs is handed out.
    pub fn token_text(&self) -> String {
        format!("{TOKEN_PREFIX}{}", self.text())
    }

    /// What is shown of a token later.
    pub fn token_prefix(&self) -> String {
        self.token_text().chars().take(SHOWN_CHARS).collect()
    }

    /// What was handed out; `None` when it cannot be one of ours.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// A token as it was handed out.
    pub fn from_token_text(text: &str) -> Option<Self> {
        Self::from_text(text.strip_prefix(TOKEN_PREFIX)?)
    }

    /// What is kept of it.
    pub fn hash(&self) -> PassHash {
        PassHash(hex(&Sha256::digest(self.0)))
    }

    /// What a page of ours must say beside the session's cookie to be believed: it can be read
    /// by our pages only, and tells nothing of the session.
    pub fn csrf(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"yizhan csrf 1");
        hasher.update(self.0);
        URL_SAFE_NO_PAD.encode(hasher.finalize())
    }

    /// Whether it was said, compared in a time that tells nothing.
    pub fn csrf_is(&self, said: &str) -> bool {
        self.csrf().as_bytes().ct_eq(said.as_bytes()).into()
    }
}

impl fmt::Debug for PassSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassSecret(…)")
    }
}

impl PassHash {
    /// The hash as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A hash that was kept.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Somebody who is signed in in one browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What is kept of its secret.
    pub hash: PassHash,
    /// Whose it is.
    pub account: AccountId,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it is over, used or not.
    pub ends_at: DateTime<Utc>,
    /// The network from which it was opened, e.g. `203.0.113.0/24`.
    pub client: String,
    /// What the browser calls itself, shortened.
    pub agent: String,
}

impl Session {
    /// Whether it is not over.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at && now - self.seen_at < IDLE
    }
}

/// A token for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identifier.
    pub id: Ulid,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// How it begins.
    pub prefix: String,
    /// What it is for.
    pub scopes: BTreeSet<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ApiToken {
    /// Whether it lets anybody in.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at && self.revoked_at.is_none()
    }
}

/// A link with which a password is set, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupLink {
    /// What is kept of its secret.
    pub hash: PassHash,
    /// For whom; `None` for the first administrator, who has no account yet.
    pub account: Option<AccountId>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A hash, in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_handed_out_and_only_its_hash_is_kept() {
        let secret = PassSecret::from_random([0xfb; 32]);
        assert_eq!(secret.text().len(), 43);
        assert_eq!(PassSecret::from_text(&secret.text()).as_ref(), Some(&secret));
        assert_eq!(PassSecret::from_token_text(&secret.token_text()).as_ref(), Some(&secret));
        assert_eq!(secret.token_prefix(), "yizhan_-_v7-_");
        for text in ["", "x", &secret.token_text(), &format!("{}A", secret.text()), "驿站"] {
            assert_eq!(PassSecret::from_text(text), None, "{text}");
        }
        assert_eq!(PassSecret::from_token_text(&secret.text()), None);
        // SHA-256 of 32 zero bytes, as `head -c32 /dev/zero | sha256sum` says.
        assert_eq!(
            PassSecret::from_random([0; 32]).hash().as_str(),
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
        assert_eq!(format!("{secret:?}"), "PassSecret(…)");
    }

    #[test]
    fn each_session_has_its_own_csrf_text() {
        let (one, other) = (PassSecret::from_random([1; 32]), PassSecret::from_random([2; 32]));
        assert!(one.csrf_is(&one.csrf()));
        for said in ["", &other.csrf(), &one.text(), one.hash().as_str()] {
            assert!(!one.csrf_is(said), "{said}");
        }
    }

    #[test]
    fn a_session_ends_when_it_is_idle_and_at_its_end() {
        let then = DateTime::UNIX_EPOCH;
        let session = Session {
            hash: PassSecret::from_random([0; 32]).hash(),
            account: AccountId(Ulid::nil()),
            created_at: then,
            seen_at: then,
            ends_at: then + LONGEST_SESSION,
            client: String::new(),
            agent: String::new(),
        };
        assert!(session.holds(then + IDLE - TimeDelta::seconds(1)));
        assert!(!session.holds(then + IDLE));
        let used = Session { seen_at: then + LONGEST_SESSION, ..session };
        assert!(!used.holds(then + LONGEST_SESSION));
        assert!(used.holds(then + LONGEST_SESSION - TimeDelta::seconds(1)));
    }
}
