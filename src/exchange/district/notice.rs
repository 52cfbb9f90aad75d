//! A year's notice of holidays, as somebody brings it: a file like `holidays/{year}.json`, or a
//! plain table of holidays with their days off and make-up workdays.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::district::Name;
use crate::domain::holiday_calendar::{HolidayCalendar, HolidayYear, ListedDay, ListedKind};
use crate::domain::said::Said;
use crate::exchange::stations::{Meter, SheetRow, WrongFact, read_csv, shown};

/// The headers of the plain table, each with what else it may be called.
const NAME: [&str; 3] = ["节日", "name", "holiday"];
const OFF: [&str; 3] = ["放假", "off", "days_off"];
const WORK: [&str; 4] = ["上班", "调休上班", "work", "workdays"];
const ENGLISH: [&str; 3] = ["英文名", "english", "name_en"];

/// The longest run of days off; a longer one is a slip of the pen.
const MAX_RUN_DAYS: i64 = 31;

/// Reads a notice of a year. English names that are not given are those of earlier years.
///
/// The plain table is CSV with a header `节日,放假,上班`; days are written `2027-01-01`, `1月1日`
/// or `01-01`, several separated by spaces or `、`, runs as `1月1日~1月3日`.
///
/// # Errors
/// Everything that cannot be read; whether the days make a notice is not looked at.
pub fn read_notice(
    file: &str,
    bytes: &[u8],
    year: i32,
    known: &HolidayCalendar,
) -> Result<HolidayYear, Vec<WrongFact>> {
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if text.first() == Some(&b'{') {
        read_json(file, text)
    } else {
        read_table(file, bytes, year, known)
    }
}

/// The notice as it is kept.
pub fn write_notice(notice: &HolidayYear) -> String {
    let mut days = notice.days.clone();
    days.sort_by_key(|day| day.date);
    let notice = HolidayYear { days, ..notice.clone() };
    // A notice is text and dates, which can always be written.
    serde_json::to_string_pretty(&notice).unwrap_or_default()
}

fn read_json(file: &str, text: &[u8]) -> Result<HolidayYear, Vec<WrongFact>> {
    serde_json::from_slice(text).map_err(|error| {
        let problem =
            Said::made(format!("不是这样的 JSON：{error}"), format!("it is no such JSON: {error}"));
        let way_out = Said::fixed(
            "请按 data/holidays/ 中的文件填写 year、source、days",
            "give year, source and days as the files of data/holidays/ do",
        );
        vec![wrong("file", file, problem, way_out)]
    })
}

fn read_table(
    file: &str,
    bytes: &[u8],
    year: i32,
    known: &HolidayCalendar,
) -> Result<HolidayYear, Vec<WrongFact>> {
    let sheets = read_csv(bytes, &mut Meter::new(file)).map_err(|error| {
        let said = error.to_string();
        vec![wrong(
            "file",
            file,
            Said::made(said.clone(), said),
            Said::fixed("请另存为 CSV 后再上传", "save it as CSV"),
        )]
    })?;
    let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let header = rows.next();
    let column = |names: &[&str]| header.and_then(|row| place_of(row, names));
    let (Some(name), Some(off)) = (column(&NAME), column(&OFF)) else {
        let problem = Said::fixed(
            "第一行没有“节日”和“放假”两列",
            "its first row has no columns name and off",
        );
        let way_out =
            Said::fixed("请以 节日,放假,上班 为表头", "begin with the header name,off,work");
        return Err(vec![wrong("file", file, problem, way_out)]);
    };
    let columns = Columns { name, off, work: column(&WORK), english: column(&ENGLISH) };
    let (mut days, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        read_row(row, &columns, year, known, &mut days, &mut faults);
    }
    let source = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    if faults.is_empty() { Ok(HolidayYear { year, source, days }) } else { Err(faults) }
}

/// Where what stands in a row.
struct Columns {
    name: usize,
    off: usize,
    work: Option<usize>,
    english: Option<usize>,
}

fn place_of(row: &SheetRow, names: &[&str]) -> Option<usize> {
    row.cells.iter().position(|cell| names.contains(&cell.text().trim().to_lowercase().as_str()))
}

fn read_row(
    row: &SheetRow,
    columns: &Columns,
    year: i32,
    known: &HolidayCalendar,
    days: &mut Vec<ListedDay>,
    faults: &mut Vec<WrongFact>,
) {
    let text = |column: usize| row.cell(column).text().trim().to_owned();
    let zh = text(columns.name);
    let english = columns.english.map(text).filter(|english| !english.is_empty());
    let en = english.or_else(|| known_name(known, &zh)).unwrap_or_else(|| zh.clone());
    let name = Name { zh, en };
    let cells = [(Some(columns.off), ListedKind::Off), (columns.work, ListedKind::Workday)];
    for (column, kind) in cells {
        let given = column.map(text).unwrap_or_default();
        for part in given
            .split([' ', '、', '，', ',', ';', '；', '|', '\n'])
            .filter(|part| !part.is_empty())
        {
            match read_run(part, year) {
                Some(run) => {
                    days.extend(run.map(|date| ListedDay { date, name: name.clone(), kind }))
                }
                None => faults.push(wrong(
                    &format!("row {}", row.number),
                    part,
                    Said::fixed("不是日期", "it is no day"),
                    Said::fixed(
                        "请写成 2027-01-01、1月1日 或 1月1日~1月3日",
                        "write 2027-01-01, or 2027-01-01~2027-01-03 for a run",
                    ),
                )),
            }
        }
    }
}

/// The English name that earlier notices give a holiday.
fn known_name(known: &HolidayCalendar, zh: &str) -> Option<String> {
    let years: Vec<_> = known.years().collect();
    let mut days = years.into_iter().rev().flat_map(|year| &year.days);
    days.find(|day| day.name.zh == zh).map(|day| day.name.en.clone())
}

/// The days of `A`, or of `A~B`.
fn read_run(text: &str, year: i32) -> Option<impl Iterator<Item = NaiveDate>> {
    let (first, last) = match text.split_once(['~', '～', '至', '—']) {
        Some((first, last)) => (read_day(first, year)?, read_day(last, year)?),
        None => (read_day(text, year)?, read_day(text, year)?),
    };
    let is_run = (0..=MAX_RUN_DAYS).contains(&(last - first).num_days());
    is_run.then(|| first.iter_days().take_while(move |day| *day <= last))
}

/// A day: `2027-01-01`, `2027/1/1`, `2027年1月1日`, or of the notice's year `01-01`, `1月1日`.
fn read_day(text: &str, year: i32) -> Option<NaiveDate> {
    let text = text.trim().trim_end_matches('日');
    let numbers: Vec<&str> = text.split(['-', '/', '年', '月', '.']).collect();
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let (year, month, day) = match numbers.as_slice() {
        [year, month, day] => (year.trim().parse().ok()?, number(month)?, number(day)?),
        [month, day] => (year, number(month)?, number(day)?),
        _other => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| day.year() > 0)
}

fn wrong(field: &str, value: &str, problem: Said, way_out: Said) -> WrongFact {
    WrongFact { field: field.to_owned(), value: shown(value), problem, way_out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> HolidayCalendar {
        let days = vec![ListedDay {
            date: "2026-01-01".parse().expect("a day"),
            name: Name { zh: "元旦".into(), en: "New Year's Day".into() },
            kind: ListedKind::Off,
        }];
        HolidayCalendar::new([HolidayYear { year: 2026, source: "通知".into(), days }])
            .expect("valid")
    }

    fn days(text: &str) -> Vec<String> {
        let notice = read_notice("通知.csv", text.as_bytes(), 2027, &calendar()).expect("readable");
        let shown = |day: &ListedDay| format!("{} {} {:?}", day.date, day.name.en, day.kind);
        notice.days.iter().map(shown).collect()
    }

    #[test]
    fn a_plain_table_says_the_same_in_many_ways() {
        let expected = [
            "2027-01-01 New Year's Day Off",
            "2027-01-02 New Year's Day Off",
            "2027-01-03 New Year's Day Workday",
        ];
        for text in [
            "节日,放假,上班\n元旦,2027-01-01~2027-01-02,2027-01-03\n",
            "\u{feff}上班;节日;放假\n1月3日;元旦;1月1日至1月2日\n",
            "name,off,work\n元旦,01-01、01-02,2027/1/3\n",
            "节日\t放假\t调休上班\n元旦\t2027年1月1日 2027年1月2日\t2027.1.3\n",
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
        assert_eq!(
            days("节日,放假,英文名\n市民日,5-4,Citizens' Day\n"),
            ["2027-05-04 Citizens' Day Off"]
        );
        assert_eq!(
            days("节日,放假\n市民日,5-4\n"),
            ["2027-05-04 市民日 Off"],
            "a name that nobody knows"
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_row() {
        let read = |text: &str| read_notice("a.csv", text.as_bytes(), 2027, &calendar());
        for text in [
            "节日,放假\n元旦,2027-02-30\n",
            "节日,放假\n元旦,1月3日~1月1日\n",
            "节日,放假\n元旦,明天\n",
        ] {
            let faults = read(text).expect_err("no day");
            assert_eq!((faults.len(), faults[0].field.as_str()), (1, "row 2"), "{text}");
        }
        assert_eq!(read("元旦,2027-01-01\n").expect_err("no header")[0].field, "file");
        assert_eq!(read("{\"year\": 2027}").expect_err("half of it")[0].field, "file");
    }

    #[test]
    fn a_notice_is_written_as_it_can_be_read_again() {
        let notice = calendar().year(2026).cloned().expect("known");
        let read = read_notice("2026.json", write_notice(&notice).as_bytes(), 2026, &calendar());
        assert_eq!(read, Ok(notice));
    }
}
