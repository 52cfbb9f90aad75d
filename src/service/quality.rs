//! The quality board: what `yizhan check` finds, as counts, as a trend by day and as work lists.
//!
//! The whole ledger is checked once a revision and day. The counts of each day are kept, so that
//! the board can tell whether things get better; the last counts of a day stand for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use tokio::task::spawn_blocking;

use super::check::{Finding, Rule, check};
use super::{App, ServiceError};
use crate::domain::area::AreaCode;
use crate::domain::role::{Action, Actor, Place, may};
use crate::domain::station::{Station, StationCode};
use crate::domain::status::Status;
use crate::storage::QualityCount;

/// The most findings on one page.
pub const MAX_A_PAGE: usize = 500;

/// The days that a trend tells, unless it is asked for others.
pub const TREND_DAYS: u64 = 30;

/// Everything that is found at one revision, as of a day.
#[derive(Debug)]
pub(super) struct Quality {
    revision: u64,
    day: NaiveDate,
    /// Stations that were looked at, by code, with where they are.
    stations: BTreeMap<StationCode, (AreaCode, Option<String>)>,
    /// By rule and code.
    findings: Vec<Finding>,
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

/// A finding, and where its station is.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What was found.
    pub finding: Finding,
    /// The station's area.
    pub area: AreaCode,
    /// The station's unit.
    pub unit: Option<String>,
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
    let seen: BTreeMap<&StationCode, &AreaCode> = quality
        .stations
        .iter()
        .filter(|(_, (area, unit))| is_wanted(actor, scope, area, unit.as_deref()))
        .map(|(code, (area, _))| (code, area))
        .collect();
    for area in seen.values() {
        board.stations += 1;
        board.areas.entry((*area).clone()).or_default().0 += 1;
    }
    let mut told = BTreeSet::new();
    for finding in &quality.findings {
        let Some(area) = seen.get(&finding.code) else { continue };
        let rule = board.rules.entry(finding.rule).or_default();
        rule.0 += 1;
        rule.1 += u64::from(told.insert((finding.rule, &finding.code)));
        board.areas.entry((*area).clone()).or_default().1 += 1;
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
    let all: Vec<&Finding> = quality
        .findings
        .iter()
        .filter(|finding| rule.is_none_or(|rule| rule == finding.rule))
        .filter(|finding| {
            let place = quality.stations.get(&finding.code);
            place.is_some_and(|(area, unit)| is_wanted(actor, scope, area, unit.as_deref()))
        })
        .collect();
    let limit = limit.clamp(1, MAX_A_PAGE);
    let work = all.iter().skip(skip).take(limit).filter_map(|finding| {
        let (area, unit) = quality.stations.get(&finding.code)?.clone();
        Some(Work { finding: (*finding).clone(), area, unit })
    });
    let next = skip.saturating_add(limit);
    Ok(WorkPage {
        work: work.collect(),
        next: (next < all.len()).then_some(next),
        matched: all.len(),
    })
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
        let quality = Arc::new(self.looked_at_for(day).await?);
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
        if let Err(error) = self.looked_at_for(day).await {
            self.quality_counted_on.store(None);
            tracing::warn!(%error, "the quality of the day could not be counted");
        }
    }

    /// Looks at the whole ledger, and counts what is found for the trend.
    async fn looked_at_for(&self, day: NaiveDate) -> Result<Quality, ServiceError> {
        let mut stations: Vec<Station> = Vec::new();
        let revision = self.store.read_all(&mut |record| stations.push(record.station)).await?;
        let areas = Arc::clone(&self.newest_data().await?.areas);
        let looked = spawn_blocking(move || Quality::look(revision, day, &stations, &areas)).await;
        let quality = match looked {
            Ok(quality) => quality,
            Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
        };
        self.store.put_quality(day, &quality.counts()).await?;
        Ok(quality)
    }
}

impl Quality {
    fn look(
        revision: u64,
        day: NaiveDate,
        stations: &[Station],
        areas: &crate::domain::area::Areas,
    ) -> Self {
        let findings = check(stations, areas, day).findings;
        let looked_at = stations.iter().filter(|station| station.status != Status::Retired);
        let stations = looked_at
            .map(|station| (station.code.clone(), (station.area.clone(), station.unit.clone())))
            .collect();
        Self { revision, day, stations, findings }
    }

    /// Findings by area and rule.
    fn counts(&self) -> Vec<QualityCount> {
        let mut counts: BTreeMap<(&AreaCode, Rule), u64> = BTreeMap::new();
        for (area, _) in self.stations.values() {
            for rule in Rule::ALL {
                counts.entry((area, rule)).or_default();
            }
        }
        for finding in &self.findings {
            if let Some((area, _)) = self.stations.get(&finding.code) {
                *counts.entry((area, finding.rule)).or_default() += 1;
            }
        }
        let counts = counts.into_iter().map(|((area, rule), findings)| QualityCount {
            day: self.day,
            area: area.clone(),
            rule: rule.key().to_owned(),
            findings,
        });
        counts.collect()
    }
}
