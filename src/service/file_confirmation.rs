//! A rider confirms that a station is as it says (还在营业).

use super::filing::{digest, envelope, refused};
use super::{App, Outcome, Sent, ServiceError};

/// Files a confirmation. When it returns a receipt the confirmation is durable; the public
/// answers show its day from the next snapshot on. The same again gives the receipt of the
/// first time.
///
/// # Errors
/// What is wrong with it, or whatever the store says; then nothing was filed.
pub async fn file_confirmation(app: &App, sent: &Sent) -> Result<Outcome, ServiceError> {
    let digest = digest(sent, &[b"confirmation"]);
    if let Some(receipt) = app.store.filed(&sent.key, &digest).await.map_err(refused)? {
        return Ok(Outcome::FiledBefore(receipt));
    }
    let filing = envelope(app, sent, digest).await?;
    let filed = app.store.file_confirmation(&filing).await;
    Ok(Outcome::of(&filing, filed.map_err(refused)?))
}
