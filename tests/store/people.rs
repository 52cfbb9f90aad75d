//! Accounts, sessions and tokens in any store.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::account::{Account, AccountAct, AccountEvent, AccountState, Person};
use yizhan::domain::pass::{
    ApiToken, DEVICE_KNOWN, IDLE, LONGEST_SESSION, PassHash, PassSecret, Session, SetupLink,
};
use yizhan::domain::role::{AccountId, Role, Scope};
use yizhan::domain::second_factor::{TotpKey, TotpStep};
use yizhan::domain::sign_in_delay::{DelayRule, FROM_ANYWHERE};
use yizhan::storage::{
    AccountWrite, EndSessions, Keep, Logged, Opening, SecondFactor, Store, StoreError, TryKey,
};

use super::database::Database;
use super::fixtures::instant;

fn now() -> DateTime<Utc> {
    instant(1_700_000_000_123)
}

fn logged(act: AccountAct, at: DateTime<Utc>) -> Logged {
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

fn write<'a>(
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

async fn add(store: &dyn Store, name: &str, role: Role) -> Account {
    let log = logged(AccountAct::Created, now());
    let id = AccountId(SystemClock.new_id());
    let password = Keep::Set(format!("$argon2id$of {name}"));
    let person = person(name, role);
    let write = AccountWrite { password, ..write(id, None, &person, &log) };
    store.write_account(&write).await.expect("an account")
}

fn secret() -> PassSecret {
    PassSecret::from_random(SystemClock.new_key())
}

fn session_of(account: &Account, hash: PassHash, at: DateTime<Utc>) -> Session {
    Session {
        hash,
        account: account.id,
        created_at: at,
        seen_at: at,
        ends_at: at + LONGEST_SESSION,
        client: "203.0.113.0/24".to_owned(),
        agent: "驿站 browser".to_owned(),
    }
}

/// Opens a session, and tells its hash.
async fn open(store: &dyn Store, account: &Account, at: DateTime<Utc>) -> PassHash {
    let hash = secret().hash();
    opened(store, account, &hash, at, None).await.expect("a session");
    hash
}

async fn opened(
    store: &dyn Store,
    account: &Account,
    hash: &PassHash,
    at: DateTime<Utc>,
    code: Option<TotpStep>,
) -> Result<(), StoreError> {
    let session = session_of(account, hash.clone(), at);
    let (log, device) = (logged(AccountAct::SignedIn, at), secret().hash());
    let opening = Opening {
        session: &session,
        version: account.version,
        code,
        replaces: None,
        device: (&device, at + DEVICE_KNOWN),
        forgives: "nobody",
        takes_back: None,
        log: &log,
    };
    store.open_session(&opening).await
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

    let key = TotpKey::from_random([7; 20]);
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
    assert_eq!(found.second_factor, Some(factor));

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

pub(crate) async fn a_session_is_found_by_its_hash_until_it_is_ended(database: Database) {
    let store = database.open().await;
    let wang = add(&*store, "wang", Role::Editor).await;
    let li = add(&*store, "li", Role::Editor).await;
    let (one, other) = (open(&*store, &wang, now()).await, open(&*store, &wang, now()).await);
    let of_li = open(&*store, &li, now()).await;
    let (session, account) = store.session(&one).await.expect("answers").expect("a session");
    assert_eq!((session, account), (session_of(&wang, one.clone(), now()), wang.clone()));
    assert_eq!(store.session(&secret().hash()).await.expect("answers"), None);

    let later = now() + TimeDelta::minutes(2);
    store.touch_session(&one, later).await.expect("touches");
    store.touch_session(&one, now()).await.expect("touches");
    let (touched, _) = store.session(&one).await.expect("answers").expect("a session");
    assert_eq!(touched.seen_at, later, "it does not go back");

    store.end_session(&other).await.expect("ends");
    assert_eq!(store.session(&other).await.expect("answers"), None);
    let log = logged(AccountAct::SignedOutEverywhere, later);
    open(&*store, &wang, now()).await;
    assert_eq!(store.sessions(wang.id).await.expect("answers").len(), 2);
    store.end_sessions(wang.id, &log).await.expect("ends");
    assert_eq!(store.sessions(wang.id).await.expect("answers"), []);
    assert_eq!(store.sessions(li.id).await.expect("answers").len(), 1);

    // What is long over is forgotten when somebody signs in.
    open(&*store, &wang, now() + IDLE).await;
    assert_eq!(store.session(&of_li).await.expect("answers"), None);
}

pub(crate) async fn a_change_ends_the_sessions_that_it_should(database: Database) {
    let store = database.open().await;
    let mut wang = add(&*store, "wang", Role::Editor).await;
    for (ends, kept, left) in [
        (EndSessions::None, "both", 2),
        (EndSessions::AllBut(PassHash::kept("this")), "this", 1),
        (EndSessions::All, "none", 0),
    ] {
        let log = logged(AccountAct::SignedOutEverywhere, now());
        store.end_sessions(wang.id, &log).await.expect("ends");
        opened(&*store, &wang, &PassHash::kept("this"), now(), None).await.expect("opens");
        opened(&*store, &wang, &PassHash::kept("that"), now(), None).await.expect("opens");
        let log = logged(AccountAct::Changed, now());
        let expected = Some(wang.version);
        let change =
            AccountWrite { sessions: ends, ..write(wang.id, expected, &wang.person, &log) };
        let changed = store.write_account(&change).await.expect("writes");
        let sessions = store.sessions(wang.id).await.expect("answers");
        assert_eq!(sessions.len(), left, "{kept}");
        wang = changed;
    }
    // Whoever was let in for what the account was before is not let in.
    let before = Account { version: wang.version - 1, ..wang.clone() };
    let refused = opened(&*store, &before, &secret().hash(), now(), None).await;
    assert!(matches!(refused, Err(StoreError::AccountMoved { .. })), "{refused:?}");
}

pub(crate) async fn a_code_is_taken_once_also_when_it_comes_twice_at_once(database: Database) {
    let store = database.open().await;
    let wang = add(&*store, "wang", Role::Editor).await;
    let log = logged(AccountAct::SecondFactorSet, now());
    let factor = SecondFactor { key: TotpKey::from_random([7; 20]), used: TotpStep(10) };
    let second_factor = Keep::Set(factor);
    let change = AccountWrite { second_factor, ..write(wang.id, Some(1), &wang.person, &log) };
    let wang = store.write_account(&change).await.expect("writes");
    for step in [9, 10] {
        let used = opened(&*store, &wang, &secret().hash(), now(), Some(TotpStep(step))).await;
        assert!(matches!(used, Err(StoreError::CodeUsed)), "{step}: {used:?}");
    }
    let tries: Vec<_> = (0..4)
        .map(|_| {
            let (store, wang) = (Arc::clone(&store), wang.clone());
            tokio::spawn(async move {
                opened(&*store, &wang, &secret().hash(), now(), Some(TotpStep(11))).await.is_ok()
            })
        })
        .collect();
    let mut taken = 0;
    for one in tries {
        taken += usize::from(one.await.expect("ends"));
    }
    assert_eq!(taken, 1);
}

pub(crate) async fn a_browser_is_known_to_the_account_that_signed_in_until_the_password_changes(
    database: Database,
) {
    let store = database.open().await;
    let wang = add(&*store, "wang", Role::Editor).await;
    let li = add(&*store, "li", Role::Editor).await;
    let (device, until) = (secret().hash(), now() + DEVICE_KNOWN);
    let session = session_of(&wang, secret().hash(), now());
    let log = logged(AccountAct::SignedIn, now());
    let opening = Opening {
        session: &session,
        version: wang.version,
        code: None,
        replaces: None,
        device: (&device, until),
        forgives: "nobody",
        takes_back: None,
        log: &log,
    };
    store.open_session(&opening).await.expect("opens");
    let known =
        async |account, at| store.knows_device(&device, account, at).await.expect("answers");
    assert!(known(wang.id, now()).await);
    assert!(!known(li.id, now()).await);
    assert!(!known(wang.id, until).await);
    let log = logged(AccountAct::PasswordSet, now());
    let password = Keep::Set("$argon2id$new".to_owned());
    let change = AccountWrite { password, ..write(wang.id, Some(1), &wang.person, &log) };
    store.write_account(&change).await.expect("writes");
    assert!(!known(wang.id, now()).await);
}

pub(crate) async fn a_token_is_found_by_its_hash_and_revoked_once(database: Database) {
    let store = database.open().await;
    let wang = add(&*store, "wang", Role::Editor).await;
    let li = add(&*store, "li", Role::Editor).await;
    let hash = secret().hash();
    let token = ApiToken {
        id: SystemClock.new_id(),
        account: wang.id,
        name: "夜间导出".to_owned(),
        prefix: "yizhan_abc".to_owned(),
        scopes: [Scope::LedgerRead, Scope::Audit].into(),
        created_at: now(),
        expires_at: now() + TimeDelta::days(30),
        used_at: None,
        revoked_at: None,
    };
    let log = logged(AccountAct::TokenMade, now());
    store.add_token(&hash, &token, &log).await.expect("a token");
    let found = store.token(&hash).await.expect("answers");
    assert_eq!(found, Some((token.clone(), wang.clone())));
    assert_eq!(store.tokens(wang.id).await.expect("answers"), std::slice::from_ref(&token));
    assert_eq!(store.token(&secret().hash()).await.expect("answers"), None);
    store.touch_token(token.id, now()).await.expect("touches");

    let revoke = async |account: &Account, at| {
        let log = logged(AccountAct::TokenRevoked, at);
        store.revoke_token(account.id, token.id, &log).await.expect("answers")
    };
    assert!(!revoke(&li, now()).await, "it is not theirs");
    assert!(revoke(&wang, now()).await);
    assert!(!revoke(&wang, now() + TimeDelta::days(1)).await);
    let (revoked, _) = store.token(&hash).await.expect("answers").expect("it stays");
    assert_eq!((revoked.used_at, revoked.revoked_at), (Some(now()), Some(now())));
    assert!(!revoked.holds(now()));
    assert_eq!(store.account_events(None, 9).await.expect("answers").len(), 4);
}

pub(crate) async fn tries_are_counted_before_they_are_looked_at(database: Database) {
    let store = database.open().await;
    let rule = DelayRule { free: 3, longest_s: 60 };
    let key = |name: &str, rule| TryKey { key: name.to_owned(), rule };
    let both = [key("wang here", rule), key("wang", FROM_ANYWHERE)];
    let at_once: Vec<_> = (0..12)
        .map(|_| {
            let (store, both) = (Arc::clone(&store), both.clone());
            tokio::spawn(async move { store.count_try(&both, now()).await.expect("answers") })
        })
        .collect();
    let mut let_through = 0;
    for one in at_once {
        match one.await.expect("ends") {
            None => let_through += 1,
            Some(until) => assert_eq!(until, now() + TimeDelta::seconds(2)),
        }
    }
    assert_eq!(let_through, 4, "three are free, and the fourth makes the next one wait");
    let elsewhere = [key("wang there", rule), key("wang", FROM_ANYWHERE)];
    assert_eq!(store.count_try(&elsewhere, now()).await.expect("answers"), None);
    let later = now() + TimeDelta::seconds(2);
    assert_eq!(store.count_try(&both, later).await.expect("answers"), None);
    store.forgive_tries("wang here").await.expect("forgives");
    assert_eq!(store.count_try(&both, later).await.expect("answers"), None);
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
