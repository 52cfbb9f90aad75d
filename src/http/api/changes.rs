//! `/api/v1/stations/changes`: what changed since a revision, for those who have the rest.

use super::schema::{ChangesAnswer, ChangesParams, Problem};
use super::station_json::{StationWriter, Telling, room_for, write_head};
use crate::domain::travel_time::Mode;
use crate::http::error::{HttpError, Said};
use crate::http::params;
use crate::http::reply::Reply;
use crate::http::site::Call;
use crate::index::RowId;
use crate::index::filter::{Asked, OpenWhen};

/// The parameters.
pub const KNOWN: &[&str] = &["since", "datum"];
/// With more changes than this it is cheaper to load everything again.
const MAX_CHANGES: usize = 500;

/// The stations written since a revision, as they are now. Those that riders are no longer
/// told of are named in `gone`. When too much has changed, `reload` is true and the lists are
/// empty: fetch the pack, or all pages, again.
#[utoipa::path(
    get,
    path = "/api/v1/stations/changes",
    tag = "stations",
    operation_id = "list_changes",
    params(ChangesParams),
    responses(
        (status = 200, description = "The changes; remember `revision` for the next time.", body = ChangesAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
        (status = 400, description = "`since` is missing or no revision.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(KNOWN)?;
    let datum = params::datum(&query)?;
    let since = params::whole(&query, "since", SINCE)?;
    let snapshot = call.snapshot();
    let app = call.app();
    let asked = Asked::new(app.clock.now(), app.district.zone, Mode::default());
    let newer = snapshot.rows().map(|(id, _)| id).filter(|id| snapshot.revision_of(*id) > since);
    let mut newer: Vec<RowId> = newer.take(MAX_CHANGES + 1).collect();
    let reload = newer.len() > MAX_CHANGES;
    if reload {
        newer.clear();
    }
    let (changed, gone): (Vec<RowId>, Vec<RowId>) =
        newer.into_iter().partition(|id| snapshot.row(*id).is_listed());
    let telling = Telling { open: OpenWhen::Now, datum, language: call.language };
    let writer = StationWriter::new(call.site, &snapshot, &asked, telling);
    let mut out = room_for(changed.len());
    write_head(&writer, &mut out);
    out.extend_from_slice(if reload { br#","reload":true"# } else { br#","reload":false"# });
    out.extend_from_slice(br#","changed":"#);
    writer.write_all(changed.iter().map(|id| (*id, None)), &mut out);
    // Codes hold nothing that JSON would escape.
    let gone: Vec<String> = gone.iter().map(|id| format!("\"{}\"", snapshot.code(*id))).collect();
    out.extend_from_slice(format!(r#","gone":[{}]}}"#, gone.join(",")).as_bytes());
    Ok(Reply::json(out).in_language(call.language))
}

const SINCE: Said = Said::fixed(
    "修订号，即此前回答中的 revision，从头开始用 0",
    "a revision, as in an earlier answer's 'revision'; 0 to begin",
);
