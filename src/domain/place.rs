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

impl PlaceKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::MetroStation,
        Self::Mall,
        Self::Office,
        Self::Hospital,
        Self::Neighbourhood,
        Self::Park,
        Self::School,
        Self::Landmark,
        Self::Transport,
        Self::Market,
        Self::Hotel,
        Self::Culture,
        Self::Sport,
        Self::RoadJunction,
    ];

    /// The word used in files and answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::MetroStation => "metro_station",
            Self::Mall => "mall",
            Self::Office => "office",
            Self::Hospital => "hospital",
            Self::Neighbourhood => "neighbourhood",
            Self::Park => "park",
            Self::School => "school",
            Self::Landmark => "landmark",
            Self::Transport => "transport",
            Self::Market => "market",
            Self::Hotel => "hotel",
            Self::Culture => "culture",
            Self::Sport => "sport",
            Self::RoadJunction => "road_junction",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_that_files_are_read_with() {
        for kind in PlaceKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
        }
    }
}
