//! One cell's text into one value.
//!
//! An error here is a [`Trouble`]: what is wrong, and the way out.

use chrono::{Days, NaiveDate};

use super::hours_words::{fold_hours, looks_like_twelve_hour_clock};
use super::sheet::Cell;
use crate::domain::access::{Access, AccessSet};
use crate::domain::amenity::{OutOfOrder, Provision};
use crate::domain::opening_hours::{HoursError, HoursText};
use crate::domain::said::Said;
use crate::domain::station::{InvalidCode, StationCode, Tag};
use crate::domain::text::tidy;

/// What is wrong with a cell, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) problem: Said,
    pub(super) way_out: Said,
}

impl Trouble {
    pub(super) fn new(problem: Said, way_out: Said) -> Self {
        Self { problem, way_out }
    }
}

/// Every word that is allowed, for a column of words.
pub(super) const NO_SUCH_WORD: Said =
    Said::fixed("不是这一列可用的词", "it is no word of this column");

/// Longest text of a cell, in characters.
pub(super) const MAX_TEXT_CHARS: usize = 2000;

/// One line: runs of white space made one space, ends trimmed, control characters dropped.
pub(super) fn one_line(cell: &Cell) -> Result<String, Trouble> {
    let text = cell.text();
    let words: Vec<_> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    within(line, MAX_TEXT_CHARS)
}

/// Several lines, for remarks.
pub(super) fn lines(cell: &Cell) -> Result<String, Trouble> {
    let text = cell.text().replace("\r\n", "\n");
    let text: String = text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    within(text, MAX_TEXT_CHARS)
}

pub(super) fn within(text: String, limit_chars: usize) -> Result<String, Trouble> {
    let chars = text.chars().count();
    if chars > limit_chars {
        return Err(Trouble::new(
            Said::made(format!("有 {chars} 个字符"), format!("it has {chars} characters")),
            Said::made(
                format!("最多 {limit_chars} 个，请缩短"),
                format!("at most {limit_chars} fit; shorten it"),
            ),
        ));
    }
    Ok(text)
}

/// The items of a list in one cell.
pub(super) fn list(cell: &Cell) -> Result<Vec<String>, Trouble> {
    let items = one_line(cell)?;
    let items = items.split(['|', '、', ';', '；']).map(str::trim);
    Ok(items.filter(|item| !item.is_empty()).map(str::to_owned).collect())
}

/// A word of a fixed list, by key, Chinese label or what offices say.
pub(super) fn word<T: Copy>(
    text: &str,
    from_word: impl Fn(&str) -> Option<T>,
    synonyms: &[(&str, T)],
    choices: impl FnOnce() -> String,
) -> Result<T, Trouble> {
    let folded = tidy(text);
    from_word(&folded)
        .or_else(|| synonyms.iter().find(|(said, _)| *said == folded).map(|(_, value)| *value))
        .ok_or_else(|| {
            let choices = choices();
            let way_out = Said::made(format!("请填：{choices}"), format!("write {choices}"));
            Trouble::new(NO_SUCH_WORD, way_out)
        })
}

pub(super) fn access(cell: &Cell) -> Result<AccessSet, Trouble> {
    const SYNONYMS: &[(&str, Access)] = &[
        ("直接进入", Access::OpenDoor),
        ("自由进入", Access::OpenDoor),
        ("敞开", Access::OpenDoor),
        ("人工", Access::Staffed),
        ("值守", Access::Staffed),
        ("扫码开门", Access::QrCode),
        ("二维码", Access::QrCode),
        ("App", Access::App),
        ("APP", Access::App),
        ("APP开门", Access::App),
        ("App开门", Access::App),
        ("门禁卡", Access::Card),
        ("人脸", Access::Face),
        ("人脸识别", Access::Face),
    ];
    let known = |text: &str| Access::ALL.into_iter().find(|a| a.key() == text || a.zh() == text);
    let choices = || Access::ALL.map(Access::zh).join("、");
    list(cell)?.iter().map(|item| word(item, known, SYNONYMS, choices)).collect()
}

pub(super) fn tags(cell: &Cell) -> Result<Vec<Tag>, Trouble> {
    let choices = || Tag::ALL.iter().map(|tag| tag.zh()).collect::<Vec<_>>().join("、");
    list(cell)?.iter().map(|item| word(item, Tag::from_word, &[], choices)).collect()
}

pub(super) fn code(cell: &Cell) -> Result<StationCode, Trouble> {
    let text = tidy(&one_line(cell)?);
    text.parse().map_err(|error: InvalidCode| {
        let zh = format!("“{text}”不是驿站编码：应为 1 至 32 位字母、数字、连字符");
        let way_out =
            Said::fixed("请更正编码，如 CY-001-0001", "correct the code, e.g. CY-001-0001");
        Trouble::new(Said::made(zh, error.to_string()), way_out)
    })
}

/// A number, perhaps with its unit behind it.
pub(super) fn number(cell: &Cell, units: &[&str]) -> Result<f64, Trouble> {
    if let Cell::Number(number) = cell {
        return Ok(*number);
    }
    let text = tidy(&cell.text());
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    match bare.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(Trouble::new(
            Said::fixed("不是数字", "it is no number"),
            Said::fixed("只写数字，如 45.5", "write the figure alone, e.g. 45.5"),
        )),
    }
}

/// A whole number from 0 to `most`.
pub(super) fn count(cell: &Cell, units: &[&str], most: u32) -> Result<u32, Trouble> {
    let number = number(cell, units)?;
    let wrong = || {
        Trouble::new(
            Said::made(format!("{number} 不合要求"), format!("{number} is no such number")),
            Said::made(
                format!("请写 0 至 {most} 的整数"),
                format!("write a whole number from 0 to {most}"),
            ),
        )
    };
    if number.fract() != 0.0 || !(0.0..=f64::from(most)).contains(&number) {
        return Err(wrong());
    }
    // Display of a whole number in this range has digits only.
    number.to_string().parse().map_err(|_error| wrong())
}

pub(super) fn stars(cell: &Cell) -> Result<u8, Trouble> {
    let text = tidy(&cell.text());
    let bare = text.trim_end_matches("级").trim_end_matches('星');
    let figure = match bare {
        "一" | "★" => "1",
        "二" | "★★" => "2",
        "三" | "★★★" => "3",
        "四" | "★★★★" => "4",
        "五" | "★★★★★" => "5",
        other => other,
    };
    match figure.parse() {
        Ok(stars @ 1..=5) => Ok(stars),
        _ => Err(Trouble::new(
            Said::fixed("不是星级", "it is no number of stars"),
            Said::fixed("请写 1 至 5，未评留空", "write a number from 1 to 5, or nothing"),
        )),
    }
}

/// A day: a date of the spreadsheet, its serial number, or a date in figures.
pub(super) fn day(cell: &Cell) -> Result<NaiveDate, Trouble> {
    let trouble = || {
        Trouble::new(
            Said::fixed("不是日期", "it is no day"),
            Said::fixed("请写成 2026-05-31", "write the day as 2026-05-31"),
        )
    };
    match cell {
        Cell::Day(day) => Ok(*day),
        Cell::Number(serial) => serial_day(*serial).ok_or_else(trouble),
        other => day_of_text(&tidy(&other.text())).ok_or_else(trouble),
    }
}

pub(super) fn day_of_text(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    if let Some(serial) = text.parse::<f64>().ok().filter(|_| !text.contains('.')) {
        return serial_day(serial);
    }
    // A time of midnight is what some programs write behind a day.
    let text =
        text.strip_suffix(" 00:00:00").or_else(|| text.strip_suffix(" 0:00")).unwrap_or(text);
    let figures = text.strip_suffix('日').unwrap_or(text).replace(['年', '月', '/', '.'], "-");
    let (year, rest) = figures.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day of a spreadsheet's serial number, days since 1899-12-30; between 1954 and 2119, so
/// that other numbers are not taken for days.
fn serial_day(serial: f64) -> Option<NaiveDate> {
    let whole = (20_000.0..80_000.0).contains(&serial) && serial.fract() == 0.0;
    let days: u64 = if whole { serial.to_string().parse().ok()? } else { return None };
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

pub(super) fn hours(text: &str) -> Result<HoursText, Trouble> {
    fold_hours(text).map_err(|error| {
        let zh = match &error {
            HoursError::Empty => "开放时间为空".to_owned(),
            HoursError::TooLong => "开放时间过长".to_owned(),
            HoursError::Syntax { at, .. } => format!("第 {at} 个字符处看不懂"),
            HoursError::Unsupported { .. } => "这种写法无法推算".to_owned(),
        };
        let way_out = Said::fixed(
            "请写成 24/7、08:30-17:30、Mo-Fr 08:30-11:30,13:30-17:00; PH off 或“周一至周五 8:30-17:30”",
            "write e.g. 24/7, \"08:30-17:30\" or \"Mo-Fr 08:30-11:30,13:30-17:00; PH off\"",
        );
        Trouble::new(Said::made(zh, error.to_string()), way_out)
    })
}

/// What is strange about hours that can be read.
pub(super) fn strange_hours(hours: &HoursText) -> Option<Trouble> {
    looks_like_twelve_hour_clock(hours).then(|| {
        Trouble::new(
            Said::made(
                format!("“{hours}”会当作通宵开放到次日早上"),
                format!("'{hours}' is read as open overnight, until the next morning"),
            ),
            Said::fixed(
                "若指下午五点半，请写 17:30",
                "write 17:30 when half past five in the afternoon is meant",
            ),
        )
    })
}

pub(super) fn phone(cell: &Cell) -> Result<String, Trouble> {
    let text = one_line(cell)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || "+-() ,/、，；;转分机（）".contains(c);
    if text.contains(['E', 'e']) && text.parse::<f64>().is_ok() {
        return Err(Trouble::new(
            Said::fixed(
                "表格软件把号码缩写了，末几位已丢失",
                "the spreadsheet has shortened the number, its last digits are lost",
            ),
            Said::fixed(
                "请把这一列设为文本格式，再重新填写号码",
                "format the column as text and type the number again",
            ),
        ));
    }
    if !(3..=40).contains(&digits) || !text.chars().all(allowed) {
        return Err(Trouble::new(
            Said::fixed("不是电话号码", "it is no telephone number"),
            Said::fixed("请写成 010-85551234", "write e.g. 010-85551234"),
        ));
    }
    Ok(text)
}

/// A cell of an amenity's column: nothing, yes, no, its own hours, or that it is out of order
/// since a day and why.
pub(super) fn provision(cell: &Cell) -> Result<Option<Provision>, Trouble> {
    // Most cells of a ledger are these two, so that they are not folded first.
    match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) if text == "yes" || text == "有" => {
            return Ok(Some(Provision::default()));
        }
        _ => {}
    }
    let line = one_line(cell)?;
    if let Some(there) = yes_or_no(&line) {
        return Ok(there.then(Provision::default));
    }
    let Some((before, after)) = split_at_broken(&line) else {
        return Ok(Some(Provision { hours: Some(amenity_hours(&line)?), out_of_order: None }));
    };
    let hours = match yes_or_no(&before) {
        Some(true) => None,
        Some(false) if before.is_empty() => None,
        Some(false) => {
            return Err(Trouble::new(
                Said::fixed(
                    "既写了没有，又写了故障",
                    "it is said not to be there and to be out of order",
                ),
                Said::fixed(
                    "坏了请写“故障”，已撤走请写“无”",
                    "write 故障, or 无 when it is not there any more",
                ),
            ));
        }
        None => Some(amenity_hours(&before)?),
    };
    let (first, rest) = after.split_once(' ').unwrap_or((&after, ""));
    let since = first.parse().ok().or_else(|| day_of_text(first).filter(|_| first.len() >= 8));
    let reason = if since.is_some() { rest.to_owned() } else { after.clone() };
    Ok(Some(Provision { hours, out_of_order: Some(OutOfOrder { since, reason }) }))
}

fn amenity_hours(text: &str) -> Result<HoursText, Trouble> {
    fold_hours(text).map_err(|_error| {
        Trouble::new(
            Said::fixed(
                "既不是有、无，也不是开放时间或故障说明",
                "it is neither yes, no, hours of its own nor a fault",
            ),
            Said::fixed(
                "请写 有、无、开放时间如 08:30-17:30，或“故障 2026-05-31 原因”",
                "write 有, 无, hours such as 08:30-17:30, or 故障 2026-05-31 and why",
            ),
        )
    })
}

fn yes_or_no(text: &str) -> Option<bool> {
    match tidy(text).to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "是" | "有" | "√" | "✓" | "✔" | "提供" | "具备" => {
            Some(true)
        }
        "" | "no" | "n" | "false" | "0" | "否" | "无" | "×" | "✗" | "✘" | "x" | "没有" | "-"
        | "/" | "不提供" | "不具备" => Some(false),
        _ => None,
    }
}

/// What stands before and behind the word that says it is out of order.
fn split_at_broken(line: &str) -> Option<(String, String)> {
    let words: Vec<&str> = line.split(' ').collect();
    let at = words.iter().position(|word| {
        *word == "out_of_order" || word.starts_with("故障") || word.starts_with("损坏")
    })?;
    let (before, from) = words.split_at(at);
    let (word, behind) = from.split_first()?;
    let glued = word
        .trim_start_matches("out_of_order")
        .trim_start_matches("故障")
        .trim_start_matches("损坏")
        .trim_start_matches(['中', '：', ':', '，', ',']);
    let after: Vec<&str> =
        [glued].into_iter().chain(behind.iter().copied()).filter(|w| !w.is_empty()).collect();
    Some((before.join(" "), after.join(" ")))
}
