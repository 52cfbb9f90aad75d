//! The chain of audit entries.
//!
//! Each entry carries a SHA-256 over its own columns, over a digest of every change that its
//! revision made, and over the hash of the entry before. Whoever alters an entry or a logged
//! change afterwards must recompute every later hash; the newest hash, written down outside
//! the database from time to time, shows even that.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::domain::edit::Origin;
use crate::domain::station::StationCode;

/// What the check of the chain came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    /// How many audit entries there are.
    pub entries: u64,
    /// How many logged changes there are.
    pub changes: u64,
    /// The newest entry's hash, 64 hexadecimal digits; `None` when there is no entry. It stands
    /// for everything before it: noted elsewhere, it proves later that nothing was cut off.
    pub newest_hash: Option<String>,
    /// What was found altered, oldest first; empty when all is well.
    pub faults: Vec<AuditFault>,
}

impl AuditCheck {
    /// Whether nothing was found altered.
    pub fn is_intact(&self) -> bool {
        self.faults.is_empty()
    }
}

/// One revision, as the audit log tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The revision.
    pub revision: u64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it, through what and why.
    pub origin: Origin,
    /// How many stations it wrote.
    pub changes: u64,
    /// The hash that binds it and all entries before it.
    pub hash: String,
}

/// Which audit entries; what is not set asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditFilter {
    /// Written by an actor with this in its name; letters may be large or small.
    pub actor: Option<String>,
    /// About this station.
    pub code: Option<StationCode>,
    /// Written then or later.
    pub from: Option<DateTime<Utc>>,
    /// Written before then.
    pub to: Option<DateTime<Utc>>,
    /// Through this, one of [`crate::domain::edit::Via::KEYS`].
    pub via: Option<&'static str>,
}

/// One place where the record of the past does not agree with itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    /// The entry's columns are not those that were hashed.
    #[error("the audit entry of revision {revision} was altered")]
    EntryAltered {
        /// Which.
        revision: u64,
    },
    /// The entry does not continue the one before it: one was removed, put in or replaced.
    #[error("before the audit entry of revision {revision} an entry was removed or replaced")]
    ChainBroken {
        /// Which.
        revision: u64,
    },
    /// The changes logged for the revision are not those that it made.
    #[error("a logged change of revision {revision} was altered, removed or added")]
    ChangesAltered {
        /// Which.
        revision: u64,
    },
    /// The newest revision is not that of the newest entry: entries at the end were removed.
    #[error("the ledger is at revision {ledger}, but the audit log ends at {log}")]
    EndMissing {
        /// The ledger's revision.
        ledger: u64,
        /// The newest entry's revision.
        log: u64,
    },
    /// A station is not as its last logged change left it.
    #[error("station {code} was altered outside the log")]
    StationAltered {
        /// Which.
        code: StationCode,
    },
    /// A document is not as its last logged change left it.
    #[error("the document {name} was altered outside the log")]
    DocumentAltered {
        /// Which.
        name: String,
    },
}

/// An audit entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) revision: i64,
    pub(super) id: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub(super) at_ms: i64,
    /// JSON, exactly as stored.
    pub(super) origin: String,
    pub(super) changes: i64,
    pub(super) digest: String,
    pub(super) previous_hash: String,
}

impl Entry {
    /// The hash that binds the entry's columns and all entries before it. The columns are
    /// hashed in the order of the table, each with its length before it, so that no two
    /// entries run together to the same bytes.
    pub(super) fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        absorb(&mut hasher, b"yizhan audit entry 1");
        absorb(&mut hasher, &self.revision.to_be_bytes());
        absorb(&mut hasher, self.id.as_bytes());
        absorb(&mut hasher, &self.at_ms.to_be_bytes());
        absorb(&mut hasher, self.origin.as_bytes());
        absorb(&mut hasher, &self.changes.to_be_bytes());
        absorb(&mut hasher, self.digest.as_bytes());
        absorb(&mut hasher, self.previous_hash.as_bytes());
        hex(&hasher.finalize())
    }
}

/// The digest over the changes of one revision, which must come by code.
#[derive(Debug, Clone, Default)]
pub(super) struct ChangesDigest {
    hasher: Sha256,
    changes: i64,
}

impl ChangesDigest {
    /// Adds the next change.
    pub(super) fn add(&mut self, code: &str, version: i64, facts: &str) {
        absorb(&mut self.hasher, code.as_bytes());
        absorb(&mut self.hasher, &version.to_be_bytes());
        absorb(&mut self.hasher, facts.as_bytes());
        self.changes += 1;
    }

    /// Adds the next document, after all stations. It counts as no change of a station.
    pub(super) fn add_document(&mut self, name: &str, version: i64, content: &str) {
        absorb(&mut self.hasher, b"document");
        absorb(&mut self.hasher, name.as_bytes());
        absorb(&mut self.hasher, &version.to_be_bytes());
        absorb(&mut self.hasher, content.as_bytes());
    }

    /// How many changes there were, and their digest.
    pub(super) fn finish(self) -> (i64, String) {
        (self.changes, hex(&self.hasher.finalize()))
    }
}

/// What is not as its last logged version says.
#[derive(Debug)]
pub(super) struct OffTheLog {
    pub(super) stations: Vec<StationCode>,
    pub(super) documents: Vec<String>,
}

/// Walks the audit entries, oldest first, beside the digests of what is logged.
#[derive(Debug)]
pub(super) struct Verifier {
    /// By revision, what the change log holds; each is taken out by its entry.
    logged: BTreeMap<i64, (i64, String)>,
    /// By revision, the hashes of entries in which a name was put out since.
    erased: BTreeMap<i64, String>,
    check: AuditCheck,
    previous: Option<(i64, String)>,
}

impl Verifier {
    /// Begins with what the change log holds for every revision, and with the hashes of entries
    /// that were erased.
    pub(super) fn new(logged: BTreeMap<i64, (i64, String)>, erased: BTreeMap<i64, String>) -> Self {
        let changes = logged.values().map(|(changes, _)| changes.unsigned_abs()).sum();
        let check = AuditCheck { entries: 0, changes, newest_hash: None, faults: Vec::new() };
        Self { logged, erased, check, previous: None }
    }

    /// The next entry and the hash stored with it.
    pub(super) fn entry(&mut self, entry: &Entry, stored_hash: String) {
        let revision = entry.revision.unsigned_abs();
        let (last_revision, last_hash) = self.previous.take().unwrap_or_default();
        let hash = entry.hash();
        // An entry without its name keeps the hash that it had with it.
        if hash != stored_hash && self.erased.get(&entry.revision) != Some(&hash) {
            self.check.faults.push(AuditFault::EntryAltered { revision });
        }
        if entry.previous_hash != last_hash || entry.revision != last_revision + 1 {
            self.check.faults.push(AuditFault::ChainBroken { revision });
        }
        let nothing = || ChangesDigest::default().finish();
        let logged = self.logged.remove(&entry.revision).unwrap_or_else(nothing);
        if (entry.changes, &entry.digest) != (logged.0, &logged.1) {
            self.check.faults.push(AuditFault::ChangesAltered { revision });
        }
        self.check.entries += 1;
        self.previous = Some((entry.revision, stored_hash));
    }

    /// After the last entry: the ledger's revision, and what is not as logged.
    pub(super) fn finish(mut self, ledger: u64, off_the_log: OffTheLog) -> AuditCheck {
        let faults = &mut self.check.faults;
        faults.extend(
            self.logged
                .keys()
                .map(|revision| AuditFault::ChangesAltered { revision: revision.unsigned_abs() }),
        );
        let (last_revision, last_hash) = self.previous.unzip();
        let log = last_revision.map_or(0, i64::unsigned_abs);
        if log != ledger {
            faults.push(AuditFault::EndMissing { ledger, log });
        }
        let OffTheLog { stations, documents } = off_the_log;
        faults.extend(stations.into_iter().map(|code| AuditFault::StationAltered { code }));
        faults.extend(documents.into_iter().map(|name| AuditFault::DocumentAltered { name }));
        self.check.newest_hash = last_hash;
        self.check
    }
}

/// Adds a column with its length before it.
pub(super) fn absorb(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// A hash in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            revision: 2,
            id: "01".into(),
            at_ms: 3,
            origin: "{}".into(),
            changes: 4,
            digest: "d".into(),
            previous_hash: "p".into(),
        }
    }

    #[test]
    fn the_hash_changes_with_every_column() {
        let whole = entry().hash();
        assert_eq!(whole.len(), 64);
        let altered = [
            Entry { revision: 3, ..entry() },
            Entry { id: "02".into(), ..entry() },
            Entry { at_ms: 4, ..entry() },
            Entry { origin: "{ }".into(), ..entry() },
            Entry { changes: 5, ..entry() },
            Entry { digest: "e".into(), ..entry() },
            Entry { previous_hash: "q".into(), ..entry() },
            Entry { digest: "dp".into(), previous_hash: String::new(), ..entry() },
        ];
        for entry in altered {
            assert_ne!(entry.hash(), whole, "{entry:?}");
        }
    }

    #[test]
    fn a_digest_tells_apart_changes_that_read_the_same_end_to_end() {
        let digest = |changes: &[(&str, i64, &str)]| {
            let mut digest = ChangesDigest::default();
            changes.iter().for_each(|(code, version, facts)| digest.add(code, *version, facts));
            digest.finish()
        };
        assert_eq!(digest(&[("A", 1, "x")]), digest(&[("A", 1, "x")]));
        assert_ne!(digest(&[("A", 1, "x")]), digest(&[("A", 2, "x")]));
        assert_ne!(digest(&[("AB", 1, "x")]).1, digest(&[("A", 1, "Bx")]).1);
        assert_eq!(
            digest(&[]).1,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "SHA-256 of nothing, as published in FIPS 180-4's examples"
        );
    }
}
