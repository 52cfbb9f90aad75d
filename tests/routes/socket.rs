//! The server on a real socket: HEAD, keep-alive, slow clients, the graceful stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use yizhan::http::{ClientRules, Limits, serve};

use crate::harness::site::TestSite;

struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    done: JoinHandle<std::io::Result<()>>,
}

impl Running {
    async fn start(limits: Limits) -> Self {
        let site = TestSite::with(limits, ClientRules::default()).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(serve(listener, Arc::clone(&site.front), async move {
            let _ = stopped.await;
        }));
        Self { address, stop: Some(stop), done }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn stop(mut self) {
        let _ = self.stop.take().unwrap().send(());
        timeout(Duration::from_secs(5), self.done).await.unwrap().unwrap().unwrap();
    }
}

async fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
}

/// Everything until the server closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    timeout(Duration::from_secs(5), stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn head_tells_the_length_and_sends_no_body_and_the_connection_is_kept() {
    let server = Running::start(Limits::default()).await;
    let mut stream = server.connect().await;
    send(&mut stream, "HEAD /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    send(&mut stream, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let text = rest(&mut stream).await;
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2, "{text}");
    assert_eq!(text.matches("content-length: 3").count(), 2, "{text}");
    assert_eq!(text.matches("\r\n\r\nok\n").count(), 1, "{text}");
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_never_ends_its_head_is_sent_away() {
    let limits = Limits { head_time: Duration::from_millis(200), ..Limits::default() };
    let server = Running::start(limits).await;
    let mut slow = server.connect().await;
    send(&mut slow, "GET /healthz HTTP/1.1\r\nhost:").await;
    let text = rest(&mut slow).await;
    assert!(!text.contains("200 OK"), "{text}");
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_does_not_take_its_answers_is_sent_away() {
    let send_time = Duration::from_millis(200);
    let limits = Limits { connections: 1, send_time, per_client_s: None, ..Limits::default() };
    let server = Running::start(limits).await;
    let mut deaf = server.connect().await;
    // More answers than the buffers between us hold.
    let asking = tokio::spawn(async move {
        let many = "GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1000);
        let _ = deaf.write_all(many.as_bytes()).await;
        tokio::time::sleep(Duration::from_secs(20)).await;
        drop(deaf);
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    // Its place is the only one.
    let mut next = server.connect().await;
    send(&mut next, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(rest(&mut next).await.starts_with("HTTP/1.1 200 OK"));
    asking.abort();
    server.stop().await;
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = Running::start(Limits::default()).await;
    let mut stream = server.connect().await;
    let head = format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(20_000));
    send(&mut stream, &head).await;
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 431"));
    server.stop().await;
}

#[tokio::test]
async fn stopping_ends_idle_connections_and_takes_no_new_ones() {
    let server = Running::start(Limits::default()).await;
    let address = server.address;
    let mut idle = server.connect().await;
    send(&mut idle, "GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut first = [0; 15];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    server.stop().await;
    rest(&mut idle).await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_connection_that_never_asks_does_not_hold_up_the_stop_for_long() {
    let limits = Limits { drain_time: Duration::from_millis(300), ..Limits::default() };
    let server = Running::start(limits).await;
    let mut half = server.connect().await;
    send(&mut half, "GET /healthz HTTP/1.1\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_a_place() {
    let server = Running::start(Limits { connections: 1, ..Limits::default() }).await;
    let first = server.connect().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut second = server.connect().await;
    send(&mut second, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let mut byte = [0; 1];
    assert!(timeout(Duration::from_millis(200), second.read(&mut byte)).await.is_err());
    drop(first);
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200 OK"));
    server.stop().await;
}
