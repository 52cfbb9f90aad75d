//! How times lie to one another: the relations of Allen's algebra, as CQL2 names them.
//!
//! A day is an instant of its calendar where only days are compared. Where an instant of the clock
//! is compared with it, it is the span from its first to its last millisecond in the district.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::Moment;
use crate::domain::district::{LocalMinute, Zone};
use crate::features::Feature;
use crate::features::property::Value;

/// A day as `2026-11-21`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// An RFC 3339 instant. A `+` that was not percent-encoded arrives as a space.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let read = |text: &str| DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc));
    let text = text.trim();
    read(text).or_else(|_| read(&text.replace(' ', "+"))).ok()
}

/// What both sides are measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Axis {
    /// Days.
    Days,
    /// Milliseconds; days are those of this zone.
    Instants(Zone),
}

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Times {
    Constant(Span),
    Property(usize),
    /// From the beginning of one to the end of the other; `None` is open.
    Between(Option<Box<Times>>, Option<Box<Times>>),
}

/// Both ends included, on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: i64,
    pub(super) end: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

impl Axis {
    pub(super) fn span(self, moment: Moment) -> Span {
        match (self, moment) {
            (Self::Days, Moment::Day(day)) => {
                let day = LocalMinute::start_of(day).0.div_euclid(crate::domain::district::DAY_MIN);
                Span { start: day, end: day }
            }
            // The reader takes this axis only where all are days.
            (Self::Days, Moment::Instant(at)) => self.span(Moment::Day(at.date_naive())),
            (Self::Instants(zone), Moment::Day(day)) => {
                let start_of = |day| zone.instant(LocalMinute::start_of(day)).timestamp_millis();
                let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
                Span { start: start_of(day), end: start_of(next) - 1 }
            }
            (Self::Instants(_), Moment::Instant(at)) => {
                Span { start: at.timestamp_millis(), end: at.timestamp_millis() }
            }
        }
    }
}

impl Span {
    /// From the beginning of one moment to the end of another, in milliseconds.
    pub(super) fn between(from: Option<Moment>, until: Option<Moment>, zone: Zone) -> Self {
        let axis = Axis::Instants(zone);
        Self {
            start: from.map_or(i64::MIN, |from| axis.span(from).start),
            end: until.map_or(i64::MAX, |until| axis.span(until).end),
        }
    }
}

impl Times {
    /// Its span for a feature; `None` when it is not known.
    fn of(&self, feature: &dyn Feature, axis: Axis) -> Option<Span> {
        match self {
            Self::Constant(span) => Some(*span),
            Self::Property(property) => match feature.value(*property) {
                Value::Day(day) => Some(axis.span(Moment::Day(day))),
                Value::Instant(at) => Some(axis.span(Moment::Instant(at))),
                _ => None,
            },
            Self::Between(from, until) => {
                let start = match from {
                    Some(from) => from.of(feature, axis)?.start,
                    None => i64::MIN,
                };
                let end = match until {
                    Some(until) => until.of(feature, axis)?.end,
                    None => i64::MAX,
                };
                Some(Span { start, end })
            }
        }
    }
}

impl Relation {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "t_after" => Self::After,
            "t_before" => Self::Before,
            "t_contains" => Self::Contains,
            "t_disjoint" => Self::Disjoint,
            "t_during" => Self::During,
            "t_equals" => Self::Equals,
            "t_finishedBy" => Self::FinishedBy,
            "t_finishes" => Self::Finishes,
            "t_intersects" => Self::Intersects,
            "t_meets" => Self::Meets,
            "t_metBy" => Self::MetBy,
            "t_overlappedBy" => Self::OverlappedBy,
            "t_overlaps" => Self::Overlaps,
            "t_startedBy" => Self::StartedBy,
            "t_starts" => Self::Starts,
            _ => return None,
        })
    }

    pub(super) fn holds(
        self,
        left: &Times,
        right: &Times,
        axis: Axis,
        feature: &dyn Feature,
    ) -> Option<bool> {
        Some(self.of(left.of(feature, axis)?, right.of(feature, axis)?))
    }

    /// By the table of CQL2 (OGC 21-065r2, 7.7).
    fn of(self, a: Span, b: Span) -> bool {
        match self {
            Self::After => a.start > b.end,
            Self::Before => a.end < b.start,
            Self::During => a.start > b.start && a.end < b.end,
            Self::Equals => a == b,
            Self::Finishes => a.start > b.start && a.end == b.end,
            Self::Intersects => a.start <= b.end && a.end >= b.start,
            Self::Disjoint => !Self::Intersects.of(a, b),
            Self::Meets => a.end == b.start,
            Self::Overlaps => a.start < b.start && a.end > b.start && a.end < b.end,
            Self::Starts => a.start == b.start && a.end < b.end,
            Self::Contains => Self::During.of(b, a),
            Self::FinishedBy => Self::Finishes.of(b, a),
            Self::MetBy => Self::Meets.of(b, a),
            Self::OverlappedBy => Self::Overlaps.of(b, a),
            Self::StartedBy => Self::Starts.of(b, a),
        }
    }
}
