//! `yizhan serve`

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use super::config::{DataOptions, LogFormat, ServeArgs};
use super::data_files::{open_ledger, read_district_of};
use super::desk::Verdict;
use super::error::CliError;
use crate::clock::{Stopwatch, SystemClock};
use crate::http::{Front, PublicUrl, serve, setup_link};
use crate::service::people::Sealing;
use crate::service::{App, ServiceError};

/// Serves until told to stop.
pub(super) async fn run(args: &ServeArgs, options: &DataOptions) -> Result<Verdict, CliError> {
    start_log(args)?;
    let since_start = Stopwatch::start();
    let basemap = args.basemap.read()?;
    let wechat = args.wechat.read()?;
    let pictures = args.pictures(options)?;
    // The port is taken first: a second server must not get as far as the database.
    let listen = |error| CliError::Listen { address: args.listen, error };
    let listener = TcpListener::bind(args.listen).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let clock = Arc::new(SystemClock);
    let store = open_ledger(options, &*clock).await?;
    let data = read_district_of(&*store).await?;
    let app = App::start(Arc::clone(&store), clock, data).await?;
    app.keep_pictures_in(pictures);
    if let Some(file) = &args.secrets_key {
        app.seal_with(read_sealing(file)?);
    }
    let sealed = app.registry().seal_what_is_not().await.map_err(ServiceError::from)?;
    if sealed > 0 {
        info!(sealed, "second factors that were kept readable are sealed now");
    }
    let public_url = args.public_url.clone();
    if let Err(error) = tell_first_link(&app, public_url.as_ref(), address).await {
        warn!(%error, "no link for the first administrator could be printed: run `yizhan user setup-link`");
    }
    let front = Front::new(Arc::clone(&app), args.limits(), args.client_rules(), public_url);
    if !basemap.covers(app.district.centre) {
        warn!("the base map has no ground where the district is: maps will be empty there");
    }
    let mut front = front.with_basemap(basemap).with_figures_for(args.figures_for());
    match args.map_renderer() {
        Some(renderer) => front = front.with_map_renderer(renderer),
        None => info!("pictures have no maps: `make map-renderer` builds what draws them"),
    }
    if let Some(wechat) = wechat {
        if let Err(error) = wechat.ticket().await {
            warn!(%error, "pages cannot be signed for WeChat until there is a ticket");
        }
        front = front.with_wechat(wechat);
    }
    let snapshot = app.published.load_full();
    info!(
        %address,
        district = app.district.id,
        revision = snapshot.revision(),
        stations = snapshot.listed(),
        took_s = since_start.elapsed_s(),
        "ready to serve"
    );
    drop(snapshot);
    let following = tokio::spawn(Arc::clone(&app).follow());
    let served = serve(listener, Arc::new(front), stop_signal()?).await;
    following.abort();
    store.close().await;
    info!("stopped");
    served?;
    Ok(Verdict::Fine)
}

/// What seals secrets, by the key in a file.
fn read_sealing(file: &Path) -> Result<Sealing, CliError> {
    let unread = |error| CliError::SecretsKey { path: file.display().to_string(), error };
    Ok(Sealing::with_key(&std::fs::read_to_string(file).map_err(unread)?)?)
}

/// As long as nobody has an account: prints the link with which the first administrator sets a
/// password. It goes to the standard output, not to the log, which many may read and keep.
async fn tell_first_link(
    app: &App,
    public_url: Option<&PublicUrl>,
    address: SocketAddr,
) -> Result<(), CliError> {
    let Some(secret) = app.registry().first_link().await.map_err(ServiceError::from)? else {
        return Ok(());
    };
    let here = format!("http://{address}").parse().ok();
    let Some(server) = public_url.or(here.as_ref()) else { return Ok(()) };
    let link = setup_link(server, &secret);
    let mut out = io::stdout();
    writeln!(out, "Nobody may sign in yet. The first administrator sets a password here, once,")?;
    writeln!(out, "within a day: {link}")?;
    Ok(out.flush()?)
}

/// Ends when the system or a person asks the program to stop.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn start_log(args: &ServeArgs) -> Result<(), CliError> {
    let filter = EnvFilter::try_new(&args.log).map_err(|error| CliError::LogFilter {
        filter: args.log.clone(),
        problem: error.to_string(),
    })?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match args.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
