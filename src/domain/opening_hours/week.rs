//! The week that a schedule repeats: what a sign at the door can say for years, while a page says
//! what holds today.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{HoursContext, OpenState, Schedule};
use crate::domain::district::{DAY_MIN, LocalMinute, Name};
use crate::domain::holiday_calendar::{HolidayCalendar, HolidayYear, ListedDay, ListedKind};

/// Weeks that must be alike, so that seasons and single dates are seen.
const WEEKS: i64 = 53;

const WEEK_MIN: i64 = 7 * DAY_MIN;

/// A stretch in which one can get in: minutes from the midnight of the day on which it begins. A
/// night ends beyond 24 hours.
pub type Stretch = (u32, u32);

/// Hours that are the same in every week without a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// What begins on each day, Monday first.
    pub days: [Vec<Stretch>; 7],
    /// What holds on a public holiday.
    pub holidays: Holidays,
}

/// What holds on a public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holidays {
    /// The same as on any day of that name.
    AsUsual,
    /// Closed, whatever day it is.
    Closed,
    /// These hours, whatever day it is.
    At(Vec<Stretch>),
    /// Other hours, and not the same on every day.
    Other,
}

impl Schedule {
    /// The week that these hours repeat; `None` when they do not: hours by season or by the sun,
    /// of single dates, or that nobody knows. `today` and the year after it are looked at.
    pub fn week(&self, context: &HoursContext, today: NaiveDate) -> Option<Week> {
        let monday = today - TimeDelta::days(i64::from(today.weekday().num_days_from_monday()));
        let ordinary = context.without_holidays(monday);
        let changes = self.changes_by(&ordinary, monday, WEEKS * 7);
        if changes.iter().any(|change| change.1 == OpenState::Unknown) {
            return None;
        }
        let open = stretches(&changes, LocalMinute::start_of(monday));
        let days = the_same_each_week(&open)?;
        let second = monday + TimeDelta::days(7);
        let off = all_off(context, second);
        let off = self.changes_by(&off, monday, 21);
        let mut on_holidays: [Vec<Stretch>; 7] = Default::default();
        for (day, stretch) in stretches(&off, LocalMinute::start_of(monday)) {
            if let 7..14 = day {
                on_holidays[(day - 7) as usize].push(stretch);
            }
        }
        let holidays = if on_holidays == days {
            Holidays::AsUsual
        } else if on_holidays.iter().all(Vec::is_empty) {
            Holidays::Closed
        } else if on_holidays.iter().all(|day| *day == on_holidays[0]) {
            Holidays::At(std::mem::take(&mut on_holidays[0]))
        } else {
            Holidays::Other
        };
        Some(Week { days, holidays })
    }
}

/// What is open, as the day on which it begins, counted from `start`, and the stretch. What lasts
/// longer than a day is told day by day; what is not over at the end is left out.
fn stretches(changes: &[(LocalMinute, OpenState)], start: LocalMinute) -> Vec<(i64, Stretch)> {
    let ends = changes.iter().skip(1).map(|change| Some(change.0.0)).chain([None]);
    let mut found = Vec::new();
    for (change, end) in changes.iter().zip(ends) {
        if change.1 != OpenState::Open {
            continue;
        }
        let from = change.0.0 - start.0;
        let to = end.map_or(WEEKS * WEEK_MIN, |end| end - start.0);
        let is_night = to - from < DAY_MIN;
        let mut at = from;
        while at < to {
            let day = at.div_euclid(DAY_MIN);
            let midnight = day * DAY_MIN;
            let until = if is_night { to } else { to.min(midnight + DAY_MIN) };
            found.push((day, ((at - midnight) as u32, (until - midnight) as u32)));
            at = until;
        }
    }
    found
}

/// The days of the second week, if every later one is like it.
fn the_same_each_week(open: &[(i64, Stretch)]) -> Option<[Vec<Stretch>; 7]> {
    let week_of = |week: i64| {
        let mut days: [Vec<Stretch>; 7] = Default::default();
        let first = open.partition_point(|(day, _)| *day < week * 7);
        for (day, stretch) in open[first..].iter().take_while(|(day, _)| *day < week * 7 + 7) {
            days[(day - week * 7) as usize].push(*stretch);
        }
        days
    };
    let days = week_of(1);
    // The last one may be cut off in a night.
    (2..WEEKS - 1).all(|week| week_of(week) == days).then_some(days)
}

/// A calendar in which a whole week is off, and nothing else.
fn all_off(context: &HoursContext, monday: NaiveDate) -> HoursContext {
    let day = |offset| ListedDay {
        date: monday + TimeDelta::days(offset),
        name: Name { zh: String::new(), en: String::new() },
        kind: ListedKind::Off,
    };
    let days: Vec<ListedDay> = (0..7).map(day).collect();
    let years = (monday.year() - 1..=monday.year() + 1).map(|year| HolidayYear {
        year,
        source: String::new(),
        days: days.iter().filter(|day| day.date.year() == year).cloned().collect(),
    });
    // Each day stands there once, in its year.
    context.by_calendar(Arc::new(HolidayCalendar::new(years).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::district::Zone;

    fn week(text: &str) -> Option<Week> {
        let centre = Wgs84::new(116.0, 40.0).expect("a position");
        let zone = Zone(chrono_tz::Asia::Shanghai);
        let context = HoursContext::new(zone, centre, Arc::default());
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let hours = text.parse().expect("hours");
        Schedule::compile(&hours, &context, today).week(&context, today)
    }

    #[test]
    fn hours_that_repeat_are_told_by_the_day_on_which_they_begin() {
        let day = vec![(510, 1050)];
        let workdays = |day: &Vec<Stretch>| {
            [day.clone(), day.clone(), day.clone(), day.clone(), day.clone(), vec![], vec![]]
        };
        let night = vec![(1320, 1800)];
        let whole = vec![(0, 1440)];
        for (text, days, holidays) in [
            ("Mo-Fr 08:30-17:30", workdays(&day), Holidays::AsUsual),
            ("Mo-Fr 08:30-17:30; PH off", workdays(&day), Holidays::Closed),
            ("Mo-Fr 08:30-17:30; PH 09:00-12:00", workdays(&day), Holidays::At(vec![(540, 720)])),
            ("Mo-Fr 22:00-06:00; PH off", workdays(&night), Holidays::Closed),
            ("Mo-Fr 00:00-24:00", workdays(&whole), Holidays::AsUsual),
            ("24/7", std::array::from_fn(|_| whole.clone()), Holidays::AsUsual),
            (
                "Mo-Su 08:30-11:00,13:30-17:00",
                std::array::from_fn(|_| vec![(510, 660), (810, 1020)]),
                Holidays::AsUsual,
            ),
            (
                "Su 20:00-26:00",
                {
                    let mut days: [Vec<Stretch>; 7] = Default::default();
                    days[6] = vec![(1200, 1560)];
                    days
                },
                Holidays::AsUsual,
            ),
        ] {
            assert_eq!(week(text), Some(Week { days, holidays }), "{text}");
        }
    }

    #[test]
    fn hours_that_change_over_the_year_are_no_week() {
        for text in [
            "Apr-Oct 08:00-20:00; Nov-Mar 08:00-18:00",
            "sunrise-sunset",
            "Mo-Fr 08:00-18:00; 2027 Feb 10 off",
            "Mo-Fr 08:00-18:00 unknown",
        ] {
            assert_eq!(week(text), None, "{text}");
        }
    }
}
