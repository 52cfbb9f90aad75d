//! What the public sends, reports and confirmations alike: each is filed once, however often it
//! arrives, and its sender gets a receipt.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use thiserror::Error;
use ulid::Ulid;

use super::report::{ReportKind, ReportState};
use super::station::StationCode;

/// What the sender calls one filing (`Idempotency-Key`): the same key again is the same filing.
/// 8 to 64 letters, digits, hyphens and underscores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FilingKey(String);

/// What the sender reads the outcome with: twelve letters and digits, in groups of four.
///
/// It holds 60 random bits, so that nobody finds another's by trying. The letters are those of
/// Crockford's base 32: what is easily misheard or misread (I, L, O, U) is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiptCode(u64);

/// The envelope of one filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// A new identifier; later ones are greater.
    pub id: Ulid,
    /// What the sender calls it.
    pub key: FilingKey,
    /// What its sender gets.
    pub receipt: ReceiptCode,
    /// The station that it is about.
    pub station: StationCode,
    /// When the sender saw what it says.
    pub seen_at: DateTime<Utc>,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// A hash over what it says: the same key with another hash is a mistake of the sender.
    pub digest: String,
}

/// What a receipt tells: nothing that the sender wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its code.
    pub code: ReceiptCode,
    /// The station that it is about.
    pub station: StationCode,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// What was filed, and what became of it.
    pub of: Filed,
}

/// What was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filed {
    /// That a station is as it says. It counts at once; nothing further comes of it.
    Confirmation,
    /// That something is wrong.
    Report {
        /// What.
        kind: ReportKind,
        /// What became of it.
        state: ReportState,
    },
}

/// How often, and when last, riders have confirmed a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// When somebody last saw it.
    pub last_at: DateTime<Utc>,
    /// How many confirmations there are.
    pub count: u64,
}

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a key has 8 to 64 letters, digits, hyphens and underscores, e.g. a UUID")]
pub struct InvalidKey;

/// Why a text is no receipt code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a receipt code has twelve letters and digits, e.g. 7K2M-Q9XD-4TBH")]
pub struct InvalidReceipt;

impl FilingKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FilingKey {
    type Err = InvalidKey;

    /// Quotation marks around it, which the header's draft standard has, are not part of it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let may_stand = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if (8..=64).contains(&bare.len()) && bare.bytes().all(may_stand) {
            Ok(Self(bare.to_owned()))
        } else {
            Err(InvalidKey)
        }
    }
}

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: u32 = 12;

impl ReceiptCode {
    /// The code of these bits, of which 60 are taken.
    pub fn from_random(bits: u64) -> Self {
        Self(bits & ((1 << (5 * LENGTH)) - 1))
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..LENGTH).rev() {
            let letter = LETTERS[(self.0 >> (5 * place) & 31) as usize];
            write!(f, "{}", char::from(letter))?;
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
        }
        Ok(())
    }
}

impl FromStr for ReceiptCode {
    type Err = InvalidReceipt;

    /// As people type it: in lower case, without or with other gaps, with O for 0 and I or L
    /// for 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (mut bits, mut length) = (0, 0);
        for c in text.chars().filter(|c| !matches!(c, '-' | ' ')).take(LENGTH as usize + 1) {
            let meant = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|letter| char::from(*letter) == meant);
            bits = bits << 5 | value.ok_or(InvalidReceipt)? as u64;
            length += 1;
        }
        if length == LENGTH { Ok(Self::from_random(bits)) } else { Err(InvalidReceipt) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_receipt_code_is_read_as_people_type_it() {
        let code = ReceiptCode::from_random(0x0123_4567_89ab_cdef);
        assert_eq!(code.to_string(), "28T5-CY4T-QKFF");
        for typed in ["28T5-CY4T-QKFF", "28t5cy4tqkff", " 28t5 cy4t qkff "] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        let zeros_and_ones: ReceiptCode = "0011-1000-0000".parse().expect("a code");
        assert_eq!("OoIL-l0O0-0000".parse(), Ok(zeros_and_ones));
        for typed in ["", "28T5-CY4T-QKF", "28T5-CY4T-QKFFF", "28T5-CY4T-QKFU", "２8T5CY4TQKFF"] {
            assert_eq!(typed.parse::<ReceiptCode>(), Err(InvalidReceipt), "{typed}");
        }
    }

    #[test]
    fn a_key_is_plain_and_neither_short_nor_endless() {
        let longest = "k".repeat(64);
        for (given, key) in [
            ("0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f", "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
            ("\"quoted_key\"", "quoted_key"),
            (longest.as_str(), longest.as_str()),
        ] {
            assert_eq!(given.parse::<FilingKey>().expect(given).as_str(), key);
        }
        for given in ["", "short", "with space", "\"quoted", "中文中文中文", &"k".repeat(65)]
        {
            assert_eq!(given.parse::<FilingKey>(), Err(InvalidKey), "{given}");
        }
    }

    proptest! {
        #[test]
        fn every_receipt_code_is_read_back(bits: u64) {
            let code = ReceiptCode::from_random(bits);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,20}") {
            let _ = text.parse::<ReceiptCode>();
            let _ = text.parse::<FilingKey>();
        }
    }
}
