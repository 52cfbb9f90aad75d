//! Numbers, words, instants and texts in a query.

use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::{Query, similar};
use crate::http::error::{HttpError, Said};
use crate::index::filter::OpenWhen;

/// The words that a parameter may hold, and what each one means.
pub struct Words<'a, T> {
    /// What the parameter is, as in "… is no amenity".
    pub what: Said,
    /// All values.
    pub all: &'a [T],
    /// The word of a value.
    pub key: fn(&T) -> &str,
}

impl<T> Words<'_, T> {
    /// What the parameter should be: one of the words.
    pub(crate) fn expected(&self) -> Said {
        let keys: Vec<&str> = self.all.iter().map(self.key).collect();
        Said::made(
            format!("{}：{}", self.what.zh, keys.join("、")),
            format!("{}: {}", self.what.en, keys.join(", ")),
        )
    }
}

/// A parameter that is a whole number up to a largest one, with a value when it is not given.
pub fn limit(query: &Query<'_>, default: usize, max: usize) -> Result<usize, HttpError> {
    let Some(value) = query.get("limit")? else { return Ok(default) };
    let wrong = |zh: &str, en: &str| {
        let expected = Said::made(
            format!("1 至 {max} 的整数，默认 {default}"),
            format!("a whole number from 1 to {max}, {default} if not given"),
        );
        Err(invalid("limit", expected, zh, en))
    };
    match value.trim().parse::<u64>() {
        Ok(limit) if (1..=max as u64).contains(&limit) => Ok(limit as usize),
        Ok(0) => wrong("至少为 1", "it is less than 1"),
        Ok(_) => wrong(&format!("最多 {max}"), &format!("it is more than {max}")),
        Err(_) => wrong("须为整数", "it is not a whole number in range"),
    }
}

/// `radius_m`: how far at most, metres.
pub fn radius_m(query: &Query<'_>) -> Result<Option<f64>, HttpError> {
    const MAX_M: f64 = 20_040_000.0;
    const EXPECTED: Said = Said::fixed(
        "距离上限，单位米，大于 0，例如 1000",
        "the greatest distance in metres, more than 0, e.g. 1000",
    );
    let Some(radius_m) = parsed::<f64>(query, "radius_m", &EXPECTED)? else { return Ok(None) };
    if !radius_m.is_finite() {
        return Err(invalid("radius_m", EXPECTED, "须为有限的数", "it is not a finite number"));
    }
    if radius_m <= 0.0 {
        return Err(invalid("radius_m", EXPECTED, "须大于 0", "it is not more than 0"));
    }
    if radius_m > MAX_M {
        return Err(invalid(
            "radius_m",
            EXPECTED,
            "比地球上最远的两点还远；不限距离时请不写",
            "it is farther than any two points on earth; leave it out to search without a bound",
        ));
    }
    Ok(Some(radius_m))
}

/// `open`: when a station must be open.
pub fn open_when(query: &Query<'_>) -> Result<OpenWhen, HttpError> {
    const EXPECTED: Said = Said::fixed(
        "now（现在）、arrival（到达时）或 RFC 3339 时刻，例如 2026-10-01T08:00:00+08:00",
        "now, arrival, or an RFC 3339 instant such as 2026-10-01T08:00:00+08:00",
    );
    match query.get("open")?.as_deref() {
        None => Ok(OpenWhen::Any),
        Some("now") => Ok(OpenWhen::Now),
        Some("arrival") => Ok(OpenWhen::OnArrival),
        Some(text) => instant("open", text, EXPECTED).map(OpenWhen::At),
    }
}

/// An RFC 3339 instant. A `+` before the offset that was not percent-encoded arrives as a
/// space, and is taken as the `+` that it must have been.
pub fn instant(name: &'static str, text: &str, expected: Said) -> Result<DateTime<Utc>, HttpError> {
    let mut text = text.trim().to_owned();
    if let Some(at) = text.len().checked_sub(6)
        && text.as_bytes()[at] == b' '
        && text.as_bytes()[at + 3] == b':'
    {
        text.replace_range(at..=at, "+");
    }
    match DateTime::parse_from_rfc3339(&text) {
        Ok(instant) => Ok(instant.with_timezone(&Utc)),
        Err(_) if text.is_empty() => Err(invalid(name, expected, "不能为空", "it is empty")),
        Err(_) if chrono::NaiveDateTime::from_str(&text).is_ok() => Err(invalid(
            name,
            expected,
            "缺少时区，请在末尾加 +08:00 之类",
            "it has no offset: add one such as +08:00 at its end",
        )),
        Err(_) => Err(invalid(
            name,
            expected,
            "不是 now、arrival 或 RFC 3339 时刻",
            "it is neither a known word nor an RFC 3339 instant",
        )),
    }
}

/// A parameter that is one of some words.
pub fn word<T: Copy>(
    query: &Query<'_>,
    name: &'static str,
    words: &Words<'_, T>,
) -> Result<Option<T>, HttpError> {
    query.get(name)?.map(|value| one_of(name, value.trim(), words)).transpose()
}

/// A parameter that lists some of the words, with commas between them.
pub fn words<T: Copy>(
    query: &Query<'_>,
    name: &'static str,
    words: &Words<'_, T>,
) -> Result<Vec<T>, HttpError> {
    let Some(value) = query.get(name)? else { return Ok(Vec::new()) };
    value.split(',').map(|item| one_of(name, item.trim(), words)).collect()
}

/// A parameter that must be there and is a whole number, 0 or more.
pub fn whole(query: &Query<'_>, name: &'static str, expected: Said) -> Result<u64, HttpError> {
    let Some(value) = query.get(name)? else { return Err(missing(name, expected)) };
    let number = value.trim().parse();
    number.map_err(|_| invalid(name, expected, "须为不小于 0 的整数", "it is not a whole number"))
}

/// A parameter that is `true` or `false`.
pub fn flag(query: &Query<'_>, name: &'static str) -> Result<bool, HttpError> {
    const EXPECTED: Said = Said::fixed("true 或 false", "true or false");
    match query.get(name)?.as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => {
            Err(invalid(name, EXPECTED, "须为 true 或 false", "it is neither true nor false"))
        }
    }
}

/// `file`: what a file that is sent is called.
pub fn file_name(query: &Query<'_>) -> Result<Option<String>, HttpError> {
    const MAX_CHARS: usize = 200;
    text(query, "file", MAX_CHARS)
}

/// A text that people type, not empty, of at most this many characters.
pub fn text(
    query: &Query<'_>,
    name: &'static str,
    max_chars: usize,
) -> Result<Option<String>, HttpError> {
    let expected =
        || Said::made(format!("1 至 {max_chars} 个字"), format!("1 to {max_chars} characters"));
    let Some(value) = query.get(name)? else { return Ok(None) };
    let value = value.trim();
    if value.is_empty() {
        return Err(invalid(name, expected(), "不能为空", "it is empty"));
    }
    if value.chars().count() > max_chars {
        return Err(invalid(name, expected(), "太长", "it is too long"));
    }
    Ok(Some(value.to_owned()))
}

/// A number, when the parameter is there.
pub(super) fn parsed<T: FromStr>(
    query: &Query<'_>,
    name: &'static str,
    expected: &Said,
) -> Result<Option<T>, HttpError> {
    let Some(value) = query.get(name)? else { return Ok(None) };
    let value = value.trim();
    if value.is_empty() {
        return Err(invalid(name, expected.clone(), "不能为空", "it is empty"));
    }
    match value.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(invalid(name, expected.clone(), "不是一个数", "it is not a number")),
    }
}

/// The error of a value: what is wrong with it, as the second half of a sentence that begins
/// with the parameter's name.
pub(crate) fn invalid(name: &'static str, expected: Said, zh: &str, en: &str) -> HttpError {
    let wrong = Said::made(
        format!("参数 {name} 有误：{zh}。应为：{}。", expected.zh),
        format!("The parameter {name} is wrong: {en}. Expected: {}.", expected.en),
    );
    HttpError::InvalidParameter { name, wrong, expected }
}

/// The error of a value that is not there.
pub(crate) fn missing(name: &'static str, expected: Said) -> HttpError {
    HttpError::MissingParameter { name, expected }
}

/// The value of a word.
pub(crate) fn one_of<T: Copy>(
    name: &'static str,
    given: &str,
    words: &Words<'_, T>,
) -> Result<T, HttpError> {
    if let Some(found) = words.all.iter().find(|value| (words.key)(value) == given) {
        return Ok(*found);
    }
    let keys: Vec<&str> = words.all.iter().map(words.key).collect();
    let expected = words.expected();
    let shown: String = given.chars().take(40).collect();
    let (zh, en) = match similar::nearest(given, &keys) {
        _ if given.is_empty() => ("有一项为空".to_owned(), "an item of it is empty".to_owned()),
        Some(meant) => (
            format!("没有“{shown}”（您要的是 {meant} 吗？）"),
            format!("there is no '{shown}' (did you mean {meant}?)"),
        ),
        None => (format!("没有“{shown}”"), format!("there is no '{shown}'")),
    };
    Err(invalid(name, expected, &zh, &en))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["limit", "radius_m", "open", "amenities", "q", "round_the_clock"];
    const AMENITIES: Words<'_, &str> =
        Words {
            what: Said::fixed("服务设施", "amenities"), all: &["aed", "wifi"], key: |key| key
        };

    fn ask<T: std::fmt::Debug>(
        text: &str,
        reader: impl Fn(&Query<'_>) -> Result<T, HttpError>,
    ) -> String {
        let query = Query::read(Some(text), KNOWN).unwrap();
        match reader(&query) {
            Ok(value) => format!("{value:?}"),
            Err(HttpError::InvalidParameter { wrong, .. }) => wrong.en.into_owned(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_out_of_bounds_are_refused_with_their_bounds() {
        for (query, words) in [
            ("limit=0", "less than 1"),
            ("limit=1000000000", "more than 50"),
            ("limit=-1", "not a whole number"),
            ("limit=5.5", "not a whole number"),
            ("limit=", "not a whole number"),
            ("limit=50", "50"),
            ("", "5"),
        ] {
            let said = ask(query, |query| limit(query, 5, 50));
            assert!(said.contains(words), "{query}: {said}");
        }
        for (query, words) in [
            ("radius_m=-5", "not more than 0"),
            ("radius_m=0", "not more than 0"),
            ("radius_m=inf", "finite"),
            ("radius_m=1e9", "farther than any"),
            ("radius_m=1km", "not a number"),
            ("radius_m=1000", "Some(1000.0)"),
        ] {
            let said = ask(query, radius_m);
            assert!(said.contains(words), "{query}: {said}");
        }
    }

    #[test]
    fn an_instant_survives_a_plus_that_became_a_space_and_needs_an_offset() {
        for (value, words) in [
            ("now", "Now"),
            ("arrival", "OnArrival"),
            ("2026-10-01T08:00:00%2B08:00", "2026-10-01T00:00:00Z"),
            ("2026-10-01T08:00:00+08:00", "2026-10-01T00:00:00Z"),
            ("2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z"),
            ("2026-10-01T08:00:00", "no offset"),
            ("2026-13-01T08:00:00Z", "neither"),
            ("", "empty"),
            ("tomorrow", "neither"),
            ("驿驿驿", "neither"),
        ] {
            let said = ask(&format!("open={value}"), open_when);
            assert!(said.contains(words), "{value}: {said}");
        }
    }

    #[test]
    fn a_list_of_words_names_the_unknown_one_and_what_it_looks_like() {
        for (value, words) in [
            ("aed,wifi", r#"["aed", "wifi"]"#),
            ("aed,wify", "did you mean wifi"),
            ("aed,,wifi", "empty"),
            ("", "empty"),
            ("helicopter", "no 'helicopter'"),
        ] {
            let said =
                ask(&format!("amenities={value}"), |q| super::words(q, "amenities", &AMENITIES));
            assert!(said.contains(words), "{value}: {said}");
        }
    }

    #[test]
    fn a_flag_is_true_or_false_and_a_text_is_neither_empty_nor_endless() {
        assert_eq!(ask("round_the_clock=true", |q| flag(q, "round_the_clock")), "true");
        assert!(ask("round_the_clock=yes", |q| flag(q, "round_the_clock")).contains("neither"));
        assert_eq!(ask("q=+soho+", |q| text(q, "q", 10)), "Some(\"soho\")");
        assert!(ask("q=%20", |q| text(q, "q", 10)).contains("empty"));
        assert!(ask("q=aaaaaaaaaaa", |q| text(q, "q", 10)).contains("too long"));
    }
}
