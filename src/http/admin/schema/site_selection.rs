//! Searches for new sites.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a search is for. Which stations count, when, how far people go and for which layer of
/// demand stands in the query, as at `/api/v1/coverage`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchRequest {
    /// What is wanted.
    pub objective: SearchObjective,
    /// Among what is chosen.
    pub candidates: SearchCandidates,
    /// A scenario, by its name, in place of today's stations.
    #[serde(default)]
    pub scenario: Option<String>,
    /// The least distance of new sites from one another and from existing ones, metres.
    #[serde(default)]
    #[schema(example = 300.0)]
    pub spacing_m: Option<f64>,
    /// The most sites by the code of the area; areas that are not named have no limit.
    #[serde(default)]
    pub quotas: BTreeMap<String, usize>,
    /// How much work at most, in seconds of a usual machine; 10 unless said. The work is counted
    /// and not the time, so that the same question gets the same answer everywhere.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 600, example = 10)]
    pub effort_s: Option<u64>,
    /// The seed of chance; 1 unless said.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// What is wanted of new sites.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SearchObjective {
    /// So many that newly cover the most people.
    Cover {
        /// How many.
        count: usize,
    },
    /// The fewest that bring the covered share of people to this.
    Share {
        /// 0 to 1.
        share: f64,
    },
    /// So many with the least mean way of all people (p-median).
    Median {
        /// How many.
        count: usize,
    },
    /// So many with the least way of who has the farthest to go (p-centre).
    Center {
        /// How many.
        count: usize,
    },
}

/// Among what is chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SearchCandidates {
    /// The points of a grid within the district.
    Grid {
        /// Their distance, metres; at least 50.
        spacing_m: f64,
    },
    /// Some places: hosts, empty shops.
    Points {
        /// The places.
        points: Vec<SearchPlace>,
    },
    /// The points of a kept layer.
    Layer {
        /// Its name.
        name: String,
    },
    /// Stations that would count if they never closed. The question names a moment.
    RoundTheClock,
    /// Stations that would count if they had this amenity.
    Amenity {
        /// The word of it.
        amenity: String,
    },
}

/// A place that somebody has thought of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchPlace {
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// Searches, newest first. Some tens are remembered, until the server is started again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchesAnswer {
    /// The searches.
    pub searches: Vec<SearchAnswer>,
}

/// A search, and the best answer so far.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchAnswer {
    /// Its identifier.
    pub id: String,
    /// `waiting`, `running`, `done`, `cancelled` or `failed`.
    pub phase: String,
    /// Who has ordered it.
    pub author: String,
    /// When.
    pub ordered_at: DateTime<Utc>,
    /// The revision of the ledger that it is about.
    pub revision: u64,
    /// What was ordered.
    pub order: SearchRequest,
    /// How far people go, metres.
    pub radius_m: f64,
    /// The layer of demand; null for the areas' populations.
    pub demand: Option<String>,
    /// How many candidates there are.
    pub candidates: usize,
    /// The objective of the best answer so far: people covered in all, or metres.
    pub objective: Option<f64>,
    /// No answer is better than this.
    pub bound: Option<f64>,
    /// By which share of itself the best possible answer could be better at most.
    pub gap: Option<f64>,
    /// The sites of the best answer so far; in the order of their gain when it is over.
    pub sites: Vec<ChosenSite>,
    /// What it came to, when it is over.
    pub result: Option<SearchResult>,
    /// Why it failed.
    pub error: Option<String>,
}

/// A chosen site.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenSite {
    /// The code of the station that becomes more; null for a new one.
    pub station: Option<String>,
    /// What the place or the station is called; empty for a point of a grid.
    pub name: String,
    /// Longitude, WGS-84 degrees.
    pub lon: f64,
    /// Latitude, WGS-84 degrees.
    pub lat: f64,
    /// The name of its office; null when it lies in none.
    pub area_name: Option<String>,
    /// The people whom it newly covers besides the sites before it; null while it goes on, and
    /// for sites that serve.
    pub gain: Option<f64>,
    /// The people covered with it and those before it in all; null as `gain`.
    pub covered: Option<f64>,
    /// The people to whom no station is nearer; null but for sites that serve.
    pub served: Option<f64>,
}

/// What a search came to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchResult {
    /// `proved_optimal`, or `within`: at most `gap` of the best possible below it.
    pub certificate: String,
    /// The share of the best possible by which that could be better at most; 0 when proved.
    pub gap: f64,
    /// All people.
    pub total: f64,
    /// The people whom stations cover already; null for sites that serve.
    pub already: Option<f64>,
    /// The people whom the sites newly cover; null for sites that serve.
    pub gained: Option<f64>,
    /// For the fewest sites: whether they reach the share.
    pub reached: Option<bool>,
    /// For the fewest sites: with fewer than this it cannot be done, proved.
    pub at_least: Option<usize>,
    /// The mean way of all people, metres; null for sites that cover.
    pub mean_m: Option<f64>,
    /// The farthest way of all, metres; null for sites that cover.
    pub farthest_m: Option<f64>,
}
