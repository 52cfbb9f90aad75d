//! Stations whose positions were probably given in another datum.

use std::collections::BTreeMap;

use super::{Rule, Sketch, Work};
use crate::domain::area::Areas;
use crate::domain::field::Column;
use crate::domain::said::Said;
use crate::exchange::stations::{Extent, Located, suspect_datum};

/// Positions that look as if they were given in another datum: all stations together, or else
/// those of one unit, since units collect their own.
pub(super) fn suspects(stations: &[Sketch], areas: &Areas) -> Vec<Work> {
    let located = |(at, station): (usize, &Sketch)| Located {
        key: at,
        area: station.area.clone(),
        position: station.position,
    };
    let all: Vec<_> = stations.iter().enumerate().map(located).collect();
    let mut groups: BTreeMap<Option<&str>, Vec<Located<usize>>> = BTreeMap::new();
    let mut suspicions: Vec<_> = suspect_datum(&all, areas).into_iter().collect();
    if suspicions.is_empty() {
        for (station, located) in stations.iter().zip(all) {
            groups.entry(station.unit.as_deref()).or_default().push(located);
        }
        let found = groups.values().filter_map(|group| suspect_datum(group, areas));
        // One side of a boundary that is drawn wrong looks much the same for some stations.
        suspicions.extend(found.filter(|found| found.extent == Extent::All));
    }
    let mut work = Vec::new();
    for found in suspicions {
        for station in found.rows.iter().filter_map(|at| stations.get(*at)) {
            let (datum, outside, inside) = (found.datum, found.outside, found.brought_in);
            let problem = Said::made(
                format!(
                    "在所填街道之外，按 {datum} 读则在其内；区外的 {outside} 个中有 {inside} 个如此"
                ),
                format!(
                    "it lies outside the area that it names, and inside when its position is \
                     read as {datum}; so do {inside} of {outside} that lie outside"
                ),
            );
            let way_out = Said::made(
                format!("请以坐标系 {datum} 重新导入（--datum {datum}）"),
                format!("import its file again with --datum {datum}"),
            );
            work.push(station.found(Column::Lon, Rule::SuspectDatum, problem, way_out));
        }
    }
    work
}
