//! `/api/v1/coverage`: whom the stations reach, and whom they do not. One file an address; what
//! they share is here: how a question is read, and what every answer says of it.

pub mod closures;
pub mod figures;
pub mod gaps;
pub mod hours;
pub mod map;

use std::sync::Arc;

use super::filter;
use super::schema::{CoverageQuestion, DemandAnswer, SplitAnswer};
use crate::coverage::{Ground, Question, Radius, Split, Week, When};
use crate::domain::district::Zone;
use crate::domain::paper::{MAX_PAPER_NAME_CHARS, PaperName};
use crate::domain::role::Action;
use crate::domain::travel_time::Mode;
use crate::http::admin;
use crate::http::compress::Encoded;
use crate::http::errand::Errand;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query};
use crate::http::planning;
use crate::http::reply::{Cache, Reply};
use crate::http::site::FiguresFor;
use crate::index::Snapshot;
use crate::index::filter::{Asked, OpenWhen};
use crate::service::App;

/// How many ranks are answered when nothing is asked.
const DEFAULT_LIMIT: usize = 50;
/// How many ranks are answered at most.
const MAX_LIMIT: usize = 5000;

/// A question as it was read, and the snapshot that it is about.
pub(in crate::http) struct Read {
    pub(in crate::http) snapshot: Arc<Snapshot>,
    pub(in crate::http) question: Question,
    pub(in crate::http) zone: Zone,
    /// The layer of demand; the usual one unless said.
    pub(in crate::http) layer: Option<PaperName>,
}

impl Read {
    /// Reads a question about a moment.
    pub(in crate::http) fn moment(app: &App, query: &Query<'_>) -> Result<Self, HttpError> {
        let (snapshot, zone) = (app.published.load_full(), app.district.zone);
        let filter = filter::read(query, &snapshot, zone)?;
        let asked = Asked::new(app.clock.now(), zone, Mode::default());
        let when = match (hour_of_week(query)?, filter.open) {
            (None, OpenWhen::Any) => When::AnyTime,
            (Some(hour), OpenWhen::Any) => {
                When::Hour(Week::typical(asked.now_minute().day()), hour)
            }
            (_, OpenWhen::OnArrival) => return Err(no_arrival()),
            (Some(_), _) => return Err(two_moments()),
            (None, open) => When::At(asked.minute(open, 0.0)),
        };
        let radius = radius(query)?;
        let question = Question { filter, when, radius };
        Ok(Self { snapshot, question, zone, layer: layer(query)? })
    }

    /// The answer, kept or made now, as a reply.
    async fn answered(
        self,
        errand: &Errand,
        address: &'static str,
        limit: usize,
        content_type: &'static str,
        make: impl FnOnce(&Asking<'_>) -> Vec<u8> + Send + 'static,
    ) -> Result<Reply, HttpError> {
        let (encoded, cache) = self.encoded(errand, address, limit, make).await?;
        Ok(Reply::ready(encoded, content_type).cached(cache))
    }

    /// The answer, kept or made now, and who else may keep it.
    async fn encoded(
        self,
        errand: &Errand,
        address: &'static str,
        limit: usize,
        make: impl FnOnce(&Asking<'_>) -> Vec<u8> + Send + 'static,
    ) -> Result<(Arc<Encoded>, Cache), HttpError> {
        let cache = let_in(errand, self.layer.as_ref()).await?;
        let Self { snapshot, question, zone, layer } = self;
        let laid = errand.site.app.ground_of(layer.as_ref()).await?;
        let named = format!("{address} {limit} {question:?}");
        let make = move |ground: &Ground, snapshot: &Snapshot| {
            make(&Asking { ground, snapshot, question: &question, zone })
        };
        let encoded = planning::answered(&errand.site, snapshot, laid, &named, make).await?;
        Ok((encoded, cache))
    }
}

/// The same for what shows figures without being asked a question: tiles, and features of others'
/// standards.
pub(in crate::http) async fn published(errand: &Errand) -> Result<Cache, HttpError> {
    let_in(errand, None).await
}

/// Who may read. Figures are published unless the operator keeps them for planners; what rests on
/// a layer that planners have brought is theirs in any case.
async fn let_in(errand: &Errand, layer: Option<&PaperName>) -> Result<Cache, HttpError> {
    if layer.is_none() && errand.site.figures() == FiguresFor::Everybody {
        return Ok(Cache::Ask);
    }
    admin::let_in(&errand.site, &errand.headers, Action::ReadAnalysis).await?;
    Ok(Cache::Never)
}

/// What an answer is made of.
pub(in crate::http) struct Asking<'a> {
    pub(in crate::http) ground: &'a Ground,
    pub(in crate::http) snapshot: &'a Snapshot,
    pub(in crate::http) question: &'a Question,
    pub(in crate::http) zone: Zone,
}

impl Asking<'_> {
    /// What an answer says that it is about.
    pub(in crate::http) fn told(&self) -> CoverageQuestion {
        let demand = &self.ground.demand;
        let (at, hour_of_week) = match self.question.when {
            When::AnyTime => (None, None),
            When::At(minute) => (Some(self.zone.rfc3339(self.zone.instant(minute))), None),
            When::Hour(_, hour) => (None, Some(hour)),
        };
        CoverageQuestion {
            revision: self.snapshot.revision(),
            changed_at: self.snapshot.changed_at().map(|instant| self.zone.rfc3339(instant)),
            radius_m: self.question.radius.metres(),
            at,
            hour_of_week,
            demand: DemandAnswer {
                name: demand.name.clone(),
                approximate: demand.is_approximate,
                people: tenths(demand.total()),
                people_outside: tenths(demand.outside),
                cells: demand.cells().len(),
            },
        }
    }

    fn name_of(&self, code: &str) -> String {
        name_in(self.snapshot, code)
    }
}

/// The name of a station; empty when there is none of that code.
pub(in crate::http) fn name_in(snapshot: &Snapshot, code: &str) -> String {
    snapshot.by_code(code).map_or_else(String::new, |id| snapshot.name(id))
}

/// A split of people or square metres, to tenths.
pub(in crate::http) fn split(split: &Split) -> SplitAnswer {
    SplitAnswer {
        total: tenths(split.total()),
        covered: tenths(split.covered),
        hours_unknown: tenths(split.hours_unknown),
        closed: tenths(split.closed),
        no_station: tenths(split.no_station),
        covered_share: split.covered_share().map(|share| (share * 1e6).round() / 1e6),
    }
}

/// To tenths: of people, metres and square metres nothing more is known.
pub(in crate::http) fn tenths(amount: f64) -> f64 {
    (amount * 10.0).round() / 10.0
}

/// The answer as bytes.
pub(in crate::http) fn json(answer: &impl serde::Serialize) -> Vec<u8> {
    // The answer holds only texts and numbers, which can always be written.
    serde_json::to_vec(answer).unwrap_or_default()
}

fn radius(query: &Query<'_>) -> Result<Radius, HttpError> {
    const EXPECTED: Said = Said::fixed(
        "步行可及的距离，单位米，大于 0，不超过 20000，例如 500",
        "how far people go in metres, more than 0 and at most 20000, e.g. 500",
    );
    let Some(radius_m) = params::radius_m(query)? else { return Ok(Radius::NATIONAL) };
    Radius::new(radius_m).map_err(|_too_far| {
        params::invalid("radius_m", EXPECTED, "超过 20 公里", "it is more than 20 km")
    })
}

fn layer(query: &Query<'_>) -> Result<Option<PaperName>, HttpError> {
    const EXPECTED: Said =
        Said::fixed("已上传的需求图层的名称", "the name of a kept layer of demand");
    let Some(name) = params::text(query, "demand", MAX_PAPER_NAME_CHARS)? else { return Ok(None) };
    name.parse().map(Some).map_err(|_not_one| {
        params::invalid("demand", EXPECTED, "不是图层名称", "it is no name of one")
    })
}

fn hour_of_week(query: &Query<'_>) -> Result<Option<usize>, HttpError> {
    if !query.has("hour_of_week") {
        return Ok(None);
    }
    let hour = params::whole(query, "hour_of_week", HOUR)?;
    let hour = usize::try_from(hour).ok().filter(|hour| *hour < crate::coverage::week::HOURS);
    hour.map(Some).ok_or_else(|| {
        params::invalid("hour_of_week", HOUR, "一周只有 168 小时", "a week has 168 hours")
    })
}

const HOUR: Said = Said::fixed(
    "典型一周中的第几个小时：0（周一 0 时）至 167（周日 23 时）",
    "the hour of a typical week: 0 (Monday 0:00) to 167 (Sunday 23:00)",
);

fn two_moments() -> HttpError {
    params::invalid(
        "hour_of_week",
        HOUR,
        "不能与 open 同时使用",
        "it cannot stand together with open: keep one of them",
    )
}

fn no_arrival() -> HttpError {
    params::invalid(
        "open",
        Said::fixed("now 或 RFC 3339 时刻", "now, or an RFC 3339 instant"),
        "覆盖没有出发地，无从推算到达时间",
        "coverage has no place to start from and so no arrival",
    )
}
