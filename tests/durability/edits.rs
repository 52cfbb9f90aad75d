//! A thousand edits, and the server killed again and again while they come.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use super::server::{Client, Server, token};
use crate::store::database::Database;

const EDITS: usize = 1_000;
/// The server is killed whenever so many more were acknowledged.
const KILLED_EVERY: usize = 230;
/// Each editor has a station of its own.
const STATIONS: [&str; 4] = ["LZ-1", "LZ-2", "LZ-3", "LZ-4"];

/// What one editor knows of a station: the version and the seats that were acknowledged last.
#[derive(Debug, Clone, Copy)]
struct Acknowledged {
    version: u64,
    seats: u64,
}

pub(super) async fn survive(database: Database) {
    database.open().await.close().await;
    let token = token(&database.address).await;
    let done = Arc::new(AtomicUsize::new(0));
    let mut known = STATIONS.map(|_| Acknowledged { version: 1, seats: 0 });
    let mut kills = 0;
    while done.load(Ordering::SeqCst) < EDITS {
        let server = Server::start(&database.address);
        let before = done.load(Ordering::SeqCst);
        let editors = STATIONS.iter().zip(known).map(|(station, from)| {
            let (address, token) = (server.address.clone(), Arc::clone(&token));
            tokio::spawn(edit(address, token, station, from, Arc::clone(&done)))
        });
        let editors: Vec<_> = editors.collect();
        while done.load(Ordering::SeqCst) < (before + KILLED_EVERY).min(EDITS) {
            assert!(!editors.iter().all(tokio::task::JoinHandle::is_finished), "nobody edits");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.kill();
        kills += 1;
        for (known, editor) in known.iter_mut().zip(editors) {
            *known = editor.await.unwrap();
        }
        check(&database, &mut known).await;
    }
    assert!(kills >= 4, "killed {kills} times");
}

/// Edits a station until the server is gone.
async fn edit(
    address: String,
    token: Arc<str>,
    station: &str,
    from: Acknowledged,
    done: Arc<AtomicUsize>,
) -> Acknowledged {
    let mut known = from;
    let Some(mut client) = Client::connect(&address).await else { return known };
    let uri = format!("/admin/v1/stations/{station}");
    loop {
        let seats = (known.seats + 1) % 90_000;
        let tag = format!("\"{}\"", known.version);
        let body = json!({ "seats": seats }).to_string();
        let sent = client.ask(&token, "PATCH", &uri, ("if-match", &tag), body.as_bytes()).await;
        let Some(answer) = sent else { return known };
        assert_eq!(answer.status, 200, "{}", answer.body);
        known = Acknowledged { version: known.version + 1, seats };
        assert_eq!(answer.json()["station"]["version"], known.version);
        done.fetch_add(1, Ordering::SeqCst);
    }
}

/// Whatever was acknowledged is there, at most one edit more of each station, and no half.
async fn check(database: &Database, known: &mut [Acknowledged]) {
    let store = database.open().await;
    let audit = store.verify_audit().await.unwrap();
    assert!(audit.is_intact(), "{:?}", audit.faults);
    for (station, known) in STATIONS.iter().zip(known) {
        let code = station.parse().unwrap();
        let history = store.history(&code).await.unwrap();
        let record = store.record(&code).await.unwrap().unwrap();
        assert_eq!(record.version, history.len() as u64, "{station}");
        let last = &history[usize::try_from(known.version).unwrap() - 1];
        if known.version > 1 {
            assert_eq!(
                last.after.seats.map(u64::from),
                Some(known.seats),
                "{station} lost an edit"
            );
        }
        assert!(record.version <= known.version + 1, "{station} was edited by nobody");
        *known = Acknowledged {
            version: record.version,
            seats: record.station.seats.map_or(0, u64::from),
        };
    }
    store.close().await;
}
