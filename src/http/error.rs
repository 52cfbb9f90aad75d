//! What can go wrong with a question, and the one place where that becomes a status, a type
//! and words: problem details by RFC 9457, in the client's language.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::admin::{AdminError, LedgerError};
use super::language::Language;
use super::pictures::trouble::PictureTrouble;
use super::planning_error::PlanningTrouble;
use super::problem_types as types;
use super::wechat_error::WeChatTrouble;
use super::write_error::WriteError;

pub use super::problem_types::{PROBLEM_TYPES, ProblemType};
pub use crate::domain::said::Said;

/// Everything that keeps a question from its answer.
///
/// The `Display` text goes to the log, so that it never repeats what a client sent: that may
/// be where somebody stands.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum HttpError {
    /// A parameter that this address does not know.
    #[error("unknown parameter")]
    UnknownParameter {
        /// As the client wrote it.
        name: String,
        /// The known one that it looks like.
        nearest: Option<&'static str>,
        /// All that are known here.
        known: &'static [&'static str],
    },
    /// A parameter that stands in the query twice.
    #[error("parameter {name} is given more than once")]
    RepeatedParameter {
        /// Which.
        name: &'static str,
    },
    /// A parameter without which there is no answer.
    #[error("parameter {name} is missing")]
    MissingParameter {
        /// Which.
        name: &'static str,
        /// What it should be.
        expected: Said,
    },
    /// A parameter that cannot be understood or is out of bounds.
    #[error("parameter {name} is wrong")]
    InvalidParameter {
        /// Which.
        name: &'static str,
        /// What is wrong with it, and the way out.
        wrong: Said,
        /// What it should be.
        expected: Said,
    },
    /// Percent-encoding that breaks off, or that does not decode to UTF-8.
    #[error("the query's percent-encoding is broken")]
    MalformedQuery {
        /// The parameter in whose name or value it stands, as far as known.
        name: Option<&'static str>,
    },
    /// No station has this code.
    #[error("unknown station")]
    UnknownStation {
        /// As the client wrote it.
        code: String,
    },
    /// No notice of holidays is known for this year.
    #[error("unknown calendar year")]
    UnknownYear {
        /// As the client wrote it.
        year: String,
        /// The first and the last year that are known.
        known: Option<(i32, i32)>,
    },
    /// There are too many stations for one document.
    #[error("too many stations to pack")]
    TooManyToPack,
    /// There is no such collection of features.
    #[error("no such collection")]
    NoSuchCollection,
    /// The collection has no such feature.
    #[error("no such feature")]
    NoSuchFeature,
    /// No such address.
    #[error("no such path")]
    NoSuchPath,
    /// The address is there, but not for this method.
    #[error("method not allowed")]
    MethodNotAllowed {
        /// The methods that it is for, as in `Allow`.
        allow: Cow<'static, str>,
    },
    /// The answer was not ready in time.
    #[error("the request timed out")]
    TimedOut,
    /// The body is too long.
    #[error("the request body is too large")]
    BodyTooLarge {
        /// The largest that is taken, bytes.
        max_bytes: u64,
    },
    /// A part of a document that is not that long.
    #[error("no such range")]
    NoSuchRange {
        /// How long it is, bytes.
        length: usize,
    },
    /// The address is too long.
    #[error("the request target is too long")]
    UriTooLong {
        /// The longest that is taken, bytes.
        max_bytes: usize,
    },
    /// Too many requests from one client.
    #[error("too many requests")]
    TooManyRequests {
        /// When one more will be taken, seconds.
        retry_after_s: u64,
    },
    /// Too many requests at once, of all clients together.
    #[error("the server is busy")]
    Overloaded,
    /// The server is being stopped.
    #[error("the server is stopping")]
    Stopping,
    /// A write that cannot be taken.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Staff only, or not so.
    #[error(transparent)]
    Admin(#[from] AdminError),
    /// Something about the ledger that staff cannot do.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A planner's paper or search.
    #[error(transparent)]
    Planning(#[from] PlanningTrouble),
    /// A picture cannot be made.
    #[error(transparent)]
    Picture(#[from] PictureTrouble),
    /// A page cannot be signed for WeChat.
    #[error(transparent)]
    WeChat(#[from] WeChatTrouble),
    /// A defect of ours.
    #[error("a handler panicked")]
    Internal,
}

impl HttpError {
    /// Its type: status, address and title.
    pub fn problem_type(&self) -> ProblemType {
        match self {
            Self::UnknownParameter { .. } => types::UNKNOWN_PARAMETER,
            Self::RepeatedParameter { .. } => types::REPEATED_PARAMETER,
            Self::MissingParameter { .. } => types::MISSING_PARAMETER,
            Self::InvalidParameter { .. } => types::INVALID_PARAMETER,
            Self::MalformedQuery { .. } => types::MALFORMED_QUERY,
            Self::UnknownStation { .. } => types::UNKNOWN_STATION,
            Self::UnknownYear { .. } => types::UNKNOWN_YEAR,
            Self::NoSuchCollection => types::NO_SUCH_COLLECTION,
            Self::NoSuchFeature => types::NO_SUCH_FEATURE,
            Self::NoSuchPath => types::NO_SUCH_PATH,
            Self::MethodNotAllowed { .. } => types::METHOD_NOT_ALLOWED,
            Self::TimedOut => types::TIMED_OUT,
            Self::BodyTooLarge { .. } => types::BODY_TOO_LARGE,
            Self::NoSuchRange { .. } => types::NO_SUCH_RANGE,
            Self::UriTooLong { .. } => types::URI_TOO_LONG,
            Self::TooManyRequests { .. } => types::TOO_MANY_REQUESTS,
            Self::Overloaded => types::OVERLOADED,
            Self::Stopping => types::STOPPING,
            Self::TooManyToPack => types::TOO_MANY_TO_PACK,
            Self::Write(error) => error.problem_type(),
            Self::Admin(error) => error.problem_type(),
            Self::Ledger(error) => error.problem_type(),
            Self::Planning(trouble) => trouble.problem_type(),
            Self::Picture(trouble) => trouble.problem_type(),
            Self::WeChat(trouble) => trouble.problem_type(),
            Self::Internal => types::INTERNAL,
        }
    }

    /// The answer that tells the client.
    pub fn into_response(self, language: Language) -> Response<Body> {
        let kind = self.problem_type();
        let body = Value::Object(self.document(kind, language)).to_string();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = kind.status;
        let headers = response.headers_mut();
        let fixed = HeaderValue::from_static;
        headers.insert(header::CONTENT_TYPE, fixed("application/problem+json; charset=utf-8"));
        headers.insert(header::CONTENT_LANGUAGE, language.header());
        headers.insert(header::CACHE_CONTROL, fixed("no-store"));
        headers.insert(header::VARY, fixed("accept-language"));
        match self {
            Self::TooManyRequests { retry_after_s } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s.max(1)));
            }
            Self::Overloaded | Self::Stopping => {
                headers.insert(header::RETRY_AFTER, fixed("1"));
            }
            Self::MethodNotAllowed { allow } => {
                headers
                    .extend(HeaderValue::from_str(&allow).ok().map(|value| (header::ALLOW, value)));
            }
            Self::NoSuchRange { length } => {
                let length = HeaderValue::from_str(&format!("bytes */{length}")).ok();
                headers.extend(length.map(|length| (header::CONTENT_RANGE, length)));
            }
            Self::Write(error) => {
                if let Some(retry_after_s) = error.retry_after_s() {
                    headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
                }
            }
            Self::Admin(error) => headers.extend(error.headers()),
            _ => {}
        }
        response
    }

    fn document(&self, kind: ProblemType, language: Language) -> Map<String, Value> {
        let mut document = Map::new();
        let mut put = |key: &str, value: Value| document.insert(key.to_owned(), value);
        put("type", json!(format!("/problems/{}", kind.slug)));
        put("title", json!(language.pick(kind.zh, kind.en)));
        put("status", json!(kind.status.as_u16()));
        put("detail", json!(language.of(&self.detail())));
        match self {
            Self::UnknownParameter { name, nearest, known } => {
                put("parameter", json!(name));
                put("nearest", json!(nearest));
                put("known", json!(known));
            }
            Self::RepeatedParameter { name } => {
                put("parameter", json!(name));
            }
            Self::MissingParameter { name, expected }
            | Self::InvalidParameter { name, expected, .. } => {
                put("parameter", json!(name));
                put("expected", json!(language.of(expected)));
            }
            Self::MalformedQuery { name: Some(name) } => {
                put("parameter", json!(name));
            }
            Self::TooManyRequests { retry_after_s } => {
                put("retry_after_s", json!(retry_after_s));
            }
            Self::Write(error) => {
                if let Some(retry_after_s) = error.retry_after_s() {
                    put("retry_after_s", json!(retry_after_s));
                }
            }
            Self::Admin(error) => document.extend(error.members()),
            Self::Ledger(error) => document.extend(error.members(language)),
            _ => {}
        }
        document
    }

    fn detail(&self) -> Said {
        match self {
            Self::UnknownParameter { name, nearest, known } => unknown(name, *nearest, known),
            Self::RepeatedParameter { name } => Said::made(
                format!("参数 {name} 出现了不止一次：只保留一个。"),
                format!("The parameter {name} is given more than once: keep one of them."),
            ),
            Self::MissingParameter { name, expected } => Said::made(
                format!("缺少参数 {name}：{}。", expected.zh),
                format!("The parameter {name} is missing: {}.", expected.en),
            ),
            Self::InvalidParameter { wrong, .. } => wrong.clone(),
            Self::MalformedQuery { name } => malformed(*name),
            Self::UnknownStation { code } => Said::made(
                format!(
                    "没有编码为“{code}”的驿站：请核对编码，或用 /api/v1/stations?q= 按名称查找。"
                ),
                format!(
                    "No station has the code '{code}': check it, or search by name at /api/v1/stations?q=."
                ),
            ),
            Self::UnknownYear { year, known } => unknown_year(year, *known),
            Self::Write(error) => error.detail(),
            Self::Admin(error) => error.detail(),
            Self::Ledger(error) => error.detail(),
            Self::Planning(trouble) => trouble.detail(),
            Self::Picture(trouble) => trouble.detail(),
            Self::WeChat(trouble) => trouble.detail(),
            other => other.plain_detail(),
        }
    }

    /// The sentences of problems that do not come from a parameter.
    fn plain_detail(&self) -> Said {
        match self {
            Self::NoSuchCollection => Said::fixed(
                "没有这个数据集：可用的见 /ogc/collections。",
                "There is no such collection: /ogc/collections lists them.",
            ),
            Self::NoSuchFeature => Said::fixed(
                "数据集中没有这个要素：可用的见其 items。",
                "The collection has no such feature: its items list them.",
            ),
            Self::NoSuchPath => Said::fixed(
                "没有这个地址：接口清单见 /openapi.json，可在 /api 浏览。",
                "There is nothing at this address: /openapi.json lists all of them, /api shows them.",
            ),
            Self::MethodNotAllowed { allow } => Said::made(
                format!("此地址不支持这种请求方法：可用的有 {allow}。"),
                format!("This address is not for this method: use one of {allow}."),
            ),
            Self::TimedOut => Said::fixed(
                "未能及时处理完这个请求：请稍后重试。",
                "The answer was not ready in time: try again later.",
            ),
            Self::BodyTooLarge { max_bytes } => Said::made(
                format!("请求正文超过 {max_bytes} 字节。"),
                format!("The request body is longer than {max_bytes} bytes."),
            ),
            Self::NoSuchRange { length } => Said::made(
                format!("文件共 {length} 字节，所要的部分在其后：请重新读取。"),
                format!(
                    "The file has {length} bytes, and the range begins behind them: read it anew."
                ),
            ),
            Self::UriTooLong { max_bytes } => Said::made(
                format!("请求地址超过 {max_bytes} 字节：请减少筛选条件。"),
                format!("The address is longer than {max_bytes} bytes: ask for less at once."),
            ),
            Self::TooManyRequests { retry_after_s } => Said::made(
                format!(
                    "请求过于频繁：请在 {retry_after_s} 秒后重试；批量取数请用 /api/v1/stations/pack。"
                ),
                format!(
                    "Too many requests from your address: try again in {retry_after_s} s; to fetch everything at once use /api/v1/stations/pack."
                ),
            ),
            Self::Overloaded => Said::fixed(
                "同时处理的请求已达上限：请稍后重试。",
                "As many requests as can be served at once are being served: try again shortly.",
            ),
            Self::Stopping => Said::fixed(
                "服务正在停止：请改用其他节点，或稍后重试。",
                "The server is stopping: ask another node, or try again shortly.",
            ),
            Self::TooManyToPack => Said::fixed(
                "驿站过多，不提供整包：请用 /api/v1/stations 按范围查询。",
                "There are too many stations for one document: ask /api/v1/stations by bbox.",
            ),
            _ => Said::fixed(
                "服务出了差错，已记入日志；请稍后重试。",
                "Something went wrong on our side and has been logged: try again later.",
            ),
        }
    }
}

fn unknown(name: &str, nearest: Option<&str>, known: &[&str]) -> Said {
    match nearest {
        Some(nearest) => Said::made(
            format!("不认识参数“{name}”：您要的是 {nearest} 吗？"),
            format!("There is no parameter '{name}' here: did you mean {nearest}?"),
        ),
        None if known.is_empty() => Said::made(
            format!("不认识参数“{name}”：此地址不接受参数。"),
            format!("There is no parameter '{name}' here: this address takes none."),
        ),
        None => Said::made(
            format!("不认识参数“{name}”：可用的有 {}。", known.join("、")),
            format!("There is no parameter '{name}' here: known are {}.", known.join(", ")),
        ),
    }
}

fn malformed(name: Option<&str>) -> Said {
    let (zh, en) = match name {
        Some(name) => (format!("参数 {name}"), format!("The parameter {name}")),
        None => ("查询".to_owned(), "The query".to_owned()),
    };
    Said::made(
        format!("{zh}的百分号编码有误：每个 % 后须有两位十六进制数，解码后须为 UTF-8。"),
        format!(
            "{en} has broken percent-encoding: every % is followed by two hexadecimal digits, and the bytes are UTF-8."
        ),
    )
}

fn unknown_year(year: &str, known: Option<(i32, i32)>) -> Said {
    let (zh, en) = match known {
        Some((first, last)) => {
            (format!("已有 {first} 至 {last} 年"), format!("the years {first} to {last} are known"))
        }
        None => ("尚未装入任何年份".to_owned(), "no year has been loaded".to_owned()),
    };
    Said::made(
        format!("没有“{year}”年的放假安排，未公布的年份不作猜测：{zh}。"),
        format!(
            "The holidays of '{year}' are not known, and an unpublished year is never guessed: {en}."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_problem_has_its_own_address() {
        let mut slugs: Vec<_> = PROBLEM_TYPES.iter().map(|kind| kind.slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), PROBLEM_TYPES.len());
    }

    #[test]
    fn what_goes_to_the_log_repeats_nothing_that_a_client_sent() {
        let wrong = Said::fixed("纬度 39.9215 有误", "39.9215");
        let error =
            HttpError::InvalidParameter { name: "lat", wrong: wrong.clone(), expected: wrong };
        assert_eq!(error.to_string(), "parameter lat is wrong");
        let error = HttpError::UnknownParameter { name: "39.9".into(), nearest: None, known: &[] };
        assert_eq!(error.to_string(), "unknown parameter");
    }
}
