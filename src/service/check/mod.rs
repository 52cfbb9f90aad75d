//! Checking the ledger: what is probably wrong with its facts.
//!
//! Every rule looks at stations that are not retired. A finding is a hint to a person, never a
//! change.

mod datum;
mod duplicates;
mod rules;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::domain::area::{AreaCode, Areas};
use crate::domain::coordinates::Wgs84;
use crate::domain::field::{Column, Field};
use crate::domain::said::Said;
use crate::domain::station::{Record, Station, StationCode, StationKind};
use crate::domain::status::Status;
use crate::storage::{Store, StoreError};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It lies in no area of the district.
    OutsideDistrict,
    /// It lies in another area than the one that it names.
    WrongArea,
    /// It names an area that does not exist.
    UnknownArea,
    /// Its position looks as if it were given in another datum.
    SuspectDatum,
    /// Another station of its kind lies within 30 m and has much the same name.
    Duplicate,
    /// Nobody has said when it is open.
    MissingHours,
    /// Nobody has said what it offers.
    MissingAmenities,
    /// Its telephone number has no form that is in use.
    InvalidPhone,
    /// Nobody has looked at it for more than 180 days, or ever.
    StaleVerification,
    /// It has no photo by which its door is found.
    PhotoLess,
}

/// One thing that is probably wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The station.
    pub code: StationCode,
    /// The station's name.
    pub name: String,
    /// The fact.
    pub field: Field,
    /// The rule that found it.
    pub rule: Rule,
    /// What is wrong. Programs of operators read English.
    #[serde(serialize_with = "in_english")]
    pub problem: Said,
    /// What to do.
    #[serde(serialize_with = "in_english")]
    pub way_out: Said,
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

/// What a check found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckReport {
    /// How many stations were looked at.
    pub stations: usize,
    /// How many findings each rule has; rules without any are there with 0.
    pub counts: BTreeMap<Rule, usize>,
    /// Every finding, by rule and code.
    pub findings: Vec<Finding>,
}

/// Days after which a verification is stale.
pub const STALE_AFTER_DAYS: i64 = 180;

/// Most metres between two stations that may be one.
pub const DUPLICATE_WITHIN_M: f64 = 30.0;

impl Rule {
    /// Every rule, the gravest first.
    pub const ALL: [Self; 10] = [
        Self::OutsideDistrict,
        Self::WrongArea,
        Self::UnknownArea,
        Self::SuspectDatum,
        Self::Duplicate,
        Self::MissingHours,
        Self::MissingAmenities,
        Self::InvalidPhone,
        Self::StaleVerification,
        Self::PhotoLess,
    ];

    /// The word used in answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::OutsideDistrict => "outside_district",
            Self::WrongArea => "wrong_area",
            Self::UnknownArea => "unknown_area",
            Self::SuspectDatum => "suspect_datum",
            Self::Duplicate => "duplicate",
            Self::MissingHours => "missing_hours",
            Self::MissingAmenities => "missing_amenities",
            Self::InvalidPhone => "invalid_phone",
            Self::StaleVerification => "stale_verification",
            Self::PhotoLess => "photo_less",
        }
    }
}

fn in_english<S: Serializer>(said: &Said, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&said.en)
}

/// Checks everything in the store, as of a day.
///
/// # Errors
/// Whatever the store says.
pub async fn check_ledger(
    store: &dyn Store,
    areas: &Areas,
    today: NaiveDate,
) -> Result<CheckReport, StoreError> {
    let mut checker = Checker::new(areas, today);
    let mut work = Vec::new();
    store.read_all(&mut |record: Record| work.extend(checker.look_at(record.station))).await?;
    Ok(CheckReport::of(checker, work))
}

/// Checks these stations, as of a day.
pub fn check(stations: &[Station], areas: &Areas, today: NaiveDate) -> CheckReport {
    let mut checker = Checker::new(areas, today);
    let work = stations.iter().flat_map(|station| checker.look_at(station.clone())).collect();
    CheckReport::of(checker, work)
}

/// Looks at one station after the other, so that a ledger need not be in memory to be checked:
/// of each it keeps only what others are compared with.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    areas: &'a Areas,
    today: NaiveDate,
    sketches: Vec<Sketch>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(areas: &'a Areas, today: NaiveDate) -> Self {
        Self { areas, today, sketches: Vec::new() }
    }

    /// What is wrong with this station by itself.
    pub(super) fn look_at(&mut self, station: Station) -> Vec<Work> {
        if station.status == Status::Retired {
            return Vec::new();
        }
        let mut findings: Vec<Finding> = Vec::new();
        findings.extend(rules::place(&station, self.areas));
        findings.extend(rules::hours(&station));
        findings.extend(rules::amenities(&station));
        findings.extend(rules::phones(&station));
        findings.extend(rules::verification(&station, self.today));
        findings.extend(rules::photos(&station));
        let sketch = Sketch::from(station);
        let work = findings.into_iter().map(|finding| sketch.work(finding)).collect();
        self.sketches.push(sketch);
        work
    }

    /// What is wrong with the stations taken together.
    pub(super) fn compare(&self) -> Vec<Work> {
        let mut work = datum::suspects(&self.sketches, self.areas);
        work.extend(duplicates::duplicates(&self.sketches));
        work
    }

    /// The areas and units of the stations that were looked at.
    pub(super) fn places(&self) -> impl Iterator<Item = (&AreaCode, Option<&str>)> {
        self.sketches.iter().map(|sketch| (&sketch.area, sketch.unit.as_deref()))
    }
}

impl CheckReport {
    fn of(checker: Checker<'_>, mut work: Vec<Work>) -> Self {
        work.extend(checker.compare());
        let mut findings: Vec<Finding> = work.into_iter().map(|work| work.finding).collect();
        findings.sort_by(|a, b| (a.rule, &a.code).cmp(&(b.rule, &b.code)));
        let mut counts: BTreeMap<_, _> = Rule::ALL.into_iter().map(|rule| (rule, 0)).collect();
        for finding in &findings {
            *counts.entry(finding.rule).or_insert(0) += 1;
        }
        Self { stations: checker.sketches.len(), counts, findings }
    }
}

/// What stations are compared by.
#[derive(Debug)]
struct Sketch {
    code: StationCode,
    kind: StationKind,
    name: String,
    aliases: Vec<String>,
    area: AreaCode,
    unit: Option<String>,
    position: Wgs84,
}

impl From<Station> for Sketch {
    fn from(station: Station) -> Self {
        let Station { code, kind, name, aliases, area, unit, position, .. } = station;
        Self { code, kind, name, aliases, area, unit, position }
    }
}

impl Sketch {
    fn work(&self, finding: Finding) -> Work {
        Work { finding, area: self.area.clone(), unit: self.unit.clone() }
    }

    fn found(&self, field: Column, rule: Rule, problem: Said, way_out: Said) -> Work {
        let (code, name, field) = (self.code.clone(), self.name.clone(), field.into());
        self.work(Finding { code, name, field, rule, problem, way_out })
    }
}
