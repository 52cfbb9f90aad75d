//! Answers about stations.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::district::Label;
use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::domain::coordinates::Datum;

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

/// The stations on the way from one point to another.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnTheWayAnswer {
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
    /// The journey without a stop.
    pub direct: Direct,
    /// The least extra way first.
    pub stations: Vec<StationOnTheWay>,
}

/// A journey without a stop.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Direct {
    /// Length of the geodesic, metres.
    #[schema(example = 3815.2)]
    pub distance_m: f64,
    /// How long it takes.
    pub travel: Travel,
}

/// What a journey becomes longer by when it goes by a station.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Detour {
    /// Length of the geodesics there and on, less that of the journey without a stop, metres.
    #[schema(example = 87.3)]
    pub distance_m: f64,
    /// On foot, seconds.
    #[schema(example = 91)]
    pub walk_s: u32,
    /// By e-bike, seconds.
    #[schema(example = 28)]
    pub ebike_s: u32,
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
            /// What the year's programme built or upgraded it as: `newly_built` or `upgraded`,
            /// with `round_the_clock`, `smart` or `small`.
            #[schema(example = json!(["smart", "newly_built"]))]
            pub tags: Vec<String>,
            /// The day on which somebody last checked the facts.
            pub verified_on: Option<NaiveDate>,
            /// The last day on which a rider confirmed that it is as it says. Shown within
            /// about an hour; it does not raise `revision`.
            pub confirmed_on: Option<NaiveDate>,
            /// Whether several riders have reported within a day that it is closed, and nobody
            /// has looked into it yet (待核实). It does not raise `revision`.
            pub needs_check: bool,
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
    /// A station, how far it is from where the journey begins, and what it costs to go by it.
    StationOnTheWay {
        /// Length of the geodesic from the beginning to its door, metres.
        #[schema(example = 412.5)]
        pub distance_m: f64,
        /// How long it takes to get there from the beginning.
        pub travel: Travel,
        /// What the journey becomes longer by.
        pub detour: Detour,
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
        /// The station that stands for it since it was found to be the same place.
        #[schema(example = "LZ-2")]
        pub merged_into: Option<String>,
        /// Set while it is closed for some days.
        pub closed: Option<ClosedForDays>,
        /// Its photos, the one to show first first.
        pub photos: Vec<Photo>,
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

/// A photo. Its addresses are of this server, and what they show never changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// The picture, WebP, at most 1600 pixels wide and high.
    #[schema(example = "/photos/ba7816bf8f01cfea414140de5dae2223.webp")]
    pub url: String,
    /// The same in small, at most 400 pixels wide and high.
    #[schema(example = "/photos/ba7816bf8f01cfea414140de5dae2223-small.webp")]
    pub small_url: String,
    /// The width of the larger picture, pixels.
    #[schema(example = 1600)]
    pub width_px: u32,
    /// Its height, pixels.
    #[schema(example = 1200)]
    pub height_px: u32,
    /// What it shows; may be empty.
    #[schema(example = "北门")]
    pub caption: String,
    /// Who took it; may be empty.
    pub credit: String,
    /// The day on which it was taken.
    pub taken_on: Option<NaiveDate>,
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
