//! What the public sends, in the store: filed once, listed for staff, told to its sender.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

use ulid::Ulid;

use crate::domain::filing::{Confirmed, Filing, FilingKey, Receipt, ReceiptCode};
use crate::domain::photo::Photo;
use crate::domain::report::{FiledReport, Report, ReportKind, Waiting};
use crate::domain::station::StationCode;

use super::StoreError;

/// The part of the store that keeps reports and confirmations. As in [`super::Store`], every
/// method is one transaction, and what it returns after writing is durable.
///
/// Filing does not raise the ledger's revision.
#[async_trait]
pub trait Filings: Send + Sync {
    /// The receipt of what was filed with this key, if anything was.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`] when that was something of another digest.
    async fn filed(&self, key: &FilingKey, digest: &str) -> Result<Option<Receipt>, StoreError>;

    /// Files a report with its photo. The same key with the same digest again stores nothing
    /// and gives the receipt of the first time.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`] as in [`Filings::filed`].
    async fn file_report(
        &self,
        filing: &Filing,
        report: &Report,
        photo: Option<&Photo>,
    ) -> Result<Receipt, StoreError>;

    /// Files that somebody has found a station as it says. Otherwise like
    /// [`Filings::file_report`].
    async fn file_confirmation(&self, filing: &Filing) -> Result<Receipt, StoreError>;

    /// What became of the filing with this receipt.
    async fn receipt(&self, code: &ReceiptCode) -> Result<Option<Receipt>, StoreError>;

    /// Reports that pass the filter, newest first.
    async fn list_reports(
        &self,
        filter: &ReportFilter,
        page: ReportPage,
    ) -> Result<Vec<FiledReport>, StoreError>;

    /// One report.
    async fn report(&self, id: Ulid) -> Result<Option<FiledReport>, StoreError>;

    /// Notes that staff have looked at a report. The first time counts.
    async fn open_report(&self, id: Ulid, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// How many reports nobody has decided, by the station that they are about.
    async fn waiting_reports(&self) -> Result<BTreeMap<StationCode, Waiting>, StoreError>;

    /// When undecided reports say that a station is closed, those seen since then, oldest first.
    async fn closed_reports(
        &self,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<StationCode, Vec<DateTime<Utc>>>, StoreError>;

    /// The photo that came with a report.
    async fn photo(&self, report: Ulid) -> Result<Option<Photo>, StoreError>;

    /// The stations that riders have confirmed.
    async fn confirmed(&self) -> Result<BTreeMap<StationCode, Confirmed>, StoreError>;
}

/// Which reports; what is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportFilter {
    /// The word of the state, one of [`crate::domain::report::ReportState::KEYS`].
    pub state: Option<&'static str>,
    /// About this station.
    pub station: Option<StationCode>,
    /// Of this kind.
    pub kind: Option<ReportKind>,
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPage {
    /// Those before this one; the newest when it is not set.
    pub before: Option<Ulid>,
    /// At most so many.
    pub limit: u32,
}
