//! Stations on tiles.
//!
//! Clusters are cells of a grid that is the same for the whole world at a zoom, so that the two
//! tiles at an edge agree on each; a cluster stands in the middle of its members.

use std::collections::BTreeMap;

use mvt::{GeomEncoder, GeomType, Layer, Tile};

use super::address::TileAddress;
use super::{BUFFER, EXTENT, TileError, stable_id};
use crate::domain::district::LocalMinute;
use crate::domain::opening_hours::OpenState;
use crate::domain::station::StationKind;
use crate::index::filter::Filter;
use crate::index::{RowId, Snapshot};

/// From this zoom on every station stands alone.
pub const SINGLE_FROM: u8 = 14;
/// Cells along a tile's side.
const CELLS: u32 = 8;
/// The name of the layer.
pub const LAYER: &str = "stations";

/// The stations that riders are told of, with their state at a minute.
///
/// # Errors
/// [`TileError`] when the tile cannot be encoded.
pub fn tile(
    snapshot: &Snapshot,
    address: TileAddress,
    minute: LocalMinute,
) -> Result<Vec<u8>, TileError> {
    let mut tile = Tile::new(EXTENT);
    let mut layer = tile.create_layer(LAYER);
    let cell = f64::from(EXTENT / CELLS);
    // Of a cell that reaches into the buffer all members are needed.
    let margin = if address.z >= SINGLE_FROM { BUFFER } else { cell };
    let members = snapshot.candidates(&Filter::default(), Some(&address.bbox(margin)));
    if address.z >= SINGLE_FROM {
        for id in members {
            layer = with_station(layer, snapshot, address, minute, id)?;
        }
    } else {
        for ((column, row), members) in cells(snapshot, address, &members) {
            layer = match members[..] {
                [id] => with_station(layer, snapshot, address, minute, id)?,
                _ => {
                    let id = stable_id(&format!("{}/{column}/{row}", address.z));
                    with_cluster(layer, snapshot, address, minute, (id, &members))?
                }
            };
        }
    }
    if layer.num_features() > 0 {
        tile.add_layer(layer)?;
    }
    Ok(tile.to_bytes()?)
}

/// Until when states at a minute hold, at least.
pub fn state_holds_until(snapshot: &Snapshot, minute: LocalMinute) -> LocalMinute {
    let tomorrow = minute.day().succ_opt().map(LocalMinute::start_of);
    let changes = snapshot.schedules().filter_map(|schedule| schedule.at(minute).until);
    changes.chain(tomorrow).min().unwrap_or(minute.plus(1))
}

/// Stations by the cell in which they stand.
fn cells(
    snapshot: &Snapshot,
    address: TileAddress,
    members: &[RowId],
) -> BTreeMap<(u32, u32), Vec<RowId>> {
    let side = f64::from(CELLS) * f64::from(1_u32 << address.z);
    let mut cells: BTreeMap<(u32, u32), Vec<RowId>> = BTreeMap::new();
    for id in members {
        let position = snapshot.row(*id).position();
        let (x, y) = address.world(position.lon(), position.lat());
        cells.entry(((x * side) as u32, (y * side) as u32)).or_default().push(*id);
    }
    cells
}

fn with_station(
    layer: Layer,
    snapshot: &Snapshot,
    address: TileAddress,
    minute: LocalMinute,
    id: RowId,
) -> Result<Layer, TileError> {
    let row = snapshot.row(id);
    let units = address.units(row.position().lon(), row.position().lat());
    if !address.holds(units) {
        return Ok(layer);
    }
    let code = snapshot.code(id);
    let mut feature = layer.into_feature(point(units)?);
    feature.set_id(stable_id(code));
    feature.add_tag_string("code", code);
    feature.add_tag_string("name", &snapshot.name(id));
    feature.add_tag_string("kind", row.kind().key());
    feature.add_tag_string("state", state(snapshot, id, minute));
    feature.add_tag_bool("round_the_clock", row.is_round_the_clock());
    let working = snapshot.amenities().in_order(row.working());
    let working: Vec<String> = working.map(|amenity| amenity.to_string()).collect();
    feature.add_tag_string("working", &working.join(","));
    Ok(feature.into_layer())
}

fn with_cluster(
    layer: Layer,
    snapshot: &Snapshot,
    address: TileAddress,
    minute: LocalMinute,
    (id, members): (u64, &[RowId]),
) -> Result<Layer, TileError> {
    let count = members.len() as f64;
    let (mut lon, mut lat, mut homes) = (0.0, 0.0, 0);
    let mut states: BTreeMap<&str, u64> = BTreeMap::new();
    for id in members {
        let row = snapshot.row(*id);
        lon += row.position().lon() / count;
        lat += row.position().lat() / count;
        homes += u64::from(row.kind() == StationKind::WorkerHome);
        *states.entry(state(snapshot, *id, minute)).or_default() += 1;
    }
    let units = address.units(lon, lat);
    if !address.holds(units) {
        return Ok(layer);
    }
    let mut feature = layer.into_feature(point(units)?);
    feature.set_id(id);
    feature.add_tag_uint("point_count", members.len() as u64);
    feature.add_tag_uint("union_station", members.len() as u64 - homes);
    feature.add_tag_uint("worker_home", homes);
    for state in ["open", "closed", "unknown", "temporarily_closed"] {
        feature.add_tag_uint(state, states.get(state).copied().unwrap_or(0));
    }
    Ok(feature.into_layer())
}

fn point((x, y): (f64, f64)) -> Result<mvt::GeomData, TileError> {
    Ok(GeomEncoder::new(GeomType::Point).point(x, y)?.encode()?)
}

fn state(snapshot: &Snapshot, id: RowId, minute: LocalMinute) -> &'static str {
    let openness = snapshot.openness(snapshot.row(id), minute);
    match openness.answer.state {
        _ if openness.closed_for_days => "temporarily_closed",
        OpenState::Open => "open",
        OpenState::Closed => "closed",
        OpenState::Unknown => "unknown",
    }
}
