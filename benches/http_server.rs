//! A server for load tests: the real front door and router over stations made from a seed, and
//! beside them `/constant?bytes=N`, an answer of a given size, with the same headers, that costs
//! nothing to make.
//!
//! `cargo bench --bench http_server -- ADDRESS STATIONS` serves until it is stopped, `tiles STATIONS`
//! in their place says how long a fresh tile of z10 takes, milliseconds. Without arguments it measures what one question costs in the server, without the network.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

#[expect(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/harness/amenity_catalogue.rs"]
mod amenity_catalogue;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/harness/ledger.rs"]
mod ledger;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[path = "../src/memory.rs"]
mod memory;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, Uri, header};
use axum::routing::get;
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::{District, Name};
use yizhan::domain::edit::{Origin, Via};
use yizhan::domain::holiday_calendar::HolidayCalendar;
use yizhan::http::{ClientRules, Front, Limits, serve};
use yizhan::service::{App, DistrictData};
use yizhan::storage::{self, Audit, Seed, Store};
use yizhan::tiles::TileAddress;
use yizhan::tiles::stations::tile;

/// As the program itself.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: memory::HugePages = memory::HugePages;

fn main() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    memory::give_back();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.as_slice() {
        [what, stations] if what == "tiles" => {
            runtime.block_on(measure_tile(stations.parse().unwrap()));
        }
        [address, stations] => {
            runtime.block_on(serve_at(address, stations.parse().unwrap()));
        }
        _ => {
            for stations in [2_166, 200_000] {
                runtime.block_on(measure(stations));
            }
        }
    }
}

async fn serve_at(address: &str, stations: usize) {
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let front = Arc::new(front(stations).await);
    println!("serving {stations} stations on {address}");
    serve(listener, front, std::future::pending()).await.unwrap();
}

/// What one request costs from the parsed head to the answer's bytes, on one thread.
async fn measure(stations: usize) {
    const ROUNDS: usize = 5;
    const REQUESTS: usize = 100_000;
    let front = front(stations).await;
    let mut rng = ledger::rng(2);
    let here: Vec<Wgs84> = (0..10_000).map(|_| ledger::CITY.random_position(&mut rng)).collect();
    let nearest = |extra: &str| -> Vec<Uri> {
        let uri = |at: &Wgs84| {
            format!("/api/v1/stations/nearest?lat={}&lon={}&limit=5{extra}", at.lat(), at.lon())
        };
        here.iter().map(|at| uri(at).parse().unwrap()).collect()
    };
    for (name, uris) in [
        ("constant", vec!["/constant?bytes=3500".parse().unwrap()]),
        ("nearest 5", nearest("")),
        ("nearest 5 with aed", nearest("&amenities=aed")),
        ("nearest 5 open on arrival", nearest("&open=arrival")),
    ] {
        let mut best = Duration::MAX;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for uri in uris.iter().cycle().take(REQUESTS) {
                let request = Request::get(uri.clone()).body(Body::empty()).unwrap();
                let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
                black_box(front.answer(peer, request).await);
            }
            best = best.min(start.elapsed());
        }
        let each_us = best.as_secs_f64() * 1e6 / REQUESTS as f64;
        println!("{stations:>9} stations  {name:<28} {each_us:6.2} µs");
    }
}

/// What it costs to make a tile of many stations, on one thread.
async fn measure_tile(stations: usize) {
    let app = app(stations).await;
    let (snapshot, minute) =
        (app.published.load_full(), app.district.zone.local_minute(app.clock.now()));
    let address = TileAddress::new(10, 843, 387).unwrap();
    let mut best = Duration::MAX;
    for _ in 0..200 {
        let start = Instant::now();
        black_box(tile(&snapshot, black_box(address), minute).unwrap());
        best = best.min(start.elapsed());
    }
    println!("fresh z10 {:.4}", best.as_secs_f64() * 1e3);
}

async fn app(stations: usize) -> Arc<App> {
    let data = DistrictData {
        revision: 0,
        district: District {
            colours: Default::default(),
            id: "bench".to_owned(),
            name: Name { zh: "测试".to_owned(), en: "Bench".to_owned() },
            city: Name { zh: "测试".to_owned(), en: "Bench".to_owned() },
            code: "1".to_owned(),
            code_prefix: "B".to_owned(),
            publisher: None,
            verify_every_months: 3,
            centre: Wgs84::new(116.44, 39.92).unwrap(),
            zone: ledger::zone(),
        },
        areas: Arc::new(ledger::halves(ledger::CITY)),
        units: Arc::from([]),
        places: Arc::from([]),
        amenities: Arc::clone(amenity_catalogue::catalogue()),
        calendar: Arc::new(HolidayCalendar::default()),
    };
    App::start(store(stations).await, Arc::new(SystemClock), data).await.unwrap()
}

async fn front(stations: usize) -> Front {
    let app = app(stations).await;
    let limits = Limits { per_client_s: std::num::NonZeroU32::new(u32::MAX), ..Limits::default() };
    let largest = Bytes::from(vec![b'x'; 64 * 1024]);
    let constant = get(move |uri: Uri| {
        let asked = uri.query().and_then(|query| query.strip_prefix("bytes=")?.parse().ok());
        let body = largest.slice(..asked.unwrap_or(1000).min(largest.len()));
        let headers = [
            (header::CACHE_CONTROL, "private, no-store"),
            (header::VARY, "accept-language, accept-encoding"),
            (header::CONTENT_TYPE, "application/json"),
            (header::CONTENT_LANGUAGE, "zh-CN"),
        ];
        std::future::ready((headers, body))
    });
    Front::new(app, limits, ClientRules::default(), None)
        .with_more(Router::new().route("/constant", constant))
}

/// The ledger of a made-up district, in memory.
async fn store(stations: usize) -> Arc<dyn Store> {
    let clock = SystemClock;
    let store = storage::open("sqlite::memory:").await.unwrap();
    let records = ledger::records(stations, ledger::CITY, 1);
    let stations = records.into_iter().map(|record| record.station).collect();
    let origin = Origin { actor: "bench".to_owned(), via: Via::FirstStart, reason: String::new() };
    let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
    let seed = Seed { documents: BTreeMap::new(), stations };
    store.load_first(&seed, &audit).await.unwrap();
    store
}
