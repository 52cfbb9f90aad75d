//! `holidays/*.json`: the State Council's notices, day by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use yizhan::domain::holiday_calendar::{HolidayYear, ListedKind};

use super::shipped::text;

/// What a notice says: spans of days off and single days on which people work.
struct Notice {
    year: i32,
    off: &'static [(&'static str, &'static str)],
    workdays: &'static [&'static str],
}

const NOTICES: [Notice; 2] = [
    Notice {
        year: 2025,
        off: &[
            ("01-01", "01-01"),
            ("01-28", "02-04"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("05-31", "06-02"),
            ("10-01", "10-08"),
        ],
        workdays: &["01-26", "02-08", "04-27", "09-28", "10-11"],
    },
    Notice {
        year: 2026,
        off: &[
            ("01-01", "01-03"),
            ("02-15", "02-23"),
            ("04-04", "04-06"),
            ("05-01", "05-05"),
            ("06-19", "06-21"),
            ("09-25", "09-27"),
            ("10-01", "10-07"),
        ],
        workdays: &["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
    },
];

#[test]
fn the_files_say_what_the_notices_say_and_no_more() {
    for notice in &NOTICES {
        let day =
            |text: &str| -> NaiveDate { format!("{}-{text}", notice.year).parse().expect("a day") };
        let days_off: BTreeSet<NaiveDate> = notice
            .off
            .iter()
            .flat_map(|(first, last)| day(first).iter_days().take_while(|d| *d <= day(last)))
            .collect();
        let workdays: BTreeSet<NaiveDate> = notice.workdays.iter().map(|text| day(text)).collect();

        let file = text(&format!("holidays/{}.json", notice.year));
        let read: HolidayYear = serde_json::from_str(&file).expect("a year of holidays");
        let of_kind = |kind| -> BTreeSet<NaiveDate> {
            read.days.iter().filter(|d| d.kind == kind).map(|d| d.date).collect()
        };
        assert_eq!(read.year, notice.year);
        assert_eq!(of_kind(ListedKind::Off), days_off);
        assert_eq!(of_kind(ListedKind::Workday), workdays);
        assert_eq!(read.days.len(), days_off.len() + workdays.len(), "no day twice");
        assert!(read.days.is_sorted_by_key(|d| d.date));
        assert!(read.days.iter().all(|d| !d.name.zh.is_empty() && !d.name.en.is_empty()));
    }
}
