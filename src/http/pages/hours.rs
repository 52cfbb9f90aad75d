//! The hours of the days ahead, a line for each, with holidays and make-up workdays named.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::http::Language;
use crate::http::api::schema::{Day, DaySpan};

/// The table; `days` begins with today.
pub(super) fn table(language: Language, days: &[Day]) -> Markup {
    html! {
        table {
            @for (ahead, day) in days.iter().enumerate() {
                tr.today[ahead == 0] {
                    th scope="row" { time datetime=(day.date) { (day_name(language, ahead, day.date)) } }
                    td {
                        @for (number, span) in spans(language, &day.spans).iter().enumerate() {
                            @if number > 0 { (language.pick("、", ", ")) }
                            span { (span) }
                        }
                        @if let Some(special) = special(language, day) { br; (special) }
                    }
                }
            }
        }
    }
}

/// `今天 11月21日 周六`, in English `Today, Sat 21 Nov`.
fn day_name(language: Language, ahead: usize, date: NaiveDate) -> String {
    let relative = match ahead {
        0 => language.pick("今天 ", "Today, "),
        1 => language.pick("明天 ", "Tomorrow, "),
        _ => "",
    };
    match language {
        Language::Zh => {
            const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
            let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
            format!("{relative}{}月{}日 {weekday}", date.month(), date.day())
        }
        Language::En => format!("{relative}{}", date.format("%a %-d %b")),
    }
}

/// `08:30–11:00`, `13:30–17:00`
fn spans(language: Language, spans: &[DaySpan]) -> Vec<String> {
    if spans.is_empty() {
        return vec![language.pick("不开放", "Closed").to_owned()];
    }
    let one = |span: &DaySpan| {
        let is_all_day = span.from == "00:00" && span.to == "24:00";
        match (span.state == "open", is_all_day) {
            (true, true) => language.pick("24 小时", "24 hours").to_owned(),
            (true, false) => format!("{}–{}", span.from, span.to),
            (false, true) => language.pick("时间未知", "Unknown").to_owned(),
            (false, false) => {
                format!("{}–{} {}", span.from, span.to, language.pick("未知", "unknown"))
            }
        }
    };
    spans.iter().map(one).collect()
}

/// `国庆节 · 放假`
fn special(language: Language, day: &Day) -> Option<String> {
    let kind = match day.day_kind.as_str() {
        "off" => language.pick("放假", "public holiday"),
        "workday" => language.pick("调休上班", "make-up workday"),
        "unknown" => language.pick("放假安排未公布", "holidays not published yet"),
        _ => return None,
    };
    Some(match &day.holiday {
        Some(holiday) => format!("{} · {kind}", language.pick(&holiday.zh, &holiday.en)),
        None => kind.to_owned(),
    })
}

/// `2026年11月21日`, in English `21 November 2026`.
pub(in crate::http) fn date(language: Language, date: NaiveDate) -> String {
    match language {
        Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::En => date.format("%-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span((from, to, state): (&str, &str, &str)) -> DaySpan {
        DaySpan { from: from.to_owned(), to: to.to_owned(), state: state.to_owned() }
    }

    #[test]
    fn the_hours_of_a_day_are_told_in_words_where_numbers_would_mislead() {
        type Case<'a> = (&'a [(&'a str, &'a str, &'a str)], &'a [&'a str], &'a [&'a str]);
        let cases: [Case<'_>; 6] = [
            (&[], &["不开放"], &["Closed"]),
            (&[("08:30", "17:30", "open")], &["08:30–17:30"], &["08:30–17:30"]),
            (
                &[("08:30", "11:00", "open"), ("13:30", "17:00", "open")],
                &["08:30–11:00", "13:30–17:00"],
                &["08:30–11:00", "13:30–17:00"],
            ),
            (&[("00:00", "24:00", "open")], &["24 小时"], &["24 hours"]),
            (&[("00:00", "24:00", "unknown")], &["时间未知"], &["Unknown"]),
            (&[("08:00", "12:00", "unknown")], &["08:00–12:00 未知"], &["08:00–12:00 unknown"]),
        ];
        for (told, zh, en) in cases {
            let told: Vec<DaySpan> = told.iter().copied().map(span).collect();
            assert_eq!(spans(Language::Zh, &told), zh);
            assert_eq!(spans(Language::En, &told), en);
        }
    }
}
