//! The options that several commands share, and those of `serve`.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::domain::coordinates::Datum;
use crate::drawing::renderer::{Patience, Renderer};
use crate::http::{
    Basemap, BasemapError, ClientRules, Credit, FiguresFor, Limits, Network, PublicUrl,
};
use crate::service::wechat::{WeChat, WeChatError};
use crate::storage::{Pictures, PicturesError};

/// Where the ledger and the district's data are.
#[derive(Debug, Clone, Args)]
pub struct DataOptions {
    /// The database: a file, sqlite:PATH, or postgres://USER@HOST/DATABASE. A SQLite file that
    /// is not there is made and loaded with the data folder.
    #[arg(
        long,
        global = true,
        env = "YIZHAN_DATABASE",
        default_value = "var/yizhan.db",
        hide_env_values = true,
        value_name = "DATABASE"
    )]
    pub database: String,
    /// The data folder that a new database is loaded with: district, areas, units, places,
    /// holidays, stations. By default the one that is built into the program.
    #[arg(long, global = true, env = "YIZHAN_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
}

impl DataOptions {
    /// The folder for photos beside a SQLite file, as it is named here.
    fn photos_beside(&self) -> String {
        let file = self.database.strip_prefix("sqlite:").unwrap_or(&self.database);
        let file = file.strip_prefix("//").unwrap_or(file);
        let folder = match Path::new(file).parent() {
            Some(folder) if !file.contains("://") && file != ":memory:" => folder,
            _ => Path::new("var"),
        };
        folder.join("photos").to_string_lossy().into_owned()
    }
}

/// Serve the API and the web pages until SIGTERM or Ctrl-C.
///
/// Requests are answered from memory; the database is read at the start and when it changes,
/// and may be away in between.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan serve\n  yizhan serve --listen 0.0.0.0:8080 --trusted-proxies 10.0.0.0/8 --public-url https://yizhan.example\n  YIZHAN_DATABASE=postgres://yizhan@db/yizhan yizhan serve --log-format json"
)]
pub struct ServeArgs {
    /// Address and port to listen on.
    #[arg(long, env = "YIZHAN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// How clients reach the server from outside, e.g. https://yizhan.example: pages that are
    /// shared name this address. With https, browsers are told to keep to it. Needed where a
    /// proxy does not pass the Host on.
    #[arg(long, env = "YIZHAN_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks with commas between.
    #[arg(long, env = "YIZHAN_TRUSTED_PROXIES", value_delimiter = ',', value_name = "NETWORKS")]
    pub trusted_proxies: Vec<Network>,
    /// Requests a second that one client may make in the long run; 0 for no limit. Many phones
    /// share one address of their network.
    #[arg(long, env = "YIZHAN_RATE_LIMIT", default_value_t = 50, value_name = "NUMBER")]
    pub rate_limit: u32,
    /// Requests that one client may make at once before the long run counts.
    #[arg(long, env = "YIZHAN_BURST", default_value = "200", value_name = "NUMBER")]
    pub burst: NonZeroU32,
    /// Reports and confirmations a minute that one client may send in the long run; 0 for no
    /// limit.
    #[arg(long, env = "YIZHAN_WRITE_LIMIT", default_value_t = 20, value_name = "NUMBER")]
    pub write_limit: u32,
    /// Connections that may be open at once; further ones wait.
    #[arg(long, env = "YIZHAN_MAX_CONNECTIONS", default_value_t = 4096, value_name = "NUMBER")]
    pub max_connections: u32,
    /// Requests that may be under way at once; further ones get 503.
    #[arg(long, env = "YIZHAN_MAX_IN_FLIGHT", default_value_t = 1024, value_name = "NUMBER")]
    pub max_in_flight: u32,
    /// Seconds until an answer that is not ready is given up.
    #[arg(long, env = "YIZHAN_REQUEST_TIME_S", default_value_t = 10, value_name = "SECONDS")]
    pub request_time_s: u64,
    /// Seconds for the head of a request, and that an idle connection is kept.
    #[arg(long, env = "YIZHAN_HEAD_TIME_S", default_value_t = 15, value_name = "SECONDS")]
    pub head_time_s: u64,
    /// Seconds for what is under way when the server is stopped.
    #[arg(long, env = "YIZHAN_DRAIN_TIME_S", default_value_t = 10, value_name = "SECONDS")]
    pub drain_time_s: u64,
    /// Who may read the figures of coverage: everybody, or staff who may read the analysis.
    #[arg(
        long,
        env = "YIZHAN_COVERAGE_FOR",
        value_enum,
        default_value = "everybody",
        value_name = "WHOM"
    )]
    pub coverage_for: CoverageFor,
    /// A file with 32 random bytes in base 64 (openssl rand -base64 32) with which the keys of
    /// second factors are sealed in the database. Every node needs the same one; keep it apart
    /// from backups of the database. Without it they are kept readable.
    #[arg(long, env = "YIZHAN_SECRETS_KEY", value_name = "FILE")]
    pub secrets_key: Option<PathBuf>,
    /// Where photos of stations are kept: a folder, which all nodes share, or s3://BUCKET/PREFIX
    /// of a service that speaks S3, with its AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID and
    /// AWS_SECRET_ACCESS_KEY in the environment (in a program built with the feature s3). By
    /// default the folder photos beside the SQLite file, or var/photos. Back it up with the
    /// database.
    #[arg(long, env = "YIZHAN_PHOTOS", value_name = "PLACE")]
    pub photos: Option<String>,
    /// The ground under the stations.
    #[command(flatten)]
    pub basemap: BasemapArgs,
    /// The program that draws the maps of pictures (`make map-renderer`). By default
    /// yizhan-map-renderer beside this program, when it is there; without it there are pictures
    /// without maps.
    #[arg(long, env = "YIZHAN_MAP_RENDERER", value_name = "PROGRAM")]
    pub map_renderer: Option<PathBuf>,
    /// WeChat's own map, for pages that are open inside WeChat.
    #[command(flatten)]
    pub wechat: WeChatArgs,
    /// How the log is written.
    #[arg(
        long,
        env = "YIZHAN_LOG_FORMAT",
        value_enum,
        default_value = "text",
        value_name = "FORMAT"
    )]
    pub log_format: LogFormat,
    /// What is logged, e.g. info, or info,yizhan::access=debug for a line per request. No line
    /// ever holds a position, a query or a client's full address.
    #[arg(long, env = "YIZHAN_LOG", default_value = "info", value_name = "FILTER")]
    pub log: String,
}

/// The ground under the stations on maps; by default areas and labels only.
#[derive(Debug, Clone, Args)]
pub struct BasemapArgs {
    /// A base map: a PMTiles archive in the Protomaps schema, served by ranges.
    #[arg(
        long,
        env = "YIZHAN_BASEMAP",
        value_name = "FILE.pmtiles",
        conflicts_with = "basemap_tiles"
    )]
    pub basemap: Option<PathBuf>,
    /// A base map of a tile service: its address with {z}, {x}, {y} and the key; once for each
    /// layer, the lowest first, or all with spaces between. {0-7}, {a-c} or {s} stands for the
    /// hosts among which it spreads its load. Browsers will ask them.
    #[arg(
        long,
        env = "YIZHAN_BASEMAP_TILES",
        value_name = "URL",
        value_delimiter = ' ',
        hide_env_values = true
    )]
    pub basemap_tiles: Vec<String>,
    /// The datum that the tiles of a service are drawn in: wgs84 or gcj02.
    #[arg(long, env = "YIZHAN_BASEMAP_DATUM", default_value = "wgs84", value_name = "DATUM")]
    pub basemap_datum: Datum,
    /// The largest zoom for which the service has tiles.
    #[arg(long, env = "YIZHAN_BASEMAP_MAX_ZOOM", default_value_t = 18, value_name = "ZOOM")]
    pub basemap_max_zoom: u8,
    /// Who made the base map, as shown on it. A file is taken to be made of OpenStreetMap; of
    /// a tile service it has to be said.
    #[arg(long, env = "YIZHAN_BASEMAP_ATTRIBUTION", value_name = "TEXT")]
    pub basemap_attribution: Option<String>,
    /// The number under which the base map was reviewed (审图号).
    #[arg(long, env = "YIZHAN_BASEMAP_REVIEW_NUMBER", value_name = "TEXT")]
    pub basemap_review_number: Option<String>,
}

impl BasemapArgs {
    pub(super) fn read(&self) -> Result<Basemap, BasemapError> {
        let credit = Credit {
            attribution: self.basemap_attribution.clone(),
            review_number: self.basemap_review_number.clone(),
        };
        match &self.basemap {
            Some(path) => Basemap::pmtiles(path, credit),
            None if self.basemap_tiles.is_empty() => Ok(Basemap::default()),
            None => {
                let (datum, max_zoom) = (self.basemap_datum, self.basemap_max_zoom);
                Basemap::tiles(&self.basemap_tiles, datum, max_zoom, credit)
            }
        }
    }
}

/// WeChat's own map, for pages that are open inside WeChat; off by default.
#[derive(Debug, Clone, Args)]
pub struct WeChatArgs {
    /// The AppID of your WeChat official account, whose JS-SDK domain is the public URL's. Pages
    /// inside WeChat will load WeChat's JS-SDK from res.wx.qq.com then.
    #[arg(
        long,
        env = "YIZHAN_WECHAT_APP_ID",
        value_name = "APPID",
        requires_all = ["wechat_ticket", "public_url"]
    )]
    pub wechat_app_id: Option<String>,
    /// The file in which a job of yours leaves the account's current jsapi_ticket, alone on a
    /// line. It is read for every signature, so that the server never asks WeChat.
    #[arg(long, env = "YIZHAN_WECHAT_TICKET", value_name = "FILE", requires = "wechat_app_id")]
    pub wechat_ticket: Option<PathBuf>,
}

impl WeChatArgs {
    /// The account, if there is one.
    pub(super) fn read(&self) -> Result<Option<WeChat>, WeChatError> {
        let both = self.wechat_app_id.as_deref().zip(self.wechat_ticket.as_deref());
        both.map(|(app_id, ticket_file)| WeChat::new(app_id, ticket_file)).transpose()
    }
}

/// Who may read the figures of coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CoverageFor {
    /// They are published.
    Everybody,
    /// Staff who may read the analysis.
    Staff,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

impl ServeArgs {
    /// Where photos are kept.
    pub(super) fn pictures(&self, data: &DataOptions) -> Result<Pictures, PicturesError> {
        let for_s3 = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
        let place = self.photos.clone().unwrap_or_else(|| data.photos_beside());
        Pictures::open(&place, &for_s3.collect::<Vec<_>>())
    }

    /// The program that draws maps, if there is one.
    pub(super) fn map_renderer(&self) -> Option<Renderer> {
        let beside = || {
            let program = std::env::current_exe().ok()?.with_file_name("yizhan-map-renderer");
            program.is_file().then_some(program)
        };
        let program = self.map_renderer.clone().or_else(beside)?;
        Some(Renderer::new(program, Patience::default()))
    }

    pub(super) fn figures_for(&self) -> FiguresFor {
        match self.coverage_for {
            CoverageFor::Everybody => FiguresFor::Everybody,
            CoverageFor::Staff => FiguresFor::Staff,
        }
    }

    pub(super) fn limits(&self) -> Limits {
        Limits {
            per_client_s: NonZeroU32::new(self.rate_limit),
            burst: self.burst,
            writes_per_client_min: NonZeroU32::new(self.write_limit),
            in_flight: self.max_in_flight,
            connections: self.max_connections,
            request_time: Duration::from_secs(self.request_time_s),
            head_time: Duration::from_secs(self.head_time_s),
            drain_time: Duration::from_secs(self.drain_time_s),
            ..Limits::default()
        }
    }

    pub(super) fn client_rules(&self) -> ClientRules {
        ClientRules {
            trusted_proxies: self.trusted_proxies.clone(),
            public_url: self.public_url.as_ref().map(ToString::to_string),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_lie_beside_the_file_that_names_them() {
        for (database, photos) in [
            ("var/yizhan.db", "var/photos"),
            ("sqlite:/srv/ledger/yizhan.db", "/srv/ledger/photos"),
            ("sqlite:///srv/ledger/yizhan.db", "/srv/ledger/photos"),
            ("yizhan.db", "photos"),
            ("sqlite::memory:", "var/photos"),
            ("postgres://yizhan@db/yizhan", "var/photos"),
        ] {
            let options = DataOptions { database: database.to_owned(), data: None };
            assert_eq!(options.photos_beside(), photos, "{database}");
        }
    }
}
