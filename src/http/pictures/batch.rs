//! `/admin/v1/plaques`: the plaques of an area or a unit as one PDF, a page each.

use std::sync::Arc;

use super::map::inlined;
use super::words::Pictured;
use super::{PDF, beside_a_plaque, kept, map, sheet};
use crate::clock::Stopwatch;
use crate::domain::coordinates::Wgs84;
use crate::domain::role::{Action, Place, may};
use crate::domain::said::Said;
use crate::domain::travel_time::Mode;
use crate::http::admin::AdminErrand;
use crate::http::admin::schema::AdminProblem;
use crate::http::api::filter;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::params::{self, Query};
use crate::http::pictures::trouble::PictureTrouble;
use crate::http::reply::{Cache, Reply};
use crate::http::site::{Call, Site};
use crate::index::filter::{Asked, Filter};
use crate::index::list::Register;
use crate::index::{RowId, Snapshot};
use crate::pictures::plaque::{self, Plaque};
use crate::pictures::press;

/// The parameters.
pub(in crate::http) const KNOWN: &[&str] = &["area", "unit", "size"];
/// Pages of one file: twice what the largest area of a district has.
const MOST: usize = 300;
/// How long a file waits for its maps; the plaques whose turn has not come then have none.
const TIME_FOR_MAPS_S: f64 = 5.0;
/// Pixels of a map to each of its layout: 250 an inch, so that hundreds of pages stay one file that
/// can be sent.
const MAP_DENSITY: u32 = 2;

/// The plaques of the stations of an area, or of a unit, for print: a page each, by code, of those
/// that the reader may read in the ledger. Stations that are closed for good have none.
#[utoipa::path(
    get,
    path = "/admin/v1/plaques",
    tag = "ledger",
    operation_id = "print_plaques",
    params(
        ("area" = Option<String>, Query, description = "Only stations of this area, by its code. One of `area` and `unit` is needed.", example = "990001001"),
        ("unit" = Option<String>, Query, description = "Only stations of this unit, by its code.", example = "U1"),
        ("size" = Option<String>, Query, description = "The paper: `a4` if not given, or `a5`.", example = "a5"),
    ),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "application/pdf"))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let site = Arc::clone(&errand.site);
        let district = &site.app.district;
        let title = format!("{}工会驿站门牌", district.name.zh);
        let file = format!("{}-plaques.pdf", district.id);
        let snapshot = site.app.published.load_full();
        let of = Arc::clone(&snapshot);
        let read = move || {
            let query = Query::read(errand.uri.query(), KNOWN)?;
            Ok::<_, HttpError>((sheet(&query)?, plaques(&errand, &query, &of)?))
        };
        let (sheet, mut plaques) = kept::worked(&site, read).await??;
        add_maps(&site, &snapshot, &mut plaques).await;
        let make = move || {
            let pages = plaques.iter().map(|(plaque, _)| plaque::svg(plaque, sheet));
            press::pdf(&title, sheet.paper(), &pages.collect::<Result<Vec<_>, _>>()?)
        };
        let pdf = kept::worked(&site, make).await??;
        let reply = Reply::file(pdf, PDF).cached(Cache::Never);
        Ok(reply.saved_as(&file))
    })
}

/// Puts maps on plaques, one after the other, until there are none to be had or the time is up.
/// Maps are kept, so that the same file has more of them when it is asked for again.
async fn add_maps(site: &Arc<Site>, snapshot: &Arc<Snapshot>, plaques: &mut [(Plaque, Wgs84)]) {
    let stopwatch = Stopwatch::start();
    for (plaque, position) in plaques {
        let laid = beside_a_plaque(site, snapshot, *position, MAP_DENSITY).await;
        let Some(laid) = laid.filter(|_| stopwatch.elapsed_s() < TIME_FOR_MAPS_S) else { return };
        let name = laid.name.clone();
        match kept::kept(site, &name, map::drawn(site, laid)).await {
            Ok(map) => plaque.map = Some(inlined(map.plain())),
            Err(error) => {
                tracing::debug!(%error, "plaques are made without maps");
                return;
            }
        }
    }
}

/// The plaques, each with the place of its station.
fn plaques(
    errand: &AdminErrand,
    query: &Query<'_>,
    snapshot: &Snapshot,
) -> Result<Vec<(Plaque, Wgs84)>, HttpError> {
    let language = Language::preferred_by(&errand.headers);
    let call = Call { site: &errand.site, language, uri: &errand.uri, headers: &errand.headers };
    let area = filter::area(query, snapshot)?;
    let unit = params::text(query, "unit", 64)?;
    if area.is_none() && unit.is_none() {
        const EXPECTED: Said = Said::fixed(
            "区域编码，例如 990001001；或用 unit 指定管理单位",
            "the code of an area, e.g. 990001001; or name a unit",
        );
        return Err(params::missing("area", EXPECTED));
    }
    let app = &errand.site.app;
    let asked = Asked::new(app.clock.now(), app.district.zone, Mode::default());
    let filter = Filter { area, ..Filter::default() };
    let register = Register {
        filter: &filter,
        status: None,
        unit: unit.as_deref(),
        bbox: None,
        text: None,
        asked: &asked,
    };
    let mut plaques = Vec::new();
    for id in snapshot.register(&register, RowId(0), usize::MAX).rows {
        let pictured = match Pictured::read(&call, snapshot, id) {
            Ok(pictured) => pictured,
            Err(HttpError::Picture(PictureTrouble::Retired { .. })) => continue,
            Err(other) => return Err(other),
        };
        let station = &pictured.station;
        let code = station.area.parse().map_err(|_defect| HttpError::Internal)?;
        let place = Place { area: &code, unit: station.unit.as_deref() };
        if may(&errand.actor, Action::ReadLedger, Some(place)).is_ok() {
            plaques.push((pictured.plaque(&call)?, pictured.position()));
        }
    }
    match plaques.len() {
        0 => Err(PictureTrouble::NoStation.into()),
        asked @ 1.. if asked > MOST => Err(PictureTrouble::TooMany { asked, most: MOST }.into()),
        _ => Ok(plaques),
    }
}
