//! Public holidays and make-up workdays (调休), as the State Council publishes them each year.
//!
//! A year that has not been published is unknown, never guessed.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::district::Name;

/// Why a published year cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// A day of another year stands in it.
    #[error("{date} is not a day of {year}")]
    OtherYear {
        /// The year of the notice.
        year: i32,
        /// The day that does not belong.
        date: NaiveDate,
    },
    /// A day stands in it twice.
    #[error("{0} is listed twice")]
    Twice(NaiveDate),
}

/// What a listed day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListedKind {
    /// A day off (放假); `PH` in opening hours.
    Off,
    /// A day of the weekend on which people work (调休上班).
    Workday,
}

/// One day of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDay {
    /// The day.
    pub date: NaiveDate,
    /// The holiday that it belongs to.
    pub name: Name,
    /// Off or workday.
    pub kind: ListedKind,
}

/// A year's notice, as in `data/holidays/{year}.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// The notice it was taken from.
    pub source: String,
    /// Every day that differs from an ordinary week.
    pub days: Vec<ListedDay>,
}

/// What kind of day a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// As its weekday says.
    Ordinary,
    /// A public holiday.
    Off,
    /// A day of the weekend on which people work.
    Workday,
    /// Its year has not been published.
    Unknown,
}

impl DayKind {
    /// The word used in answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Off => "off",
            Self::Workday => "workday",
            Self::Unknown => "unknown",
        }
    }
}

/// All years that have been published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HolidayCalendar {
    years: BTreeMap<i32, HolidayYear>,
    days: BTreeMap<NaiveDate, ListedDay>,
}

impl HolidayCalendar {
    /// The calendar of these years; a later one replaces an earlier one of the same number.
    pub fn new(years: impl IntoIterator<Item = HolidayYear>) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for year in years {
            let mut seen = BTreeMap::new();
            for day in &year.days {
                if day.date.year() != year.year {
                    return Err(CalendarError::OtherYear { year: year.year, date: day.date });
                }
                if seen.insert(day.date, day.clone()).is_some() {
                    return Err(CalendarError::Twice(day.date));
                }
            }
            calendar.days.retain(|date, _| date.year() != year.year);
            calendar.days.append(&mut seen);
            calendar.years.insert(year.year, year);
        }
        Ok(calendar)
    }

    /// What kind of day this is.
    pub fn kind(&self, date: NaiveDate) -> DayKind {
        if !self.years.contains_key(&date.year()) {
            return DayKind::Unknown;
        }
        match self.days.get(&date).map(|day| day.kind) {
            None => DayKind::Ordinary,
            Some(ListedKind::Off) => DayKind::Off,
            Some(ListedKind::Workday) => DayKind::Workday,
        }
    }

    /// The holiday that this day belongs to, off or workday.
    pub fn listed(&self, date: NaiveDate) -> Option<&ListedDay> {
        self.days.get(&date)
    }

    /// The notice of a year, if it has been published.
    pub fn year(&self, year: i32) -> Option<&HolidayYear> {
        self.years.get(&year)
    }

    /// Every notice, in the order of the years.
    pub fn years(&self) -> impl Iterator<Item = &HolidayYear> {
        self.years.values()
    }

    /// Every day off of the years that are known.
    pub fn days_off(&self) -> impl Iterator<Item = NaiveDate> {
        self.days.values().filter(|day| day.kind == ListedKind::Off).map(|day| day.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, kind: ListedKind) -> ListedDay {
        let name = Name { zh: "元旦".to_owned(), en: "New Year".to_owned() };
        ListedDay { date: date.parse().expect("date"), name, kind }
    }

    fn year(year: i32, days: Vec<ListedDay>) -> HolidayYear {
        HolidayYear { year, source: "test".to_owned(), days }
    }

    #[test]
    fn a_day_is_off_or_a_workday_or_ordinary_and_an_unpublished_year_is_unknown() {
        let days = vec![day("2026-01-01", ListedKind::Off), day("2026-01-04", ListedKind::Workday)];
        let calendar = HolidayCalendar::new([year(2026, days)]).expect("valid");
        let kind = |date: &str| calendar.kind(date.parse().expect("date"));
        assert_eq!(kind("2026-01-01"), DayKind::Off);
        assert_eq!(kind("2026-01-04"), DayKind::Workday);
        assert_eq!(kind("2026-01-05"), DayKind::Ordinary);
        assert_eq!(kind("2027-01-01"), DayKind::Unknown);
    }

    #[test]
    fn a_notice_with_a_day_of_another_year_or_a_day_twice_is_refused() {
        let other = HolidayCalendar::new([year(2026, vec![day("2025-12-31", ListedKind::Off)])]);
        assert!(matches!(other, Err(CalendarError::OtherYear { year: 2026, .. })));
        let twice =
            vec![day("2026-01-01", ListedKind::Off), day("2026-01-01", ListedKind::Workday)];
        assert!(matches!(HolidayCalendar::new([year(2026, twice)]), Err(CalendarError::Twice(_))));
    }
}
