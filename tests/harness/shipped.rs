//! The district that ships, as a snapshot.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use yizhan::domain::opening_hours::HoursContext;
use yizhan::domain::station::Record;
use yizhan::index::{Snapshot, SnapshotBuilder};
use yizhan::service::DistrictData;
use yizhan::service::data_folder::{self, DataFiles};

/// Saturday, 2026-11-21, 19:50 in the district.
pub(crate) fn shipped_now() -> DateTime<Utc> {
    "2026-11-21T19:50:00+08:00".parse().unwrap()
}

/// The district that ships and its 2166 stations.
pub(crate) fn shipped() -> (DistrictData, Snapshot) {
    let mut files = BTreeMap::new();
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), "", &mut files);
    let seed = data_folder::seed(&files).unwrap();
    let data = DistrictData::from_documents(&seed.documents).unwrap();
    let now = shipped_now();
    let zone = data.district.zone;
    let hours = HoursContext::new(zone, data.district.centre, Arc::clone(&data.calendar));
    let mut builder = SnapshotBuilder::new(
        Arc::clone(&data.areas),
        Arc::clone(&data.amenities),
        hours,
        zone.day(now),
    );
    let mut stations = seed.stations;
    stations.sort_by(|a, b| a.code.cmp(&b.code));
    for station in stations {
        let record = Record { station, version: 1, revision: 1, created_at: now, updated_at: now };
        builder.push(&record);
    }
    let snapshot = builder.finish(1, now, Arc::clone(&data.places)).0;
    (data, snapshot)
}

pub(crate) fn read_folder(folder: &Path, prefix: &str, files: &mut DataFiles) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
