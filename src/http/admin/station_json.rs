//! A station as staff read it: every fact by its key, typed where it is no text.

use serde_json::{Map, Value, json};

use super::schema::{OriginAnswer, PhotoAnswer, StationAnswer, VersionAnswer};
use crate::domain::coordinates::Datum;
use crate::domain::edit::{Origin, Via};
use crate::domain::field::{Column, Field, LIST_SEPARATOR};
use crate::domain::station::{Record, Station};
use crate::domain::station_photo::{PhotoWords, StationPhoto};
use crate::service::stations::history::Version;

/// The answer about a station.
pub(super) fn answer_of(record: &Record, datum: Datum, with_private: bool) -> StationAnswer {
    StationAnswer {
        code: record.station.code.to_string(),
        version: record.version,
        revision: record.revision,
        created_at: record.created_at,
        updated_at: record.updated_at,
        with_private,
        facts: facts(&record.station, datum, with_private),
        photos: record.station.photos.iter().map(photo_of).collect(),
    }
}

fn photo_of(photo: &StationPhoto) -> PhotoAnswer {
    let PhotoWords { caption, credit, taken_on } = photo.words.clone();
    PhotoAnswer {
        key: photo.key.to_string(),
        width_px: photo.size.width_px,
        height_px: photo.size.height_px,
        caption,
        credit,
        taken_on,
    }
}

fn facts(station: &Station, datum: Datum, with_private: bool) -> Map<String, Value> {
    let (lon, lat) = datum.from_wgs84(station.position);
    let six_decimals = |degrees: f64| json!((degrees * 1e6).round() / 1e6);
    let mut facts = Map::new();
    let provided = station.amenities.keys().copied();
    for field in Field::all(provided).filter(|field| with_private || !field.is_private()) {
        let value = match field {
            Field::Column(Column::Lon) => six_decimals(lon),
            Field::Column(Column::Lat) => six_decimals(lat),
            Field::Column(Column::FloorArea) => json!(station.floor_area_m2),
            Field::Column(Column::Seats) => json!(station.seats),
            Field::Column(Column::Stars) => json!(station.stars),
            Field::Column(Column::Aliases | Column::Access | Column::Serves | Column::Tags) => {
                list(&field.text(station))
            }
            other => text(other.text(station)),
        };
        facts.insert(field.key().to_owned(), value);
        if field == Field::Column(Column::Lat) {
            facts.insert("datum".to_owned(), datum.key().into());
        }
    }
    facts
}

fn text(text: String) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn list(text: &str) -> Value {
    let items = text.split(LIST_SEPARATOR).filter(|item| !item.is_empty());
    items.map(Value::from).collect()
}

/// The answer about one version of a station.
pub(super) fn version_of(version: Version) -> VersionAnswer {
    let (sheet, row) = version.row.unzip();
    VersionAnswer {
        code: version.code.to_string(),
        version: version.version,
        revision: version.revision,
        at: version.at,
        origin: origin_of(version.origin),
        sheet: sheet.filter(|sheet| !sheet.is_empty()),
        row,
        is_first: version.is_first,
        changes: version.changes.into_iter().map(Into::into).collect(),
    }
}

/// Who wrote something, through what and why.
pub(super) fn origin_of(origin: Origin) -> OriginAnswer {
    let mut answer = OriginAnswer {
        actor: origin.actor,
        via: origin.via.key().to_owned(),
        file: None,
        import: None,
        report: None,
        check: None,
        restored_version: None,
        undone_revision: None,
        document: None,
        document_version: None,
        reason: origin.reason,
    };
    match origin.via {
        Via::Import { file, id } => (answer.file, answer.import) = (Some(file), id),
        Via::Report { id } => answer.report = Some(id),
        Via::Check { id } => answer.check = Some(id),
        Via::Restore { version } => answer.restored_version = Some(version),
        Via::Undo { revision } => answer.undone_revision = Some(revision),
        Via::District { document, version } => {
            (answer.document, answer.document_version) = (Some(document), Some(version));
        }
        Via::FirstStart | Via::Console | Via::Api => {}
    }
    answer
}
