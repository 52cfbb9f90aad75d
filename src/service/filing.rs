//! What filing a report and filing a confirmation have in common.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::{App, ServiceError};
use crate::domain::filing::{Filing, FilingKey, Receipt, ReceiptCode};
use crate::domain::station::StationCode;
use crate::domain::status::Status;
use crate::storage::StoreError;

/// For how many days a phone without signal may keep what its rider saw.
pub const FILING_DAYS: i64 = 30;

/// What comes with everything that the public sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What the sender calls it.
    pub key: FilingKey,
    /// The station that it is about.
    pub station: StationCode,
    /// When the sender saw it; `None` for now.
    pub seen_at: Option<DateTime<Utc>>,
}

/// A receipt, and whether it is a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was filed now.
    Filed(Receipt),
    /// The same had been filed before.
    FiledBefore(Receipt),
}

impl Outcome {
    /// The receipt.
    pub fn receipt(&self) -> &Receipt {
        match self {
            Self::Filed(receipt) | Self::FiledBefore(receipt) => receipt,
        }
    }

    /// Of a receipt that the store gave for this envelope: another code is that of the first
    /// time.
    pub(super) fn of(filing: &Filing, receipt: Receipt) -> Self {
        if receipt.code == filing.receipt {
            Self::Filed(receipt)
        } else {
            Self::FiledBefore(receipt)
        }
    }
}

/// A hash over what was sent. Parts are told apart by their lengths.
pub(super) fn digest(sent: &Sent, parts: &[&[u8]]) -> String {
    let seen_at = sent.seen_at.map_or_else(String::new, |at| at.to_rfc3339());
    let mut hasher = Sha256::new();
    for part in [sent.station.as_str().as_bytes(), seen_at.as_bytes()].iter().chain(parts) {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

/// The envelope for what was sent, once it is known that it can be taken.
pub(super) async fn envelope(
    app: &App,
    sent: &Sent,
    digest: String,
) -> Result<Filing, ServiceError> {
    let now = app.clock.now();
    // A phone whose clock is ahead has not seen the future.
    let seen_at = sent.seen_at.unwrap_or(now).min(now);
    if now - seen_at > TimeDelta::days(FILING_DAYS) {
        return Err(ServiceError::SeenTooLongAgo);
    }
    match app.store.record(&sent.station).await? {
        None => return Err(ServiceError::UnknownStation(sent.station.clone())),
        Some(record) if record.station.status == Status::Retired => {
            return Err(ServiceError::RetiredStation(sent.station.clone()));
        }
        Some(_) => {}
    }
    Ok(Filing {
        id: app.clock.new_id(),
        key: sent.key.clone(),
        receipt: ReceiptCode::from_random(app.clock.new_secret()),
        station: sent.station.clone(),
        seen_at,
        filed_at: now,
        digest,
    })
}

/// A reused key is a mistake of the sender; all else is the store's.
pub(super) fn refused(error: StoreError) -> ServiceError {
    match error {
        StoreError::KeyReused => ServiceError::KeyReused,
        other => ServiceError::Store(other),
    }
}
