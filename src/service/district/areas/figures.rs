//! What a change of territories comes to, in figures.

use std::collections::{BTreeMap, BTreeSet};

use super::goes_to;
use crate::domain::area::{Area, AreaCode, Areas, size_m2};
use crate::domain::coordinates::Datum;
use crate::domain::station::Station;
use crate::domain::status::Status;

/// The share of stations more than as it was said that must fit another datum to suspect it; and
/// at most half as many may not fit.
const SUSPECT_SHARE: f64 = 0.02;

/// An area before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaLine {
    /// Its code.
    pub code: AreaCode,
    /// What it is now; `None` for a new one.
    pub before: Option<AreaFigures>,
    /// What it would be; `None` for one that would be gone.
    pub after: Option<AreaFigures>,
}

/// An area in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaFigures {
    /// Its name.
    pub name: String,
    /// How many people live there, if it is known.
    pub population: Option<u32>,
    /// Whether its boundary is only roughly right.
    pub approximate: bool,
    /// Its size on the ellipsoid (Karney), square metres.
    pub area_m2: f64,
    /// How many stations name it that are not retired.
    pub stations: usize,
}

/// The areas in figures, nothing being changed.
pub fn area_lines(areas: &Areas, stations: &[&Station]) -> Vec<AreaLine> {
    let counts = counted(stations, |station| station.area.clone());
    let lines = areas.iter().map(|area| {
        let figures = figures(area, &counts);
        AreaLine { code: area.code.clone(), before: Some(figures.clone()), after: Some(figures) }
    });
    lines.collect()
}

/// Area by area, by code.
pub(super) fn compared(before: &Areas, after: &Areas, stations: &[&Station]) -> Vec<AreaLine> {
    let then = |station: &Station| {
        goes_to(station, before, after).map_or_else(|| station.area.clone(), |to| to.code.clone())
    };
    let is = counted(stations, |station| station.area.clone());
    let becomes = counted(stations, then);
    let codes: BTreeSet<&AreaCode> =
        before.iter().chain(after.iter()).map(|area| &area.code).collect();
    let lines = codes.into_iter().map(|code| AreaLine {
        code: code.clone(),
        before: before.get(code).map(|area| figures(area, &is)),
        after: after.get(code).map(|area| figures(area, &becomes)),
    });
    lines.collect()
}

fn counted(
    stations: &[&Station],
    area_of: impl Fn(&Station) -> AreaCode,
) -> BTreeMap<AreaCode, usize> {
    let mut counts = BTreeMap::new();
    for station in stations.iter().filter(|station| station.status != Status::Retired) {
        *counts.entry(area_of(station)).or_default() += 1;
    }
    counts
}

fn figures(area: &Area, counts: &BTreeMap<AreaCode, usize>) -> AreaFigures {
    AreaFigures {
        name: area.name.clone(),
        population: area.population,
        approximate: area.approximate,
        area_m2: size_m2(&area.boundary),
        stations: counts.get(&area.code).copied().unwrap_or(0),
    }
}

/// The datum in which the territories seem to be: more stations would lie in the area that they
/// name if the file had been read in it. Not the territories are shifted for that but the
/// stations, by what reading in the wrong datum comes to.
pub(super) fn suspected_datum(
    after: &Areas,
    stations: &[&Station],
    said_datum: Datum,
) -> Option<Datum> {
    let fitting = |datum: Datum| {
        let fits = |station: &&&Station| {
            let (lon, lat) = datum.from_wgs84(station.position);
            let as_read = said_datum.to_wgs84(lon, lat).ok();
            as_read.and_then(|at| after.at(at)).is_some_and(|area| area.code == station.area)
        };
        stations.iter().filter(fits).count()
    };
    let (all, said) = (stations.len() as f64, fitting(said_datum) as f64);
    let others = Datum::ALL.into_iter().filter(|datum| *datum != said_datum);
    let best = others.map(|datum| (fitting(datum), datum)).max_by_key(|(fitting, _)| *fitting);
    let is_clear =
        |fits: f64| fits - said > SUSPECT_SHARE * all && all - fits <= (all - said) / 2.0;
    best.filter(|(fits, _)| is_clear(*fits as f64)).map(|(_, datum)| datum)
}
