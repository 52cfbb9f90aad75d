//! The quality board: what `yizhan check` finds, as counts, as a trend by day and as work lists.
//!
//! The whole ledger is checked once a revision and day. The counts of each day are kept, so that
//! the board can tell whether things get better; the last counts of a day stand for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

pub use super::check::Work;
use super::check::{Checker, Finding, Rule};
use super::{App, ServiceError};
use crate::domain::area::{AreaCode, Areas};
use crate::domain::role::{Action, Actor, Place, may};
use crate::storage::{QualityCount, Store, StoreError};

/// The most findings on one page.
pub const MAX_A_PAGE: usize = 500;

/// The days that a trend tells, unless it is asked for others.
pub const TREND_DAYS: u64 = 30;

/// Everything that is found at one revision, as of a day.
#[derive(Debug)]
pub(super) struct Quality {
    revision: u64,
    day: NaiveDate,
    /// How many stations were looked at, by area and unit.
    stations: BTreeMap<(AreaCode, Option<String>), u64>,
    /// By rule and code.
    work: Vec<Work>,
}

/// Which stations; what is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QualityScope {
    /// Of this area.
    pub area: Option<AreaCode>,
    /// Of this unit.
    pub unit: Option<String>,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityBoard {
    /// The day of the counts.
    pub day: NaiveDate,
    /// How many stations were looked at.
    pub stations: u64,
    /// How many findings each rule has, and how many stations they are about.
    pub rules: BTreeMap<Rule, (u64, u64)>,
    /// Stations, and findings of all rules together, by area.
    pub areas: BTreeMap<AreaCode, (u64, u64)>,
    /// The year whose holidays are not known though it is time: from October on the next one.
    pub missing_calendar: Option<i32>,
    /// What was counted on each day, of the areas that the reader may see.
    pub trend: BTreeMap<NaiveDate, BTreeMap<Rule, u64>>,
}

/// A page of work, by rule and code.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkPage {
    /// The findings.
    pub work: Vec<Work>,
    /// How many come before the next page; `None` on the last one.
    pub next: Option<usize>,
    /// How many there are on all pages together.
    pub matched: usize,
}

/// The board, where the actor may read the analysis. The trend goes back from today.
///
/// # Errors
/// Whatever the store says.
pub async fn quality_board(
    app: &App,
    actor: &Actor,
    scope: &QualityScope,
    trend_days: u64,
) -> Result<QualityBoard, ServiceError> {
    let quality = app.quality().await?;
    let mut board = QualityBoard {
        day: quality.day,
        stations: 0,
        rules: Rule::ALL.into_iter().map(|rule| (rule, (0, 0))).collect(),
        areas: BTreeMap::new(),
        missing_calendar: app.data().calendar.missing_on(quality.day),
        trend: BTreeMap::new(),
    };
    for ((area, unit), stations) in &quality.stations {
        if is_wanted(actor, scope, area, unit.as_deref()) {
            board.stations += stations;
            board.areas.entry(area.clone()).or_default().0 += stations;
        }
    }
    let mut told = BTreeSet::new();
    for work in quality.work.iter().filter(|work| work.is_wanted(actor, scope)) {
        let Finding { rule, code, .. } = &work.finding;
        let counts = board.rules.entry(*rule).or_default();
        counts.0 += 1;
        counts.1 += u64::from(told.insert((rule, code)));
        board.areas.entry(work.area.clone()).or_default().1 += 1;
    }
    let first = quality.day.checked_sub_days(Days::new(trend_days)).unwrap_or(NaiveDate::MIN);
    for count in app.store.quality_since(first).await? {
        let is_mine =
            is_wanted(actor, &QualityScope { unit: None, ..scope.clone() }, &count.area, None);
        let rule = Rule::ALL.into_iter().find(|rule| rule.key() == count.rule);
        if let Some(rule) = rule.filter(|_| is_mine) {
            *board.trend.entry(count.day).or_default().entry(rule).or_default() += count.findings;
        }
    }
    Ok(board)
}

/// A page of what is to be done, of one rule if it is given, where the actor may read the
/// analysis.
///
/// # Errors
/// Whatever the store says.
pub async fn quality_work(
    app: &App,
    actor: &Actor,
    scope: &QualityScope,
    rule: Option<Rule>,
    skip: usize,
    limit: usize,
) -> Result<WorkPage, ServiceError> {
    let quality = app.quality().await?;
    let all: Vec<&Work> = quality
        .work
        .iter()
        .filter(|work| rule.is_none_or(|rule| rule == work.finding.rule))
        .filter(|work| work.is_wanted(actor, scope))
        .collect();
    let limit = limit.clamp(1, MAX_A_PAGE);
    let work = all.iter().skip(skip).take(limit).map(|work| (*work).clone());
    let next = skip.saturating_add(limit);
    Ok(WorkPage {
        work: work.collect(),
        next: (next < all.len()).then_some(next),
        matched: all.len(),
    })
}

impl Work {
    fn is_wanted(&self, actor: &Actor, scope: &QualityScope) -> bool {
        is_wanted(actor, scope, &self.area, self.unit.as_deref())
    }
}

fn is_wanted(actor: &Actor, scope: &QualityScope, area: &AreaCode, unit: Option<&str>) -> bool {
    scope.area.as_ref().is_none_or(|wanted| wanted == area)
        && scope.unit.as_deref().is_none_or(|wanted| unit == Some(wanted))
        && may(actor, Action::ReadAnalysis, Some(Place { area, unit })).is_ok()
}

impl App {
    /// What is found in the newest ledger today. What is found anew is counted for the day.
    pub(super) async fn quality(&self) -> Result<Arc<Quality>, ServiceError> {
        let day = self.district.zone.day(self.clock.now());
        let newest = self.store.revision().await?;
        let kept = self.quality.load_full();
        if let Some(kept) = kept.filter(|kept| (kept.revision, kept.day) == (newest, day)) {
            return Ok(kept);
        }
        let quality = Arc::new(self.looked_at_for(day, Keep::Everything).await?);
        self.quality.store(Some(Arc::clone(&quality)));
        Ok(quality)
    }

    /// Counts for the trend, once a day, whether anybody asks or not. What was found is not kept:
    /// it may be more than all that riders need, and most days nobody asks for it.
    pub(super) async fn count_quality_of_the_day(&self) {
        let day = self.district.zone.day(self.clock.now());
        if self.quality_counted_on.swap(Some(Arc::new(day))).as_deref() == Some(&day) {
            return;
        }
        if let Err(error) = self.looked_at_for(day, Keep::Counts).await {
            self.quality_counted_on.store(None);
            tracing::warn!(%error, "the quality of the day could not be counted");
        }
    }

    /// Looks at the whole ledger, and counts what is found for the trend.
    async fn looked_at_for(&self, day: NaiveDate, keep: Keep) -> Result<Quality, ServiceError> {
        let areas = Arc::clone(&self.newest_data().await?.areas);
        let (store, runtime) = (Arc::clone(&self.store), Handle::current());
        let looked =
            spawn_blocking(move || runtime.block_on(Quality::look(&*store, day, &areas, keep)));
        let (quality, counts) = match looked.await {
            Ok(looked) => looked?,
            Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
        };
        self.store.put_quality(day, &counts).await?;
        Ok(quality)
    }
}

/// What of a look at the ledger is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Everything,
    Counts,
}

impl Quality {
    /// What is found as of a day, and how much of it by area and rule.
    async fn look(
        store: &dyn Store,
        day: NaiveDate,
        areas: &Areas,
        keep: Keep,
    ) -> Result<(Self, Vec<QualityCount>), StoreError> {
        let mut checker = Checker::new(areas, day);
        let mut counts: BTreeMap<(AreaCode, Rule), u64> = BTreeMap::new();
        let mut work = Vec::new();
        let mut note = |found: Vec<Work>| {
            for one in found {
                *counts.entry((one.area.clone(), one.finding.rule)).or_default() += 1;
                if keep == Keep::Everything {
                    work.push(one);
                }
            }
        };
        let revision = store.read_all(&mut |record| note(checker.look_at(record.station))).await?;
        note(checker.compare());
        work.sort_by(|a, b| {
            let (a, b) = (&a.finding, &b.finding);
            (a.rule, &a.code).cmp(&(b.rule, &b.code))
        });
        let mut stations: BTreeMap<(AreaCode, Option<String>), u64> = BTreeMap::new();
        for (area, unit) in checker.places() {
            *stations.entry((area.clone(), unit.map(str::to_owned))).or_default() += 1;
        }
        for ((area, _), rule) in stations.keys().flat_map(|at| Rule::ALL.map(|rule| (at, rule))) {
            counts.entry((area.clone(), rule)).or_default();
        }
        let counts = counts.into_iter().map(|((area, rule), findings)| QualityCount {
            day,
            area,
            rule: rule.key().to_owned(),
            findings,
        });
        Ok((Self { revision, day, stations, work }, counts.collect()))
    }
}
