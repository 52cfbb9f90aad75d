//! Values that are compared, and how they are made of others.

use std::borrow::Cow;
use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::features::Feature;
use crate::features::property::Value;

/// A value that is not a list, a geometry or a span of time.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Constant(Value<'static>),
    Property(usize),
    Fold(Folding, Box<Scalar>),
    Arithmetic(Operation, Box<Scalar>, Box<Scalar>),
}

/// In which respect texts are taken as equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folding {
    /// `A` and `a`.
    Case,
    /// `é` and `e`.
    Accents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// Division without what remains.
    WholeDivide,
    /// What remains of a division, with the sign of what was divided.
    Remainder,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Scalar {
    /// Its value of a feature.
    pub(super) fn of<'a>(&'a self, feature: &'a dyn Feature) -> Value<'a> {
        match self {
            Self::Constant(value) => value.borrowed(),
            Self::Property(property) => feature.value(*property),
            Self::Fold(folding, inner) => match inner.of(feature) {
                Value::Text(text) => Value::Text(Cow::Owned(folding.folded(&text))),
                _ => Value::Null,
            },
            Self::Arithmetic(operation, left, right) => {
                let (left, right) = (left.of(feature), right.of(feature));
                let (Value::Number(left), Value::Number(right)) = (left, right) else {
                    return Value::Null;
                };
                // What has no value, such as a division by zero, is not known.
                let value = operation.of(left, right);
                if value.is_finite() { Value::Number(value) } else { Value::Null }
            }
        }
    }
}

impl Folding {
    pub(super) fn folded(self, text: &str) -> String {
        match self {
            Self::Case => text.to_lowercase(),
            Self::Accents => text.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect(),
        }
    }
}

impl Operation {
    fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::WholeDivide => (left / right).trunc(),
            Self::Remainder => left % right,
            Self::Power => left.powf(right),
        }
    }
}

impl Comparison {
    /// Whether it holds; `None` when one side is not known.
    pub(super) fn holds(self, left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
        let order = match (left, right) {
            (Value::Text(left), Value::Text(right)) => left.cmp(right),
            (Value::Number(left), Value::Number(right)) => left.partial_cmp(right)?,
            (Value::Flag(left), Value::Flag(right)) => left.cmp(right),
            (Value::Day(left), Value::Day(right)) => left.cmp(right),
            (Value::Instant(left), Value::Instant(right)) => left.cmp(right),
            // Other pairs do not pass the reader, but for those of which one side is null.
            _ => return None,
        };
        Some(match self {
            Self::Equal => order == Ordering::Equal,
            Self::Different => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        })
    }
}
