//! Civil time as text, quickly: every station of an answer tells two or three times.

use chrono::{DateTime, Utc};

use crate::domain::district::{DAY_MIN, LocalMinute, Zone};

/// Writes civil minutes as RFC 3339.
///
/// Where the zone keeps one offset for the years ahead, which is found out once, no rules of
/// the zone are asked again.
#[derive(Debug, Clone, Copy)]
pub struct CivilText {
    zone: Zone,
    /// The offset east of UTC in minutes, and the minutes between which it holds.
    steady: Option<(i64, LocalMinute, LocalMinute)>,
}

/// For how long the offset is looked at ahead, days.
const AHEAD_DAYS: i64 = 20 * 366;

impl CivilText {
    /// For a zone, from the day before this instant on.
    pub fn new(zone: Zone, now: DateTime<Utc>) -> Self {
        let first = zone.local_minute(now).plus(-DAY_MIN);
        let offset = offset_min(zone, first);
        let steady =
            (0..AHEAD_DAYS).all(|day| offset_min(zone, first.plus(day * DAY_MIN)) == offset);
        let last = first.plus((AHEAD_DAYS - 1) * DAY_MIN);
        Self { zone, steady: steady.then_some((offset, first, last)) }
    }

    /// Appends e.g. `2026-11-21T22:00:00+08:00`.
    pub fn write(&self, minute: LocalMinute, out: &mut Vec<u8>) {
        let offset = match self.steady {
            Some((offset, first, last)) if (first..=last).contains(&minute) => offset,
            _ => offset_min(self.zone, minute),
        };
        let (year, month, day) = date(minute.0.div_euclid(DAY_MIN));
        let of_day = minute.0.rem_euclid(DAY_MIN);
        let year = year.clamp(0, 9999);
        let mut text = *b"0000-00-00T00:00:00+00:00";
        for (at, number) in [
            (0, year / 100),
            (2, year % 100),
            (5, month),
            (8, day),
            (11, of_day / 60),
            (14, of_day % 60),
            (20, offset.abs() / 60),
            (23, offset.abs() % 60),
        ] {
            text[at] += (number / 10) as u8;
            text[at + 1] += (number % 10) as u8;
        }
        if offset < 0 {
            text[19] = b'-';
        }
        out.extend_from_slice(&text);
    }
}

fn offset_min(zone: Zone, minute: LocalMinute) -> i64 {
    minute.0 - zone.instant(minute).timestamp().div_euclid(60)
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant, "chrono-compatible low-level
/// date algorithms", `civil_from_days`).
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_writes_what_the_zone_writes(minute in 0i64..60_000_000) {
            for zone in [chrono_tz::Asia::Shanghai, chrono_tz::Europe::Berlin, chrono_tz::America::New_York] {
                let zone = Zone(zone);
                let text = CivilText::new(zone, "2026-11-21T04:00:00Z".parse().expect("instant"));
                let minute = zone.local_minute(zone.instant(LocalMinute(minute)));
                let mut out = Vec::new();
                text.write(minute, &mut out);
                prop_assert_eq!(String::from_utf8(out).expect("utf-8"), zone.rfc3339(zone.instant(minute)));
            }
        }
    }
}
