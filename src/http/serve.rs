//! Takes connections and hands their requests to the [`Front`], until told to stop.
//!
//! The accept loop is ours, because the one that comes with the framework bounds neither the
//! time for a request's head, nor the number of connections, nor the drain at the end.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;
use tracing::{debug, info, warn};

use super::front::Front;

/// Longest head of a request that is read, bytes; hyper answers 431 to a longer one.
const HEAD_BYTES: usize = 16 * 1024;
/// How often idle clients are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// How long to wait when the system has no more files for connections.
const OUT_OF_FILES_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done; then takes no more connections, lets requests that are under
/// way come to their end, for a bounded time, and returns.
///
/// # Errors
/// None at present that the caller could do something about: a connection that cannot be taken
/// is logged and passed over.
pub async fn serve(
    listener: TcpListener,
    front: Arc<Front>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(front.limits.connections as usize));
    let mut background = JoinSet::new();
    background.spawn(Arc::clone(&front.site).prepare_for_ever());
    background.spawn(forget_idle_clients(Arc::clone(&front)));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer, place)) => take(stream, peer, place, &front, &graceful),
            Err(error) => {
                warn!(%error, "cannot take a connection");
                tokio::time::sleep(OUT_OF_FILES_PAUSE).await;
            }
        }
    }
    drop(listener);
    front.site.note_stopping();
    let drain_time = front.limits.drain_time;
    info!(connections = graceful.count(), "stopping");
    if tokio::time::timeout(drain_time, graceful.shutdown()).await.is_err() {
        warn!(drain_s = drain_time.as_secs_f64(), "some requests did not end in time");
    }
    background.shutdown().await;
    Ok(())
}

/// The next connection, once there is a place for it. Those that come while there is none wait
/// in the system's queue, which refuses them when it is full.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, Option<OwnedSemaphorePermit>)> {
    let place = Arc::clone(places).acquire_owned().await.ok();
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

fn take(
    stream: TcpStream,
    peer: SocketAddr,
    place: Option<OwnedSemaphorePermit>,
    front: &Arc<Front>,
    graceful: &GracefulShutdown,
) {
    // Answers are written in one piece; waiting to fill a packet would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%error, "cannot set TCP_NODELAY");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(front.limits.send_time));
    let peer: IpAddr = peer.ip();
    let in_requests = Arc::clone(front);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let front = Arc::clone(&in_requests);
        async move {
            Ok::<_, std::convert::Infallible>(front.answer(peer, request.map(Body::new)).await)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(front.limits.head_time)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let connection = graceful.watch(connection);
    let front = Arc::clone(front);
    tokio::spawn(async move {
        front.site.metrics.connections.inc();
        if let Err(error) = connection.await {
            // A client that goes away is nothing unusual.
            debug!(%error, "a connection ended early");
        }
        front.site.metrics.connections.dec();
        drop(place);
    });
}

async fn forget_idle_clients(front: Arc<Front>) {
    loop {
        tokio::time::sleep(FORGET_EVERY).await;
        front.forget_idle_clients();
    }
}
