//! Somebody uploads a ledger file. The plan of what it would do is made beside the threads that
//! answer, row by row into the store, where every node can tell how far it is.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use ulid::Ulid;

use super::content::{Summary, kept};
use super::plan_import;
use crate::domain::coordinates::Datum;
use crate::domain::filing::FilingKey;
use crate::domain::role::{Action, Actor, may};
use crate::domain::said::Said;
use crate::exchange::stations::{Reading, read_stations};
use crate::service::stations::EditError;
use crate::service::{App, ServiceError};
use crate::storage::{ImportState, StoreError, Upload};

pub use crate::exchange::stations::Format as LedgerFormat;

/// A ledger file, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFile {
    /// Its name, without folders.
    pub name: String,
    /// The format; `None` to go by the name.
    pub format: Option<LedgerFormat>,
    /// The datum of positions whose row says none.
    pub datum: Datum,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// For how many days a plan waits to be applied before it is forgotten.
pub const PLAN_DAYS: i64 = 7;

/// A plan of which nothing was noted for so long is being made by nobody any more.
pub(super) const GIVEN_UP: TimeDelta = TimeDelta::seconds(40);

/// How often whoever makes a plan says that it is still at work.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// Rows that are written at once: no other writer waits longer than for these.
const ROWS_AT_ONCE: usize = 1_000;

/// Takes a ledger file in and begins to make the plan. The same file with the same key again is
/// the same import; if its plan was given up, because the program was stopped, it is made now.
///
/// # Errors
/// [`ServiceError::KeyReused`] when the key was used for another file, [`EditError::Forbidden`],
/// or whatever the store says.
pub async fn upload_ledger(
    app: &Arc<App>,
    actor: &Actor,
    key: &FilingKey,
    file: LedgerFile,
) -> Result<Ulid, ServiceError> {
    may(actor, Action::ImportLedger, None).map_err(EditError::from)?;
    let now = app.clock.now();
    let upload = Upload {
        id: app.clock.new_id(),
        key: format!("{} {}", actor.account, key.as_str()),
        digest: digest(&file),
        account: actor.account.to_string(),
        actor: actor.label(),
        file: file.name.clone(),
        at: now,
    };
    let id = match app.store.put_import(&upload, now - TimeDelta::days(PLAN_DAYS)).await {
        Err(StoreError::KeyReused) => return Err(ServiceError::KeyReused),
        other => other?,
    };
    if id != upload.id {
        let import = app.store.import(id).await?;
        let is_given_up = import.is_some_and(|import| {
            import.state == ImportState::Planning && now - import.noted_at > GIVEN_UP
        });
        if !is_given_up {
            return Ok(id);
        }
    }
    let (app, actor) = (Arc::clone(app), actor.clone());
    tokio::spawn(async move {
        let made = tokio::select! {
            made = planned(&app, &actor, id, file) => made,
            error = signs_of_life(&app, id) => Err(error),
        };
        if let Err(error) = made {
            // Whoever asks for its state sees that it was given up, and may upload it again.
            tracing::error!(%error, import = %id, "a plan could not be made");
        }
    });
    Ok(id)
}

/// Says for ever that somebody is at work on a plan, unless the store fails.
async fn signs_of_life(app: &App, id: Ulid) -> StoreError {
    loop {
        tokio::time::sleep(SIGN_OF_LIFE).await;
        if let Err(error) = app.store.touch_import(id, app.clock.now()).await {
            return error;
        }
    }
}

/// Makes the plan and keeps it.
async fn planned(
    app: &Arc<App>,
    actor: &Actor,
    id: Ulid,
    file: LedgerFile,
) -> Result<(), StoreError> {
    // One after another: each takes much memory. The bench is never closed.
    let Ok(_place) = app.import_bench.acquire().await else { return Ok(()) };
    app.store.begin_plan(id, 0, app.clock.now()).await?;
    let reading = match read(app, file).await {
        Ok(reading) => reading,
        Err(failure) => {
            let summary = Summary { failure: Some(failure), ..Summary::default() };
            let (state, summary) = (ImportState::Failed, written(&summary));
            return app.store.finish_plan(id, state, &summary, app.clock.now()).await;
        }
    };
    let total = reading.rows.len() as u64;
    app.store.begin_plan(id, total, app.clock.now()).await?;
    let plan = plan_import(&*app.store, vec![reading], actor, &app.data().amenities).await?;
    let (summary, rows) = kept(plan);
    let mut first = 1;
    for rows in rows.chunks(ROWS_AT_ONCE) {
        app.store.add_plan_rows(id, first, rows, app.clock.now()).await?;
        first += rows.len() as u64;
    }
    app.store.finish_plan(id, ImportState::Ready, &written(&summary), app.clock.now()).await
}

async fn read(app: &Arc<App>, file: LedgerFile) -> Result<Reading, Said> {
    let data = app.data();
    let reading = spawn_blocking(move || {
        let options = data.read_options(file.datum, file.format);
        read_stations(&file.name, &file.bytes, &options)
    });
    let said = |error: String| Said::made(format!("这个文件读不了：{error}"), error);
    match reading.await {
        Ok(reading) => reading.map_err(|error| said(error.to_string())),
        Err(_panic) => Err(said("it cannot be read".to_owned())),
    }
}

/// What is said of a file can always be written as JSON.
fn written(summary: &Summary) -> String {
    serde_json::to_string(summary).unwrap_or_default()
}

/// A hash over the file and how it is to be read. Parts are told apart by their lengths.
fn digest(file: &LedgerFile) -> String {
    let format = file.format.map_or("", LedgerFormat::key);
    let parts = [file.name.as_bytes(), format.as_bytes(), file.datum.key().as_bytes(), &file.bytes];
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
