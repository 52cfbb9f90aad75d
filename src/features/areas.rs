//! The offices and their territories as features.

use geo::Geometry;

use super::Record;
use super::property::Value;
use crate::domain::station::StationKind;
use crate::index::Snapshot;

/// All areas, in the order of their codes, each with how many stations it has.
pub fn records(snapshot: &Snapshot) -> Vec<Record> {
    let mut counts = vec![[0_u32; 2]; snapshot.areas().len()];
    for (_, row) in snapshot.rows().filter(|(_, row)| row.is_listed()) {
        if let Some(count) = counts.get_mut(usize::from(row.area_index())) {
            count[usize::from(row.kind() == StationKind::WorkerHome)] += 1;
        }
    }
    let areas = snapshot.areas().iter().zip(counts);
    areas
        .map(|(area, [stations, homes])| Record {
            id: area.code.to_string(),
            geometry: Geometry::MultiPolygon(area.boundary.clone()),
            values: vec![
                Value::from(area.code.to_string()),
                Value::from(area.name.clone()),
                Value::from(area.seat.map(|seat| seat.lon())),
                Value::from(area.seat.map(|seat| seat.lat())),
                Value::from(area.population.map(f64::from)),
                Value::from(area.approximate),
                Value::from(f64::from(stations)),
                Value::from(f64::from(homes)),
            ],
        })
        .collect()
}
