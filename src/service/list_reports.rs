//! Staff look at what riders report: the list behind the inbox, and the photos.

use ulid::Ulid;

use super::ServiceError;
use crate::domain::photo::Photo;
use crate::domain::report::FiledReport;
use crate::storage::{ReportFilter, ReportPage, Store};

/// The most reports on one page.
pub const MAX_A_PAGE: u32 = 200;

/// One page of reports, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportList {
    /// The reports.
    pub reports: Vec<FiledReport>,
    /// `before` of the next page; `None` on the last one.
    pub next: Option<Ulid>,
}

/// Lists the reports that pass the filter. A page has 1 to [`MAX_A_PAGE`] of them.
///
/// # Errors
/// Whatever the store says.
pub async fn list_reports(
    store: &dyn Store,
    filter: &ReportFilter,
    page: ReportPage,
) -> Result<ReportList, ServiceError> {
    let limit = page.limit.clamp(1, MAX_A_PAGE);
    // One more than is shown tells whether there is a next page.
    let asked = ReportPage { limit: limit + 1, ..page };
    let mut reports = store.list_reports(filter, asked).await?;
    let has_more = reports.len() > limit as usize;
    reports.truncate(limit as usize);
    let next = reports.last().map(|report| report.id).filter(|_| has_more);
    Ok(ReportList { reports, next })
}

/// The photo that came with a report.
///
/// # Errors
/// Whatever the store says.
pub async fn report_photo(store: &dyn Store, report: Ulid) -> Result<Option<Photo>, ServiceError> {
    Ok(store.photo(report).await?)
}
