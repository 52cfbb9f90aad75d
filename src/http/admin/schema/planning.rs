//! Layers of demand, scenarios, and searches for new sites.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::api::schema::{CoverageQuestion, FiguresAnswer};

/// The layers of demand that planners keep.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LayersAnswer {
    /// By name.
    pub layers: Vec<LayerAnswer>,
}

/// A layer of demand. What its file says of places outside the district is left out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LayerAnswer {
    /// Its name.
    #[schema(example = "骑手需求")]
    pub name: String,
    /// Its version, for `If-Match`.
    pub version: u64,
    /// When it was brought last.
    pub updated_at: DateTime<Utc>,
    /// Who has brought it.
    pub author: String,
    /// The file's name.
    #[schema(example = "riders.csv")]
    pub file: String,
    /// The datum of its positions.
    #[schema(example = "wgs84")]
    pub datum: String,
    /// How many points it has.
    pub points: usize,
    /// How many territories it has.
    pub regions: usize,
    /// How many people it counts in the district.
    pub people: f64,
    /// How many it counts outside.
    pub people_outside: f64,
    /// How many cells it becomes.
    pub cells: usize,
    /// Whether its places are only roughly right.
    pub approximate: bool,
    /// How many rows are strange without being wrong.
    pub remarks: usize,
}

/// The scenarios that planners keep.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenariosAnswer {
    /// By name.
    pub scenarios: Vec<ScenarioSummary>,
}

/// A scenario without its changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioSummary {
    /// Its name.
    #[schema(example = "北苑补点")]
    pub name: String,
    /// Its version, for `If-Match`.
    pub version: u64,
    /// When it was written last.
    pub updated_at: DateTime<Utc>,
    /// Who has written it.
    pub author: String,
    /// How many changes it has.
    pub changes: usize,
}

/// A scenario.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioAnswer {
    /// Its name.
    pub name: String,
    /// Its version, for `If-Match`.
    pub version: u64,
    /// When it was written last.
    pub updated_at: DateTime<Utc>,
    /// Who has written it.
    pub author: String,
    /// Its changes, in their order.
    pub changes: Vec<ScenarioChange>,
}

/// A scenario that is to be kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioRequest {
    /// Its name; not given where the address names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its changes; a later one may change what an earlier one has added.
    pub changes: Vec<ScenarioChange>,
}

/// One change of a scenario.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum ScenarioChange {
    /// A new station.
    Add {
        /// What it is called until it has a code; no station has it.
        code: String,
        /// Longitude, WGS-84 degrees.
        lon: f64,
        /// Latitude, WGS-84 degrees.
        lat: f64,
        /// `union_station`, unless said, or `worker_home`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// When it will be open (OSM `opening_hours`); around the clock unless said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<String>,
        /// What it will offer.
        #[serde(default)]
        amenities: Vec<String>,
        /// How one will get in.
        #[serde(default)]
        access: Vec<String>,
    },
    /// A station is given up.
    Close {
        /// Which.
        code: String,
    },
    /// A station moves.
    Move {
        /// Which.
        code: String,
        /// Longitude, WGS-84 degrees.
        lon: f64,
        /// Latitude, WGS-84 degrees.
        lat: f64,
    },
    /// A station gets other hours.
    ChangeHours {
        /// Which.
        code: String,
        /// The new hours (OSM `opening_hours`).
        hours: String,
    },
    /// A station gets or loses amenities.
    ChangeAmenities {
        /// Which.
        code: String,
        /// What it gets.
        #[serde(default)]
        add: Vec<String>,
        /// What it loses.
        #[serde(default)]
        remove: Vec<String>,
    },
}

/// A scenario beside today.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonAnswer {
    /// What the figures are about.
    pub question: CoverageQuestion,
    /// The district as it is.
    pub today: FiguresAnswer,
    /// The district as it would be.
    pub then: FiguresAnswer,
    /// The offices that gain or lose, those with the most people first.
    pub offices: Vec<OfficeComparison>,
}

/// An office whose figures change.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeComparison {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Covered people more than today; less than 0 for a loss.
    pub people: f64,
    /// Covered square metres more than today; less than 0 for a loss.
    pub area_m2: f64,
    /// Its covered share of people today, 0 to 1; null of nobody.
    pub share_today: Option<f64>,
    /// The same with the scenario.
    pub share_then: Option<f64>,
}

/// What a scenario changes on the map: GeoJSON, WGS-84.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceAnswer {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is about.
    pub question: CoverageQuestion,
    /// The regions, the largest first.
    pub features: Vec<DifferenceFeature>,
}

/// A region that a scenario changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceFeature {
    /// `Feature`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The facts.
    pub properties: DifferenceProperties,
    /// A `Polygon`.
    #[schema(value_type = Object)]
    pub geometry: Value,
}

/// The facts of a region that a scenario changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceProperties {
    /// `gained`, or `lost`.
    pub change: String,
    /// The code of its office.
    pub area: String,
    /// The name of its office.
    pub area_name: String,
    /// Square metres.
    pub area_m2: f64,
}
