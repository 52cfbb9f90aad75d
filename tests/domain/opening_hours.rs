//! Opening hours: a table that was checked by hand against a wall calendar and the State
//! Council's notices, and properties against stepping minute by minute.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use proptest::prelude::*;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::{LocalMinute, Name, Zone};
use yizhan::domain::holiday_calendar::{
    DayKind, HolidayCalendar, HolidayYear, ListedDay, ListedKind,
};
use yizhan::domain::opening_hours::{HoursContext, HoursText, OpenState, Schedule};

use OpenState::{Closed, Open, Unknown};

/// 2025 and 2026 as published; no other year is known.
fn calendar() -> Arc<HolidayCalendar> {
    let off = [
        ("2025-01-01", 1),
        ("2025-01-28", 8),
        ("2025-04-04", 3),
        ("2025-05-01", 5),
        ("2025-05-31", 3),
        ("2025-10-01", 8),
        ("2026-01-01", 3),
        ("2026-02-15", 9),
        ("2026-04-04", 3),
        ("2026-05-01", 5),
        ("2026-06-19", 3),
        ("2026-09-25", 3),
        ("2026-10-01", 7),
    ];
    let workdays = [
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ];
    let name = Name { zh: "假日".to_owned(), en: "Holiday".to_owned() };
    let listed = |date: NaiveDate, kind| ListedDay { date, name: name.clone(), kind };
    let offs = off.iter().flat_map(|(first, days)| date(first).iter_days().take(*days));
    let days: Vec<_> = offs
        .map(|day| listed(day, ListedKind::Off))
        .chain(workdays.iter().map(|day| listed(date(day), ListedKind::Workday)))
        .collect();
    let year = |year| HolidayYear {
        year,
        source: "State Council".to_owned(),
        days: days.iter().filter(|day| day.date.year() == year).cloned().collect(),
    };
    Arc::new(HolidayCalendar::new([year(2025), year(2026)]).unwrap())
}

fn context() -> HoursContext {
    let centre = Wgs84::new(116.44, 39.92).unwrap();
    HoursContext::new(Zone(chrono_tz::Asia::Shanghai), centre, calendar())
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn minute(text: &str) -> LocalMinute {
    LocalMinute::from_naive(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

fn compile(text: &str, first_day: NaiveDate) -> Schedule {
    let hours: HoursText = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    Schedule::compile(&hours, &context(), first_day)
}

/// Asks the same question of a window that holds the day and of one that is long past, so that
/// both ways of answering are held to the same table.
fn check(text: &str, at: &str, state: OpenState, until: &str) {
    let asked = minute(at);
    let until = (until != "-").then(|| minute(until));
    for first_day in [asked.day(), asked.day() - chrono::TimeDelta::days(30), date("2020-01-01")] {
        let answer = compile(text, first_day).at(asked);
        assert_eq!(answer.state, state, "{text} at {at}, window from {first_day}");
        let shown = answer.until.map(|until| until.to_naive().to_string());
        let wanted = until.map(|until| until.to_naive().to_string());
        assert_eq!(shown, wanted, "{text} at {at} until, window from {first_day}");
    }
}

#[test]
fn hours_of_every_kind_met_in_the_field_are_answered_as_checked_by_hand() {
    for (text, at, state, until) in TABLE {
        check(text, at, *state, until);
    }
    assert!(TABLE.len() >= 60, "{}", TABLE.len());
}

/// Text, civil time, state, and when it changes (`-`: not within 400 days).
#[rustfmt::skip]
const TABLE: &[(&str, &str, OpenState, &str)] = &[
    // Round the clock.
    ("24/7", "2026-11-21 03:00", Open, "-"),
    ("24/7", "2031-07-01 12:00", Open, "-"),
    ("00:00-24:00", "2026-02-17 12:00", Open, "-"),
    ("Mo-Su,PH 00:00-24:00", "2026-02-17 00:00", Open, "-"),
    ("24/7 off", "2026-11-21 03:00", Closed, "-"),
    ("24/7; PH off", "2026-09-24 12:00", Open, "2026-09-25 00:00"),
    ("24/7; PH off", "2026-09-26 12:00", Closed, "2026-09-28 00:00"),
    ("24/7; PH off", "2026-12-01 00:00", Open, "2027-01-01 00:00"),
    ("24/7; PH off", "2027-03-01 00:00", Unknown, "-"),
    // Every day alike. 2026-11-21 is a Saturday.
    ("08:00-20:00", "2026-11-21 07:59", Closed, "2026-11-21 08:00"),
    ("08:00-20:00", "2026-11-21 08:00", Open, "2026-11-21 20:00"),
    ("08:00-20:00", "2026-11-21 19:59", Open, "2026-11-21 20:00"),
    ("08:00-20:00", "2026-11-21 20:00", Closed, "2026-11-22 08:00"),
    ("08:00-20:00", "2026-02-17 12:00", Open, "2026-02-17 20:00"),
    ("08:00-20:00", "2030-02-17 12:00", Open, "2030-02-17 20:00"),
    ("Mo-Su 08:00-20:00; PH off", "2030-02-17 12:00", Unknown, "2030-02-17 20:00"),
    ("Mo-Su 08:00-20:00; PH off", "2030-02-17 21:00", Closed, "2030-02-18 08:00"),
    // Split hours.
    ("08:30-11:00,13:30-17:00", "2026-11-23 10:59", Open, "2026-11-23 11:00"),
    ("08:30-11:00,13:30-17:00", "2026-11-23 12:00", Closed, "2026-11-23 13:30"),
    ("08:30-11:00,13:30-17:00", "2026-11-23 13:30", Open, "2026-11-23 17:00"),
    ("08:30-11:00,13:30-17:00", "2026-11-23 17:00", Closed, "2026-11-24 08:30"),
    // Workdays only; the weekend is skipped.
    ("Mo-Fr 09:00-17:00", "2026-11-20 17:00", Closed, "2026-11-23 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-11-21 12:00", Closed, "2026-11-23 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-11-23 12:00", Open, "2026-11-23 17:00"),
    // Different hours at the weekend.
    ("Mo-Fr 08:00-20:00; Sa,Su 09:00-17:00", "2026-11-21 08:30", Closed, "2026-11-21 09:00"),
    ("Mo-Fr 08:00-20:00; Sa,Su 09:00-17:00", "2026-11-22 16:00", Open, "2026-11-22 17:00"),
    ("Mo-Fr 08:00-20:00; Sa,Su 09:00-17:00", "2026-11-22 17:30", Closed, "2026-11-23 08:00"),
    // Public holidays: the National Day week of 2026 is 1 to 7 October.
    ("Mo-Fr 09:00-17:00; PH off", "2026-09-30 17:00", Closed, "2026-10-08 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-10-01 12:00", Closed, "2026-10-08 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-10-01 12:00", Open, "2026-10-01 17:00"),
    ("Mo-Su 08:00-20:00; PH 10:00-16:00", "2026-10-03 09:00", Closed, "2026-10-03 10:00"),
    ("Mo-Su 08:00-20:00; PH 10:00-16:00", "2026-10-08 09:00", Open, "2026-10-08 20:00"),
    ("PH,Sa,Su 10:00-16:00", "2026-10-07 12:00", Open, "2026-10-07 16:00"),
    ("PH,Sa,Su 10:00-16:00", "2026-10-08 12:00", Closed, "2026-10-11 10:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-02-13 18:00", Closed, "2026-02-14 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-02-14 18:00", Closed, "2026-02-24 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2025-01-28 12:00", Closed, "2025-02-05 09:00"),
    // Make-up workdays behave as workdays: Saturdays 14 and 28 February, 9 May and 10 October,
    // Sundays 4 January and 20 September 2026.
    ("Mo-Fr 09:00-17:00", "2026-02-14 12:00", Open, "2026-02-14 17:00"),
    ("Mo-Fr 09:00-17:00", "2026-02-28 17:00", Closed, "2026-03-02 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-10-10 12:00", Open, "2026-10-10 17:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-10-09 17:00", Closed, "2026-10-10 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-01-04 12:00", Open, "2026-01-04 17:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-01-03 12:00", Closed, "2026-01-04 09:00"),
    ("Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00", "2026-05-09 08:30", Open, "2026-05-09 20:00"),
    ("Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00", "2026-09-20 19:00", Open, "2026-09-20 20:00"),
    ("Sa,Su 10:00-16:00", "2026-09-20 12:00", Closed, "2026-09-26 10:00"),
    ("Fr 10:00-12:00", "2026-05-09 11:00", Open, "2026-05-09 12:00"),
    ("Mo 10:00-12:00", "2026-09-20 11:00", Open, "2026-09-20 12:00"),
    ("Mo-Fr 09:00-17:00; 2026 Feb 14 off", "2026-02-14 12:00", Closed, "2026-02-16 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2025-10-11 12:00", Open, "2025-10-11 17:00"),
    // Overnight.
    ("22:00-06:00", "2026-11-21 23:00", Open, "2026-11-22 06:00"),
    ("22:00-06:00", "2026-11-22 05:59", Open, "2026-11-22 06:00"),
    ("22:00-06:00", "2026-11-22 06:00", Closed, "2026-11-22 22:00"),
    ("06:00-02:00", "2026-11-22 01:00", Open, "2026-11-22 02:00"),
    ("18:00-32:00", "2026-11-22 07:00", Open, "2026-11-22 08:00"),
    ("Fr 22:00-06:00", "2026-11-21 03:00", Open, "2026-11-21 06:00"),
    ("Fr 22:00-06:00", "2026-11-20 03:00", Closed, "2026-11-20 22:00"),
    // The night that begins on the eve of a holiday runs to its end; the holiday's own does not
    // begin, and leaves nothing for the morning after.
    ("22:00-06:00; PH off", "2026-10-01 03:00", Open, "2026-10-01 06:00"),
    ("22:00-06:00; PH off", "2026-10-01 23:00", Closed, "2026-10-08 22:00"),
    ("22:00-06:00; PH off", "2026-10-08 03:00", Closed, "2026-10-08 22:00"),
    ("Fr 22:00-06:00; Sa 10:00-12:00", "2026-11-21 03:00", Open, "2026-11-21 06:00"),
    ("Fr 22:00-06:00; Sa 10:00-12:00", "2026-11-21 06:00", Closed, "2026-11-21 10:00"),
    ("Fr 22:00-06:00", "2026-10-11 03:00", Open, "2026-10-11 06:00"),
    // The year's last night, into a year that has not been published.
    ("22:00-06:00", "2026-12-31 23:00", Open, "2027-01-01 06:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-12-31 18:00", Closed, "2027-01-01 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2027-01-01 12:00", Unknown, "2027-01-01 17:00"),
    ("Mo-Fr 09:00-17:00", "2027-01-01 12:00", Open, "2027-01-01 17:00"),
    ("Mo-Fr 09:00-17:00", "2027-01-02 12:00", Unknown, "2027-01-02 17:00"),
    ("Mo-Fr 09:00-17:00", "2024-12-30 12:00", Open, "2024-12-30 17:00"),
    // Leap day, and dates of their own.
    ("Feb 29 10:00-12:00", "2028-02-29 11:00", Open, "2028-02-29 12:00"),
    ("08:00-20:00; Feb 29 off", "2028-02-28 20:00", Closed, "2028-03-01 08:00"),
    ("08:00-20:00; 2026 Nov 25-2026 Nov 27 off", "2026-11-24 20:00", Closed, "2026-11-28 08:00"),
    ("Mo-Fr 09:00-17:00; 2026 Nov 28 10:00-12:00", "2026-11-28 09:00", Closed, "2026-11-28 10:00"),
    ("Mo-Fr 09:00-17:00; 2026 Nov 28 10:00-12:00", "2026-11-28 11:00", Open, "2026-11-28 12:00"),
    // Seasons, nth weekdays, unknown.
    ("Apr-Oct 06:00-22:00; Nov-Mar 07:00-20:00", "2026-10-31 22:00", Closed, "2026-11-01 07:00"),
    ("Jun 15-Sep 15 10:00-16:00", "2026-09-15 16:00", Closed, "2027-06-15 10:00"),
    ("Sa[1] 09:00-11:00", "2026-11-07 10:00", Open, "2026-11-07 11:00"),
    ("Sa[1] 09:00-11:00", "2026-11-14 10:00", Closed, "2026-12-05 09:00"),
    ("08:00-20:00; Su unknown", "2026-11-22 12:00", Unknown, "2026-11-23 00:00"),
    ("Mo-Fr 08:00-18:00 || unknown", "2026-11-21 12:00", Unknown, "2026-11-23 08:00"),
];

#[test]
fn a_sun_time_is_that_of_the_district() {
    // Sunset in Beijing on 2026-11-21 is at 16:54 by the almanac.
    let answer = compile("08:00-sunset", date("2026-11-21")).at(minute("2026-11-21 12:00"));
    let until = answer.until.unwrap();
    let almanac = minute("2026-11-21 16:54");
    assert!((until.0 - almanac.0).abs() <= 3, "{}", until.to_naive());
}

#[test]
fn only_a_door_that_never_closes_is_round_the_clock() {
    for (text, expected) in [
        ("24/7", true),
        ("00:00-24:00", true),
        ("Mo-Su 00:00-24:00", true),
        ("Mo-Fr 00:00-24:00; Sa,Su 00:00-24:00", true),
        ("24/7; PH off", false),
        ("00:00-23:59", false),
        ("24/7 unknown", false),
        ("24/7 off", false),
    ] {
        assert_eq!(compile(text, date("2026-11-21")).is_round_the_clock(), expected, "{text}");
    }
}

#[test]
fn a_day_is_told_as_its_stretches() {
    let schedule = compile("22:00-06:00,12:00-13:00", date("2026-11-21"));
    let day = schedule.on_day(date("2026-11-22"));
    assert_eq!(day, [(0, 360, Open), (720, 780, Open), (1320, 1440, Open)]);
}

/// Hours as a person would think of them, with an evaluator of their own.
#[derive(Debug, Clone)]
struct Plain {
    /// For Monday to Sunday: spans in minutes from midnight, the end past 1440 for a night.
    week: [Vec<(i64, i64)>; 7],
    holiday: Option<Vec<(i64, i64)>>,
}

impl Plain {
    fn text(&self) -> String {
        let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        let clock = |min: &i64| format!("{:02}:{:02}", min / 60, min % 60);
        let rule = |day: &str, spans: &Vec<(i64, i64)>| match spans.as_slice() {
            [] => format!("{day} off"),
            spans => {
                let spans: Vec<_> =
                    spans.iter().map(|(a, b)| format!("{}-{}", clock(a), clock(b))).collect();
                format!("{day} {}", spans.join(","))
            }
        };
        let week = names.iter().zip(&self.week).map(|(day, spans)| rule(day, spans));
        let holiday = self.holiday.iter().map(|spans| rule("PH", spans));
        week.chain(holiday).collect::<Vec<_>>().join("; ")
    }

    fn spans_on(&self, day: NaiveDate, calendar: &HolidayCalendar) -> &[(i64, i64)] {
        let weekday = match (calendar.kind(day), day.weekday()) {
            (DayKind::Off, weekday) => match &self.holiday {
                Some(spans) => return spans,
                None => weekday,
            },
            (DayKind::Workday, Weekday::Sat) => Weekday::Fri,
            (DayKind::Workday, Weekday::Sun) => Weekday::Mon,
            (_, weekday) => weekday,
        };
        &self.week[weekday.num_days_from_monday() as usize]
    }

    /// By definition: a minute is open when a span that began on this day or the day before
    /// holds it.
    fn is_open(&self, at: LocalMinute, calendar: &HolidayCalendar) -> bool {
        let minute = at.0 - LocalMinute::start_of(at.day()).0;
        let holds = |spans: &[(i64, i64)], minute: i64| {
            spans.iter().any(|(from, to)| (*from..*to).contains(&minute))
        };
        holds(self.spans_on(at.day(), calendar), minute)
            || holds(self.spans_on(at.day().pred_opt().unwrap(), calendar), minute + 1440)
    }
}

fn plain_spans() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let quarter = 15;
    prop_oneof![
        1 => Just(vec![]),
        3 => (0..80i64, 1..40i64).prop_map(move |(a, l)| vec![(a * quarter, (a + l).min(96) * quarter)]),
        2 => (0..40i64, 1..8i64, 1..8i64, 1..30i64).prop_map(move |(a, l, gap, m)| vec![
            (a * quarter, (a + l) * quarter),
            ((a + l + gap) * quarter, (a + l + gap + m) * quarter),
        ]),
        2 => (64..96i64, 1..40i64).prop_map(move |(a, l)| vec![(a * quarter, (97 + l) * quarter)]),
    ]
}

fn plain() -> impl Strategy<Value = Plain> {
    let week = proptest::array::uniform7(plain_spans());
    (week, proptest::option::of(plain_spans())).prop_map(|(week, holiday)| Plain { week, holiday })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_minute_of_nine_weeks_is_as_the_definition_says(
        plain in plain(),
        first in prop_oneof![Just("2026-01-20"), Just("2026-09-01"), Just("2025-01-10"), Just("2025-09-20")],
    ) {
        let calendar = calendar();
        let schedule = compile(&plain.text(), date(first));
        let start = LocalMinute::start_of(date(first));
        for step in 0..63 * 1440 {
            let at = start.plus(step);
            let expected = if plain.is_open(at, &calendar) { Open } else { Closed };
            prop_assert_eq!(schedule.at(at).state, expected, "{} at {}", plain.text(), at.to_naive());
        }
    }

    #[test]
    fn the_change_that_is_announced_is_the_next_minute_of_another_state(
        plain in plain(),
        after in 0i64..40 * 1440,
    ) {
        let schedule = compile(&plain.text(), date("2026-09-10"));
        let at = LocalMinute::start_of(date("2026-09-10")).plus(after);
        let answer = schedule.at(at);
        let stepped = (1..20 * 1440).map(|step| at.plus(step)).find(|t| schedule.at(*t).state != answer.state);
        match stepped {
            Some(stepped) => {
                prop_assert_eq!(answer.until, Some(stepped));
                prop_assert_eq!(answer.then, schedule.at(stepped).state);
            }
            None => prop_assert!(answer.until.is_none_or(|until| until >= at.plus(20 * 1440))),
        }
    }

    #[test]
    fn an_answer_does_not_depend_on_where_the_window_lies(plain in plain(), after in 0i64..300 * 1440) {
        let at = LocalMinute::start_of(date("2026-01-02")).plus(after);
        let near = compile(&plain.text(), at.day()).at(at);
        let far = compile(&plain.text(), date("2026-01-01")).at(at);
        prop_assert_eq!(near, far);
    }
}
