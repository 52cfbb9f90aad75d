//! Sessions, known browsers, tokens and tries in any store.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::account::{Account, AccountAct};
use yizhan::domain::pass::{ApiToken, DEVICE_KNOWN, IDLE, LONGEST_SESSION, PassHash, Session};
use yizhan::domain::role::{Role, Scope};
use yizhan::domain::second_factor::TotpStep;
use yizhan::domain::sign_in_delay::{DelayRule, FROM_ANYWHERE};
use yizhan::storage::{
    AccountWrite, EndSessions, Keep, Opening, SecondFactor, Store, StoreError, TryKey,
};

use super::database::Database;
use super::people::{add, logged, now, secret, write};

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
    let factor = SecondFactor { key: "a key".to_owned(), used: TotpStep(10) };
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
