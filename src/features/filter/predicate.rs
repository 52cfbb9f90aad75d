//! Whether a filter holds of a feature: true, false, or not known (`None`), as in SQL.

use std::borrow::Cow;

use super::pattern::Pattern;
use super::scalar::{Comparison, Scalar};
use super::space::{self, Place};
use super::time::{self, Axis, Times};
use crate::features::Feature;
use crate::features::property::Value;

/// A checked expression that is true or false.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Predicate {
    Constant(bool),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
    /// A value that is itself true or false.
    Flag(Scalar),
    Compare(Comparison, Scalar, Scalar),
    Between(Scalar, Scalar, Scalar),
    In(Scalar, Vec<Scalar>),
    Like(Scalar, Pattern),
    IsNull(usize),
    Lists(ListRelation, List, List),
    Spatial(space::Relation, Place, Place),
    Temporal(time::Relation, Times, Times, Axis),
}

/// A list of words, in which neither order nor repetition counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum List {
    Property(usize),
    Constant(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListRelation {
    Equals,
    Contains,
    ContainedBy,
    Overlaps,
}

impl Predicate {
    pub(super) fn holds(&self, feature: &dyn Feature) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::All(parts) => all(parts.iter().map(|part| part.holds(feature))),
            Self::Any(parts) => any(parts.iter().map(|part| part.holds(feature))),
            Self::Not(inner) => inner.holds(feature).map(|holds| !holds),
            Self::Flag(scalar) => match scalar.of(feature) {
                Value::Flag(flag) => Some(flag),
                _ => None,
            },
            Self::Compare(comparison, left, right) => {
                comparison.holds(&left.of(feature), &right.of(feature))
            }
            Self::Between(value, low, high) => {
                let value = value.of(feature);
                let above = Comparison::GreaterOrEqual.holds(&value, &low.of(feature));
                let below = Comparison::LessOrEqual.holds(&value, &high.of(feature));
                all([above, below].into_iter())
            }
            Self::In(value, list) => {
                let value = value.of(feature);
                any(list.iter().map(|item| Comparison::Equal.holds(&value, &item.of(feature))))
            }
            Self::Like(scalar, pattern) => match scalar.of(feature) {
                Value::Text(text) => Some(pattern.fits(&text)),
                _ => None,
            },
            Self::IsNull(property) => Some(feature.value(*property) == Value::Null),
            Self::Lists(relation, left, right) => {
                relation.holds(&left.of(feature)?, &right.of(feature)?)
            }
            Self::Spatial(relation, left, right) => Some(relation.holds(left, right, feature)),
            Self::Temporal(relation, left, right, axis) => {
                relation.holds(left, right, *axis, feature)
            }
        }
    }
}

/// False when one is, whatever the others; otherwise not known when one is not.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}

/// True when one is, whatever the others; otherwise not known when one is not.
fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(parts.map(|part| part.map(|holds| !holds))).map(|none| !none)
}

impl List {
    fn of<'a>(&'a self, feature: &'a dyn Feature) -> Option<Vec<Cow<'a, str>>> {
        match self {
            Self::Property(property) => match feature.value(*property) {
                Value::Words(words) => Some(words),
                _ => None,
            },
            Self::Constant(words) => {
                Some(words.iter().map(|word| Cow::Borrowed(word.as_str())).collect())
            }
        }
    }
}

impl ListRelation {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "a_equals" => Self::Equals,
            "a_contains" => Self::Contains,
            "a_containedBy" => Self::ContainedBy,
            "a_overlaps" => Self::Overlaps,
            _ => return None,
        })
    }

    fn holds(self, left: &[Cow<'_, str>], right: &[Cow<'_, str>]) -> Option<bool> {
        let within = |these: &[Cow<'_, str>], those: &[Cow<'_, str>]| {
            these.iter().all(|word| those.contains(word))
        };
        Some(match self {
            Self::Equals => within(left, right) && within(right, left),
            Self::Contains => within(right, left),
            Self::ContainedBy => within(left, right),
            Self::Overlaps => left.iter().any(|word| right.contains(word)),
        })
    }
}
