//! The collections, and the properties of their features.

use super::property::{Kind, Property, WordsOf};
use crate::domain::access::Access;
use crate::domain::station::{Builder, Provenance, StationKind, Tag};

/// A collection of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// Union post stations that riders are told of.
    Stations,
    /// Public worker homes that riders are told of.
    Homes,
    /// The offices of the district and their territories.
    Areas,
    /// What lies farther from every station than the national standard allows.
    CoverageGaps,
}

impl Collection {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Stations, Self::Homes, Self::Areas, Self::CoverageGaps];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stations => "stations",
            Self::Homes => "homes",
            Self::Areas => "areas",
            Self::CoverageGaps => "coverage-gaps",
        }
    }

    /// The collection of this name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.id() == id)
    }

    /// Which stations are in it, if stations are.
    pub fn station_kind(self) -> Option<StationKind> {
        match self {
            Self::Stations => Some(StationKind::UnionStation),
            Self::Homes => Some(StationKind::WorkerHome),
            Self::Areas | Self::CoverageGaps => None,
        }
    }

    /// The properties of its features, in the order in which they are told.
    pub fn properties(self) -> &'static [Property] {
        match self {
            Self::Stations | Self::Homes => STATION,
            Self::Areas => AREA,
            Self::CoverageGaps => GAP,
        }
    }

    /// Where a property stands among those of its features.
    pub fn position_of(self, name: &str) -> Option<usize> {
        self.properties().iter().position(|property| property.name == name)
    }

    /// The property that `datetime` asks about.
    pub fn day_of_datetime(self) -> Option<usize> {
        self.station_kind().and_then(|_| self.position_of("verified_on"))
    }
}

const fn property(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Property {
    Property { name, kind, zh, en, words: None }
}

const fn of_words(
    name: &'static str,
    kind: Kind,
    zh: &'static str,
    en: &'static str,
    words: fn() -> Vec<&'static str>,
) -> Property {
    Property { name, kind, zh, en, words: Some(WordsOf::Program(words)) }
}

const fn amenities(name: &'static str, zh: &'static str, en: &'static str) -> Property {
    Property { name, kind: Kind::Words, zh, en, words: Some(WordsOf::Amenities) }
}

fn ways_in() -> Vec<&'static str> {
    Access::ALL.iter().map(|access| access.key()).collect()
}

fn kinds() -> Vec<&'static str> {
    StationKind::ALL.iter().map(|kind| kind.key()).collect()
}

fn builders() -> Vec<&'static str> {
    Builder::ALL.iter().map(|builder| builder.key()).collect()
}

fn tags() -> Vec<&'static str> {
    Tag::ALL.iter().map(|tag| tag.key()).collect()
}

fn provenances() -> Vec<&'static str> {
    Provenance::ALL.iter().map(|provenance| provenance.key()).collect()
}

fn listed_states() -> Vec<&'static str> {
    vec!["open", "temporarily_closed"]
}

/// What is told of a station; [`super::stations`] knows where each stands.
const STATION: &[Property] = &[
    property("code", Kind::Text, "编码", "code, which never changes"),
    property("name", Kind::Text, "名称", "name"),
    of_words("kind", Kind::Text, "类别", "kind", kinds),
    property("address", Kind::Text, "地址", "address"),
    property("host", Kind::Text, "共建单位", "whose premises it is in"),
    of_words("status", Kind::Text, "状态", "whether it serves at present", listed_states),
    of_words("tags", Kind::Words, "标签", "what it was built or upgraded as", tags),
    property("verified_on", Kind::Day, "最近核验", "day on which the facts were last checked"),
    property("confirmed_on", Kind::Day, "最近确认", "day on which a rider last confirmed it"),
    of_words("provenance", Kind::Text, "数据来源", "where the record comes from", provenances),
    property("area", Kind::Text, "街道代码", "code of the office in whose area it lies"),
    property("area_name", Kind::Text, "街道", "name of that office"),
    property("opening_hours", Kind::Text, "开放时间", "hours in OSM syntax"),
    property("round_the_clock", Kind::Flag, "全天开放", "whether it never closes"),
    amenities("amenities", "服务设施", "what it has, working or not"),
    amenities("out_of_order", "故障设施", "what of it is out of order"),
    amenities("working", "可用设施", "what of it works"),
    of_words("access", Kind::Words, "进入方式", "ways in", ways_in),
    property("aliases", Kind::Words, "别名", "other names"),
    property("unit", Kind::Text, "管理单位代码", "code of the unit that keeps the record"),
    of_words("builder", Kind::Text, "建设类型", "who built it", builders),
    property("floor_area_m2", Kind::Number, "面积（平方米）", "floor area, square metres"),
    property("seats", Kind::Whole, "座位", "seats"),
    property("serves", Kind::Words, "服务对象", "whom it is for"),
    property("stars", Kind::Whole, "星级", "stars, 1 to 5"),
    property("opened_on", Kind::Day, "启用日期", "day on which it was opened"),
    property("phone", Kind::Text, "公开电话", "public telephone number"),
    property("closed_reason", Kind::Text, "暂停原因", "why it is closed for some days"),
    property("closed_from", Kind::Day, "暂停首日", "first day on which it is closed"),
    property("closed_until", Kind::Day, "暂停末日", "last day on which it is closed"),
    property("version", Kind::Whole, "版本", "how many times it was written"),
    property("updated_at", Kind::Instant, "更新时间", "when it was written last"),
];

const AREA: &[Property] = &[
    property("code", Kind::Text, "代码", "official code"),
    property("name", Kind::Text, "名称", "name"),
    property("seat_lon", Kind::Number, "驻地经度", "longitude of the office's seat, degrees"),
    property("seat_lat", Kind::Number, "驻地纬度", "latitude of the office's seat, degrees"),
    property("population", Kind::Whole, "人口", "people who live there"),
    property("approximate", Kind::Flag, "边界为示意", "whether the boundary is only roughly right"),
    property("stations", Kind::Whole, "驿站数", "listed union stations"),
    property("homes", Kind::Whole, "职工之家数", "listed worker homes"),
];

const GAP: &[Property] = &[
    property("rank", Kind::Whole, "位次", "rank by people, from 1"),
    property("area", Kind::Text, "街道代码", "code of its office"),
    property("area_name", Kind::Text, "街道", "name of its office"),
    property("area_m2", Kind::Number, "面积（平方米）", "area, square metres"),
    property("people", Kind::Number, "人口", "people in it"),
    property(
        "lon",
        Kind::Number,
        "经度",
        "longitude of a point in the midst of its people, degrees",
    ),
    property("lat", Kind::Number, "纬度", "latitude of that point, degrees"),
    property("nearest", Kind::Text, "最近驿站编码", "code of the station nearest to that point"),
    property("nearest_name", Kind::Text, "最近驿站", "name of that station"),
    property("nearest_m", Kind::Number, "最近距离（米）", "how far that station is, metres"),
    property(
        "farthest_m",
        Kind::Number,
        "最远距离（米）",
        "how far the farthest people go, metres",
    ),
];
