//! Answers about the district, the pack for phones, and problems.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::domain::coordinates::Datum;

/// A name in two languages.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    #[schema(example = "国庆节")]
    pub zh: String,
    /// English.
    #[schema(example = "National Day")]
    pub en: String,
}

/// The words of the filters.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsAnswer {
    /// The words of `amenities`: what the district's catalogue says.
    pub amenities: Vec<AmenityWord>,
    /// The words of `access`.
    pub access: Vec<Word>,
    /// The words of `kind`.
    pub kinds: Vec<Word>,
    /// The words of `mode`.
    pub modes: Vec<ModeWord>,
}

/// One word of a filter.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// As it stands in queries and answers.
    #[schema(example = "hot_water")]
    pub key: String,
    /// Its Chinese label.
    #[schema(example = "热水")]
    pub zh: String,
    /// Its English label.
    #[schema(example = "Hot water")]
    pub en: String,
    /// How many stations have it.
    #[schema(example = 1604)]
    pub stations: u32,
}

/// One word of `amenities`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmenityWord {
    /// As it stands in queries and answers.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,31}$", example = "hot_water")]
    pub key: String,
    /// Its Chinese label.
    #[schema(example = "热水")]
    pub zh: String,
    /// Its English label.
    #[schema(example = "Hot water")]
    pub en: String,
    /// In how many stations it works.
    #[schema(example = 1604)]
    pub stations: u32,
    /// The name of its icon.
    #[schema(example = "hot_water")]
    pub icon: String,
    /// Whether it is no longer offered: some stations may have it, but no filter or form need.
    pub retired: bool,
}

/// A way of travelling.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ModeWord {
    /// As it stands in queries and answers.
    #[schema(example = "ebike")]
    pub key: String,
    /// Its Chinese label.
    pub zh: String,
    /// Its English label.
    pub en: String,
    /// The speed that times are estimated with, metres per second.
    #[schema(example = 4.2)]
    pub speed_m_s: f64,
}

/// The places that were found.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesAnswer {
    /// The datum of every position.
    #[schema(value_type = String, example = "wgs84")]
    pub datum: Datum,
    /// Best first.
    pub places: Vec<FoundPlace>,
}

/// A place.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundPlace {
    /// Unique in the gazetteer.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What sort of place it is, e.g. `metro_station`.
    #[schema(example = "metro_station")]
    pub kind: String,
    /// Longitude in the asked datum, degrees.
    pub lon: f64,
    /// Latitude in the asked datum, degrees.
    pub lat: f64,
    /// The code of the area it lies in.
    pub area: Option<String>,
}

/// A year's notice of holidays.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarAnswer {
    /// The year.
    #[schema(example = 2026)]
    pub year: i32,
    /// The notice that it was taken from.
    pub source: String,
    /// Every day that differs from an ordinary week.
    pub days: Vec<CalendarDay>,
}

/// A day of a notice.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// The holiday that it belongs to.
    pub name: Label,
    /// `off` or `workday`.
    #[schema(example = "off")]
    pub kind: String,
}

/// The areas, as a GeoJSON FeatureCollection.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreasAnswer {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    pub type_: String,
    /// The areas in the order of their codes.
    pub features: Vec<AreaFeature>,
}

/// An area, as a GeoJSON Feature.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaFeature {
    /// `Feature`.
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    pub type_: String,
    /// Its code.
    pub id: String,
    /// Its facts.
    pub properties: AreaProperties,
    /// A MultiPolygon in WGS-84 degrees, or null.
    #[schema(value_type = Option<Object>)]
    pub geometry: Option<Value>,
}

/// The facts of an area.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaProperties {
    /// Its official code.
    #[schema(example = "990001001")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// Longitude of the office's seat, WGS-84 degrees.
    pub seat_lon: Option<f64>,
    /// Latitude of the office's seat, WGS-84 degrees.
    pub seat_lat: Option<f64>,
    /// How many people live there.
    pub population: Option<u32>,
    /// Whether the boundary is only roughly right.
    pub approximate: bool,
    /// How many stations lie in it.
    pub stations: u32,
}

/// Everything that a phone needs to answer by itself. `stations` holds one list per fact, all
/// of the same length; numbers point into the lists beside it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PackAnswer {
    /// The format's number; 2.
    #[schema(example = 2)]
    pub format: u8,
    /// The ledger's revision.
    pub revision: u64,
    /// The day with whose first minute every schedule begins.
    pub first_day: NaiveDate,
    /// Civil time east of UTC, minutes; null when it changes within the days covered.
    #[schema(example = 480)]
    pub utc_offset_min: Option<i64>,
    /// How many days every schedule covers; after them hours are unknown.
    pub window_days: u32,
    /// The days among them that are not as their weekday says: date, kind, holiday or null.
    #[schema(value_type = Vec<Value>)]
    pub special_days: Vec<(NaiveDate, String, Option<Label>)>,
    /// The words of `stations.kind`.
    pub kinds: Vec<String>,
    /// The words of `stations.provenance`.
    pub provenances: Vec<String>,
    /// The words of `stations.builder`.
    pub builders: Vec<String>,
    /// The words of the amenities.
    pub amenities: Vec<String>,
    /// The words of the ways in.
    pub access: Vec<String>,
    /// Code and name of the areas.
    #[schema(value_type = Vec<Vec<String>>)]
    pub areas: Vec<(String, String)>,
    /// Hours, and the minutes at which they change.
    #[schema(value_type = Vec<Object>)]
    pub schedules: Vec<Value>,
    /// What stations offer, each combination once.
    #[schema(value_type = Vec<Object>)]
    pub offers: Vec<Value>,
    /// The columns.
    #[schema(value_type = Object)]
    pub stations: Value,
}

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "type": "/problems/unknown-parameter",
    "title": "Unknown parameter",
    "status": 400,
    "detail": "There is no parameter 'lng' here: did you mean lon?",
    "parameter": "lng",
    "nearest": "lon",
    "known": ["lat", "lon"],
}))]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The type: stable, for programs. Its address tells what it means.
    #[serde(rename = "type")]
    pub type_: String,
    /// The type in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What was wrong and what to do, in the language of `Accept-Language`.
    pub detail: String,
    /// The parameter that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The known parameter that an unknown one looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// All parameters that are known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Vec<String>>,
    /// When to try again, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

/// The gazetteer for phones.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesPackAnswer {
    /// Every place, WGS-84.
    pub places: Vec<FoundPlace>,
    /// A reading without its tone, and the characters of names that are read so.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub pinyin: std::collections::BTreeMap<String, String>,
}

/// Whose site this is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteAnswer {
    /// The district.
    pub name: Label,
    /// The city it belongs to.
    pub city: Label,
    /// Where maps begin, WGS-84 degrees.
    pub centre: Centre,
    /// The IANA name of the zone in which all hours are meant.
    #[schema(example = "Asia/Shanghai")]
    pub time_zone: String,
    /// Who publishes the ledger; null when nobody is named.
    pub publisher: Option<PublisherAnswer>,
    /// The ground under the stations on maps.
    pub basemap: BasemapAnswer,
    /// Whether a page inside WeChat may load WeChat's JS-SDK and be signed for it, at
    /// `/api/v1/wechat/signature`.
    pub has_wechat: bool,
    /// Whether any station shown is from a sample rather than a real ledger.
    pub has_sample: bool,
    /// Whether everything public comes in one document, at `/api/v1/stations/pack`; where there are
    /// too many stations for it, maps show them by the tiles at `/tiles/stations.json`.
    pub has_pack: bool,
}

/// What `wx.config` is given for a page.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeChatSignatureAnswer {
    /// `appId`: the operator's account.
    #[schema(example = "wx1234567890abcdef")]
    pub app_id: String,
    /// `timestamp`: when it was signed, seconds since 1970 UTC.
    #[schema(example = 1_795_261_800)]
    pub timestamp_s: i64,
    /// `nonceStr`: a text that no other signature has.
    #[schema(example = "9e3779b97f4a7c15")]
    pub nonce: String,
    /// `signature`: SHA-1, hexadecimal.
    #[schema(example = "0f9de62fce790f9a083d5c99e95740ceb90c27ed")]
    pub signature: String,
}

/// A position.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
}

/// Who publishes the ledger.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublisherAnswer {
    /// Its full name.
    pub name: Label,
    /// Its name as people say it.
    pub short: Label,
    /// A telephone number for everybody.
    pub hotline: Option<String>,
}

/// The ground under the stations on maps.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum BasemapAnswer {
    /// None: areas and labels only.
    None,
    /// A PMTiles archive in the Protomaps schema, read by ranges.
    Pmtiles {
        /// Its address on this server.
        url: String,
        /// The datum that it is drawn in.
        #[schema(value_type = String)]
        datum: Datum,
        /// Who made it.
        attribution: String,
        /// The number under which it was reviewed (审图号).
        review_number: Option<String>,
    },
    /// Tiles of a service.
    Xyz {
        /// Layers from the ground up, each with the addresses among which its tiles are spread.
        layers: Vec<Vec<String>>,
        /// The datum that it is drawn in.
        #[schema(value_type = String)]
        datum: Datum,
        /// The largest zoom that has tiles.
        max_zoom: u8,
        /// Who made it.
        attribution: String,
        /// The number under which it was reviewed (审图号).
        review_number: Option<String>,
    },
}
