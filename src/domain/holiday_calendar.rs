//! Public holidays and make-up workdays (调休), as the State Council publishes them each year.
//!
//! A year that has not been published is unknown, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::district::Name;
use super::said::Said;

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

/// The longest source of a notice, and the longest name of a holiday, characters.
pub const MAX_NOTICE_CHARS: usize = 200;

/// Why a notice that somebody brings cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeFault {
    /// The day that it is about, if it is about one.
    pub date: Option<NaiveDate>,
    /// What is wrong.
    pub problem: Said,
    /// What to do.
    pub way_out: Said,
}

impl HolidayYear {
    /// The years whose notices are kept.
    pub const YEARS: RangeInclusive<i32> = 2000..=2100;

    /// Everything that keeps it from being taken as a year's notice, in the order of its days.
    pub fn faults(&self) -> Vec<NoticeFault> {
        let fault = |date, problem: Said, way_out: Said| NoticeFault { date, problem, way_out };
        let mut faults = Vec::new();
        if !Self::YEARS.contains(&self.year) {
            let problem = Said::made(
                format!("没有 {} 年", self.year),
                format!("there is no year {}", self.year),
            );
            faults.push(fault(
                None,
                problem,
                Said::fixed("请填四位数的年份", "give a year of four digits"),
            ));
        }
        let length = self.source.trim().chars().count();
        if !(1..=MAX_NOTICE_CHARS).contains(&length) {
            let problem = Said::fixed("没有写明出处，或太长", "its source is missing or too long");
            let way_out = Said::fixed(
                "请写明是哪一份通知，不超过 200 个字",
                "say which notice it is from, in at most 200 characters",
            );
            faults.push(fault(None, problem, way_out));
        }
        if self.days.is_empty() {
            let problem = Said::fixed("一天也没有", "it has no day");
            faults.push(fault(
                None,
                problem,
                Said::fixed("请列出放假和上班的日子", "list the days off and the make-up workdays"),
            ));
        }
        let mut seen = BTreeSet::new();
        for day in &self.days {
            let is_repeated = !seen.insert(day.date);
            faults.extend(self.fault_of(day).or_else(|| is_repeated.then(|| twice(day.date))));
        }
        faults
    }

    fn fault_of(&self, day: &ListedDay) -> Option<NoticeFault> {
        let (problem, way_out) = if day.date.year() != self.year {
            (
                Said::made(
                    format!("不在 {} 年", self.year),
                    format!("it is no day of {}", self.year),
                ),
                Said::fixed("请写进它那一年的安排", "write it into the notice of its own year"),
            )
        } else if day.kind == ListedKind::Workday && day.date.weekday().number_from_monday() < 6 {
            (
                Said::fixed(
                    "它不是周六或周日，本来就上班",
                    "it is no Saturday or Sunday, so people work anyway",
                ),
                Said::fixed(
                    "调休上班只列周末",
                    "list only days of the weekend as make-up workdays",
                ),
            )
        } else if !(1..=MAX_NOTICE_CHARS).contains(&day.name.zh.trim().chars().count())
            || day.name.en.chars().count() > MAX_NOTICE_CHARS
        {
            (
                Said::fixed("没有节日名称，或太长", "its holiday has no name, or a long one"),
                Said::fixed("请填节日名称，例如 元旦", "name the holiday, e.g. New Year's Day"),
            )
        } else {
            return None;
        };
        Some(NoticeFault { date: Some(day.date), problem, way_out })
    }
}

fn twice(date: NaiveDate) -> NoticeFault {
    NoticeFault {
        date: Some(date),
        problem: Said::fixed("这一天列了两次", "it is listed twice"),
        way_out: Said::fixed("每一天只列一次", "list each day once"),
    }
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

    /// The first year that should be known on a day and is not: the present one, or from October
    /// on the next one, whose notice comes in October or November. Without it hours on its
    /// holidays are unknown.
    pub fn missing_on(&self, today: NaiveDate) -> Option<i32> {
        const OCTOBER: u32 = 10;
        let next = (today.month() >= OCTOBER).then_some(today.year() + 1);
        let needed = [Some(today.year()), next].into_iter().flatten();
        needed.into_iter().find(|year| self.year(*year).is_none())
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
    fn a_notice_that_somebody_brings_is_looked_at_day_by_day() {
        let off = day("2027-01-01", ListedKind::Off);
        assert!(
            year(2027, vec![off.clone(), day("2027-01-03", ListedKind::Workday)])
                .faults()
                .is_empty()
        );
        for (days, found) in [
            (vec![], "it has no day"),
            (vec![day("2026-12-31", ListedKind::Off)], "it is no day of 2027"),
            (vec![off.clone(), off.clone()], "it is listed twice"),
            (
                vec![day("2027-01-04", ListedKind::Workday)],
                "it is no Saturday or Sunday, so people work anyway",
            ),
            (
                vec![ListedDay { name: Name { zh: " ".into(), en: String::new() }, ..off.clone() }],
                "its holiday has no name, or a long one",
            ),
        ] {
            let faults = year(2027, days).faults();
            assert_eq!(
                faults.iter().map(|fault| fault.problem.en.as_ref()).collect::<Vec<_>>(),
                [found]
            );
        }
        let nameless = HolidayYear { source: " ".into(), ..year(1999, vec![]) };
        assert_eq!(nameless.faults().len(), 3);
    }

    #[test]
    fn the_next_year_is_missing_from_october_on() {
        let calendar = HolidayCalendar::new([year(2026, Vec::new())]).expect("valid");
        for (today, missing) in [
            ("2026-09-30", None),
            ("2026-10-01", Some(2027)),
            ("2026-12-31", Some(2027)),
            ("2027-01-01", Some(2027)),
            ("2025-12-31", Some(2025)),
        ] {
            assert_eq!(calendar.missing_on(today.parse().expect("date")), missing, "{today}");
        }
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
