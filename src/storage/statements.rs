//! The SQL, one file a statement, each the same text for SQLite and PostgreSQL.
//!
//! What keeps them the same: numbered parameters, `RETURNING`, `ON CONFLICT`, no date or JSON
//! function, and no type but 64-bit integers, text and, for photos, bytes, none of them NULL.

use std::fmt::Write as _;

macro_rules! statements {
    ($($(#[$docs:meta])* $name:ident = $file:literal;)+) => {
        $($(#[$docs])* pub(super) const $name: &str = include_str!(concat!("sql/", $file, ".sql"));)+

        /// Every statement with the name of its file, for the test that prepares them all.
        pub const ALL: &[(&str, &str)] = &[$(($file, $name),)+];
    };
}

statements! {
    /// The newest revision.
    REVISION = "revision";
    /// The newest revision, held against other writers until the transaction ends.
    LOCK_LEDGER = "lock_ledger";
    /// `$1` revision.
    SET_REVISION = "set_revision";
    /// `$1` code, `$2` limit: the last code and the lines of that many stations.
    STATIONS_PAGE = "stations_page";
    /// Row: code.
    STATIONS_BY_CODE = "stations_by_code";
    /// Row: code, version, revision, created_at, updated_at, facts.
    PUT_STATIONS = "put_stations";
    /// Row: code, version, revision, facts.
    LOG_CHANGES = "log_changes";
    /// Row: name, version, revision, content.
    PUT_DOCUMENTS = "put_documents";
    /// Row: name, version, revision, content, whether the audit entry binds it.
    LOG_DOCUMENTS = "log_documents";
    /// Every document, by name.
    DOCUMENTS = "documents";
    /// `$1` name, `$2` version.
    DOCUMENT = "document";
    /// `$1` name.
    DOCUMENT_VERSIONS = "document_versions";
    /// Every document without its content, by name.
    NEWEST_DOCUMENTS = "newest_documents";
    /// `$1` revision.
    DOCUMENTS_OF = "documents_of";
    /// The newest revision that wrote a document.
    DOCUMENTS_REVISION = "documents_revision";
    /// Every version of every document that an audit entry binds, by revision and name.
    LOGGED_DOCUMENTS = "logged_documents";
    /// Names of documents that are not as they were last logged.
    DOCUMENTS_OFF_THE_LOG = "documents_off_the_log";
    /// The hash of the newest audit entry, if there is one.
    LAST_HASH = "last_hash";
    /// `$1..$8`: the columns of an audit entry.
    ADD_AUDIT_ENTRY = "add_audit_entry";
    /// `$1` code.
    HISTORY = "history";
    /// `$1` revision, `$2` limit.
    CHANGES_SINCE = "changes_since";
    /// Every audit entry, oldest first.
    AUDIT_ENTRIES = "audit_entries";
    /// Every version of every station, by revision and code.
    LOGGED_CHANGES = "logged_changes";
    /// Codes of stations that are not as they were last logged.
    STATIONS_OFF_THE_LOG = "stations_off_the_log";
    /// `$1..$8`: the columns of a filing. The identifier, unless its key was used before.
    PUT_FILING = "put_filing";
    /// `$1` identifier, `$2` problem, `$3` content.
    PUT_REPORT = "put_report";
    /// `$1` report, `$2` width, `$3` height, `$4` JPEG.
    PUT_PHOTO = "put_photo";
    /// `$1` idempotency key.
    RECEIPT_OF_KEY = "receipt_of_key";
    /// `$1` receipt.
    RECEIPT = "receipt";
    /// `$1` state, `$2` code, `$3` problem, `$4` before, `$5` limit.
    REPORTS_PAGE = "reports_page";
    /// `$1` report.
    PHOTO = "photo";
    /// Code, time of the last confirmation and their number.
    CONFIRMED = "confirmed";
    /// `$1` code, `$2` version: the facts.
    VERSION = "version";
    /// `$1` revision, `$2` first code, `$3` limit.
    CHANGES_OF = "changes_of";
    /// `$1` before, `$2` code, `$3` from, `$4` to, `$5` and `$6` patterns, `$7` limit.
    AUDIT_PAGE = "audit_page";
    /// `$1` report, `$2..$6`: what was decided, by whom and when. The identifier, if it could be.
    SETTLE_REPORT = "settle_report";
    /// `$1` report, `$2` time.
    OPEN_REPORT = "open_report";
    /// Code, number of reports that wait, of those that nobody opened, time of the oldest.
    WAITING_REPORTS = "waiting_reports";
    /// `$1` time: code and time at which it was seen.
    CLOSED_REPORTS = "closed_reports";
    /// `$1` code, `$2` code.
    FOLLOW_FILINGS = "follow_filings";
    /// `$1` code.
    RETURN_FILINGS = "return_filings";
    /// `$1..$7`: the columns of a new import. The identifier, unless its key was used before.
    PUT_IMPORT = "put_import";
    /// `$1` idempotency key: identifier and digest.
    IMPORT_OF_KEY = "import_of_key";
    /// `$1` import, `$2` done, `$3` total, `$4` time.
    NOTE_IMPORT = "note_import";
    /// `$1` import, `$2` time.
    TOUCH_IMPORT = "touch_import";
    /// `$1` import, `$2` state, `$3` summary, `$4` time.
    FINISH_PLAN = "finish_plan";
    /// Row: import, number, state, code, sheet, row, content, expected, facts.
    PUT_IMPORT_ROWS = "put_import_rows";
    /// `$1` before, `$2` import, `$3` limit.
    IMPORTS_PAGE = "imports_page";
    /// `$1` import, `$2` first number, `$3` state, `$4` limit.
    IMPORT_ROWS_PAGE = "import_rows_page";
    /// `$1` import.
    IMPORT_CHANGES = "import_changes";
    /// `$1` code: import, sheet, row.
    IMPORT_PLACES = "import_places";
    /// `$1` import, `$2` choice, `$3` revision, `$4` time. The identifier, if it could be.
    SETTLE_IMPORT = "settle_import";
    /// `$1` import.
    FORGET_IMPORT_ROWS = "forget_import_rows";
    /// `$1` import.
    FORGET_IMPORT_FACTS = "forget_import_facts";
    /// `$1` time.
    EXPIRE_PLANS = "expire_plans";
    /// The rows of plans that expired.
    FORGET_OLD_PLANS = "forget_old_plans";
    /// `$1..$10`: the columns of a check. The identifier, unless its key was used before.
    PUT_CHECK = "put_check";
    /// `$1` code, `$2` check, `$3` time, `$4` day.
    DO_TASKS = "do_tasks";
    /// `$1` before, `$2` code, `$3` check, `$4` key, `$5` limit.
    CHECKS_PAGE = "checks_page";
    /// `$1` time: code and time of the last check that found the station.
    LAST_FOUND = "last_found";
    /// `$1..$7`: the columns of a new campaign.
    PUT_CAMPAIGN = "put_campaign";
    /// Row: campaign, code, account, check, time.
    PUT_TASKS = "put_tasks";
    /// `$1` campaign.
    CAMPAIGNS = "campaigns";
    /// `$1` campaign, `$2` version, `$3..$5`: name, last day, end. The version, if it could be.
    CHANGE_CAMPAIGN = "change_campaign";
    /// `$1` campaign.
    TASKS = "tasks";
    /// `$1` campaign, `$2` code, `$3` account.
    ASSIGN_TASK = "assign_task";
    /// `$1` time.
    REVISION_BEFORE = "revision_before";
    /// `$1` revision: code, time of creation, facts.
    FACTS_AS_OF = "facts_as_of";
    /// `$1` day.
    FORGET_QUALITY = "forget_quality";
    /// Row: day, area, rule, findings.
    PUT_QUALITY = "put_quality";
    /// `$1` day.
    QUALITY_SINCE = "quality_since";
    /// The number of entries of the account log, held against other writers of accounts.
    LOCK_PEOPLE = "lock_people";
    /// The number of entries of the account log.
    LOG_ENTRIES = "log_entries";
    /// `$1` number.
    SET_LOG_ENTRIES = "set_log_entries";
    /// `$1` identifier, `$2` name.
    ACCOUNTS = "accounts";
    /// `$1..$9`: the columns of an account.
    PUT_ACCOUNT = "put_account";
    /// `$1` account, `$2` step.
    SET_TOTP_STEP = "set_totp_step";
    /// Account and key of every second factor.
    FACTOR_KEYS = "factor_keys";
    /// `$1` account, `$2` key as it is kept, `$3` as it is to be kept.
    RESEAL_FACTOR = "reseal_factor";
    /// `$1..$7`: the columns of a session.
    PUT_SESSION = "put_session";
    /// `$1` hash, `$2` account.
    SESSIONS = "sessions";
    /// `$1` hash, `$2` time.
    TOUCH_SESSION = "touch_session";
    /// `$1` hash.
    END_SESSION = "end_session";
    /// `$1` account, `$2` hash of the one that stays.
    END_SESSIONS = "end_sessions";
    /// `$1` now, `$2` when the idle were last used.
    FORGET_SESSIONS = "forget_sessions";
    /// `$1` hash, `$2` account, `$3` end.
    PUT_DEVICE = "put_device";
    /// `$1` hash, `$2` account, `$3` now.
    DEVICE = "device";
    /// `$1` account, `$2` now.
    FORGET_DEVICES = "forget_devices";
    /// `$1..$8`: the columns of a token.
    PUT_TOKEN = "put_token";
    /// `$1` hash, `$2` account.
    TOKENS = "tokens";
    /// `$1` identifier, `$2` time.
    TOUCH_TOKEN = "touch_token";
    /// `$1` identifier, `$2` account, `$3` time. The name, unless it was revoked before.
    REVOKE_TOKEN = "revoke_token";
    /// `$1` hash, `$2` account, `$3` end.
    PUT_SETUP_LINK = "put_setup_link";
    /// `$1` hash.
    SETUP_LINK = "setup_link";
    /// `$1` account, `$2` now.
    FORGET_SETUP_LINKS = "forget_setup_links";
    /// `$1` key. Count and time of the last, held until the transaction ends.
    TRIES = "tries";
    /// `$1` key, `$2` count, `$3` time.
    PUT_TRIES = "put_tries";
    /// `$1` key.
    FORGIVE_TRY = "forgive_try";
    /// `$1` key.
    TAKE_BACK_TRY = "take_back_try";
    /// `$1` time of the last.
    FORGET_TRIES = "forget_tries";
    /// `$1..$6`: the columns of an entry of the account log.
    ADD_ACCOUNT_EVENT = "add_account_event";
    /// The hash of the newest entry of the account log, if there is one.
    LAST_ACCOUNT_HASH = "last_account_hash";
    /// `$1` number before which, `$2` limit.
    ACCOUNT_EVENTS = "account_events";
    /// Every entry of the logs in which a name was put out, by erasure.
    ERASED_ENTRIES = "erased_entries";
    /// `$1` erasure, `$2` log, `$3` entry, `$4` hash.
    PUT_ERASED = "put_erased";
    /// `$1` identifier of an entry of the account log.
    EVENT_OF = "event_of";
    /// `$1` text.
    AUDIT_ENTRIES_WITH = "audit_entries_with";
    /// `$1` revision, `$2` origin.
    SET_AUDIT_ORIGIN = "set_audit_origin";
    /// `$1` number, `$2` event.
    SET_ACCOUNT_EVENT = "set_account_event";
    /// `$1` name, `$2` what stands for it.
    RENAME_IN_REPORTS = "rename_in_reports";
    /// The same.
    RENAME_IN_CHECKS = "rename_in_checks";
    /// The same.
    RENAME_IN_IMPORTS = "rename_in_imports";
    /// The same.
    RENAME_IN_CAMPAIGNS = "rename_in_campaigns";
    /// The same.
    RENAME_IN_PAPERS = "rename_in_papers";
    /// `$1` account, `$2` name, `$3` facts, `$4` version, `$5` time.
    ERASE_ACCOUNT = "erase_account";
    /// `$1` account, `$2` time.
    ERASE_TOKENS = "erase_tokens";
    /// `$1` report, `$2` content, `$3` time. The identifier, if there was something to erase.
    ERASE_REPORT = "erase_report";
    /// `$1` report.
    ERASE_FILING = "erase_filing";
    /// `$1` report.
    ERASE_PHOTO = "erase_photo";
    /// `$1` kind.
    PAPERS = "papers";
    /// `$1` kind, `$2` name.
    PAPER = "paper";
    /// `$1` kind, `$2` name, `$3` time, `$4` author, `$5` about, `$6` content. The version,
    /// unless there is a paper of that name.
    ADD_PAPER = "add_paper";
    /// The same and `$7` version seen. The version, unless it is not at that one.
    CHANGE_PAPER = "change_paper";
    /// `$1` kind, `$2` name, `$3` version seen. The version, unless it is not at that one.
    REMOVE_PAPER = "remove_paper";
    /// `$1` Monday, `$2` name, `$3` cell, `$4` hour, `$5` found, `$6` other cells at most.
    PUT_SIGHTING = "put_sighting";
    /// `$1` Monday: the weeks before it that are not rolled up.
    WEEKS_TO_ROLL_UP = "weeks_to_roll_up";
    /// `$1` Monday.
    SIGHTINGS = "sightings";
    /// `$1` Monday, `$2` content.
    PUT_USAGE_WEEK = "put_usage_week";
    /// `$1` Monday.
    FORGET_SIGHTINGS = "forget_sightings";
    /// `$1` limit.
    USAGE_WEEKS = "usage_weeks";
}

/// How many rows one statement takes. More are slower on SQLite, where to set a parameter takes
/// the longer the more there are before it, and hardly faster on PostgreSQL.
pub(super) const ROWS_AT_ONCE: usize = 50;

/// How many stations one text of [`STATIONS_PAGE`] holds: less than a megabyte.
pub(super) const STATIONS_A_PAGE: i64 = 1_000;

/// A statement whose one row of parameters, `($1, …)`, stands for as many rows as are wanted.
pub(super) fn widened(sql: &'static str, columns: usize, rows: usize) -> String {
    let one_row = row_of_parameters(0, columns);
    let all_rows: Vec<String> = (0..rows).map(|row| row_of_parameters(row, columns)).collect();
    sql.replacen(&one_row, &all_rows.join(", "), 1)
}

fn row_of_parameters(row: usize, columns: usize) -> String {
    let mut text = String::from("(");
    for column in 1..=columns {
        let comma = if column == 1 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(text, "{comma}${}", row * columns + column);
    }
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_for_one_row_is_widened_to_many_without_touching_the_rest() {
        assert_eq!(widened(PUT_DOCUMENTS, 4, 1), PUT_DOCUMENTS);
        assert_eq!(
            widened(PUT_DOCUMENTS, 4, 2),
            PUT_DOCUMENTS.replace("($1, $2, $3, $4)", "($1, $2, $3, $4), ($5, $6, $7, $8)")
        );
        assert!(widened(STATIONS_BY_CODE, 1, 2).contains("IN (VALUES ($1), ($2))"));
    }

    #[test]
    fn every_statement_that_takes_rows_has_a_row_of_parameters_to_widen() {
        for (sql, columns) in [
            (STATIONS_BY_CODE, 1),
            (PUT_STATIONS, 6),
            (LOG_CHANGES, 4),
            (PUT_DOCUMENTS, 4),
            (LOG_DOCUMENTS, 5),
            (PUT_IMPORT_ROWS, 9),
            (PUT_TASKS, 5),
            (PUT_QUALITY, 4),
        ] {
            assert_ne!(widened(sql, columns, 2), sql);
        }
    }
}
