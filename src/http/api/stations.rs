//! `/api/v1/stations`: all stations that pass the filters, page by page, or those that a
//! search finds, best first.

use super::cursor::Cursor;
use super::filter;
use super::schema::{FilterParams, ListAnswer, ListParams, Problem};
use super::station_json::{StationWriter, Telling, room_for, write_head};
use crate::domain::travel_time::Mode;
use crate::http::error::{HttpError, Said};
use crate::http::params;
use crate::http::reply::Reply;
use crate::http::site::Call;
use crate::index::filter::{Asked, Filter, OpenWhen};
use crate::index::list::Bbox;
use crate::index::numbers::whole;
use crate::index::{RowId, Snapshot};

/// The parameters.
pub const KNOWN: &[&str] = &[
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
];
const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 200;
/// Longest search that is read, characters.
pub(super) const MAX_QUERY_CHARS: usize = 64;

/// One page of the stations that pass the filters: in the order of their codes, or with `q`
/// as well as they fit what was typed (name, alias, address, host, code, pinyin, initials).
#[utoipa::path(
    get,
    path = "/api/v1/stations",
    tag = "stations",
    operation_id = "list_stations",
    params(ListParams, FilterParams),
    responses(
        (status = 200, description = "A page. Ask for the next one with `cursor` set to `next`.", body = ListAnswer),
        (status = 304, description = "The page that `If-None-Match` names still holds."),
        (status = 400, description = "A parameter is unknown, repeated or wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let snapshot = call.snapshot();
    let datum = params::datum(&query)?;
    let app = call.app();
    let zone = app.district.zone;
    let filter = filter::read(&query, &snapshot, zone)?;
    if filter.open == OpenWhen::OnArrival {
        return Err(no_arrival());
    }
    let bbox = params::bbox(&query, datum)?;
    let limit = params::limit(&query, DEFAULT_LIMIT, MAX_LIMIT)?;
    let text = params::text(&query, "q", MAX_QUERY_CHARS)?;
    let cursor = Cursor::read(&query)?;
    let asked = Asked::new(app.clock.now(), zone, Mode::default());
    let question = Question {
        snapshot: &snapshot,
        filter: &filter,
        bbox: bbox.as_ref(),
        asked: &asked,
        limit,
    };
    let page = match text {
        Some(text) => question.found(&text, cursor)?,
        None => question.listed(cursor)?,
    };
    let telling = Telling { open: filter.open, datum, language: call.language };
    let writer = StationWriter::new(call.site, &snapshot, &asked, telling);
    Ok(Reply::json(written(&page, &writer)).in_language(call.language))
}

struct Question<'a> {
    snapshot: &'a Snapshot,
    filter: &'a Filter,
    bbox: Option<&'a Bbox>,
    asked: &'a Asked,
    limit: usize,
}

struct FoundPage {
    rows: Vec<RowId>,
    next: Option<Cursor>,
    matched: usize,
}

impl Question<'_> {
    fn listed(&self, cursor: Option<Cursor>) -> Result<FoundPage, HttpError> {
        let from = match cursor {
            None => RowId(0),
            // Stations are never deleted, so that the code of a cursor stays there.
            Some(Cursor::Code(code)) => {
                self.snapshot.by_code(&code).ok_or_else(Cursor::malformed)?
            }
            Some(Cursor::Rank(_)) => return Err(Cursor::malformed()),
        };
        let page = self.snapshot.list(self.filter, self.bbox, self.asked, from, self.limit);
        let next = page.next.map(|id| Cursor::Code(self.snapshot.code(id).to_owned()));
        Ok(FoundPage { rows: page.rows, next, matched: page.matched })
    }

    fn found(&self, text: &str, cursor: Option<Cursor>) -> Result<FoundPage, HttpError> {
        let start = match cursor {
            None => 0,
            Some(Cursor::Rank(rank)) => rank,
            Some(Cursor::Code(_)) => return Err(Cursor::malformed()),
        };
        let mut rows = self.snapshot.search(text);
        rows.retain(|id| self.snapshot.passes(*id, self.filter, self.bbox, self.asked));
        let matched = rows.len();
        let end = start.saturating_add(self.limit);
        let next = (end < matched).then_some(Cursor::Rank(end));
        let rows = rows.into_iter().skip(start).take(self.limit).collect();
        Ok(FoundPage { rows, next, matched })
    }
}

fn written(page: &FoundPage, writer: &StationWriter<'_>) -> Vec<u8> {
    let mut out = room_for(page.rows.len());
    write_head(writer, &mut out);
    out.extend_from_slice(br#","matched":"#);
    whole(i64::try_from(page.matched).unwrap_or(i64::MAX), &mut out);
    match &page.next {
        Some(next) => {
            out.extend_from_slice(br#","next":""#);
            out.extend_from_slice(next.text().as_bytes());
            out.push(b'"');
        }
        None => out.extend_from_slice(br#","next":null"#),
    }
    out.extend_from_slice(br#","stations":"#);
    writer.write_all(page.rows.iter().map(|id| (*id, None)), &mut out);
    out.push(b'}');
    out
}

pub(in crate::http) fn no_arrival() -> HttpError {
    params::invalid(
        "open",
        Said::fixed("now 或 RFC 3339 时刻", "now, or an RFC 3339 instant"),
        "列表没有出发地，无从推算到达时间；请改用 /api/v1/stations/nearest",
        "a list has no place to start from and so no arrival; ask /api/v1/stations/nearest",
    )
}
