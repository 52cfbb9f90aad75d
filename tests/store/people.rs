//! Accounts and the account log in any store.

use chrono::{DateTime, TimeDelta, Utc};
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::account::{Account, AccountAct, AccountEvent, AccountState, Person};
use yizhan::domain::pass::{PassHash, PassSecret, SetupLink};
use yizhan::domain::role::{AccountId, Role};
use yizhan::domain::second_factor::TotpStep;
use yizhan::storage::{AccountWrite, EndSessions, Keep, Logged, SecondFactor, Store, StoreError};

use super::database::Database;
use super::fixtures::instant;

pub(super) fn now() -> DateTime<Utc> {
    instant(1_700_000_000_123)
}

pub(super) fn logged(act: AccountAct, at: DateTime<Utc>) -> Logged {
    let event = AccountEvent {
        actor: "cli".to_owned(),
        act,
        account: "wang@1".to_owned(),
        details: vec!["role: editor → planner".to_owned()],
    };
    Logged { id: SystemClock.new_id(), at, event }
}

fn person(name: &str, role: Role) -> Person {
    Person {
        name: name.parse().expect("a name"),
        display_name: "王丽 'O\"Neil".to_owned(),
        role,
        areas: ["001".parse().expect("a code")].into(),
        units: ["U1".to_owned()].into(),
        state: AccountState::Active,
    }
}

pub(super) fn write<'a>(
    id: AccountId,
    expected: Option<u64>,
    person: &'a Person,
    log: &'a Logged,
) -> AccountWrite<'a> {
    AccountWrite {
        id,
        expected,
        person,
        password: Keep::AsItIs,
        second_factor: Keep::AsItIs,
        sessions: EndSessions::None,
        spends: None,
        issues: None,
        log,
    }
}

pub(super) async fn add(store: &dyn Store, name: &str, role: Role) -> Account {
    let log = logged(AccountAct::Created, now());
    let id = AccountId(SystemClock.new_id());
    let password = Keep::Set(format!("$argon2id$of {name}"));
    let person = person(name, role);
    let write = AccountWrite { password, ..write(id, None, &person, &log) };
    store.write_account(&write).await.expect("an account")
}

pub(super) fn secret() -> PassSecret {
    PassSecret::from_random(SystemClock.new_key())
}

pub(crate) async fn an_account_comes_back_as_it_was_written(database: Database) {
    let store = database.open().await;
    assert_eq!(store.accounts().await.expect("answers"), []);
    let wang = add(&*store, "wang", Role::Editor).await;
    let li = add(&*store, "li", Role::Auditor).await;
    assert_eq!((wang.version, wang.has_password, wang.has_second_factor), (1, true, false));
    assert_eq!(store.accounts().await.expect("answers"), [li, wang.clone()], "by name");
    assert_eq!(store.account(wang.id).await.expect("answers"), Some(wang.clone()));
    let unknown = AccountId(SystemClock.new_id());
    assert_eq!(store.account(unknown).await.expect("answers"), None);

    let key = "a key".to_owned();
    let later = now() + TimeDelta::days(1);
    let log = logged(AccountAct::SecondFactorSet, later);
    let factor = SecondFactor { key, used: TotpStep(56_666_666) };
    let second_factor = Keep::Set(factor.clone());
    let changed = AccountWrite { second_factor, ..write(wang.id, Some(1), &wang.person, &log) };
    let changed = store.write_account(&changed).await.expect("writes");
    assert_eq!((changed.version, changed.created_at, changed.updated_at), (2, now(), later));
    let found = store.credentials(&wang.person.name).await.expect("answers").expect("wang");
    assert_eq!(found.account, changed);
    assert_eq!(found.password.as_deref(), Some("$argon2id$of wang"), "it stays");
    assert_eq!(found.second_factor, Some(factor.clone()));
    let keys = store.factor_keys().await.expect("answers");
    assert_eq!(keys, [(wang.id, "a key".to_owned())]);
    let reseal =
        async |from: &str, to: &str| store.reseal_factor(wang.id, from, to).await.expect("answers");
    assert!(reseal("a key", "sealed").await && !reseal("a key", "late").await);
    let found = store.credentials(&wang.person.name).await.expect("answers").expect("wang");
    assert_eq!(found.second_factor.map(|factor| factor.key).as_deref(), Some("sealed"));

    store.close().await;
    let again = database.open().await;
    assert_eq!(again.account(wang.id).await.expect("answers"), Some(changed));
    assert_eq!(again.revision().await.expect("answers"), 0, "the ledger is as it was");
}

pub(crate) async fn of_two_who_change_an_account_one_wins_and_a_name_is_taken_once(
    database: Database,
) {
    let store = database.open().await;
    let wang = add(&*store, "wang", Role::DistrictAdministrator).await;
    let log = logged(AccountAct::Changed, now());
    let renamed = |name: &str| Person { display_name: name.to_owned(), ..wang.person.clone() };
    let (one, other) = (renamed("一"), renamed("二"));
    let (one_write, other_write) =
        (write(wang.id, Some(1), &one, &log), write(wang.id, Some(1), &other, &log));
    let other_log = logged(AccountAct::Changed, now());
    let other_write = AccountWrite { log: &other_log, ..other_write };
    let both = tokio::join!(store.write_account(&one_write), store.write_account(&other_write));
    let (won, lost) = match both {
        (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
        both => panic!("{both:?}"),
    };
    match lost {
        StoreError::AccountMoved { expected: 1, current } => assert_eq!(*current, won),
        lost => panic!("{lost}"),
    }
    let namesake = person("wang", Role::Editor);
    let log = logged(AccountAct::Created, now());
    let somebody = AccountId(SystemClock.new_id());
    let taken = store.write_account(&write(somebody, None, &namesake, &log)).await;
    assert!(matches!(taken, Err(StoreError::NameTaken { .. })), "{taken:?}");
    let nobody = store.write_account(&write(somebody, Some(1), &one, &log)).await;
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount)), "{nobody:?}");
    assert_eq!(store.account_events(None, 10).await.expect("answers").len(), 2);
}

pub(crate) async fn the_last_administrator_stays(database: Database) {
    let store = database.open().await;
    let first = add(&*store, "first", Role::DistrictAdministrator).await;
    let editor = Person { role: Role::Editor, ..first.person.clone() };
    let locked = Person { state: AccountState::Locked, ..first.person.clone() };
    for person in [&editor, &locked] {
        let log = logged(AccountAct::Changed, now());
        let refused = store.write_account(&write(first.id, Some(1), person, &log)).await;
        assert!(matches!(refused, Err(StoreError::LastAdministrator)), "{refused:?}");
    }
    add(&*store, "second", Role::DistrictAdministrator).await;
    let log = logged(AccountAct::Changed, now());
    store.write_account(&write(first.id, Some(1), &locked, &log)).await.expect("another stays");
}

pub(crate) async fn a_link_sets_a_password_once_and_in_time(database: Database) {
    let store = database.open().await;
    let first = SetupLink { hash: secret().hash(), account: None, expires_at: now() };
    let second = SetupLink { hash: secret().hash(), ..first.clone() };
    for link in [&first, &second] {
        let log = logged(AccountAct::SetupLinkMade, now());
        store.add_setup_link(link, &log).await.expect("a link");
        assert_eq!(store.setup_link(&link.hash).await.expect("answers").as_ref(), Some(link));
    }
    let set_up = async |id, expected, person: &Person, hash: &PassHash, at| {
        let log = logged(AccountAct::PasswordSet, at);
        let (password, spends) = (Keep::Set("$argon2id$new".to_owned()), Some(hash));
        let write = AccountWrite { password, spends, ..write(id, expected, person, &log) };
        store.write_account(&write).await
    };
    let wang = person("wang", Role::DistrictAdministrator);
    let (id, before) = (AccountId(SystemClock.new_id()), now() - TimeDelta::seconds(1));
    let late = set_up(id, None, &wang, &first.hash, now()).await;
    assert!(matches!(late, Err(StoreError::LinkSpent)), "{late:?}");
    let made = set_up(id, None, &wang, &first.hash, before).await.expect("the first one");
    for hash in [&first.hash, &second.hash] {
        let other = AccountId(SystemClock.new_id());
        let li = person("li", Role::DistrictAdministrator);
        let again = set_up(other, None, &li, hash, before).await;
        assert!(matches!(again, Err(StoreError::LinkSpent)), "there is an account: {again:?}");
    }

    let expires_at = now() + TimeDelta::hours(1);
    let own = SetupLink { hash: secret().hash(), account: Some(id), expires_at };
    let log = logged(AccountAct::SetupLinkMade, before);
    store.add_setup_link(&own, &log).await.expect("a link");
    let li = add(&*store, "li", Role::Editor).await;
    let for_another = set_up(li.id, Some(1), &li.person, &own.hash, before).await;
    assert!(matches!(for_another, Err(StoreError::LinkSpent)), "{for_another:?}");
    set_up(id, Some(made.version), &wang, &own.hash, before).await.expect("its owner may");
    assert_eq!(store.setup_link(&own.hash).await.expect("answers"), None, "spent");
}

pub(crate) async fn the_account_log_is_read_by_pages_and_shows_what_was_altered(
    database: Database,
) {
    let store = database.open().await;
    let empty = store.verify_account_log().await.expect("answers");
    assert!(empty.is_intact() && empty.entries == 0 && empty.newest_hash.is_none());
    for name in ["a1", "a2", "a3", "a4"] {
        add(&*store, name, Role::Editor).await;
    }
    let page = store.account_events(None, 3).await.expect("answers");
    assert_eq!(page.iter().map(|entry| entry.number).collect::<Vec<_>>(), [4, 3, 2]);
    let rest = store.account_events(Some(2), 3).await.expect("answers");
    assert_eq!(rest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
    assert_eq!(rest[0].logged.event, logged(AccountAct::Created, now()).event);
    assert_eq!(rest[0].logged.at, now());
    let intact = store.verify_account_log().await.expect("answers");
    assert!(intact.is_intact(), "{intact:?}");
    assert_eq!(intact.newest_hash.map(|hash| hash.len()), Some(64));

    for (alter, put_right, altered) in [
        (
            "UPDATE account_log SET event = replace(event, 'planner', 'auditor') WHERE number = 2",
            "UPDATE account_log SET event = replace(event, 'auditor', 'planner') WHERE number = 2",
            vec![2],
        ),
        (
            "UPDATE account_log SET at = at + 1 WHERE number = 4",
            "UPDATE account_log SET at = at - 1 WHERE number = 4",
            vec![4],
        ),
        ("UPDATE people_state SET entries = 5", "UPDATE people_state SET entries = 4", vec![4]),
        ("DELETE FROM account_log WHERE number = 3", "SELECT 1", vec![2]),
        ("DELETE FROM account_log WHERE number = 1", "SELECT 1", vec![2]),
    ] {
        database.behind_the_back(alter).await;
        let check = store.verify_account_log().await.expect("answers");
        assert_eq!(check.altered, altered, "{alter}");
        database.behind_the_back(put_right).await;
    }
}
