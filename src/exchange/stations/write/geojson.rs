//! GeoJSON (RFC 7946).

use geojson::{Feature, FeatureCollection, Geometry, JsonObject, JsonValue, feature};

use super::table::{Readers, Wording, fields};
use super::{degrees, is_number};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::Record;
use crate::exchange::ExchangeError;

/// Writes points with facts as properties. The geometry is WGS-84, as the RFC wants; when
/// another datum is asked for, the properties `lon`, `lat` and `datum` hold it.
///
/// What the staff read holds every fact, also that there is none, and the version.
pub(super) fn write(
    records: &[Record],
    readers: Readers,
    wording: Wording<'_>,
) -> Result<Vec<u8>, ExchangeError> {
    let mut fields = fields(records, readers, wording);
    fields.retain(|field| !is_position(*field));
    let to_feature = |record| to_feature(record, readers, &fields, wording.datum);
    let features = records.iter().map(to_feature);
    serde_json::to_vec(&FeatureCollection::new(features))
        .map_err(|error| ExchangeError::Write { format: "geojson", problem: error.to_string() })
}

fn to_feature(record: &Record, readers: Readers, fields: &[Field], datum: Datum) -> Feature {
    let station = &record.station;
    let mut properties = JsonObject::new();
    for field in fields {
        let text = field.text(station);
        match readers {
            _ if !text.is_empty() => {
                properties.insert(field.key().to_owned(), to_value(*field, text));
            }
            Readers::Staff => {
                properties.insert(field.key().to_owned(), JsonValue::Null);
            }
            Readers::Public => {}
        }
    }
    if readers == Readers::Staff {
        properties.insert("version".to_owned(), record.version.into());
    }
    if datum != Datum::Wgs84 {
        let (lon, lat) = degrees(station, datum);
        properties.insert("lon".to_owned(), number(lon));
        properties.insert("lat".to_owned(), number(lat));
        properties.insert("datum".to_owned(), datum.key().into());
    }
    Feature {
        geometry: Some(Geometry::new_point([station.position.lon(), station.position.lat()])),
        id: Some(feature::Id::String(station.code.to_string())),
        properties: Some(properties),
        ..Feature::default()
    }
}

fn is_position(field: Field) -> bool {
    matches!(field, Field::Column(Column::Lon | Column::Lat))
}

fn to_value(field: Field, text: String) -> JsonValue {
    if is_number(field) { number(text) } else { text.into() }
}

fn number(text: String) -> JsonValue {
    serde_json::from_str::<serde_json::Number>(&text).map_or(JsonValue::String(text), Into::into)
}
