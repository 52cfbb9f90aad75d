//! Tiles out of a PMTiles archive, for pictures that the server draws itself. Browsers read the file
//! on their own (`file.rs`).

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use pmtiles::{AsyncBackend, AsyncPmTilesReader, BackendResponse, PmtError, PmtResult, TileCoord};
use sha2::{Digest, Sha256};

use crate::pictures::map::TileAt;

/// An archive that is open. What was opened stays the same, even when the file is replaced.
pub(in crate::http) struct Tiles {
    reader: AsyncPmTilesReader<Opened>,
    identity: String,
}

/// The header, and the directory that every archive begins with, by the specification.
const FIRST_BYTES: usize = 16 * 1024;

impl Tiles {
    pub(super) async fn open(path: &Path) -> io::Result<Self> {
        let path = path.to_owned();
        let opened = tokio::task::spawn_blocking(move || Opened::open(&path)).await??;
        let first = opened.read(0, FIRST_BYTES).await.map_err(io::Error::other)?;
        // It says how long every part is, and where each tile lies: another map has another one.
        let hash = Sha256::digest(&first.bytes);
        let identity = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        let reader = AsyncPmTilesReader::try_from_source(opened).await;
        Ok(Self { reader: reader.map_err(io::Error::other)?, identity })
    }

    /// What tells its content from that of another one.
    pub(in crate::http) fn identity(&self) -> &str {
        &self.identity
    }

    /// The largest zoom of which it has tiles.
    pub(in crate::http) fn max_zoom(&self) -> u8 {
        self.reader.get_header().max_zoom
    }

    /// A tile, unpacked; `None` where there is none.
    pub(in crate::http) async fn read(&self, at: TileAt) -> io::Result<Option<Vec<u8>>> {
        let coord = TileCoord::new(at.z, at.x, at.y).map_err(io::Error::other)?;
        let tile = self.reader.get_tile_decompressed(coord).await.map_err(io::Error::other)?;
        Ok(tile.map(Vec::from))
    }
}

struct Opened(Arc<File>);

impl Opened {
    fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(Arc::new(File::open(path)?)))
    }
}

impl AsyncBackend for Opened {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        let file = Arc::clone(&self.0);
        let read = move || {
            let mut bytes = vec![0; length];
            let mut filled = 0;
            // Fewer are read at the end of the file.
            while filled < length {
                match file.read_at(&mut bytes[filled..], offset + filled as u64)? {
                    0 => break,
                    more => filled += more,
                }
            }
            bytes.truncate(filled);
            Ok::<_, io::Error>(Bytes::from(bytes))
        };
        let bytes = tokio::task::spawn_blocking(read).await.map_err(io::Error::from);
        Ok(BackendResponse::new(bytes.and_then(|bytes| bytes).map_err(PmtError::from)?))
    }
}
