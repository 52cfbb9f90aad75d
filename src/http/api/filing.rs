//! What the addresses of reports, confirmations and receipts have in common.

use axum::http::{HeaderMap, StatusCode, header};
use chrono::SubsecRound as _;

use super::schema::ReceiptAnswer;
use crate::domain::filing::{Filed, FilingKey, Receipt};
use crate::domain::station::{InvalidCode, StationCode};
use crate::http::body::Members;
use crate::http::errand::Errand;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, invalid};
use crate::http::reply::{Cache, Reply};
use crate::service::{App, Outcome, Sent};

/// The name of the header with which a client makes sure that nothing is filed twice.
const KEY: &str = "Idempotency-Key";

/// What comes with every filing: its key, its station, and when it was seen.
pub(super) fn sent(errand: &Errand, members: &mut Members) -> Result<Sent, HttpError> {
    let key = key_of(&errand.headers)?;
    let station = station(errand)?;
    let expected = || {
        Said::fixed(
            "看到的时刻，RFC 3339，例如 2026-11-21T19:50:00+08:00；不写即为现在",
            "when it was seen, RFC 3339, e.g. 2026-11-21T19:50:00+08:00; now if not given",
        )
    };
    let seen_at = members.text("seen_at")?;
    let seen_at = seen_at.map(|text| params::instant("seen_at", &text, expected())).transpose()?;
    Ok(Sent { key, station, seen_at })
}

/// What the sender calls what is sent.
pub(in crate::http) fn key_of(headers: &HeaderMap) -> Result<FilingKey, HttpError> {
    const EXPECTED: Said = Said::fixed(
        "请求头，8 至 64 个字母、数字、连字符或下划线，每次提交用新的 UUID，重发时不变",
        "a header of 8 to 64 letters, digits, hyphens and underscores: a new UUID for each filing, the same when it is sent again",
    );
    headers
        .get(KEY)
        .ok_or(HttpError::MissingParameter { name: KEY, expected: EXPECTED })?
        .to_str()
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| invalid(KEY, EXPECTED, "不合要求", "it is not of that form"))
}

/// The answer to a filing: 201 with its receipt, or 200 when the same had been filed before.
pub(super) fn filed(app: &App, outcome: &Outcome) -> Result<Reply, HttpError> {
    let receipt = outcome.receipt();
    let mut reply = told(app, receipt)?;
    if matches!(outcome, Outcome::Filed(_)) {
        reply.status = StatusCode::CREATED;
    }
    let address = format!("/api/v1/receipts/{}", receipt.code);
    Ok(reply.with_header(header::LOCATION, &address))
}

/// What a receipt tells.
pub(super) fn told(app: &App, receipt: &Receipt) -> Result<Reply, HttpError> {
    let (kind, problem, state, reason) = match &receipt.of {
        Filed::Confirmation => ("confirmation", None, "accepted", ""),
        Filed::Report { kind, state } => ("report", Some(kind.key()), state.key(), state.reason()),
    };
    let zone = app.district.zone.0;
    let answer = ReceiptAnswer {
        receipt: receipt.code.to_string(),
        kind: kind.to_owned(),
        station: receipt.station.to_string(),
        problem: problem.map(str::to_owned),
        state: state.to_owned(),
        reason: reason.to_owned(),
        filed_at: receipt.filed_at.trunc_subsecs(0).with_timezone(&zone).fixed_offset(),
    };
    let json = serde_json::to_vec(&answer).map_err(|_| HttpError::Internal)?;
    Ok(Reply::json(json).cached(Cache::Never))
}

/// The station in `/api/v1/stations/{code}/…`.
fn station(errand: &Errand) -> Result<StationCode, HttpError> {
    let segment = errand.uri.path().rsplit('/').nth(1).unwrap_or("");
    let code = params::path_segment(segment)?;
    code.parse().map_err(|InvalidCode(code)| HttpError::UnknownStation {
        code: code.chars().take(40).collect(),
    })
}
