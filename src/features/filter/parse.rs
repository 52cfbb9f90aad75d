//! From the text of a filter to an expression, within bounds.
//!
//! The parser is the crate `cql2`'s. It steps into what is nested by calling itself, and tries
//! parentheses in two ways, so that what is nested too deeply is refused before it sees it. JSON is
//! taken apart here, because the crate tries each list in several ways.

use cql2::{Expr, Geometry};
use serde_json::Value as Json;

use crate::features::FilterError;

/// The longest filter that is read, bytes.
pub const MAX_BYTES: usize = 4096;
/// How many levels of parentheses, functions or lists may stand in one another.
pub const MAX_LEVELS: usize = 12;
/// How many operators a filter may have. The parser calls itself for each sign and each NOT, on a
/// stack of two megabytes.
pub const MAX_OPERATORS: usize = 64;

/// In which of its two forms a filter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// CQL2 text.
    #[default]
    Text,
    /// CQL2 JSON.
    Json,
}

/// Reads a filter without asking what its names mean.
pub(super) fn expression(text: &str, language: Language) -> Result<Expr, FilterError> {
    if text.len() > MAX_BYTES {
        return Err(FilterError::TooLong { max_bytes: MAX_BYTES });
    }
    match language {
        Language::Text => {
            check_size(text)?;
            cql2::parse_text(text).map_err(|error| FilterError::Syntax { problem: said(&error) })
        }
        Language::Json => {
            let json: Json = serde_json::from_str(text)
                .map_err(|error| FilterError::Syntax { problem: error.to_string() })?;
            of_json(json, 0)
        }
    }
}

/// What the parser says, without the filter itself.
fn said(error: &cql2::Error) -> String {
    match error {
        cql2::Error::Pest(error) => {
            let (pest::error::LineColLocation::Pos((line, column))
            | pest::error::LineColLocation::Span((line, column), _)) = error.line_col;
            format!("line {line}, character {column}")
        }
        other => other.to_string(),
    }
}

fn check_size(text: &str) -> Result<(), FilterError> {
    let (mut level, mut operators) = (0_usize, 0_usize);
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => level += 1,
            (None, ')') => level = level.saturating_sub(1),
            (None, '+' | '-' | '*' | '/' | '%' | '^' | '=' | '<' | '>') => operators += 1,
            (None, _) => {}
        }
        if level > MAX_LEVELS {
            return Err(FilterError::TooDeep { max_levels: MAX_LEVELS });
        }
    }
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_operator = |word: &&str| {
        ["and", "or", "not", "div", "like", "in"].iter().any(|each| word.eq_ignore_ascii_case(each))
    };
    operators += words.filter(is_operator).count();
    if operators > MAX_OPERATORS {
        return Err(FilterError::TooDeep { max_levels: MAX_LEVELS });
    }
    Ok(())
}

/// An expression of CQL2 JSON.
fn of_json(json: Json, level: usize) -> Result<Expr, FilterError> {
    if level > 2 * MAX_LEVELS {
        return Err(FilterError::TooDeep { max_levels: MAX_LEVELS });
    }
    let wrong = |problem: &str| FilterError::Syntax { problem: problem.to_owned() };
    let boxed = |json| of_json(json, level + 1).map(Box::new);
    let list = |json: Json| match json {
        Json::Array(items) => items.into_iter().map(boxed).collect(),
        _ => Err(wrong("a list is expected")),
    };
    Ok(match json {
        Json::Null => Expr::Null,
        Json::Bool(value) => Expr::Bool(value),
        Json::Number(number) => Expr::Float(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Expr::Literal(text),
        Json::Array(_) => Expr::Array(list(json)?),
        Json::Object(mut members) => {
            if let (Some(op), args) = (members.remove("op"), members.remove("args")) {
                let Json::String(op) = op else { return Err(wrong("'op' is a text")) };
                Expr::Operation { op, args: list(args.unwrap_or(Json::Array(Vec::new())))? }
            } else if let Some(property) = members.remove("property") {
                let Json::String(property) = property else {
                    return Err(wrong("'property' is a text"));
                };
                Expr::Property { property }
            } else if let Some(date) = members.remove("date") {
                Expr::Date { date: boxed(date)? }
            } else if let Some(timestamp) = members.remove("timestamp") {
                Expr::Timestamp { timestamp: boxed(timestamp)? }
            } else if let Some(interval) = members.remove("interval") {
                Expr::Interval { interval: list(interval)? }
            } else if let Some(bbox) = members.remove("bbox") {
                Expr::BBox { bbox: list(bbox)? }
            } else {
                let geometry: Geometry = serde_json::from_value(Json::Object(members))
                    .map_err(|_| wrong("an object is neither an operation nor a value"))?;
                Expr::Geometry(geometry)
            }
        }
    })
}
