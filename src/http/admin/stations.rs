//! `/admin/v1/stations`: staff look through the ledger, and add stations.

use axum::http::{StatusCode, header};

use super::precondition::tagged;
use super::schema::{AdminProblem, EditedAnswer, FactsRequest, RegisterAnswer};
use super::station::edited;
use super::station_json::answer_of;
use super::{AdminErrand, told};
use crate::domain::coordinates::Datum;
use crate::domain::station::StationCode;
use crate::domain::status::StatusKind;
use crate::domain::travel_time::Mode;
use crate::http::api::cursor::Cursor;
use crate::http::api::filter;
use crate::http::api::schema::FilterParams;
use crate::http::body;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, Words};
use crate::index::filter::{Asked, Filter, OpenWhen};
use crate::index::list::{Bbox, Register};
use crate::service::stations::By;
use crate::service::stations::create::create_station;
use crate::service::stations::list::{MAX_A_PAGE, list_stations};

/// The parameters of a list.
pub(in crate::http) const KNOWN: &[&str] = &[
    "q",
    "bbox",
    "datum",
    "limit",
    "cursor",
    "open",
    "amenities",
    "kind",
    "access",
    "round_the_clock",
    "area",
    "unit",
    "status",
];
const DEFAULT_LIMIT: usize = 100;
const MAX_QUERY_CHARS: usize = 64;

/// The words of `status`.
const STATUSES: Words<StatusKind> = Words {
    what: Said::fixed("状态", "a status"),
    all: StatusKind::ALL,
    key: |status| status.key(),
};

/// What a list is asked for, read and owned.
pub(super) struct Asking {
    filter: Filter,
    status: Option<StatusKind>,
    unit: Option<String>,
    bbox: Option<Bbox>,
    text: Option<String>,
    asked: Asked,
    pub(super) datum: Datum,
}

impl Asking {
    /// Reads the filters of a query.
    pub(super) fn read(errand: &AdminErrand, query: &Query<'_>) -> Result<Self, HttpError> {
        let app = &errand.site.app;
        let zone = app.district.zone;
        let datum = params::datum(query)?;
        let snapshot = app.published.load();
        let filter = filter::read(query, &snapshot, zone)?;
        if filter.open == OpenWhen::OnArrival {
            return Err(crate::http::api::stations::no_arrival());
        }
        Ok(Self {
            filter,
            status: params::word(query, "status", &STATUSES)?,
            unit: params::text(query, "unit", MAX_QUERY_CHARS)?,
            bbox: params::bbox(query, datum)?,
            text: params::text(query, "q", MAX_QUERY_CHARS)?,
            asked: Asked::new(app.clock.now(), zone, Mode::default()),
            datum,
        })
    }

    pub(super) fn register(&self) -> Register<'_> {
        Register {
            filter: &self.filter,
            status: self.status,
            unit: self.unit.as_deref(),
            bbox: self.bbox.as_ref(),
            text: self.text.as_deref(),
            asked: &self.asked,
        }
    }
}

/// A page of the ledger by code, also stations that riders are not told of. Private columns are
/// there for stations whose ledger the reader may read.
#[utoipa::path(
    get,
    path = "/admin/v1/stations",
    tag = "ledger",
    operation_id = "list_register",
    params(
        FilterParams,
        ("q" = Option<String>, Query, description = "What a search finds: name, alias, address, host, code, pinyin.", example = "湖心"),
        ("bbox" = Option<String>, Query, description = "West, south, east, north in `datum`.", example = "115.9,30.5,116.0,30.6"),
        ("datum" = Option<String>, Query, description = "The datum of positions: `wgs84` if not given.", example = "wgs84"),
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
        ("unit" = Option<String>, Query, description = "Only this unit's, by its code.", example = "U1"),
        ("status" = Option<String>, Query, description = "`planned`, `open`, `temporarily_closed` or `retired`; all if not given.", example = "retired"),
    ),
    responses(
        (status = 200, description = "A page.", body = RegisterAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let asking = Asking::read(&errand, &query)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE)?;
        let from = match Cursor::read(&query)? {
            None => None,
            Some(Cursor::Code(code)) => {
                Some(code.parse::<StationCode>().map_err(|_| Cursor::malformed())?)
            }
            Some(Cursor::Rank(_)) => return Err(Cursor::malformed()),
        };
        let app = &errand.site.app;
        let page =
            list_stations(app, &errand.actor, &asking.register(), from.as_ref(), limit).await?;
        let stations = page.entries.iter();
        told(&RegisterAnswer {
            matched: page.matched as u64,
            next: page.next.map(|code| Cursor::Code(code.to_string()).text()),
            stations: stations
                .map(|entry| answer_of(&entry.record, asking.datum, entry.is_open_to_reader))
                .collect(),
        })
    })
}

/// Adds a station. `name`, `kind`, `lon` and `lat` are needed; without `code` it gets the next
/// one of its area's series, without `area` the area in which it lies.
#[utoipa::path(
    post,
    path = "/admin/v1/stations",
    tag = "ledger",
    operation_id = "create_station",
    request_body = FactsRequest,
    responses(
        (status = 201, description = "The station.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."), ("Location" = String, description = "Its address."))),
        (status = 409, description = "The code is taken.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "Facts that cannot be taken; `errors` has every one.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut facts = body::object(&errand.body)?;
        let reason = body::reason_of(&mut facts)?;
        let by = By { actor: &errand.actor, reason };
        let created = create_station(&errand.site.app, &by, &facts).await?;
        let address = format!("/admin/v1/stations/{}", created.record.station.code);
        let version = created.record.version;
        let reply = told(&edited(&errand, &created))?.with_status(StatusCode::CREATED);
        Ok(tagged(reply.with_header(header::LOCATION, &address), version))
    })
}
