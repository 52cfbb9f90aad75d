//! The audit entries over SQL: written with each revision, listed, and checked.

use std::collections::BTreeMap;

use super::audit::{AuditCheck, ChangesDigest, Entry, OffTheLog, Verifier};
use super::dialect::{Dialect, Value, statement};
use super::error::StoreError;
use super::run::{all_rows, execute, for_each_row};
use super::sql_documents::{add_logged_documents, documents_off_the_log};
use super::sql_erasures::erased_entries;
use super::sql_store::revision;
use super::statements as sql;
use super::{Audit, AuditEntry, AuditFilter, rows};

/// The entries before a revision that pass, newest first.
pub(super) async fn audit_page<D: Dialect>(
    connection: &mut D::Connection,
    filter: &AuditFilter,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let millis = |at: Option<chrono::DateTime<chrono::Utc>>, none| {
        Value::Int(at.map_or(none, |at| at.timestamp_millis()))
    };
    let actor = filter.actor.as_deref().map_or_else(String::new, with_actor);
    let via = filter.via.map_or_else(String::new, |via| {
        let via = via.replace('_', "!_");
        format!(r#"%","via":{{"kind":"{via}"%"#)
    });
    let values = [
        Value::Int(before.map_or(i64::MAX, rows::signed)),
        Value::Text(filter.code.as_ref().map_or("", |code| code.as_str())),
        millis(filter.from, 0),
        millis(filter.to, i64::MAX),
        Value::Text(&actor),
        Value::Text(&via),
        Value::Int(i64::from(limit)),
    ];
    all_rows::<D, _>(connection, statement::<D>(sql::AUDIT_PAGE, &values), |row| {
        let origin = rows::text::<D>(row, 3)?;
        Ok(AuditEntry {
            revision: rows::count(rows::int::<D>(row, 0)?, "a revision")?,
            at: rows::instant(rows::int::<D>(row, 2)?)?,
            origin: rows::origin(origin)?,
            changes: rows::count(rows::int::<D>(row, 4)?, "a number of changes")?,
            hash: rows::text::<D>(row, 5)?.to_owned(),
        })
    })
    .await
}

/// A pattern for origins whose actor has this text in it. In a name or reason a quotation mark has
/// a backslash before it, so that what stands between members stands nowhere else.
fn with_actor(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let mut pattern = String::from(r#"{"actor":"%"#);
    for c in quoted.trim_matches('"').chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push_str(r#"%","via":%"#);
    pattern
}

/// Writes the entry of a revision.
pub(super) async fn add_audit_entry<D: Dialect>(
    connection: &mut D::Connection,
    revision: i64,
    digest: ChangesDigest,
    audit: &Audit,
) -> Result<(), StoreError> {
    let select = statement::<D>(sql::LAST_HASH, &[]);
    let last = all_rows::<D, _>(connection, select, |row| Ok(rows::text::<D>(row, 0)?.to_owned()));
    let previous_hash = last.await?.into_iter().next().unwrap_or_default();
    let (changes, digest) = digest.finish();
    let origin = serde_json::to_string(&audit.origin).map_err(|error| StoreError::Damaged {
        what: "the origin of this write".to_owned(),
        reason: error.to_string(),
    })?;
    let id = audit.id.to_string();
    let at_ms = audit.at.timestamp_millis();
    let entry = Entry { revision, id, at_ms, origin, changes, digest, previous_hash };
    let values = [
        Value::Int(entry.revision),
        Value::Text(&entry.id),
        Value::Int(entry.at_ms),
        Value::Text(&entry.origin),
        Value::Int(entry.changes),
        Value::Text(&entry.digest),
        Value::Text(&entry.previous_hash),
        Value::Text(&entry.hash()),
    ];
    execute::<D>(connection, statement::<D>(sql::ADD_AUDIT_ENTRY, &values)).await
}

/// Recomputes the whole chain over the whole change log.
pub(super) async fn verify<D: Dialect>(
    connection: &mut D::Connection,
) -> Result<AuditCheck, StoreError> {
    let ledger = revision::<D>(connection, sql::REVISION).await?;
    let mut digests: BTreeMap<i64, ChangesDigest> = BTreeMap::new();
    let select = statement::<D>(sql::LOGGED_CHANGES, &[]);
    for_each_row::<D>(connection, select, |row| {
        let digest = digests.entry(rows::int::<D>(row, 0)?).or_default();
        digest.add(rows::text::<D>(row, 1)?, rows::int::<D>(row, 2)?, rows::text::<D>(row, 3)?);
        Ok(())
    })
    .await?;
    add_logged_documents::<D>(connection, &mut digests).await?;
    let logged = digests.into_iter().map(|(revision, digest)| (revision, digest.finish()));
    let erased = erased_entries::<D>(connection).await?.audit;
    let mut verifier = Verifier::new(logged.collect(), erased);
    let select = statement::<D>(sql::AUDIT_ENTRIES, &[]);
    for_each_row::<D>(connection, select, |row| {
        verifier.entry(&entry::<D>(row)?, rows::text::<D>(row, 7)?.to_owned());
        Ok(())
    })
    .await?;
    let select = statement::<D>(sql::STATIONS_OFF_THE_LOG, &[]);
    let off = all_rows::<D, _>(connection, select, |row| rows::code(rows::text::<D>(row, 0)?));
    let stations = off.await?;
    let documents = documents_off_the_log::<D>(connection).await?;
    Ok(verifier.finish(ledger, OffTheLog { stations, documents }))
}

/// Gives an actor another name wherever the log names it: the revisions, and the hashes that their
/// entries have since.
pub(super) async fn rename<D: Dialect>(
    connection: &mut D::Connection,
    label: &str,
    stub_label: &str,
) -> Result<Vec<(i64, String)>, StoreError> {
    // As it stands in the origin: between the member's name and the next member.
    let named = |label: &str| format!(r#"{{"actor":{},"via""#, serde_json::Value::from(label));
    let (named, stub) = (named(label), named(stub_label));
    let select = statement::<D>(sql::AUDIT_ENTRIES_WITH, &[Value::Text(&named)]);
    let entries = all_rows::<D, _>(connection, select, entry::<D>).await?;
    let mut renamed = Vec::with_capacity(entries.len());
    for mut entry in entries {
        entry.origin = entry.origin.replacen(&named, &stub, 1);
        let values = [Value::Int(entry.revision), Value::Text(&entry.origin)];
        execute::<D>(connection, statement::<D>(sql::SET_AUDIT_ORIGIN, &values)).await?;
        renamed.push((entry.revision, entry.hash()));
    }
    Ok(renamed)
}

/// A row of `audit_entries.sql`, but for the hash that is stored with it.
fn entry<D: Dialect>(row: &D::Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        revision: rows::int::<D>(row, 0)?,
        id: rows::text::<D>(row, 1)?.to_owned(),
        at_ms: rows::int::<D>(row, 2)?,
        origin: rows::text::<D>(row, 3)?.to_owned(),
        changes: rows::int::<D>(row, 4)?,
        digest: rows::text::<D>(row, 5)?.to_owned(),
        previous_hash: rows::text::<D>(row, 6)?.to_owned(),
    })
}
