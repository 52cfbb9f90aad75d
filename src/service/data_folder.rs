//! The data folder: from its files to what a new store begins with, and back from the store's
//! documents to the district.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::app::DistrictData;
use super::error::ServiceError;
use crate::domain::coordinates::Datum;
use crate::domain::document::{AMENITIES, AREAS, HOLIDAYS};
use crate::domain::holiday_calendar::HolidayCalendar;
use crate::domain::station::Station;
use crate::exchange::district::{
    SHIPPED_AMENITIES, read_amenities, read_areas, read_district, read_holidays, read_places,
    read_units,
};
use crate::exchange::stations::{
    Diagnostic, Format, ReadOptions, Severity, Wording, read_stations,
};
use crate::storage::{Seed, Store};

/// The files of a data folder: names with `/` between folder and file, and what is in them.
pub type DataFiles = BTreeMap<String, Vec<u8>>;

/// Files with stations; one of them is enough.
const STATION_FILES: [&str; 2] = ["stations.csv", "homes.csv"];
/// The other files that a district is made of. `holidays/{year}.json` come on top, and
/// `amenities.json` when a district offers something else than what ships.
const DOCUMENTS: [&str; 4] = ["district.json", AREAS, "units.csv", "places.csv"];

/// Reads a data folder strictly: the first thing that is wrong is the error.
///
/// # Errors
/// [`ServiceError`], with file, row and column.
pub fn seed(files: &DataFiles) -> Result<Seed, ServiceError> {
    let mut documents = BTreeMap::new();
    for (name, bytes) in files {
        let is_document = DOCUMENTS.contains(&name.as_str()) || name == AMENITIES;
        if is_document || name.starts_with(HOLIDAYS) {
            documents.insert(name.clone(), String::from_utf8_lossy(bytes).into_owned());
        }
    }
    documents.entry(AMENITIES.to_owned()).or_insert_with(|| SHIPPED_AMENITIES.to_owned());
    let data = DistrictData::from_documents(&documents)?;
    let mut stations = Vec::new();
    for file in STATION_FILES {
        if let Some(bytes) = files.get(file) {
            stations.extend(read(file, bytes, &data)?);
        }
    }
    if stations.is_empty() {
        return Err(ServiceError::MissingFile(STATION_FILES[0].to_owned()));
    }
    Ok(Seed { documents, stations })
}

impl DistrictData {
    /// The district that the documents of a store tell of, as they are now.
    ///
    /// # Errors
    /// The store's, or [`ServiceError`] with the document that is missing or wrong.
    pub async fn of_store(store: &dyn Store) -> Result<Self, ServiceError> {
        // A document that is written in between makes the revision too old, never too new.
        let revision = store.documents_revision().await?;
        Ok(Self { revision, ..Self::from_documents(&store.documents().await?)? })
    }

    /// How a file of this district is read; `format` is `None` to go by the file's name.
    pub fn read_options(&self, datum: Datum, format: Option<Format>) -> ReadOptions<'_> {
        let Self { areas, units, amenities, .. } = self;
        ReadOptions { datum, format, areas, units, amenities }
    }

    /// How a file of this district is worded.
    pub fn wording(&self, datum: Datum) -> Wording<'_> {
        let Self { areas, units, amenities, .. } = self;
        Wording { datum, areas, units, amenities }
    }

    /// The district that the store's documents tell of.
    ///
    /// # Errors
    /// [`ServiceError`], with the file that is missing or wrong.
    pub fn from_documents(documents: &BTreeMap<String, String>) -> Result<Self, ServiceError> {
        let bytes = |name: &str| {
            let text =
                documents.get(name).ok_or_else(|| ServiceError::MissingFile(name.to_owned()))?;
            Ok::<_, ServiceError>(text.as_bytes())
        };
        let [district, areas, units, places] = DOCUMENTS;
        let notices = documents.iter().filter(|(name, _)| name.starts_with(HOLIDAYS));
        let years = notices
            .map(|(name, text)| read_holidays(name, text.as_bytes()))
            .collect::<Result<Vec<_>, _>>()?;
        // A ledger from before there were catalogues has none until it is served again.
        let amenities = documents.get(AMENITIES).map_or(SHIPPED_AMENITIES, String::as_str);
        Ok(Self {
            revision: 0,
            district: read_district(district, bytes(district)?)?,
            areas: Arc::new(read_areas(areas, bytes(areas)?)?),
            units: read_units(units, bytes(units)?)?.into(),
            places: read_places(places, bytes(places)?)?.into(),
            amenities: Arc::new(read_amenities(AMENITIES, amenities.as_bytes())?),
            calendar: Arc::new(HolidayCalendar::new(years)?),
        })
    }
}

fn read(file: &str, bytes: &[u8], data: &DistrictData) -> Result<Vec<Station>, ServiceError> {
    let options = data.read_options(Datum::Wgs84, None);
    let reading = read_stations(file, bytes, &options)?;
    let wrong = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    if let Some(diagnostic) = reading.diagnostics.iter().find(wrong) {
        return Err(ServiceError::WrongRow(Box::new(diagnostic.clone())));
    }
    let patches = reading.rows.iter().filter_map(|row| Some((row.row, row.patch.as_ref()?)));
    patches
        .map(|(row, patch)| {
            patch.new_station().map_err(|incomplete| ServiceError::IncompleteRow {
                file: file.to_owned(),
                row,
                problem: incomplete.to_string(),
            })
        })
        .collect()
}
