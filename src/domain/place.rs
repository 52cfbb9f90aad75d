//! Places people name when they say where they are (地名): for search without a network.

use serde::{Deserialize, Serialize};

use super::area::AreaCode;
use super::coordinates::Wgs84;

/// One place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Unique in the gazetteer.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Other names, English ones included.
    pub aliases: Vec<String>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub position: Wgs84,
    /// The area it lies in, when it lies in one.
    pub area: Option<AreaCode>,
}

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are their own explanation")]
pub enum PlaceKind {
    MetroStation,
    Mall,
    Office,
    Hospital,
    Neighbourhood,
    Park,
    School,
    Landmark,
    Transport,
    Market,
    Hotel,
    Culture,
    Sport,
    RoadJunction,
}
