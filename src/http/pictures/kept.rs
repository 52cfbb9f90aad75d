//! The pictures that are kept, and the bench where new ones are made: a picture takes a thread for
//! some hundredths of a second, beside the threads that answer.
//!
//! A picture is named by the hash of its layout. So nothing that is kept can be out of date, and
//! the name is known, for `ETag` and `304`, before anything is drawn.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::http::bench::{Bench, Cell, Latest};
use crate::http::compress::Encoded;
use crate::http::error::HttpError;
use crate::http::site::Site;

/// Pictures that are made at once.
const AT_ONCE: usize = 2;
/// Pictures that are being made or wait for it; further questions get 503.
const IN_LINE: usize = 32;
/// Memory for the pictures that are kept, bytes.
const KEPT_BYTES: usize = 32 * 1024 * 1024;
/// Pictures that are kept, however small.
const KEPT: usize = 512;

/// The pictures that are kept, and the bench.
#[derive(Debug)]
pub(in crate::http) struct Kept {
    bench: Bench,
    pictures: Mutex<Latest<Name>>,
}

/// What tells a picture from every other: the hash of what it is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct Name(String);

impl Name {
    /// The name of what is drawn from these parts: the kind of file, then the layout.
    pub(super) fn of(parts: &[&str]) -> Self {
        Self::of_bytes(&parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>())
    }

    /// The same of parts that are no text.
    pub(super) fn of_bytes(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        // What draws may change with the program.
        for part in [env!("CARGO_PKG_VERSION").as_bytes()].iter().chain(parts) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(URL_SAFE_NO_PAD.encode(&hash.finalize()[..15]))
    }

    /// The same as an entity tag, without quotation marks.
    pub(super) fn tag(&self) -> String {
        self.0.clone()
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self { bench: Bench::new(AT_ONCE, IN_LINE), pictures: Mutex::default() }
    }
}

/// A picture, kept or made now. Many who ask for one at once wait for the same.
pub(super) async fn kept(
    site: &Arc<Site>,
    name: &Name,
    made: impl Future<Output = Result<Vec<u8>, HttpError>> + Send,
) -> Result<Arc<Encoded>, HttpError> {
    let cell = site.pictures.cell(name);
    let made = cell.get_or_try_init(|| async {
        let bytes = made.await?;
        Ok::<_, HttpError>(Arc::new(Encoded::incompressible(Bytes::from(bytes))))
    });
    let made = Arc::clone(made.await?);
    site.pictures.make_room();
    Ok(made)
}

/// Does the work of making on the bench, when a place there is free.
pub(in crate::http) async fn worked<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HttpError> {
    site.pictures.bench.worked(work).await
}

impl Kept {
    /// Where a picture is or will be.
    fn cell(&self, name: &Name) -> Cell {
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        pictures.cell(name.clone(), usize::MAX)
    }

    /// Forgets the pictures that nobody has asked for longest, until the rest fits.
    fn make_room(&self) {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = |cell: &Cell| cell.get().map_or(0, |made| made.plain().len());
        let mut held: usize = pictures.iter().map(|(_, cell)| bytes(cell)).sum();
        while held > KEPT_BYTES || pictures.len() > KEPT {
            let Some(cell) = pictures.pop_oldest() else { return };
            held -= bytes(&cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_depends_on_every_part_and_on_where_one_ends() {
        let names = [&["png", "a"][..], &["pdf", "a"], &["png", "b"], &["pnga"], &["png", "a", ""]];
        let names = names.map(|parts| Name::of(parts).tag());
        let mut different = names.to_vec();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), names.len());
        assert_eq!(Name::of(&["png", "a"]).tag(), names[0]);
    }

    #[test]
    fn memory_is_bounded_and_the_latest_are_kept() {
        let kept = Kept::default();
        let fill = |number: usize, bytes: usize| {
            let cell = kept.cell(&Name::of(&[&number.to_string()]));
            let _ = cell.set(Arc::new(Encoded::incompressible(Bytes::from(vec![0; bytes]))));
            kept.make_room();
        };
        let held = |number: usize| kept.cell(&Name::of(&[&number.to_string()])).get().is_some();
        for number in 0..5 {
            fill(number, KEPT_BYTES / 4);
        }
        assert!(!held(0));
        assert!((1..5).all(held));
        for number in 10..10 + KEPT {
            fill(number, 1);
        }
        assert!(!held(1) && held(10));
    }
}
