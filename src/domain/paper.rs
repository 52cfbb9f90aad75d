//! What planners keep by name: layers of demand, and scenarios.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use thiserror::Error;

/// The longest name of a paper, characters.
pub const MAX_PAPER_NAME_CHARS: usize = 60;

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// A layer of demand; its content is the file that was given.
    Demand,
    /// A scenario; its content is JSON.
    Scenario,
}

impl PaperKind {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::Scenario => "scenario",
        }
    }
}

/// The name of a paper: 1 to 60 characters that stand on one line, without a slash, so that it
/// can be a segment of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PaperName(String);

/// Why a text is no name of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a name has 1 to {MAX_PAPER_NAME_CHARS} characters, on one line and without a slash")]
pub struct InvalidPaperName;

impl PaperName {
    /// The name as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PaperName {
    type Err = InvalidPaperName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let chars = text.chars().count();
        let is_name = (1..=MAX_PAPER_NAME_CHARS).contains(&chars)
            && !matches!(text, "." | "..")
            && !text.chars().any(|letter| letter.is_control() || letter == '/');
        if is_name { Ok(Self(text.to_owned())) } else { Err(InvalidPaperName) }
    }
}

impl fmt::Display for PaperName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A paper without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its name.
    pub name: PaperName,
    /// How often it was written, from 1.
    pub version: u64,
    /// When it was written last.
    pub updated_at: DateTime<Utc>,
    /// Who wrote it last, as the logs name them.
    pub author: String,
    /// What a list tells of it: JSON.
    pub about: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_segment_of_an_address() {
        for (text, name) in [
            ("骑手需求 2026", Some("骑手需求 2026")),
            ("  plan B ", Some("plan B")),
            ("", None),
            ("  ", None),
            ("a/b", None),
            ("a\nb", None),
            ("..", None),
        ] {
            let found = text.parse::<PaperName>().ok();
            assert_eq!(found.as_ref().map(PaperName::as_str), name, "{text:?}");
        }
        assert!("好".repeat(60).parse::<PaperName>().is_ok());
        assert!("好".repeat(61).parse::<PaperName>().is_err());
    }
}
