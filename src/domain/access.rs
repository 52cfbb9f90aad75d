//! How one gets in (进入方式).

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One way of getting in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Access {
    /// The door is open: push and enter.
    OpenDoor,
    /// Somebody inside opens or is asked.
    Staffed,
    /// A code at the door is scanned with the phone.
    QrCode,
    /// An app opens the door.
    App,
    /// A union or worker card opens the door.
    Card,
    /// The door knows the face.
    Face,
}

impl Access {
    /// Every way, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::OpenDoor, Self::Staffed, Self::QrCode, Self::App, Self::Card, Self::Face];

    /// The word used in files, URLs and answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::OpenDoor => "open_door",
            Self::Staffed => "staffed",
            Self::QrCode => "qr_code",
            Self::App => "app",
            Self::Card => "card",
            Self::Face => "face",
        }
    }

    /// The Chinese label.
    pub fn zh(self) -> &'static str {
        match self {
            Self::OpenDoor => "推门",
            Self::Staffed => "有人值守",
            Self::QrCode => "扫码",
            Self::App => "App 开门",
            Self::Card => "刷卡",
            Self::Face => "刷脸",
        }
    }

    /// The English label.
    pub fn en(self) -> &'static str {
        match self {
            Self::OpenDoor => "Open door",
            Self::Staffed => "Staffed",
            Self::QrCode => "Scan a code",
            Self::App => "App",
            Self::Card => "Card",
            Self::Face => "Face",
        }
    }
}

/// A word that names no way of getting in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no way of access: say open_door, staffed, qr_code, app, card or face")]
pub struct UnknownAccess(pub String);

impl FromStr for Access {
    type Err = UnknownAccess;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|access| access.key() == text)
            .ok_or_else(|| UnknownAccess(text.to_owned()))
    }
}

/// The ways in that a station has, one bit each. Written as a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Access>", into = "Vec<Access>")]
pub struct AccessSet(u8);

impl AccessSet {
    /// Whether none is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether at most one way is known.
    pub fn is_at_most_one(self) -> bool {
        self.0.count_ones() <= 1
    }

    /// Whether this way is one of them.
    pub fn contains(self, access: Access) -> bool {
        self.0 & (1 << access as u8) != 0
    }

    /// Whether the two sets share a way in.
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits, in the order of [`Access::ALL`].
    pub fn bits(self) -> u8 {
        self.0
    }

    /// The ways in it, in the order in which they are shown.
    pub fn iter(self) -> impl Iterator<Item = Access> {
        Access::ALL.into_iter().filter(move |access| self.contains(*access))
    }
}

impl FromIterator<Access> for AccessSet {
    fn from_iter<I: IntoIterator<Item = Access>>(ways: I) -> Self {
        Self(ways.into_iter().fold(0, |bits, access| bits | 1 << access as u8))
    }
}

impl From<Vec<Access>> for AccessSet {
    fn from(ways: Vec<Access>) -> Self {
        ways.into_iter().collect()
    }
}

impl From<AccessSet> for Vec<Access> {
    fn from(set: AccessSet) -> Self {
        set.iter().collect()
    }
}
