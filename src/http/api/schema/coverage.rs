//! Answers about coverage, and what is asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// How far people go, and which stations count.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReachParams {
    /// How far people go as the crow flies, metres. The national campaign asks for a station
    /// within 1 km; 300 and 500 are the ambitious ones.
    #[param(exclusive_minimum = 0, maximum = 20000, default = 1000, example = 500)]
    pub radius_m: Option<f64>,
    /// Amenities with commas between them, all of which must work and be usable. The words are at
    /// `/api/v1/amenities`.
    #[param(example = "hot_water,phone_charging")]
    pub amenities: Option<String>,
    /// Only stations of this kind: `union_station` or `worker_home`.
    #[param(example = "union_station")]
    pub kind: Option<String>,
    /// Ways in with commas between them, one of which is enough.
    #[param(example = "open_door,staffed")]
    pub access: Option<String>,
    /// Only stations that never close.
    #[param(default = false, example = false)]
    pub round_the_clock: Option<bool>,
    /// Only stations of this area, by its code or name; the figures are still those of all areas.
    #[param(example = "990001001")]
    pub area: Option<String>,
    /// A layer of demand that planners keep, by its name, in place of the areas' populations. Who
    /// asks for one must be signed in and may read the analysis.
    #[param(example = "骑手需求")]
    pub demand: Option<String>,
}

/// When a station must be open to count; when neither is given, it does not matter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MomentParams {
    /// Only stations that are open `now` or at an RFC 3339 instant within the next two months.
    #[param(example = "2026-11-21T22:00:00+08:00")]
    pub open: Option<String>,
    /// Only stations that are open at the beginning of this hour of a typical week, one without
    /// holidays: 0 for Monday 0:00, 167 for Sunday 23:00. Not together with `open`.
    #[param(minimum = 0, maximum = 167, example = 46)]
    pub hour_of_week: Option<u8>,
}

/// Which week.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WeekParams {
    /// A day of the week that is asked for, with its holidays and make-up workdays, from last week
    /// to two months ahead; when it is not given, a typical week: the present one without
    /// holidays.
    #[param(example = "2026-11-25")]
    pub week: Option<NaiveDate>,
}

/// How many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RankedParams {
    /// How many at most, from the first rank on.
    #[param(minimum = 1, maximum = 5000, default = 50, example = 20)]
    pub limit: Option<u32>,
}

/// An amount (people or square metres), by what people there find within reach. That there is no
/// station, that it is closed, and that nobody knows its hours are three things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitAnswer {
    /// All of it.
    pub total: f64,
    /// An open station.
    pub covered: f64,
    /// None that is surely open, but one whose hours nobody knows.
    pub hours_unknown: f64,
    /// Only stations that are closed.
    pub closed: f64,
    /// No station.
    pub no_station: f64,
    /// `covered` of `total`, 0 to 1; null of nothing.
    pub covered_share: Option<f64>,
}

/// The layer of demand that the figures are weighted by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandAnswer {
    /// What people call it; empty for the populations of the areas, spread evenly over them.
    pub name: String,
    /// Whether its places are only roughly right.
    pub approximate: bool,
    /// How many people it counts in the district.
    #[schema(example = 3450000.0)]
    pub people: f64,
    /// How many it counts outside the district, who are left out.
    pub people_outside: f64,
    /// How many cells it has become.
    pub cells: usize,
}

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageQuestion {
    /// The revision of the ledger.
    pub revision: u64,
    /// When a station of that ledger was last changed, RFC 3339; null when it holds none.
    #[schema(example = "2026-11-21T09:30:00+08:00")]
    pub changed_at: Option<String>,
    /// How far people go, metres.
    #[schema(example = 500.0)]
    pub radius_m: f64,
    /// The minute at which stations must be open; null when it was not asked for one.
    pub at: Option<String>,
    /// The hour of a typical week at which they must be; null when it was not asked for one.
    pub hour_of_week: Option<usize>,
    /// What the figures are weighted by.
    pub demand: DemandAnswer,
}

/// Figures of the district and of each office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageAnswer {
    /// What they are about.
    pub question: CoverageQuestion,
    /// The district: the sum of its offices.
    pub district: FiguresAnswer,
    /// In the order of the offices' codes.
    pub offices: Vec<OfficeAnswer>,
}

/// An office's figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeAnswer {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The figures.
    pub figures: FiguresAnswer,
}

/// Figures of a territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiguresAnswer {
    /// Its people.
    pub people: SplitAnswer,
    /// Its area, square metres; exact.
    pub area_m2: SplitAnswer,
    /// The stations in it that count.
    pub stations: StationCountsAnswer,
    /// Open stations for ten thousand people; null where there are none.
    pub stations_per_10000_people: Option<f64>,
    /// How far its people have to go to the nearest open station; null when there are no people
    /// or no station is open.
    pub distance: Option<DistancesAnswer>,
}

/// How many stations count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationCountsAnswer {
    /// Open.
    pub open: usize,
    /// Of unknown hours.
    pub hours_unknown: usize,
    /// Closed.
    pub closed: usize,
}

/// How far people have to go to the nearest open station, metres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DistancesAnswer {
    /// Half of them not farther than this.
    pub p50_m: f64,
    /// 90 % of them not farther than this.
    pub p90_m: f64,
    /// 95 % of them not farther than this.
    pub p95_m: f64,
    /// 99 % of them not farther than this.
    pub p99_m: f64,
    /// The mean of the 5 % who have the farthest to go.
    pub worst_5_percent_mean_m: f64,
}

/// A week of coverage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageHoursAnswer {
    /// What it is about.
    pub question: CoverageQuestion,
    /// The week's Monday.
    pub monday: NaiveDate,
    /// Whether it is a typical week, read without holidays and make-up workdays.
    pub typical: bool,
    /// The district: the sum of its offices.
    pub district: WeekSeries,
    /// In the order of the offices' codes.
    pub offices: Vec<OfficeWeek>,
}

/// An office's week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeWeek {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The week.
    pub week: WeekSeries,
}

/// 168 hours, Monday 0:00 first; what is said of an hour holds at its first minute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekSeries {
    /// People.
    pub people: SplitSeries,
    /// Square metres.
    pub area_m2: SplitSeries,
}

/// Amounts at each hour, by what people find within reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitSeries {
    /// All of it, at every hour.
    pub total: f64,
    /// An open station.
    pub covered: Vec<f64>,
    /// None that is surely open, but one whose hours nobody knows.
    pub hours_unknown: Vec<f64>,
    /// Only stations that are closed.
    pub closed: Vec<f64>,
    /// No station.
    pub no_station: Vec<f64>,
}

/// Regions that no open station reaches, as GeoJSON (WGS-84, as RFC 7946 asks).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GapsAnswer {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What they are about.
    pub question: CoverageQuestion,
    /// How far a flattened rim leaves its circle at most, metres.
    pub flattened_m: f64,
    /// How many gaps there are in all.
    pub matched: usize,
    /// The people in all of them.
    pub people: f64,
    /// The first ones, the most people first.
    pub features: Vec<GapFeature>,
}

/// One gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GapFeature {
    /// `Feature`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The facts.
    pub properties: GapProperties,
    /// A `Polygon`.
    #[schema(value_type = Object)]
    pub geometry: Value,
}

/// The facts of a gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GapProperties {
    /// Its rank, from 1.
    pub rank: usize,
    /// The code of its office; a gap ends at its office's border.
    pub area: String,
    /// The name of its office.
    pub area_name: String,
    /// Square metres.
    pub area_m2: f64,
    /// The people in it; nobody of them is covered.
    pub people: SplitAnswer,
    /// Longitude of a point in the midst of its people, degrees.
    pub lon: f64,
    /// Latitude of that point, degrees.
    pub lat: f64,
    /// The open station nearest to that point; null when none is open.
    pub nearest: Option<NearestAnswerOfGap>,
    /// How far the farthest of its people have to go, metres; null when nobody lives there or
    /// none is open.
    pub farthest_m: Option<f64>,
}

/// A station and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NearestAnswerOfGap {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Metres.
    pub distance_m: f64,
}

/// What the loss of each station would uncover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosuresAnswer {
    /// What it is about.
    pub question: CoverageQuestion,
    /// How many open stations there are in all.
    pub matched: usize,
    /// How many of them could each be spared: others cover all that they do.
    pub redundant: usize,
    /// The first ones, the most people first.
    pub stations: Vec<ClosureAnswer>,
}

/// What the loss of one station would uncover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosureAnswer {
    /// Its rank, from 1.
    pub rank: usize,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The people who would have no open station within reach any more.
    pub people: f64,
    /// The area that would be uncovered, square metres.
    pub area_m2: f64,
    /// Whether nobody and no place would. That holds for it alone: two may cover for one another.
    pub redundant: bool,
    /// The people for whom it is the nearest open station.
    pub load_people: f64,
    /// How far they have to go on average, metres.
    pub load_mean_m: f64,
    /// How far the farthest of them has to go, metres.
    pub load_farthest_m: f64,
}
