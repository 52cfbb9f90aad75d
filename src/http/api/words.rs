//! The open state in words that a person reads: 营业中 · 22:00 关, 25 分钟后关门, 明早 8:00 开.
//!
//! One pure function of what is known and of the present moment. Days are named as seen from
//! now, times are the district's civil time.

use std::fmt::{self, Write};

use chrono::Datelike;

use crate::domain::district::{DAY_MIN, LocalMinute};
use crate::domain::opening_hours::OpenState;
use crate::domain::openness::Openness;
use crate::http::Language;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Whether one can get in at `at`, and when that changes.
    pub openness: Openness,
    /// The minute that the state is about.
    pub at: LocalMinute,
    /// The present minute.
    pub now: LocalMinute,
    /// Why that minute.
    pub moment: Moment,
}

/// Why a state is told for a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It is now.
    Now,
    /// One gets there then.
    Arrival,
    /// It was asked for.
    Asked,
}

/// A change that is this near is told in minutes instead of by the clock.
const NEAR_MIN: i64 = 60;

/// Writes the words.
pub fn write_words(language: Language, seen: &Seen, out: &mut impl Write) -> fmt::Result {
    let answer = seen.openness.answer;
    if seen.openness.closed_for_days {
        out.write_str(language.pick("暂停开放", "Temporarily closed"))?;
        return match answer.until {
            Some(until) => opens(language, seen, until, out),
            None => Ok(()),
        };
    }
    match (answer.state, answer.until) {
        (OpenState::Unknown, _) => out.write_str(language.pick("时间未知", "Hours unknown")),
        (OpenState::Open, None) => out.write_str(language.pick("24 小时开放", "Open 24 hours")),
        (OpenState::Open, Some(until)) => open_until(language, seen, until, out),
        (OpenState::Closed, until) => closed_until(language, seen, until, out),
    }
}

fn open_until(
    language: Language,
    seen: &Seen,
    until: LocalMinute,
    out: &mut impl Write,
) -> fmt::Result {
    let left_min = until.0 - seen.at.0;
    if seen.openness.answer.then == OpenState::Closed && left_min <= NEAR_MIN {
        return match (language, seen.moment) {
            (Language::Zh, Moment::Now) => write!(out, "{left_min} 分钟后关门"),
            (Language::Zh, Moment::Arrival) => write!(out, "到达后 {left_min} 分钟关门"),
            (Language::Zh, Moment::Asked) => write!(out, "届时 {left_min} 分钟后关门"),
            (Language::En, Moment::Now) => write!(out, "Closes in {left_min} min"),
            (Language::En, Moment::Arrival) => write!(out, "Closes {left_min} min after arrival"),
            (Language::En, Moment::Asked) => write!(out, "Closes {left_min} min after that"),
        };
    }
    out.write_str(match (language, seen.moment) {
        (Language::Zh, Moment::Now) => "营业中 · ",
        (Language::Zh, Moment::Arrival) => "到达时营业 · ",
        (Language::Zh, Moment::Asked) => "届时营业 · ",
        (Language::En, Moment::Now) => "Open · ",
        (Language::En, Moment::Arrival) => "Open on arrival · ",
        (Language::En, Moment::Asked) => "Open then · ",
    })?;
    let closes = seen.openness.answer.then == OpenState::Closed;
    // The end of a day is 24:00 of it, and not 0:00 of the day after.
    out.write_str(match (language, closes) {
        (Language::Zh, _) => "",
        (Language::En, true) => "closes ",
        (Language::En, false) => "hours unknown from ",
    })?;
    time_of_end(language, seen, until, out)?;
    match (language, closes) {
        (Language::Zh, true) => out.write_str(" 关"),
        (Language::Zh, false) => out.write_str(" 后未知"),
        (Language::En, _) => Ok(()),
    }
}

fn closed_until(
    language: Language,
    seen: &Seen,
    until: Option<LocalMinute>,
    out: &mut impl Write,
) -> fmt::Result {
    let opens_in_min = until.map(|until| until.0 - seen.now.0);
    if let (Moment::Now, Some(minutes @ ..=NEAR_MIN)) = (seen.moment, opens_in_min) {
        return match language {
            Language::Zh => write!(out, "{minutes} 分钟后开门"),
            Language::En => write!(out, "Opens in {minutes} min"),
        };
    }
    out.write_str(match (language, seen.moment) {
        (Language::Zh, Moment::Now) => "已关",
        (Language::Zh, Moment::Arrival) => "到达时已关",
        (Language::Zh, Moment::Asked) => "届时已关",
        (Language::En, Moment::Now) => "Closed",
        (Language::En, Moment::Arrival) => "Closed on arrival",
        (Language::En, Moment::Asked) => "Closed then",
    })?;
    until.map_or(Ok(()), |until| opens(language, seen, until, out))
}

/// ` · 明早 8:00 开`
fn opens(language: Language, seen: &Seen, until: LocalMinute, out: &mut impl Write) -> fmt::Result {
    out.write_str(language.pick(" · ", " · opens "))?;
    day(language, seen.now, until, out)?;
    clock(minute_of_day(until), out)?;
    out.write_str(match (language, seen.openness.answer.then) {
        (Language::Zh, OpenState::Unknown) => " 后未知",
        (Language::Zh, _) => " 开",
        (Language::En, _) => "",
    })
}

fn time_of_end(
    language: Language,
    seen: &Seen,
    until: LocalMinute,
    out: &mut impl Write,
) -> fmt::Result {
    if minute_of_day(until) == 0 {
        day(language, seen.now, until.plus(-1), out)?;
        return clock(DAY_MIN, out);
    }
    day(language, seen.now, until, out)?;
    clock(minute_of_day(until), out)
}

/// The day of a minute as people say it now, with a space behind it; nothing for today.
fn day(
    language: Language,
    now: LocalMinute,
    minute: LocalMinute,
    out: &mut impl Write,
) -> fmt::Result {
    const ZH: [&str; 7] = ["周一 ", "周二 ", "周三 ", "周四 ", "周五 ", "周六 ", "周日 "];
    const EN: [&str; 7] = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "];
    let days = minute.0.div_euclid(DAY_MIN) - now.0.div_euclid(DAY_MIN);
    match (days, language) {
        (0, _) => Ok(()),
        (1, Language::En) => out.write_str("tomorrow "),
        (1, Language::Zh) => out.write_str(match minute_of_day(minute) / 60 {
            0..5 => "明天凌晨 ",
            5..12 => "明早 ",
            18..24 => "明晚 ",
            _ => "明天 ",
        }),
        (2..7, _) => {
            // 1970-01-01 was a Thursday.
            let weekday = (minute.0.div_euclid(DAY_MIN) + 3).rem_euclid(7) as usize;
            out.write_str(if language == Language::Zh { ZH[weekday] } else { EN[weekday] })
        }
        (_, Language::Zh) => {
            let date = minute.day();
            write!(out, "{}月{}日 ", date.month(), date.day())
        }
        (_, Language::En) => write!(out, "{} ", minute.day().format("%-d %b")),
    }
}

fn clock(minute_of_day: i64, out: &mut impl Write) -> fmt::Result {
    // Written digit by digit: this is done for every station of every answer, and formatting
    // machinery would cost more than the search for the station.
    let (hour, minute) = (minute_of_day / 60, minute_of_day % 60);
    if hour >= 10 {
        out.write_char(digit(hour / 10))?;
    }
    for part in [digit(hour % 10), ':', digit(minute / 10), digit(minute % 10)] {
        out.write_char(part)?;
    }
    Ok(())
}

fn digit(value: i64) -> char {
    char::from(b'0' + (value % 10) as u8)
}

fn minute_of_day(minute: LocalMinute) -> i64 {
    minute.0.rem_euclid(DAY_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opening_hours::Answer;
    use OpenState::{Closed, Open, Unknown};

    /// Saturday, 21 November 2026.
    fn at(text: &str) -> LocalMinute {
        let text =
            if text.len() == 5 { format!("2026-11-21T{text}:00") } else { format!("{text}:00") };
        LocalMinute::from_naive(text.parse().expect("civil time"))
    }

    fn words(
        now: &str,
        moment: (Moment, &str),
        (state, until, then): (OpenState, Option<&str>, OpenState),
        language: Language,
    ) -> String {
        let answer = Answer { state, until: until.map(at), then };
        let openness = Openness { answer, closed_for_days: false };
        let mut out = String::new();
        let seen = Seen { openness, at: at(moment.1), now: at(now), moment: moment.0 };
        write_words(language, &seen, &mut out).expect("a string takes all");
        out
    }

    #[test]
    fn a_state_now_is_told_with_its_next_change() {
        for (now, answer, zh, en) in [
            ("12:00", (Open, Some("22:00"), Closed), "营业中 · 22:00 关", "Open · closes 22:00"),
            ("21:35", (Open, Some("22:00"), Closed), "25 分钟后关门", "Closes in 25 min"),
            ("12:00", (Open, None, Open), "24 小时开放", "Open 24 hours"),
            ("12:00", (Unknown, None, Unknown), "时间未知", "Hours unknown"),
            (
                "12:00",
                (Open, Some("2026-11-22T00:00"), Closed),
                "营业中 · 24:00 关",
                "Open · closes 24:00",
            ),
            (
                "23:00",
                (Open, Some("2026-11-22T02:00"), Closed),
                "营业中 · 明天凌晨 2:00 关",
                "Open · closes tomorrow 2:00",
            ),
            (
                "12:00",
                (Open, Some("2027-01-01T00:00"), Unknown),
                "营业中 · 12月31日 24:00 后未知",
                "Open · hours unknown from 31 Dec 24:00",
            ),
            ("13:20", (Closed, Some("13:30"), Open), "10 分钟后开门", "Opens in 10 min"),
            ("11:30", (Closed, Some("13:30"), Open), "已关 · 13:30 开", "Closed · opens 13:30"),
            (
                "23:00",
                (Closed, Some("2026-11-22T08:00"), Open),
                "已关 · 明早 8:00 开",
                "Closed · opens tomorrow 8:00",
            ),
            (
                "23:00",
                (Closed, Some("2026-11-22T20:00"), Open),
                "已关 · 明晚 20:00 开",
                "Closed · opens tomorrow 20:00",
            ),
            (
                "20:00",
                (Closed, Some("2026-11-23T08:30"), Open),
                "已关 · 周一 8:30 开",
                "Closed · opens Mon 8:30",
            ),
            (
                "20:00",
                (Closed, Some("2026-12-01T08:30"), Open),
                "已关 · 12月1日 8:30 开",
                "Closed · opens 1 Dec 8:30",
            ),
            ("20:00", (Closed, None, Closed), "已关", "Closed"),
        ] {
            assert_eq!(words(now, (Moment::Now, now), answer, Language::Zh), zh);
            assert_eq!(words(now, (Moment::Now, now), answer, Language::En), en);
        }
    }

    #[test]
    fn a_state_on_arrival_says_so() {
        for (arrival, answer, zh, en) in [
            (
                "22:05",
                (Closed, Some("2026-11-22T08:00"), Open),
                "到达时已关 · 明早 8:00 开",
                "Closed on arrival · opens tomorrow 8:00",
            ),
            (
                "20:00",
                (Open, Some("22:00"), Closed),
                "到达时营业 · 22:00 关",
                "Open on arrival · closes 22:00",
            ),
            (
                "21:50",
                (Open, Some("22:00"), Closed),
                "到达后 10 分钟关门",
                "Closes 10 min after arrival",
            ),
        ] {
            assert_eq!(words("19:50", (Moment::Arrival, arrival), answer, Language::Zh), zh);
            assert_eq!(words("19:50", (Moment::Arrival, arrival), answer, Language::En), en);
        }
        let later = (Moment::Asked, "2026-11-23T12:00");
        let answer = (Open, Some("2026-11-23T22:00"), Closed);
        assert_eq!(words("12:00", later, answer, Language::Zh), "届时营业 · 周一 22:00 关");
    }

    #[test]
    fn a_closure_of_some_days_says_when_it_ends_if_anybody_knows() {
        for (until, zh) in
            [(None, "暂停开放"), (Some(at("2026-11-30T08:00")), "暂停开放 · 11月30日 8:00 开")]
        {
            let answer = Answer { state: Closed, until, then: Open };
            let openness = Openness { answer, closed_for_days: true };
            let now = at("12:00");
            let seen = Seen { openness, at: now, now, moment: Moment::Now };
            let mut out = String::new();
            write_words(Language::Zh, &seen, &mut out).expect("a string takes all");
            assert_eq!(out, zh);
        }
    }
}
