//! The text of opening hours, checked.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock, RwLock};

use opening_hours_syntax::rules::OpeningHoursExpression;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::text::tidy;

/// Longest text that is read, in bytes. The longest in the field have about 150.
pub(super) const MAX_HOURS_BYTES: usize = 1024;

/// Why a text is no opening hours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HoursError {
    /// Nothing stands in it.
    #[error("opening hours are empty")]
    Empty,
    /// It is longer than 1024 bytes.
    #[error("opening hours are longer than {MAX_HOURS_BYTES} bytes")]
    TooLong,
    /// It is not in OSM's syntax.
    #[error(
        "'{text}' is not in the OSM opening_hours syntax, at character {at}: write e.g. \"Mo-Fr 08:30-17:30; PH off\""
    )]
    Syntax {
        /// The text.
        text: String,
        /// The character where reading stopped, counted from 1.
        at: usize,
    },
    /// It is in OSM's syntax, but asks for something that cannot be evaluated.
    #[error("'{text}' cannot be evaluated: {why}")]
    Unsupported {
        /// The text.
        text: String,
        /// What is not supported.
        why: String,
    },
}

/// Opening hours in OSM syntax, read and found right. Written back as it was given, but for
/// full-width forms and spaces.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HoursText {
    text: Arc<str>,
    expression: Arc<OpeningHoursExpression>,
}

impl HoursText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub(super) fn expression(&self) -> &OpeningHoursExpression {
        &self.expression
    }
}

impl FromStr for HoursText {
    type Err = HoursError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        if given.len() > MAX_HOURS_BYTES {
            return Err(HoursError::TooLong);
        }
        let remembered = |text: &str| READ.read().ok().and_then(|read| read.get(text).cloned());
        if let Some(read) = remembered(given) {
            return Ok(read);
        }
        let text = plain_punctuation(&tidy(given));
        if text.is_empty() {
            return Err(HoursError::Empty);
        }
        if let Some(read) = remembered(&text) {
            return Ok(read);
        }
        let expression =
            opening_hours_syntax::parse(&text).map_err(|error| explain(&text, &error))?;
        let read = Self { text: text.into(), expression: Arc::new(expression) };
        if let Ok(mut remembered) = READ.write() {
            if remembered.len() >= REMEMBERED_TEXTS {
                remembered.clear();
            }
            remembered.insert(Arc::clone(&read.text), read.clone());
        }
        Ok(read)
    }
}

/// Texts that have been read. A district has hundreds of distinct texts and meets each of
/// them thousands of times, and reading one takes longer than reading the rest of its record.
static READ: LazyLock<RwLock<HashMap<Arc<str>, HoursText>>> = LazyLock::new(RwLock::default);

/// How many are remembered; beyond that all are forgotten, so that memory stays bounded.
const REMEMBERED_TEXTS: usize = 4096;

/// Folds the dashes, separators and tildes that people type into those of the syntax.
fn plain_punctuation(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '–' | '—' | '−' | '~' | '～' | '至' => '-',
            '；' => ';',
            '，' | '、' => ',',
            '：' => ':',
            other => other,
        })
        .collect()
}

fn explain(text: &str, error: &opening_hours_syntax::Error) -> HoursError {
    use opening_hours_syntax::Error;
    let text = text.to_owned();
    match error {
        Error::Syntax(inner) => {
            let at = match inner.line_col {
                pest::error::LineColLocation::Pos((_, column))
                | pest::error::LineColLocation::Span((_, column), _) => column,
            };
            HoursError::Syntax { text, at }
        }
        other => HoursError::Unsupported { text, why: other.to_string() },
    }
}

impl TryFrom<String> for HoursText {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HoursText> for String {
    fn from(hours: HoursText) -> Self {
        hours.text.as_ref().to_owned()
    }
}

impl fmt::Display for HoursText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for HoursText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HoursText({:?})", self.text)
    }
}

impl PartialEq for HoursText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for HoursText {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_is_folded_into_the_syntax() {
        let hours: HoursText = " Mo-Fr　08:30～17:30；PH off ".parse().expect("valid");
        assert_eq!(hours.as_str(), "Mo-Fr 08:30-17:30;PH off");
    }

    #[test]
    fn a_wrong_text_says_where_it_went_wrong() {
        let error = "Mo-Fr 25 o'clock".parse::<HoursText>().expect_err("wrong");
        assert!(matches!(error, HoursError::Syntax { at, .. } if at > 1), "{error:?}");
        assert_eq!("  ".parse::<HoursText>(), Err(HoursError::Empty));
        assert_eq!("x".repeat(2000).parse::<HoursText>(), Err(HoursError::TooLong));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = text.parse::<HoursText>();
        }

        #[test]
        fn no_text_of_the_alphabet_makes_the_reader_panic(
            text in "(Mo|Tu|Sa|Su|PH|SH|week|Jan|Feb|off|open|easter|sunset|24/7|[0-9]{1,4}|[-,;:+/ \\[\\]()|\"]){0,14}"
        ) {
            let _ = text.parse::<HoursText>();
        }
    }
}
