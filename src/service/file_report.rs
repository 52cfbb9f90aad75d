//! A rider reports that something is wrong with a station (纠错).

use super::filing::{digest, envelope, refused};
use super::photos::photo_of_report;
use super::{App, Outcome, Sent, ServiceError};
use crate::domain::report::Report;

/// Files a report, with the bytes of a photo if one came with it. When it returns a receipt the
/// report is durable. The same again gives the receipt of the first time, whatever has become
/// of the report or its station since.
///
/// # Errors
/// What is wrong with it, or whatever the store says; then nothing was filed.
pub async fn file_report(
    app: &App,
    sent: &Sent,
    report: &Report,
    photo: Option<Vec<u8>>,
) -> Result<Outcome, ServiceError> {
    if report.says_nothing() && photo.is_none() {
        return Err(ServiceError::SaysNothing);
    }
    // What a report says can always be written as JSON.
    let content = serde_json::to_vec(report).unwrap_or_default();
    let digest = digest(sent, &[b"report", &content, photo.as_deref().unwrap_or_default()]);
    if let Some(receipt) = app.store.filed(&sent.key, &digest).await.map_err(refused)? {
        return Ok(Outcome::FiledBefore(receipt));
    }
    let filing = envelope(app, sent, digest).await?;
    let photo = match photo {
        Some(bytes) => Some(photo_of_report(app, bytes).await?),
        None => None,
    };
    let filed = app.store.file_report(&filing, report, photo.as_ref()).await;
    app.look_at_reports();
    Ok(Outcome::of(&filing, filed.map_err(refused)?))
}
