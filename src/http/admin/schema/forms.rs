//! What forms of the console are filled and checked with.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::api::schema::Day;

/// Hours, day by day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursAnswer {
    /// The text as it would be kept: full-width signs and spaces are folded.
    #[schema(example = "Mo-Fr 08:30-17:30; PH off")]
    pub text: String,
    /// Whether it is open at every minute of every day.
    pub round_the_clock: bool,
    /// The next fourteen days, today first.
    pub days: Vec<Day>,
}

/// The units of the district.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsAnswer {
    /// The units.
    pub units: Vec<UnitAnswer>,
}

/// A unit that keeps records.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitAnswer {
    /// Its code.
    #[schema(example = "U1")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// `office`, `zone`, `industry` or whatever else the district calls it.
    #[schema(example = "office")]
    pub kind: String,
    /// The code of the area that it looks after, for an office.
    pub area: Option<String>,
}
