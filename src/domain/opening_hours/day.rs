//! What one day brings: the spans that begin on it.
//!
//! The crate `opening-hours` evaluates the rules; four things are laid over it here.
//!
//! * **A span belongs to the day on which it begins.** `22:00-06:00; PH off` on the eve of a
//!   holiday runs to 06:00 of the holiday, and the holiday's own night does not begin. (The
//!   crate, asked for a calendar day, mixes the two days' rules.) So every rule set is split
//!   into what happens before midnight and what spills over it.
//! * **A make-up workday behaves as a workday**: Saturday as the Friday before it, Sunday as
//!   the Monday after it. OSM has no selector for it, so that on such a day the weekday
//!   selectors are moved by one day; rules that name the date itself still win.
//! * **A fallback (`||`) holds wherever the rules before it say nothing open**, minute by
//!   minute as OSM defines it, and not only on days that no rule names.
//! * **An unpublished year is unknown, never guessed**: the day is evaluated as every kind of
//!   day that it may turn out to be, and where those differ the state is unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use compact_calendar::CompactCalendar;
use opening_hours::{Context, ContextHolidays, OpeningHours};
use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::OpeningHoursExpression;
use opening_hours_syntax::rules::day::WeekDayRange;

use super::rewrite::{
    CivilTime, Split, is_sun_time, move_weekdays, repeats_weekly, spans, with_fixed_times,
};
use super::{HoursText, OpenState};
use crate::domain::coordinates::Wgs84;
use crate::domain::district::{DAY_MIN, Zone};
use crate::domain::holiday_calendar::{DayKind, HolidayCalendar, HolidayYear};

/// A stretch of one state, in minutes from the midnight with which its day begins; the end
/// lies beyond [`DAY_MIN`] for a span that runs past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from_min: i64,
    pub(super) to_min: i64,
    pub(super) state: OpenState,
}

/// Where and by which calendar hours are meant.
#[derive(Debug, Clone)]
pub struct HoursContext {
    locale: CivilTime,
    calendar: Arc<HolidayCalendar>,
    days_off: Arc<CompactCalendar>,
}

impl HoursContext {
    /// `centre` is where sunrise and sunset are computed for.
    pub fn new(zone: Zone, centre: Wgs84, calendar: Arc<HolidayCalendar>) -> Self {
        let days_off = Arc::new(calendar.days_off().collect());
        Self { locale: CivilTime { zone, centre }, calendar, days_off }
    }

    /// The same place in years without a holiday or a make-up workday, from the year before
    /// `date` to the year after it.
    #[must_use]
    pub fn without_holidays(&self, date: NaiveDate) -> Self {
        let years = (date.year() - 1..=date.year() + 1).map(|year| HolidayYear {
            year,
            source: String::new(),
            days: Vec::new(),
        });
        // Years without days cannot contradict themselves.
        self.by_calendar(Arc::new(HolidayCalendar::new(years).unwrap_or_default()))
    }

    /// The same place by another calendar.
    #[must_use]
    pub fn by_calendar(&self, calendar: Arc<HolidayCalendar>) -> Self {
        let days_off = Arc::new(calendar.days_off().collect());
        Self { calendar, days_off, ..self.clone() }
    }

    /// The civil time that hours are meant in.
    pub fn zone(&self) -> Zone {
        self.locale.zone
    }

    /// The calendar that tells holidays and make-up workdays.
    pub fn calendar(&self) -> &HolidayCalendar {
        &self.calendar
    }
}

/// The rules of one text, ready to be asked day by day.
#[derive(Debug, Clone)]
pub(super) struct DayRules {
    expression: OpeningHoursExpression,
    context: HoursContext,
    repeats_weekly: bool,
    has_sun_times: bool,
    groups: Vec<Split>,
}

/// As which kind of day a day is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    Ordinary,
    Off,
    Workday,
}

/// Days that are alike under rules that repeat weekly.
pub(super) type DayCache = BTreeMap<(u8, u8), Vec<Span>>;

impl DayRules {
    pub(super) fn new(hours: &HoursText, context: &HoursContext) -> Self {
        let expression = hours.expression().clone();
        let has_sun_times = spans(&expression)
            .any(|span| is_sun_time(&span.range.start) || is_sun_time(&span.range.end));
        let repeats_weekly = !has_sun_times && expression.rules.iter().all(repeats_weekly);
        let groups = Split::groups_of(&expression);
        Self { expression, context: context.clone(), repeats_weekly, has_sun_times, groups }
    }

    /// The same rules, read by another calendar.
    pub(super) fn read_by(&self, context: &HoursContext) -> Self {
        Self { context: context.clone(), ..self.clone() }
    }

    /// The spans that begin on this day, in order and disjoint; what is between them is closed.
    pub(super) fn on(&self, date: NaiveDate, cache: &mut DayCache) -> Vec<Span> {
        if !self.repeats_weekly {
            return self.evaluate(date);
        }
        let kind = self.context.calendar.kind(date);
        let key = (date.weekday().num_days_from_monday() as u8, kind as u8);
        cache.entry(key).or_insert_with(|| self.evaluate(date)).clone()
    }

    /// Whether the state never changes.
    pub(super) fn is_constant(&self) -> bool {
        self.groups.len() == 1 && self.expression.is_constant()
    }

    fn evaluate(&self, date: NaiveDate) -> Vec<Span> {
        match self.context.calendar.kind(date) {
            DayKind::Ordinary => self.evaluate_as(date, Reading::Ordinary),
            DayKind::Off => self.evaluate_as(date, Reading::Off),
            DayKind::Workday => self.evaluate_as(date, Reading::Workday),
            DayKind::Unknown => {
                let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
                let mut readings = vec![Reading::Ordinary, Reading::Off];
                readings.extend(weekend.then_some(Reading::Workday));
                let days = readings.into_iter().map(|reading| self.evaluate_as(date, reading));
                agreed(&days.collect::<Vec<_>>())
            }
        }
    }

    fn evaluate_as(&self, date: NaiveDate, reading: Reading) -> Vec<Span> {
        let mut holidays = Arc::clone(&self.context.days_off);
        if self.context.calendar.kind(date) == DayKind::Unknown && reading == Reading::Off {
            holidays = Arc::new(self.holidays_if_off(date));
        }
        let groups = self.groups_for(date, reading);
        let context =
            Context::default().with_holidays(ContextHolidays::new(holidays, Arc::default()));
        let mut day = Vec::new();
        for group in groups {
            let parts = [(group.before, 0), (group.after, DAY_MIN)];
            let spans = parts.into_iter().filter_map(|(rules, plus_min)| {
                Some(states_of(rules?.with_context(context.clone()), date, plus_min))
            });
            day = filled(day, &joined(spans.flatten().collect()));
        }
        day
    }

    /// The rules as they read on this day: weekdays moved on a make-up workday, sun times made
    /// times of the clock.
    fn groups_for(&self, date: NaiveDate, reading: Reading) -> Vec<Split> {
        let moved: Option<fn(Weekday) -> Weekday> = match (reading, date.weekday()) {
            (Reading::Workday, Weekday::Sat) => Some(|weekday| weekday.succ()),
            (Reading::Workday, Weekday::Sun) => Some(|weekday| weekday.pred()),
            _ => None,
        };
        if moved.is_none() && !self.has_sun_times {
            return self.groups.clone();
        }
        let mut expression = self.expression.clone();
        if self.has_sun_times {
            expression = with_fixed_times(&expression, date, &self.context.locale);
        }
        if let Some(moved) = moved {
            move_weekdays(&mut expression, moved);
        }
        Split::groups_of(&expression)
    }

    /// The known days off, and those that make every `PH` selector match on `date`.
    fn holidays_if_off(&self, date: NaiveDate) -> CompactCalendar {
        let mut holidays = self.context.days_off.as_ref().clone();
        holidays.insert(date);
        for rule in &self.expression.rules {
            for weekday in &rule.day_selector.weekday {
                if let WeekDayRange::Holiday { offset, .. } = weekday {
                    holidays.insert(date - TimeDelta::days(i64::from(*offset)));
                }
            }
        }
        holidays
    }
}

fn states_of(rules: OpeningHours, date: NaiveDate, plus_min: i64) -> Vec<Span> {
    let state = |kind| match kind {
        RuleKind::Open => Some(OpenState::Open),
        RuleKind::Unknown => Some(OpenState::Unknown),
        RuleKind::Closed => None,
    };
    rules
        .schedule_at(date)
        .into_iter()
        .filter_map(|range| {
            Some(Span {
                from_min: i64::from(range.range.start.mins_from_midnight()) + plus_min,
                to_min: i64::from(range.range.end.mins_from_midnight()) + plus_min,
                state: state(range.kind)?,
            })
        })
        .filter(|span| span.from_min < span.to_min)
        .collect()
}

/// Joins neighbours of one state, e.g. the two halves of a night.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| span.from_min);
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if last.state == span.state && last.to_min == span.from_min => {
                last.to_min = span.to_min;
            }
            _ => out.push(span),
        }
    }
    out
}

/// The spans, and what the fallback says of the time between them.
fn filled(spans: Vec<Span>, fallback: &[Span]) -> Vec<Span> {
    let mut free = fallback.to_vec();
    for taken in &spans {
        free = free
            .into_iter()
            .flat_map(|span| {
                let left = Span { to_min: span.to_min.min(taken.from_min), ..span };
                let right = Span { from_min: span.from_min.max(taken.to_min), ..span };
                [left, right]
            })
            .filter(|span| span.from_min < span.to_min)
            .collect();
    }
    free.extend(spans);
    joined(free)
}

/// What several readings of a day agree on; where they differ it is unknown.
fn agreed(readings: &[Vec<Span>]) -> Vec<Span> {
    let mut edges: Vec<i64> =
        readings.iter().flatten().flat_map(|span| [span.from_min, span.to_min]).collect();
    edges.sort_unstable();
    edges.dedup();
    let state_at = |spans: &[Span], minute: i64| {
        let inside = |span: &&Span| (span.from_min..span.to_min).contains(&minute);
        spans.iter().find(inside).map_or(OpenState::Closed, |span| span.state)
    };
    let between = edges.windows(2).filter_map(|edge| {
        let mut states = readings.iter().map(|spans| state_at(spans, edge[0]));
        let first = states.next()?;
        let state = if states.all(|state| state == first) { first } else { OpenState::Unknown };
        let span = Span { from_min: edge[0], to_min: edge[1], state };
        (state != OpenState::Closed).then_some(span)
    });
    joined(between.collect())
}
