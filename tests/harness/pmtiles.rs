//! A PMTiles archive of next to nothing, to be spoilt in one respect at a time.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// What an archive says of itself.
pub(crate) struct Archive {
    pub(crate) magic: &'static [u8; 8],
    pub(crate) tile_type: u8,
    pub(crate) tile_compression: u8,
    pub(crate) layers: &'static [&'static str],
    /// West, south, east, north, degrees.
    pub(crate) bounds: [f64; 4],
    pub(crate) tiles: Vec<u8>,
}

impl Default for Archive {
    /// One that can be drawn, around the tiny district.
    fn default() -> Self {
        Self {
            magic: b"PMTiles\x03",
            tile_type: 1,
            tile_compression: 2,
            layers: &["earth", "roads"],
            bounds: [115.0, 30.0, 117.0, 31.0],
            tiles: (0..=u8::MAX).cycle().take(300_000).collect(),
        }
    }
}

impl Archive {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let layers: Vec<String> =
            self.layers.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let mut metadata = GzEncoder::new(Vec::new(), Compression::default());
        write!(metadata, r#"{{"vector_layers":[{}]}}"#, layers.join(",")).unwrap();
        let metadata = metadata.finish().unwrap();
        let end_of_metadata = 127 + metadata.len() as u64;
        let mut bytes = self.magic.to_vec();
        for number in [
            127,
            0,
            127,
            metadata.len() as u64,
            end_of_metadata,
            0,
            end_of_metadata,
            self.tiles.len() as u64,
            0,
            0,
            0,
        ] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([1, 2, self.tile_compression, self.tile_type, 0, 15]);
        for degrees in self.bounds {
            bytes.extend(((degrees * 1e7) as i32).to_le_bytes());
        }
        bytes.resize(127, 0);
        bytes.extend(metadata);
        bytes.extend(&self.tiles);
        bytes
    }
}
