//! A server for load tests: the real front door and router over stations made from a seed, and
//! beside them `/constant?bytes=N`, an answer of a given size, with the same headers, that costs
//! nothing to make.
//!
//! `cargo bench --bench http_server -- ADDRESS STATIONS` serves until it is stopped. Without
//! arguments it measures what one question costs in the server, without the network.

#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

#[expect(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/harness/ledger.rs"]
mod ledger;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, Uri, header};
use axum::routing::get;
use ulid::Ulid;
use yizhan::clock::SystemClock;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::{District, Name};
use yizhan::domain::edit::{Applied, ChangeSet, LoggedChange};
use yizhan::domain::filing::{Confirmed, Filing, FilingKey, Receipt, ReceiptCode};
use yizhan::domain::holiday_calendar::HolidayCalendar;
use yizhan::domain::photo::Photo;
use yizhan::domain::report::{FiledReport, Report};
use yizhan::domain::station::{Record, StationCode};
use yizhan::http::{ClientRules, Front, Limits, serve};
use yizhan::service::{App, DistrictData};
use yizhan::storage::{
    Audit, AuditCheck, Filings, ReportFilter, ReportPage, Seed, Store, StoreError,
};

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.as_slice() {
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

async fn front(stations: usize) -> Front {
    let data = DistrictData {
        district: District {
            colours: Default::default(),
            id: "bench".to_owned(),
            name: Name { zh: "测试".to_owned(), en: "Bench".to_owned() },
            city: Name { zh: "测试".to_owned(), en: "Bench".to_owned() },
            code: "1".to_owned(),
            code_prefix: "B".to_owned(),
            publisher: None,
            centre: Wgs84::new(116.44, 39.92).unwrap(),
            zone: ledger::zone(),
        },
        areas: Arc::new(ledger::halves(ledger::CITY)),
        units: Arc::from([]),
        places: Arc::from([]),
        calendar: Arc::new(HolidayCalendar::default()),
    };
    let store = Arc::new(Made { stations });
    let app = App::start(store, Arc::new(SystemClock), data).await.unwrap();
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

/// A ledger that is made while it is read.
struct Made {
    stations: usize,
}

#[async_trait]
impl Store for Made {
    async fn revision(&self) -> Result<u64, StoreError> {
        Ok(1)
    }

    async fn read_all(&self, sink: &mut (dyn FnMut(Record) + Send)) -> Result<u64, StoreError> {
        ledger::records(self.stations, ledger::CITY, 1).into_iter().for_each(sink);
        Ok(1)
    }

    async fn record(&self, _code: &StationCode) -> Result<Option<Record>, StoreError> {
        Ok(None)
    }

    async fn apply(
        &self,
        _set: &ChangeSet,
        _expected_revision: Option<u64>,
        _audit: &Audit,
    ) -> Result<Applied, StoreError> {
        Err(StoreError::ReadOnly)
    }

    async fn changes_since(
        &self,
        _revision: u64,
        _limit: u32,
    ) -> Result<Vec<LoggedChange>, StoreError> {
        Ok(Vec::new())
    }

    async fn history(&self, _code: &StationCode) -> Result<Vec<LoggedChange>, StoreError> {
        Ok(Vec::new())
    }

    async fn verify_audit(&self) -> Result<AuditCheck, StoreError> {
        Err(StoreError::ReadOnly)
    }

    async fn documents(&self) -> Result<BTreeMap<String, String>, StoreError> {
        Ok(BTreeMap::new())
    }

    async fn load_first(
        &self,
        _seed: &Seed,
        _audit: &Audit,
    ) -> Result<Option<Applied>, StoreError> {
        Ok(None)
    }

    async fn changed_since(&self, revision: u64, at_most: Duration) -> Result<u64, StoreError> {
        tokio::time::sleep(at_most).await;
        Ok(revision)
    }

    async fn close(&self) {}
}

/// Nobody sends anything to it.
#[async_trait]
impl Filings for Made {
    async fn filed(&self, _key: &FilingKey, _digest: &str) -> Result<Option<Receipt>, StoreError> {
        Err(StoreError::ReadOnly)
    }

    async fn file_report(
        &self,
        _filing: &Filing,
        _report: &Report,
        _photo: Option<&Photo>,
    ) -> Result<Receipt, StoreError> {
        Err(StoreError::ReadOnly)
    }

    async fn file_confirmation(&self, _filing: &Filing) -> Result<Receipt, StoreError> {
        Err(StoreError::ReadOnly)
    }

    async fn receipt(&self, _code: &ReceiptCode) -> Result<Option<Receipt>, StoreError> {
        Ok(None)
    }

    async fn list_reports(
        &self,
        _filter: &ReportFilter,
        _page: ReportPage,
    ) -> Result<Vec<FiledReport>, StoreError> {
        Ok(Vec::new())
    }

    async fn photo(&self, _report: Ulid) -> Result<Option<Photo>, StoreError> {
        Ok(None)
    }

    async fn confirmed(&self) -> Result<BTreeMap<StationCode, Confirmed>, StoreError> {
        Ok(BTreeMap::new())
    }
}
