//! The program, started for real over a database, and killed; and a client of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use yizhan::clock::{Clock as _, SystemClock};

const DISTRICT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tiny-district");
pub(super) const PHOTOS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/photos");
const PASSWORD: &str = "correct horse battery staple";

/// A running server.
pub(super) struct Server {
    process: Child,
    pub(super) address: String,
}

impl Server {
    /// Starts it, and waits until it serves.
    pub(super) fn start(database: &str) -> Self {
        let mut process = command(database)
            .args(["serve", "--listen", "127.0.0.1:0", "--rate-limit", "0", "--photos", PHOTOS])
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut logged = String::new();
        while !logged.contains("ready to serve") {
            assert_ne!(log.read_line(&mut logged).unwrap(), 0, "{logged}");
        }
        // The log goes on, and must be read so that the server is not held up.
        std::thread::spawn(move || log.lines().count());
        let (_, address) = logged.rsplit_once("address=").unwrap();
        let address = address.split_whitespace().next().unwrap().to_owned();
        Self { process, address }
    }

    /// SIGKILL: nothing is flushed, nobody is told.
    pub(super) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn command(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizhan"));
    command.args(["--database", database, "--data", DISTRICT]).env_remove("YIZHAN_LOG");
    command
}

/// An administrator's token for the ledger, which outlives the server.
pub(super) async fn token(database: &str) -> Arc<str> {
    for (arguments, input) in [
        (&["user", "add", "boss", "--role", "district-administrator"][..], ""),
        (&["user", "set-password", "boss"], PASSWORD),
    ] {
        let mut process = command(database)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        assert!(process.wait().unwrap().success());
    }
    let server = Server::start(database);
    let mut client = Client::connect(&server.address).await.unwrap();
    let body = json!({ "name": "boss", "password": PASSWORD }).to_string();
    let signed_in = client.send("POST", "/admin/v1/session", &[], body.as_bytes()).await.unwrap();
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap().to_owned();
    let csrf = signed_in.json()["csrf"].as_str().unwrap().to_owned();
    let expires_at = SystemClock.now() + chrono::TimeDelta::days(1);
    let scopes = ["ledger:read", "ledger:write", "verification"];
    let body = json!({ "name": "test", "scopes": scopes, "expires_at": expires_at }).to_string();
    let headers = [("cookie", cookie.as_str()), ("x-csrf-token", csrf.as_str())];
    let made = client.send("POST", "/admin/v1/account/tokens", &headers, body.as_bytes()).await;
    let made = made.unwrap();
    assert_eq!(made.status, 201, "{}", made.body);
    server.kill();
    made.json()["secret"].as_str().unwrap().into()
}

/// One connection to a server. When the server is gone, there is no answer.
pub(super) struct Client {
    stream: tokio::io::BufReader<TcpStream>,
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Client {
    pub(super) async fn connect(address: &str) -> Option<Self> {
        let stream = TcpStream::connect(address).await.ok()?;
        Some(Self { stream: tokio::io::BufReader::new(stream) })
    }

    pub(super) async fn send(
        &mut self,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Answer> {
        let mut head = format!(
            "{method} {uri} HTTP/1.1\r\nhost: x\r\naccept-language: en\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        self.stream.write_all(head.as_bytes()).await.ok()?;
        self.stream.write_all(body).await.ok()?;
        self.answer().await
    }

    /// The same as a program with a token.
    pub(super) async fn ask(
        &mut self,
        token: &str,
        method: &str,
        uri: &str,
        header: (&str, &str),
        body: &[u8],
    ) -> Option<Answer> {
        let bearer = format!("Bearer {token}");
        self.send(method, uri, &[("authorization", &bearer), header], body).await
    }

    async fn answer(&mut self) -> Option<Answer> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head).await.ok()? == 0 {
                return None;
            }
        }
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let mut answer = Answer { status, head, body: String::new() };
        let mut body = vec![0; answer.header("content-length").parse().ok()?];
        self.stream.read_exact(&mut body).await.ok()?;
        answer.body = String::from_utf8(body).ok()?;
        Some(answer)
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut named = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.next().map_or("", |(_, value)| value)
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}
