//! What every endpoint is handed: the program, and what this floor has made ahead.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};
use axum::http::{HeaderMap, Uri};
use bytes::Bytes;
use tokio::sync::Semaphore;

use super::api::areas::Boundaries;
use super::api::civil::CivilText;
use super::basemap::Basemap;
use super::compress::Encoded;
use super::errand::BODIES_KIB;
use super::error::HttpError;
use super::language::Language;
use super::metrics::Metrics;
use super::pages::Pages;
use super::params::Query;
use super::planning::Planning;
use super::public_url::PublicUrl;
use super::{api, pictures, status_pages, tiles};
use crate::drawing::renderer::Renderer;
use crate::index::Snapshot;
use crate::service::App;
use crate::service::wechat::WeChat;

/// What lives as long as the server.
pub(super) struct Site {
    pub(super) app: Arc<App>,
    pub(super) metrics: Metrics,
    pub(super) civil: CivilText,
    pub(super) minute: api::Minute,
    pub(super) basemap: OnceLock<Basemap>,
    pub(super) wechat: OnceLock<WeChat>,
    pub(super) pages: Pages,
    pub(super) public_url: Option<PublicUrl>,
    /// What changes only when a snapshot is published, and the revision that it was made of.
    prepared: ArcSwap<Prepared>,
    pub(super) planning: Planning,
    pub(super) figures: OnceLock<FiguresFor>,
    pub(super) tiles: tiles::Kept,
    pub(super) sprite: OnceLock<tiles::Sheets>,
    pub(super) pictures: pictures::Kept,
    pub(super) map_renderer: OnceLock<Renderer>,
    /// In KiB; see [`BODIES_KIB`].
    pub(super) room_for_bodies: Semaphore,
    stopping: AtomicBool,
}

/// Who may read the figures of coverage at `/api/v1/coverage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FiguresFor {
    /// They are published.
    #[default]
    Everybody,
    /// Staff who may read the analysis.
    Staff,
}

/// Documents that are the same for all until the next snapshot.
pub(super) struct Prepared {
    pub(super) pack: Option<Arc<Encoded>>,
    pub(super) areas: Arc<Encoded>,
    pub(super) areas_bare: Arc<Encoded>,
    pub(super) places: Arc<Encoded>,
}

impl Site {
    pub(super) fn new(app: Arc<App>, public_url: Option<PublicUrl>) -> Self {
        let metrics = Metrics::new();
        metrics.note_build(*app.builds().borrow());
        metrics.note_store(app.store_answers());
        let civil = CivilText::new(app.district.zone, app.clock.now());
        let prepared = ArcSwap::from_pointee(Prepared::quick(&app));
        let minute = api::Minute::new(&app.published.load());
        let room_for_bodies = Semaphore::new(BODIES_KIB);
        Self {
            app,
            metrics,
            civil,
            minute,
            basemap: OnceLock::new(),
            wechat: OnceLock::new(),
            pages: Pages::default(),
            public_url,
            prepared,
            planning: Planning::default(),
            figures: OnceLock::new(),
            tiles: tiles::Kept::default(),
            sprite: OnceLock::new(),
            pictures: pictures::Kept::default(),
            map_renderer: OnceLock::new(),
            room_for_bodies,
            stopping: AtomicBool::new(false),
        }
    }

    pub(super) fn prepared(&self) -> Guard<Arc<Prepared>> {
        self.prepared.load()
    }

    /// Makes the documents of every new snapshot ahead. Run it as a task, and drop it to stop.
    pub(super) async fn prepare_for_ever(self: Arc<Self>) {
        tokio::task::spawn_blocking(status_pages::compress_ahead);
        let mut builds = self.app.builds();
        loop {
            let facts = *builds.borrow_and_update();
            self.metrics.note_build(facts);
            let site = Arc::clone(&self);
            let prepared = tokio::task::spawn_blocking(move || Prepared::thorough(&site.app)).await;
            if let Ok(prepared) = prepared {
                self.prepared.store(Arc::new(prepared));
            }
            tiles::warm(&self).await;
            if builds.changed().await.is_err() {
                return;
            }
        }
    }

    pub(super) fn figures(&self) -> FiguresFor {
        self.figures.get().copied().unwrap_or_default()
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    pub(super) fn note_stopping(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

impl Prepared {
    /// Not compressed, so that a server can answer from its first moment.
    fn quick(app: &App) -> Self {
        Self::made(app, Encoded::incompressible)
    }

    fn thorough(app: &App) -> Self {
        Self::made(app, Encoded::new)
    }

    fn made(app: &App, encode: fn(Bytes) -> Encoded) -> Self {
        let pack = app.pack().map(|pack| Arc::new(encode(Bytes::from(pack.json.clone()))));
        let areas =
            |boundaries| Arc::new(encode(Bytes::from(api::areas::document(app, boundaries))));
        let places = Arc::new(encode(Bytes::from(api::places::packed(&app.published.load()))));
        Self { pack, areas: areas(Boundaries::Full), areas_bare: areas(Boundaries::None), places }
    }
}

/// One request, as an endpoint sees it.
pub(super) struct Call<'a> {
    pub(super) site: &'a Site,
    pub(super) language: Language,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
}

impl<'a> Call<'a> {
    /// One with the language that its client prefers.
    pub(super) fn of(site: &'a Site, uri: &'a Uri, headers: &'a HeaderMap) -> Self {
        Self { site, language: Language::preferred_by(headers), uri, headers }
    }

    pub(super) fn app(&self) -> &'a App {
        &self.site.app
    }

    pub(super) fn snapshot(&self) -> Guard<Arc<Snapshot>> {
        self.site.app.published.load()
    }

    /// The query, for an endpoint that knows these parameters.
    pub(super) fn query(&self, known: &'static [&'static str]) -> Result<Query<'a>, HttpError> {
        Query::read(self.uri.query(), known)
    }

    /// Where this server is seen from outside; `None` when neither the operator nor the request
    /// says.
    pub(super) fn public_url(&self) -> Option<Cow<'a, PublicUrl>> {
        let told = self.site.public_url.as_ref().map(Cow::Borrowed);
        told.or_else(|| PublicUrl::as_asked(self.headers).map(Cow::Owned))
    }

    /// The last segment of the path, where an address names one thing.
    pub(super) fn last_segment(&self) -> &'a str {
        self.uri.path().rsplit('/').next().unwrap_or("")
    }
}
