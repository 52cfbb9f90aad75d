//! What can go wrong with a write, beside what can go wrong with any question.

use thiserror::Error;

use super::admin::LedgerError;
use super::error::{HttpError, Said};
use super::params::invalid;
use super::problem_types::{self as types, ProblemType};
use crate::domain::photo::InvalidPhoto;
use crate::domain::report::InvalidReport;
use crate::service::ServiceError;

/// Everything that keeps a write from being taken. As with [`HttpError`], the `Display` text
/// repeats nothing that a client sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The page of another origin sends it.
    #[error("a page of another origin writes")]
    ForeignOrigin,
    /// The body is not said to be JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// The body is no JSON object.
    #[error("the body is no JSON object")]
    MalformedBody,
    /// The key was used for something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// The station is gone for good.
    #[error("the station is retired")]
    RetiredStation {
        /// Its code.
        code: String,
    },
    /// Nothing was filed with this receipt.
    #[error("unknown receipt")]
    UnknownReceipt,
    /// The store does not answer.
    #[error("the store does not answer")]
    StoreAway,
    /// Too many writes from one client.
    #[error("too many writes")]
    TooMany {
        /// When one more will be taken, seconds.
        retry_after_s: u64,
    },
}

impl WriteError {
    pub(super) fn problem_type(&self) -> ProblemType {
        match self {
            Self::ForeignOrigin => types::FOREIGN_ORIGIN,
            Self::NotJson => types::UNSUPPORTED_MEDIA_TYPE,
            Self::MalformedBody => types::MALFORMED_BODY,
            Self::KeyReused => types::KEY_REUSED,
            Self::RetiredStation { .. } => types::RETIRED_STATION,
            Self::UnknownReceipt => types::UNKNOWN_RECEIPT,
            Self::StoreAway => types::STORE_AWAY,
            Self::TooMany { .. } => types::TOO_MANY_REQUESTS,
        }
    }

    /// When to try again, seconds, if that may help.
    pub(super) fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::StoreAway => Some(10),
            Self::TooMany { retry_after_s } => Some(*retry_after_s),
            _ => None,
        }
    }

    pub(super) fn detail(&self) -> Said {
        match self {
            Self::ForeignOrigin => Said::fixed(
                "只接受本站页面提交：请在本站打开后再试。运营方请核对 --public-url。",
                "Only pages of this site may write: open it there and try again. Operators: check --public-url.",
            ),
            Self::NotJson => Said::fixed(
                "正文须为 JSON：请设 Content-Type: application/json。",
                "The body must be JSON: send Content-Type: application/json.",
            ),
            Self::MalformedBody => Said::fixed(
                "正文不是一个完整的 JSON 对象：请核对括号、引号与编码（UTF-8）。",
                "The body is no complete JSON object: check braces, quotes and encoding (UTF-8).",
            ),
            Self::KeyReused => Said::fixed(
                "这个 Idempotency-Key 已用于另一份内容：每次提交请生成新的，只在重发同一内容时沿用。",
                "This Idempotency-Key was used for other content: make a new one for each filing, and keep it only to send the same again.",
            ),
            Self::RetiredStation { code } => Said::made(
                format!("驿站 {code} 已停用，不再接收反馈：请查看附近的其他驿站。"),
                format!("Station {code} is retired and takes no reports: look at others nearby."),
            ),
            Self::UnknownReceipt => Said::fixed(
                "没有这个回执号：请逐字核对，应为 12 位，例如 7K2M-Q9XD-4TBH。",
                "There is no such receipt: check it letter by letter; it has 12, e.g. 7K2M-Q9XD-4TBH.",
            ),
            Self::StoreAway => Said::fixed(
                "暂时无法保存，您的内容尚未提交：请稍后用同一个 Idempotency-Key 重试。查询不受影响。",
                "It cannot be saved at present and was not taken: try again shortly with the same Idempotency-Key. Questions are still answered.",
            ),
            Self::TooMany { retry_after_s } => Said::made(
                format!("提交过于频繁：请在 {retry_after_s} 秒后重试。"),
                format!("Too many filings from your address: try again in {retry_after_s} s."),
            ),
        }
    }
}

impl From<ServiceError> for HttpError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::UnknownStation(code) => Self::UnknownStation { code: code.to_string() },
            ServiceError::RetiredStation(code) => {
                WriteError::RetiredStation { code: code.to_string() }.into()
            }
            ServiceError::KeyReused => WriteError::KeyReused.into(),
            ServiceError::Edit(error) => error.into(),
            ServiceError::Import(error) => LedgerError::Import(error).into(),
            ServiceError::Report(error) => LedgerError::Report(error).into(),
            ServiceError::Verification(error) => LedgerError::Verification(error).into(),
            ServiceError::District(error) => LedgerError::District(error).into(),
            ServiceError::UnknownImport(_) => LedgerError::UnknownImport.into(),
            ServiceError::UnknownReport(_) => LedgerError::UnknownReport.into(),
            ServiceError::Photo(error) => error.into(),
            ServiceError::NoPhoto => Self::NoSuchPath,
            ServiceError::Pictures(error) => {
                tracing::error!(%error, "the photos' store failed a request");
                WriteError::StoreAway.into()
            }
            ServiceError::People(error) => error.into(),
            ServiceError::SaysNothing => invalid(
                "text",
                Said::fixed("哪里不对，几个字即可", "what is wrong, in a few words"),
                "没有说明问题，也没有照片",
                "neither words nor a photo say what is wrong",
            ),
            ServiceError::SeenTooLongAgo => invalid(
                "seen_at",
                Said::fixed("30 天之内的时刻", "an instant within the last 30 days"),
                "太久以前了，请再去看看",
                "it is too long ago: look again",
            ),
            ServiceError::Store(error) => {
                tracing::error!(%error, "the store failed a request");
                WriteError::StoreAway.into()
            }
            other => {
                tracing::error!(error = %other, "failed");
                Self::Internal
            }
        }
    }
}

impl From<InvalidPhoto> for HttpError {
    fn from(error: InvalidPhoto) -> Self {
        let expected = Said::fixed(
            "JPEG、PNG 或 WebP（JSON 中以 base64 编码），至多 8 MB、1600 万像素",
            "a JPEG, PNG or WebP, in JSON as base64, at most 8 MB and 16 million pixels",
        );
        let (zh, en) = match error {
            InvalidPhoto::TooManyBytes => {
                ("照片超过 8 MB，请缩小", "it has more than 8 MB: scale it down")
            }
            InvalidPhoto::TooManyPixels => {
                ("照片像素过多，请缩小", "it has too many pixels: scale it down")
            }
            InvalidPhoto::Unreadable => {
                ("无法识别这张照片，请换一张或不附照片", "it cannot be read: send another, or none")
            }
            InvalidPhoto::Heic => (
                "这是 HEIC 或 AVIF 格式，请另存为 JPEG，或把相机格式设为“兼容性最佳”",
                "it is in HEIC or AVIF: save it as JPEG, or set the camera to most compatible",
            ),
        };
        invalid("photo", expected, zh, en)
    }
}

impl From<InvalidReport> for HttpError {
    fn from(error: InvalidReport) -> Self {
        let InvalidReport::TextTooLong { chars } = error;
        invalid(
            "text",
            Said::fixed("至多 500 字", "at most 500 characters"),
            &format!("有 {chars} 字，请缩短"),
            &format!("it has {chars} characters: shorten it"),
        )
    }
}
