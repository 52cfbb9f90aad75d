//! Opening hours compiled for asking: a list of the minutes at which the state changes.

use chrono::{NaiveDate, TimeDelta};

use super::day::{DayCache, DayRules, HoursContext};
use super::{HoursText, OpenState};
use crate::domain::district::{DAY_MIN, LocalMinute};

/// How far ahead of its first day a schedule knows every change, days. Covers the longest
/// holiday and the trip planned for next month; beyond it the rules are asked again.
pub const WINDOW_DAYS: i64 = 64;

/// How far a change is looked for, days. What has not changed by then is said not to change.
const HORIZON_DAYS: i64 = 400;

/// The state at a minute, and when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The state at the minute asked for.
    pub state: OpenState,
    /// The first minute of another state; `None` when there is none within 400 days.
    pub until: Option<LocalMinute>,
    /// The state from then on; the same as `state` when `until` is `None`.
    pub then: OpenState,
}

/// One text, compiled against one calendar from one day on.
#[derive(Debug, Clone)]
pub struct Schedule {
    rules: DayRules,
    first: LocalMinute,
    end: LocalMinute,
    /// In order; the first stands at the window's first minute. Minutes from `first`.
    changes: Box<[(u32, OpenState)]>,
    /// The first change behind the window.
    next: Option<(LocalMinute, OpenState)>,
    round_the_clock: bool,
}

impl Schedule {
    /// Compiles a text from `first_day` on.
    pub fn compile(hours: &HoursText, context: &HoursContext, first_day: NaiveDate) -> Self {
        let rules = DayRules::new(hours, context);
        let mut cache = DayCache::new();
        let first = LocalMinute::start_of(first_day);
        let end = first.plus(WINDOW_DAYS * DAY_MIN);
        let timeline = rules.timeline(first_day, WINDOW_DAYS, &mut cache);
        let last_state = timeline.last().map_or(OpenState::Closed, |change| change.1);
        let offset = |minute: LocalMinute| u32::try_from(minute.0 - first.0).unwrap_or(0);
        let changes: Box<[_]> =
            timeline.into_iter().map(|(minute, state)| (offset(minute), state)).collect();
        let next = rules.next_change(end, last_state, &mut cache);
        let round_the_clock = timeline_is_open(&changes) && next.is_none();
        Self { rules, first, end, changes, next, round_the_clock }
    }

    /// The state at a minute, and when it changes.
    pub fn at(&self, minute: LocalMinute) -> Answer {
        if !(self.first..self.end).contains(&minute) {
            return self.at_any_time(minute);
        }
        let asked = (minute.0 - self.first.0) as u32;
        let following = self.changes.partition_point(|change| change.0 <= asked);
        let state = self.changes[following - 1].1;
        let change = match self.changes.get(following) {
            Some((offset, then)) => Some((self.first.plus(i64::from(*offset)), *then)),
            None => self.next,
        };
        Answer::new(state, change)
    }

    /// Every change of the window and the one behind it, in order; the first is the state at
    /// the window's first minute.
    pub fn changes(&self) -> impl Iterator<Item = (LocalMinute, OpenState)> {
        let within = self.changes.iter();
        within.map(|(offset, state)| (self.first.plus(i64::from(*offset)), *state)).chain(self.next)
    }

    /// Whether it is open at every minute of every day, holidays included.
    pub fn is_round_the_clock(&self) -> bool {
        self.round_the_clock
    }

    /// The stretches of one day that are not closed, clipped to the day: minutes from its
    /// midnight, end exclusive.
    pub fn on_day(&self, day: NaiveDate) -> Vec<(u32, u32, OpenState)> {
        let timeline = self.rules.timeline(day, 1, &mut DayCache::new());
        let midnight = LocalMinute::start_of(day);
        let minute = |at: LocalMinute| u32::try_from(at.0 - midnight.0).unwrap_or(0);
        let ends = timeline.iter().skip(1).map(|change| minute(change.0)).chain([DAY_MIN as u32]);
        let stretches =
            timeline.iter().zip(ends).map(|(change, end)| (minute(change.0), end, change.1));
        stretches.filter(|stretch| stretch.2 != OpenState::Closed).collect()
    }

    /// Every change in `days` days from `first_day` on, read by any calendar; the first entry is
    /// the state at the first minute. For what the window does not hold: other weeks, and weeks
    /// as they would be without holidays.
    pub fn changes_by(
        &self,
        context: &HoursContext,
        first_day: NaiveDate,
        days: i64,
    ) -> Vec<(LocalMinute, OpenState)> {
        self.rules.read_by(context).timeline(first_day, days, &mut DayCache::new())
    }

    fn at_any_time(&self, minute: LocalMinute) -> Answer {
        let mut cache = DayCache::new();
        let timeline = self.rules.timeline(minute.day(), 2, &mut cache);
        let following = timeline.partition_point(|change| change.0 <= minute);
        let Some((_, state)) = following.checked_sub(1).and_then(|at| timeline.get(at)) else {
            return Answer::new(OpenState::Unknown, None);
        };
        let change = timeline.get(following).copied().or_else(|| {
            let seen = LocalMinute::start_of(minute.day()).plus(2 * DAY_MIN);
            self.rules.next_change(seen, *state, &mut cache)
        });
        Answer::new(*state, change)
    }
}

impl Answer {
    fn new(state: OpenState, change: Option<(LocalMinute, OpenState)>) -> Self {
        match change {
            Some((until, then)) => Self { state, until: Some(until), then },
            None => Self { state, until: None, then: state },
        }
    }
}

impl DayRules {
    /// Every change of the state in `days` days from `first_day` on; the first entry is the
    /// state at the first minute.
    fn timeline(
        &self,
        first_day: NaiveDate,
        days: i64,
        cache: &mut DayCache,
    ) -> Vec<(LocalMinute, OpenState)> {
        let start = LocalMinute::start_of(first_day);
        let end = start.plus(days * DAY_MIN);
        let mut spans = Vec::new();
        for day in -1..days {
            let Some(date) = first_day.checked_add_signed(TimeDelta::days(day)) else { continue };
            let midnight = start.plus(day * DAY_MIN);
            for span in self.on(date, cache) {
                let from = midnight.plus(span.from_min).max(start);
                let to = midnight.plus(span.to_min).min(end);
                if from < to {
                    spans.push((from, to, span.state));
                }
            }
        }
        painted(&spans, start, end)
    }

    /// The first minute from `from` on at which the state is not `state`.
    fn next_change(
        &self,
        from: LocalMinute,
        state: OpenState,
        cache: &mut DayCache,
    ) -> Option<(LocalMinute, OpenState)> {
        if self.is_constant() {
            return None;
        }
        const STEP_DAYS: i64 = 16;
        let mut day = from.day();
        for _ in 0..HORIZON_DAYS / STEP_DAYS {
            let timeline = self.timeline(day, STEP_DAYS, cache);
            if let Some(change) = timeline.into_iter().find(|change| change.1 != state) {
                return Some(change);
            }
            day = day.checked_add_signed(TimeDelta::days(STEP_DAYS))?;
        }
        None
    }
}

fn timeline_is_open(changes: &[(u32, OpenState)]) -> bool {
    changes.iter().all(|change| change.1 == OpenState::Open)
}

/// Lays spans over one another, the better state on top, into a list of changes before `end`.
fn painted(
    spans: &[(LocalMinute, LocalMinute, OpenState)],
    start: LocalMinute,
    end: LocalMinute,
) -> Vec<(LocalMinute, OpenState)> {
    let mut edges: Vec<LocalMinute> =
        spans.iter().flat_map(|span| [span.0, span.1]).chain([start]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges.retain(|edge| *edge < end);
    let mut changes: Vec<(LocalMinute, OpenState)> = Vec::new();
    let mut done = 0;
    for edge in edges {
        // Spans are in the order of their days and shorter than two days, so that those which
        // ended before this edge by that much need not be looked at again.
        while spans.get(done).is_some_and(|span| span.1.plus(2 * DAY_MIN) < edge) {
            done += 1;
        }
        let state = spans[done..]
            .iter()
            .take_while(|span| span.0.0 <= edge.0 + 2 * DAY_MIN)
            .filter(|span| span.0 <= edge && edge < span.1)
            .map(|span| span.2)
            .min()
            .unwrap_or(OpenState::Closed);
        if changes.last().is_none_or(|last| last.1 != state) {
            changes.push((edge, state));
        }
    }
    changes
}
