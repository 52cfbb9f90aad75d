//! Compression of answers: once, only where it pays, ahead where an answer is the same for all.

use std::io::Write;
use std::sync::OnceLock;

use axum::http::{HeaderMap, header};
use bytes::Bytes;

use super::language::weighted;
use super::reply::entity_tag;

/// Answers up to this size are sent as they are: compressing them costs more of the server
/// than it saves of the line. Bytes.
pub(super) const WORTH_BYTES: usize = 2048;

/// Above this size the most thorough compression takes seconds and gains little. Bytes.
const LARGE_BYTES: usize = 1024 * 1024;

/// A content coding that we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Zstd,
    Brotli,
    Gzip,
}

impl Coding {
    /// The best that a client accepts; `None` when it takes only plain bytes.
    ///
    /// Where weights are equal, brotli is taken for what is compressed ahead, because it is
    /// the smallest, and zstd for what is compressed now, because it is the quickest.
    pub(super) fn accepted(
        headers: &HeaderMap,
        preference: impl IntoIterator<Item = Self>,
    ) -> Option<Self> {
        let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
        let weight_of = |token: &str| {
            accepted
                .split(',')
                .map(weighted)
                .find(|(name, _)| name.eq_ignore_ascii_case(token))
                .map(|(_, weight)| weight)
        };
        let any = weight_of("*").unwrap_or(0);
        let mut best: Option<(Self, u32)> = None;
        for coding in preference {
            let weight = weight_of(coding.token()).unwrap_or(any);
            if weight > best.map_or(0, |(_, weight)| weight) {
                best = Some((coding, weight));
            }
        }
        best.map(|(coding, _)| coding)
    }

    pub(super) fn token(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// Smallest first: for bytes that were compressed ahead.
pub(super) const SMALLEST: [Coding; 3] = [Coding::Brotli, Coding::Zstd, Coding::Gzip];
/// Quickest first: for bytes that are compressed for one answer.
pub(super) const QUICKEST: [Coding; 3] = [Coding::Zstd, Coding::Brotli, Coding::Gzip];

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// While a client waits.
    Quick,
    /// Once, ahead, for many clients.
    Thorough,
}

/// The bytes compressed; `None` when that fails or does not make them smaller.
pub(super) fn compressed(plain: &[u8], coding: Coding, effort: Effort) -> Option<Bytes> {
    let thorough = effort == Effort::Thorough;
    let mut out = Vec::with_capacity(plain.len() / 4);
    match coding {
        Coding::Zstd => {
            out = zstd::bulk::compress(plain, if thorough { 12 } else { 3 }).ok()?;
        }
        Coding::Brotli => {
            let quality = match (thorough, plain.len()) {
                (false, _) => 4,
                (true, ..=LARGE_BYTES) => 10,
                (true, _) => 9,
            };
            let mut writer = brotli::CompressorWriter::new(&mut out, 4096, quality, 19);
            writer.write_all(plain).ok()?;
            writer.flush().ok()?;
            drop(writer);
        }
        Coding::Gzip => {
            let level = flate2::Compression::new(if thorough { 9 } else { 5 });
            let mut writer = flate2::write::GzEncoder::new(&mut out, level);
            writer.write_all(plain).ok()?;
            writer.finish().ok()?;
        }
    }
    (out.len() < plain.len()).then(|| Bytes::from(out))
}

/// One document in every coding, made ahead.
#[derive(Debug, Clone)]
pub(super) struct Encoded {
    plain: Bytes,
    coded: [Option<Bytes>; 3],
    tag: OnceLock<Box<str>>,
}

impl Encoded {
    /// Compresses a document thoroughly.
    pub(super) fn new(plain: Bytes) -> Self {
        Self::with(plain, Effort::Thorough)
    }

    /// Compresses a document while a client waits.
    pub(super) fn quick(plain: Bytes) -> Self {
        Self::with(plain, Effort::Quick)
    }

    fn with(plain: Bytes, effort: Effort) -> Self {
        let worth = plain.len() > WORTH_BYTES;
        let coded =
            SMALLEST.map(|coding| worth.then(|| compressed(&plain, coding, effort)).flatten());
        Self::of(plain, coded)
    }

    fn of(plain: Bytes, coded: [Option<Bytes>; 3]) -> Self {
        Self { plain, coded, tag: OnceLock::new() }
    }

    /// A document that was compressed when the program was built.
    pub(super) fn ahead(plain: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let coded = SMALLEST.map(|coding| match coding {
            Coding::Brotli => brotli.clone(),
            Coding::Gzip => gzip.clone(),
            Coding::Zstd => None,
        });
        Self::of(plain, coded)
    }

    /// A document that no compression makes smaller.
    pub(super) fn incompressible(plain: Bytes) -> Self {
        Self::of(plain, [None, None, None])
    }

    /// What names the plain bytes; found out once.
    pub(super) fn tag(&self) -> &str {
        self.tag.get_or_init(|| entity_tag(&self.plain).into())
    }

    pub(super) fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// Whether clients that take other codings get other bytes.
    pub(super) fn is_coded(&self) -> bool {
        self.coded.iter().any(Option::is_some)
    }

    /// What to send to a client: the bytes, and their coding.
    pub(super) fn for_client(&self, headers: &HeaderMap) -> (Bytes, Option<Coding>) {
        let there = SMALLEST.into_iter().zip(&self.coded).filter(|(_, bytes)| bytes.is_some());
        let coded = Coding::accepted(headers, there.map(|(coding, _)| coding)).and_then(|coding| {
            let at = SMALLEST.iter().position(|each| *each == coding)?;
            Some((self.coded[at].clone()?, Some(coding)))
        });
        coded.unwrap_or_else(|| (self.plain.clone(), None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_weighted_coding_wins_and_ours_among_equals() {
        for (accepted, preference, expected) in [
            ("gzip, deflate, br, zstd", SMALLEST, Some(Coding::Brotli)),
            ("gzip, deflate, br, zstd", QUICKEST, Some(Coding::Zstd)),
            ("gzip;q=1.0, br;q=0.5", SMALLEST, Some(Coding::Gzip)),
            ("GZIP", SMALLEST, Some(Coding::Gzip)),
            ("*", QUICKEST, Some(Coding::Zstd)),
            ("*;q=0.5, zstd;q=0", QUICKEST, Some(Coding::Brotli)),
            ("identity", SMALLEST, None),
            ("gzip;q=0", SMALLEST, None),
            ("", SMALLEST, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            assert_eq!(Coding::accepted(&headers, preference), expected, "{accepted}");
        }
        assert_eq!(Coding::accepted(&HeaderMap::new(), SMALLEST), None);
    }

    #[test]
    fn every_coding_can_be_undone() {
        use std::io::Read;
        let plain = "工会驿站 ".repeat(1000).into_bytes();
        for effort in [Effort::Quick, Effort::Thorough] {
            let zstd = compressed(&plain, Coding::Zstd, effort).unwrap();
            assert_eq!(zstd::decode_all(&zstd[..]).unwrap(), plain);
            let mut back = Vec::new();
            let gzip = compressed(&plain, Coding::Gzip, effort).unwrap();
            flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut back).unwrap();
            assert_eq!(back, plain);
            back.clear();
            let br = compressed(&plain, Coding::Brotli, effort).unwrap();
            brotli::Decompressor::new(&br[..], 4096).read_to_end(&mut back).unwrap();
            assert_eq!(back, plain);
        }
    }
}
