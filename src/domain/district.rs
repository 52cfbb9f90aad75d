//! The district that is served. It is data: the next district is another data folder.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset as _, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::coordinates::Wgs84;

/// A name in the two languages that we speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Who and where we are.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// A short word for it, as in file names.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// The city it belongs to; map apps are told it.
    pub city: Name,
    /// Its official code.
    pub code: String,
    /// What its stations' codes begin with.
    pub code_prefix: String,
    /// Who publishes the ledger.
    pub publisher: Option<Publisher>,
    /// Where maps and sun times are centred.
    pub centre: Wgs84,
    /// The civil time in which all hours are meant.
    pub zone: Zone,
    /// Months until a verified station is due again.
    pub verify_every_months: u32,
    /// The colours of the installed app's frame.
    pub colours: Colours,
}

/// The colours that a phone paints around the installed app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// Of the bars around the page.
    pub theme: Colour,
    /// Of the screen until the page is there.
    pub background: Colour,
}

impl Default for Colours {
    fn default() -> Self {
        Self { theme: Colour("#0b6e4f".to_owned()), background: Colour("#ffffff".to_owned()) }
    }
}

/// A colour as style sheets write it: `#` and six hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

/// Why a text is no colour.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no colour: write # and six hexadecimal digits, e.g. #0b6e4f")]
pub struct InvalidColour(pub String);

impl Colour {
    /// The colour as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Colour {
    type Error = InvalidColour;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('#').unwrap_or("");
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(Self(text));
        }
        Err(InvalidColour(text))
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

/// Who publishes the ledger and answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Its full name.
    pub name: Name,
    /// Its name as people say it.
    pub short: Name,
    /// A telephone number for everybody.
    pub hotline: Option<String>,
}

/// A minute of civil time in the district, counted from 1970-01-01 00:00 civil time.
///
/// Opening hours are about civil time, so that schedules count in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalMinute(pub i64);

/// Minutes in a day.
pub const DAY_MIN: i64 = 24 * 60;

impl LocalMinute {
    /// The first minute of a day.
    pub fn start_of(day: NaiveDate) -> Self {
        Self::from_naive(day.and_time(chrono::NaiveTime::MIN))
    }

    /// The minute that a civil time lies in.
    pub fn from_naive(time: NaiveDateTime) -> Self {
        Self(time.and_utc().timestamp().div_euclid(60))
    }

    /// Its civil time. Saturates at the calendar's ends.
    pub fn to_naive(self) -> NaiveDateTime {
        DateTime::from_timestamp(self.0.saturating_mul(60), 0)
            .unwrap_or(if self.0 < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC })
            .naive_utc()
    }

    /// The day it lies in.
    pub fn day(self) -> NaiveDate {
        self.to_naive().date()
    }

    /// This many minutes later.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

/// The civil time zone of a district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(pub Tz);

impl Zone {
    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The civil minute in which an instant lies.
    pub fn local_minute(self, instant: DateTime<Utc>) -> LocalMinute {
        let offset_s =
            self.0.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc();
        LocalMinute((instant.timestamp() + i64::from(offset_s)).div_euclid(60))
    }

    /// The day in which an instant lies.
    pub fn day(self, instant: DateTime<Utc>) -> NaiveDate {
        self.local_minute(instant).day()
    }

    /// The instant at which a civil minute begins. A minute that does not exist (summer time)
    /// is taken as the first one after the gap.
    pub fn instant(self, minute: LocalMinute) -> DateTime<Utc> {
        let naive = minute.to_naive();
        (0..=180)
            .find_map(|later| {
                let tried = naive.checked_add_signed(chrono::TimeDelta::minutes(later))?;
                self.0.from_local_datetime(&tried).earliest()
            })
            .map_or_else(|| naive.and_utc(), |found| found.with_timezone(&Utc))
    }

    /// RFC 3339 with the zone's offset, to the second.
    pub fn rfc3339(self, instant: DateTime<Utc>) -> String {
        instant.with_timezone(&self.0).to_rfc3339_opts(SecondsFormat::Secs, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_minutes_and_instants_convert_both_ways() {
        let zone = Zone(chrono_tz::Asia::Shanghai);
        let instant: DateTime<Utc> = "2026-11-21T15:59:59Z".parse().expect("instant");
        let minute = zone.local_minute(instant);
        assert_eq!(minute.to_naive().to_string(), "2026-11-21 23:59:00");
        assert_eq!(zone.rfc3339(zone.instant(minute)), "2026-11-21T23:59:00+08:00");
        assert_eq!(zone.day(instant).to_string(), "2026-11-21");
    }

    #[test]
    fn a_minute_that_summer_time_skips_becomes_the_next_one_that_exists() {
        let zone = Zone(chrono_tz::Europe::Berlin);
        let skipped = NaiveDate::from_ymd_opt(2026, 3, 29).and_then(|d| d.and_hms_opt(2, 30, 0));
        let minute = LocalMinute::from_naive(skipped.expect("date"));
        assert_eq!(zone.rfc3339(zone.instant(minute)), "2026-03-29T03:00:00+02:00");
    }
}
