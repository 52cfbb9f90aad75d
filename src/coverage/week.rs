//! The 168 hours of a week, and in which of them a station is open.
//!
//! An hour stands for its first minute: what is said of Monday, 8 o'clock, is true at 8:00.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::domain::district::{DAY_MIN, LocalMinute};
use crate::domain::opening_hours::{HoursContext, OpenState, Schedule};

/// Hours of a week.
pub const HOURS: usize = 168;

/// A week, Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Week {
    monday: NaiveDate,
    holidays: Holidays,
}

/// Whether a week's holidays and make-up workdays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holidays {
    /// As they are published.
    Counted,
    /// As though there were none.
    LeftOut,
}

impl Week {
    /// The week of a day, with its holidays.
    pub fn of(day: NaiveDate) -> Self {
        Self { monday: monday(day), holidays: Holidays::Counted }
    }

    /// A typical week: that of a day, as it would be without holidays and make-up workdays.
    /// Seasons, dates that hours name, and closures for some days are those of that week.
    pub fn typical(today: NaiveDate) -> Self {
        Self { monday: monday(today), holidays: Holidays::LeftOut }
    }

    /// Its first day.
    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    /// Whether its holidays count.
    pub fn holidays(self) -> Holidays {
        self.holidays
    }

    /// The first minute of an hour, 0 for Monday's first one.
    pub fn minute(self, hour: usize) -> LocalMinute {
        LocalMinute::start_of(self.monday).plus(hour as i64 * 60)
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let since = TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_signed(since).unwrap_or(day)
}

/// In which hours something is open, and in which it may be: one bit an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WeekStates {
    open: [u64; 3],
    /// Open or unknown.
    maybe: [u64; 3],
}

/// The bits of a last word that are hours.
const LAST_HOURS: u64 = (1 << (HOURS - 128)) - 1;

impl WeekStates {
    /// Nobody has said.
    pub(super) const UNKNOWN: Self = Self { open: [0; 3], maybe: [u64::MAX, u64::MAX, LAST_HOURS] };

    pub(super) fn new(mut state: impl FnMut(usize) -> OpenState) -> Self {
        let mut states = Self { open: [0; 3], maybe: [0; 3] };
        for hour in 0..HOURS {
            let (word, bit) = (hour / 64, 1 << (hour % 64));
            match state(hour) {
                OpenState::Open => {
                    states.open[word] |= bit;
                    states.maybe[word] |= bit;
                }
                OpenState::Unknown => states.maybe[word] |= bit,
                OpenState::Closed => {}
            }
        }
        states
    }

    /// What can be used only while both are open.
    pub(super) fn and(self, other: Self) -> Self {
        let and = |a: [u64; 3], b: [u64; 3]| [a[0] & b[0], a[1] & b[1], a[2] & b[2]];
        Self { open: and(self.open, other.open), maybe: and(self.maybe, other.maybe) }
    }

    /// One bit an hour, hours in which it is open and those in which it may be, three words each.
    pub(super) fn words(&self) -> [u64; 6] {
        let ([a, b, c], [d, e, f]) = (self.open, self.maybe);
        [a, b, c, d, e, f]
    }

    pub(super) fn at(&self, hour: usize) -> OpenState {
        let has = |words: &[u64; 3]| words[hour / 64] & (1 << (hour % 64)) != 0;
        match (has(&self.open), has(&self.maybe)) {
            (true, _) => OpenState::Open,
            (false, true) => OpenState::Unknown,
            (false, false) => OpenState::Closed,
        }
    }
}

/// Schedules read for one week, each of them once: stations share them.
pub(super) struct Timetables {
    week: Week,
    context: HoursContext,
    read: HashMap<*const Schedule, WeekStates>,
}

impl Timetables {
    pub(super) fn new(week: Week, context: &HoursContext) -> Self {
        let context = match week.holidays {
            Holidays::Counted => context.clone(),
            Holidays::LeftOut => context.without_holidays(week.monday),
        };
        Self { week, context, read: HashMap::new() }
    }

    /// The states of hours; `None` when nobody has said them.
    pub(super) fn of(&mut self, schedule: Option<&Schedule>) -> WeekStates {
        let Some(schedule) = schedule else { return WeekStates::UNKNOWN };
        let (week, context) = (self.week, &self.context);
        *self.read.entry(std::ptr::from_ref(schedule)).or_insert_with(|| {
            let changes = schedule.changes_by(context, week.monday, (HOURS as i64 * 60) / DAY_MIN);
            let monday = week.minute(0);
            WeekStates::new(|hour| {
                let minute = monday.plus(hour as i64 * 60);
                let after = changes.partition_point(|change| change.0 <= minute);
                after.checked_sub(1).map_or(OpenState::Unknown, |at| changes[at].1)
            })
        })
    }

    /// The week that they are read for.
    pub(super) fn week(&self) -> Week {
        self.week
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::district::{Name, Zone};
    use crate::domain::holiday_calendar::{HolidayCalendar, HolidayYear, ListedDay, ListedKind};

    #[test]
    fn a_typical_week_has_no_holidays_and_a_dated_one_has_its_own() {
        let day = |date: &str, kind| ListedDay {
            date: date.parse().expect("date"),
            name: Name { zh: "国庆节".to_owned(), en: "National Day".to_owned() },
            kind,
        };
        // Thursday and Friday off, Sunday a workday.
        let days = vec![
            day("2026-10-01", ListedKind::Off),
            day("2026-10-02", ListedKind::Off),
            day("2026-10-04", ListedKind::Workday),
        ];
        let year = HolidayYear { year: 2026, source: "test".to_owned(), days };
        let calendar = Arc::new(HolidayCalendar::new([year]).expect("valid"));
        let centre = Wgs84::new(116.4, 39.9).expect("valid");
        let context = HoursContext::new(Zone(chrono_tz::Asia::Shanghai), centre, calendar);
        let hours = "Mo-Fr 09:00-17:00; PH off".parse().expect("hours");
        let first_day = "2026-09-20".parse().expect("date");
        let schedule = Schedule::compile(&hours, &context, first_day);
        let days_open = |week| {
            let states = Timetables::new(week, &context).of(Some(&schedule));
            (0..7).filter(|day| states.at(day * 24 + 12) == OpenState::Open).collect::<Vec<_>>()
        };
        let day = "2026-10-03".parse().expect("date");
        assert_eq!(days_open(Week::typical(day)), [0, 1, 2, 3, 4]);
        assert_eq!(days_open(Week::of(day)), [0, 1, 2, 6]);
        // An unpublished year is unknown, but a typical week of it is not.
        let next = "2027-03-10".parse().expect("date");
        let states = Timetables::new(Week::of(next), &context).of(Some(&schedule));
        assert_eq!((states.at(12), states.at(3)), (OpenState::Unknown, OpenState::Closed));
        assert_eq!(days_open(Week::typical(next)), [0, 1, 2, 3, 4]);
    }
}
