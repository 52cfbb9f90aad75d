//! The board of the units: how well each keeps its records, quarter by quarter, as the yearly
//! rating needs it. Nothing of it is stored: a past quarter is told from the change log.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use thiserror::Error;
use ulid::Ulid;

use super::{App, ServiceError};
use crate::domain::district::{LocalMinute, Zone};
use crate::domain::report::FiledReport;
use crate::domain::role::{Action, Actor, Reach, may};
use crate::domain::said::Said;
use crate::domain::station::{Station, StationCode};
use crate::domain::status::Status;
use crate::domain::verification::due_on;
use crate::storage::{ReportFilter, ReportPage};

/// A report should be decided within so many days.
pub const DECIDE_WITHIN_DAYS: i64 = 3;
/// Quarters of the trend, the asked one included.
pub const TREND_QUARTERS: u32 = 4;
/// Reports that are read at once.
const REPORTS_AT_ONCE: u32 = 1_000;

/// What counts how much of 100 points.
pub const WEIGHTS: Weights =
    Weights { completeness: 40.0, freshness: 30.0, verification: 15.0, handling: 15.0 };

/// The formula, as it is shown with every answer.
pub const FORMULA: Said = Said::fixed(
    "得分 = (40×完整率 + 30×新鲜率 + 15×核验完成率 + 15×按时处理率) ÷ 有数据各项权重之和 × 100。完整率：在册且未撤销、非规划驿站的 12 项基本信息已填比例的平均；新鲜率：季末（或今天）未逾核验期的驿站比例；核验完成率：截止日在本季度的核验活动中已完成任务的比例；按时处理率：本季度收到、3 天内处理的反馈比例（未满 3 天且未处理的不计）。",
    "Score = (40 × completeness + 30 × freshness + 15 × verification + 15 × handling) ÷ the sum of the weights of those that have data × 100. Completeness: the mean share of 12 basic facts that are filled in, over stations that are neither retired nor planned. Freshness: the share of these that are not overdue for verification at the end of the quarter, or today. Verification: the share of done tasks in campaigns whose last day is in the quarter. Handling: the share of the reports received in the quarter that were decided within 3 days; those undecided for less than 3 days do not count.",
);

/// What counts how much.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each is the figure of the same name in Marks")]
pub struct Weights {
    pub completeness: f64,
    pub freshness: f64,
    pub verification: f64,
    pub handling: f64,
}

/// A quarter of a year, e.g. `2026-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u32,
}

/// Why a text is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a quarter is a year and its number, e.g. 2026-Q4")]
pub struct InvalidQuarter;

/// How one unit does in one quarter. A share is 0 to 1, and `None` when there is nothing that it
/// could be a share of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Marks {
    /// Stations that are neither retired nor planned.
    pub stations: u64,
    /// The mean share of basic facts that are filled in.
    pub completeness: Option<f64>,
    /// The share of stations that are not overdue for verification.
    pub freshness: Option<f64>,
    /// Tasks of campaigns whose last day is in the quarter.
    pub tasks: u64,
    /// The share of them that is done.
    pub verification: Option<f64>,
    /// Reports about its stations that were received in the quarter.
    pub reports: u64,
    /// How many of them are decided.
    pub decided: u64,
    /// The median time from report to decision, hours.
    pub median_hours: Option<f64>,
    /// The share of reports that were decided in time.
    pub handling: Option<f64>,
    /// Of 100.
    pub score: Option<f64>,
}

/// One line of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitLine {
    /// The unit's code; `None` for stations that have none.
    pub unit: Option<String>,
    /// Its name.
    pub name: String,
    /// The quarters of the trend, oldest first; the last is the one that was asked for.
    pub quarters: Vec<Marks>,
}

/// The board.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitsBoard {
    /// The quarters of the trend, oldest first.
    pub quarters: Vec<Quarter>,
    /// By the order of the district's units; stations without a unit come last.
    pub units: Vec<UnitLine>,
}

/// The board of a quarter, of the units that the actor may see: all, or the own ones.
///
/// # Errors
/// Whatever the store says.
pub async fn units_board(
    app: &App,
    actor: &Actor,
    quarter: Option<Quarter>,
) -> Result<UnitsBoard, ServiceError> {
    may(actor, Action::ReadAnalysis, None).map_err(super::stations::EditError::from)?;
    let zone = app.district.zone;
    let today = zone.day(app.clock.now());
    let last = quarter.unwrap_or_else(|| Quarter::of(today)).min(Quarter::of(today));
    let quarters: Vec<Quarter> = (0..TREND_QUARTERS).rev().map(|back| last.before(back)).collect();
    let mut by_unit: BTreeMap<Option<String>, Vec<Marks>> = BTreeMap::new();
    for (at, quarter) in quarters.iter().enumerate() {
        for (unit, marks) in marks_of(app, *quarter).await? {
            let line = by_unit.entry(unit).or_default();
            line.resize(at, Marks::default());
            line.push(marks);
        }
    }
    let data = app.data();
    let named = data.units.iter().map(|unit| (Some(unit.code.clone()), unit.name.clone()));
    let nobody = Said::fixed("（未填管理单位）", "(no unit)").zh.into_owned();
    let units = named.chain([(None, nobody)]).filter_map(|(unit, name)| {
        let is_seen = match actor.role.reach(Action::ReadAnalysis) {
            Reach::Everywhere => true,
            Reach::Own => unit.as_ref().is_some_and(|unit| actor.units.contains(unit)),
            Reach::Nowhere => false,
        };
        let marks = by_unit.remove(&unit);
        if !is_seen || (unit.is_none() && marks.is_none()) {
            return None;
        }
        let mut marks = marks.unwrap_or_default();
        marks.resize(quarters.len(), Marks::default());
        Some(UnitLine { unit, name, quarters: marks })
    });
    Ok(UnitsBoard { units: units.collect(), quarters })
}

/// How every unit with stations did in a quarter.
async fn marks_of(
    app: &App,
    quarter: Quarter,
) -> Result<BTreeMap<Option<String>, Marks>, ServiceError> {
    let zone = app.district.zone;
    let now = app.clock.now();
    let (starts, ends) = quarter.instants(zone);
    let until = ends.min(now + TimeDelta::milliseconds(1));
    let day = zone.day(until - TimeDelta::milliseconds(1));
    let mut tallies: BTreeMap<Option<String>, Tally> = BTreeMap::new();
    let mut unit_of: BTreeMap<StationCode, Option<String>> = BTreeMap::new();
    let months = app.district.verify_every_months;
    app.store
        .read_as_of(until, &mut |station, created_at| {
            if !matches!(station.status, Status::Retired | Status::Planned) {
                let tally = tallies.entry(station.unit.clone()).or_default();
                tally.add_station(
                    &station,
                    day <= due_on(station.verified_on, zone.day(created_at), months),
                );
            }
            unit_of.insert(station.code, station.unit);
        })
        .await?;
    for campaign in app.store.campaigns().await? {
        if Quarter::of(campaign.due_on) == quarter {
            for task in app.store.tasks(Some(campaign.id)).await? {
                if let Some(unit) = unit_of.get(&task.station) {
                    let tally = tallies.entry(unit.clone()).or_default();
                    tally.tasks += 1;
                    tally.done += u64::from(task.done_at.is_some_and(|at| at < until));
                }
            }
        }
    }
    for report in reports_of(app, starts, until).await? {
        if let Some(unit) = unit_of.get(&report.station) {
            tallies.entry(unit.clone()).or_default().add_report(&report, until);
        }
    }
    Ok(tallies.into_iter().map(|(unit, tally)| (unit, tally.marks())).collect())
}

/// The reports that reached us from then to before then.
async fn reports_of(
    app: &App,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
) -> Result<Vec<FiledReport>, ServiceError> {
    let first_id_then = u64::try_from(ends.timestamp_millis()).unwrap_or(0);
    let mut before = Some(Ulid::from_parts(first_id_then, 0));
    let mut found = Vec::new();
    loop {
        let page = ReportPage { before, limit: REPORTS_AT_ONCE };
        let reports = app.store.list_reports(&ReportFilter::default(), page).await?;
        let is_last = reports.len() < REPORTS_AT_ONCE as usize;
        before = reports.last().map(|report| report.id);
        let had = reports.len();
        found.extend(reports.into_iter().filter(|report| report.filed_at >= starts));
        if is_last || found.len() % REPORTS_AT_ONCE as usize != 0 || had == 0 {
            return Ok(found);
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    stations: u64,
    filled: f64,
    fresh: u64,
    tasks: u64,
    done: u64,
    reports: u64,
    decided_hours: Vec<f64>,
    /// Reports whose time to be decided is over, or that are decided.
    due: u64,
    in_time: u64,
}

impl Tally {
    fn add_station(&mut self, station: &Station, is_fresh: bool) {
        self.stations += 1;
        self.filled += completeness(station);
        self.fresh += u64::from(is_fresh);
    }

    fn add_report(&mut self, report: &FiledReport, until: DateTime<Utc>) {
        let within = TimeDelta::days(DECIDE_WITHIN_DAYS);
        self.reports += 1;
        let decided = report.decided.as_ref().map(|decided| decided.at).filter(|at| *at < until);
        match decided.map(|at| at - report.filed_at) {
            Some(took) => {
                self.decided_hours.push(took.num_seconds() as f64 / 3600.0);
                self.due += 1;
                self.in_time += u64::from(took <= within);
            }
            None => self.due += u64::from(until - report.filed_at > within),
        }
    }

    fn marks(mut self) -> Marks {
        self.decided_hours.sort_by(f64::total_cmp);
        let mut marks = Marks {
            stations: self.stations,
            completeness: (self.stations > 0).then(|| self.filled / self.stations as f64),
            freshness: share(self.fresh, self.stations),
            tasks: self.tasks,
            verification: share(self.done, self.tasks),
            reports: self.reports,
            decided: self.decided_hours.len() as u64,
            median_hours: median(&self.decided_hours),
            handling: share(self.in_time, self.due),
            score: None,
        };
        marks.score = score(&marks);
        marks
    }
}

/// The share of the basic facts that are filled in.
pub fn completeness(station: &Station) -> f64 {
    let filled = [
        !station.name.is_empty(),
        !station.address.is_empty(),
        station.unit.is_some(),
        station.builder.is_some(),
        !station.host.is_empty(),
        station.hours.is_some(),
        station.access.iter().next().is_some(),
        !station.amenities.is_empty(),
        station.seats.is_some() || station.floor_area_m2.is_some(),
        station.phone.is_some(),
        station.manager.is_some(),
        station.manager_phone.is_some(),
    ];
    filled.iter().filter(|is_filled| **is_filled).count() as f64 / filled.len() as f64
}

/// See [`FORMULA`].
pub fn score(marks: &Marks) -> Option<f64> {
    let parts = [
        (WEIGHTS.completeness, marks.completeness),
        (WEIGHTS.freshness, marks.freshness),
        (WEIGHTS.verification, marks.verification),
        (WEIGHTS.handling, marks.handling),
    ];
    let (mut weight, mut sum) = (0.0, 0.0);
    for (of, share) in parts {
        if let Some(share) = share {
            weight += of;
            sum += of * share;
        }
    }
    (weight > 0.0 && marks.stations > 0).then(|| (sum / weight * 1_000.0).round() / 10.0)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Of sorted numbers.
fn median(sorted: &[f64]) -> Option<f64> {
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some((sorted.get(low)? + sorted.get(high)?) / 2.0)
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// So many quarters before.
    #[must_use]
    pub fn before(self, quarters: u32) -> Self {
        let first = self.first_day().checked_sub_months(Months::new(3 * quarters));
        first.map_or(self, Self::of)
    }

    fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.number * 3 - 2, 1).unwrap_or(NaiveDate::MIN)
    }

    /// From its first instant to before the first of the next one.
    fn instants(self, zone: Zone) -> (DateTime<Utc>, DateTime<Utc>) {
        let first = self.first_day();
        let next = first.checked_add_months(Months::new(3)).unwrap_or(NaiveDate::MAX);
        let instant = |day| zone.instant(LocalMinute::start_of(day));
        (instant(first), instant(next))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = InvalidQuarter;

    fn from_str(text: &str) -> Result<Self, InvalidQuarter> {
        let (year, number) = text.split_once("-Q").ok_or(InvalidQuarter)?;
        let year: i32 = year.parse().map_err(|_| InvalidQuarter)?;
        let number: u32 = number.parse().map_err(|_| InvalidQuarter)?;
        if (2000..2200).contains(&year) && (1..=4).contains(&number) {
            Ok(Self { year, number })
        } else {
            Err(InvalidQuarter)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_read_told_and_counted_back() {
        for (text, back, before) in
            [("2026-Q4", 0, "2026-Q4"), ("2026-Q4", 3, "2026-Q1"), ("2026-Q1", 1, "2025-Q4")]
        {
            let quarter: Quarter = text.parse().expect("a quarter");
            assert_eq!(quarter.before(back).to_string(), before);
        }
        for wrong in ["2026", "2026-Q5", "2026-Q0", "26-Q1", "x-Q1", "2026-4"] {
            assert_eq!(wrong.parse::<Quarter>(), Err(InvalidQuarter), "{wrong}");
        }
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");
        assert_eq!(Quarter::of(day).to_string(), "2026-Q1");
    }

    #[test]
    fn a_score_is_made_of_what_there_is() {
        let all = Marks {
            stations: 10,
            completeness: Some(0.5),
            freshness: Some(1.0),
            verification: Some(0.0),
            handling: Some(1.0),
            ..Marks::default()
        };
        // 40 × 0.5 + 30 × 1 + 15 × 0 + 15 × 1 of 100.
        assert_eq!(score(&all), Some(65.0));
        let some = Marks { verification: None, handling: None, ..all };
        // 50 of 70.
        assert_eq!(score(&some), Some(71.4));
        assert_eq!(score(&Marks { stations: 0, ..all }), None);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        for (numbers, middle) in [
            (&[][..], None),
            (&[3.0], Some(3.0)),
            (&[1.0, 3.0], Some(2.0)),
            (&[1.0, 2.0, 9.0], Some(2.0)),
        ] {
            assert_eq!(median(numbers), middle);
        }
    }
}
