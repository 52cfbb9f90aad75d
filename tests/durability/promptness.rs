//! What staff have changed is in riders' answers at once, on the program as it is served.

use std::time::{Duration, Instant};

use serde_json::json;

use super::server::{Client, Server, token};
use crate::store::database::Database;

/// How soon an edit is in every rider's answer on one node.
const AT_ONCE: Duration = Duration::from_secs(1);
/// A machine that is busy with other tests may hold up one edit, not each of several.
const EDITS: u64 = 5;
/// When to give up.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn is_at_once(database: Database) {
    database.open().await.close().await;
    let token = token(&database.address).await;
    let server = Server::start(&database.address);
    let mut office = Client::connect(&server.address).await.unwrap();
    let mut rider = Client::connect(&server.address).await.unwrap();
    let mut quickest = PATIENCE;
    for version in 1..=EDITS {
        let (tag, seats) = (format!("\"{version}\""), 100 + version);
        let body = json!({ "seats": seats }).to_string();
        let uri = "/admin/v1/stations/LZ-1";
        let sent = office.ask(&token, "PATCH", uri, ("if-match", &tag), body.as_bytes()).await;
        assert_eq!(sent.map(|answer| answer.status), Some(200));
        let acknowledged = Instant::now();
        while told(&mut rider).await != seats {
            assert!(acknowledged.elapsed() < PATIENCE, "riders are never told of edit {version}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        quickest = quickest.min(acknowledged.elapsed());
    }
    server.kill();
    assert!(quickest <= AT_ONCE, "riders waited {quickest:?} at least");
}

/// How many seats a rider is told of.
async fn told(rider: &mut Client) -> u64 {
    let answer = rider.send("GET", "/api/v1/stations/LZ-1", &[], b"").await.unwrap();
    answer.json()["station"]["seats"].as_u64().unwrap_or_default()
}
