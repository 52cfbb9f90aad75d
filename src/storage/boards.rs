//! What the boards look back on: the ledger as it was, and what was counted day by day.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use crate::domain::area::AreaCode;
use crate::domain::station::Station;

/// The part of the store that boards look back on. As in [`super::Store`], every method is one
/// transaction.
#[async_trait]
pub trait Boards: Send + Sync {
    /// Hands every station to `sink`, by code, as it was just before an instant, with the time of
    /// its creation.
    async fn read_as_of(
        &self,
        before: DateTime<Utc>,
        sink: &mut (dyn FnMut(Station, DateTime<Utc>) + Send),
    ) -> Result<(), StoreError>;

    /// Keeps what was counted on a day, in place of what was counted before on it.
    async fn put_quality(&self, day: NaiveDate, counts: &[QualityCount]) -> Result<(), StoreError>;

    /// What was counted on a day and later, by day.
    async fn quality_since(&self, day: NaiveDate) -> Result<Vec<QualityCount>, StoreError>;
}

/// How many findings a rule had in an area on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityCount {
    /// The day.
    pub day: NaiveDate,
    /// The area.
    pub area: AreaCode,
    /// The word of the rule.
    pub rule: String,
    /// How many.
    pub findings: u64,
}
