//! The tables of `yizhan plan sites`.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use super::SitesArgs;
use crate::cli::desk::read_file;
use crate::cli::error::CliError;
use crate::coverage::plane::PlanePoint;
use crate::coverage::site_selection::{Candidate, DemandPoint, Question};
use crate::domain::coordinates::{CoordinateError, Wgs84};
use crate::exchange::points::{Axes, PointRow, PointsReading, read_points};
use crate::exchange::stations::Diagnostic;
use crate::service::ServiceError;

/// At most so many sites of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quota {
    area: String,
    most: usize,
}

impl FromStr for Quota {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let quota = text.rsplit_once('=').and_then(|(area, most)| {
            let most = most.trim().parse().ok()?;
            Some(Self { area: area.trim().to_owned(), most })
        });
        quota.ok_or_else(|| format!("'{text}' is no quota: write AREA=NUMBER, e.g. 望京=3"))
    }
}

/// What the files hold.
pub(super) struct Tables<P> {
    pub(super) question: Question<P>,
    /// By group of the question; empty when there are no quotas.
    pub(super) quotas: Vec<usize>,
    /// The candidates' rows, in the order of the question.
    pub(super) candidates: Vec<PointRow<P>>,
}

/// What reading gave.
pub(super) enum Read<A> {
    Asked(A),
    /// Rows that are wrong.
    Wrong(Vec<Diagnostic>),
}

/// A place as it is told again, and by which names.
pub(super) trait Told {
    fn told(&self) -> [(&'static str, f64); 2];
}

impl Told for Wgs84 {
    fn told(&self) -> [(&'static str, f64); 2] {
        [("lon", self.lon()), ("lat", self.lat())]
    }
}

impl Told for PlanePoint {
    fn told(&self) -> [(&'static str, f64); 2] {
        [("x", self.x_m), ("y", self.y_m)]
    }
}

pub(super) fn read_tables<P: Copy>(
    args: &SitesArgs,
    axes: Axes,
    place: impl Fn(f64, f64) -> Result<P, CoordinateError> + Copy,
) -> Result<Read<Tables<P>>, CliError> {
    let read = |path: Option<&Path>| match path {
        Some(path) => read_table(path, axes, place),
        None => Ok(PointsReading { rows: Vec::new(), diagnostics: Vec::new(), has_weights: false }),
    };
    let mut demand = read(args.demand.as_deref())?;
    let mut candidates = read(args.candidates.as_deref())?;
    let mut existing = read(args.existing_file())?;
    let mut wrong = std::mem::take(&mut demand.diagnostics);
    wrong.append(&mut candidates.diagnostics);
    wrong.append(&mut existing.diagnostics);
    if !wrong.is_empty() {
        return Ok(Read::Wrong(wrong));
    }
    let (groups, quotas) = groups(&candidates.rows, &args.quota)?;
    let demand_point = |row: &PointRow<P>| DemandPoint { at: row.at, weight: row.weight };
    let candidate = |(row, group): (&PointRow<P>, usize)| Candidate { at: row.at, group };
    let question = Question {
        demand: demand.rows.iter().map(demand_point).collect(),
        candidates: candidates.rows.iter().zip(groups).map(candidate).collect(),
        existing: existing.rows.iter().map(|row| row.at).collect(),
    };
    Ok(Read::Asked(Tables { question, quotas, candidates: candidates.rows }))
}

fn read_table<P>(
    path: &Path,
    axes: Axes,
    place: impl Fn(f64, f64) -> Result<P, CoordinateError>,
) -> Result<PointsReading<P>, CliError> {
    let (name, bytes) = read_file(path)?;
    Ok(read_points(&name, &bytes, axes, place).map_err(ServiceError::from)?)
}

/// The group of each candidate, and how many of each group may be chosen. Those of which no quota
/// speaks are a group of their own, without a limit.
fn groups<P>(rows: &[PointRow<P>], quotas: &[Quota]) -> Result<(Vec<usize>, Vec<usize>), CliError> {
    if quotas.is_empty() {
        return Ok((vec![0; rows.len()], Vec::new()));
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut most = vec![usize::MAX];
    for quota in quotas {
        if !rows.iter().any(|row| row.group.as_deref() == Some(quota.area.as_str())) {
            return Err(CliError::Question(format!(
                "no candidate is of the area '{}': look at the column area of the candidates",
                quota.area
            )));
        }
        if numbers.insert(&quota.area, most.len()).is_some() {
            let area = &quota.area;
            let problem = format!("there are two quotas for '{area}': give one");
            return Err(CliError::Question(problem));
        }
        most.push(quota.most);
    }
    let group = |row: &PointRow<P>| {
        row.group.as_deref().and_then(|group| numbers.get(group)).copied().unwrap_or(0)
    };
    Ok((rows.iter().map(group).collect(), most))
}
