//! Whoever sent something reads what became of it.

use super::{App, ServiceError};
use crate::domain::filing::{Receipt, ReceiptCode};

/// What the receipt with this code tells; `None` when there is none.
///
/// # Errors
/// Whatever the store says.
pub async fn read_receipt(app: &App, code: &ReceiptCode) -> Result<Option<Receipt>, ServiceError> {
    Ok(app.store.receipt(code).await?)
}
