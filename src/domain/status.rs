//! Whether a station serves at all (状态), apart from its hours. Nothing is ever deleted: a
//! station that is gone is retired.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a station stands in its life.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Status {
    /// Decided on, not yet serving. Not shown to riders.
    Planned,
    /// Serves by its hours.
    #[default]
    Open,
    /// Does not serve for some days.
    TemporarilyClosed {
        /// Why, in words for people; may be empty.
        #[serde(default)]
        reason: String,
        /// The first day closed; `None` when it is already closed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<NaiveDate>,
        /// The last day closed; it serves again by itself on the day after. `None` when nobody
        /// knows yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
    },
    /// Gone for good; kept for its history and its old links.
    Retired,
}

impl Status {
    /// Where it stands, without what belongs to it.
    pub fn kind(&self) -> StatusKind {
        match self {
            Self::Planned => StatusKind::Planned,
            Self::Open => StatusKind::Open,
            Self::TemporarilyClosed { .. } => StatusKind::TemporarilyClosed,
            Self::Retired => StatusKind::Retired,
        }
    }

    /// The word used in files, URLs and answers.
    pub fn key(&self) -> &'static str {
        self.kind().key()
    }

    /// The Chinese label.
    pub fn zh(&self) -> &'static str {
        self.kind().zh()
    }

    /// What it has become by this day: who was closed for some days serves again by itself.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> &Self {
        match self {
            Self::TemporarilyClosed { until: Some(until), .. } if *until < day => &Self::Open,
            other => other,
        }
    }

    /// Whether riders are told of it: planned and retired stations are not on the map.
    pub fn is_listed(&self) -> bool {
        self.kind().is_listed()
    }

    /// Whether it is closed on this day whatever its hours say.
    pub fn is_closed_on(&self, day: NaiveDate) -> bool {
        match self {
            Self::Open => false,
            Self::Planned | Self::Retired => true,
            Self::TemporarilyClosed { from, until, .. } => {
                from.is_none_or(|from| day >= from) && until.is_none_or(|until| day <= until)
            }
        }
    }
}

/// A [`Status`] without what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusKind {
    /// See [`Status::Planned`].
    Planned,
    /// See [`Status::Open`].
    Open,
    /// See [`Status::TemporarilyClosed`].
    TemporarilyClosed,
    /// See [`Status::Retired`].
    Retired,
}

impl StatusKind {
    /// Every one, in the order of a station's life.
    pub const ALL: &'static [Self] =
        &[Self::Planned, Self::Open, Self::TemporarilyClosed, Self::Retired];

    /// The word used in files, URLs and answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::TemporarilyClosed => "temporarily_closed",
            Self::Retired => "retired",
        }
    }

    /// The Chinese label.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Planned => "筹建",
            Self::Open => "开放",
            Self::TemporarilyClosed => "暂停开放",
            Self::Retired => "已撤销",
        }
    }

    /// Whether riders are told of it.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Open | Self::TemporarilyClosed)
    }
}
