//! The data folder, from the disk or from inside the program, and the ledger loaded with it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_embed::Embed;
use tracing::info;

use super::config::DataOptions;
use super::error::CliError;
use crate::clock::Clock;
use crate::service::data_folder::{DataFiles, seed};
use crate::service::first_start::{FirstStart, add_what_came_later, load_data_that_ship};
use crate::service::{DistrictData, ServiceError};
use crate::storage::{self, Store};

#[derive(Embed)]
#[folder = "data"]
struct Shipped;

/// Opens the database, and loads it with the data folder when it is new.
pub(super) async fn open_ledger(
    options: &DataOptions,
    clock: &dyn Clock,
) -> Result<Arc<dyn Store>, CliError> {
    let store = open_at(&options.database, options, clock).await?;
    if add_what_came_later(&*store, clock).await? {
        info!("put the catalogue of amenities into a database from before there was one");
    }
    Ok(store)
}

/// The ledger of a database that is there, or else the data folder in memory: for commands
/// that only read and should leave nothing behind.
pub(super) async fn open_to_read(
    options: &DataOptions,
    clock: &dyn Clock,
) -> Result<Arc<dyn Store>, CliError> {
    let address = options.database.as_str();
    let path = address.strip_prefix("sqlite:").unwrap_or(address);
    let is_there = address.contains("://") || Path::new(path).exists();
    open_at(if is_there { address } else { "sqlite::memory:" }, options, clock).await
}

/// What a ledger's documents say of its district.
pub(super) async fn read_district_of(store: &dyn Store) -> Result<DistrictData, CliError> {
    Ok(DistrictData::of_store(store).await?)
}

/// The files of the data folder.
pub(super) fn data_files(options: &DataOptions) -> Result<DataFiles, CliError> {
    match &options.data {
        Some(folder) => folder_files(folder),
        None => Ok(Shipped::iter()
            .filter_map(|name| Some((name.to_string(), Shipped::get(&name)?.data.into_owned())))
            .collect()),
    }
}

async fn open_at(
    address: &str,
    options: &DataOptions,
    clock: &dyn Clock,
) -> Result<Arc<dyn Store>, CliError> {
    let store = storage::open(address).await?;
    // The folder is read before, because reading it can fail as the command line's fault.
    let files = if store.revision().await? == 0 { data_files(options)? } else { DataFiles::new() };
    let start = load_data_that_ship::<ServiceError>(&*store, clock, || seed(&files)).await?;
    if let FirstStart::Loaded { stations, revision } = start {
        info!(stations, revision, "loaded a new database with the data folder");
    }
    Ok(store)
}

fn folder_files(folder: &Path) -> Result<DataFiles, CliError> {
    let mut files = DataFiles::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let unreadable = |error| CliError::DataFolder { path: next.display().to_string(), error };
        for entry in fs::read_dir(&next).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let unreadable =
                |error| CliError::DataFolder { path: path.display().to_string(), error };
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            let name = inside.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).map_err(unreadable)?);
        }
    }
    Ok(files)
}
