//! What is wrong with a filter, in words that name the way out.

use crate::features::FilterError;
use crate::http::error::{HttpError, Said};
use crate::http::params::invalid;

const EXPECTED: Said = Said::fixed(
    "CQL2 表达式，例如 area='110000001' AND a_contains(working,('toilet'))；可用属性见 queryables",
    "an expression of CQL2 such as area='110000001' AND a_contains(working,('toilet')); the collection's queryables tell its properties",
);

/// The problem that tells of a parameter in which there is a filter or a geometry.
pub(super) fn problem(name: &'static str, error: &FilterError) -> HttpError {
    let Said { zh, en } = said(error);
    invalid(name, EXPECTED, &zh, &en)
}

fn said(error: &FilterError) -> Said {
    match error {
        FilterError::TooLong { max_bytes } => Said::made(
            format!("超过 {max_bytes} 字节，请缩短"),
            format!("it is longer than {max_bytes} bytes: shorten it"),
        ),
        FilterError::TooDeep { max_levels } => Said::made(
            format!("嵌套超过 {max_levels} 层或运算过多，请拆成几次查询"),
            format!(
                "it is nested more than {max_levels} levels deep or has too many operators: ask in several steps"
            ),
        ),
        FilterError::Syntax { problem } => Said::made(
            format!("不是有效的 CQL2（{problem}）"),
            format!("it is no CQL2 ({problem})"),
        ),
        FilterError::UnknownProperty { name } => Said::made(
            format!("没有属性“{name}”，可用属性见 queryables"),
            format!("there is no property '{name}'; the collection's queryables list all"),
        ),
        FilterError::UnknownOperator { name } => Said::made(
            format!("没有运算或函数“{name}”"),
            format!("there is no operator or function '{name}'"),
        ),
        FilterError::Operands { operator, expected } => Said::made(
            format!("“{operator}”需要 {expected} 个参数"),
            format!("'{operator}' takes {expected} operands"),
        ),
        FilterError::WrongKind { operator, expected } => Said::made(
            format!("“{operator}”的参数类型不对，需要：{expected}"),
            format!("an operand of '{operator}' is of the wrong kind: it needs {expected}"),
        ),
        FilterError::Time { text } => Said::made(
            format!("“{text}”不是日期（2026-11-21）或 RFC 3339 时刻"),
            format!("'{text}' is neither a date (2026-11-21) nor an RFC 3339 instant"),
        ),
        FilterError::Geometry { problem } => {
            Said::made(format!("几何有误：{problem}"), format!("a geometry is wrong: {problem}"))
        }
    }
}
