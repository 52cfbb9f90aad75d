//! Vector tiles (Mapbox Vector Tile 2.1, Web Mercator) from the snapshot and from polygons.
//!
//! * [`stations`]: stations one by one from [`stations::SINGLE_FROM`] on, before that as clusters
//!   that keep their counts by kind and by open state.
//! * [`polygons`]: areas and gaps, cut at the tile's buffer.
//! * [`places`]: the gazetteer.
//!
//! An id of a feature is made of what names it, so that it is the same in every tile and after
//! every start.

mod address;
mod error;
pub mod places;
pub mod polygons;
pub mod stations;

pub use address::{InvalidAddress, TileAddress};
pub use error::TileError;

/// Units of a tile's side.
const EXTENT: u32 = 4096;
/// What is drawn beyond a tile's edges, in units of the tile: symbols are not cut there.
const BUFFER: f64 = 128.0;
/// The deepest zoom that has tiles of its own; maps stretch these beyond it.
pub const MAX_ZOOM: u8 = 16;

/// A number for a text, the same everywhere, that a double holds exactly (FNV-1a, 52 bits).
fn stable_id(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash >> 12
}
