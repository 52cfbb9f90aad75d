//! What is known of a feature: properties and their values.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::amenity_catalogue::AmenityCatalogue;

/// What sort of values a property has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// A day of the district's calendar.
    Day,
    /// An instant.
    Instant,
    /// Some words.
    Words,
}

/// A property of the features of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// Its name in files, filters and answers.
    pub name: &'static str,
    /// What sort of values it has.
    pub kind: Kind,
    /// What it says, in Chinese.
    pub zh: &'static str,
    /// What it says, in English, with its unit.
    pub en: &'static str,
    /// The words that it may hold, when they are few and known.
    pub words: Option<WordsOf>,
}

/// Where the words of a property are from.
#[derive(Debug, Clone, Copy)]
pub enum WordsOf {
    /// They are always the same.
    Program(fn() -> Vec<&'static str>),
    /// The keys of the amenities.
    Amenities,
}

impl WordsOf {
    /// The words.
    pub fn all(self, amenities: &AmenityCatalogue) -> Vec<String> {
        match self {
            Self::Program(words) => words().into_iter().map(str::to_owned).collect(),
            Self::Amenities => amenities.keys().iter().map(ToString::to_string).collect(),
        }
    }
}

/// The value of one property of one feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing is known.
    Null,
    /// Of [`Kind::Text`].
    Text(Cow<'a, str>),
    /// Of [`Kind::Number`] and [`Kind::Whole`].
    Number(f64),
    /// Of [`Kind::Flag`].
    Flag(bool),
    /// Of [`Kind::Day`].
    Day(NaiveDate),
    /// Of [`Kind::Instant`].
    Instant(DateTime<Utc>),
    /// Of [`Kind::Words`].
    Words(Vec<Cow<'a, str>>),
}

impl Value<'_> {
    /// The same value, borrowed from this one.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Number(number) => Value::Number(*number),
            Self::Flag(flag) => Value::Flag(*flag),
            Self::Day(day) => Value::Day(*day),
            Self::Instant(instant) => Value::Instant(*instant),
            Self::Words(words) => {
                Value::Words(words.iter().map(|word| Cow::Borrowed(word.as_ref())).collect())
            }
        }
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
