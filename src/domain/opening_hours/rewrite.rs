//! Rules rewritten for one day: split at midnight, weekdays moved, sun times made times of
//! the clock. Why this is done is told in the module beside this one.

use chrono::{NaiveDate, NaiveTime, Timelike, Weekday};
use opening_hours::OpeningHours;
use opening_hours::localization::Coordinates;
use opening_hours_syntax::rules::day::WeekDayRange;
use opening_hours_syntax::rules::time::{Time, TimeEvent, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};
use opening_hours_syntax::{ExtendedTime, RuleKind};

use crate::domain::coordinates::Wgs84;
use crate::domain::district::{DAY_MIN, Zone};

/// The rules as they hold before midnight, and what of them spills over it.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub(super) before: Option<OpeningHours>,
    pub(super) after: Option<OpeningHours>,
}

/// Civil time of the district, and the place that sun times are computed for.
#[derive(Debug, Clone, Copy)]
pub(super) struct CivilTime {
    pub(super) zone: Zone,
    pub(super) centre: Wgs84,
}

impl CivilTime {
    fn event_time(&self, date: NaiveDate, event: TimeEvent) -> Option<NaiveTime> {
        let at = Coordinates::new(self.centre.lat(), self.centre.lon())?.event_time(date, event)?;
        Some(self.zone.local_minute(at).to_naive().time())
    }
}

pub(super) fn spans(expression: &OpeningHoursExpression) -> impl Iterator<Item = &TimeSpan> {
    expression.rules.iter().flat_map(|rule| &rule.time_selector.spans)
}

pub(super) fn is_sun_time(time: &Time) -> bool {
    matches!(time, Time::Variable(_))
}

pub(super) fn repeats_weekly(rule: &RuleSequence) -> bool {
    let day = &rule.day_selector;
    let every_week = |range: &WeekDayRange| match range {
        WeekDayRange::Fixed { nth_from_start, nth_from_end, offset, .. } => {
            *offset == 0 && nth_from_start.iter().chain(nth_from_end).all(|nth| *nth)
        }
        WeekDayRange::Holiday { offset, .. } => *offset == 0,
    };
    day.year.is_empty()
        && day.monthday.is_empty()
        && day.week.is_empty()
        && day.weekday.iter().all(every_week)
}

impl Split {
    /// One for the rules, and one for each fallback behind them.
    pub(super) fn groups_of(expression: &OpeningHoursExpression) -> Vec<Self> {
        expression
            .rules
            .chunk_by(|_, next| next.operator != RuleOperator::Fallback)
            .map(|rules| Self {
                before: evaluator(rules.iter().map(before_midnight).collect()),
                after: evaluator(rules.iter().filter_map(after_midnight).collect()),
            })
            .collect()
    }
}

/// The evaluator takes no rules but as text. `None` when there are no rules.
fn evaluator(rules: Vec<RuleSequence>) -> Option<OpeningHours> {
    if rules.is_empty() {
        return None;
    }
    OpeningHoursExpression { rules }.to_string().parse().ok()
}

pub(super) fn move_weekdays(
    expression: &mut OpeningHoursExpression,
    moved: fn(Weekday) -> Weekday,
) {
    let weekdays = expression.rules.iter_mut().flat_map(|rule| &mut rule.day_selector.weekday);
    for weekday in weekdays {
        if let WeekDayRange::Fixed { range, .. } = weekday {
            *range = moved(*range.start())..=moved(*range.end());
        }
    }
}

/// A fixed span in minutes from midnight; one that ends before it begins runs into the next day.
fn minutes(span: &TimeSpan) -> Option<(u16, u16)> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return None;
    };
    let (start, end) = (start.mins_from_midnight(), end.mins_from_midnight());
    Some(if start < end { (start, end) } else { (start, end + DAY_MIN as u16) })
}

fn fixed(start_min: u16, end_min: u16) -> Option<TimeSpan> {
    Some(TimeSpan::fixed_range(
        ExtendedTime::from_mins_from_midnight(start_min)?,
        ExtendedTime::from_mins_from_midnight(end_min)?,
    ))
}

fn before_midnight(rule: &RuleSequence) -> RuleSequence {
    let day = DAY_MIN as u16;
    let clipped = |span: &TimeSpan| match minutes(span) {
        Some((start, _)) if start >= day => None,
        Some((start, end)) => fixed(start, end.min(day)),
        None => Some(span.clone()),
    };
    let spans: Vec<_> = rule.time_selector.spans.iter().filter_map(clipped).collect();
    with_spans(rule, spans).unwrap_or_else(|| closed_all_day(rule))
}

/// What of a rule happens after midnight, moved back by a day. A rule that spills nothing
/// still says that its days spill nothing, where it overrides earlier rules.
fn after_midnight(rule: &RuleSequence) -> Option<RuleSequence> {
    let day = DAY_MIN as u16;
    let spilled = |span: &TimeSpan| {
        let (start, end) = minutes(span)?;
        if end > day { fixed(start.max(day) - day, end - day) } else { None }
    };
    let spans: Vec<_> = rule.time_selector.spans.iter().filter_map(spilled).collect();
    if let Some(spilling) = with_spans(rule, spans) {
        return Some(spilling);
    }
    let covers_the_day = rule.time_selector == TimeSelector::default();
    let overrides =
        rule.operator == RuleOperator::Normal && (rule.kind != RuleKind::Closed || covers_the_day);
    overrides.then(|| closed_all_day(rule))
}

fn with_spans(rule: &RuleSequence, spans: Vec<TimeSpan>) -> Option<RuleSequence> {
    let time_selector = TimeSelector { spans };
    (!time_selector.spans.is_empty()).then(|| RuleSequence { time_selector, ..rule.clone() })
}

fn closed_all_day(rule: &RuleSequence) -> RuleSequence {
    RuleSequence { kind: RuleKind::Closed, time_selector: TimeSelector::default(), ..rule.clone() }
}

/// The rules with sunrise and its like replaced by their times on one day.
pub(super) fn with_fixed_times(
    expression: &OpeningHoursExpression,
    date: NaiveDate,
    locale: &CivilTime,
) -> OpeningHoursExpression {
    let resolve = |time: Time| match time {
        Time::Fixed(_) => Some(time),
        Time::Variable(variable) => {
            let event = locale.event_time(date, variable.event)?;
            let minute = i64::from(event.num_seconds_from_midnight() / 60);
            let minute = (minute + i64::from(variable.offset)).clamp(0, DAY_MIN);
            ExtendedTime::from_mins_from_midnight(u16::try_from(minute).ok()?).map(Time::Fixed)
        }
    };
    let rule = |rule: &RuleSequence| {
        let span = |span: &TimeSpan| {
            let range = resolve(span.range.start)?..resolve(span.range.end)?;
            Some(TimeSpan { range, ..span.clone() })
        };
        let spans = rule.time_selector.spans.iter().filter_map(span).collect();
        with_spans(rule, spans).unwrap_or_else(|| closed_all_day(rule))
    };
    OpeningHoursExpression { rules: expression.rules.iter().map(rule).collect() }
}
