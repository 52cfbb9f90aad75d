//! Opening hours as offices write them, folded into OSM syntax where they mean one thing only.

use crate::domain::opening_hours::{HoursError, HoursText};
use crate::domain::text::tidy;

/// Reads opening hours: OSM syntax as it is, or the common Chinese ways of writing them, such
/// as `全天`, `8点半到17点`, `周一至周五 8:30-11:30，13:30-17:00；周末休息`.
///
/// # Errors
/// [`HoursError`] for everything else; nothing is guessed.
pub fn fold_hours(text: &str) -> Result<HoursText, HoursError> {
    let as_it_is = text.parse::<HoursText>();
    if as_it_is.is_ok() {
        return as_it_is;
    }
    match to_osm(&tidy(text)) {
        Some(folded) => folded.parse().or(as_it_is),
        None => as_it_is,
    }
}

/// Whether hours look as if their end was meant by the twelve-hour clock: `8:30-5:30` is open
/// overnight to us, and a slip of the pen for 17:30 to its writer. Those who really close late
/// close by three in the morning.
pub(super) fn looks_like_twelve_hour_clock(hours: &HoursText) -> bool {
    hours.as_str().split([' ', ',', ';']).any(|span| {
        let Some((from, to)) = span.split_once('-') else { return false };
        let hour = |time: &str| time.split_once(':').and_then(|(h, _)| h.parse::<u32>().ok());
        matches!((hour(from), hour(to)), (Some(7..=10), Some(4..=6)))
    })
}

/// Longer texts are no hours but remarks.
const MAX_FOLDED_CHARS: usize = 120;

fn to_osm(text: &str) -> Option<String> {
    if text.chars().count() > MAX_FOLDED_CHARS {
        return None;
    }
    let mut rules: Vec<String> = Vec::new();
    for clause in replaced(text).split(';').map(str::trim).filter(|clause| !clause.is_empty()) {
        rules.push(rule(clause)?);
    }
    (!rules.is_empty()).then(|| rules.join("; "))
}

/// Words of days and separators, the longer ones first.
const WORDS: &[(&str, &str)] = &[
    ("法定节假日", " PH "),
    ("国家节假日", " PH "),
    ("法定假日", " PH "),
    ("节假日", " PH "),
    ("工作日", " Mo-Fr "),
    ("双休日", " Sa,Su "),
    ("周六日", " Sa,Su "),
    ("周末", " Sa,Su "),
    ("每天", " "),
    ("每日", " "),
    ("全周", " "),
    ("24小时开放", " 00:00-24:00 "),
    ("24小时", " 00:00-24:00 "),
    ("24h", " 00:00-24:00 "),
    ("24H", " 00:00-24:00 "),
    ("全天候", " 00:00-24:00 "),
    ("全天开放", " 00:00-24:00 "),
    ("全天", " 00:00-24:00 "),
    ("不开放", " off "),
    ("不营业", " off "),
    ("休息", " off "),
    ("闭馆", " off "),
    ("关闭", " off "),
    ("开放", " "),
    ("营业", " "),
    ("次日", ""),
    ("第二天", ""),
    ("到", "-"),
    ("至", "-"),
    ("~", "-"),
    ("～", "-"),
    ("–", "-"),
    ("—", "-"),
    ("和", ","),
    ("及", ","),
    ("、", ","),
    ("，", ","),
    ("；", ";"),
    ("。", ";"),
    ("：", ":"),
    ("点半", ":30"),
    ("时半", ":30"),
    ("点整", ":00"),
    ("分", ""),
];

fn replaced(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["星期", "礼拜", "周"] {
        let days = [
            ("一", "Mo"),
            ("二", "Tu"),
            ("三", "We"),
            ("四", "Th"),
            ("五", "Fr"),
            ("六", "Sa"),
            ("日", "Su"),
            ("天", "Su"),
        ];
        for (day, osm) in days {
            text = text.replace(&format!("{name}{day}"), &format!(" {osm} "));
        }
    }
    for (word, osm) in WORDS {
        text = text.replace(word, osm);
    }
    text.replace("--", "-")
}

/// One clause: days, then spans or `off`. `None` when anything else stands in it.
fn rule(clause: &str) -> Option<String> {
    let joined: String = clause.split_whitespace().fold(String::new(), |joined, word| {
        let glued =
            joined.is_empty() || joined.ends_with(['-', ',']) || word.starts_with(['-', ',', ':']);
        if glued { joined + word } else { joined + " " + word }
    });
    let (mut days, mut spans, mut off) = (Vec::new(), Vec::new(), false);
    for word in joined.split([' ', ',']).filter(|word| !word.is_empty()) {
        if word == "off" {
            off = true;
        } else if is_days(word) {
            if !spans.is_empty() || off {
                // Days behind hours begin another rule, and which hours are whose is unclear.
                return None;
            }
            days.push(word.to_owned());
        } else {
            spans.push(span(word)?);
        }
    }
    let days = days.join(",");
    match (spans.is_empty(), off) {
        (true, true) if !days.is_empty() => Some(format!("{days} off")),
        (false, false) if days.is_empty() => {
            let spans = spans.join(",");
            Some(if spans == "00:00-24:00" { "24/7".to_owned() } else { spans })
        }
        (false, false) => Some(format!("{days} {}", spans.join(","))),
        _ => None,
    }
}

fn is_days(word: &str) -> bool {
    let is_day = |day: &str| ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].contains(&day);
    word == "PH"
        || is_day(word)
        || word.split_once('-').is_some_and(|(a, b)| is_day(a) && is_day(b))
}

/// `上午8:30-11:30` → `08:30-11:30`.
fn span(word: &str) -> Option<String> {
    let (from, to) = word.split_once('-')?;
    let (from, half) = time(from, Half::Unsaid)?;
    // What is said of the beginning holds for the end: 下午1:30-5:30.
    let (to, _) = time(to, half)?;
    Some(format!("{from}-{to}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Unsaid,
    Morning,
    Afternoon,
}

const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("凌晨", Half::Morning),
    ("早", Half::Morning),
    ("中午", Half::Afternoon),
    ("下午", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("晚", Half::Afternoon),
];

fn time(text: &str, before: Half) -> Option<(String, Half)> {
    let said = HALVES.iter().find_map(|(word, half)| Some((text.strip_prefix(word)?, *half)));
    let (figures, half) = said.unwrap_or((text, before));
    let figures = figures.trim_end_matches(['点', '时']).replace(['点', '时'], ":");
    let (hour, minute) = figures.split_once(':').unwrap_or((&figures, "00"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    // An end without a word behind a morning's beginning is only read by the 24-hour clock.
    let afternoon = half == Half::Afternoon && (said.is_some() || before == Half::Afternoon);
    let hour = if afternoon
        && hour < 12
        && !(said.is_some_and(|(rest, _)| text.starts_with("中午") && rest.starts_with("11")))
    {
        hour + 12
    } else {
        hour
    };
    let valid = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    valid.then(|| (format!("{hour:02}:{minute:02}"), half))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_offices_write_is_folded_when_it_means_one_thing() {
        for (text, osm) in [
            ("24小时", "24/7"),
            ("全天", "24/7"),
            ("全天开放", "24/7"),
            ("每天 8:00-20:00", "08:00-20:00"),
            ("周一至周五 8:30-17:30", "Mo-Fr 08:30-17:30"),
            ("周一到周日9:00—21:00", "Mo-Su 09:00-21:00"),
            ("星期一至星期五8点半到17点", "Mo-Fr 08:30-17:00"),
            (
                "工作日 8:30-11:30，13:30-17:00；周末休息",
                "Mo-Fr 08:30-11:30,13:30-17:00; Sa,Su off",
            ),
            ("上午8:30-11:30，下午1:30-5:00", "08:30-11:30,13:30-17:00"),
            ("早8点至晚8点", "08:00-20:00"),
            ("22:00-次日6:00", "22:00-06:00"),
            ("周一至周六 9:00-18:00；法定节假日休息", "Mo-Sa 09:00-18:00; PH off"),
            ("Mo-Fr 08:30-17:30; PH off", "Mo-Fr 08:30-17:30; PH off"),
        ] {
            let read = fold_hours(text).map(|hours| hours.as_str().to_owned());
            assert_eq!(read.as_deref(), Ok(osm), "{text}");
        }
    }

    #[test]
    fn what_may_mean_two_things_is_not_guessed() {
        for text in [
            "白天",
            "随商场营业时间",
            "8:30-17:30（夏季延长）",
            "周一8:00-9:00周二",
            "25:00-26:00",
            "节假日正常",
            "休息",
            "电话预约",
            "上午",
            "8",
        ] {
            assert!(fold_hours(text).is_err(), "{text}: {:?}", fold_hours(text));
        }
    }

    #[test]
    fn an_end_by_the_twelve_hour_clock_is_noticed() {
        let suspect = |text: &str| looks_like_twelve_hour_clock(&fold_hours(text).expect("hours"));
        assert!(suspect("Mo-Fr 08:30-05:30"));
        for text in ["22:00-06:00", "08:30-11:30,13:30-17:30", "06:00-02:00", "10:00-02:00"] {
            assert!(!suspect(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_folding_panic(text in "(周|一|至|五|上午|晚|点|半|[0-9]|:|-|，|；| |休息|PH|\\PC){0,24}") {
            let _ = fold_hours(&text);
        }
    }
}
