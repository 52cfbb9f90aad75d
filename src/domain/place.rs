//! Places people name when they say where they are (地名): for search without a network.

use serde::{Deserialize, Serialize};

use super::area::AreaCode;
use super::coordinates::Wgs84;
use super::keyed::keyed;

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

keyed!(
    /// What sort of place it is.
    PlaceKind {
        MetroStation "metro_station" "地铁站";
        Mall "mall" "商场";
        Office "office" "写字楼";
        Hospital "hospital" "医院";
        Neighbourhood "neighbourhood" "小区、社区、村";
        Park "park" "公园";
        School "school" "学校";
        Landmark "landmark" "地标";
        Transport "transport" "车站、枢纽、航站楼";
        Market "market" "市场";
        Hotel "hotel" "酒店";
        Culture "culture" "文化场所";
        Sport "sport" "体育场所";
        RoadJunction "road_junction" "路口、立交桥";
    }
);

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
