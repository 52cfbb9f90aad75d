//! Somebody brings official territories of the areas, and sees which stations change office.
//!
//! A station's area is a fact of its own (`Station::area`). When territories change, a station
//! goes where it lies now if it changes territory and its fact agreed with the map before, or if
//! the area that it names is gone. One whose fact disagreed with the map before and after is left
//! alone: somebody may have said so on purpose, and the quality board tells of it. A station that
//! lies in no new territory keeps its area as long as that exists; if it does not, nothing is
//! written until somebody has moved the station or mended the territories.

mod draft;
mod figures;

use tokio::task::spawn_blocking;

use super::{DistrictRefused, newest, write};
use crate::clock::Clock;
use crate::domain::area::{Area, AreaCode, Areas};
use crate::domain::coordinates::Datum;
use crate::domain::document::{AREAS, DocumentChange, DocumentVersion};
use crate::domain::edit::Change;
use crate::domain::role::{Action, may};
use crate::domain::said::Said;
use crate::domain::station::{Record, Station, StationCode};
use crate::domain::status::Status;
use crate::exchange::district::{read_areas, read_given_areas, write_areas};
use crate::exchange::stations::WrongFact;
use crate::service::stations::{By, EditError};
use crate::service::{DistrictData, ServiceError};
use crate::storage::Store;

pub use figures::{AreaFigures, AreaLine, area_lines};

/// The largest file of areas, bytes.
pub const MAX_AREA_BYTES: usize = 16 * 1024 * 1024;

/// How often a write is tried again when stations were edited at the same moment.
const TRIES: usize = 3;

/// Areas as somebody sends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaFile {
    /// The file's name.
    pub name: String,
    /// The datum of its positions.
    pub datum: Datum,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The areas as they are kept.
#[derive(Debug, Clone)]
pub struct KeptAreas {
    /// The areas.
    pub areas: Areas,
    /// Which version of them, and who wrote it.
    pub version: DocumentVersion,
}

/// What new territories would change.
#[derive(Debug, Clone)]
pub struct AreaPlan {
    /// The version that is there now.
    pub version: u64,
    /// The areas as they would be.
    pub after: Areas,
    /// Area by area, what it is and what it would be, by code.
    pub lines: Vec<AreaLine>,
    /// The stations that would change office, by code.
    pub moves: Vec<AreaMove>,
    /// Stations that are not retired and would lie in no area, by code.
    pub nowhere: Vec<StationCode>,
    /// Those of them whose area would be gone: they are in the way.
    pub homeless: Vec<StationCode>,
    /// Units that look after an area that would be gone.
    pub units: Vec<String>,
    /// The datum in which the positions seem to be, when it is not the one that was said.
    pub suspected: Option<Datum>,
}

/// A station that would change office.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaMove {
    /// The station as it is.
    pub record: Record,
    /// Its new area.
    pub to: AreaCode,
}

/// The areas as they are kept.
///
/// # Errors
/// Whatever the store says.
pub async fn kept_areas(store: &dyn Store) -> Result<KeptAreas, ServiceError> {
    let found = newest(store, AREAS).await?;
    let (version, text) = found.ok_or_else(|| ServiceError::MissingFile(AREAS.to_owned()))?;
    Ok(KeptAreas { areas: read_areas(AREAS, text.as_bytes())?, version })
}

/// What new territories would change; nothing is written.
///
/// # Errors
/// [`EditError::Facts`] with everything that is wrong with the file, or whatever the store says.
pub async fn plan_areas(
    store: &dyn Store,
    by: &By<'_>,
    data: &DistrictData,
    file: AreaFile,
) -> Result<AreaPlan, ServiceError> {
    may(by.actor, Action::ManageDistrictData, None).map_err(EditError::from)?;
    let kept = kept_areas(store).await?;
    let mut records = Vec::new();
    store.read_all(&mut |record| records.push(record)).await?;
    let data = data.clone();
    let planned = spawn_blocking(move || planned(&kept, records, &data, &file));
    match planned.await {
        Ok(plan) => Ok(plan.map_err(EditError::Facts)?),
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

/// Writes new territories over the version that was seen, and with them the stations that change
/// office. The plan is what was written.
///
/// # Errors
/// [`DistrictRefused`], [`EditError::Facts`], or whatever the store says.
pub async fn put_areas(
    store: &dyn Store,
    clock: &dyn Clock,
    by: &By<'_>,
    data: &DistrictData,
    file: AreaFile,
    seen: u64,
) -> Result<(AreaPlan, DocumentVersion), ServiceError> {
    for _ in 0..TRIES {
        let plan = plan_areas(store, by, data, file.clone()).await?;
        if !plan.homeless.is_empty() {
            return Err(EditError::Facts(plan.homeless.iter().map(homeless).collect()).into());
        }
        let content = write_areas(&plan.after);
        let document = DocumentChange { name: AREAS.to_owned(), expected: seen, content };
        let changes = plan.moves.iter().map(AreaMove::change).collect();
        match write(store, clock, by, document, changes).await {
            Err(ServiceError::District(DistrictRefused::StationsMoved)) => {}
            Err(error) => return Err(error),
            Ok(_) => return Ok((plan, kept_areas(store).await?.version)),
        }
    }
    Err(DistrictRefused::StationsMoved.into())
}

impl AreaPlan {
    /// The new territories as GeoJSON, WGS-84.
    pub fn outlines(&self) -> String {
        write_areas(&self.after)
    }
}

impl AreaMove {
    fn change(&self) -> Change {
        let station = Station { area: self.to.clone(), ..self.record.station.clone() };
        Change::Update { expected: Some(self.record.version), station }
    }
}

fn planned(
    kept: &KeptAreas,
    records: Vec<Record>,
    data: &DistrictData,
    file: &AreaFile,
) -> Result<AreaPlan, Vec<WrongFact>> {
    let given = read_given_areas(&file.name, &file.bytes, file.datum)?;
    let after = draft::drafted(&kept.areas, given, data.district.centre)?;
    let is_gone = |code: &AreaCode| after.get(code).is_none();
    let is_shown = |station: &Station| station.status != Status::Retired;
    let stations: Vec<&Station> = records.iter().map(|record| &record.station).collect();
    let suspected = figures::suspected_datum(&after, &stations, file.datum);
    let lines = figures::compared(&kept.areas, &after, &stations);
    let nowhere =
        stations.iter().filter(|station| is_shown(station) && after.at(station.position).is_none());
    let nowhere: Vec<&Station> = nowhere.copied().collect();
    let homeless = nowhere.iter().filter(|station| is_gone(&station.area));
    let homeless = homeless.map(|station| station.code.clone()).collect();
    let nowhere = nowhere.iter().map(|station| station.code.clone()).collect();
    let units = data.units.iter().filter(|unit| unit.area.as_ref().is_some_and(is_gone));
    let units = units.map(|unit| unit.code.clone()).collect();
    let moves = records
        .into_iter()
        .filter_map(|record| {
            let to = goes_to(&record.station, &kept.areas, &after)?.code.clone();
            Some(AreaMove { record, to })
        })
        .collect();
    let version = kept.version.version;
    Ok(AreaPlan { version, after, lines, moves, nowhere, homeless, units, suspected })
}

/// The area to which a station goes; `None` when it stays with its own.
fn goes_to<'a>(station: &Station, before: &Areas, after: &'a Areas) -> Option<&'a Area> {
    let lies_in = after.at(station.position).filter(|area| area.code != station.area)?;
    let lay_in = before.at(station.position).map(|area| &area.code);
    let has_lain_there = lay_in == Some(&lies_in.code);
    (!has_lain_there || after.get(&station.area).is_none()).then_some(lies_in)
}

fn homeless(code: &StationCode) -> WrongFact {
    WrongFact {
        field: format!("stations/{code}"),
        value: code.to_string(),
        problem: Said::fixed(
            "它不在任何新的范围内，而它所属的街道将不复存在",
            "it lies in no new territory, and the area that it names would be gone",
        ),
        way_out: Said::fixed(
            "请先更正它的位置，或补全范围",
            "correct its position first, or mend the territories",
        ),
    }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::station::StationKind;

    fn areas(strips: &[(&str, f64, f64)]) -> Areas {
        let strip = |(code, west, east): &(&str, f64, f64)| Area {
            code: code.parse().expect("a code"),
            name: format!("{code}街道"),
            seat: None,
            population: None,
            approximate: false,
            boundary: MultiPolygon(vec![polygon![
                (x: *west, y: 39.0), (x: *east, y: 39.0), (x: *east, y: 40.0), (x: *west, y: 40.0),
            ]]),
        };
        Areas::new(strips.iter().map(strip).collect())
    }

    #[test]
    fn a_station_follows_the_map_unless_it_disagreed_with_it_before() {
        let before = areas(&[("1", 116.0, 116.4), ("2", 116.4, 116.8)]);
        let after = areas(&[("1", 116.0, 116.2), ("3", 116.2, 116.4), ("2", 116.4, 116.6)]);
        for (area, lon, goes) in [
            ("1", 116.1, None),
            ("1", 116.3, Some("3")),
            // It names 1 and lies in 2, before and after.
            ("1", 116.5, None),
            // It names 2, lay in 1, and lies in 3 now.
            ("2", 116.3, Some("3")),
            // It has named where it lies now all along.
            ("3", 116.3, None),
            // No territory any more: it keeps its area.
            ("2", 116.7, None),
            // Its area is gone, so that it goes where it lay before.
            ("9", 116.1, Some("1")),
        ] {
            let position = Wgs84::new(lon, 39.5).expect("a position");
            let code = "A-1".parse().expect("a code");
            let area = area.parse().expect("an area");
            let station = Station::new(code, StationKind::UnionStation, "一", area, position);
            let found = goes_to(&station, &before, &after).map(|area| area.code.as_str());
            assert_eq!(found, goes, "{} at {lon}", station.area);
        }
    }
}
