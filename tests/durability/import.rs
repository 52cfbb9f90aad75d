//! An import of thousands of rows, and the server killed while it is planned and applied.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::server::{Client, Server, token};
use crate::store::database::Database;

const ROWS: usize = 1_000;

/// When the server is killed, as parts of the time that applying takes when nobody disturbs it:
/// at its beginning, in its middle and at its end.
const KILLED_AT: [f64; 5] = [0.05, 0.4, 0.7, 0.95, 1.1];

pub(super) async fn is_whole(database: Database) {
    database.open().await.close().await;
    let token = token(&database.address).await;
    let undisturbed = {
        let server = Server::start(&database.address);
        let import = planned(&server, &token, 0).await;
        let start = Instant::now();
        apply(&server.address, &token, &import, 0).await.unwrap();
        let took = start.elapsed();
        server.kill();
        took
    };
    for (round, part) in (1..).zip(KILLED_AT) {
        let server = Server::start(&database.address);
        let import = planned(&server, &token, round).await;
        let (address, bearer) = (server.address.clone(), token.clone());
        let request = {
            let import = import.clone();
            tokio::spawn(async move { apply(&address, &bearer, &import, round).await })
        };
        tokio::time::sleep(undisturbed.mul_f64(part)).await;
        server.kill();
        let acknowledged = request.await.unwrap();

        let written = whole(&database, round).await;
        assert!(written || acknowledged.is_none(), "round {round}: acknowledged and not there");
        // The same request again brings it to its end, and not twice.
        let server = Server::start(&database.address);
        let again = apply(&server.address, &token, &import, round).await.unwrap();
        assert_eq!(again["was_done_before"], written, "round {round}");
        server.kill();
        assert!(whole(&database, round).await, "round {round}");
    }
    killed_while_planning(&database, &token).await;
}

/// The address of a plan that is ready.
async fn planned(server: &Server, token: &str, round: u32) -> String {
    let mut client = Client::connect(&server.address).await.unwrap();
    let file = file(round);
    let key = format!("upload-{round:04}");
    let uri = "/admin/v1/imports?file=a.csv";
    let header = ("idempotency-key", key.as_str());
    let taken = client.ask(token, "POST", uri, header, file.as_bytes()).await.unwrap();
    assert_eq!(taken.status, 202, "{}", taken.body);
    let import = taken.header("location").to_owned();
    for _ in 0..600 {
        let plan = client.ask(token, "GET", &import, ("x", "y"), b"").await.unwrap().json();
        if plan["import"]["state"] != "planning" {
            assert_eq!(plan["import"]["state"], "ready", "{plan}");
            return import;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the plan is never ready");
}

/// The answer to the request to apply; `None` when the server was gone.
async fn apply(address: &str, token: &str, import: &str, round: u32) -> Option<Value> {
    let mut client = Client::connect(address).await?;
    let key = format!("apply-{round:04}");
    let (uri, header) = (format!("{import}/apply"), ("idempotency-key", key.as_str()));
    let answer = client.ask(token, "POST", &uri, header, json!({}).to_string().as_bytes()).await?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    Some(answer.json())
}

/// New stations, and one edit of a station that was there.
fn file(round: u32) -> String {
    let mut text =
        format!("编码,名称,类别,经度,纬度,座位\nLZ-1,湖心驿站,工会驿站,115.95,30.55,{round}\n");
    for number in 1..ROWS {
        let lon = 115.945 + number as f64 * 5e-6;
        text.push_str(&format!(
            "R{round}-{number:05},第{number}站,工会驿站,{lon:.6},30.55,{round}\n"
        ));
    }
    text
}

/// Whether all of a round's rows are in the ledger; it must be all or none.
async fn whole(database: &Database, round: u32) -> bool {
    let store = database.open().await;
    let audit = store.verify_audit().await.unwrap();
    assert!(audit.is_intact(), "{:?}", audit.faults);
    let mut there = 0;
    let prefix = format!("R{round}-");
    store
        .read_all(&mut |record| {
            let station = record.station;
            let is_first = station.code.as_str() == "LZ-1" && station.seats == Some(round);
            there += usize::from(is_first || station.code.as_str().starts_with(&prefix));
        })
        .await
        .unwrap();
    store.close().await;
    assert!(there == 0 || there == ROWS, "round {round}: {there} of {ROWS}");
    there == ROWS
}

/// An upload that was acknowledged is there after the restart; the plan that was cut off can be
/// made again.
async fn killed_while_planning(database: &Database, token: &str) {
    let server = Server::start(&database.address);
    let mut client = Client::connect(&server.address).await.unwrap();
    let file = file(99);
    let uri = "/admin/v1/imports?file=a.csv";
    let header = ("idempotency-key", "upload-cut-off");
    let taken = client.ask(token, "POST", uri, header, file.as_bytes()).await.unwrap();
    assert_eq!(taken.status, 202);
    let import = taken.header("location").to_owned();
    server.kill();
    let server = Server::start(&database.address);
    let mut client = Client::connect(&server.address).await.unwrap();
    let there = client.ask(token, "GET", &import, ("x", "y"), b"").await.unwrap();
    assert_eq!(there.status, 200);
    assert!(!whole(database, 99).await);
    planned(&server, token, 99).await;
    server.kill();
}
