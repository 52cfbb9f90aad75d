//! What a password must be like.
//!
//! After NIST SP 800-63B and OWASP ASVS 4.0.3, chapter 2.1: long enough, any character allowed,
//! no rules about kinds of characters and no expiry; but nothing that stands in lists of common
//! passwords or is easily guessed from them or from the person.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

use super::account::Person;

/// The fewest characters of a password.
pub const MIN_PASSWORD_CHARS: usize = 12;
/// The most: longer ones would cost more to read than they are worth.
pub const MAX_PASSWORD_CHARS: usize = 128;

/// A password as somebody typed it. It is never shown, logged or stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// What was typed, in normal form: the same characters typed on another keyboard are the
    /// same password.
    pub fn typed(text: &str) -> Self {
        Self(text.nfkc().collect())
    }

    /// Its bytes, UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether nobody could have set it, so that it need not be looked at.
    pub fn is_too_long(&self) -> bool {
        self.0.chars().count() > MAX_PASSWORD_CHARS
    }

    /// Whether the person may have it.
    ///
    /// # Errors
    /// [`WeakPassword`], which tells what is wrong.
    pub fn check(&self, person: &Person) -> Result<(), WeakPassword> {
        let chars = self.0.chars().count();
        if chars < MIN_PASSWORD_CHARS {
            return Err(WeakPassword::TooShort { chars });
        }
        if self.is_too_long() {
            return Err(WeakPassword::TooLong { chars });
        }
        let about_the_person = [person.name.as_str(), person.display_name.as_str(), "yizhan"];
        // Three of four: safe against somebody who has stolen a slow hash and guesses 10^8 times.
        if zxcvbn(&self.0, &about_the_person).score() < Score::Three {
            return Err(WeakPassword::Guessable);
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("it has {chars} characters: take {MIN_PASSWORD_CHARS} or more, e.g. four words")]
    TooShort {
        /// How many it has.
        chars: usize,
    },
    /// Too long.
    #[error("it has {chars} characters: take {MAX_PASSWORD_CHARS} at most")]
    TooLong {
        /// How many it has.
        chars: usize,
    },
    /// Common, or made of what is common.
    #[error("it is easily guessed: take several words that have nothing to do with each other")]
    Guessable,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountState;
    use crate::domain::role::Role;

    #[test]
    fn a_password_is_long_uncommon_and_not_about_the_person() {
        let person = Person {
            name: "wanglili".parse().unwrap(),
            display_name: "王丽丽".to_owned(),
            role: Role::Editor,
            areas: [].into(),
            units: [].into(),
            state: AccountState::Active,
        };
        let longest = "鸭绿江边种了三棵柿子树".repeat(12);
        for (typed, wrong) in [
            ("correct horse battery staple", None),
            ("骑手柿子蓝色七号门", Some(WeakPassword::TooShort { chars: 9 })),
            ("骑手爱吃柿子饼蓝色的门第七号", None),
            ("short 7 & A!", None),
            ("short 7 & A", Some(WeakPassword::TooShort { chars: 11 })),
            ("password1234", Some(WeakPassword::Guessable)),
            ("123456789012", Some(WeakPassword::Guessable)),
            ("qwertyuiop[]", Some(WeakPassword::Guessable)),
            ("aaaaaaaaaaaaaaaa", Some(WeakPassword::Guessable)),
            ("wanglili1234", Some(WeakPassword::Guessable)),
            ("iloveyouiloveyou", Some(WeakPassword::Guessable)),
            (&longest, Some(WeakPassword::TooLong { chars: 132 })),
        ] {
            assert_eq!(Password::typed(typed).check(&person).err(), wrong, "{typed}");
        }
    }

    #[test]
    fn another_keyboard_types_the_same_password_and_it_is_never_shown() {
        assert_eq!(Password::typed("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ"), Password::typed("correct horse"));
        assert_eq!(Password::typed("e\u{301}"), Password::typed("\u{e9}"));
        assert_ne!(Password::typed("Correct"), Password::typed("correct"));
        assert_eq!(format!("{:?}", Password::typed("secret")), "Password(…)");
    }
}
