//! What a PMTiles archive says of itself, read once at the start, so that a wrong file is told
//! of there and not by an empty map on somebody's phone.
//!
//! <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;
use thiserror::Error;

use super::BasemapError;
use crate::domain::coordinates::Wgs84;

/// A file cannot be drawn as a base map.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    /// Another format, or an old version.
    #[error("is no PMTiles archive of version 3: make one with `pmtiles extract`")]
    NotPmtiles,
    /// A download that was broken off.
    #[error("is cut short: it says {said} bytes and has {there}; copy it again")]
    CutShort {
        /// As its header says.
        said: u64,
        /// As it is.
        there: u64,
    },
    /// Pictures, or a newer kind of tile.
    #[error("holds no vector tiles (MVT): serve pictures with --basemap-tiles")]
    NotVector,
    /// A compression that browsers cannot undo.
    #[error("is compressed by something else than gzip: browsers cannot read it")]
    NotGzip,
    /// Layers of another schema, for which there is no style.
    #[error("is not in the Protomaps basemap schema: it has no layers 'earth' and 'roads'")]
    OtherSchema,
}

/// An archive that can be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Archive {
    /// West, south, east, north, WGS-84 degrees.
    bounds: [f64; 4],
}

/// Layers without which a map in the schema would be empty.
const LAYERS: [&str; 2] = ["earth", "roads"];

/// Metadata above this size are no metadata. Bytes.
const MAX_METADATA_BYTES: u64 = 16 * 1024 * 1024;

impl Archive {
    pub(super) fn read(path: &Path) -> Result<Self, BasemapError> {
        let unreadable = |error| BasemapError::Unreadable { path: path.to_owned(), error };
        let unusable = |flaw| BasemapError::Unusable { path: path.to_owned(), flaw };
        let mut file = File::open(path).map_err(unreadable)?;
        let there = file.metadata().map_err(unreadable)?.len();
        let header = match Header::read(&mut file) {
            Ok(header) => header.ok_or_else(|| unusable(Flaw::NotPmtiles))?,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(unusable(Flaw::NotPmtiles));
            }
            Err(error) => return Err(unreadable(error)),
        };
        header.check(there).map_err(unusable)?;
        let metadata = header.metadata(&mut file).map_err(unreadable)?;
        let has = |layer: &&str| metadata.vector_layers.iter().any(|each| each.id == **layer);
        if !LAYERS.iter().all(has) {
            return Err(unusable(Flaw::OtherSchema));
        }
        Ok(Self { bounds: header.bounds })
    }

    /// Whether a position lies within what the archive says it covers.
    pub(super) fn covers(&self, position: Wgs84) -> bool {
        let [west, south, east, north] = self.bounds;
        (west..=east).contains(&position.lon()) && (south..=north).contains(&position.lat())
    }
}

/// The first bytes of an archive; those of them that matter here.
struct Header {
    metadata_at: u64,
    metadata_bytes: u64,
    /// Where the last section ends.
    end: u64,
    internal_compression: Compression,
    tile_compression: Compression,
    is_vector: bool,
    bounds: [f64; 4],
}

#[derive(PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Other,
}

/// How long the header is, bytes.
const HEADER_BYTES: usize = 127;
const MAGIC: &[u8] = b"PMTiles\x03";
const MVT: u8 = 1;

impl Header {
    /// `None` when the file is of another format or version.
    fn read(file: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = [0; HEADER_BYTES];
        file.read_exact(&mut bytes)?;
        if !bytes.starts_with(MAGIC) {
            return Ok(None);
        }
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        // Degrees are kept as whole ten-millionths.
        let degrees = |at: usize| {
            f64::from(i32::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))) / 1e7
        };
        // Root directory, metadata, leaf directories, tiles: an offset and a length each.
        let sections = [8, 24, 40, 56];
        let ends = sections.map(|at| number(at).saturating_add(number(at + 8)));
        Ok(Some(Self {
            metadata_at: number(24),
            metadata_bytes: number(32),
            end: ends.into_iter().fold(0, u64::max),
            internal_compression: Compression::of(bytes[97]),
            tile_compression: Compression::of(bytes[98]),
            is_vector: bytes[99] == MVT,
            bounds: [102, 106, 110, 114].map(degrees),
        }))
    }

    fn check(&self, there: u64) -> Result<(), Flaw> {
        let compressions = [&self.internal_compression, &self.tile_compression];
        if there < self.end {
            Err(Flaw::CutShort { said: self.end, there })
        } else if !self.is_vector {
            Err(Flaw::NotVector)
        } else if compressions.contains(&&Compression::Other) {
            Err(Flaw::NotGzip)
        } else {
            Ok(())
        }
    }

    fn metadata(&self, file: &mut (impl Read + Seek)) -> io::Result<Metadata> {
        file.seek(SeekFrom::Start(self.metadata_at))?;
        let section = file.take(self.metadata_bytes);
        let mut json = Vec::new();
        if self.internal_compression == Compression::Gzip {
            GzDecoder::new(section).take(MAX_METADATA_BYTES).read_to_end(&mut json)?;
        } else {
            section.take(MAX_METADATA_BYTES).read_to_end(&mut json)?;
        }
        serde_json::from_slice(&json).map_err(io::Error::from)
    }
}

impl Compression {
    fn of(byte: u8) -> Self {
        match byte {
            1 => Self::None,
            2 => Self::Gzip,
            _ => Self::Other,
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    vector_layers: Vec<Layer>,
}

#[derive(Deserialize)]
struct Layer {
    id: String,
}
