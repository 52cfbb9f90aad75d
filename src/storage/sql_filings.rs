//! Reports and confirmations over SQL, once for both databases.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use crate::domain::filing::{Confirmed, Filed, Filing, FilingKey, Receipt, ReceiptCode};
use crate::domain::photo::{Photo, PhotoSize};
use crate::domain::report::{Decided, FiledReport, Report, ReportState, Waiting};
use crate::domain::station::StationCode;

use super::StoreError;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::filings::{Filings, ReportFilter, ReportPage};
use super::rows::{self, instant, int, text};
use super::run::{all_rows, execute};
use super::sql_store::SqlStore;
use super::statements as sql;

#[async_trait]
impl<D: Dialect> Filings for SqlStore<D> {
    async fn filed(&self, key: &FilingKey, digest: &str) -> Result<Option<Receipt>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        match filed_before::<D>(&mut transaction, key).await? {
            Some(found) => found.if_it_is(digest).map(Some),
            None => Ok(None),
        }
    }

    async fn file_report(
        &self,
        filing: &Filing,
        report: &Report,
        photo: Option<&Photo>,
    ) -> Result<Receipt, StoreError> {
        let mut transaction = self.begin_filing().await?;
        if !put_filing::<D>(&mut transaction, filing, "report").await? {
            return found_again::<D>(&mut transaction, filing).await;
        }
        put_report::<D>(&mut transaction, filing.id, report, photo).await?;
        transaction.commit().await.map_err(failed("committing a report"))?;
        receipt_of(filing, Filed::Report { kind: report.problem.kind(), state: ReportState::New })
    }

    async fn file_confirmation(&self, filing: &Filing) -> Result<Receipt, StoreError> {
        let mut transaction = self.begin_filing().await?;
        if !put_filing::<D>(&mut transaction, filing, "confirmation").await? {
            return found_again::<D>(&mut transaction, filing).await;
        }
        transaction.commit().await.map_err(failed("committing a confirmation"))?;
        receipt_of(filing, Filed::Confirmation)
    }

    async fn receipt(&self, code: &ReceiptCode) -> Result<Option<Receipt>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let code = code.to_string();
        let select = statement::<D>(sql::RECEIPT, &[Value::Text(&code)]);
        let found = all_rows::<D, _>(&mut transaction, select, receipt_row::<D>).await?;
        Ok(found.into_iter().next().map(|found| found.receipt))
    }

    async fn list_reports(
        &self,
        filter: &ReportFilter,
        page: ReportPage,
    ) -> Result<Vec<FiledReport>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        reports_page::<D>(&mut transaction, filter, page, None).await
    }

    async fn report(&self, id: Ulid) -> Result<Option<FiledReport>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        report_of::<D>(&mut transaction, id).await
    }

    async fn open_report(&self, id: Ulid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let id = id.to_string();
        let values = [Value::Text(&id), Value::Int(at.timestamp_millis())];
        execute::<D>(&mut transaction, statement::<D>(sql::OPEN_REPORT, &values)).await?;
        transaction.commit().await.map_err(failed("noting that a report was opened"))
    }

    async fn waiting_reports(&self) -> Result<BTreeMap<StationCode, Waiting>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::WAITING_REPORTS, &[]);
        let all = all_rows::<D, _>(&mut transaction, select, |row| {
            let reports = rows::count(int::<D>(row, 1)?, "a number of reports")?;
            let unread = rows::count(int::<D>(row, 2)?, "a number of reports")?;
            let oldest_at = instant(int::<D>(row, 3)?)?;
            Ok((rows::code(text::<D>(row, 0)?)?, Waiting { reports, unread, oldest_at }))
        });
        Ok(all.await?.into_iter().collect())
    }

    async fn closed_reports(
        &self,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<StationCode, Vec<DateTime<Utc>>>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let since = Value::Int(since.timestamp_millis());
        let select = statement::<D>(sql::CLOSED_REPORTS, &[since]);
        let all = all_rows::<D, _>(&mut transaction, select, |row| {
            Ok((rows::code(text::<D>(row, 0)?)?, instant(int::<D>(row, 1)?)?))
        });
        let mut seen: BTreeMap<StationCode, Vec<DateTime<Utc>>> = BTreeMap::new();
        for (code, at) in all.await? {
            seen.entry(code).or_default().push(at);
        }
        Ok(seen)
    }

    async fn photo(&self, report: Ulid) -> Result<Option<Photo>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let id = report.to_string();
        let select = statement::<D>(sql::PHOTO, &[Value::Text(&id)]);
        let found = all_rows::<D, _>(&mut transaction, select, |row| {
            let size = size_at::<D>(row, 0)?;
            let jpeg = rows::bytes::<D>(row, 2)?.to_vec();
            Ok(size.map(|size| Photo { jpeg, size }))
        });
        Ok(found.await?.into_iter().next().flatten())
    }

    async fn confirmed(&self) -> Result<BTreeMap<StationCode, Confirmed>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::CONFIRMED, &[]);
        let all = all_rows::<D, _>(&mut transaction, select, |row| {
            let code = rows::code(text::<D>(row, 0)?)?;
            let last_at = instant(int::<D>(row, 1)?)?;
            let count = rows::count(int::<D>(row, 2)?, "a number of confirmations")?;
            Ok((code, Confirmed { last_at, count }))
        });
        Ok(all.await?.into_iter().collect())
    }
}

/// A receipt as it is stored, with the digest of what it is for.
struct Stored {
    receipt: Receipt,
    digest: String,
}

impl Stored {
    /// The receipt, if it is for the same content.
    fn if_it_is(self, digest: &str) -> Result<Receipt, StoreError> {
        if self.digest == digest { Ok(self.receipt) } else { Err(StoreError::KeyReused) }
    }
}

/// Whether the envelope was written; not when its key was used before.
async fn put_filing<D: Dialect>(
    connection: &mut D::Connection,
    filing: &Filing,
    kind: &'static str,
) -> Result<bool, StoreError> {
    let (id, receipt) = (filing.id.to_string(), filing.receipt.to_string());
    let values = [
        Value::Text(&id),
        Value::Text(filing.key.as_str()),
        Value::Text(&receipt),
        Value::Text(kind),
        Value::Text(filing.station.as_str()),
        Value::Int(filing.filed_at.timestamp_millis()),
        Value::Int(filing.seen_at.timestamp_millis()),
        Value::Text(&filing.digest),
    ];
    let insert = statement::<D>(sql::PUT_FILING, &values);
    let written = all_rows::<D, _>(connection, insert, |_| Ok(())).await?;
    Ok(!written.is_empty())
}

async fn put_report<D: Dialect>(
    connection: &mut D::Connection,
    id: Ulid,
    report: &Report,
    photo: Option<&Photo>,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let content = serde_json::to_string(report).map_err(|error| StoreError::Damaged {
        what: "this report".to_owned(),
        reason: error.to_string(),
    })?;
    let values =
        [Value::Text(&id), Value::Text(report.problem.kind().key()), Value::Text(&content)];
    execute::<D>(connection, statement::<D>(sql::PUT_REPORT, &values)).await?;
    let Some(photo) = photo else { return Ok(()) };
    let values = [
        Value::Text(&id),
        Value::Int(i64::from(photo.size.width_px)),
        Value::Int(i64::from(photo.size.height_px)),
        Value::Bytes(&photo.jpeg),
    ];
    execute::<D>(connection, statement::<D>(sql::PUT_PHOTO, &values)).await
}

/// The report with this identifier.
pub(super) async fn report_of<D: Dialect>(
    connection: &mut D::Connection,
    id: Ulid,
) -> Result<Option<FiledReport>, StoreError> {
    let (filter, page) = (ReportFilter::default(), ReportPage { before: None, limit: 1 });
    let found = reports_page::<D>(connection, &filter, page, Some(id)).await?;
    Ok(found.into_iter().next())
}

async fn reports_page<D: Dialect>(
    connection: &mut D::Connection,
    filter: &ReportFilter,
    page: ReportPage,
    id: Option<Ulid>,
) -> Result<Vec<FiledReport>, StoreError> {
    let text_of = |id: Option<Ulid>| id.map_or_else(String::new, |id| id.to_string());
    let (before, id) = (text_of(page.before), text_of(id));
    let values = [
        Value::Text(filter.state.unwrap_or("")),
        Value::Text(filter.station.as_ref().map_or("", StationCode::as_str)),
        Value::Text(filter.kind.map_or("", |kind| kind.key())),
        Value::Text(&before),
        Value::Int(i64::from(page.limit)),
        Value::Text(&id),
    ];
    let select = statement::<D>(sql::REPORTS_PAGE, &values);
    all_rows::<D, _>(connection, select, report_row::<D>).await
}

/// The receipt of the first time, when a key comes again.
async fn found_again<D: Dialect>(
    connection: &mut D::Connection,
    filing: &Filing,
) -> Result<Receipt, StoreError> {
    let found = filed_before::<D>(connection, &filing.key).await?;
    found
        .ok_or_else(|| damaged("a filing", "its key is taken and it is not there"))?
        .if_it_is(&filing.digest)
}

async fn filed_before<D: Dialect>(
    connection: &mut D::Connection,
    key: &FilingKey,
) -> Result<Option<Stored>, StoreError> {
    let select = statement::<D>(sql::RECEIPT_OF_KEY, &[Value::Text(key.as_str())]);
    let found = all_rows::<D, _>(connection, select, receipt_row::<D>).await?;
    Ok(found.into_iter().next())
}

/// The receipt of what has just been written, with times as they are kept.
fn receipt_of(filing: &Filing, of: Filed) -> Result<Receipt, StoreError> {
    let filed_at = instant(filing.filed_at.timestamp_millis())?;
    Ok(Receipt { code: filing.receipt, station: filing.station.clone(), filed_at, of })
}

/// A row `receipt, code, filed_at, content, state, reason, merged_into, digest`; the four in the
/// middle are empty for a confirmation.
fn receipt_row<D: Dialect>(row: &D::Row) -> Result<Stored, StoreError> {
    let code = text::<D>(row, 0)?;
    let code = code.parse().map_err(|error| damaged("a receipt's code", error))?;
    let of = match text::<D>(row, 3)? {
        "" => Filed::Confirmation,
        content => {
            Filed::Report { kind: report(content)?.problem.kind(), state: state_at::<D>(row, 4)? }
        }
    };
    let station = rows::code(text::<D>(row, 1)?)?;
    let receipt = Receipt { code, station, filed_at: instant(int::<D>(row, 2)?)?, of };
    Ok(Stored { receipt, digest: text::<D>(row, 7)?.to_owned() })
}

/// A row `id, code, filed_at, content, state, reason, merged_into, seen_at, width, height, named,
/// opened_at, decided_by, decided_at, erased_at`; 0 and empty stand for none.
fn report_row<D: Dialect>(row: &D::Row) -> Result<FiledReport, StoreError> {
    let named = Some(text::<D>(row, 10)?).filter(|code| !code.is_empty());
    let opened_at = Some(int::<D>(row, 11)?).filter(|at| *at > 0);
    let by = text::<D>(row, 12)?.to_owned();
    let decided_at = instant(int::<D>(row, 13)?)?;
    Ok(FiledReport {
        id: identifier(text::<D>(row, 0)?)?,
        station: rows::code(text::<D>(row, 1)?)?,
        filed_at: instant(int::<D>(row, 2)?)?,
        report: report(text::<D>(row, 3)?)?,
        state: state_at::<D>(row, 4)?,
        seen_at: instant(int::<D>(row, 7)?)?,
        photo: size_at::<D>(row, 8)?,
        named: named.map(rows::code).transpose()?,
        opened_at: opened_at.map(instant).transpose()?,
        decided: (!by.is_empty()).then_some(Decided { by, at: decided_at }),
        erased_at: Some(int::<D>(row, 14)?).filter(|at| *at > 0).map(instant).transpose()?,
    })
}

/// Columns `state, reason, merged_into` from `first` on.
fn state_at<D: Dialect>(row: &D::Row, first: usize) -> Result<ReportState, StoreError> {
    let reason = text::<D>(row, first + 1)?.to_owned();
    Ok(match text::<D>(row, first)? {
        "new" => ReportState::New,
        "accepted" => ReportState::Accepted { reason },
        "rejected" => ReportState::Rejected { reason },
        "merged" => ReportState::Merged { into: identifier(text::<D>(row, first + 2)?)?, reason },
        other => return Err(damaged("a report's state", format!("'{other}' is none"))),
    })
}

/// Columns `width_px, height_px` from `first` on; 0 stands for no photo.
fn size_at<D: Dialect>(row: &D::Row, first: usize) -> Result<Option<PhotoSize>, StoreError> {
    let side = |column| {
        let px = int::<D>(row, column)?;
        u32::try_from(px).map_err(|error| damaged("a photo's size", error))
    };
    let size = PhotoSize { width_px: side(first)?, height_px: side(first + 1)? };
    Ok((size.width_px > 0).then_some(size))
}

fn report(content: &str) -> Result<Report, StoreError> {
    // What the sender wrote does not go into a message: it may say where somebody stands.
    serde_json::from_str(content).map_err(|_| damaged("a report's content", "it is no report"))
}

fn identifier(text: &str) -> Result<Ulid, StoreError> {
    text.parse().map_err(|error| damaged("a report's identifier", error))
}

fn damaged(what: &str, reason: impl ToString) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), reason: reason.to_string() }
}
