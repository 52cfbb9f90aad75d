//! What can be wrong with a filter.

use thiserror::Error;

/// Why a filter cannot be asked. The texts in it are shown to who wrote the filter; they never
/// go to a log, because a filter may tell where somebody stands.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilterError {
    /// It is longer than is read.
    #[error("the filter is longer than {max_bytes} bytes")]
    TooLong {
        /// The longest that is read.
        max_bytes: usize,
    },
    /// Its parentheses, functions or lists stand in one another too often.
    #[error("the filter is nested more than {max_levels} levels deep")]
    TooDeep {
        /// The deepest that is read.
        max_levels: usize,
    },
    /// It is no CQL2.
    #[error("the filter is not well-formed")]
    Syntax {
        /// Where and what, in the parser's words.
        problem: String,
    },
    /// The collection has no such property.
    #[error("the filter names an unknown property")]
    UnknownProperty {
        /// As it was written.
        name: String,
    },
    /// There is no such operator or function.
    #[error("the filter names an unknown operator")]
    UnknownOperator {
        /// As it was written.
        name: String,
    },
    /// An operator has too many or too few operands.
    #[error("an operator of the filter has a wrong number of operands")]
    Operands {
        /// The operator.
        operator: String,
        /// How many it takes.
        expected: usize,
    },
    /// An operand is of another sort than the operator or the other operand.
    #[error("an operand of the filter is of the wrong kind")]
    WrongKind {
        /// The operator or function.
        operator: String,
        /// What it needs there.
        expected: &'static str,
    },
    /// A date or an instant that is none.
    #[error("a time of the filter is wrong")]
    Time {
        /// As it was written.
        text: String,
    },
    /// A geometry that is none, or is out of bounds.
    #[error("a geometry of the filter is wrong")]
    Geometry {
        /// What is wrong with it, in the geometry library's words.
        problem: String,
    },
}
