//! What a rider reports about a station (纠错), and what became of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ulid::Ulid;

use super::amenity::Amenity;
use super::coordinates::Wgs84;
use super::photo::PhotoSize;
use super::station::StationCode;
use super::text::one_line;

/// The longest text of a report, characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// One thing that is wrong with one station, as somebody saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// In the sender's words, tidied; may be empty.
    text: String,
}

/// What is wrong, with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Closed though its hours say that it is open.
    Closed,
    /// It is somewhere else.
    Moved {
        /// Where, if the sender placed it on the map.
        #[serde(with = "perhaps_degrees")]
        to: Option<Wgs84>,
    },
    /// Something in it does not work.
    Broken {
        /// What, if it is one of its amenities.
        amenity: Option<Amenity>,
    },
    /// Its hours are others.
    WrongHours,
    /// Anything else, said in words or by a photo.
    Other,
}

/// A [`Problem`] without what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportKind {
    /// See [`Problem::Closed`].
    Closed,
    /// See [`Problem::Moved`].
    Moved,
    /// See [`Problem::Broken`].
    Broken,
    /// See [`Problem::WrongHours`].
    WrongHours,
    /// See [`Problem::Other`].
    Other,
}

/// What became of a report. Reasons are written for the sender, who reads them with the receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has decided yet.
    New,
    /// The ledger was corrected.
    Accepted {
        /// What was done; may be empty.
        reason: String,
    },
    /// The ledger stays as it is.
    Rejected {
        /// Why.
        reason: String,
    },
    /// Another report says the same and is dealt with.
    Merged {
        /// That report.
        into: Ulid,
        /// What the sender should know; may be empty.
        reason: String,
    },
}

/// A report as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct FiledReport {
    /// Its identifier; later ones are greater.
    pub id: Ulid,
    /// The station that it is about.
    pub station: StationCode,
    /// What it says.
    pub report: Report,
    /// When the sender saw it.
    pub seen_at: DateTime<Utc>,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// The photo that came with it.
    pub photo: Option<PhotoSize>,
    /// What became of it.
    pub state: ReportState,
    /// The station that the sender named, if that was merged into this one since.
    pub named: Option<StationCode>,
    /// When staff first looked at it.
    pub opened_at: Option<DateTime<Utc>>,
    /// Who decided, and when.
    pub decided: Option<Decided>,
    /// When its words, the place that it named and its photo were erased on request.
    pub erased_at: Option<DateTime<Utc>>,
}

/// Who decided about a report, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The account.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Reports about one station that nobody has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// How many.
    pub reports: u64,
    /// How many of these nobody has opened.
    pub unread: u64,
    /// When the oldest reached us.
    pub oldest_at: DateTime<Utc>,
}

/// Why something cannot be reported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidReport {
    /// The text is too long.
    #[error("the text has {chars} characters, more than {MAX_TEXT_CHARS}: shorten it")]
    TextTooLong {
        /// How long it is, characters.
        chars: usize,
    },
}

impl Report {
    /// A report with the sender's words, which are tidied.
    ///
    /// # Errors
    /// [`InvalidReport::TextTooLong`].
    pub fn new(problem: Problem, text: &str) -> Result<Self, InvalidReport> {
        let text = one_line(text);
        match text.chars().count() {
            chars if chars > MAX_TEXT_CHARS => Err(InvalidReport::TextTooLong { chars }),
            _ => Ok(Self { problem: problem.rounded(), text }),
        }
    }

    /// The sender's words; may be empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is left when the sender wants to be forgotten: what kind of thing was wrong.
    #[must_use]
    pub fn without_words(&self) -> Self {
        let problem = match self.problem {
            Problem::Moved { .. } => Problem::Moved { to: None },
            other => other,
        };
        Self { problem, text: String::new() }
    }

    /// Whether nobody could act on it unless a photo shows what is meant.
    pub fn says_nothing(&self) -> bool {
        let is_vague = matches!(self.problem, Problem::Other | Problem::Broken { amenity: None });
        is_vague && self.text.is_empty()
    }
}

impl Problem {
    /// What kind it is.
    pub fn kind(self) -> ReportKind {
        match self {
            Self::Closed => ReportKind::Closed,
            Self::Moved { .. } => ReportKind::Moved,
            Self::Broken { .. } => ReportKind::Broken,
            Self::WrongHours => ReportKind::WrongHours,
            Self::Other => ReportKind::Other,
        }
    }

    /// Positions are kept to six decimals, as everywhere in the ledger.
    fn rounded(self) -> Self {
        match self {
            Self::Moved { to } => Self::Moved { to: to.map(Wgs84::rounded) },
            other => other,
        }
    }
}

impl ReportKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: &'static [Self] =
        &[Self::Closed, Self::Moved, Self::Broken, Self::WrongHours, Self::Other];

    /// The word used in requests, answers and the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Moved => "moved",
            Self::Broken => "broken",
            Self::WrongHours => "wrong_hours",
            Self::Other => "other",
        }
    }
}

impl ReportState {
    /// The words of all states, in the order in which they come about.
    pub const KEYS: &'static [&'static str] = &["new", "accepted", "rejected", "merged"];

    /// The word used in answers and the store.
    pub fn key(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Accepted { .. } => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::Merged { .. } => "merged",
        }
    }

    /// What the sender is told about it; may be empty.
    pub fn reason(&self) -> &str {
        match self {
            Self::New => "",
            Self::Accepted { reason } | Self::Rejected { reason } | Self::Merged { reason, .. } => {
                reason
            }
        }
    }
}

mod perhaps_degrees {
    //! A position as two named fields, `lon` and `lat`, in degrees; null when there is none.

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::domain::coordinates::Wgs84;

    #[derive(Serialize, Deserialize)]
    struct Degrees {
        lon: f64,
        lat: f64,
    }

    #[expect(clippy::ref_option, reason = "serde hands the field over by reference")]
    pub(super) fn serialize<S: Serializer>(to: &Option<Wgs84>, out: S) -> Result<S::Ok, S::Error> {
        to.map(|to| Degrees { lon: to.lon(), lat: to.lat() }).serialize(out)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Wgs84>, D::Error> {
        let degrees = Option::<Degrees>::deserialize(from)?;
        degrees.map(|at| Wgs84::new(at.lon, at.lat).map_err(D::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_tidied_and_bounded() {
        let report = Report::new(Problem::Other, " 门\u{7}锁了\n\n三天 ").expect("a report");
        assert_eq!(report.text(), "门锁了 三天");
        assert!(Report::new(Problem::Other, &"长".repeat(MAX_TEXT_CHARS)).is_ok());
        let too_long = Report::new(Problem::Other, &"长".repeat(MAX_TEXT_CHARS + 1));
        assert_eq!(too_long, Err(InvalidReport::TextTooLong { chars: MAX_TEXT_CHARS + 1 }));
    }

    #[test]
    fn a_report_is_vague_only_where_neither_kind_nor_words_say_what_is_wrong() {
        let aed = Problem::Broken { amenity: "aed".parse().ok() };
        for (problem, text, says_nothing) in [
            (Problem::Closed, "", false),
            (Problem::Moved { to: None }, "", false),
            (Problem::WrongHours, "", false),
            (aed, "", false),
            (Problem::Broken { amenity: None }, "", true),
            (Problem::Broken { amenity: None }, "灯不亮", false),
            (Problem::Other, " \n", true),
            (Problem::Other, "没有人", false),
        ] {
            let report = Report::new(problem, text).expect("a report");
            assert_eq!(report.says_nothing(), says_nothing, "{report:?}");
        }
    }

    #[test]
    fn what_is_stored_of_a_report_is_read_back_and_positions_keep_six_decimals() {
        let to = Wgs84::new(115.943_217_49, 30.55).ok();
        for (problem, json) in [
            (Problem::Closed, r#"{"problem":"closed","text":"x"}"#),
            (
                Problem::Moved { to },
                r#"{"problem":"moved","to":{"lon":115.943217,"lat":30.55},"text":"x"}"#,
            ),
            (
                Problem::Broken { amenity: "hot_water".parse().ok() },
                r#"{"problem":"broken","amenity":"hot_water","text":"x"}"#,
            ),
            (Problem::WrongHours, r#"{"problem":"wrong_hours","text":"x"}"#),
        ] {
            let report = Report::new(problem, "x").expect("a report");
            assert_eq!(serde_json::to_string(&report).expect("json"), json);
            assert_eq!(serde_json::from_str::<Report>(json).expect("a report"), report);
            let word = format!("\"problem\":\"{}\"", problem.kind().key());
            assert!(json.contains(&word), "the word of the kind is the one that is stored");
        }
    }
}
