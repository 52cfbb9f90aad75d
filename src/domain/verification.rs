//! Verification (核验): somebody goes to a station and says of each fact whether it is so.
//!
//! Every station is due again some months after it was last verified. A campaign asks for all
//! stations of some areas at once; whoever goes there does one [`Check`], and with it every task
//! that asks for that station.

use std::collections::BTreeSet;

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::area::AreaCode;
use super::coordinates::Wgs84;
use super::field::{Column, Field};
use super::filing::FilingKey;
use super::keyed::keyed;
use super::role::AccountId;
use super::station::{StationCode, StationKind};

/// Months until a verified station is due again, where the district says nothing: a quarter.
pub const DEFAULT_MONTHS: u32 = 3;

/// The longest note of a check, characters.
pub const MAX_NOTE_CHARS: usize = 500;

keyed!(
    /// What a visit looks at, one tap each: a fact of the ledger, or several that one sees
    /// together.
    Looked {
        Name "name" "名称: the name on the sign.";
        Address "address" "地址: the address.";
        Position "position" "位置: whether the pin is at the entrance.";
        Hours "opening_hours" "开放时间: the hours on the door.";
        Access "access" "进入方式: how one gets in.";
        Amenities "amenities" "服务设施: what there is, and whether it works.";
        Phone "phone" "公开电话: whether somebody answers.";
    }
);

keyed!(
    /// What somebody found where a station should be.
    Found {
        AsTold "as_told" "Everything is as the ledger says.";
        Corrected "corrected" "The station is there, and some facts were corrected.";
        NotThere "not_there" "There is no such station, or nobody gets in.";
    }
);

impl Looked {
    /// What one looks at to know this fact; `None` for facts that a visit does not ask for.
    pub fn of(field: Field) -> Option<Self> {
        Some(match field {
            Field::Amenity(_) => Self::Amenities,
            Field::Column(Column::Name) => Self::Name,
            Field::Column(Column::Address) => Self::Address,
            Field::Column(Column::Lon | Column::Lat) => Self::Position,
            Field::Column(Column::Hours) => Self::Hours,
            Field::Column(Column::Access) => Self::Access,
            Field::Column(Column::Phone) => Self::Phone,
            Field::Column(_) | Field::Photos => return None,
        })
    }

    /// What is neither confirmed nor corrected, in the order in which it is asked.
    pub fn missing(confirmed: &BTreeSet<Self>, corrected: &[Field]) -> Vec<Self> {
        let corrected: BTreeSet<Self> = corrected.iter().copied().filter_map(Self::of).collect();
        let has = |looked: &Self| confirmed.contains(looked) || corrected.contains(looked);
        Self::ALL.iter().copied().filter(|looked| !has(looked)).collect()
    }
}

/// The day by which a station is to be verified: some months after the last time, or the day on
/// which it came into the ledger when there was none.
pub fn due_on(verified_on: Option<NaiveDate>, created_on: NaiveDate, months: u32) -> NaiveDate {
    let Some(verified_on) = verified_on else { return created_on };
    verified_on.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// One visit, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// A new identifier; later ones are greater.
    pub id: Ulid,
    /// What the sender calls it: the same key is the same check, however often it arrives.
    pub key: FilingKey,
    /// A hash over what was sent.
    pub digest: String,
    /// The station.
    pub station: StationCode,
    /// Whose account.
    pub account: AccountId,
    /// Their name, as the audit log tells it.
    pub actor: String,
    /// When they were there.
    pub seen_at: DateTime<Utc>,
    /// When it reached us.
    pub filed_at: DateTime<Utc>,
    /// What they found.
    pub found: Found,
    /// All else.
    pub content: CheckContent,
}

/// What a check says in detail.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CheckContent {
    /// What was found to be as the ledger says.
    #[serde(default)]
    pub confirmed: BTreeSet<Looked>,
    /// The keys of the facts that were corrected; what they were and are is in the history.
    #[serde(default)]
    pub corrected: Vec<String>,
    /// Where the visitor stood.
    #[serde(default)]
    pub stood: Option<Stood>,
    /// In the visitor's words.
    #[serde(default)]
    pub note: String,
}

/// Where a visitor stood, as the phone told it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stood {
    /// Degrees, WGS-84, six decimals.
    pub lon: f64,
    /// Degrees, WGS-84, six decimals.
    pub lat: f64,
    /// The radius in which the phone believes to be, metres.
    pub accuracy_m: Option<f64>,
    /// From there to the station's entrance, metres.
    pub distance_m: f64,
}

impl Stood {
    /// At a position, so far from the station's entrance.
    pub fn at(position: Wgs84, accuracy_m: Option<f64>, entrance: Wgs84) -> Self {
        let position = position.rounded();
        let distance_m = (position.geodesic_m(entrance) * 10.0).round() / 10.0;
        Self { lon: position.lon(), lat: position.lat(), accuracy_m, distance_m }
    }
}

/// A round of verification (核验活动).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its identifier; later ones are greater.
    pub id: Ulid,
    /// What it is called, e.g. 2026 年第四季度核验.
    pub name: String,
    /// From this day on its tasks can be done.
    pub starts_on: NaiveDate,
    /// By the end of this day they should be.
    pub due_on: NaiveDate,
    /// Whom it asked for when it was made.
    pub scope: CampaignScope,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When somebody ended it.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many times it was written.
    pub version: u64,
}

/// Which stations a campaign asks for; what is empty asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CampaignScope {
    /// Those of these areas.
    #[serde(default)]
    pub areas: BTreeSet<AreaCode>,
    /// Those of these kinds.
    #[serde(default)]
    pub kinds: Vec<StationKind>,
}

impl CampaignScope {
    /// Whether it asks for such a station.
    pub fn holds(&self, area: &AreaCode, kind: StationKind) -> bool {
        (self.areas.is_empty() || self.areas.contains(area))
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

keyed!(
    /// How a campaign stands on a day.
    CampaignState {
        Planned "planned" "It has not begun.";
        Running "running" "Its tasks can be done.";
        Overdue "overdue" "Its tasks should have been done.";
        Ended "ended" "Somebody ended it.";
    }
);

impl Campaign {
    /// How it stands on a day.
    pub fn state_on(&self, day: NaiveDate) -> CampaignState {
        if self.ended_at.is_some() {
            CampaignState::Ended
        } else if day < self.starts_on {
            CampaignState::Planned
        } else if day > self.due_on {
            CampaignState::Overdue
        } else {
            CampaignState::Running
        }
    }
}

/// What a campaign asks of somebody: one station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The campaign.
    pub campaign: Ulid,
    /// The station.
    pub station: StationCode,
    /// Whose it is; `None` while it is anybody's who may.
    pub account: Option<AccountId>,
    /// The check with which it was done.
    pub check: Option<Ulid>,
    /// When.
    pub done_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_station_is_due_some_months_after_it_was_verified_and_a_new_one_at_once() {
        for (verified, months, due) in [
            (Some("2026-08-21"), 3, "2026-11-21"),
            (Some("2026-11-30"), 3, "2027-02-28"),
            (Some("2024-02-29"), 12, "2025-02-28"),
            (None, 3, "2026-01-05"),
        ] {
            let found = due_on(verified.map(day), day("2026-01-05"), months);
            assert_eq!(found, day(due), "{verified:?} {months}");
        }
    }

    #[test]
    fn what_is_neither_confirmed_nor_corrected_is_asked_for() {
        use Looked::{Access, Address, Amenities, Hours, Name, Phone, Position};
        let microwave = Field::Amenity("microwave".parse().expect("a key"));
        let corrected = [microwave, Column::Lat.into(), Column::Seats.into()];
        let confirmed = BTreeSet::from([Name, Access]);
        assert_eq!(Looked::missing(&confirmed, &corrected), [Address, Hours, Phone]);
        let all = BTreeSet::from([Name, Address, Position, Hours, Access, Amenities, Phone]);
        assert_eq!(Looked::missing(&all, &[]), []);
    }

    #[test]
    fn a_campaign_is_planned_running_overdue_and_ended() {
        let campaign = |ended_at| Campaign {
            id: Ulid::nil(),
            name: "第四季度".to_owned(),
            starts_on: day("2026-10-01"),
            due_on: day("2026-12-31"),
            scope: CampaignScope::default(),
            created_by: "test".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            ended_at,
            version: 1,
        };
        for (on, state) in [
            ("2026-09-30", "planned"),
            ("2026-10-01", "running"),
            ("2026-12-31", "running"),
            ("2027-01-01", "overdue"),
        ] {
            assert_eq!(campaign(None).state_on(day(on)).key(), state, "{on}");
            assert_eq!(campaign(Some(DateTime::UNIX_EPOCH)).state_on(day(on)).key(), "ended");
        }
    }
}
