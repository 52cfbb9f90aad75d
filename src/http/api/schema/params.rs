//! Parameters.

use serde::Deserialize;
use utoipa::IntoParams;

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

/// From where to where one travels.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnTheWayParams {
    /// Latitude of where the journey begins in decimal degrees, in the datum of `datum`.
    #[param(minimum = -90, maximum = 90, example = 39.9219)]
    pub from_lat: f64,
    /// Longitude of where the journey begins in decimal degrees, in the datum of `datum`.
    #[param(minimum = -180, maximum = 180, example = 116.4435)]
    pub from_lon: f64,
    /// Latitude of where the journey ends in decimal degrees, in the datum of `datum`.
    #[param(minimum = -90, maximum = 90, example = 39.9334)]
    pub to_lat: f64,
    /// Longitude of where the journey ends in decimal degrees, in the datum of `datum`.
    #[param(minimum = -180, maximum = 180, example = 116.4853)]
    pub to_lon: f64,
    /// The datum of both positions, and of every position in the answer: `wgs84` (GPS),
    /// `gcj02` (Amap, Tencent) or `bd09` (Baidu).
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
    /// How many stations at most.
    #[param(minimum = 1, maximum = 50, default = 10, example = 10)]
    pub limit: Option<u32>,
    /// How one travels: `walk` or `ebike`. Decides when one arrives.
    #[param(default = "walk", example = "ebike")]
    pub mode: Option<String>,
}

/// What a station must have.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FilterParams {
    /// Only stations that are open: `now`, on `arrival` (where one travels), or at an RFC 3339
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

/// What a map as a picture shows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StaticMapParams {
    /// What is in the middle: longitude and latitude with a comma between them, in the datum of
    /// `datum`.
    #[param(example = "116.4435,39.9219")]
    pub center: Option<String>,
    /// How near, as in the web app; as near as everything is seen if not given, 15 for one place.
    #[param(minimum = 0, maximum = 20, example = 15)]
    pub zoom: Option<f64>,
    /// Width and height, 64 to 1280 pixels each; with `@2x` the picture has twice as many.
    #[param(default = "640x400", example = "640x400@2x")]
    pub size: Option<String>,
    /// At most 50 places that get pins, with numbers when there are several: `lon,lat|lon,lat`.
    #[param(example = "116.4435,39.9219|116.4605,39.9087")]
    pub markers: Option<String>,
    /// A station that gets a pin, by its code.
    #[param(example = "LZ-2")]
    pub station: Option<String>,
    /// The datum of `center` and `markers`. The map itself is in WGS-84.
    #[param(default = "wgs84", example = "wgs84")]
    pub datum: Option<String>,
}

/// How large a picture is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureParams {
    /// Width and height, 64 to 1280 pixels each; with `@2x` the picture has twice as many.
    #[param(default = "640x400", example = "600x800@2x")]
    pub size: Option<String>,
    /// At most 50 places that get pins, with numbers when there are several, WGS-84:
    /// `lon,lat|lon,lat`.
    #[param(example = "116.4435,39.9219|116.4605,39.9087")]
    pub markers: Option<String>,
}
