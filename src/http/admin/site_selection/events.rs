//! How a search goes on, event by event (`text/event-stream`), until it is over.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::{job_at, shown};
use crate::http::admin::AdminErrand;
use crate::http::admin::schema::{AdminProblem, SearchAnswer};
use crate::http::errand::Running;
use crate::http::reply::Reply;
use crate::http::site::Site;
use crate::service::planning::{JobState, SiteJob};

/// The least time between two events: more than a person can follow help nobody.
const BETWEEN: Duration = Duration::from_millis(200);
/// Without news a line is sent so often, so that proxies do not take the client for gone.
const STILL_THERE: Duration = Duration::from_secs(10);

/// What a search has found, whenever that changes, until it is over: server-sent events, each
/// with the search as JSON in its `data`.
#[utoipa::path(
    get,
    path = "/admin/v1/site-selection/{id}/events",
    tag = "planning",
    operation_id = "follow_search",
    params(("id" = String, Path, description = "The search's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "Events.", body = SearchAnswer, content_type = "text/event-stream"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn events(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let job = job_at(&errand, 1)?;
        let news = job.state();
        let following =
            Following { site: Arc::clone(&errand.site), job, news, told: Told::Nothing };
        let told = stream::unfold(following, |mut following| async move {
            let text = following.next().await?;
            Some((Ok::<_, std::convert::Infallible>(Bytes::from(text)), following))
        });
        Ok(Reply::events(Body::from_stream(told)))
    })
}

/// Somebody who follows a search.
struct Following {
    site: Arc<Site>,
    job: Arc<SiteJob>,
    news: watch::Receiver<JobState>,
    told: Told,
}

/// What was told so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Something,
    TheEnd,
}

impl Following {
    /// The next event, as it is sent; `None` after the last one.
    async fn next(&mut self) -> Option<String> {
        if self.told == Told::TheEnd || self.site.is_stopping() {
            return None;
        }
        if self.told == Told::Something {
            sleep(BETWEEN).await;
            match timeout(STILL_THERE, self.news.changed()).await {
                Err(_no_news) => return Some(": still at it\n\n".to_owned()),
                Ok(Err(_gone)) => return None,
                Ok(Ok(())) => {}
            }
        }
        let is_over = self.news.borrow_and_update().phase.is_over();
        self.told = if is_over { Told::TheEnd } else { Told::Something };
        // The answer holds only texts and numbers, which can always be written.
        let json = serde_json::to_string(&shown::search(&self.site, &self.job)).ok()?;
        Some(format!("data: {json}\n\n"))
    }
}
