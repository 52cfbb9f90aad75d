//! What a sample is made from, and why it may fail.

use thiserror::Error;

use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::AreaCode;
use crate::domain::coordinates::CoordinateError;

/// The texts of a data folder from which a sample is made. File names are relative to it.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// Which amenities there are.
    pub catalogue: &'a AmenityCatalogue,
    /// `district.json`
    pub district: &'a str,
    /// `areas.geojson`
    pub areas: &'a str,
    /// `units.csv`
    pub units: &'a str,
    /// `places.csv`
    pub places: &'a str,
    /// `sample/settings.json`: how many of what.
    pub settings: &'a str,
    /// `sample/offices.csv`: how much is going on in each area by day.
    pub offices: &'a str,
    /// `sample/hosts.csv`: who keeps a station, and how it is called.
    pub hosts: &'a str,
    /// `sample/home_hosts.csv`: the same for worker homes.
    pub home_hosts: &'a str,
    /// `sample/hours.csv`: opening hours by profile.
    pub hours: &'a str,
    /// `sample/amenities.csv`: what is offered, by profile.
    pub amenities: &'a str,
    /// `sample/access.csv`: ways in, by profile.
    pub access: &'a str,
    /// `sample/words.csv`: words for placeholders.
    pub words: &'a str,
    /// `sample/roads.csv`: roads with rough courses, WGS-84.
    pub roads: &'a str,
    /// `sample/named.csv`: those that are in it in any case.
    pub named: &'a str,
}

/// Why no sample can be made of the lists.
#[derive(Debug, Error)]
pub enum SampleError {
    /// A CSV list does not read.
    #[error("sample list {list}: {source}")]
    Csv {
        /// The list's file.
        list: &'static str,
        /// What is wrong, with the line.
        source: csv::Error,
    },
    /// A JSON list does not read.
    #[error("sample list {list}: {source}")]
    Json {
        /// The list's file.
        list: &'static str,
        /// What is wrong, with the line.
        source: serde_json::Error,
    },
    /// A value in a list cannot be used.
    #[error("sample list {list}: {what}")]
    Value {
        /// The list's file.
        list: &'static str,
        /// What cannot be used, and why.
        what: String,
    },
    /// There is no place left for a station with a name of its own.
    #[error("no room for another station in area {0}: add places or hosts to the lists")]
    NoRoom(AreaCode),
    /// A position came out that is none.
    #[error(transparent)]
    Position(#[from] CoordinateError),
}

pub(super) fn unusable(list: &'static str, what: impl ToString) -> SampleError {
    SampleError::Value { list, what: what.to_string() }
}
