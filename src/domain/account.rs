//! The account of somebody who works here: who they are, what they may do, where.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::area::AreaCode;
use super::role::{AccountId, Role};
use super::text::tidy;

/// The longest name that is shown, characters.
pub const MAX_DISPLAY_NAME_CHARS: usize = 40;

/// What somebody signs in with: 2 to 32 letters of any script, digits, dots, hyphens and
/// underscores, in lower case. It never changes and is never given to another account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountName(String);

/// Why a text is no name to sign in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a name to sign in with has 2 to 32 letters, digits, dots, hyphens and underscores")]
pub struct InvalidAccountName;

impl AccountName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = InvalidAccountName;

    /// Capitals and full-width letters are those of a keyboard, not of the name.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = tidy(text).to_lowercase();
        let may_stand = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        if (2..=32).contains(&name.chars().count()) && name.chars().all(may_stand) {
            Ok(Self(name))
        } else {
            Err(InvalidAccountName)
        }
    }
}

impl TryFrom<String> for AccountName {
    type Error = InvalidAccountName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AccountName> for String {
    fn from(name: AccountName) -> Self {
        name.0
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// They may.
    Active,
    /// They may not, and neither may their tokens.
    Locked,
    /// Nobody may ever again: who it was was erased on request, and this is the stub.
    Erased,
}

/// What administrators decide about somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What they sign in with.
    pub name: AccountName,
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

impl Person {
    /// Whether they may do everything, now.
    pub fn administers(&self) -> bool {
        self.role == Role::DistrictAdministrator && self.state == AccountState::Active
    }

    /// What is left of somebody whose name is erased.
    #[must_use]
    pub fn stub(&self, id: AccountId) -> Self {
        // The end of an identifier is as good as chance.
        let id = id.to_string().to_lowercase();
        let end = id.get(id.len().saturating_sub(16)..).unwrap_or(&id);
        Self {
            name: AccountName(format!("erased-{end}")),
            display_name: "—".to_owned(),
            role: self.role,
            areas: BTreeSet::new(),
            units: BTreeSet::new(),
            state: AccountState::Erased,
        }
    }

    /// Whether the other has other rights, so that what was opened with these must be closed.
    pub fn has_other_rights_than(&self, other: &Self) -> bool {
        (self.role, &self.areas, &self.units, self.state)
            != (other.role, &other.areas, &other.units, other.state)
    }
}

/// An account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// Whose it is.
    pub person: Person,
    /// Rises with every change, of a secret too.
    pub version: u64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether a password was set; until then there is a set-up link at most.
    pub has_password: bool,
    /// Whether signing in needs a second factor.
    pub has_second_factor: bool,
}

/// Something that was done to an account, or with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// Who did it: [`super::role::Actor::label`], or `system`.
    pub actor: String,
    /// What was done.
    pub act: AccountAct,
    /// To which account, as its name and identifier; empty when there was none yet.
    pub account: String,
    /// What it was and what it became, never a secret, e.g. `role: editor → planner`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

/// What is done to accounts, and with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountAct {
    /// It was made.
    Created,
    /// Name, role, areas, units or state were changed.
    Changed,
    /// A link to set the password with was made.
    SetupLinkMade,
    /// A password was set, with a link or on the command line.
    PasswordSet,
    /// The password was changed by who knew it.
    PasswordChanged,
    /// A second factor is needed from now on.
    SecondFactorSet,
    /// None is needed any more.
    SecondFactorRemoved,
    /// Somebody signed in.
    SignedIn,
    /// All its sessions were ended.
    SignedOutEverywhere,
    /// A token was made.
    TokenMade,
    /// A token was revoked.
    TokenRevoked,
    /// Its owner's name was erased, here too.
    Erased,
    /// What a rider's report said was erased.
    ReportErased,
}

/// What differs between two descriptions of somebody, as text for the log.
pub fn person_differences(old: &Person, new: &Person) -> Vec<String> {
    let joined = |codes: &mut dyn Iterator<Item = String>| codes.collect::<Vec<_>>().join(" ");
    let facts = |person: &Person| {
        [
            ("display_name", person.display_name.clone()),
            ("role", person.role.key().to_owned()),
            ("areas", joined(&mut person.areas.iter().map(ToString::to_string))),
            ("units", joined(&mut person.units.iter().cloned())),
            ("state", format!("{:?}", person.state).to_lowercase()),
        ]
    };
    facts(old)
        .into_iter()
        .zip(facts(new))
        .filter(|(old, new)| old != new)
        .map(|((field, old), (_, new))| format!("{field}: {old} → {new}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        for (typed, name) in [
            ("wang.li", Some("wang.li")),
            ("  Wang.Li ", Some("wang.li")),
            ("ＷＡＮＧ－Ｌｉ", Some("wang-li")),
            ("王丽", Some("王丽")),
            ("w", None),
            ("", None),
            ("wang li", None),
            ("wang@li", None),
            ("wang/li", None),
            (&"w".repeat(33), None),
        ] {
            let read = typed.parse::<AccountName>().ok();
            assert_eq!(read.as_ref().map(AccountName::as_str), name, "{typed}");
        }
    }

    #[test]
    fn what_differs_is_told_field_by_field() {
        let old = Person {
            name: "wang".parse().unwrap(),
            display_name: "王丽".to_owned(),
            role: Role::Editor,
            areas: ["1".parse().unwrap()].into(),
            units: BTreeSet::new(),
            state: AccountState::Active,
        };
        assert!(person_differences(&old, &old).is_empty());
        let areas = ["1".parse().unwrap(), "2".parse().unwrap()].into();
        let new = Person { areas, state: AccountState::Locked, ..old.clone() };
        let told = person_differences(&old, &new);
        assert_eq!(told, ["areas: 1 → 1 2", "state: active → locked"]);
        assert!(old.has_other_rights_than(&new));
        let renamed = Person { display_name: "王".to_owned(), ..old.clone() };
        assert!(!old.has_other_rights_than(&renamed));
    }
}
