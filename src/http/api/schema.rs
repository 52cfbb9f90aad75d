//! What the API's documentation says of parameters and answers.
//!
//! Answers are written without a serializer where that pays, so that these types only
//! describe. The route tests read every kind of answer into them, and they refuse members
//! that they do not know: so they cannot drift apart.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::domain::coordinates::Datum;

/// Where one is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NearestParams {
    /// Latitude in decimal degrees, in the datum of `datum`.
    #[param(minimum = -90, maximum = 90, example = 39.9219)]
    pub lat: f64,
    /// Longitude in decimal degrees, in the datum of `datum`.
    #[param(minimum = -180, maximum = 180, example = 116.4435)]
    pub lon: f64,
    /// The datum of `lat` and `lon`, and of every position in the answer: `wgs84` (GPS),
    /// `gcj02` (Amap, Tencent) or `bd09` (Baidu).
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
    /// How many stations at most.
    #[param(minimum = 1, maximum = 50, default = 5, example = 5)]
    pub limit: Option<u32>,
    /// Not farther than this, metres along the geodesic.
    #[param(exclusive_minimum = 0, example = 1000)]
    pub radius_m: Option<f64>,
    /// How one gets there: `walk` or `ebike`. Decides when one arrives.
    #[param(default = "walk", example = "ebike")]
    pub mode: Option<String>,
}

/// What a station must have.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FilterParams {
    /// Only stations that are open: `now`, on `arrival` (nearest only), or at an RFC 3339
    /// instant within the next two months. Stations of unknown hours do not pass.
    #[param(example = "arrival")]
    pub open: Option<String>,
    /// Amenities with commas between them, all of which must be there, work, and be usable at
    /// the time asked for. The words are at `/api/v1/amenities`.
    #[param(example = "hot_water,phone_charging")]
    pub amenities: Option<String>,
    /// Only this kind: `union_station` or `worker_home`.
    #[param(example = "union_station")]
    pub kind: Option<String>,
    /// Ways in with commas between them, one of which is enough.
    #[param(example = "open_door,staffed")]
    pub access: Option<String>,
    /// Only stations that never close.
    #[param(default = false, example = false)]
    pub round_the_clock: Option<bool>,
    /// Only this area, by its code or name.
    #[param(example = "990001001")]
    pub area: Option<String>,
}

/// Which page of which list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// What somebody typed: name, alias, address, host, code, pinyin or initials.
    #[param(max_length = 64, example = "yiyuan")]
    pub q: Option<String>,
    /// `min_lon,min_lat,max_lon,max_lat` in the datum of `datum`; `min_lon` may be greater
    /// than `max_lon` only where the box crosses the antimeridian.
    #[param(example = "116.40,39.85,116.50,39.95")]
    pub bbox: Option<String>,
    /// The datum of `bbox` and of every position in the answer.
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
    /// How many stations on a page at most.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    pub cursor: Option<String>,
}

/// How one station is told of.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StationParams {
    /// The datum of the position in the answer.
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
}

/// Since when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesParams {
    /// `revision` of an earlier answer; 0 to begin.
    #[param(minimum = 0, example = 1)]
    pub since: u64,
    /// The datum of the positions in the answer.
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlacesParams {
    /// What somebody typed: name, other names, pinyin or initials.
    #[param(max_length = 64, example = "yiyuan")]
    pub q: String,
    /// How many places at most.
    #[param(minimum = 1, maximum = 50, default = 10, example = 10)]
    pub limit: Option<u32>,
    /// The datum of the positions in the answer.
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
}

/// The nearest stations.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NearestAnswer {
    /// The ledger's revision that was asked.
    #[schema(example = 1)]
    pub revision: u64,
    /// The minute of asking.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub now: DateTime<FixedOffset>,
    /// The datum of every position.
    #[schema(value_type = String, example = "wgs84")]
    pub datum: Datum,
    /// How one gets there.
    #[schema(example = "walk")]
    pub mode: String,
    /// Nearest first.
    pub stations: Vec<StationAtDistance>,
}

/// One page.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListAnswer {
    /// The ledger's revision that was asked.
    #[schema(example = 1)]
    pub revision: u64,
    /// The minute of asking.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub now: DateTime<FixedOffset>,
    /// The datum of every position.
    #[schema(value_type = String, example = "wgs84")]
    pub datum: Datum,
    /// How many there are on all pages together.
    #[schema(example = 312)]
    pub matched: u64,
    /// Where the next page begins; null on the last one.
    pub next: Option<String>,
    /// The stations of this page.
    pub stations: Vec<Station>,
}

/// One station and everything public about it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationDetail {
    /// The ledger's revision that was asked.
    #[schema(example = 1)]
    pub revision: u64,
    /// The minute of asking.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub now: DateTime<FixedOffset>,
    /// The datum of the position.
    #[schema(value_type = String, example = "wgs84")]
    pub datum: Datum,
    /// The station.
    pub station: FullStation,
}

/// What changed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangesAnswer {
    /// The ledger's revision now.
    #[schema(example = 7)]
    pub revision: u64,
    /// The minute of asking.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub now: DateTime<FixedOffset>,
    /// The datum of every position.
    #[schema(value_type = String, example = "wgs84")]
    pub datum: Datum,
    /// Whether too much has changed to list it: load everything again.
    pub reload: bool,
    /// The stations that were written, as they are now.
    pub changed: Vec<Station>,
    /// The codes of those that riders are no longer told of.
    pub gone: Vec<String>,
}

macro_rules! station {
    ($(#[$docs:meta])* $name:ident { $($rest:tt)* }) => {
        $(#[$docs])*
        #[derive(Debug, Serialize, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Its code, which never changes.
            #[schema(example = "LZ-1")]
            pub code: String,
            /// Its name.
            pub name: String,
            /// `union_station` or `worker_home`.
            #[schema(example = "union_station")]
            pub kind: String,
            /// Its address.
            pub address: String,
            /// Whose premises it is in; may be empty.
            pub host: String,
            /// `open`, `temporarily_closed`, `planned` or `retired`.
            #[schema(example = "open")]
            pub status: String,
            /// The day on which somebody last checked the facts.
            pub verified_on: Option<NaiveDate>,
            /// `ledger`, `published`, or `synthetic` for a sample that is no real place.
            #[schema(example = "ledger")]
            pub provenance: String,
            /// The code of its area.
            #[schema(example = "990001001")]
            #[serde(default)]
            pub area: String,
            /// The name of its area.
            #[serde(default)]
            pub area_name: String,
            /// Its hours in OSM syntax; null when nobody has said.
            #[schema(example = "Mo-Fr 08:30-17:30; PH off")]
            pub opening_hours: Option<String>,
            /// Whether it never closes.
            pub round_the_clock: bool,
            /// What it has, working or not.
            #[schema(value_type = Vec<String>, example = json!(["drinking_water", "hot_water"]))]
            pub amenities: Vec<Amenity>,
            /// What of it does not work at present.
            #[schema(value_type = Vec<String>, example = json!([]))]
            pub out_of_order: Vec<Amenity>,
            /// How one gets in.
            #[schema(value_type = Vec<String>, example = json!(["open_door"]))]
            pub access: Vec<Access>,
            /// Longitude of the entrance in the asked datum, degrees.
            #[schema(example = 116.4435)]
            pub lon: f64,
            /// Latitude of the entrance in the asked datum, degrees.
            #[schema(example = 39.9219)]
            pub lat: f64,
            /// Whether one can get in, and when that changes.
            pub open: Open,
            $($rest)*
        }
    };
}

station!(
    /// A station in a list.
    Station {}
);
station!(
    /// A station and how far it is.
    StationAtDistance {
        /// Length of the geodesic to its door, metres.
        #[schema(example = 412.5)]
        pub distance_m: f64,
        /// How long it takes to get there.
        pub travel: Travel,
    }
);
station!(
    /// Everything public about a station.
    FullStation {
        /// Other names.
        pub aliases: Vec<String>,
        /// The code of the unit that keeps its record.
        pub unit: Option<String>,
        /// Who built it.
        #[schema(example = "bank")]
        pub builder: Option<String>,
        /// Floor area, square metres.
        pub floor_area_m2: Option<f64>,
        /// Seats.
        pub seats: Option<u32>,
        /// Whom it is for.
        pub serves: Vec<String>,
        /// Stars, 1 to 5.
        pub stars: Option<u8>,
        /// The day on which it was opened.
        pub opened_on: Option<NaiveDate>,
        /// Public telephone number.
        pub phone: Option<String>,
        /// What the year's programme built or upgraded it as.
        pub tags: Vec<String>,
        /// Set while it is closed for some days.
        pub closed: Option<ClosedForDays>,
        /// What is special about single amenities.
        pub amenity_details: Vec<AmenityDetail>,
        /// How many times it has been written.
        pub version: u64,
        /// The revision that wrote it last.
        pub revision: u64,
        /// When it was written last.
        #[schema(value_type = String, format = DateTime)]
        pub updated_at: DateTime<Utc>,
        /// Its hours on the next seven days; null when nobody has said.
        pub days: Option<Vec<Day>>,
    }
);

/// Whether one can get in at a minute, and when that changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// `open`, `closed`, `unknown` or `temporarily_closed`.
    #[schema(example = "open")]
    pub state: String,
    /// The minute that the state is about: now, on arrival, or the one asked for.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub at: DateTime<FixedOffset>,
    /// When it changes; null when it does not within a year.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-21T22:00:00+08:00")]
    pub until: Option<DateTime<FixedOffset>>,
    /// The state from then on.
    #[schema(example = "closed")]
    pub then: Option<String>,
    /// Minutes from `at` to `until`.
    #[schema(example = 130)]
    pub minutes_left: Option<i64>,
    /// All of it in words, in the language of `Accept-Language`.
    #[schema(example = "营业中 · 22:00 关")]
    pub text: String,
}

/// How long it takes to get there.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// On foot, seconds.
    #[schema(example = 429)]
    pub walk_s: u32,
    /// By e-bike, seconds.
    #[schema(example = 129)]
    pub ebike_s: u32,
    /// Whether the times are the geodesic times a detour factor rather than by the streets.
    #[schema(example = true)]
    pub estimated: bool,
}

/// Closed for some days.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedForDays {
    /// Why; may be empty.
    pub reason: String,
    /// The first day; null when it is already closed.
    pub from: Option<NaiveDate>,
    /// The last day; null when nobody knows.
    pub until: Option<NaiveDate>,
}

/// What is special about one amenity.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmenityDetail {
    /// Which.
    #[schema(value_type = String, example = "shower")]
    pub amenity: Amenity,
    /// Its own hours, when they differ from the station's.
    pub hours: Option<String>,
    /// Set while it does not work.
    pub out_of_order: Option<Broken>,
}

/// An amenity that does not work.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Broken {
    /// The first day on which it was known not to work.
    pub since: Option<NaiveDate>,
    /// Why; may be empty.
    pub reason: String,
}

/// The hours of one day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// `ordinary`, `off` (a public holiday), `workday` (a make-up workday) or `unknown` (the
    /// year's holidays have not been published).
    #[schema(example = "ordinary")]
    pub day_kind: String,
    /// The holiday that it belongs to.
    pub holiday: Option<Label>,
    /// When it is not closed.
    pub spans: Vec<DaySpan>,
}

/// A stretch of one day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DaySpan {
    /// Civil time.
    #[schema(example = "08:30")]
    pub from: String,
    /// Civil time, up to `24:00`.
    #[schema(example = "17:30")]
    pub to: String,
    /// `open` or `unknown`.
    #[schema(example = "open")]
    pub state: String,
}

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
    /// The words of `amenities`.
    pub amenities: Vec<Word>,
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
    /// The format's number; 1.
    #[schema(example = 1)]
    pub format: u8,
    /// The ledger's revision.
    pub revision: u64,
    /// The day with whose first minute every schedule begins.
    pub first_day: NaiveDate,
    /// The words of `stations.kind`.
    pub kinds: Vec<String>,
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
