//! From an expression of CQL2 to a checked predicate: names are known, kinds fit.

use cql2::Expr;
use geo::Geometry as Shapes;

use super::Predicate;
use super::parse::{self, Language};
use super::pattern::Pattern;
use super::predicate::{List, ListRelation};
use super::scalar::{Comparison, Folding, Operation, Scalar};
use super::space::{self, Place, Shape};
use super::time::{self, Axis, Times};
use super::{Kind, Moment, Value};
use crate::domain::district::Zone;
use crate::features::{Collection, Crs, FilterError};

/// How a filter is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// In which form it is written.
    pub language: Language,
    /// In which reference system its geometries are.
    pub crs: Crs,
    /// Whose properties it names.
    pub collection: Collection,
    /// Whose days its dates are.
    pub zone: Zone,
}

/// The name under which a filter speaks of a feature's geometry.
const GEOMETRY: &str = "geometry";

/// Reads and checks a filter.
pub(super) fn read(text: &str, reading: &Reading) -> Result<Predicate, FilterError> {
    reading.predicate(&parse::expression(text, reading.language)?)
}

impl Reading {
    fn predicate(&self, expression: &Expr) -> Result<Predicate, FilterError> {
        Ok(match expression {
            Expr::Bool(value) => Predicate::Constant(*value),
            Expr::Property { .. } => Predicate::Flag(self.scalar_of(expression, Kind::Flag, "")?),
            Expr::Operation { op, args } => self.operation(&op.to_lowercase(), op, args)?,
            _ => return Err(wrong_kind("filter", "true or false")),
        })
    }

    fn operation(
        &self,
        lower: &str,
        op: &str,
        args: &[Box<Expr>],
    ) -> Result<Predicate, FilterError> {
        let comparison = match lower {
            "=" => Some(Comparison::Equal),
            "<>" => Some(Comparison::Different),
            "<" => Some(Comparison::Less),
            "<=" => Some(Comparison::LessOrEqual),
            ">" => Some(Comparison::Greater),
            ">=" => Some(Comparison::GreaterOrEqual),
            _ => None,
        };
        if let Some(comparison) = comparison {
            let [left, right] = operands(op, args)?;
            let [left, right] = self.alike(op, [left, right])?;
            return Ok(Predicate::Compare(comparison, left, right));
        }
        let each = || -> Result<Vec<Predicate>, FilterError> {
            args.iter().map(|arg| self.predicate(arg)).collect()
        };
        Ok(match lower {
            "and" => Predicate::All(each()?),
            "or" => Predicate::Any(each()?),
            "not" => {
                let [inner] = operands(op, args)?;
                Predicate::Not(Box::new(self.predicate(inner)?))
            }
            "between" => {
                let [value, low, high] = self.alike(op, operands(op, args)?)?;
                Predicate::Between(value, low, high)
            }
            "in" => self.is_in(op, args)?,
            "like" => self.like(op, args)?,
            "isnull" => {
                let [value] = operands(op, args)?;
                match value {
                    Expr::Property { property } if property == GEOMETRY => {
                        Predicate::Constant(false)
                    }
                    Expr::Property { property } => Predicate::IsNull(self.property(property)?.0),
                    _ => return Err(wrong_kind(op, "a property")),
                }
            }
            _ => self.relation(op, args)?,
        })
    }

    fn is_in(&self, op: &str, args: &[Box<Expr>]) -> Result<Predicate, FilterError> {
        let [value, list] = operands(op, args)?;
        let Expr::Array(items) = list else { return Err(wrong_kind(op, "a list")) };
        let mut alike = Vec::with_capacity(items.len());
        for item in items {
            let [_, item] = self.alike(op, [value, item])?;
            alike.push(item);
        }
        let (value, _) = self.scalar(value, op)?;
        Ok(Predicate::In(value, alike))
    }

    /// A pattern is a text, as it stands or folded as the other side is.
    fn like(&self, op: &str, args: &[Box<Expr>]) -> Result<Predicate, FilterError> {
        let [value, pattern] = operands(op, args)?;
        let value = self.scalar_of(value, Kind::Text, op)?;
        match constant_text(&self.scalar_of(pattern, Kind::Text, op)?) {
            Some(text) => Ok(Predicate::Like(value, Pattern::new(&text))),
            None => Err(wrong_kind(op, "a text as pattern")),
        }
    }

    /// Relations of geometries, times and lists.
    fn relation(&self, op: &str, args: &[Box<Expr>]) -> Result<Predicate, FilterError> {
        let spelled = |known: &str| known.eq_ignore_ascii_case(op);
        let known = [cql2::SPATIALOPS, cql2::TEMPORALOPS, cql2::ARRAYOPS].concat();
        let name = known.into_iter().find(|known| spelled(known)).unwrap_or(op);
        if let Some(relation) = space::Relation::of_name(name) {
            let [left, right] = operands(op, args)?;
            return Ok(Predicate::Spatial(relation, self.place(left, op)?, self.place(right, op)?));
        }
        if let Some(relation) = time::Relation::of_name(name) {
            let [left, right] = operands(op, args)?;
            let is_of_days = self.is_of_days(left) && self.is_of_days(right);
            let axis = if is_of_days { Axis::Days } else { Axis::Instants(self.zone) };
            let [left, right] = [self.times(left, axis, op)?, self.times(right, axis, op)?];
            return Ok(Predicate::Temporal(relation, left, right, axis));
        }
        if let Some(relation) = ListRelation::of_name(name) {
            let [left, right] = operands(op, args)?;
            return Ok(Predicate::Lists(relation, self.list(left, op)?, self.list(right, op)?));
        }
        Err(FilterError::UnknownOperator { name: op.to_owned() })
    }

    /// Operands that can be compared with one another.
    fn alike<const N: usize>(
        &self,
        op: &str,
        operands: [&Expr; N],
    ) -> Result<[Scalar; N], FilterError> {
        let mut scalars = Vec::with_capacity(N);
        for operand in operands {
            scalars.push(self.scalar(operand, op)?);
        }
        // A text beside a day is a day.
        let kinds = scalars.iter().map(|(_, kind)| *kind);
        let kind = kinds.clone().find(|kind| *kind != Kind::Text).unwrap_or(Kind::Text);
        let scalars = scalars.into_iter().map(|(scalar, own)| match (kind, own) {
            (kind, own) if kind == own => Ok(scalar),
            (Kind::Day | Kind::Instant, Kind::Text) => timed(&scalar, kind),
            _ => Err(wrong_kind(op, word(kind))),
        });
        let scalars: Vec<Scalar> = scalars.collect::<Result<_, _>>()?;
        let expected = N;
        scalars.try_into().map_err(|_| FilterError::Operands { operator: op.to_owned(), expected })
    }

    fn scalar_of(&self, expression: &Expr, kind: Kind, op: &str) -> Result<Scalar, FilterError> {
        let (scalar, found) = self.scalar(expression, op)?;
        if found == kind { Ok(scalar) } else { Err(wrong_kind(op, word(kind))) }
    }

    /// A value and its kind; whole numbers are numbers here.
    fn scalar(&self, expression: &Expr, op: &str) -> Result<(Scalar, Kind), FilterError> {
        let constant = |value, kind| Ok((Scalar::Constant(value), kind));
        match expression {
            Expr::Literal(text) => constant(Value::from(text.clone()), Kind::Text),
            Expr::Float(number) => constant(Value::Number(*number), Kind::Number),
            Expr::Bool(flag) => constant(Value::Flag(*flag), Kind::Flag),
            Expr::Date { .. } | Expr::Timestamp { .. } => match moment(expression)? {
                Moment::Day(day) => constant(Value::Day(day), Kind::Day),
                Moment::Instant(at) => constant(Value::Instant(at), Kind::Instant),
            },
            Expr::Property { property } => {
                let (at, kind) = self.property(property)?;
                match kind {
                    Kind::Words => Err(wrong_kind(op, "a single value; of lists ask a_contains")),
                    Kind::Whole => Ok((Scalar::Property(at), Kind::Number)),
                    kind => Ok((Scalar::Property(at), kind)),
                }
            }
            Expr::Operation { op, args } => self.made(op, args),
            _ => Err(wrong_kind(op, "a single value")),
        }
    }

    /// A value that is made of others.
    fn made(&self, op: &str, args: &[Box<Expr>]) -> Result<(Scalar, Kind), FilterError> {
        let lower = op.to_lowercase();
        let folding = match lower.as_str() {
            "casei" => Some(Folding::Case),
            "accenti" => Some(Folding::Accents),
            _ => None,
        };
        if let Some(folding) = folding {
            let [inner] = operands(op, args)?;
            let inner = self.scalar_of(inner, Kind::Text, op)?;
            return Ok((Scalar::Fold(folding, Box::new(inner)), Kind::Text));
        }
        let operation = match lower.as_str() {
            "+" => Operation::Add,
            "-" => Operation::Subtract,
            "*" => Operation::Multiply,
            "/" => Operation::Divide,
            "div" => Operation::WholeDivide,
            "%" => Operation::Remainder,
            "^" => Operation::Power,
            _ => return Err(FilterError::UnknownOperator { name: op.to_owned() }),
        };
        let numbers: Result<Vec<Scalar>, _> =
            args.iter().map(|arg| self.scalar_of(arg, Kind::Number, op)).collect();
        let chained = numbers?
            .into_iter()
            .reduce(|left, right| Scalar::Arithmetic(operation, Box::new(left), Box::new(right)));
        match chained {
            Some(scalar) if args.len() >= 2 => Ok((scalar, Kind::Number)),
            _ => Err(FilterError::Operands { operator: op.to_owned(), expected: 2 }),
        }
    }

    fn property(&self, name: &str) -> Result<(usize, Kind), FilterError> {
        let unknown = || FilterError::UnknownProperty { name: name.chars().take(64).collect() };
        let at = self.collection.position_of(name).ok_or_else(unknown)?;
        Ok((at, self.collection.properties()[at].kind))
    }

    fn place(&self, expression: &Expr, op: &str) -> Result<Place, FilterError> {
        match expression {
            Expr::Property { property } if property == GEOMETRY => Ok(Place::Own),
            Expr::Property { property } => {
                self.property(property)?;
                Err(wrong_kind(op, "the property geometry, or a geometry"))
            }
            Expr::BBox { bbox } => {
                let numbers: Option<Vec<f64>> = bbox
                    .iter()
                    .map(|number| if let Expr::Float(n) = **number { Some(n) } else { None })
                    .collect();
                let corners = match numbers.as_deref() {
                    Some(&[a, b, c, d]) | Some(&[a, b, _, c, d, _]) => [a, b, c, d],
                    _ => return Err(wrong_kind(op, "BBOX of four numbers")),
                };
                Shape::of_bbox(corners, self.crs).map(Place::Shape)
            }
            Expr::Geometry(_) => {
                let shape: Shapes<f64> =
                    expression.clone().try_into().map_err(|error: cql2::Error| {
                        FilterError::Geometry { problem: error.to_string() }
                    })?;
                Shape::new(&shape, self.crs).map(Place::Shape)
            }
            _ => Err(wrong_kind(op, "a geometry")),
        }
    }

    fn list(&self, expression: &Expr, op: &str) -> Result<List, FilterError> {
        match expression {
            Expr::Property { property } => match self.property(property)? {
                (at, Kind::Words) => Ok(List::Property(at)),
                _ => Err(wrong_kind(op, word(Kind::Words))),
            },
            Expr::Array(items) => {
                let words = items.iter().map(|item| match &**item {
                    Expr::Literal(text) => Ok(text.clone()),
                    _ => Err(wrong_kind(op, word(Kind::Words))),
                });
                Ok(List::Constant(words.collect::<Result<_, _>>()?))
            }
            _ => Err(wrong_kind(op, word(Kind::Words))),
        }
    }

    /// Whether nothing in an operand is finer than a day.
    fn is_of_days(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Property { property } => {
                self.property(property).is_ok_and(|(_, kind)| kind == Kind::Day)
            }
            Expr::Date { .. } => true,
            Expr::Literal(text) => text == ".." || time::day(text).is_some(),
            Expr::Interval { interval } => interval.iter().all(|end| self.is_of_days(end)),
            _ => false,
        }
    }

    fn times(&self, expression: &Expr, axis: Axis, op: &str) -> Result<Times, FilterError> {
        match expression {
            Expr::Property { property } => match self.property(property)? {
                (at, Kind::Day | Kind::Instant) => Ok(Times::Property(at)),
                _ => Err(wrong_kind(op, "a date, a timestamp or an interval")),
            },
            Expr::Date { .. } | Expr::Timestamp { .. } | Expr::Literal(_) => {
                Ok(Times::Constant(axis.span(moment(expression)?)))
            }
            Expr::Interval { interval } => {
                let [from, until] = operands(op, interval)?;
                let end = |end: &Expr| match end {
                    Expr::Literal(text) if text == ".." => Ok(None),
                    end => self.times(end, axis, op).map(|times| Some(Box::new(times))),
                };
                Ok(Times::Between(end(from)?, end(until)?))
            }
            _ => Err(wrong_kind(op, "a date, a timestamp or an interval")),
        }
    }
}

/// A date or an instant as it is written.
fn moment(expression: &Expr) -> Result<Moment, FilterError> {
    let (text, read): (&Expr, fn(&str) -> Option<Moment>) = match expression {
        Expr::Date { date } => (date, |text| time::day(text).map(Moment::Day)),
        Expr::Timestamp { timestamp } => {
            (timestamp, |text| time::instant(text).map(Moment::Instant))
        }
        text => (text, Moment::read),
    };
    let Expr::Literal(text) = text else { return Err(wrong_kind("DATE", "a text")) };
    read(text).ok_or_else(|| FilterError::Time { text: text.chars().take(40).collect() })
}

/// A text that stands beside a day or an instant, as such.
fn timed(scalar: &Scalar, kind: Kind) -> Result<Scalar, FilterError> {
    let Scalar::Constant(Value::Text(text)) = scalar else {
        return Err(wrong_kind("=", word(kind)));
    };
    let value = match kind {
        Kind::Day => time::day(text).map(Value::Day),
        _ => time::instant(text).map(Value::Instant),
    };
    let wrong = || FilterError::Time { text: text.chars().take(40).collect() };
    value.map(Scalar::Constant).ok_or_else(wrong)
}

/// The text of a scalar that is the same for all features.
fn constant_text(scalar: &Scalar) -> Option<String> {
    match scalar {
        Scalar::Constant(Value::Text(text)) => Some(text.to_string()),
        Scalar::Fold(folding, inner) => constant_text(inner).map(|text| folding.folded(&text)),
        _ => None,
    }
}

fn operands<'a, const N: usize>(
    op: &str,
    args: &'a [Box<Expr>],
) -> Result<[&'a Expr; N], FilterError> {
    let args: Vec<&Expr> = args.iter().map(|arg| &**arg).collect();
    args.try_into().map_err(|_| FilterError::Operands { operator: op.to_owned(), expected: N })
}

fn wrong_kind(operator: &str, expected: &'static str) -> FilterError {
    FilterError::WrongKind { operator: operator.chars().take(40).collect(), expected }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a text",
        Kind::Number | Kind::Whole => "a number",
        Kind::Flag => "true or false",
        Kind::Day => "a date",
        Kind::Instant => "a timestamp",
        Kind::Words => "a list of texts",
    }
}
