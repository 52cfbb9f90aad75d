//! Hours in words that hold for years: by weekday, not by date.

use chrono::NaiveDate;

use crate::domain::opening_hours::{Holidays, HoursContext, Schedule, Stretch, Week};
use crate::http::Language;
use crate::pictures::HoursLine;

/// A line for each set of days that are alike, those that are closed last.
pub(super) fn lines(
    language: Language,
    schedule: Option<&Schedule>,
    context: &HoursContext,
    today: NaiveDate,
) -> Vec<HoursLine> {
    let only = |zh: &str, en: &str| {
        vec![HoursLine { days: String::new(), times: language.pick(zh, en).to_owned() }]
    };
    let Some(schedule) = schedule else {
        return only("开放时间待核实", "Hours are not known yet");
    };
    if schedule.is_round_the_clock() {
        return only("24 小时开放", "Open 24 hours");
    }
    match schedule.week(context, today) {
        Some(week) => of_week(language, &week),
        None => only("因日而异，见驿站页面", "They vary: see the station's page"),
    }
}

fn of_week(language: Language, week: &Week) -> Vec<HoursLine> {
    let mut kinds: Vec<(&[Stretch], Vec<usize>)> = Vec::new();
    for (day, stretches) in week.days.iter().enumerate() {
        match kinds.iter_mut().find(|(known, _)| known == stretches) {
            Some((_, days)) => days.push(day),
            None => kinds.push((stretches, vec![day])),
        }
    }
    // Those that are closed last; the others stay in the order of their first days.
    kinds.sort_by_key(|(stretches, _)| stretches.is_empty());
    let holidays = language.pick("法定节假日", "public holidays");
    let mut lines: Vec<HoursLine> = kinds
        .iter()
        .map(|(stretches, days)| HoursLine {
            days: days_in_words(language, days),
            times: times(language, stretches),
        })
        .collect();
    let on_holidays = match &week.holidays {
        Holidays::AsUsual => return lines,
        Holidays::Closed => times(language, &[]),
        Holidays::At(stretches) => times(language, stretches),
        Holidays::Other => language.pick("见驿站页面", "see the station's page").to_owned(),
    };
    match lines.last_mut().filter(|last| last.times == on_holidays) {
        Some(last) => last.days = format!("{}{}{holidays}", last.days, language.pick("、", ", ")),
        None => lines.push(HoursLine { days: capital(holidays), times: on_holidays }),
    }
    lines
}

/// `周一至周五、周日`, in English `Mon–Fri, Sun`. Days are counted from Monday.
fn days_in_words(language: Language, days: &[usize]) -> String {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    if days.len() == 7 {
        return language.pick("每天", "Daily").to_owned();
    }
    let name = |day: usize| language.pick(ZH[day], EN[day]);
    let comma = language.pick("、", ", ");
    let runs = days.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, _, .., last] => {
            format!("{}{}{}", name(*first), language.pick("至", "–"), name(*last))
        }
        few => few.iter().map(|day| name(*day)).collect::<Vec<_>>().join(comma),
    });
    runs.collect::<Vec<_>>().join(comma)
}

/// `08:30–11:00、13:30–17:00`
fn times(language: Language, stretches: &[Stretch]) -> String {
    const DAY_MIN: u32 = 24 * 60;
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let one = |(from, to): &Stretch| match (*from, *to) {
        (0, DAY_MIN) => language.pick("全天", "all day").to_owned(),
        (from, to) if to <= DAY_MIN => format!("{}–{}", clock(from), clock(to)),
        (from, to) => {
            let (from, to) = (clock(from), clock(to - DAY_MIN));
            match language {
                Language::Zh => format!("{from}–次日 {to}"),
                Language::En => format!("{from}–{to} next day"),
            }
        }
    };
    if stretches.is_empty() {
        return language.pick("不开放", "closed").to_owned();
    }
    stretches.iter().map(one).collect::<Vec<_>>().join(language.pick("、", ", "))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::district::Zone;

    #[test]
    fn hours_are_told_as_people_say_them() {
        let centre = Wgs84::new(116.0, 40.0).expect("a position");
        let context = HoursContext::new(Zone(chrono_tz::Asia::Shanghai), centre, Arc::default());
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        for (text, zh, en) in [
            ("24/7", " 24 小时开放", " Open 24 hours"),
            (
                "Mo-Fr 08:30-17:30; PH off",
                "周一至周五 08:30–17:30|周六、周日、法定节假日 不开放",
                "Mon–Fri 08:30–17:30|Sat, Sun, public holidays closed",
            ),
            (
                "Mo-Su 08:30-11:00,13:30-17:00",
                "每天 08:30–11:00、13:30–17:00",
                "Daily 08:30–11:00, 13:30–17:00",
            ),
            (
                "Mo-Su 22:00-06:00; PH off",
                "每天 22:00–次日 06:00|法定节假日 不开放",
                "Daily 22:00–06:00 next day|Public holidays closed",
            ),
            (
                "Mo,We,Fr-Su 09:00-18:00; Tu,Th off; PH 10:00-12:00",
                "周一、周三、周五至周日 09:00–18:00|周二、周四 不开放|法定节假日 10:00–12:00",
                "Mon, Wed, Fri–Sun 09:00–18:00|Tue, Thu closed|Public holidays 10:00–12:00",
            ),
            (
                "Mo-Fr 00:00-24:00",
                "周一至周五 全天|周六、周日 不开放",
                "Mon–Fri all day|Sat, Sun closed",
            ),
            ("Apr-Oct 08:00-20:00", " 因日而异，见驿站页面", " They vary: see the station's page"),
        ] {
            let schedule = Schedule::compile(&text.parse().expect("hours"), &context, today);
            let told = |language| {
                let lines = lines(language, Some(&schedule), &context, today);
                let lines = lines.iter().map(|line| format!("{} {}", line.days, line.times));
                lines.collect::<Vec<_>>().join("|")
            };
            assert_eq!(told(Language::Zh), zh, "{text}");
            assert_eq!(told(Language::En), en, "{text}");
        }
    }
}
