//! What a station offers (服务设施), one bit each.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::opening_hours::HoursText;

macro_rules! amenities {
    ($($variant:ident $key:literal $zh:literal $en:literal;)+) => {
        /// One thing that a station may offer.
        ///
        /// The order is the order in which they are shown, and the number is the bit in an
        /// [`AmenitySet`]: new ones are added at the end, never in between.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Amenity {
            $(#[doc = $en] $variant,)+
        }

        impl Amenity {
            /// Every amenity, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, URLs and answers.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The Chinese label, as in the ledger's columns.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// The English label.
            pub fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }
        }
    };
}

amenities! {
    DrinkingWater "drinking_water" "饮水" "Drinking water";
    HotWater "hot_water" "热水" "Hot water";
    Microwave "microwave" "微波炉" "Microwave";
    PhoneCharging "phone_charging" "手机充电" "Phone charging";
    EbikeCharging "ebike_charging" "电动车充电" "E-bike charging";
    BatterySwap "battery_swap" "换电" "Battery swap";
    Toilet "toilet" "卫生间" "Toilet";
    Seating "seating" "座椅" "Seats";
    AirConditioning "air_conditioning" "空调" "Air conditioning";
    Wifi "wifi" "Wi-Fi" "Wi-Fi";
    Fridge "fridge" "冰箱" "Fridge";
    FirstAid "first_aid" "药箱" "First-aid kit";
    Aed "aed" "AED" "AED";
    Umbrella "umbrella" "雨伞" "Umbrellas";
    RepairTools "repair_tools" "维修工具" "Repair tools";
    TirePump "tire_pump" "打气筒" "Tyre pump";
    Reading "reading" "图书" "Books";
    NursingRoom "nursing_room" "母婴室" "Nursing room";
    Shower "shower" "淋浴" "Shower";
    Parking "parking" "停车" "Parking";
    Meal "meal" "爱心餐" "Meals";
    LegalAid "legal_aid" "法律咨询" "Legal advice";
    Locker "locker" "储物柜" "Lockers";
    StepFree "step_free" "无障碍" "Step-free access";
}

impl Amenity {
    /// The amenity with this bit, if there is one.
    pub fn from_bit(bit: u8) -> Option<Self> {
        Self::ALL.get(usize::from(bit)).copied()
    }

    /// Its bit in an [`AmenitySet`], 0..64.
    pub fn bit(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Amenity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A word that names no amenity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no amenity we know")]
pub struct UnknownAmenity(pub String);

impl FromStr for Amenity {
    type Err = UnknownAmenity;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|amenity| amenity.key() == text)
            .ok_or_else(|| UnknownAmenity(text.to_owned()))
    }
}

/// A set of amenities, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AmenitySet(u64);

impl AmenitySet {
    /// The set of none.
    pub const EMPTY: Self = Self(0);

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Puts one in.
    pub fn insert(&mut self, amenity: Amenity) {
        self.0 |= 1 << amenity.bit();
    }

    /// Whether it is in.
    pub fn contains(self, amenity: Amenity) -> bool {
        self.0 & (1 << amenity.bit()) != 0
    }

    /// Whether all of the other set are in this one.
    pub fn contains_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those that are in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of this set that are not in the other one.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The bits, bit `n` for the amenity whose [`Amenity::bit`] is `n`.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Those that are in it, in the order in which they are shown.
    pub fn iter(self) -> impl Iterator<Item = Amenity> {
        Amenity::ALL.iter().copied().filter(move |amenity| self.contains(*amenity))
    }
}

impl FromIterator<Amenity> for AmenitySet {
    fn from_iter<I: IntoIterator<Item = Amenity>>(amenities: I) -> Self {
        let mut set = Self::EMPTY;
        for amenity in amenities {
            set.insert(amenity);
        }
        set
    }
}

/// An amenity that is there but does not work at present.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OutOfOrder {
    /// The first day on which it was known not to work.
    pub since: Option<NaiveDate>,
    /// Why, in words for people; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// How one amenity of one station is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provision {
    /// Its own hours, when they differ from the station's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursText>,
    /// Set while it does not work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_order: Option<OutOfOrder>,
}

/// What a station offers.
pub type Provisions = BTreeMap<Amenity, Provision>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amenity_has_its_own_bit_and_key_and_there_are_at_most_64() {
        assert!(Amenity::ALL.len() <= 64);
        for (bit, amenity) in Amenity::ALL.iter().enumerate() {
            assert_eq!(usize::from(amenity.bit()), bit);
            assert_eq!(amenity.key().parse::<Amenity>(), Ok(*amenity));
            assert_eq!(
                serde_json::to_string(amenity).expect("json"),
                format!("\"{}\"", amenity.key())
            );
        }
    }
}
