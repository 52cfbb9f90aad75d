//! Personal data put out on request, in any store: gone everywhere, and the chains hold.

use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::account::{Account, AccountAct, AccountEvent, AccountState};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::{Origin, Settlement, Via};
use yizhan::domain::photo::{Photo, PhotoSize};
use yizhan::domain::report::{Problem, ReportState};
use yizhan::domain::role::Role;
use yizhan::storage::{
    AccountErasure, Audit, AuditFault, AuditFilter, Keep, Logged, Store, StoreError,
};

use super::database::Database;
use super::filings::{filing, report, with_stations};
use super::fixtures::{create, renamed, station, update};
use super::people::{add, now, write};

fn label(account: &Account) -> String {
    format!("{}@{}", account.person.name, account.id)
}

fn event(actor: String, act: AccountAct, account: &Account) -> Logged {
    let details = vec!["display_name: 王丽 → 王".to_owned(), "role: editor → planner".to_owned()];
    let event = AccountEvent { actor, act, account: label(account), details };
    Logged { id: SystemClock.new_id(), at: now(), event }
}

fn by(actor: &str) -> Audit {
    let origin = Origin { actor: actor.to_owned(), via: Via::Console, reason: "核对".to_owned() };
    Audit { id: SystemClock.new_id(), at: now(), origin }
}

async fn erase(store: &dyn Store, account: &Account) -> Result<Account, StoreError> {
    let stub = account.person.stub(account.id);
    let stub_label = format!("{}@{}", stub.name, account.id);
    let mut log = event("cli".to_owned(), AccountAct::Erased, account);
    log.event.account.clone_from(&stub_label);
    log.event.details.clear();
    let erasure = AccountErasure {
        id: account.id,
        expected: account.version,
        label: label(account),
        stub_label,
        stub: &stub,
        log: &log,
    };
    store.erase_account(&erasure).await
}

/// Everything that the store tells of its people, as one text.
async fn told(store: &dyn Store) -> String {
    let audit = store.audit_page(&AuditFilter::default(), None, 100).await.expect("lists");
    let events = store.account_events(None, 100).await.expect("lists");
    let accounts = store.accounts().await.expect("lists");
    let page = yizhan::storage::ReportPage { before: None, limit: 100 };
    let reports = store.list_reports(&Default::default(), page).await.expect("lists");
    format!("{audit:?} {events:?} {accounts:?} {reports:?}")
}

/// Qian and Li have worked, on the ledger and on one another.
async fn office(store: &dyn Store) -> (Account, Account) {
    let qian = add(store, "qian", Role::DistrictAdministrator).await;
    let li = add(store, "li", Role::DistrictAdministrator).await;
    for (actor, name) in [(label(&qian), "一"), (label(&li), "二"), (label(&qian), "三")] {
        store.apply(&update(renamed("A", name), None), None, &by(&actor)).await.expect("applies");
    }
    let filing = filing("of-a-rider");
    store.file_report(&filing, &report(Problem::Closed, "关门"), None).await.expect("files");
    let state = ReportState::Rejected { reason: "开着".to_owned() };
    let mut set = create([station("C")]);
    set.settles = vec![Settlement::Report { id: filing.id, state }];
    store.apply(&set, None, &by(&label(&qian))).await.expect("applies");
    let log = event(label(&qian), AccountAct::Changed, &li);
    let li = store.write_account(&write(li.id, Some(1), &li.person, &log)).await.expect("writes");
    let log = event(label(&li), AccountAct::PasswordSet, &qian);
    let password = Keep::Set("$argon2id$".to_owned());
    let change =
        yizhan::storage::AccountWrite { password, ..write(qian.id, Some(1), &qian.person, &log) };
    (store.write_account(&change).await.expect("writes"), li)
}

async fn is_intact(store: &dyn Store) -> bool {
    let ledger = store.verify_audit().await.expect("verifies");
    let accounts = store.verify_account_log().await.expect("verifies");
    assert_eq!(ledger.faults, []);
    ledger.is_intact() && accounts.is_intact()
}

pub(crate) async fn a_name_is_put_out_everywhere_and_the_chains_hold(database: Database) {
    let store = with_stations(&database).await;
    let (qian, li) = office(&*store).await;
    let before = store.verify_audit().await.expect("verifies");
    assert!(told(&*store).await.contains("qian@"));

    let stub = erase(&*store, &qian).await.expect("erases");
    assert_eq!((stub.person.state, stub.version), (AccountState::Erased, qian.version + 1));
    assert!(!stub.has_password && stub.person.areas.is_empty());
    let after = told(&*store).await;
    assert!(!after.contains("qian@") && !after.contains("\"qian\""), "{after}");
    let stub_label = format!("{}@{}", stub.person.name, stub.id);
    assert!(after.contains(&stub_label) && after.contains(&label(&li)));
    assert!(store.credentials(&qian.person.name).await.expect("answers").is_none());
    assert!(is_intact(&*store).await);
    let now = store.verify_audit().await.expect("verifies");
    assert_eq!(now.newest_hash, before.newest_hash, "a hash that was noted elsewhere still proves");

    // Another erasure rewrites entries of the first once more; a restart forgets nothing.
    add(&*store, "zhao", Role::DistrictAdministrator).await;
    erase(&*store, &li).await.expect("erases");
    assert!(!told(&*store).await.contains("li@"));
    store.close().await;
    assert!(is_intact(&*database.open().await).await);
}

pub(crate) async fn an_erased_entry_that_is_altered_afterwards_is_found(database: Database) {
    let store = with_stations(&database).await;
    let (qian, _) = office(&*store).await;
    erase(&*store, &qian).await.expect("erases");
    for (alter, mend) in [
        (
            "UPDATE audit_log SET origin = replace(origin, 'erased-', 'another-') WHERE revision = 2",
            "UPDATE audit_log SET origin = replace(origin, 'another-', 'erased-') WHERE revision = 2",
        ),
        (
            "UPDATE erased_entries SET digest = 'f' || digest WHERE log = 'audit' AND entry = 2",
            "UPDATE erased_entries SET digest = substr(digest, 2) WHERE log = 'audit' AND entry = 2",
        ),
    ] {
        database.behind_the_back(alter).await;
        let check = store.verify_audit().await.expect("verifies");
        assert!(check.faults.contains(&AuditFault::EntryAltered { revision: 2 }), "{alter}");
        database.behind_the_back(mend).await;
        assert!(is_intact(&*store).await, "{mend}");
    }
    // A row of somebody's own does not hide an entry that they altered.
    database.behind_the_back("UPDATE audit_log SET origin = replace(origin, 'li@', 'wu@')").await;
    database
        .behind_the_back(
            "INSERT INTO erased_entries (erasure, log, entry, digest)
             SELECT 'forged', 'audit', revision, hash FROM audit_log",
        )
        .await;
    assert!(!store.verify_audit().await.expect("verifies").is_intact());
}

pub(crate) async fn the_last_administrator_and_who_was_changed_meanwhile_stay(database: Database) {
    let store = with_stations(&database).await;
    let wang = add(&*store, "wang", Role::DistrictAdministrator).await;
    let refused = erase(&*store, &wang).await.expect_err("nobody else is left");
    assert!(matches!(refused, StoreError::LastAdministrator), "{refused}");
    let editor = add(&*store, "li", Role::Editor).await;
    let stale = Account { version: 7, ..editor.clone() };
    let refused = erase(&*store, &stale).await.expect_err("another version");
    assert!(matches!(refused, StoreError::AccountMoved { expected: 7, .. }), "{refused}");
    assert!(told(&*store).await.contains("\"li\""));
    erase(&*store, &editor).await.expect("erases");
}

pub(crate) async fn of_an_erased_report_its_kind_and_its_outcome_are_left(database: Database) {
    let store = with_stations(&database).await;
    let to = Wgs84::new(116.451_234, 39.901_234).ok();
    let size = PhotoSize { width_px: 2, height_px: 1 };
    let photo = Photo { jpeg: vec![1, 2, 3], size };
    let filing = filing("of-a-rider");
    let said = report(Problem::Moved { to }, "我是张三，13800138000");
    store.file_report(&filing, &said, Some(&photo)).await.expect("files");
    let log = Logged {
        id: SystemClock.new_id(),
        at: now(),
        event: AccountEvent {
            actor: "cli".to_owned(),
            act: AccountAct::ReportErased,
            account: String::new(),
            details: vec![format!("report: {}", filing.id)],
        },
    };
    assert!(store.erase_report(filing.id, &log).await.expect("erases"));
    let left = store.report(filing.id).await.expect("answers").expect("the report");
    assert_eq!(left.report, report(Problem::Moved { to: None }, ""));
    assert_eq!((left.photo, left.erased_at), (None, Some(now())));
    assert_eq!(store.photo(filing.id).await.expect("answers"), None);
    assert!(store.receipt(&filing.receipt).await.expect("answers").is_some());
    assert!(!store.erase_report(filing.id, &log).await.expect("answers"), "once");
    assert_eq!(store.account_events(None, 10).await.expect("lists").len(), 1);
    assert!(is_intact(&*store).await);
}
