//! `user`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use clap::{Args as _, FromArgMatches as _};
use yizhan::cli::desk::{Desk, Verdict};
use yizhan::cli::user::{self, UserArgs};
use yizhan::clock::SetClock;
use yizhan::domain::account::AccountAct;
use yizhan::domain::role::Role;
use yizhan::storage::{Store, open};

use crate::exchange::fixtures::district_data;

/// A terminal over one store, whose commands follow one another.
struct Terminal {
    store: Arc<dyn Store>,
    clock: SetClock,
}

impl Terminal {
    async fn new() -> Self {
        let store = open("sqlite::memory:").await.unwrap();
        Self { store, clock: SetClock::at("2026-11-21T19:50:00+08:00".parse().unwrap()) }
    }

    /// What a command says, and whether it ended well.
    async fn said(&self, line: &str) -> (String, bool) {
        let words = ["user"].into_iter().chain(line.split(' '));
        let matches = UserArgs::augment_args(clap::Command::new("user")).get_matches_from(words);
        let data = district_data();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut desk = Desk {
            store: Arc::clone(&self.store),
            data: &data,
            clock: &self.clock,
            out: &mut out,
            err: &mut err,
        };
        let args = UserArgs::from_arg_matches(&matches).unwrap();
        let verdict = user::run(&args, &mut desk).await;
        let said = String::from_utf8([out, err].concat()).unwrap();
        match verdict {
            Ok(verdict) => (said, verdict == Verdict::Fine),
            Err(error) => (error.to_string(), false),
        }
    }
}

#[tokio::test]
async fn accounts_are_made_changed_and_locked_from_the_terminal() {
    let terminal = Terminal::new().await;
    let (link, fine) = terminal.said("setup-link --public-url https://yizhan.example").await;
    assert!(fine && link.starts_with("https://yizhan.example/staff#setup="), "{link}");
    let (said, fine) =
        terminal.said("add wang.li --shown 王丽 --role editor --area 1 --unit U2").await;
    assert!(fine && said.contains("wang.li may set a password at http://127.0.0.1:8080/staff#"));
    let (said, fine) = terminal.said("setup-link").await;
    assert!(!fine && said.contains("there are accounts already"), "{said}");
    assert!(terminal.said("setup-link Wang.Li").await.1);

    let (list, _) = terminal.said("list").await;
    for word in ["wang.li", "王丽", "editor", "U2", "no password yet"] {
        assert!(list.contains(word), "{word}: {list}");
    }
    for (line, word) in [
        ("set-role wang.li --role district-administrator", "district_administrator"),
        ("add boss --role district-administrator", "boss"),
        ("lock wang.li", "locked"),
        ("unlock wang.li", "wang.li"),
        ("sign-out wang.li", "wang.li"),
        ("reset-totp wang.li", "wang.li"),
    ] {
        let (said, fine) = terminal.said(line).await;
        assert!(fine, "{line}: {said}");
        let (list, _) = terminal.said("list").await;
        assert!(list.contains(word), "{line}: {list}");
    }
    let events = terminal.store.account_events(None, 100).await.unwrap();
    assert!(events[..events.len() - 1].iter().all(|entry| entry.logged.event.actor == "cli"));
    assert_eq!(events[0].logged.event.act, AccountAct::SecondFactorRemoved);
    let (said, fine) = terminal.said("verify-log").await;
    assert!(fine && said.starts_with(&format!("{} entries", events.len())), "{said}");
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let terminal = Terminal::new().await;
    terminal.said("add boss --role district-administrator").await;
    for (line, words) in [
        ("add boss --role editor", "the name is taken"),
        ("add b --role editor", "2 to 32 letters"),
        ("add li --role editor --area 9", "there is no area 9"),
        ("add li --role editor --unit U9", "there is no unit U9"),
        ("lock nobody", "there is no such account"),
        ("lock boss", "the last district administrator"),
        ("set-role boss --role auditor", "the last district administrator"),
    ] {
        let (said, fine) = terminal.said(line).await;
        assert!(!fine && said.contains(words), "{line}: {said}");
    }
}

/// Runs the program over a database of its own.
fn program(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let district = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tiny-district");
    let mut child = Command::new(env!("CARGO_BIN_EXE_yizhan"))
        .args(arguments)
        .arg("--database")
        .arg(folder.join("yizhan.db"))
        .args(["--data", district])
        .env_remove("YIZHAN_PUBLIC_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[tokio::test]
async fn a_password_is_read_from_the_standard_input_and_never_said_again() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], input: &str| program(folder.path(), arguments, input);
    let added = run(&["user", "add", "wang", "--role", "auditor"], "");
    assert!(added.status.success(), "{added:?}");
    let weak = run(&["user", "set-password", "wang"], "password1234\n");
    let said = String::from_utf8(weak.stderr).unwrap();
    assert!(said.contains("it is easily guessed") && !said.contains("password1234"), "{said}");
    assert_eq!(weak.status.code(), Some(1));
    let set = run(&["user", "set-password", "wang"], "correct horse battery staple\r\n");
    assert!(set.status.success(), "{set:?}");
    assert!(!String::from_utf8([set.stdout, set.stderr].concat()).unwrap().contains("horse"));

    let store = open(folder.path().join("yizhan.db").to_str().unwrap()).await.unwrap();
    let wang = store.accounts().await.unwrap().pop().unwrap();
    assert_eq!((wang.person.role, wang.has_password), (Role::Auditor, true));
    let kept = store.credentials(&wang.person.name).await.unwrap().unwrap().password.unwrap();
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
}

/// What the server prints until it is ready to serve.
fn printed_at_the_start(folder: &Path) -> String {
    let district = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tiny-district");
    let mut server = Command::new(env!("CARGO_BIN_EXE_yizhan"))
        .args(["serve", "--listen", "127.0.0.1:0", "--public-url", "https://yizhan.example"])
        .arg("--database")
        .arg(folder.join("yizhan.db"))
        .args(["--data", district])
        .env_remove("YIZHAN_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap());
    let mut logged = String::new();
    while !logged.contains("ready to serve") {
        assert_ne!(log.read_line(&mut logged).unwrap(), 0, "{logged}");
    }
    server.kill().unwrap();
    let mut printed = String::new();
    server.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    server.wait().unwrap();
    assert!(!logged.contains("#setup="), "the log is read by many");
    printed
}

#[test]
fn the_server_prints_a_link_for_the_first_administrator_as_long_as_there_is_no_account() {
    let folder = tempfile::tempdir().unwrap();
    let first = printed_at_the_start(folder.path());
    let again = printed_at_the_start(folder.path());
    for printed in [&first, &again] {
        let (_, token) = printed.trim().split_once("https://yizhan.example/staff#setup=").unwrap();
        assert_eq!(token.len(), 43, "{printed}");
    }
    assert_ne!(first, again);
    program(folder.path(), &["user", "add", "wang", "--role", "district-administrator"], "");
    assert_eq!(printed_at_the_start(folder.path()), "");
}
