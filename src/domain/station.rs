//! A station (驿站): any place served, with every fact that the ledger (台账) holds of it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::access::AccessSet;
use super::amenity::Provisions;
use super::area::AreaCode;
use super::coordinates::Wgs84;
use super::opening_hours::HoursText;
use super::station_photo::StationPhoto;
use super::status::Status;

/// A station's code (编码): 1 to 32 letters, digits and hyphens, in upper case. It is in the
/// station's address and on its plaque, and never changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StationCode(String);

/// Why a text is no station code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no station code: 1 to 32 letters, digits and hyphens")]
pub struct InvalidCode(pub String);

impl StationCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StationCode {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let valid = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !text.starts_with('-');
        if !valid {
            return Err(InvalidCode(text.to_owned()));
        }
        Ok(Self(text.to_ascii_uppercase()))
    }
}

impl TryFrom<String> for StationCode {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<StationCode> for String {
    fn from(code: StationCode) -> Self {
        code.0
    }
}

impl fmt::Display for StationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! words {
    ($(#[$docs:meta])* $name:ident { $($variant:ident $key:literal $zh:literal;)+ }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $zh] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, URLs and answers.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The Chinese label, as in the ledger.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// The value with this key or Chinese label.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == word || value.zh() == word)
            }
        }
    };
}

words!(
    /// What sort of place it is (类别).
    StationKind {
        UnionStation "union_station" "工会驿站";
        WorkerHome "worker_home" "职工之家";
    }
);

words!(
    /// Who built it (建设类型).
    Builder {
        Union "union" "自建";
        Bank "bank" "银行";
        FuelStation "fuel_station" "加油站";
        PartyCentre "party_centre" "党群中心";
        Mall "mall" "商圈";
        Property "property" "物业";
        Enterprise "enterprise" "企业";
        Community "community" "社区";
        Government "government" "机关事业单位";
        Telecom "telecom" "通信营业厅";
        Express "express" "快递网点";
        Pharmacy "pharmacy" "药店";
        Catering "catering" "餐饮";
        Other "other" "其他";
    }
);

words!(
    /// What the year's programme built or upgraded it as.
    Tag {
        RoundTheClock "round_the_clock" "24小时";
        Smart "smart" "智慧";
        Small "small" "小型";
        NewlyBuilt "newly_built" "新建";
        Upgraded "upgraded" "提升";
    }
);

words!(
    /// Where a record comes from.
    Provenance {
        Ledger "ledger" "台账";
        Published "published" "公开";
        Synthetic "synthetic" "模拟";
    }
);

/// Every fact of one station. This is what a ledger row says; who changed it when is in
/// [`Record`] and in the change log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Station {
    /// 编码
    pub code: StationCode,
    /// 类别
    pub kind: StationKind,
    /// 名称, 1 to 100 characters.
    pub name: String,
    /// 别名
    #[serde(default)]
    pub aliases: Vec<String>,
    /// 街道: the office in whose area it lies.
    pub area: AreaCode,
    /// 管理单位: the code of the unit that keeps the record.
    #[serde(default)]
    pub unit: Option<String>,
    /// 地址
    #[serde(default)]
    pub address: String,
    /// Its entrance, WGS-84, six decimals.
    #[serde(with = "position_as_degrees", flatten)]
    pub position: Wgs84,
    /// 建设类型
    #[serde(default)]
    pub builder: Option<Builder>,
    /// 共建单位
    #[serde(default)]
    pub host: String,
    /// 开放时间; `None` when nobody has said.
    #[serde(default)]
    pub hours: Option<HoursText>,
    /// 进入方式
    #[serde(default)]
    pub access: AccessSet,
    /// 面积, square metres.
    #[serde(default)]
    pub floor_area_m2: Option<f64>,
    /// 座位
    #[serde(default)]
    pub seats: Option<u32>,
    /// 服务设施
    #[serde(default)]
    pub amenities: Provisions,
    /// 服务对象
    #[serde(default)]
    pub serves: Vec<String>,
    /// 星级, 1 to 5.
    #[serde(default)]
    pub stars: Option<u8>,
    /// 启用日期
    #[serde(default)]
    pub opened_on: Option<NaiveDate>,
    /// 公开电话
    #[serde(default)]
    pub phone: Option<String>,
    /// 管理员 (private)
    #[serde(default)]
    pub manager: Option<String>,
    /// 管理员电话 (private)
    #[serde(default)]
    pub manager_phone: Option<String>,
    /// 状态
    #[serde(default)]
    pub status: Status,
    /// 最近核验
    #[serde(default)]
    pub verified_on: Option<NaiveDate>,
    /// 标签
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// 备注 (private): remarks of the staff to one another.
    #[serde(default)]
    pub note: String,
    /// 数据来源
    pub provenance: Provenance,
    /// 并入: the station that stands for it since it was found to be the same place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<StationCode>,
    /// 照片, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<StationPhoto>,
}

impl Station {
    /// A station of which nothing more than these is known.
    pub fn new(
        code: StationCode,
        kind: StationKind,
        name: impl Into<String>,
        area: AreaCode,
        position: Wgs84,
    ) -> Self {
        Self {
            code,
            kind,
            name: name.into(),
            aliases: Vec::new(),
            area,
            unit: None,
            address: String::new(),
            position: position.rounded(),
            builder: None,
            host: String::new(),
            hours: None,
            access: AccessSet::default(),
            floor_area_m2: None,
            seats: None,
            amenities: Provisions::new(),
            serves: Vec::new(),
            stars: None,
            opened_on: None,
            phone: None,
            manager: None,
            manager_phone: None,
            status: Status::Open,
            verified_on: None,
            tags: Vec::new(),
            note: String::new(),
            provenance: Provenance::Ledger,
            merged_into: None,
            photos: Vec::new(),
        }
    }
}

/// A station as it is stored: its facts and where it stands in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The facts.
    pub station: Station,
    /// How many times this station has been written; 1 when created. It is the `ETag`.
    pub version: u64,
    /// The global revision of its last change.
    pub revision: u64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When a fact of it last changed.
    pub updated_at: DateTime<Utc>,
}

mod position_as_degrees {
    //! A position inside a JSON object is two named fields, `lon` and `lat`, in degrees.

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::Wgs84;

    #[derive(Serialize, Deserialize)]
    struct Degrees {
        lon: f64,
        lat: f64,
    }

    pub(super) fn serialize<S: Serializer>(position: &Wgs84, to: S) -> Result<S::Ok, S::Error> {
        Degrees { lon: position.lon(), lat: position.lat() }.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Wgs84, D::Error> {
        let degrees = Degrees::deserialize(from)?;
        Wgs84::new(degrees.lon, degrees.lat).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_folded_to_upper_case_and_nothing_else_is_let_in() {
        assert_eq!("cy-001-0007".parse::<StationCode>().expect("valid").as_str(), "CY-001-0007");
        for text in ["", "-A", "A B", "甲", "A/B", &"A".repeat(33)] {
            assert!(text.parse::<StationCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_station_survives_json() {
        let station = Station::new(
            "A-1".parse().expect("code"),
            StationKind::WorkerHome,
            "家",
            "110105001".parse().expect("area"),
            Wgs84::new(116.45, 39.91).expect("position"),
        );
        let json = serde_json::to_string(&station).expect("to json");
        assert_eq!(serde_json::from_str::<Station>(&json).expect("from json"), station);
    }
}
