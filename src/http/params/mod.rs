//! The query of a URL, read strictly: every parameter is known, stands there once and is
//! decoded when it is asked for.
//!
//! A typing error in a parameter must not silently become another question, so that an
//! unknown name is refused, with the known one that it looks like. The common query holds no
//! percent-encoding and is read without an allocation.

mod decode;
mod position;
mod similar;
mod values;

use std::borrow::Cow;

use super::error::{HttpError, Said};

pub(crate) use position::position_of;
pub use position::{LAT_LON, bbox, datum, position};
pub use values::{
    Words, file_name, flag, instant, limit, open_when, radius_m, text, whole, word, words,
};
pub(crate) use values::{invalid, missing, one_of};

/// Longest value that is read, bytes. The longest that makes sense, a list of all amenities,
/// has about 250.
pub const MAX_VALUE_BYTES: usize = 512;

/// How many parameters one request may have.
const MAX_GIVEN: usize = 20;

/// One parameter as it was given, its value not decoded.
type Given<'a> = (&'static str, &'a str);

/// The query of one request. Borrowed from its address.
#[derive(Debug)]
pub struct Query<'a> {
    known: &'static [&'static str],
    /// In the order in which they were given; each is there once, so that they are few.
    given: [Given<'a>; MAX_GIVEN],
    len: usize,
}

impl<'a> Query<'a> {
    /// Reads a query for an endpoint that knows these parameters.
    pub fn read(query: Option<&'a str>, known: &'static [&'static str]) -> Result<Self, HttpError> {
        let mut read = Self { known, given: [("", ""); MAX_GIVEN], len: 0 };
        let mut rest = query.unwrap_or("");
        while !rest.is_empty() {
            let (pair, behind) = parted(rest, b'&');
            rest = behind;
            if pair.is_empty() {
                continue;
            }
            let (name, value) = parted(pair, b'=');
            let name = read.known_name(name)?;
            if read.has(name) {
                return Err(HttpError::RepeatedParameter { name });
            }
            *read.given.get_mut(read.len).ok_or_else(|| too_many(name))? = (name, value);
            read.len += 1;
        }
        Ok(read)
    }

    /// What stands behind a name, decoded; `None` when the name is not there.
    pub fn get(&self, name: &'static str) -> Result<Option<Cow<'a, str>>, HttpError> {
        self.get_up_to(name, MAX_VALUE_BYTES)
    }

    /// The same for a value that may be of another length, bytes.
    pub fn get_up_to(
        &self,
        name: &'static str,
        max_bytes: usize,
    ) -> Result<Option<Cow<'a, str>>, HttpError> {
        debug_assert!(self.known.contains(&name), "{name} is not among those of the endpoint");
        let Some((_, raw)) = self.given().iter().find(|given| given.0 == name) else {
            return Ok(None);
        };
        if raw.len() > 3 * max_bytes {
            return Err(too_long(name, max_bytes));
        }
        let value =
            decode::decoded(raw).map_err(|_| HttpError::MalformedQuery { name: Some(name) })?;
        if value.len() > max_bytes {
            return Err(too_long(name, max_bytes));
        }
        Ok(Some(value))
    }

    /// Whether a name is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.given().iter().any(|given| given.0 == name)
    }

    fn given(&self) -> &[Given<'a>] {
        &self.given[..self.len]
    }

    fn known_name(&self, name: &str) -> Result<&'static str, HttpError> {
        if let Some(known) = self.known.iter().copied().find(|known| *known == name) {
            return Ok(known);
        }
        let decoded =
            decode::decoded(name).map_err(|_| HttpError::MalformedQuery { name: None })?;
        known_or_similar(&decoded, self.known)
    }
}

/// The known name that this is; otherwise the error that says which one it looks like.
pub(crate) fn known_or_similar(
    name: &str,
    known: &'static [&'static str],
) -> Result<&'static str, HttpError> {
    known.iter().copied().find(|known| *known == name).ok_or_else(|| HttpError::UnknownParameter {
        name: name.chars().take(64).collect(),
        nearest: similar::nearest(name, known),
        known,
    })
}

/// What stands before the first of a sign and what behind it, the whole and nothing when there is
/// none. Queries are so short that a plain walk is quicker than a searcher for any text.
fn parted(text: &str, sign: u8) -> (&str, &str) {
    debug_assert!(sign.is_ascii(), "between two bytes of a character nothing can be cut");
    let at = text.bytes().position(|byte| byte == sign);
    at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

/// One segment of a path, decoded.
pub fn path_segment(raw: &str) -> Result<Cow<'_, str>, HttpError> {
    if raw.len() > MAX_VALUE_BYTES {
        return Err(HttpError::NoSuchPath);
    }
    // In a path a plus sign stands for itself.
    if raw.contains('+') {
        return Ok(Cow::Borrowed(raw));
    }
    decode::decoded(raw).map_err(|_| HttpError::MalformedQuery { name: None })
}

fn too_many(name: &'static str) -> HttpError {
    let expected = Said::made(
        format!("一次至多 {MAX_GIVEN} 个参数"),
        format!("at most {MAX_GIVEN} parameters at once"),
    );
    values::invalid(name, expected, "参数过多", "it is one parameter too many")
}

fn too_long(name: &'static str, max_bytes: usize) -> HttpError {
    HttpError::InvalidParameter {
        name,
        wrong: Said::made(
            format!("参数 {name} 超过 {max_bytes} 字节：请缩短。"),
            format!("The parameter {name} is longer than {max_bytes} bytes: shorten it."),
        ),
        expected: Said::made(
            format!("不超过 {max_bytes} 字节"),
            format!("at most {max_bytes} bytes"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: &[&str] = &["lat", "lon", "limit", "radius_m", "q"];

    #[test]
    fn a_known_parameter_is_decoded_and_a_missing_one_is_none() {
        let query = Query::read(Some("lat=39.9&q=%E6%9C%9B%E4%BA%AC+soho&&limit"), KNOWN).unwrap();
        assert_eq!(query.get("lat").unwrap().as_deref(), Some("39.9"));
        assert_eq!(query.get("q").unwrap().as_deref(), Some("望京 soho"));
        assert_eq!(query.get("limit").unwrap().as_deref(), Some(""));
        assert_eq!(query.get("lon").unwrap(), None);
        assert!(matches!(query.get("lat").unwrap(), Some(Cow::Borrowed(_))));
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_known_one_that_it_looks_like() {
        for (query, nearest) in [
            ("lng=1", Some("lon")),
            ("latitude=1", Some("lat")),
            ("radius=500", Some("radius_m")),
            ("Limit=5", Some("limit")),
            ("colour=red", None),
        ] {
            match Query::read(Some(query), KNOWN) {
                Err(HttpError::UnknownParameter { nearest: found, .. }) => {
                    assert_eq!(found, nearest, "{query}");
                }
                other => panic!("{query}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_name_that_stands_there_twice_or_a_broken_encoding_is_refused() {
        assert_eq!(
            Query::read(Some("lat=1&lon=2&l%61t=3"), KNOWN).err(),
            Some(HttpError::RepeatedParameter { name: "lat" })
        );
        let query = Query::read(Some("q=%E6%9C"), KNOWN).unwrap();
        assert_eq!(query.get("q").err(), Some(HttpError::MalformedQuery { name: Some("q") }));
        assert_eq!(
            Query::read(Some("%zz=1"), KNOWN).err(),
            Some(HttpError::MalformedQuery { name: None })
        );
    }

    proptest! {
        #[test]
        fn no_query_makes_the_reader_panic(text in "[a-z%0-9&=+,\\PC]{0,80}") {
            if let Ok(query) = Query::read(Some(&text), KNOWN) {
                for name in KNOWN {
                    let _ = query.get(name);
                }
            }
        }
    }
}
