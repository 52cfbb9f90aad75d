//! Parts of a document (RFC 9110, section 14): which bytes of it a client asks for.

use axum::http::{HeaderMap, HeaderValue, header};
use http_range_header::{EndPosition, StartPosition, parse_range_header};

/// How much of a document is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: nobody asks for less, or not in a way that we understand.
    Whole,
    /// Bytes from here to there, the last one included.
    Bytes { first: usize, last: usize },
    /// None: it is not that long.
    Missing,
}

impl Part {
    /// `Content-Range` of such a part of so many bytes.
    pub(super) fn of(&self, length: usize) -> Option<HeaderValue> {
        let Self::Bytes { first, last } = self else { return None };
        HeaderValue::from_str(&format!("bytes {first}-{last}/{length}")).ok()
    }
}

/// What a client asks for of a document of so many bytes that has this entity tag. Who holds parts
/// of another one (`If-Range`) gets this one whole, and so does who asks for several parts at once.
pub(super) fn part_of(request: &HeaderMap, tag: &str, length: usize) -> Part {
    let Some(asked) = request.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Part::Whole;
    };
    let is_of_another = |held: &HeaderValue| held.as_bytes() != format!("\"{tag}\"").as_bytes();
    if request.get(header::IF_RANGE).is_some_and(is_of_another) {
        return Part::Whole;
    }
    let Ok(parsed) = parse_range_header(asked) else { return Part::Whole };
    let [range] = parsed.ranges[..] else { return Part::Whole };
    let end = length.saturating_sub(1);
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (first, last) = match (range.start, range.end) {
        (StartPosition::FromLast(bytes), _) => (length.saturating_sub(number(bytes)), end),
        (StartPosition::Index(first), EndPosition::LastByte) => (number(first), end),
        (StartPosition::Index(first), EndPosition::Index(last)) if last < first => {
            return Part::Whole;
        }
        (StartPosition::Index(first), EndPosition::Index(last)) => {
            (number(first), number(last).min(end))
        }
    };
    if first < length { Part::Bytes { first, last } } else { Part::Missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_the_standard_says_and_what_is_not_understood_is_the_whole() {
        let bytes = |first, last| Part::Bytes { first, last };
        for (range, if_range, expected) in [
            ("", "", Part::Whole),
            ("bytes=0-0", "", bytes(0, 0)),
            ("bytes=10-19", "", bytes(10, 19)),
            ("bytes=90-", "", bytes(90, 99)),
            ("bytes=90-500", "", bytes(90, 99)),
            ("bytes=-10", "", bytes(90, 99)),
            ("bytes=-500", "", bytes(0, 99)),
            ("bytes=100-", "", Part::Missing),
            ("bytes=100-200", "", Part::Missing),
            ("bytes=20-10", "", Part::Whole),
            ("bytes=-0", "", Part::Whole),
            ("bytes=0-1,5-6", "", Part::Whole),
            ("lines=1-2", "", Part::Whole),
            ("bytes=x-2", "", Part::Whole),
            ("bytes=1-2", "\"tag\"", bytes(1, 2)),
            ("bytes=1-2", "\"other\"", Part::Whole),
            ("bytes=1-2", "W/\"tag\"", Part::Whole),
            ("bytes=1-2", "Sat, 21 Nov 2026 00:00:00 GMT", Part::Whole),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [(header::RANGE, range), (header::IF_RANGE, if_range)] {
                if !value.is_empty() {
                    headers.insert(name, value.parse().unwrap());
                }
            }
            assert_eq!(part_of(&headers, "tag", 100), expected, "{range} {if_range}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=0-".parse().unwrap());
        assert_eq!(part_of(&headers, "tag", 0), Part::Missing);
    }
}
