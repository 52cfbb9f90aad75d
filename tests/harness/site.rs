//! A server of one's own, on the tiny district and a clock that stands still.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, request};
use serde_json::Value;
use yizhan::clock::{Clock as _, SetClock};
use yizhan::domain::edit::{Change, ChangeSet, Origin, Via};
use yizhan::domain::station::Station;
use yizhan::drawing::renderer::Renderer;
use yizhan::http::{Basemap, ClientRules, FiguresFor, Front, Limits};
use yizhan::service::data_folder::{self, DataFiles};
use yizhan::service::first_start::load_data_that_ship;
use yizhan::service::wechat::WeChat;
use yizhan::service::{App, DistrictData};
use yizhan::storage::{self, Audit, Store};

/// Saturday, 2026-11-21, 19:50 in the district.
pub(crate) const NOW: &str = "2026-11-21T19:50:00+08:00";

/// A server without a socket.
#[derive(Clone)]
pub(crate) struct TestSite {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) front: Arc<Front>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestSite {
    pub(crate) async fn new() -> Self {
        let unlimited =
            Limits { per_client_s: None, writes_per_client_min: None, ..Limits::default() };
        Self::with(unlimited, ClientRules::default()).await
    }

    pub(crate) async fn with(limits: Limits, rules: ClientRules) -> Self {
        let clock = Arc::new(SetClock::at(NOW.parse().unwrap()));
        let store = storage::open("sqlite::memory:").await.unwrap();
        Self::of(store, clock, &tiny_district(), limits, rules).await
    }

    /// A server of the data that ship, at an instant.
    pub(crate) async fn shipped(now: &str) -> Self {
        let clock = Arc::new(SetClock::at(now.parse().unwrap()));
        let store = storage::open("sqlite::memory:").await.unwrap();
        let limits = Limits { per_client_s: None, ..Limits::default() };
        Self::of(store, clock, &data_that_ship(), limits, ClientRules::default()).await
    }

    /// A server of some district.
    pub(crate) async fn of(
        store: Arc<dyn Store>,
        clock: Arc<SetClock>,
        files: &DataFiles,
        limits: Limits,
        rules: ClientRules,
    ) -> Self {
        let app = app(store, Arc::clone(&clock), files).await;
        let front = Arc::new(Front::new(Arc::clone(&app), limits, rules, None));
        Self { app, clock, front }
    }

    /// A server on which one station is another than in the tiny district.
    pub(crate) async fn edited(code: &str, edit: impl FnOnce(&mut Station)) -> Self {
        let before = Self::new().await;
        let store = Arc::clone(&before.app.store);
        let mut station = store.record(&code.parse().unwrap()).await.unwrap().unwrap().station;
        edit(&mut station);
        let changes = vec![Change::Update { expected: None, station }];
        let origin = Origin { actor: "test".to_owned(), via: Via::Api, reason: String::new() };
        let clock = before.clock;
        let audit = Audit { id: clock.new_id(), at: clock.now(), origin };
        store.apply(&ChangeSet::of(changes), None, &audit).await.unwrap();
        let clock_of_app = Arc::<SetClock>::clone(&clock);
        let app =
            App::start(store, clock_of_app, DistrictData::clone(&before.app.data())).await.unwrap();
        let limits = Limits { per_client_s: None, ..Limits::default() };
        let front = Front::new(Arc::clone(&app), limits, ClientRules::default(), None);
        Self { app, clock, front: Arc::new(front) }
    }

    /// The same server, seen from outside at an address that it was told.
    pub(crate) fn seen_at(self, public_url: &str) -> Self {
        let limits = Limits { per_client_s: None, ..Limits::default() };
        let public_url = Some(public_url.parse().unwrap());
        let front = Front::new(Arc::clone(&self.app), limits, ClientRules::default(), public_url);
        Self { front: Arc::new(front), ..self }
    }

    /// The same server with what it makes ahead of answers made anew.
    pub(crate) fn with_new_front(self) -> Self {
        let limits = Limits { per_client_s: None, ..Limits::default() };
        let front = Front::new(Arc::clone(&self.app), limits, ClientRules::default(), None);
        Self { front: Arc::new(front), ..self }
    }

    /// The same server with further addresses.
    pub(crate) fn with_more(self, addresses: Router) -> Self {
        let Ok(front) = Arc::try_unwrap(self.front) else { panic!("nobody else has it yet") };
        Self { front: Arc::new(front.with_more(addresses)), ..self }
    }

    /// The same server with a program that draws maps.
    pub(crate) fn with_map_renderer(self, renderer: Renderer) -> Self {
        let Ok(front) = Arc::try_unwrap(self.front) else { panic!("nobody else has it yet") };
        Self { front: Arc::new(front.with_map_renderer(renderer)), ..self }
    }

    /// The same server with ground under its maps.
    pub(crate) fn with_basemap(self, basemap: Basemap) -> Self {
        let limits = Limits { per_client_s: None, ..Limits::default() };
        let front = Front::new(Arc::clone(&self.app), limits, ClientRules::default(), None);
        Self { front: Arc::new(front.with_basemap(basemap)), ..self }
    }

    /// The same server, seen from outside at an address, with an account at WeChat.
    pub(crate) fn with_wechat(self, public_url: &str, wechat: WeChat) -> Self {
        let site = self.seen_at(public_url);
        let Ok(front) = Arc::try_unwrap(site.front) else { panic!("nobody else has it yet") };
        Self { front: Arc::new(front.with_wechat(wechat)), ..site }
    }

    /// The same server with the figures of coverage for staff alone.
    pub(crate) fn with_figures_for(self, whom: FiguresFor) -> Self {
        let limits = Limits { per_client_s: None, ..Limits::default() };
        let front = Front::new(Arc::clone(&self.app), limits, ClientRules::default(), None);
        Self { front: Arc::new(front.with_figures_for(whom)), ..self }
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.ask(Request::get(uri).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_with(&self, uri: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON, as our own page does.
    pub(crate) async fn post(&self, uri: &str, key: &str, json: &Value) -> Answer {
        self.ask(post(uri, key).body(Body::from(json.to_string())).unwrap()).await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let peer = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 7));
        let response = self.front.answer(peer, request).await;
        let (head, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: head.status, headers: head.headers, body }
    }
}

/// The head of a write, as our own page sends it.
pub(crate) fn post(uri: &str, key: &str) -> request::Builder {
    Request::post(uri)
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .header("accept-language", "en")
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The answer as the type that documents it.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The codes of its stations, in their order.
    pub(crate) fn codes(&self) -> Vec<String> {
        let json = self.json();
        let stations = json["stations"].as_array().unwrap();
        stations.iter().map(|station| station["code"].as_str().unwrap().to_owned()).collect()
    }
}

/// A district in a store, with a first snapshot.
pub(crate) async fn app(
    store: Arc<dyn Store>,
    clock: Arc<SetClock>,
    files: &DataFiles,
) -> Arc<App> {
    load_data_that_ship(&*store, &*clock, || data_folder::seed(files)).await.unwrap();
    let data = DistrictData::of_store(&*store).await.unwrap();
    App::start(store, clock, data).await.unwrap()
}

fn tiny_district() -> DataFiles {
    files("tests/fixtures/tiny-district", &["stations.csv", "holidays/2026.json"])
}

pub(crate) fn data_that_ship() -> DataFiles {
    files("data", &["stations.csv", "homes.csv", "holidays/2025.json", "holidays/2026.json"])
}

/// The files that every district has, and these.
fn files(folder: &str, names: &[&str]) -> DataFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    ["district.json", "areas.geojson", "units.csv", "places.csv"]
        .iter()
        .chain(names)
        .map(|name| ((*name).to_owned(), std::fs::read(folder.join(name)).unwrap()))
        .collect()
}
