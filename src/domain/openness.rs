//! Whether a station serves at a minute: its hours, and whether it is closed for some days.

use chrono::NaiveDate;

use super::district::LocalMinute;
use super::opening_hours::{Answer, OpenState, Schedule};
use super::status::Status;

/// The days on which a station is closed whatever its hours say, as minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closure {
    from: LocalMinute,
    /// The first minute after it; `None` when nobody knows.
    until: Option<LocalMinute>,
}

impl Closure {
    /// The closure that a status means, if it means one.
    pub fn of(status: &Status) -> Option<Self> {
        let always = LocalMinute(i64::MIN);
        match status {
            Status::Open => None,
            Status::Planned | Status::Retired => Some(Self { from: always, until: None }),
            Status::TemporarilyClosed { from, until, .. } => Some(Self::between(*from, *until)),
        }
    }

    /// From a first day on, or for as long as anybody remembers, to a last day, or nobody knows.
    pub fn between(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        Self {
            from: from.map_or(LocalMinute(i64::MIN), LocalMinute::start_of),
            until: until.and_then(|last| last.succ_opt()).map(LocalMinute::start_of),
        }
    }

    /// When it is over and the hours begin, and with which state; `None` when nobody knows.
    pub fn reopens(self, schedule: Option<&Schedule>) -> Option<(LocalMinute, OpenState)> {
        let answer = reopening(self, |minute| Openness::at(schedule, None, minute).answer);
        answer.until.map(|until| (until, answer.then))
    }

    /// Whether it is closed at this minute.
    pub fn holds(self, minute: LocalMinute) -> bool {
        self.from <= minute && self.until.is_none_or(|until| minute < until)
    }
}

/// Whether one can get in at a minute, and when that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Openness {
    /// The state and its next change.
    pub answer: Answer,
    /// Whether it is closed for some days rather than by its hours.
    pub closed_for_days: bool,
}

impl Openness {
    /// What a station's hours (`None`: nobody has said) and its closure come to.
    pub fn at(schedule: Option<&Schedule>, closure: Option<Closure>, minute: LocalMinute) -> Self {
        let by_hours = |minute| {
            let unknown =
                Answer { state: OpenState::Unknown, until: None, then: OpenState::Unknown };
            schedule.map_or(unknown, |schedule| schedule.at(minute))
        };
        let Some(closure) = closure else {
            return Self { answer: by_hours(minute), closed_for_days: false };
        };
        if closure.holds(minute) {
            return Self { answer: reopening(closure, by_hours), closed_for_days: true };
        }
        let mut answer = by_hours(minute);
        let closes_first = answer.until.is_none_or(|until| closure.from <= until);
        if closure.from > minute && closes_first {
            answer = match answer.state {
                OpenState::Closed => reopening(closure, by_hours),
                state => Answer { state, until: Some(closure.from), then: OpenState::Closed },
            };
        }
        Self { answer, closed_for_days: false }
    }

    /// Whether one can get in.
    pub fn is_open(self) -> bool {
        self.answer.state == OpenState::Open
    }
}

/// Closed until the closure is over and the hours begin.
fn reopening(closure: Closure, by_hours: impl Fn(LocalMinute) -> Answer) -> Answer {
    let Some(end) = closure.until else {
        return Answer { state: OpenState::Closed, until: None, then: OpenState::Closed };
    };
    let after = by_hours(end);
    match after.state {
        OpenState::Closed => Answer { state: OpenState::Closed, ..after },
        state => Answer { state: OpenState::Closed, until: Some(end), then: state },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::district::Zone;
    use crate::domain::opening_hours::HoursContext;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn minute(date: &str, hour: i64) -> LocalMinute {
        LocalMinute::start_of(day(date)).plus(hour * 60)
    }

    #[test]
    fn a_closure_comes_before_the_hours_and_ends_by_itself() {
        let centre = Wgs84::new(116.4, 39.9).expect("position");
        let context =
            HoursContext::new(Zone(chrono_tz::Asia::Shanghai), centre, Default::default());
        let hours = "08:00-20:00".parse().expect("hours");
        let schedule = Schedule::compile(&hours, &context, day("2026-11-01"));
        let status = Status::TemporarilyClosed {
            reason: "装修".to_owned(),
            from: Some(day("2026-11-10")),
            until: Some(day("2026-11-12")),
        };
        let closure = Closure::of(&status);
        let at = |date, hour| Openness::at(Some(&schedule), closure, minute(date, hour));

        let before = at("2026-11-09", 12);
        assert_eq!((before.is_open(), before.answer.until), (true, Some(minute("2026-11-09", 20))));
        let eve = at("2026-11-09", 21);
        assert_eq!(
            (eve.answer.state, eve.answer.until),
            (OpenState::Closed, Some(minute("2026-11-13", 8)))
        );
        let during = at("2026-11-11", 12);
        assert!(during.closed_for_days && !during.is_open());
        assert_eq!(during.answer.until, Some(minute("2026-11-13", 8)));
        assert!(at("2026-11-13", 12).is_open());
    }

    #[test]
    fn a_station_of_which_nobody_has_said_the_hours_is_unknown_not_closed() {
        let openness = Openness::at(None, None, minute("2026-11-11", 12));
        assert_eq!(openness.answer.state, OpenState::Unknown);
    }
}
