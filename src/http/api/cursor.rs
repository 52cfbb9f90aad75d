//! Where the next page of a list begins: opaque to clients, checked when it comes back.

use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query};

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum Cursor {
    /// At the station with this code, in a list by code.
    Code(String),
    /// At this place of the ranking, in what a search found.
    Rank(usize),
}

impl Cursor {
    /// `cursor`, as an earlier page gave it.
    pub(in crate::http) fn read(query: &Query<'_>) -> Result<Option<Self>, HttpError> {
        let Some(given) = query.get("cursor")? else { return Ok(None) };
        Self::parse(&given).map(Some).ok_or_else(Self::malformed)
    }

    pub(in crate::http) fn malformed() -> HttpError {
        params::invalid(
            "cursor",
            Said::fixed("上一页回答中的 next", "the value of 'next' in the page before"),
            "无法识别",
            "it is not a cursor that this list has given",
        )
    }

    /// As it stands in `next`: letters and digits only.
    pub(in crate::http) fn text(&self) -> String {
        let payload = match self {
            Self::Code(code) => format!("c{code}"),
            Self::Rank(rank) => format!("r{rank}"),
        };
        payload.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        if text.len() > 80 || !text.len().is_multiple_of(2) || !text.is_ascii() {
            return None;
        }
        let bytes = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16));
        let payload = String::from_utf8(bytes.collect::<Result<_, _>>().ok()?).ok()?;
        match payload.split_at_checked(1)? {
            ("c", code) => Some(Self::Code(code.to_owned())),
            ("r", rank) => rank.parse().ok().map(Self::Rank),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was_given_and_anything_else_is_refused() {
        for cursor in [Cursor::Code("CY-001-0007".to_owned()), Cursor::Rank(50)] {
            assert_eq!(Cursor::parse(&cursor.text()), Some(cursor));
        }
        for text in ["", "0", "zz", "+1+1", "78", "72ff", "7278", "驿站", &"63".repeat(50)] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}
