//! What stands before every address: limits, time-outs, panics, headers that protect, the log.
//!
//! It is one plain function around the router rather than a stack of layers: each layer of a
//! stack costs an allocation and a clone for every request, and most of these need a few
//! instructions.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tower::Service;

use super::api::coverage;
use super::basemap::Basemap;
use super::client::{Client, ClientRules};
use super::error::HttpError;
use super::language::Language;
use super::metrics::RouteMetrics;
use super::origin::is_foreign;
use super::pictures::STATIC_MAP;
use super::public_url::PublicUrl;
use super::router::{is_at_the_door, router};
use super::site::{FiguresFor, Site};
use super::write_error::WriteError;
use crate::clock::Stopwatch;
use crate::drawing::renderer::Renderer;
use crate::service::App;
use crate::service::wechat::WeChat;

/// How much is taken.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests a second of one client, in the long run; `None` for no limit.
    pub per_client_s: Option<NonZeroU32>,
    /// Requests of one client at once before the long run counts. Many people share one
    /// address of a mobile network, so that this is generous.
    pub burst: NonZeroU32,
    /// Writes a minute of one client, in the long run; `None` for no limit.
    pub writes_per_client_min: Option<NonZeroU32>,
    /// Writes of one client at once before the long run counts: a phone that was without signal
    /// sends what it has kept.
    pub write_burst: NonZeroU32,
    /// Requests being answered at once.
    pub in_flight: u32,
    /// Open connections.
    pub connections: u32,
    /// Longest address, bytes.
    pub uri_bytes: usize,
    /// Longest body at any address, bytes; most take less.
    pub body_bytes: u64,
    /// For an answer.
    pub request_time: Duration,
    /// For a write and its answer: a photo takes long where there is little signal.
    pub write_time: Duration,
    /// For the head of a request, and between two requests of one connection.
    pub head_time: Duration,
    /// For a client to take more of an answer, when it takes nothing.
    pub send_time: Duration,
    /// For what is under way when the server is stopped.
    pub drain_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_client_s: NonZeroU32::new(50),
            burst: NonZeroU32::MIN.saturating_add(199),
            writes_per_client_min: NonZeroU32::new(20),
            write_burst: NonZeroU32::MIN.saturating_add(29),
            in_flight: 1024,
            connections: 4096,
            uri_bytes: 4096,
            body_bytes: 32 * 1024 * 1024,
            request_time: Duration::from_secs(10),
            write_time: Duration::from_secs(60),
            head_time: Duration::from_secs(15),
            send_time: Duration::from_secs(30),
            drain_time: Duration::from_secs(10),
        }
    }
}

/// Clients are told apart by this many numbers: so much memory at most, whoever asks. Two
/// clients in a hundred thousand share a number.
const CLIENT_NUMBERS: u64 = 1 << 18;

/// Everything before the router.
pub struct Front {
    pub(super) site: Arc<Site>,
    pub(super) limits: Limits,
    router: Router,
    rules: ClientRules,
    requests: Option<DefaultKeyedRateLimiter<u32>>,
    writes: Option<DefaultKeyedRateLimiter<u32>>,
    client_numbers: RandomState,
    clock: DefaultClock,
    unrouted: RouteMetrics,
    is_https: bool,
    /// What our pages may do.
    policy: HeaderValue,
}

impl Front {
    /// `public_url`: how clients reach the server from outside, when that is known.
    pub fn new(
        app: Arc<App>,
        limits: Limits,
        rules: ClientRules,
        public_url: Option<PublicUrl>,
    ) -> Self {
        let is_https = public_url.as_ref().is_some_and(PublicUrl::is_https);
        let site = Arc::new(Site::new(app, public_url));
        let requests = limits.per_client_s.map(|per_client_s| {
            RateLimiter::dashmap(Quota::per_second(per_client_s).allow_burst(limits.burst))
        });
        let writes = limits.writes_per_client_min.map(|per_client_min| {
            RateLimiter::dashmap(Quota::per_minute(per_client_min).allow_burst(limits.write_burst))
        });
        Self {
            router: router(Arc::clone(&site)),
            unrouted: site.metrics.route("(refused)"),
            site,
            limits,
            rules,
            requests,
            writes,
            client_numbers: RandomState::new(),
            clock: DefaultClock::default(),
            is_https,
            policy: policy(&[], &[]),
        }
    }

    /// The same with a base map under the stations. To be called once, before serving.
    #[must_use]
    pub fn with_basemap(self, basemap: Basemap) -> Self {
        let router = self.router.clone().merge(basemap.router(&self.site.metrics));
        // A second base map is a mistake of the caller's; the first one stays.
        let _ = self.site.basemap.set(basemap);
        Self { policy: policy_of(&self.site), router, ..self }
    }

    /// The same with an account at WeChat that signs our pages. To be called once, before
    /// serving; the public URL must be known.
    #[must_use]
    pub fn with_wechat(self, wechat: WeChat) -> Self {
        let _ = self.site.wechat.set(wechat);
        Self { policy: policy_of(&self.site), ..self }
    }

    /// The same with a program that draws the maps of pictures. To be called once, before serving.
    #[must_use]
    pub fn with_map_renderer(self, renderer: Renderer) -> Self {
        let _ = self.site.map_renderer.set(renderer);
        self
    }

    /// The same with the figures of coverage for those. To be called once, before serving.
    #[must_use]
    pub fn with_figures_for(self, whom: FiguresFor) -> Self {
        let _ = self.site.figures.set(whom);
        self
    }

    /// The same with further addresses, behind the same door.
    #[must_use]
    pub fn with_more(self, addresses: Router) -> Self {
        Self { router: self.router.merge(addresses), ..self }
    }

    /// Answers a request that came from `peer`.
    pub async fn answer(&self, peer: IpAddr, mut request: Request<Body>) -> Response<Body> {
        let language = Language::preferred_by(request.headers());
        let client = self.rules.client(peer, request.headers());
        let is_for_staff = request.uri().path().starts_with("/admin/");
        let in_flight = self.site.metrics.in_flight.inc();
        let _leaves = InFlight(&self.site);
        let refusal = self.refusal(client, in_flight, &request);
        let (is_document, mut response) = match refusal {
            Some(error) => {
                tracing::debug!(%error, %client, "refused");
                let response = error.into_response(language);
                self.unrouted.note(response.status().as_u16(), 0.0);
                (false, response)
            }
            None if request.method() == Method::OPTIONS && !is_for_staff => (false, preflight()),
            None => {
                // Nothing behind the front door may see more of the client than this.
                self.rules.settle_address(peer, request.headers_mut());
                if request.method() == Method::HEAD {
                    // Only who gets bytes gets a range of them (RFC 9110, 14.2).
                    request.headers_mut().remove(header::RANGE);
                }
                request.extensions_mut().insert(client);
                let response = self.routed(request, client, language).await;
                (is_document(&response), response)
            }
        };
        protect(&mut response, is_document.then_some(&self.policy), self.is_https);
        if is_for_staff {
            // No page of another origin has anything to read there.
            response.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
            response.headers_mut().remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
        }
        response
    }

    /// The body of the answer to `GET address`, for a caller inside the program.
    pub async fn read_from_memory(
        &self,
        peer: IpAddr,
        address: &str,
        accept_language: &str,
    ) -> Vec<u8> {
        let request = Request::get(address)
            .header(header::ACCEPT_LANGUAGE, accept_language)
            .body(Body::empty());
        let response = match request {
            Ok(request) => self.answer(peer, request).await,
            Err(_not_an_address) => HttpError::NoSuchPath.into_response(Language::default()),
        };
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        body.map(|bytes| bytes.to_vec()).unwrap_or_default()
    }

    /// Forgets clients that have not asked lately. To be called now and then.
    pub fn forget_idle_clients(&self) {
        for limiter in [&self.requests, &self.writes].into_iter().flatten() {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    fn refusal(
        &self,
        client: Client,
        in_flight: i64,
        request: &Request<Body>,
    ) -> Option<HttpError> {
        let limits = &self.limits;
        if in_flight >= i64::from(limits.in_flight) {
            self.site.metrics.refused_busy.inc();
            return Some(HttpError::Overloaded);
        }
        let cost = cost(request.uri().path());
        if let Some(retry_after_s) = self.too_often(self.requests.as_ref(), client, cost) {
            self.site.metrics.rate_limited.inc();
            return Some(HttpError::TooManyRequests { retry_after_s });
        }
        if is_write(request.method())
            && let Some(refusal) = self.refusal_of_a_write(client, request)
        {
            return Some(refusal.into());
        }
        let uri_bytes = request
            .uri()
            .path_and_query()
            .map_or(0, |path_and_query| path_and_query.as_str().len());
        if uri_bytes > limits.uri_bytes {
            return Some(HttpError::UriTooLong { max_bytes: limits.uri_bytes });
        }
        let body_bytes = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
            .unwrap_or(0);
        (body_bytes > limits.body_bytes)
            .then_some(HttpError::BodyTooLarge { max_bytes: limits.body_bytes })
    }

    fn refusal_of_a_write(&self, client: Client, request: &Request<Body>) -> Option<WriteError> {
        if is_foreign(request.headers(), self.rules.public_url.as_deref()) {
            return Some(WriteError::ForeignOrigin);
        }
        // Who is signed in writes as much as the work needs.
        if !is_at_the_door(request.uri().path()) {
            return None;
        }
        let retry_after_s = self.too_often(self.writes.as_ref(), client, NonZeroU32::MIN)?;
        self.site.metrics.rate_limited.inc();
        Some(WriteError::TooMany { retry_after_s })
    }

    /// Seconds until one more request is taken, if too many came. `cost`: as how many it counts.
    fn too_often(
        &self,
        limiter: Option<&DefaultKeyedRateLimiter<u32>>,
        client: Client,
        cost: NonZeroU32,
    ) -> Option<u64> {
        let limiter = limiter?;
        let number = self.client_numbers.hash_one(client) % CLIENT_NUMBERS;
        let number = u32::try_from(number).unwrap_or(0);
        // What costs more than may come at once is let in when nothing else came.
        let cost = cost.min(self.limits.burst);
        let early = limiter.check_key_n(&number, cost).ok()?.err()?;
        Some(early.wait_time_from(self.clock.now()).as_secs() + 1)
    }

    /// The router's answer, unless it panics or takes too long.
    async fn routed(
        &self,
        request: Request<Body>,
        client: Client,
        language: Language,
    ) -> Response<Body> {
        let stopwatch = Stopwatch::start();
        let method = request.method().clone();
        let limits = &self.limits;
        let time = if is_write(&method) { limits.write_time } else { limits.request_time };
        let mut answer = pin!(self.router.clone().call(request));
        let guarded = std::future::poll_fn(move |context| {
            match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(Ok(response))) => Poll::Ready(Ok(response)),
                Err(_panic) => Poll::Ready(Err(HttpError::Internal)),
            }
        });
        // Nearly every answer is ready at once; only for the others a timer is set.
        let mut guarded = pin!(guarded);
        let first = std::future::poll_fn(|context| Poll::Ready(guarded.as_mut().poll(context)));
        let answered = match first.await {
            Poll::Ready(answered) => answered,
            Poll::Pending => {
                tokio::time::timeout(time, guarded).await.unwrap_or(Err(HttpError::TimedOut))
            }
        };
        let response = answered.unwrap_or_else(|error| {
            tracing::error!(%error, %method, "failed");
            let response = error.into_response(language);
            self.unrouted.note(response.status().as_u16(), stopwatch.elapsed_s());
            response
        });
        tracing::debug!(
            target: "yizhan::access",
            %method,
            status = response.status().as_u16(),
            %client,
            took_us = (stopwatch.elapsed_s() * 1e6) as u64,
            "answered"
        );
        response
    }
}

/// As how many requests one at this address counts: a picture takes a hundred times as long as an
/// answer, and whoever asks for one chooses among more than can be kept.
fn cost(path: &str) -> NonZeroU32 {
    const OF_A_MAP: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
    if [STATIC_MAP, coverage::map::ADDRESS].contains(&path) { OF_A_MAP } else { NonZeroU32::MIN }
}

struct InFlight<'a>(&'a Site);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.metrics.in_flight.dec();
    }
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_document(response: &Response<Body>) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

/// The answer to a browser that asks whether a page of another origin may read: any may.
fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "accept-language, if-none-match, if-range, range"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        (header::ALLOW, "GET, HEAD, OPTIONS"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Where WeChat keeps its JS-SDK.
const WECHAT_ORIGIN: &str = "https://res.wx.qq.com";

fn policy_of(site: &Site) -> HeaderValue {
    let maps = site.basemap.get().map_or(&[][..], |basemap| &basemap.origins);
    let scripts = site.wechat.get().map_or(&[][..], |_| &[WECHAT_ORIGIN]);
    policy(maps, scripts)
}

/// What a page of ours may do: its scripts and requests stay on our own host, but for the
/// hosts of a base map and of WeChat's JS-SDK, where the operator has chosen them.
fn policy(map_origins: &[String], script_origins: &[&str]) -> HeaderValue {
    let maps: String = map_origins.iter().map(|origin| format!(" {origin}")).collect();
    let scripts: String = script_origins.iter().map(|origin| format!(" {origin}")).collect();
    let text = format!(
        "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{maps}; \
         connect-src 'self'{maps}; worker-src 'self' blob:; object-src 'none'; \
         base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

const DOCUMENT_HEADERS: [(HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), clipboard-write=(self), camera=(), microphone=(), payment=(), \
         usb=(), serial=(), midi=(), display-capture=()",
    ),
];

fn protect(response: &mut Response<Body>, policy: Option<&HeaderValue>, is_https: bool) {
    let headers = response.headers_mut();
    let fixed = HeaderValue::from_static;
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, fixed("*"));
    headers
        .insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, fixed("content-range, etag, retry-after"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    if let Some(policy) = policy {
        // A page that may do less, or stand elsewhere, says so itself.
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| policy.clone());
        for (name, value) in DOCUMENT_HEADERS {
            headers.insert(name, fixed(value));
        }
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, fixed("max-age=31536000"));
    }
}
