//! The body of a write: one JSON object, read as strictly as a query. Every member is known,
//! stands there once and has the type that it should have; null is the same as not there.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::error::{HttpError, Said};
use super::params::{Words, invalid, known_or_similar, missing, one_of};
use super::write_error::WriteError;

/// The members of one body.
#[derive(Debug)]
pub(super) struct Members {
    known: &'static [&'static str],
    given: Vec<(&'static str, Value)>,
}

impl Members {
    /// Reads a body for an endpoint that knows these members.
    pub(super) fn read(body: &[u8], known: &'static [&'static str]) -> Result<Self, HttpError> {
        let Pairs(pairs) = serde_json::from_slice(body).map_err(|_| WriteError::MalformedBody)?;
        let mut given = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            let name = known_or_similar(&name, known)?;
            if given.iter().any(|(before, _)| *before == name) {
                return Err(HttpError::RepeatedParameter { name });
            }
            given.push((name, value));
        }
        given.retain(|(_, value)| !value.is_null());
        Ok(Self { known, given })
    }

    /// A text, taken out so that a long one is not copied.
    pub(super) fn text(&mut self, name: &'static str) -> Result<Option<String>, HttpError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => {
                let expected = Said::fixed("文字", "a text");
                Err(invalid(name, expected, "须为带引号的文字", "it is not a text in quotes"))
            }
        }
    }

    /// A number.
    pub(super) fn number(&mut self, name: &'static str) -> Result<Option<f64>, HttpError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(number.as_f64()),
            Some(_) => {
                let expected = Said::fixed("数，例如 39.9219", "a number, e.g. 39.9219");
                Err(invalid(
                    name,
                    expected,
                    "须为不带引号的数",
                    "it is not a number without quotes",
                ))
            }
        }
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &Words<'_, T>,
    ) -> Result<Option<T>, HttpError> {
        self.text(name)?.map(|given| one_of(name, given.trim(), words)).transpose()
    }

    /// One of some words, without which there is no answer.
    pub(super) fn needed_word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &Words<'_, T>,
    ) -> Result<T, HttpError> {
        self.word(name, words)?.ok_or_else(|| missing(name, words.expected()))
    }

    /// A text without which there is no answer.
    pub(super) fn needed_text(&mut self, name: &'static str) -> Result<String, HttpError> {
        self.text(name)?.ok_or_else(|| missing(name, Said::fixed("文字", "a text")))
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, name: &'static str) -> Result<Option<Vec<String>>, HttpError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        serde_json::from_value(value).map(Some).map_err(|_| {
            let expected = Said::fixed("一列文字，例如 [\"A\"]", "a list of texts, e.g. [\"A\"]");
            invalid(
                name,
                expected,
                "须为带引号的文字所成的列表",
                "it is no list of texts in quotes",
            )
        })
    }

    /// A list of anything.
    pub(super) fn list(&mut self, name: &'static str) -> Result<Option<Vec<Value>>, HttpError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => {
                let expected = Said::fixed("列表，例如 [12]", "a list, e.g. [12]");
                Err(invalid(name, expected, "不是列表", "it is no list"))
            }
        }
    }

    /// An object.
    pub(super) fn object(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Map<String, Value>>, HttpError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => {
                let expected = Said::fixed("JSON 对象", "a JSON object");
                Err(invalid(name, expected, "不是对象", "it is no object"))
            }
        }
    }

    /// A whole number without which there is no answer.
    pub(super) fn needed_whole(&mut self, name: &'static str) -> Result<u64, HttpError> {
        let expected = || Said::fixed("不小于 0 的整数", "a whole number, 0 or more");
        let value = self.take(name).ok_or_else(|| missing(name, expected()))?;
        let wrong = || invalid(name, expected(), "不是这样的整数", "it is no such number");
        value.as_u64().ok_or_else(wrong)
    }

    /// Yes or no, without which there is no answer.
    pub(super) fn needed_flag(&mut self, name: &'static str) -> Result<bool, HttpError> {
        let expected = || Said::fixed("true 或 false", "true or false");
        let value = self.take(name).ok_or_else(|| missing(name, expected()))?;
        value.as_bool().ok_or_else(|| invalid(name, expected(), "两者都不是", "it is neither"))
    }

    /// A day.
    pub(super) fn day(&mut self, name: &'static str) -> Result<Option<NaiveDate>, HttpError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let expected = Said::fixed("日期，例如 2026-11-30", "a day, e.g. 2026-11-30");
            invalid(name, expected, "不是日期", "it is no day")
        })
    }

    /// A value of several parts. Which of them is wrong stands in what is said.
    pub(super) fn parts<T: serde::de::DeserializeOwned>(
        &mut self,
        name: &'static str,
        expected: Said,
    ) -> Result<Option<T>, HttpError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        serde_json::from_value(value).map(Some).map_err(|error| {
            let said = error.to_string();
            invalid(name, expected, &said, &said)
        })
    }

    fn take(&mut self, name: &'static str) -> Option<Value> {
        debug_assert!(self.known.contains(&name), "{name} is not among the endpoint's members");
        let at = self.given.iter().position(|(given, _)| *given == name)?;
        Some(self.given.swap_remove(at).1)
    }
}

/// The members of a body that may have any, each once. Null stays: it empties a fact.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, HttpError> {
    let Pairs(pairs) = serde_json::from_slice(body).map_err(|_| WriteError::MalformedBody)?;
    let given = pairs.len();
    let members: Map<String, Value> = pairs.into_iter().collect();
    if members.len() == given { Ok(members) } else { Err(WriteError::MalformedBody.into()) }
}

/// Why something is done, taken out of the members of a body.
pub(super) fn reason_of(members: &mut Map<String, Value>) -> Result<String, HttpError> {
    match members.remove("reason") {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(reason)) => Ok(reason),
        Some(_) => {
            let expected = Said::fixed("文字", "a text");
            Err(invalid("reason", expected, "须为带引号的文字", "it is not a text in quotes"))
        }
    }
}

/// The members of an object as they stand there, also those that stand there twice.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(PairsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::ReportKind;
    use proptest::prelude::*;

    const KNOWN: &[&str] = &["problem", "text", "lat"];
    const KINDS: Words<ReportKind> = Words {
        what: Said::fixed("问题", "what is wrong"),
        all: ReportKind::ALL,
        key: |kind| kind.key(),
    };

    /// What is said of a body, in English; what was read when nothing is.
    fn said(body: &str) -> String {
        let read = || {
            let mut members = Members::read(body.as_bytes(), KNOWN)?;
            let kind = members.needed_word("problem", &KINDS)?;
            Ok((kind, members.text("text")?, members.number("lat")?))
        };
        match read() {
            Ok(read) => format!("{read:?}"),
            Err(HttpError::InvalidParameter { name, wrong, .. }) => format!("{name}: {}", wrong.en),
            Err(HttpError::MissingParameter { name, expected }) => {
                format!("{name} is missing: {}", expected.en)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn a_body_is_read_strictly_and_its_mistakes_are_named() {
        for (body, words) in [
            (r#"{"problem":"closed","text":"x","lat":1}"#, r#"(Closed, Some("x"), Some(1.0))"#),
            (r#"{"problem":"closed","text":null}"#, "(Closed, None, None)"),
            (r#"{"text":"x"}"#, "problem is missing: what is wrong: closed, moved"),
            (r#"{"problem":"close"}"#, "did you mean closed?"),
            (r#"{"problem":3}"#, "problem: The parameter problem is wrong: it is not a text"),
            (r#"{"problem":"closed","lat":"1"}"#, "lat: The parameter lat is wrong"),
            (
                r#"{"problem":"closed","txt":"x"}"#,
                r#"UnknownParameter { name: "txt", nearest: Some("text")"#,
            ),
            (
                r#"{"problem":"closed","problem":"moved"}"#,
                r#"RepeatedParameter { name: "problem" }"#,
            ),
            (r#"["closed"]"#, "MalformedBody"),
            (r#"{"problem":"closed"} x"#, "MalformedBody"),
            (r#"{"problem":"#, "MalformedBody"),
            ("", "MalformedBody"),
        ] {
            let said = said(body);
            assert!(said.contains(words), "{body}: {said}");
        }
        let deep = format!(r#"{{"problem":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert!(said(&deep).contains("MalformedBody"));
    }

    proptest! {
        #[test]
        fn no_body_makes_the_reader_panic(body in r#"[\[\]{}:,"a-z0-9e+.\\-]{0,60}|\PC{0,40}"#) {
            said(&body);
        }
    }
}
