//! How soon the real program serves from a database that is there, and how much memory it
//! holds then. The ledger is the one that ships, copied to other places until it is as large
//! as asked: 2,166 and 200,000 stations.
//!
//! `cargo bench --bench start` (Linux: the memory is read from `/proc`).

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use ulid::Ulid;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::{Origin, Via};
use yizhan::domain::station::Station;
use yizhan::service::data_folder::{DataFiles, seed};
use yizhan::storage::{Audit, Seed, open};

/// Starts of each size.
const STARTS: usize = 5;
/// When the memory is looked at: what was read for the start has been given back by then.
const SETTLED: Duration = Duration::from_secs(4);

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for stations in [2_166, 200_000] {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("ledger.db");
        runtime.block_on(load(&database, stations));
        let mut ready_ms: Vec<f64> = Vec::new();
        let mut resident_mb: Vec<f64> = Vec::new();
        for _ in 0..STARTS {
            let (ready, resident_kib) = start(&database);
            ready_ms.push(ready.as_secs_f64() * 1e3);
            resident_mb.push(resident_kib as f64 / 1024.0);
        }
        println!(
            "{stations:>8} stations  ready in {:7.0} ms  resident {:5.0} MiB (medians of {STARTS})",
            median(&mut ready_ms),
            median(&mut resident_mb)
        );
    }
}

/// Fills a new database.
async fn load(database: &Path, stations: usize) {
    let mut seed = seed(&shipped()).unwrap();
    let originals = std::mem::take(&mut seed.stations);
    seed.stations = (0..).flat_map(|copy| copies(&originals, copy)).take(stations).collect();
    let origin = Origin { actor: "bench".to_owned(), via: Via::FirstStart, reason: String::new() };
    let audit = Audit { id: Ulid::from_parts(1, 1), at: DateTime::<Utc>::UNIX_EPOCH, origin };
    let store = open(database.to_str().unwrap()).await.unwrap();
    let Seed { documents, stations } = seed;
    store.load_first(&Seed { documents, stations }, &audit).await.unwrap();
    store.close().await;
}

/// The stations again, each a little farther east, under codes of their own.
fn copies(originals: &[Station], copy: u32) -> Vec<Station> {
    let moved = |original: &Station| {
        let mut station = original.clone();
        let at = original.position;
        station.position = Wgs84::new(at.lon() + 0.0003 * f64::from(copy), at.lat()).unwrap();
        if copy > 0 {
            station.code = format!("{}-{copy}", original.code).parse().unwrap();
        }
        station
    };
    originals.iter().map(moved).collect()
}

fn shipped() -> DataFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let names = [
        "district.json",
        "areas.geojson",
        "units.csv",
        "places.csv",
        "stations.csv",
        "homes.csv",
        "holidays/2025.json",
        "holidays/2026.json",
    ];
    names
        .iter()
        .map(|name| ((*name).to_owned(), std::fs::read(folder.join(name)).unwrap()))
        .collect()
}

/// One start: how long until it says that it is ready, and KiB of resident memory a while later.
fn start(database: &Path) -> (Duration, u64) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let started = Instant::now();
    let mut server = Command::new(env!("CARGO_BIN_EXE_yizhan"))
        .args(["serve", "--listen", &port.to_string(), "--database"])
        .arg(database)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !is_ready(port) {
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(Duration::from_millis(2));
    }
    let ready = started.elapsed();
    std::thread::sleep(SETTLED);
    let resident_kib = resident_kib(&server);
    server.kill().unwrap();
    server.wait().unwrap();
    (ready, resident_kib)
}

fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    // The port is taken before the ledger is read: the answer comes when it can.
    let request = b"GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
    let mut answer = String::new();
    stream.write_all(request).is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.starts_with("HTTP/1.1 200")
}

fn resident_kib(server: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
