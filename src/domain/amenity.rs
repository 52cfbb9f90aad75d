//! What a station offers (服务设施): by its key where it is stored and told, as one bit where many
//! stations are compared.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use arrayvec::ArrayString;
use chrono::NaiveDate;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::opening_hours::HoursText;

/// One thing that a station may offer, by its key: the word used in files, URLs and answers, 1 to
/// 32 of `a` to `z`, digits and `_`, a letter first.
///
/// What it is called, and whether it is offered at all, is said by the catalogue of the district
/// ([`super::amenity_catalogue`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amenity(ArrayString<MAX_KEY_BYTES>);

/// The longest key, bytes.
const MAX_KEY_BYTES: usize = 32;

impl Amenity {
    /// What a key must look like, as a regular expression.
    pub const PATTERN: &str = "^[a-z][a-z0-9_]{0,31}$";

    /// The word used in files, URLs and answers.
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Amenity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A text that cannot be the key of an amenity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no key of an amenity: 1 to 32 of a to z, 0 to 9 and _, a letter first")]
pub struct InvalidAmenity(pub String);

impl FromStr for Amenity {
    type Err = InvalidAmenity;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_key = text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let key = ArrayString::from(text).ok().filter(|_| is_key);
        key.map(Self).ok_or_else(|| InvalidAmenity(text.chars().take(80).collect()))
    }
}

impl Serialize for Amenity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Amenity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(KeyVisitor)
    }
}

/// Reads a key where it stands: a ledger has a million of them.
struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Amenity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key of an amenity")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Amenity, E> {
        text.parse().map_err(E::custom)
    }
}

/// The place of an amenity in an [`AmenitySet`]. The catalogue gives it once and for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AmenityBit(u8);

impl AmenityBit {
    /// How many there are.
    pub const COUNT: usize = 64;

    /// The bit with this number, below [`Self::COUNT`].
    pub fn new(number: u8) -> Option<Self> {
        (usize::from(number) < Self::COUNT).then_some(Self(number))
    }

    /// Its number, 0..64.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A set of amenities, one bit each. Which amenity a bit stands for is said by the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AmenitySet(u64);

impl AmenitySet {
    /// The set of none.
    pub const EMPTY: Self = Self(0);

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Puts one in.
    pub fn insert(&mut self, bit: AmenityBit) {
        self.0 |= 1 << bit.0;
    }

    /// Whether it is in.
    pub fn contains(self, bit: AmenityBit) -> bool {
        self.0 & (1 << bit.0) != 0
    }

    /// Whether all of the other set are in this one.
    pub fn contains_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those that are in one of them.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of this set that are not in the other one.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The bits, bit `n` for the amenity whose [`AmenityBit::number`] is `n`.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Those that are in it, by their numbers.
    pub fn iter(self) -> impl Iterator<Item = AmenityBit> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bit = AmenityBit::new(u8::try_from(left.trailing_zeros()).ok()?)?;
            left &= left - 1;
            Some(bit)
        })
    }
}

impl FromIterator<AmenityBit> for AmenitySet {
    fn from_iter<I: IntoIterator<Item = AmenityBit>>(bits: I) -> Self {
        let mut set = Self::EMPTY;
        for bit in bits {
            set.insert(bit);
        }
        set
    }
}

/// An amenity that is there but does not work at present.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OutOfOrder {
    /// The first day on which it was known not to work.
    pub since: Option<NaiveDate>,
    /// Why, in words for people; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// How one amenity of one station is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provision {
    /// Its own hours, when they differ from the station's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursText>,
    /// Set while it does not work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_order: Option<OutOfOrder>,
}

impl Provision {
    /// Whether there is more to say of it than that it is there.
    pub fn is_detailed(&self) -> bool {
        self.hours.is_some() || self.out_of_order.is_some()
    }
}

/// What a station offers.
pub type Provisions = BTreeMap<Amenity, Provision>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_word_of_small_letters_digits_and_low_lines() {
        let longest = "a".repeat(MAX_KEY_BYTES);
        for key in ["aed", "hot_water", "a1", longest.as_str()] {
            let amenity = key.parse::<Amenity>().expect(key);
            let json = serde_json::to_string(&amenity).expect("json");
            assert_eq!((amenity.key(), &json), (key, &format!("\"{key}\"")));
            assert_eq!(serde_json::from_str::<Amenity>(&json).expect("json"), amenity);
        }
        for text in ["", "_a", "1a", "Aed", "hot water", "热水", "a-b", &"a".repeat(33)] {
            assert!(text.parse::<Amenity>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_set_tells_what_was_put_in_up_to_the_last_bit() {
        let bits = [0, 7, 63].map(|number| AmenityBit::new(number).expect("a bit"));
        let set: AmenitySet = bits.into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), bits);
        assert_eq!(set.without(AmenitySet::from_iter([bits[1]])).iter().count(), 2);
        assert_eq!((AmenityBit::new(64), AmenitySet::EMPTY.iter().next()), (None, None));
    }
}
